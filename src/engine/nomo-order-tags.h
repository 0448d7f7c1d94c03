#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

void nomo_order_tags_list_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer data);
GPtrArray *nomo_order_tags_list_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
