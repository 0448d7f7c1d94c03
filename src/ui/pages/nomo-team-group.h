#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_TEAM_GROUP (nomo_team_group_get_type ())
G_DECLARE_FINAL_TYPE (NomoTeamGroup, nomo_team_group, NOMO, TEAM_GROUP, AdwPreferencesGroup)

GtkWidget *nomo_team_group_new (void);
void nomo_team_group_show (NomoTeamGroup *self, GPtrArray *employees);

G_END_DECLS
