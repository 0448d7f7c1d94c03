#pragma once

#include "nomo-figures.h"

G_BEGIN_DECLS

/**
 * NomoProfit:
 * @days: the period
 * @against: the days it is compared with
 * @n_days: days in the period
 * @profit: in minor units of @currency, see nomo_order_profit(): the sum over the orders of which it is known
 * @orders: the orders that count as sales
 * @known: those of @orders of which the profit is known
 * @profit_days: (array length=n_days): profit of each day
 * @currency: the shop's currency
 * @seq: the commit this is of, or an earlier one
 *
 * What is left of the sales of a period once the goods are paid for, from the orders themselves. Immutable, atomically
 * ref-counted.
 */
typedef struct {
  NomoStretch days;
  NomoStretch against;
  guint n_days;
  NomoFigure profit;
  NomoFigure orders;
  NomoFigure known;
  gint64 *profit_days;
  char *currency;
  guint64 seq;
} NomoProfit;

#define NOMO_TYPE_PROFIT (nomo_profit_get_type ())
GType nomo_profit_get_type (void);

NomoProfit *nomo_profit_ref (NomoProfit *self);
void nomo_profit_unref (NomoProfit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoProfit, nomo_profit_unref)

/**
 * NomoProfitRequest:
 * @days: the period, in days since 1970-01-01 in the shop's zone
 * @against: the days it is compared with
 * @margin: see nomo_order_profit()
 *
 * What to read.
 */
typedef struct {
  NomoStretch days;
  NomoStretch against;
  int margin;
} NomoProfitRequest;

NomoProfit *nomo_profit_read (NomoStore *store, const char *currency, const NomoProfitRequest *request,
                              GCancellable *cancellable, GError **error);
void nomo_profit_read_async (NomoShop *shop, const NomoProfitRequest *request, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data);
NomoProfit *nomo_profit_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
