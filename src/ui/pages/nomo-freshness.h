#pragma once

#include "nomo-shop.h"

G_BEGIN_DECLS

gboolean nomo_freshness_is_stale (NomoShop *shop);
gboolean nomo_freshness_is_incomplete (NomoShop *shop);
gboolean nomo_freshness_is_coming (NomoShop *shop);
gboolean nomo_freshness_is_of_before (NomoShop *shop, int today);
char *nomo_freshness_word_as_of (NomoShop *shop, int today);
char *nomo_freshness_word_stamp (NomoShop *shop, int today);
char *nomo_freshness_word_known (gint64 known, gint64 all);

G_END_DECLS
