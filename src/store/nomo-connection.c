#include "config.h"

#include "nomo-connection-private.h"

#define FEW_PAGES_KIB  1024
#define MAX_STATEMENTS 64

/**
 * nomo_connection_keep_no_journal:
 * @self: a connection to a file that is thrown away when anything fails
 *
 * From now on nothing that is written can be taken back; however much is written at once, it takes neither memory nor room.
 */
void
nomo_connection_keep_no_journal (NomoConnection *self)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  nomo_connection_exec (self, "PRAGMA journal_mode = OFF", NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

/*
 * _nomo_connection_get_db:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's own
 */
sqlite3 *
_nomo_connection_get_db (NomoConnection *self)
{
  return self->db;
}

/**
 * nomo_connection_is_frozen:
 * @self: a connection
 *
 * Returns: %TRUE when it believes that nobody changes the file, so that it is good for one short read only
 */
gboolean
nomo_connection_is_frozen (NomoConnection *self)
{
  return self->frozen;
}

/**
 * nomo_connection_free:
 * @self: (transfer full): a connection
 */
void
nomo_connection_free (NomoConnection *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * nomo_connection_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what stops a statement in its middle
 */
void
nomo_connection_set_cancellable (NomoConnection *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/**
 * nomo_connection_set_seen:
 * @self: a connection
 * @seen: (nullable): counts the rows for which a statement calls `nomo_seen (id)`; read it atomically
 */
void
nomo_connection_set_seen (NomoConnection *self, gint *seen)
{
  self->seen = seen;
}

/**
 * nomo_connection_set_patience:
 * @self: a connection
 * @patience: how many times 20,000 steps of SQLite's machine, some thousand rows, statements may go on; -1 for ever
 *
 * Gives statements up that take too long, with an error.
 */
void
nomo_connection_set_patience (NomoConnection *self, int patience)
{
  self->patience = patience;
}

/**
 * nomo_connection_has_patience:
 * @self: a connection
 *
 * Returns: %FALSE when a statement may have been given up since nomo_connection_set_patience()
 */
gboolean
nomo_connection_has_patience (NomoConnection *self)
{
  return self->patience != 0;
}

/**
 * nomo_connection_limit_memory:
 * @bytes: how much all connections of this process are to hold at most
 *
 * Where it is reached, each connection lets go of a page for each that it reads.
 */
void
nomo_connection_limit_memory (gint64 bytes)
{
  sqlite3_soft_heap_limit64 (bytes);
}

/**
 * nomo_connection_keep_few_pages:
 * @self: a connection
 *
 * Keeps no more pages of the file in memory than one is worth that is written at its end and hardly read. The system has them still.
 */
void
nomo_connection_keep_few_pages (NomoConnection *self)
{
  nomo_connection_exec (self, "PRAGMA cache_size = -" G_STRINGIFY (FEW_PAGES_KIB), NULL);
}

/**
 * nomo_connection_exec:
 * @self: a connection
 * @sql: statements, constants of this folder
 * @error: return location
 *
 * Returns: %TRUE when all of them ran
 */
gboolean
nomo_connection_exec (NomoConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  _nomo_connection_set_error (self, code, error);
  return FALSE;
}

/**
 * nomo_connection_read_int:
 * @self: a connection
 * @sql: a query for one number
 * @value: (out): the number, 0 when there is no row
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_connection_read_int (NomoConnection *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self, sql, error);
  NomoStep step = statement != NULL ? nomo_connection_step (self, statement, error) : NOMO_STEP_ERROR;

  *value = step == NOMO_STEP_ROW ? nomo_statement_get_int (statement, 0) : 0;
  return step != NOMO_STEP_ERROR;
}

/**
 * nomo_connection_prepare:
 * @self: a connection
 * @sql: one statement; prepared once and kept
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the statement, to be reset after use
 */
NomoStatement *
nomo_connection_prepare (NomoConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL) {
    g_assert (!sqlite3_stmt_busy (statement));
    return statement;
  }
  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK) {
    _nomo_connection_set_error (self, code, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static gboolean
is_idle (gpointer sql, gpointer statement, gpointer data)
{
  return !sqlite3_stmt_busy (statement);
}

/**
 * nomo_connection_trim:
 * @self: a connection of which no statement is in use
 *
 * Forgets the prepared statements when they have become many, as filters make them.
 */
void
nomo_connection_trim (NomoConnection *self)
{
  if (g_hash_table_size (self->statements) > MAX_STATEMENTS)
    g_hash_table_foreach_remove (self->statements, is_idle, NULL);
}

/**
 * nomo_connection_step:
 * @self: a connection
 * @statement: one of its statements
 * @error: return location
 *
 * Returns: what came of it
 */
NomoStep
nomo_connection_step (NomoConnection *self, NomoStatement *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return NOMO_STEP_ROW;
  if (code == SQLITE_DONE)
    return NOMO_STEP_DONE;
  _nomo_connection_set_error (self, code, error);
  return NOMO_STEP_ERROR;
}

/**
 * nomo_connection_run:
 * @self: a connection
 * @statement: one of its statements
 * @error: return location
 *
 * Runs a statement that gives no rows, or whose rows nobody needs, and resets it.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_connection_run (NomoConnection *self, NomoStatement *statement, GError **error)
{
  NomoStep step;

  do
    step = nomo_connection_step (self, statement, error);
  while (step == NOMO_STEP_ROW);
  nomo_statement_reset (statement);
  return step == NOMO_STEP_DONE;
}
