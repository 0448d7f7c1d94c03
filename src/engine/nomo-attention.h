#pragma once

#include "nomo-backup-trouble.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoAttentionKind:
 * @NOMO_ATTENTION_ORDERS_WAIT: orders under review that are older than the day before yesterday, but of the last 90
 *   days
 * @NOMO_ATTENTION_REVIEWS: unhappy reviews and questions of the last month without a reply
 * @NOMO_ATTENTION_TRANSFERS: orders awaiting payment that are older than yesterday, but of the last 90 days
 * @NOMO_ATTENTION_SOLD_OUT: products that sell and are sold out
 * @NOMO_ATTENTION_LEAKS: codes that were given to one customer and used by another in the last month
 * @NOMO_ATTENTION_BACKUP: the last backup that this device made of the store: it failed, or is older than it ought to be
 * @NOMO_ATTENTION_COUPONS: coupons that soon end or are used up, while the coupon watch is on
 * @NOMO_ATTENTION_CARTS: carts left today whose shopper can be written to and was not
 *
 * What needs the merchant, the worst first.
 */
typedef enum {
  NOMO_ATTENTION_ORDERS_WAIT,
  NOMO_ATTENTION_REVIEWS,
  NOMO_ATTENTION_TRANSFERS,
  NOMO_ATTENTION_SOLD_OUT,
  NOMO_ATTENTION_LEAKS,
  NOMO_ATTENTION_BACKUP,
  NOMO_ATTENTION_COUPONS,
  NOMO_ATTENTION_CARTS,
  NOMO_N_ATTENTIONS
} NomoAttentionKind;

/**
 * NomoAttention:
 * @counts: how many records each kind is about; of a backup how many days old it is, or 1 when it failed
 * @money: what they come to, in minor units of the shop's currency; 0 for kinds without money and for carts, which are in several currencies
 * @coupons: (nullable): the filter that lists the coupons, interned
 * @backup_trouble: why the last backup failed
 *
 * What needs the merchant now. Plain data.
 */
typedef struct {
  gint64 counts[NOMO_N_ATTENTIONS];
  gint64 money[NOMO_N_ATTENTIONS];
  const char *coupons;
  NomoBackupTrouble backup_trouble;
} NomoAttention;

const NomoEntity *nomo_attention_get_entity (NomoAttentionKind kind);
char *nomo_attention_dup_filter (NomoAttentionKind kind, int today);
gboolean nomo_attention_read (NomoStore *store, int today, NomoAttention *attention, GError **error);
void nomo_attention_read_async (NomoShop *shop, int today, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer data);
NomoAttention *nomo_attention_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
