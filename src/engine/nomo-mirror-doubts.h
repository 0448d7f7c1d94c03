#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

void nomo_mirror_clear_doubts_async (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client,
                                     gconstpointer owner, const char *currency, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer data);
gboolean nomo_mirror_clear_doubts_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
