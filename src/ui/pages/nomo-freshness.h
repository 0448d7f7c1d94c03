#pragma once

#include "nomo-period.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

gboolean nomo_freshness_is_stale (NomoShop *shop);
gboolean nomo_freshness_is_incomplete (NomoShop *shop);
gboolean nomo_freshness_is_coming (NomoShop *shop);
gboolean nomo_freshness_is_of_before (NomoShop *shop, int today);
char *nomo_freshness_word_as_of (NomoShop *shop, int today);
char *nomo_freshness_word_stamp (NomoShop *shop, int today);
char *nomo_freshness_word_known (gint64 known, gint64 all);
char *nomo_freshness_word_known_before (gint64 known, gint64 all, NomoAgainst against);

G_END_DECLS
