#include "config.h"

#include "nomo-waiting.h"

#include "nomo-store-private.h"
#include "nomo-writing.h"

#include <string.h>

const char *const _nomo_outbox_states[] = {
  [NOMO_OUTBOX_READY] = "ready",
  [NOMO_OUTBOX_SENT] = "sent",
  [NOMO_OUTBOX_LATER] = "later",
  [NOMO_OUTBOX_REFUSED] = "refused",
};
G_STATIC_ASSERT (G_N_ELEMENTS (_nomo_outbox_states) == NOMO_N_OUTBOX_STATES);

/* One place in the order of the edits. */
typedef struct {
  const NomoEntity *entity;
  gint64 id;
} Place;

/**
 * nomo_waiting_free:
 * @self: (transfer full): an entry
 */
void
nomo_waiting_free (NomoWaiting *self)
{
  nomo_record_unref (self->record);
  g_free (self->note.reason);
  g_free (self->note.detail);
  g_free (self);
}

/* What a version to come has noted and this one does not know is tried again. */
static NomoOutboxState
state_of (const char *word)
{
  for (guint i = 0; word != NULL && i < NOMO_N_OUTBOX_STATES; i++)
    if (g_str_equal (word, _nomo_outbox_states[i]))
      return i;
  return NOMO_OUTBOX_READY;
}

static void
append_states (NomoSql *sql, guint states)
{
  const char *comma = "";

  g_string_append (sql->text, " AND coalesce (o.state, 'ready') IN (");
  for (guint i = 0; i < NOMO_N_OUTBOX_STATES; i++)
    if ((states >> i & 1) != 0) {
      g_string_append_printf (sql->text, "%s'%s'", comma, _nomo_outbox_states[i]);
      comma = ", ";
    }
  g_string_append_c (sql->text, ')');
}

static void
append_entity (NomoSql *sql, const NomoEntity *entity, guint states)
{
  g_string_append_printf (sql->text,
                          "SELECT '%1$s' AS entity, r.id AS id, r.seq AS seq, coalesce (o.state, 'ready') AS state"
                          " FROM record_%1$s AS r LEFT JOIN outbox AS o ON o.entity = '%1$s' AND o.id = r.id"
                          " WHERE r.waits = 1",
                          entity->name);
  append_states (sql, states);
}

static NomoSql *
compose (NomoStore *store, const char *head, guint states)
{
  NomoSql *sql = nomo_sql_new (head);
  const char *between = "";

  g_string_append (sql->text, " FROM (");
  for (const NomoEntity *const *entity = store->entities; *entity != NULL; entity++)
    if (nomo_entity_has_kind (*entity, NOMO_KIND_TWO_WAY)) {
      g_string_append (sql->text, between);
      append_entity (sql, *entity, states);
      between = " UNION ALL ";
    }
  g_string_append_c (sql->text, ')');
  return sql;
}

static GArray *
read_places (NomoRead *read, guint states, guint offset, guint limit, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (NomoSql) sql = compose (read->store, "SELECT entity, id", states);
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  g_string_append (sql->text, " ORDER BY seq, entity, id");
  nomo_sql_append_page (sql, offset, limit);
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    Place place = { nomo_store_find_entity (read->store, nomo_statement_get_string (statement, 0)),
                    nomo_statement_get_int (statement, 1) };

    g_array_append_val (places, place);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&places) : NULL;
}

static gboolean
read_note (NomoRead *read, const Place *place, NomoOutboxNote *note, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (
      read->connection, "SELECT state, reason, detail, tries, at FROM outbox WHERE entity = ?1 AND id = ?2", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, place->entity->name);
  nomo_statement_bind_int (statement, 2, place->id);
  step = nomo_connection_step (read->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    *note = (NomoOutboxNote) {
      .state = state_of (nomo_statement_get_string (statement, 0)),
      .reason = g_strdup (nomo_statement_get_text (statement, 1)),
      .detail = g_strdup (nomo_statement_get_text (statement, 2)),
      .tries = (guint) nomo_statement_get_int (statement, 3),
      .at = nomo_statement_get_int (statement, 4),
    };
  return step != NOMO_STEP_ERROR;
}

static gboolean
read_entry (NomoRead *read, const Place *place, NomoWaiting **waiting, GError **error)
{
  NomoTable *table = _nomo_store_find_table (read->store, place->entity, error);
  NomoRecord *record = NULL;

  if (table == NULL || !nomo_table_get (table, read->connection, place->id, &record, error))
    return FALSE;
  if (record == NULL || !nomo_record_is_pending (record)) {
    g_clear_pointer (&record, nomo_record_unref);
    return TRUE;
  }
  *waiting = g_new0 (NomoWaiting, 1);
  (*waiting)->record = record;
  return read_note (read, place, &(*waiting)->note, error);
}

/**
 * nomo_store_read_waiting:
 * @self: a store
 * @states: a bit, 1 << #NomoOutboxState, for each state that is asked for
 * @offset: how many entries to pass over
 * @limit: how many entries at most, 0 for all
 * @error: return location
 *
 * Reads the outbox: the records whose wanted image is another than the one that Salla has confirmed, the longest untouched
 * first. Blocks.
 *
 * Returns: (transfer full) (element-type NomoWaiting) (nullable): the entries
 */
GPtrArray *
nomo_store_read_waiting (NomoStore *self, guint states, guint offset, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_waiting_free);
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (GArray) places = read != NULL ? read_places (read, states, offset, limit, error) : NULL;

  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len; i++) {
    NomoWaiting *waiting = NULL;
    gboolean ok = read_entry (read, &g_array_index (places, Place, i), &waiting, error);

    if (waiting != NULL)
      g_ptr_array_add (entries, waiting);
    if (!ok)
      return NULL;
  }
  return g_steal_pointer (&entries);
}

/**
 * nomo_store_find_waiting:
 * @self: a store
 * @entity: an entity of which Salla hears
 * @id: id of a record
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the outbox's entry of the record; %NULL without an error when it does not wait
 */
NomoWaiting *
nomo_store_find_waiting (NomoStore *self, const NomoEntity *entity, gint64 id, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoWaiting) waiting = NULL;
  Place place = { entity, id };

  if (read == NULL || !read_entry (read, &place, &waiting, error))
    return NULL;
  return g_steal_pointer (&waiting);
}

static void
find_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Place *place = data;
  GError *error = NULL;
  NomoWaiting *waiting = nomo_store_find_waiting (source, place->entity, place->id, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, waiting, waiting != NULL ? (GDestroyNotify) nomo_waiting_free : NULL);
}

/**
 * nomo_store_find_waiting_async:
 * @self: a store
 * @entity: an entity of which Salla hears
 * @id: id of a record
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Does what nomo_store_find_waiting() does.
 */
void
nomo_store_find_waiting_async (NomoStore *self, const NomoEntity *entity, gint64 id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const Place place = { entity, id };

  g_task_set_source_tag (task, nomo_store_find_waiting_async);
  g_task_set_task_data (task, g_memdup2 (&place, sizeof place), g_free);
  g_task_run_in_thread (task, find_worker);
}

/**
 * nomo_store_find_waiting_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as nomo_store_find_waiting()
 */
NomoWaiting *
nomo_store_find_waiting_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_store_read_waiting_states:
 * @self: a store
 * @entity: an entity of which Salla hears
 * @error: return location
 *
 * How far the edits of all records of a kind have come, without the records. Blocks.
 *
 * Returns: (transfer full) (element-type gint64 NomoOutboxState) (nullable): of each record that waits, by its id, how far it is
 */
GHashTable *
nomo_store_read_waiting_states (NomoStore *self, const NomoEntity *entity, GError **error)
{
  g_autoptr (GHashTable) states = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoSql) sql = NULL;
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  if (read == NULL)
    return NULL;
  sql = nomo_sql_new ("SELECT id, state FROM (");
  append_entity (sql, entity, (1u << NOMO_N_OUTBOX_STATES) - 1);
  g_string_append_c (sql->text, ')');
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 id = nomo_statement_get_int (statement, 0);

    g_hash_table_insert (states, g_memdup2 (&id, sizeof id),
                         GUINT_TO_POINTER (state_of (nomo_statement_get_string (statement, 1))));
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&states) : NULL;
}

/**
 * nomo_store_count_waiting:
 * @self: a store
 * @counts: (array fixed-size=4) (out caller-allocates): how many entries there are in each #NomoOutboxState
 * @error: return location
 *
 * Blocks.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_store_count_waiting (NomoStore *self, gint64 *counts, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoSql) sql = NULL;
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  for (guint i = 0; i < NOMO_N_OUTBOX_STATES; i++)
    counts[i] = 0;
  if (read == NULL)
    return FALSE;
  sql = compose (self, "SELECT state, count(*)", (1u << NOMO_N_OUTBOX_STATES) - 1);
  g_string_append (sql->text, " GROUP BY state");
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW)
    counts[state_of (nomo_statement_get_string (statement, 0))] += nomo_statement_get_int (statement, 1);
  return step == NOMO_STEP_DONE;
}

static void
count_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (nomo_store_count_waiting (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_count_waiting_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Does what nomo_store_count_waiting() does.
 */
void
nomo_store_count_waiting_async (NomoStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_count_waiting_async);
  g_task_set_task_data (task, g_new0 (gint64, NOMO_N_OUTBOX_STATES), g_free);
  g_task_run_in_thread (task, count_worker);
}

/**
 * nomo_store_count_waiting_finish:
 * @self: a store
 * @result: the result
 * @counts: (array fixed-size=4) (out caller-allocates): as of nomo_store_count_waiting()
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_store_count_waiting_finish (NomoStore *self, GAsyncResult *result, gint64 *counts, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  memcpy (counts, g_task_get_task_data (G_TASK (result)), NOMO_N_OUTBOX_STATES * sizeof *counts);
  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct {
  guint states;
  guint offset;
  guint limit;
} Request;

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  GPtrArray *entries = nomo_store_read_waiting (source, request->states, request->offset, request->limit, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * nomo_store_read_waiting_async:
 * @self: a store
 * @states: as for nomo_store_read_waiting()
 * @offset: how many entries to pass over
 * @limit: how many entries at most, 0 for all
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads the outbox.
 */
void
nomo_store_read_waiting_async (NomoStore *self, guint states, guint offset, guint limit, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new (Request, 1);

  *request = (Request) { states, offset, limit };
  g_task_set_source_tag (task, nomo_store_read_waiting_async);
  g_task_set_task_data (task, request, g_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_store_read_waiting_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoWaiting) (nullable): the entries
 */
GPtrArray *
nomo_store_read_waiting_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
