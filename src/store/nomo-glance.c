#include "config.h"

#include "nomo-glance.h"

#include "nomo-schema.h"
#include "nomo-store-private.h"

/**
 * nomo_glance_free:
 * @self: (transfer full): a glance
 */
void
nomo_glance_free (NomoGlance *self)
{
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_hash_table_unref (self->facts);
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->outbox);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static NomoGlance *
glance_new (void)
{
  NomoGlance *self = g_new0 (NomoGlance, 1);

  self->newest = NOMO_SCHEMA_VERSION;
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->outbox = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static gboolean
read_texts (NomoConnection *connection, const char *sql, const char *const *names, GHashTable *texts, GError **error)
{
  for (; *names != NULL; names++) {
    g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, error);
    NomoStep step;

    if (statement == NULL)
      return FALSE;
    nomo_statement_bind_text (statement, 1, *names);
    step = nomo_connection_step (connection, statement, error);
    if (step == NOMO_STEP_ERROR)
      return FALSE;
    if (step == NOMO_STEP_ROW)
      g_hash_table_insert (texts, g_strdup (*names), g_strdup (nomo_statement_get_string (statement, 0)));
  }
  return TRUE;
}

static gboolean
read_outbox (NomoConnection *connection, GHashTable *states, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT state, count(*) FROM outbox GROUP BY state", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 count = nomo_statement_get_int (statement, 1);

    g_hash_table_insert (states, g_strdup (nomo_statement_get_string (statement, 0)), g_memdup2 (&count, sizeof count));
  }
  return step == NOMO_STEP_DONE;
}

/* Files of older versions of the program have no outbox. */
static gboolean
has_outbox (NomoConnection *connection)
{
  gint64 count = 0;

  return nomo_connection_read_int (
             connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'outbox'", &count, NULL) &&
         count > 0;
}

static gboolean
read_all (NomoGlance *self, NomoConnection *connection, const char *const *facts, const char *const *marks,
          GError **error)
{
  if (!_nomo_check_pages_quickly (connection, self->problems, error) ||
      !nomo_connection_read_int (connection, "SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'schema_version'",
                                 &self->schema, error) ||
      !nomo_connection_read_int (connection, "SELECT count(*) FROM raw", &self->n_raw, error) ||
      !read_texts (connection, "SELECT value FROM meta WHERE key = ?1", facts, self->facts, error) ||
      !read_texts (connection, "SELECT value FROM marks WHERE name = ?1", marks, self->marks, error))
    return FALSE;
  if (has_outbox (connection) && !read_outbox (connection, self->outbox, error))
    return FALSE;
  self->counts = _nomo_copy_count_records (connection, error);
  return self->counts != NULL;
}

/**
 * nomo_glance_take:
 * @path: a store's file; others may have it open, and write to it
 * @facts: (array zero-terminated=1): names of facts about the connection
 * @marks: (array zero-terminated=1): names of positions
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Looks at a store's file of this version or an older one, and changes nothing. Blocks, for some seconds when it is large.
 *
 * Returns: (transfer full) (nullable): what it is like
 */
NomoGlance *
nomo_glance_take (const char *path, const char *const *facts, const char *const *marks, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (NomoGlance) self = glance_new ();

  if (connection == NULL)
    return NULL;
  nomo_connection_set_cancellable (connection, cancellable);
  return read_all (self, connection, facts, marks, error) ? g_steal_pointer (&self) : NULL;
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;
  g_autoptr (NomoConnection) connection = nomo_connection_open (data, FALSE, &error);

  if (connection != NULL)
    nomo_connection_set_cancellable (connection, cancellable);
  if (connection != NULL && _nomo_check_pages_quickly (connection, problems, &error))
    g_task_return_pointer (task, g_steal_pointer (&problems), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_glance_check_async:
 * @path: a store's file; others may have it open, and write to it
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Has the database look through the file, without comparing its indexes with what they are of.
 */
void
nomo_glance_check_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_glance_check_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, check_thread);
}

/**
 * nomo_glance_check_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): what is wrong with the file, as sentences; none when it is sound; %NULL
 *   when it could not be looked through
 */
GPtrArray *
nomo_glance_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_glance_get_library:
 *
 * Returns: the version of the database that reads stores
 */
const char *
nomo_glance_get_library (void)
{
  return sqlite3_libversion ();
}
