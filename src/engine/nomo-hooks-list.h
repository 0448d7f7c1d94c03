#pragma once

#include "nomo-salla-client.h"

G_BEGIN_DECLS

void nomo_hooks_list_async (NomoSallaClient *client, gconstpointer owner, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer data);
GPtrArray *nomo_hooks_list_finish (NomoSallaClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
