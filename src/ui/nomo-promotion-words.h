#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

char *nomo_promotion_words_gives (const NomoRecord *promotion);
char *nomo_promotion_words_rule (const NomoRecord *promotion, GTimeZone *zone);
char *nomo_promotion_words_end (const NomoRecord *promotion, gint64 now, GTimeZone *zone, gboolean *soon);
char *nomo_promotion_words_money (const NomoRecord *promotion, gint64 minor);
char *nomo_promotion_words_tier (const NomoRecord *offer, guint row);
char *nomo_promotion_words_tier_bound (const NomoRecord *offer, guint row);
char *nomo_promotion_words_start (const NomoRecord *promotion, GTimeZone *zone);

G_END_DECLS
