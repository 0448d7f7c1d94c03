#pragma once

#include "nomo-coupon-trial.h"
#include "nomo-job.h"
#include "nomo-period.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/* Baskets are counted by their worth: below 50 of the shop's currency, below 100 …, from 2000 on. */
#define NOMO_TRIAL_N_BINS 12

/**
 * NomoTrialBin:
 * @from: the smallest basket in it, in minor units of the shop's currency
 * @touched: orders to which the coupon would have applied
 * @untouched: the others
 *
 * Past orders with baskets of about one worth.
 */
typedef struct {
  gint64 from;
  gint64 touched;
  gint64 untouched;
} NomoTrialBin;

/**
 * NomoTrialOrder:
 * @id: an order; 0 when there is none
 * @reference: (nullable): the number that the shop and the shopper see
 * @effect: what would have been paid, less what was paid
 *
 * An order that stands out.
 */
typedef struct {
  gint64 id;
  char *reference;
  gint64 effect;
} NomoTrialOrder;

/**
 * NomoTrialReport:
 * @days: the period
 * @currency: the shop's currency; all amounts are in its minor units
 * @orders: the orders of the period that count as sales
 * @without_details: those of them whose details were not read
 * @known: those of them of which can be said what the coupon does; all that follows is of these
 * @touched: those to which it would have applied
 * @discount: what it would have taken off the goods
 * @shipping: what it would have taken off by free shipping
 * @replaced: what other coupons took off that it would have replaced
 * @revenue_before: what was paid
 * @revenue_after: what would have been paid
 * @vat_before: the VAT in @revenue_before
 * @vat_after: the VAT in @revenue_after
 * @profit_known: the orders of which the profit is known; the next two are of these
 * @profit_before: see nomo_order_profit()
 * @profit_after: the same, less what would not have been paid, without VAT
 * @best: the order that would have brought the most beside what it did, or have lost the least; the first of several
 * @worst: the order that would have lost the most; the first of several
 * @bins: the baskets
 * @seq: the commit this is of, or an earlier one
 *
 * What a coupon would have done in a period. Immutable, atomically ref-counted.
 */
typedef struct {
  NomoStretch days;
  char *currency;
  gint64 orders;
  gint64 without_details;
  gint64 known;
  gint64 touched;
  gint64 discount;
  gint64 shipping;
  gint64 replaced;
  gint64 revenue_before;
  gint64 revenue_after;
  gint64 vat_before;
  gint64 vat_after;
  gint64 profit_known;
  gint64 profit_before;
  gint64 profit_after;
  NomoTrialOrder best;
  NomoTrialOrder worst;
  NomoTrialBin bins[NOMO_TRIAL_N_BINS];
  guint64 seq;
} NomoTrialReport;

#define NOMO_TYPE_TRIAL_REPORT (nomo_trial_report_get_type ())
GType nomo_trial_report_get_type (void);

NomoTrialReport *nomo_trial_report_ref (NomoTrialReport *self);
void nomo_trial_report_unref (NomoTrialReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoTrialReport, nomo_trial_report_unref)

/**
 * NomoTrialRequest:
 * @coupon: a coupon that keeps the rules, or a draft of one
 * @days: the period, in days since 1970-01-01 in the shop's zone
 * @margin: see nomo_order_profit()
 *
 * What to try.
 */
typedef struct {
  NomoRecord *coupon;
  NomoStretch days;
  int margin;
} NomoTrialRequest;

/**
 * NomoTrialFunc:
 * @order: (transfer none): what a trial looks at of an order of the period that counts as a sale
 * @verdict: what the coupon does with it
 * @effect: how it would have been
 * @data: what the caller gave
 *
 * Sees the orders of a trial one after the other.
 */
typedef void (*NomoTrialFunc) (const NomoRecord *order, NomoTrialVerdict verdict, const NomoTrialEffect *effect,
                               gpointer data);

NomoTrialReport *nomo_coupon_trial_run (NomoStore *store, const char *currency, const NomoTrialRequest *request,
                                        NomoTrialFunc each, gpointer data, GCancellable *cancellable, GError **error);
void nomo_coupon_trial_run_async (NomoStore *store, const char *currency, const NomoTrialRequest *request, NomoJob *job,
                                  GAsyncReadyCallback callback, gpointer data);
NomoTrialReport *nomo_coupon_trial_run_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
