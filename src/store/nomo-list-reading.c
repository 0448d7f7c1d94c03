#include "config.h"

#include "nomo-list-reading.h"

#include "nomo-store-private.h"

/**
 * nomo_list_reading_new:
 * @query: what the list shows
 * @since: sequence number of what it shows
 *
 * Returns: (transfer full): a question; the caller fills in the rest
 */
NomoListReading *
nomo_list_reading_new (const NomoQuery *query, guint64 since)
{
  NomoListReading *self = g_new0 (NomoListReading, 1);

  self->query = nomo_query_copy (query);
  self->since = since;
  self->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * nomo_list_reading_free:
 * @self: (transfer full): a question
 */
void
nomo_list_reading_free (NomoListReading *self)
{
  nomo_query_unref (self->query);
  g_array_unref (self->items);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

static void
read_records (NomoListReading *self, NomoRead *read, const GArray *ids, guint64 newer_than, GError **error)
{
  self->records = _nomo_read_records (read, nomo_query_get_entity (self->query), (const gint64 *) (gpointer) ids->data,
                                      ids->len, newer_than, error);
}

/* Only a filter has something to look through. */
static gint *
count_all (NomoListReading *self, NomoRead *read)
{
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_query_get_entity (self->query));
  gint64 total;

  if (nomo_query_is_all (self->query))
    return NULL;
  total = _nomo_read_count (read, all, NULL);
  g_atomic_int_set (&self->total, (gint) CLAMP (total, 0, G_MAXINT));
  return &self->seen;
}

static void
read_order (NomoListReading *self, NomoRead *read, GError **error)
{
  self->ids = _nomo_read_ids (read, self->query, self->limit, count_all (self, read), error);
  if (self->ids != NULL)
    read_records (self, read, self->items, self->since, error);
}

static void
read_places (NomoListReading *self, NomoRead *read, GError **error)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->changed->len; i++) {
    gint64 place = _nomo_read_place (read, self->query, g_array_index (self->changed, gint64, i), error);

    if (place < -1)
      return;
    g_array_append_val (self->places, place);
  }
  read_records (self, read, self->changed, self->since, error);
}

static void
read_changes (NomoListReading *self, NomoRead *read, GError **error)
{
  self->changed = _nomo_read_changed (read, nomo_query_get_entity (self->query), self->since, NOMO_LIST_FEW + 1, error);
  if (self->changed == NULL)
    return;
  self->many = self->changed->len > NOMO_LIST_FEW;
  if (!self->many)
    read_places (self, read, error);
}

static void
read_rows (NomoListReading *self, NomoRead *read, GError **error)
{
  read_records (self, read, self->items, 0, error);
}

typedef void (*ReadFunc) (NomoListReading *self, NomoRead *read, GError **error);

static void
answer (GTask *task, NomoStore *store, NomoListReading *self, GCancellable *cancellable, ReadFunc func)
{
  GError *error = NULL;
  g_autoptr (NomoRead) read = _nomo_read_begin (store, cancellable, &error);

  if (read != NULL) {
    self->seq = read->seq;
    func (self, read, &error);
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
order_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  answer (task, source, data, cancellable, read_order);
}

static void
changes_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  answer (task, source, data, cancellable, read_changes);
}

static void
rows_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  answer (task, source, data, cancellable, read_rows);
}

static void
run (NomoListReading *self, gpointer tag, GTaskThreadFunc func, NomoStore *store, GCancellable *cancellable,
     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, (GDestroyNotify) nomo_list_reading_free);
  g_task_run_in_thread (task, func);
}

/**
 * nomo_list_reading_order_async:
 * @self: (transfer full): a question
 * @store: a store
 * @cancellable: (nullable): stops the read in its middle
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads the order, and what of the items changed.
 */
void
nomo_list_reading_order_async (NomoListReading *self, NomoStore *store, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  run (self, nomo_list_reading_order_async, order_worker, store, cancellable, callback, user_data);
}

/**
 * nomo_list_reading_changes_async:
 * @self: (transfer full): a question
 * @store: a store
 * @cancellable: (nullable): stops the read in its middle
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads what changed and where it stands now, or that this is much.
 */
void
nomo_list_reading_changes_async (NomoListReading *self, NomoStore *store, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  run (self, nomo_list_reading_changes_async, changes_worker, store, cancellable, callback, user_data);
}

/**
 * nomo_list_reading_rows_async:
 * @self: (transfer full): a question
 * @store: a store
 * @cancellable: (nullable): stops the read in its middle
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads the records of the items.
 */
void
nomo_list_reading_rows_async (NomoListReading *self, NomoStore *store, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  run (self, nomo_list_reading_rows_async, rows_worker, store, cancellable, callback, user_data);
}

/**
 * nomo_list_reading_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the answer, which lives as long as @result
 */
NomoListReading *
nomo_list_reading_finish (GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_task_get_task_data (G_TASK (result));
}
