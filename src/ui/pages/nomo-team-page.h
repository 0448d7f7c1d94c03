#pragma once

#include "nomo-empty.h"
#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TEAM_PAGE (nomo_team_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoTeamPage, nomo_team_page, NOMO, TEAM_PAGE, AdwPreferencesPage)

NomoTeamPage *nomo_team_page_new (NomoSession *session);
void nomo_team_page_tell_none (NomoEmpty *empty, gint64 as_of, const GError *error);

G_END_DECLS
