#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"

G_BEGIN_DECLS

/**
 * NomoLookup:
 * @kind: a list whose records can be looked up
 * @client: Salla
 * @currency: the shop's currency
 * @in_background: whether nobody is waiting for it
 * @owner: (nullable): whose share of the request budget it uses in the background
 * @with_events: whether what happened to the record is asked for as well, where Salla tells it
 *
 * How records are looked up.
 */
typedef struct {
  const NomoMirrorKind *kind;
  NomoSallaClient *client;
  const char *currency;
  gboolean in_background;
  gconstpointer owner;
  gboolean with_events;
} NomoLookup;

void nomo_lookup_async (const NomoLookup *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer data);
gint64 nomo_lookup_get_id (GAsyncResult *result);
gboolean nomo_lookup_finish (NomoSallaClient *client, GAsyncResult *result, NomoCommit *commit, GError **error);

G_END_DECLS
