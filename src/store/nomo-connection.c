#include "config.h"

#include "nomo-connection-private.h"

#include "nomo-store-error.h"
#include "nomo-text.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define BUSY_TIMEOUT_MS  10000
#define LOG_TIMEOUT_MS   200
#define STEPS_PER_CHECK  20000
#define WRITER_CACHE_KIB 8192
#define READER_CACHE_KIB 4096
#define FEW_PAGES_KIB    1024
#define MAX_STATEMENTS   64
#define MAX_SQL_LENGTH   1000000
#define MAX_VALUE_LENGTH (64 * 1024 * 1024)

struct _NomoConnection {
  sqlite3 *db;
  GHashTable *statements; /* text → sqlite3_stmt */
  GCancellable *cancellable;
  NomoConnectionLogFunc log_func; /* nullable */
  gpointer log_data;
  gint *seen;   /* nullable, atomic */
  int patience; /* checks until a statement is given up, -1: none */
  gboolean frozen;
};

static void
statement_free (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* SQLite tells a full disk and one that cannot be written from other errors only where a write fails; the system, whose last
 * word it leaves in errno, tells it of every call. */
static NomoStoreError
system_error (int system)
{
  switch (system) {
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return NOMO_STORE_ERROR_FULL;
  case EACCES:
  case EPERM:
  case EROFS:
    return NOMO_STORE_ERROR_OPEN;
  default:
    return NOMO_STORE_ERROR_FAILED;
  }
}

/* What keeps a file from being opened now and may not do so the next time. */
static gboolean
passes (int system)
{
  return system == EIO || system == EMFILE || system == ENFILE || system == ENOMEM;
}

static NomoStoreError
error_code (int code, int system)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return NOMO_STORE_ERROR_BUSY;
  case SQLITE_FULL:
    return NOMO_STORE_ERROR_FULL;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return NOMO_STORE_ERROR_CORRUPT;
  case SQLITE_CANTOPEN:
    return passes (system)                                  ? NOMO_STORE_ERROR_FAILED
           : system_error (system) == NOMO_STORE_ERROR_FULL ? NOMO_STORE_ERROR_FULL
                                                            : NOMO_STORE_ERROR_OPEN;
  case SQLITE_PERM:
  case SQLITE_READONLY:
    return NOMO_STORE_ERROR_OPEN;
  case SQLITE_IOERR:
    return system_error (system);
  default:
    return NOMO_STORE_ERROR_FAILED;
  }
}

static const char *
error_sentence (NomoStoreError code)
{
  switch (code) {
  case NOMO_STORE_ERROR_BUSY:
    return _ ("Another program kept the store’s file busy for too long");
  case NOMO_STORE_ERROR_FULL:
    return _ ("The disk is full");
  case NOMO_STORE_ERROR_CORRUPT:
    return _ ("The store’s file is damaged");
  case NOMO_STORE_ERROR_OPEN:
    return _ ("The store’s file cannot be opened or written");
  default:
    return _ ("The store’s file cannot be read or written");
  }
}

/* SQLite's own words are in no language of the interface, and say no more than ours where we have any. */
static gboolean
says_all (int code, NomoStoreError kind)
{
  return kind != NOMO_STORE_ERROR_FAILED || (code & 0xff) == SQLITE_IOERR;
}

/*
 * _nomo_connection_set_error:
 * @self: a connection
 * @code: what SQLite answered
 * @error: return location
 */
void
_nomo_connection_set_error (NomoConnection *self, int code, GError **error)
{
  NomoStoreError kind = error_code (code, errno);
  const char *detail = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);
  g_autofree char *told = NULL;

  if (code == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  told = g_utf8_make_valid (detail, -1);
  g_debug ("SQLite says: %s (%d)", told, code);
  if (says_all (code, kind))
    g_set_error (error, NOMO_STORE_ERROR, kind, "%s.", error_sentence (kind));
  else
    g_set_error (error, NOMO_STORE_ERROR, kind, "%s (%s).", error_sentence (kind), told);
}

static void
fold (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, nomo_text_fold (text), -1, g_free);
}

/* True of every row; says how many rows a slow filter has looked at. */
static void
seen (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  NomoConnection *self = sqlite3_user_data (context);

  if (self->seen != NULL)
    g_atomic_int_inc (self->seen);
  sqlite3_result_int (context, 1);
}

static int
gives_up (void *data)
{
  NomoConnection *self = data;

  if (self->patience == 0)
    return TRUE;
  if (self->patience > 0)
    self->patience--;
  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
configure_writer (NomoConnection *self, GError **error)
{
  if (!nomo_connection_exec (self,
                             "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                             "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -" G_STRINGIFY (WRITER_CACHE_KIB),
                             error))
    return FALSE;
  if (sqlite3_db_readonly (self->db, "main") == 0)
    return TRUE;
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN,
                       _ ("The store’s file may be read but not written."));
  return FALSE;
}

/* A count looks through a whole index and fills the cache, and several readers are kept open: more than the pages of a search for
 * two frequent words are not worth it. The version is asked for to learn at once whether the file can be read. */
static gboolean
configure_reader (NomoConnection *self, GError **error)
{
  return nomo_connection_exec (self,
                               "PRAGMA query_only = ON; PRAGMA schema_version;"
                               "PRAGMA cache_size = -" G_STRINGIFY (READER_CACHE_KIB),
                               error);
}

/* What nobody else opens and nobody needs when it is not brought to its end. */
static gboolean
configure_alone (NomoConnection *self, GError **error)
{
  return nomo_connection_exec (self,
                               "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;"
                               "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -" G_STRINGIFY (WRITER_CACHE_KIB),
                               error);
}

/* Kept until it is closed, and nobody else has it open then. A log is moved into the file first. */
static gboolean
configure_sole (NomoConnection *self, GError **error)
{
  return nomo_connection_exec (self,
                               "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;"
                               "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT",
                               error);
}

typedef gboolean (*Configure) (NomoConnection *self, GError **error);

static gboolean
configure (NomoConnection *self, Configure further, GError **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, MAX_VALUE_LENGTH);
  sqlite3_limit (self->db, SQLITE_LIMIT_SQL_LENGTH, MAX_SQL_LENGTH);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_create_function (self->db, "nomo_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, fold,
                           NULL, NULL);
  sqlite3_create_function (self->db, "nomo_seen", 1, SQLITE_UTF8 | SQLITE_INNOCUOUS, self, seen, NULL, NULL);
  sqlite3_progress_handler (self->db, STEPS_PER_CHECK, gives_up, self);
  return nomo_connection_exec (self, "PRAGMA temp_store = MEMORY", error) && further (self, error);
}

static NomoConnection *
open_as (const char *name, int flags, Configure further, GError **error)
{
  g_autoptr (NomoConnection) self = g_new0 (NomoConnection, 1);
  int code;

  self->patience = -1;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);
  code = sqlite3_open_v2 (name, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK) {
    _nomo_connection_set_error (self, code, error);
    return NULL;
  }
  return configure (self, further, error) ? g_steal_pointer (&self) : NULL;
}

/* SQLite has to put files beside the store's own even to read it. Where it cannot, what is in the file is the whole store as long
 * as there is no log; else the log's commits would be missing. */
static NomoConnection *
open_frozen (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *name = uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;
  GStatBuf status;
  NomoConnection *self = NULL;

  if (name == NULL || (g_stat (log, &status) == 0 && status.st_size > 0))
    return NULL;
  self = open_as (name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, configure_reader, NULL);
  if (self != NULL)
    self->frozen = TRUE;
  return self;
}

/**
 * nomo_connection_open:
 * @path: the file, which must exist
 * @writable: whether to write
 * @error: return location
 *
 * Opens the file; to read it, also where nothing may be written or the disk is full.
 *
 * Returns: (transfer full) (nullable): a connection, to be used by one thread at a time
 */
NomoConnection *
nomo_connection_open (const char *path, gboolean writable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  NomoConnection *self =
      open_as (path, SQLITE_OPEN_READWRITE, writable ? configure_writer : configure_reader, &failure);

  if (self == NULL && !writable && nomo_store_error_is_about_writing (failure))
    self = open_frozen (path);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return self;
}

/**
 * nomo_connection_open_alone:
 * @path: a file that nobody else opens
 * @error: return location
 *
 * Opens a file to write to it without care for what a power failure leaves of it.
 *
 * Returns: (transfer full) (nullable): a connection, to be used by one thread at a time
 */
NomoConnection *
nomo_connection_open_alone (const char *path, GError **error)
{
  return open_as (path, SQLITE_OPEN_READWRITE, configure_alone, error);
}

static gboolean
has_moved (NomoConnection *self)
{
  int moved = 0;

  return sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

/**
 * nomo_connection_open_sole:
 * @path: a file that is to be replaced
 * @error: return location
 *
 * Opens a file that nobody else has open or gets open until it is closed; waits a while for that. All of it is in the file
 * itself then.
 *
 * Returns: (transfer full) (nullable): a connection, to be used by one thread at a time; %NULL with %NOMO_STORE_ERROR_BUSY when
 *   somebody has it open
 */
NomoConnection *
nomo_connection_open_sole (const char *path, GError **error)
{
  g_autoptr (NomoConnection) self = open_as (path, SQLITE_OPEN_READWRITE, configure_sole, error);

  if (self == NULL || !has_moved (self))
    return g_steal_pointer (&self);
  _nomo_connection_set_error (self, SQLITE_BUSY, error);
  return NULL;
}

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

static int
committed (void *data, sqlite3 *db, const char *name, int pages)
{
  NomoConnection *self = data;

  self->log_func (pages, self->log_data);
  return SQLITE_OK;
}

/**
 * nomo_connection_set_log_func:
 * @self: a connection that writes
 * @func: (nullable): learns how long the write-ahead log is; that the log is moved into the file is up to it from then on
 * @data: for @func
 */
void
nomo_connection_set_log_func (NomoConnection *self, NomoConnectionLogFunc func, gpointer data)
{
  self->log_func = func;
  self->log_data = data;
  sqlite3_wal_hook (self->db, func != NULL ? committed : NULL, self);
}

/**
 * nomo_connection_move_log:
 * @self: a connection that writes, outside of a transaction
 *
 * Moves what is in the write-ahead log into the file, as far as nobody reads or writes it at this moment; others go on meanwhile.
 */
void
nomo_connection_move_log (NomoConnection *self)
{
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/**
 * nomo_connection_empty_log:
 * @self: a connection that writes, outside of a transaction
 *
 * Moves everything from the write-ahead log into the file and makes the log empty.
 *
 * Returns: %FALSE when a reader in the middle of its work kept it from that
 */
gboolean
nomo_connection_empty_log (NomoConnection *self)
{
  int code;

  sqlite3_busy_timeout (self->db, LOG_TIMEOUT_MS);
  code = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  return code == SQLITE_OK;
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
