#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCouponFindings:
 * @covered: products that are sold now and that the coupon is for
 * @reduced: those of them that are at a reduced price already
 * @below_cost: those of them that the percentage would sell below their cost, where that is known
 * @coupons: other coupons of the same time
 * @offers: special offers of the same time that apply beside coupons, when the coupon applies beside offers
 *
 * What is to be known of a coupon before it is published.
 */
typedef struct {
  gint64 covered;
  gint64 reduced;
  gint64 below_cost;
  gint64 coupons;
  gint64 offers;
} NomoCouponFindings;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCouponFindings, g_free)

NomoCouponFindings *nomo_coupon_check (NomoStore *store, const NomoRecord *coupon, gint64 now,
                                       GCancellable *cancellable, GError **error);
void nomo_coupon_check_async (NomoStore *store, NomoRecord *coupon, gint64 now, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data);
NomoCouponFindings *nomo_coupon_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
