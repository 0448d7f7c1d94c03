#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"

G_BEGIN_DECLS

void nomo_mirror_rows_read_async (const NomoMirrorKind *kind, NomoSallaClient *client, gconstpointer owner,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *nomo_mirror_rows_read_finish (NomoSallaClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
