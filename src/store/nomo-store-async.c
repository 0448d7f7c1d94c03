#include "config.h"

#include "nomo-store-private.h"

/* What a read was asked; a copy of its own for the thread that answers. */
typedef struct {
  NomoQuery *query;
  const NomoEntity *entity;
  gint64 id;
  guint field;
  guint offset;
  guint limit;
  char *text;
  char *dim;
  int from_day;
  int to_day;
  /* answers */
  guint64 seq;
  gint64 count;
  gint64 sum;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->query, nomo_query_unref);
  g_free (request->text);
  g_free (request->dim);
  g_free (request);
}

static void
run (NomoStore *self, gpointer tag, GTaskThreadFunc func, GCancellable *cancellable, GAsyncReadyCallback callback,
     gpointer user_data, const Request *template)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_memdup2 (template, sizeof *template);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, func);
}

static void
answer (GTask *task, gpointer value, GDestroyNotify destroy, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, destroy);
}

static void
get_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  NomoRecord *record = nomo_store_get (source, request->entity, request->id, &error);

  answer (task, record, (GDestroyNotify) nomo_record_unref, error);
}

/**
 * nomo_store_get_async:
 * @self: a store
 * @entity: an entity
 * @id: id of a record
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads a record.
 */
void
nomo_store_get_async (NomoStore *self, const NomoEntity *entity, gint64 id, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  Request request = { .entity = entity, .id = id };

  run (self, nomo_store_get_async, get_worker, cancellable, callback, user_data, &request);
}

/**
 * nomo_store_get_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record; %NULL without an error when there is none
 */
NomoRecord *
nomo_store_get_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  g_autoptr (NomoRead) read = _nomo_read_begin (source, cancellable, &error);
  GPtrArray *records = NULL;

  if (read != NULL) {
    request->seq = read->seq;
    records = _nomo_read_list (read, request->query, request->offset, request->limit, TRUE, &error);
  }
  answer (task, records, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * nomo_store_list_async:
 * @self: a store
 * @query: a query
 * @offset: how many records to leave out
 * @limit: how many at most, 0 for all
 * @cancellable: (nullable): stops the read in its middle
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads records in the order of @query.
 */
void
nomo_store_list_async (NomoStore *self, const NomoQuery *query, guint offset, guint limit, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  Request request = { .query = nomo_query_copy (query), .offset = offset, .limit = limit };

  run (self, nomo_store_list_async, list_worker, cancellable, callback, user_data, &request);
}

/**
 * nomo_store_list_finish:
 * @self: a store
 * @result: the result
 * @seq: (out) (optional): sequence number of the answer
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the records
 */
GPtrArray *
nomo_store_list_finish (NomoStore *self, GAsyncResult *result, guint64 *seq, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  if (seq != NULL)
    *seq = request->seq;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sum_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;

  if (nomo_store_sum (source, request->query, request->field, &request->count, &request->sum, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_sum_async:
 * @self: a store
 * @query: a query; its limit does not count
 * @field: index of a field that is not text
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Counts records and adds a field up.
 */
void
nomo_store_sum_async (NomoStore *self, const NomoQuery *query, guint field, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  Request request = { .query = nomo_query_copy (query), .field = field };

  run (self, nomo_store_sum_async, sum_worker, cancellable, callback, user_data, &request);
}

/**
 * nomo_store_sum_finish:
 * @self: a store
 * @result: the result
 * @count: (out) (optional): how many records there are
 * @sum: (out) (optional): sum of the field's values, in the units of its type
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_store_sum_finish (NomoStore *self, GAsyncResult *result, gint64 *count, gint64 *sum, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (count != NULL)
    *count = request->count;
  if (sum != NULL)
    *sum = request->sum;
  return TRUE;
}

static void
count_by_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  GHashTable *groups = nomo_store_count_by (source, request->query, request->field, &error);

  answer (task, groups, (GDestroyNotify) g_hash_table_unref, error);
}

/**
 * nomo_store_count_by_async:
 * @self: a store
 * @query: a query; its limit does not count
 * @field: index of a field
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Counts records by the values of a field.
 */
void
nomo_store_count_by_async (NomoStore *self, const NomoQuery *query, guint field, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  Request request = { .query = nomo_query_copy (query), .field = field };

  run (self, nomo_store_count_by_async, count_by_worker, cancellable, callback, user_data, &request);
}

/**
 * nomo_store_count_by_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 gint64) (nullable): how many records (pointer to a gint64) have the value;
 *   those without a value stand under ""
 */
GHashTable *
nomo_store_count_by_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_days_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  NomoDays *days =
      nomo_store_read_days (source, request->text, request->dim, request->from_day, request->to_day, &error);

  answer (task, days, (GDestroyNotify) nomo_days_unref, error);
}

/**
 * nomo_store_read_days_async:
 * @self: a store
 * @rollup: name of a rollup
 * @dim: (nullable): a dimension, %NULL for the sum of all
 * @from_day: first day, days since 1970-01-01
 * @to_day: last day, included; not before @from_day
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads sums by day.
 */
void
nomo_store_read_days_async (NomoStore *self, const char *rollup, const char *dim, int from_day, int to_day,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request request = { .text = g_strdup (rollup), .dim = g_strdup (dim), .from_day = from_day, .to_day = to_day };

  run (self, nomo_store_read_days_async, read_days_worker, cancellable, callback, user_data, &request);
}

/**
 * nomo_store_read_days_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the sums
 */
NomoDays *
nomo_store_read_days_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
search_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  GPtrArray *records = nomo_store_search (source, request->text, request->limit, &error);

  answer (task, records, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * nomo_store_search_async:
 * @self: a store
 * @text: what is searched for, as it was typed
 * @limit: how many records at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds records as nomo_store_search() does, without blocking.
 */
void
nomo_store_search_async (NomoStore *self, const char *text, guint limit, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  Request request = { .text = g_strdup (text), .limit = limit };

  run (self, nomo_store_search_async, search_worker, cancellable, callback, user_data, &request);
}

/**
 * nomo_store_search_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the records
 */
GPtrArray *
nomo_store_search_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
