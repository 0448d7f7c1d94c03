#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_SCOPES_GROUP (nomo_scopes_group_get_type ())
G_DECLARE_FINAL_TYPE (NomoScopesGroup, nomo_scopes_group, NOMO, SCOPES_GROUP, AdwPreferencesGroup)

GtkWidget *nomo_scopes_group_new (void);
void nomo_scopes_group_show (NomoScopesGroup *self, const char *granted);

G_END_DECLS
