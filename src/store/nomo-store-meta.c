#include "config.h"

#include "nomo-store-private.h"

static char *
read_text (NomoStore *self, const char *sql, const char *key)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, NULL);
  g_autoptr (NomoStatement) statement = read != NULL ? nomo_connection_prepare (read->connection, sql, NULL) : NULL;

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_text (statement, 1, key);
  if (nomo_connection_step (read->connection, statement, NULL) != NOMO_STEP_ROW)
    return NULL;
  return g_strdup (nomo_statement_get_text (statement, 0));
}

static void
read_pairs_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (NomoRead) read = _nomo_read_begin (source, cancellable, &error);
  g_autoptr (NomoStatement) statement = read != NULL ? nomo_connection_prepare (read->connection, data, &error) : NULL;

  while (statement != NULL && nomo_connection_step (read->connection, statement, &error) == NOMO_STEP_ROW)
    g_hash_table_insert (pairs, g_strdup (nomo_statement_get_string (statement, 0)),
                         g_strdup (nomo_statement_get_string (statement, 1)));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&pairs), (GDestroyNotify) g_hash_table_unref);
}

/**
 * nomo_store_dup_mark:
 * @self: a store
 * @name: name of a mark
 *
 * Reads a position that a commit wrote. Blocks.
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
nomo_store_dup_mark (NomoStore *self, const char *name)
{
  g_return_val_if_fail (NOMO_IS_STORE (self) && name != NULL, NULL);

  return read_text (self, "SELECT value FROM marks WHERE name = ?1", name);
}

/**
 * nomo_store_read_marks_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads all positions that commits wrote.
 */
void
nomo_store_read_marks_async (NomoStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_read_marks_async);
  g_task_set_task_data (task, (gpointer) "SELECT name, value FROM marks", NULL);
  g_task_run_in_thread (task, read_pairs_worker);
}

/**
 * nomo_store_read_marks_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): values by name
 */
GHashTable *
nomo_store_read_marks_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_store_dup_meta:
 * @self: a store
 * @key: name of a fact
 *
 * Reads a fact about the connection. Blocks.
 *
 * Returns: (transfer full) (nullable): the fact
 */
char *
nomo_store_dup_meta (NomoStore *self, const char *key)
{
  g_return_val_if_fail (NOMO_IS_STORE (self) && key != NULL, NULL);

  return read_text (self, "SELECT value FROM meta WHERE key = ?1", key);
}

static gboolean
write_meta (NomoConnection *connection, const char *key, const char *value, GError **error)
{
  NomoStatement *statement =
      nomo_connection_prepare (connection,
                               value == NULL ? "DELETE FROM meta WHERE key = ?1"
                                             : "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key)"
                                               " DO UPDATE SET value = excluded.value",
                               error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, key);
  if (value != NULL)
    nomo_statement_bind_text (statement, 2, value);
  return nomo_connection_run (connection, statement, error);
}

static gboolean
write_all (NomoConnection *connection, GHashTable *facts, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (!write_meta (connection, key, value, error))
      return FALSE;
  }
  return nomo_connection_exec (connection, "COMMIT", error);
}

/*
 * _nomo_store_write_facts:
 * @self: a store
 * @facts: (element-type utf8 utf8): facts by name, %NULL for one to forget
 * @error: return location
 *
 * Returns: %TRUE when they are on the disk
 */
gboolean
_nomo_store_write_facts (NomoStore *self, GHashTable *facts, GError **error)
{
  gboolean ok = FALSE;

  g_mutex_lock (&self->write_mutex);
  if (_nomo_store_may_write (self, error) && nomo_connection_exec (self->writer, "BEGIN IMMEDIATE", error)) {
    ok = write_all (self->writer, facts, error);
    if (!ok)
      nomo_connection_exec (self->writer, "ROLLBACK", NULL);
  }
  g_mutex_unlock (&self->write_mutex);
  return ok;
}

/**
 * nomo_store_write_meta:
 * @self: a store
 * @facts: (element-type utf8 utf8): facts by name, %NULL for one to forget; neither "schema_version" nor "epoch"
 * @error: return location
 *
 * Notes facts about the connection: the merchant, the store's name, addresses. All of them or none. No secret. Blocks.
 *
 * Returns: %TRUE when they are on the disk
 */
gboolean
nomo_store_write_meta (NomoStore *self, GHashTable *facts, GError **error)
{
  g_return_val_if_fail (NOMO_IS_STORE (self) && facts != NULL, FALSE);
  g_return_val_if_fail (!g_hash_table_contains (facts, "schema_version"), FALSE);
  g_return_val_if_fail (!g_hash_table_contains (facts, "epoch"), FALSE);

  return _nomo_store_write_facts (self, facts, error);
}

static void
write_meta_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (nomo_store_write_meta (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_write_meta_async:
 * @self: a store
 * @facts: (element-type utf8 utf8): as for nomo_store_write_meta(); not changed any more
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are on the disk
 * @user_data: for @callback
 *
 * Notes facts about the connection as nomo_store_write_meta() does, without blocking.
 */
void
nomo_store_write_meta_async (NomoStore *self, GHashTable *facts, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_write_meta_async);
  g_task_set_task_data (task, g_hash_table_ref (facts), (GDestroyNotify) g_hash_table_unref);
  nomo_worker_push (self->worker, G_PRIORITY_DEFAULT, task, write_meta_worker);
}

/**
 * nomo_store_write_meta_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when they are on the disk
 */
gboolean
nomo_store_write_meta_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_store_read_meta_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads all facts about the connection.
 */
void
nomo_store_read_meta_async (NomoStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_read_meta_async);
  g_task_set_task_data (task, (gpointer) "SELECT key, value FROM meta", NULL);
  g_task_run_in_thread (task, read_pairs_worker);
}

/**
 * nomo_store_read_meta_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): facts by name
 */
GHashTable *
nomo_store_read_meta_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
