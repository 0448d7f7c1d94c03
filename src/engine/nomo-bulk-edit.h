#pragma once

#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoBulkChange:
 * @id: id of a record
 * @data: what the caller gave
 *
 * Called in a thread.
 *
 * Returns: (transfer full): what is to change of the record
 */
typedef NomoRecord *(*NomoBulkChange) (gint64 id, gpointer data);

void nomo_bulk_edit_async (NomoShop *shop, const NomoQuery *query, NomoBulkChange change, gpointer data,
                           GDestroyNotify destroy, GAsyncReadyCallback callback, gpointer user_data);
char *nomo_bulk_edit_finish (GAsyncResult *result, guint *n, GError **error);

G_END_DECLS
