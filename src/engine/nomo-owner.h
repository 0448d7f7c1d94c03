#pragma once

#include "nomo-salla-client.h"

G_BEGIN_DECLS

/**
 * NomoOwner:
 * @host: where the relay is
 * @ids: the numbers of its subscriptions at Salla, of gint64
 *
 * The relay that owns a store, as the store's webhooks tell: a relay has them deliver to itself.
 */
typedef struct {
  char *host;
  GArray *ids;
} NomoOwner;

void nomo_owner_free (NomoOwner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoOwner, nomo_owner_free)

char *nomo_owner_dup_host (const char *name, const char *url, gint64 merchant);
void nomo_owner_find_async (NomoSallaClient *client, gint64 merchant, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer data);
gboolean nomo_owner_find_finish (NomoSallaClient *client, GAsyncResult *result, NomoOwner **owner, GError **error);
void nomo_owner_remove_async (NomoSallaClient *client, NomoOwner *owner, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data);
gboolean nomo_owner_remove_finish (NomoSallaClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
