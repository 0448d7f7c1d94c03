#pragma once

#include "nomo-job.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCouponReading:
 * @store: whose coupons
 * @client: Salla
 * @job: shows the progress and cancels
 * @whole: whether the codes that were read before are read again, to put right what is wrong in them
 *
 * A reading of what the list of coupons does not tell of them: the codes of groups, and the orders that used a coupon.
 */
typedef struct {
  NomoStore *store;
  NomoSallaClient *client;
  NomoJob *job;
  gboolean whole;
} NomoCouponReading;

void nomo_coupon_reading_async (const NomoCouponReading *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_coupon_reading_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
