#include "config.h"

#include "nomo-connection-private.h"

#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define STEPS_PER_CHECK  20000
#define WRITER_CACHE_KIB 8192
#define READER_CACHE_KIB 4096
#define MAX_SQL_LENGTH   1000000
#define MAX_VALUE_LENGTH (64 * 1024 * 1024)

static void
statement_free (gpointer statement)
{
  sqlite3_finalize (statement);
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
  sqlite3_busy_timeout (self->db, NOMO_CONNECTION_BUSY_MS);
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
