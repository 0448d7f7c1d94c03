#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_COUPON_DAYS 14

/**
 * NomoCouponFigures:
 * @uses: orders with the coupon that count as sales, see nomo_order_counts_as_sale(): a cancelled one does not
 * @gross: their totals, in minor units of the shop's currency
 * @refunds: what of @gross was paid back
 * @discount: what the coupon took off, without what special offers took off the same orders
 * @other_money: those of @uses that have no amount in the shop's currency, and are in none of the sums
 * @brief: those of @uses of which no more than a row of a list is known, and so no discount
 * @unknown_refunds: those of @uses that were refunded by nobody knows how much
 * @customers: how many customers they are from
 * @new_customers: those of @customers that had no sale before their first order with the coupon
 * @average: @gross by order; 0 when there is none
 * @average_without: the same of all other sales from the day of the first use to that of the last; 0 when there are none
 * @last_day: the last of @days, in days since 1970-01-01 in the shop's zone: today, or the last day of a coupon that has ended
 * @days: @uses by day, @last_day last
 *
 * What a coupon did, by the orders that are in the store. Plain data.
 */
typedef struct {
  gint64 uses;
  gint64 gross;
  gint64 refunds;
  gint64 discount;
  gint64 other_money;
  gint64 brief;
  gint64 unknown_refunds;
  gint64 customers;
  gint64 new_customers;
  gint64 average;
  gint64 average_without;
  int last_day;
  gint64 days[NOMO_COUPON_DAYS];
} NomoCouponFigures;

/**
 * NomoCouponPace:
 * @left: how often it can still be used; −1 without a limit
 * @days_left: how many days after today its last day is
 * @used_up_in: in how many days it is used up if it goes on as in the last seven; −1 when it is not, or after its last day
 *
 * How a coupon that runs goes on.
 */
typedef struct {
  gint64 left;
  int days_left;
  int used_up_in;
} NomoCouponPace;

NomoQuery *nomo_coupon_figures_create_query (const NomoRecord *coupon);
gboolean nomo_coupon_figures_read (NomoStore *store, const NomoRecord *coupon, gint64 now, NomoCouponFigures *figures,
                                   GCancellable *cancellable, GError **error);
void nomo_coupon_figures_read_async (NomoStore *store, NomoRecord *coupon, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer data);
NomoCouponFigures *nomo_coupon_figures_read_finish (GAsyncResult *result, GError **error);
gboolean nomo_coupon_figures_get_pace (const NomoCouponFigures *self, const NomoRecord *coupon, gint64 now,
                                       NomoCouponPace *pace);

G_END_DECLS
