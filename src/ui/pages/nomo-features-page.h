#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FEATURES_PAGE (nomo_features_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoFeaturesPage, nomo_features_page, NOMO, FEATURES_PAGE, NomoPage)

NomoPage *nomo_features_page_new (NomoSession *session);

G_END_DECLS
