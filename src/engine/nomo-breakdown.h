#pragma once

#include "nomo-period.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_WEEKDAYS 7
#define NOMO_HOURS    24

/**
 * NomoShare:
 * @key: by what the orders are found: a payment method, a city as it is spelled most, "#" and the id
 *   of a product or its name, the ids of categories
 * @name: (nullable): what it is called by people who typed it; %NULL when the key has words of its own
 * @orders: how many orders, of products how many lines of orders
 * @money: minor units of the shop's currency
 *
 * A part of the sales of a period.
 */
typedef struct {
  char *key;
  char *name;
  gint64 orders;
  gint64 money;
} NomoShare;

/**
 * NomoBreakdown:
 * @days: the period
 * @payments: (element-type NomoShare): sales by payment method, the largest first
 * @cities: (element-type NomoShare): sales by city, the largest first; spellings that fold alike are one
 * @products: (element-type NomoShare): sales by product in the months that the period touches, the largest first
 * @categories: (element-type NomoShare): sales by category at the top of the shop's tree in those months, the largest first
 * @hours: orders by weekday, Sunday first, and hour of the day in the shop's zone
 * @orders: the orders that are told apart
 * @detailed: those of @orders whose details are known; only of them the city is
 * @month_orders: the orders of the months that the period touches
 * @month_detailed: those of @month_orders whose details are known; only of them it is known what an item came to
 * @currency: the shop's currency
 * @seq: the commit this is of, or a later one
 *
 * What the sales of a period are made of, from rollups only. Atomically ref-counted.
 */
typedef struct {
  NomoStretch days;
  GArray *payments;
  GArray *cities;
  GArray *products;
  GArray *categories;
  gint64 hours[NOMO_WEEKDAYS * NOMO_HOURS];
  gint64 orders;
  gint64 detailed;
  gint64 month_orders;
  gint64 month_detailed;
  char *currency;
  guint64 seq;
} NomoBreakdown;

#define NOMO_TYPE_BREAKDOWN (nomo_breakdown_get_type ())
GType nomo_breakdown_get_type (void);
GArray *nomo_shares_new (void);
void nomo_shares_sort (GArray *shares);

NomoBreakdown *nomo_breakdown_ref (NomoBreakdown *self);
void nomo_breakdown_unref (NomoBreakdown *self);

NomoBreakdown *nomo_breakdown_read (NomoStore *store, const char *currency, NomoStretch days, GError **error);
void nomo_breakdown_read_async (NomoShop *shop, NomoStretch days, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data);
NomoBreakdown *nomo_breakdown_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoBreakdown, nomo_breakdown_unref)

G_END_DECLS
