#pragma once

#include "nomo-figures.h"

G_BEGIN_DECLS

#define NOMO_WEEKDAYS 7
#define NOMO_HOURS    24

/**
 * NomoShare:
 * @key: by what the orders are found: a payment method, a city as it is spelled most, the id of a product or its name
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
 * @from_day: first day of the period (days since 1970-01-01 in the shop's zone)
 * @to_day: last day, included
 * @payments: (element-type NomoShare): sales by payment method, the largest first
 * @cities: (element-type NomoShare): sales by city, the largest first; spellings that fold alike are one
 * @products: (element-type NomoShare): sales by product in the months that the period touches, the largest first
 * @hours: orders by weekday, Sunday first, and hour of the day in the shop's zone
 * @refunds: money given back, in minor units of the shop's currency
 * @refunded_orders: orders it was given back for
 * @currency: the shop's currency
 *
 * What the sales of a period are made of, from rollups only. Atomically ref-counted.
 */
typedef struct {
  int from_day;
  int to_day;
  GArray *payments;
  GArray *cities;
  GArray *products;
  gint64 hours[NOMO_WEEKDAYS * NOMO_HOURS];
  NomoFigure refunds;
  NomoFigure refunded_orders;
  char *currency;
} NomoBreakdown;

#define NOMO_TYPE_BREAKDOWN (nomo_breakdown_get_type ())
GType nomo_breakdown_get_type (void);
NomoBreakdown *nomo_breakdown_ref (NomoBreakdown *self);
void nomo_breakdown_unref (NomoBreakdown *self);

NomoBreakdown *nomo_breakdown_read (NomoStore *store, const char *currency, int from_day, int to_day, GError **error);
void nomo_breakdown_read_async (NomoShop *shop, int from_day, int to_day, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data);
NomoBreakdown *nomo_breakdown_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoBreakdown, nomo_breakdown_unref)

G_END_DECLS
