#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoPromotionScope:
 * @only: (nullable): the names of what it is for alone
 * @without: (nullable): the names of what it is not for
 * @groups: (nullable): the names of the customers that it is for alone
 * @no_groups: (nullable): the names of the customers that it is not for
 *
 * For what and for whom a coupon is. A record holds no more than numbers of it.
 */
typedef struct {
  char *only;
  char *without;
  char *groups;
  char *no_groups;
} NomoPromotionScope;

char *nomo_promotion_words_gives (const NomoRecord *promotion);
char *nomo_promotion_words_rule (const NomoRecord *promotion, GTimeZone *zone);
char *nomo_promotion_words_rule_for (const NomoRecord *promotion, const NomoPromotionScope *scope, GTimeZone *zone);
void nomo_promotion_scope_clear (NomoPromotionScope *self);
char *nomo_promotion_words_end (const NomoRecord *promotion, gint64 now, GTimeZone *zone, gboolean *soon);
char *nomo_promotion_words_money (const NomoRecord *promotion, gint64 minor);
char *nomo_promotion_words_tier (const NomoRecord *offer, guint row);
char *nomo_promotion_words_tier_bound (const NomoRecord *offer, guint row);
char *nomo_promotion_words_start (const NomoRecord *promotion, GTimeZone *zone);

G_END_DECLS
