#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_OVERVIEW_PAGE (nomo_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoOverviewPage, nomo_overview_page, NOMO, OVERVIEW_PAGE, NomoPage)

NomoPage *nomo_overview_page_new (NomoSession *session);

G_END_DECLS
