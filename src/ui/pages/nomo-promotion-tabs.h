#pragma once

#include "nomo-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_PROMOTION_TABS (nomo_promotion_tabs_get_type ())
G_DECLARE_FINAL_TYPE (NomoPromotionTabs, nomo_promotion_tabs, NOMO, PROMOTION_TABS, AdwBin)

GtkWidget *nomo_promotion_tabs_new (NomoSession *session, const char *place);

G_END_DECLS
