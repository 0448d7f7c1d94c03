#pragma once

#include <gio/gio.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoFigure:
 * @now: the figure of the period
 * @before: the same figure of the period before, which is as long and ends where this one begins
 *
 * One figure of Overview.
 */
typedef struct {
  gint64 now;
  gint64 before;
} NomoFigure;

/**
 * NomoFigures:
 * @from_day: first day of the period (days since 1970-01-01 in the shop's zone)
 * @to_day: last day, included
 * @n_days: days in the period
 * @sales: in minor units of @currency; orders neither draft, cancelled nor awaiting payment
 * @orders: the orders @sales is the sum of
 * @average: @sales ÷ @orders, half up; 0 without orders
 * @customers: customers first seen in the period
 * @foreign_orders: orders in another currency without a rate, counted in @orders and missing in @sales
 * @sales_days: (array length=n_days): sales of each day
 * @sales_days_before: (array length=n_days): sales of each day of the period before
 * @orders_days: (array length=n_days): orders of each day
 * @orders_days_before: (array length=n_days): orders of each day of the period before
 * @customers_days: (array length=n_days): new customers of each day
 * @currency: the shop's currency
 * @as_of: UTC ms of the last complete catch-up with Salla, 0 when there was none
 * @seq: the commit these figures are of
 *
 * What Overview shows, from rollups only. Immutable, atomically ref-counted.
 */
typedef struct {
  int from_day;
  int to_day;
  guint n_days;
  NomoFigure sales;
  NomoFigure orders;
  NomoFigure average;
  NomoFigure customers;
  NomoFigure foreign_orders;
  gint64 *sales_days;
  gint64 *sales_days_before;
  gint64 *orders_days;
  gint64 *orders_days_before;
  gint64 *customers_days;
  char *currency;
  gint64 as_of;
  guint64 seq;
} NomoFigures;

#define NOMO_TYPE_FIGURES (nomo_figures_get_type ())
GType nomo_figures_get_type (void);

NomoFigures *nomo_figures_ref (NomoFigures *self);
void nomo_figures_unref (NomoFigures *self);
void nomo_figures_read_async (NomoShop *shop, int from_day, int to_day, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data);
NomoFigures *nomo_figures_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoFigures, nomo_figures_unref)

G_END_DECLS
