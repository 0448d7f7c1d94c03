#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

void nomo_coupon_taken_async (NomoStore *store, const char *code, gint64 except, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data);
gboolean nomo_coupon_taken_finish (GAsyncResult *result, gboolean *taken, GError **error);

G_END_DECLS
