#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoMirrorLost:
 * @kind: the list
 * @store: whose records
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @currency: the shop's currency
 * @since: when the list began to be read from its beginning to its end, by Salla's clock, UTC milliseconds
 * @steady: whether it stayed the same meanwhile, so that what was not in it is not at Salla
 *
 * What was not in a list that was read as a whole.
 */
typedef struct {
  const NomoMirrorKind *kind;
  NomoStore *store;
  NomoSallaClient *client;
  gconstpointer owner;
  const char *currency;
  gint64 since;
  gboolean steady;
} NomoMirrorLost;

void nomo_mirror_find_lost_async (const NomoMirrorLost *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer data);
gboolean nomo_mirror_find_lost_finish (NomoStore *store, GAsyncResult *result, gboolean *all, GError **error);

G_END_DECLS
