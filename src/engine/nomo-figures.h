#pragma once

#include <gio/gio.h>

#include "nomo-period.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoFigure:
 * @now: the figure of the period
 * @before: the same figure of the days it is compared with
 *
 * One figure of Overview.
 */
typedef struct {
  gint64 now;
  gint64 before;
} NomoFigure;

/**
 * NomoFigures:
 * @days: the period
 * @against: the days it is compared with
 * @n_days: days in the period
 * @n_before: days in @against
 * @sales: in minor units of @currency; orders neither draft, cancelled nor awaiting payment
 * @orders: the orders @sales is the sum of
 * @average: @sales ÷ @orders, half up; 0 without orders
 * @customers: customers first seen in the period
 * @refunds: money given back in the period, in minor units of @currency, whenever the order was
 * @foreign_orders: orders in another currency without a rate, counted in @orders and missing in @sales
 * @detailed: those of @orders whose details are known: only of them a refund can be known
 * @sales_days: (array length=n_days): sales of each day
 * @sales_before: (array length=n_before): sales of each day of @against
 * @orders_days: (array length=n_days): orders of each day
 * @customers_days: (array length=n_days): new customers of each day
 * @refunds_days: (array length=n_days): refunds of each day
 * @carts: carts that were begun and left today
 * @carts_money: what those come to that are in @currency
 * @foreign_carts: those of @carts that are in another currency
 * @currency: the shop's currency
 * @seq: the commit these figures are of, or a later one
 *
 * What Overview shows, from rollups only. Immutable, atomically ref-counted.
 */
typedef struct {
  NomoStretch days;
  NomoStretch against;
  guint n_days;
  guint n_before;
  NomoFigure sales;
  NomoFigure orders;
  NomoFigure average;
  NomoFigure customers;
  NomoFigure refunds;
  NomoFigure foreign_orders;
  NomoFigure detailed;
  gint64 *sales_days;
  gint64 *sales_before;
  gint64 *orders_days;
  gint64 *customers_days;
  gint64 *refunds_days;
  gint64 carts;
  gint64 carts_money;
  gint64 foreign_carts;
  char *currency;
  guint64 seq;
} NomoFigures;

#define NOMO_TYPE_FIGURES (nomo_figures_get_type ())
GType nomo_figures_get_type (void);

NomoFigures *nomo_figures_ref (NomoFigures *self);
void nomo_figures_unref (NomoFigures *self);

/**
 * NomoFiguresRequest:
 * @days: the period
 * @against: the days it is compared with
 * @today: the day that carts are left on
 *
 * What to read. Days are those since 1970-01-01 in the shop's zone.
 */
typedef struct {
  NomoStretch days;
  NomoStretch against;
  int today;
} NomoFiguresRequest;

NomoFigures *nomo_figures_read (NomoStore *store, const char *currency, const NomoFiguresRequest *request,
                                GError **error);
void nomo_figures_read_async (NomoShop *shop, const NomoFiguresRequest *request, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data);
NomoFigures *nomo_figures_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoFigures, nomo_figures_unref)

G_END_DECLS
