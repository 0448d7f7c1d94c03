#pragma once

#include "nomo-job.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoRecheck:
 * @store: whose orders
 * @client: Salla
 * @job: shows the progress and cancels
 * @currency: the shop's currency
 * @whole: whether every order is looked at; else a part, when the last round is a week ago or has not ended
 *
 * A comparison of the orders with Salla, one by one.
 */
typedef struct {
  NomoStore *store;
  NomoSallaClient *client;
  NomoJob *job;
  const char *currency;
  gboolean whole;
} NomoRecheck;

void nomo_recheck_async (const NomoRecheck *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_recheck_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
