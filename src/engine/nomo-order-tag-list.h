#pragma once

#include "nomo-mirror.h"

G_BEGIN_DECLS

gboolean nomo_order_tag_list_is_due (GHashTable *marks, NomoMirrorEffort effort);
void nomo_order_tag_list_read_async (NomoStore *store, NomoSallaClient *client, gconstpointer owner,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_order_tag_list_read_finish (NomoStore *store, GAsyncResult *result, GError **error);

GPtrArray *nomo_order_tag_list_dup_names (GHashTable *marks);
void nomo_order_tag_list_find_async (NomoStore *store, NomoSallaClient *client, gconstpointer owner, const char *name,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_order_tag_list_find_finish (NomoStore *store, GAsyncResult *result, gint64 *number, GError **error);

G_END_DECLS
