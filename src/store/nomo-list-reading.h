#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/* More changes than this at once and the list reads its order anew. */
#define NOMO_LIST_FEW 16

/**
 * NomoListReading:
 * @query: what the list shows
 * @since: sequence number of what it shows
 * @limit: how many ids of the order to read, 0 for all
 * @items: ids of the items in use
 * @seen: records that a filter has looked at so far; atomic, the asking thread may read it meanwhile
 * @total: records that it has to look at at most, 0 while that is unknown; atomic
 * @seq: sequence number of the answer
 * @many: so much has changed that the order has to be read anew
 * @ids: (nullable): the order
 * @changed: (nullable): ids of the records that changed after @since, when they are few
 * @places: (nullable): place of each of @changed in the order, -1 when it does not belong to the list
 * @records: (nullable): what changed after @since of @items or @changed
 *
 * A question of a list to the store and the answer; but for @seen and @total both belong to one thread at a time.
 */
typedef struct {
  NomoQuery *query;
  guint64 since;
  guint limit;
  GArray *items;

  gint seen;
  gint total;

  guint64 seq;
  gboolean many;
  GArray *ids;
  GArray *changed;
  GArray *places;
  GPtrArray *records;
} NomoListReading;

NomoListReading *nomo_list_reading_new (const NomoQuery *query, guint64 since);
void nomo_list_reading_free (NomoListReading *self);

void nomo_list_reading_order_async (NomoListReading *self, NomoStore *store, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
void nomo_list_reading_changes_async (NomoListReading *self, NomoStore *store, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
void nomo_list_reading_rows_async (NomoListReading *self, NomoStore *store, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
NomoListReading *nomo_list_reading_finish (GAsyncResult *result, GError **error);

G_END_DECLS
