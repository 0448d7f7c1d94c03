#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SEASONS_PAGE (nomo_seasons_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoSeasonsPage, nomo_seasons_page, NOMO, SEASONS_PAGE, NomoPage)

NomoPage *nomo_seasons_page_new (NomoSession *session);

G_END_DECLS
