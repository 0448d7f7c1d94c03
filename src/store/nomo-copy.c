#include "config.h"

#include "nomo-copy.h"

#include "nomo-connection-private.h"
#include "nomo-schema.h"
#include "nomo-store-error.h"
#include "nomo-store-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* So many at a time: some milliseconds, after which it is looked whether it was cancelled. */
#define PAGES_AT_ONCE 256

#define RECORDS "record_"

static gboolean
is_word (const char *name)
{
  return name[strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static gboolean
count_table (NomoConnection *connection, const char *table, GHashTable *counts, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  const char *name = g_str_has_prefix (table, RECORDS) ? table + strlen (RECORDS) : table;
  gint64 count = 0;

  if (!nomo_connection_read_int (connection, sql, &count, error))
    return FALSE;
  if (count > 0)
    g_hash_table_insert (counts, g_strdup (name), g_memdup2 (&count, sizeof count));
  return TRUE;
}

/*
 * _nomo_copy_count_records:
 * @connection: a connection to a store or to an inbox
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many rows each table of records has, a table without rows
 *   left out
 */
GHashTable *
_nomo_copy_count_records (NomoConnection *connection, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (
      connection,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name GLOB '" RECORDS "*' OR name = 'deliveries')",
      error);
  NomoStep step;

  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    const char *table = nomo_statement_get_string (statement, 0);

    if (is_word (table) && !count_table (connection, table, counts, error))
      return NULL;
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&counts) : NULL;
}

static gboolean
has_table (NomoConnection *connection, const char *table, gboolean *has, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '%s'", table);
  gint64 count = 0;

  if (!nomo_connection_read_int (connection, sql, &count, error))
    return FALSE;
  *has = count > 0;
  return TRUE;
}

/* What a sign-in leaves in the store is of the machine and of the folder that it was given to, and what the merchant typed into
 * Salla's form for the app may be the key to something. */
static gboolean
forget_sign_in (NomoConnection *connection, GError **error)
{
  return nomo_connection_exec (connection, "DELETE FROM meta WHERE key GLOB 'token-*' OR key = 'app.settings.updated'",
                               error);
}

/* Why there is none, so that whoever opens the store can be told. */
static gboolean
note_restored (NomoConnection *connection, GError **error)
{
  return nomo_connection_exec (connection,
                               "INSERT INTO meta (key, value) VALUES ('token-ended', '" NOMO_COPY_RESTORED "')", error);
}

/* A delivery that brings a secret is kept, so that it is not taken once more, but nothing comes of it any more. */
static gboolean
forget_secrets (NomoConnection *connection, GError **error)
{
  gboolean is_inbox = FALSE;

  if (!forget_sign_in (connection, error) || !has_table (connection, "deliveries", &is_inbox, error))
    return FALSE;
  return !is_inbox || nomo_connection_exec (connection,
                                            "UPDATE deliveries SET sealed = NULL,"
                                            " reason = CASE state WHEN 0 THEN 'left out of the backup' ELSE reason END,"
                                            " state = CASE state WHEN 0 THEN 2 ELSE state END WHERE sealed IS NOT NULL",
                                            error);
}

static gboolean
copy_pages (NomoConnection *from, NomoConnection *to, NomoCopyFunc func, gpointer data, GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup =
      sqlite3_backup_init (_nomo_connection_get_db (to), "main", _nomo_connection_get_db (from), "main");
  gint64 page_size = 0;
  int code;

  if (backup == NULL) {
    _nomo_connection_set_error (to, sqlite3_errcode (_nomo_connection_get_db (to)), error);
    return FALSE;
  }
  nomo_connection_read_int (from, "PRAGMA page_size", &page_size, NULL);
  do {
    code = sqlite3_backup_step (backup, PAGES_AT_ONCE);
    func ((guint64) (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup)) * (guint64) page_size,
          (guint64) sqlite3_backup_pagecount (backup) * (guint64) page_size, data);
  } while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable));
  sqlite3_backup_finish (backup);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (code == SQLITE_DONE)
    return TRUE;
  _nomo_connection_set_error (to, code, error);
  return FALSE;
}

/* The copy is one file: without a log beside it, and without a mark that it has one. */
static gboolean
finish_copy (NomoConnection *to, GError **error)
{
  return nomo_connection_exec (to, "PRAGMA journal_mode = DELETE", error) && forget_secrets (to, error);
}

/* All of it is of the moment at which this connection began to read, whatever others write meanwhile. */
static GHashTable *
copy_snapshot (NomoConnection *from, NomoConnection *to, NomoCopyFunc func, gpointer data, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GHashTable) counts = NULL;

  if (!nomo_connection_exec (from, "BEGIN", error))
    return NULL;
  counts = _nomo_copy_count_records (from, error);
  if (counts != NULL && !copy_pages (from, to, func, data, cancellable, error))
    g_clear_pointer (&counts, g_hash_table_unref);
  nomo_connection_exec (from, "ROLLBACK", NULL);
  return g_steal_pointer (&counts);
}

/**
 * nomo_copy_make:
 * @path: the file of a store or of an inbox; others may have it open, and write to it
 * @scratch: an empty file
 * @func: told how far it is
 * @data: for @func
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Copies a file as it is at one moment, without secrets and what is of this device alone. Blocks, and keeps
 * nobody from reading or writing.
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many records of each kind the copy has
 */
GHashTable *
nomo_copy_make (const char *path, NomoScratch *scratch, NomoCopyFunc func, gpointer data, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (NomoConnection) from = nomo_connection_open (path, FALSE, error);
  g_autoptr (NomoConnection) to =
      from != NULL ? nomo_connection_open_alone (nomo_scratch_get_path (scratch), error) : NULL;
  g_autoptr (GHashTable) counts = NULL;
  gboolean is_ours = FALSE;

  if (to == NULL || !has_table (from, "meta", &is_ours, error))
    return NULL;
  if (!is_ours) {
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, _ ("The file is no store of Nomo Flow."));
    return NULL;
  }
  nomo_connection_set_cancellable (from, cancellable);
  counts = copy_snapshot (from, to, func, data, cancellable, error);
  return counts != NULL && finish_copy (to, error) ? g_steal_pointer (&counts) : NULL;
}

/**
 * nomo_copy_twin:
 * @from: to the file of a store or of an inbox
 * @to: to an empty file
 * @func: told how far it is
 * @data: for @func
 * @error: return location
 *
 * Copies all of a file as it is at one moment, to go on in its place. Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many records of each kind the copy has
 */
GHashTable *
nomo_copy_twin (NomoConnection *from, NomoConnection *to, NomoCopyFunc func, gpointer data, GError **error)
{
  return copy_snapshot (from, to, func, data, NULL, error);
}

static gboolean
is_same (GHashTable *counts, GHashTable *others)
{
  GHashTableIter iter;
  gpointer name, count;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &count)) {
    const gint64 *other = g_hash_table_lookup (others, name);

    if (other == NULL || *other != *(const gint64 *) count)
      return FALSE;
  }
  return g_hash_table_size (counts) == g_hash_table_size (others);
}

/* A file that came from elsewhere must not bring what runs by itself. */
static gboolean
check_schema (NomoConnection *connection, GPtrArray *problems, GError **error)
{
  gint64 count = 0;

  if (!nomo_connection_read_int (connection, "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')",
                                 &count, error))
    return FALSE;
  if (count > 0)
    g_ptr_array_add (problems, g_strdup (_ ("The file is no store of Nomo Flow.")));
  return TRUE;
}

/**
 * nomo_copy_check:
 * @path: a copy
 * @counts: (element-type utf8 gint64): how many records of each kind it ought to have
 * @problems: (element-type utf8): what is wrong is added here, as sentences
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Looks through all of the file, and counts. Blocks.
 *
 * Returns: whether the check came to its end, whatever it found
 */
gboolean
nomo_copy_check (const char *path, GHashTable *counts, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (GHashTable) found = NULL;

  if (connection == NULL)
    return FALSE;
  nomo_connection_set_cancellable (connection, cancellable);
  if (!_nomo_check_pages (connection, problems, error) || !check_schema (connection, problems, error))
    return FALSE;
  found = _nomo_copy_count_records (connection, error);
  if (found != NULL && !is_same (counts, found))
    g_ptr_array_add (problems, g_strdup (_ ("There are not as many records as there were when the copy was made.")));
  return found != NULL;
}

/**
 * nomo_copy_count:
 * @path: the file of a store or of an inbox; others may have it open, and write to it
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks, and keeps nobody from reading or writing.
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many records of each kind it has, those that were deleted and
 *   are kept for a while among them; a kind without any is left out
 */
GHashTable *
nomo_copy_count (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);

  if (connection == NULL)
    return NULL;
  nomo_connection_set_cancellable (connection, cancellable);
  return _nomo_copy_count_records (connection, error);
}

static gboolean
attach (NomoConnection *connection, const char *path, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, "ATTACH ?1 AS copy", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, path);
  return nomo_connection_step (connection, statement, error) == NOMO_STEP_DONE;
}

/**
 * nomo_copy_count_changed:
 * @path: a store's file; others may have it open, and write to it
 * @copy: a copy of it that is at rest
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks, and keeps nobody from reading or writing. What is kept without a feed, such as facts, is not looked at.
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many records of each kind came or changed in the store since
 *   the copy was made; a kind without any is left out
 */
GHashTable *
nomo_copy_count_changed (const char *path, const char *copy, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  if (connection == NULL || !attach (connection, copy, error))
    return NULL;
  nomo_connection_set_cancellable (connection, cancellable);
  statement = nomo_connection_prepare (
      connection,
      "SELECT f.entity, count(*) FROM main.feed AS f LEFT JOIN copy.feed AS c ON c.entity = f.entity AND c.id = f.id"
      " WHERE c.seq IS NULL OR c.seq <> f.seq GROUP BY f.entity",
      error);
  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 count = nomo_statement_get_int (statement, 1);

    g_hash_table_insert (counts, g_strdup (nomo_statement_get_string (statement, 0)), g_memdup2 (&count, sizeof count));
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&counts) : NULL;
}

/**
 * nomo_copy_renew:
 * @path: a copy of a store or of an inbox that is to take its place
 * @entities: (array zero-terminated=1): what a store keeps
 * @error: return location
 *
 * Makes a store anew of it: it is brought up to this version, others see that it does not go on where the store went on, what it
 * gives birth to does not meet what the store gave birth to, and nothing in it is of another device. In a store a fact tells that
 * it was restored, see %NOMO_COPY_RESTORED. Blocks.
 *
 * Returns: %FALSE with %NOMO_STORE_ERROR_NEWER when a newer version of the program wrote it
 */
gboolean
nomo_copy_renew (const char *path, const NomoEntity *const *entities, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open_alone (path, error);
  gboolean is_store = FALSE;

  return connection != NULL && has_table (connection, "counters", &is_store, error) &&
         (!is_store ||
          (nomo_schema_bring_up_copy (connection, entities, error) && nomo_schema_write_birth (connection, error))) &&
         forget_sign_in (connection, error) && (!is_store || note_restored (connection, error));
}

/**
 * nomo_copy_settle:
 * @path: a store's file
 * @error: return location
 *
 * Puts all that belongs to the file into it, so that it can be moved. Blocks.
 *
 * Returns: %FALSE with %NOMO_STORE_ERROR_BUSY when somebody has it open
 */
gboolean
nomo_copy_settle (const char *path, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, TRUE, error);

  return connection != NULL && nomo_connection_exec (connection, "PRAGMA journal_mode = DELETE", error);
}
