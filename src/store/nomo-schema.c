#include "config.h"

#include "nomo-schema.h"

#include "nomo-id.h"
#include "nomo-rollup.h"
#include "nomo-search.h"
#include "nomo-sql.h"
#include "nomo-store-error.h"
#include "nomo-store-resource.h"
#include "nomo-upgrade.h"

#include <glib/gi18n.h>

/* How much of bringing a file up is done when its tables are changed, and when search is made anew, which takes longest. */
#define STEPS_DONE  250
#define SEARCH_MADE 800

static const char *const common_ddl =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO counters (name, value) VALUES ('seq', 0), ('commit', 0), ('id', 0), ('node', 0), ('forgotten', 0),"
    " ('scrub', 0), ('merges', 0);"
    "CREATE TABLE commits (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, actor TEXT NOT NULL,"
    " at INTEGER NOT NULL, seq INTEGER NOT NULL, written INTEGER NOT NULL, unchanged INTEGER NOT NULL,"
    " stale INTEGER NOT NULL, deleted INTEGER NOT NULL, role INTEGER NOT NULL DEFAULT 0,"
    " first_id INTEGER NOT NULL DEFAULT 0, again INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE feed (entity TEXT NOT NULL, id INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " commit_number INTEGER NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX feed_seq ON feed (seq);"
    "CREATE TABLE history (number INTEGER PRIMARY KEY, commit_number INTEGER NOT NULL, entity TEXT NOT NULL,"
    " id INTEGER NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT) STRICT;"
    "CREATE INDEX history_record ON history (entity, id);"
    "CREATE INDEX history_commit ON history (commit_number);"
    "CREATE TABLE conflicts (number INTEGER PRIMARY KEY, commit_number INTEGER NOT NULL, entity TEXT NOT NULL,"
    " id INTEGER NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL, before TEXT, lost TEXT, kept TEXT,"
    " at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX conflicts_commit ON conflicts (commit_number);"
    "CREATE INDEX conflicts_record ON conflicts (entity, id);"
    "CREATE TABLE doubts (entity TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE repairs (number INTEGER PRIMARY KEY, entity TEXT NOT NULL, id INTEGER NOT NULL,"
    " what TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE erasures (entity TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE raw (entity TEXT NOT NULL, ref TEXT NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL,"
    " at INTEGER NOT NULL, PRIMARY KEY (entity, ref)) STRICT;"
    "CREATE TABLE outbox (entity TEXT NOT NULL, id INTEGER NOT NULL, state TEXT NOT NULL, sent TEXT,"
    " reason TEXT, detail TEXT, tries INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE rollups (name TEXT NOT NULL, day INTEGER NOT NULL, dim TEXT NOT NULL, m0 INTEGER NOT NULL,"
    " m1 INTEGER NOT NULL, m2 INTEGER NOT NULL, m3 INTEGER NOT NULL, PRIMARY KEY (name, day, dim))"
    " STRICT, WITHOUT ROWID;";

/* Which records hold a word is all that is asked, and the words are those of the record, so no copy of them is kept. */
static const char *const search_ddl =
    "CREATE TABLE search (id INTEGER PRIMARY KEY, entity TEXT NOT NULL, ref INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX search_record ON search (entity, ref);"
    "CREATE VIRTUAL TABLE search_index USING fts5 (words, content = '', columnsize = 0, detail = none,"
    " prefix = '1 2 3 4 5', tokenize = 'ascii tokenchars ''#''');"
    "CREATE VIRTUAL TABLE search_words USING fts5vocab (search_index, instance);";

/**
 * nomo_schema_write_birth:
 * @connection: a connection that writes
 * @error: return location
 *
 * Begins a store anew: the node tells apart what two stores give birth to; the epoch tells followers that a store began anew.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_schema_write_birth (NomoConnection *connection, GError **error)
{
  g_autofree char *epoch = g_uuid_string_random ();
  g_autofree char *sql = g_strdup_printf ("UPDATE counters SET value = %u WHERE name = 'node';"
                                          "INSERT INTO meta (key, value) VALUES ('epoch', '%s')"
                                          " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                          g_random_int_range (0, NOMO_ID_MAX_NODE + 1), epoch);

  return nomo_connection_exec (connection, sql, error);
}

/**
 * nomo_schema_create:
 * @connection: a connection that writes to an empty file
 * @entities: (array zero-terminated=1): what the store keeps
 * @error: return location
 *
 * Creates the tables of this version.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_schema_create (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  g_autofree char *version =
      g_strdup_printf ("INSERT INTO meta (key, value) VALUES ('schema_version', '%d')", NOMO_SCHEMA_VERSION);

  if (!nomo_connection_exec (connection, common_ddl, error) || !nomo_connection_exec (connection, search_ddl, error) ||
      !nomo_connection_exec (connection, version, error) || !nomo_schema_write_birth (connection, error))
    return FALSE;
  for (; *entities != NULL; entities++) {
    g_autofree char *ddl = nomo_sql_ddl (*entities);

    if (!nomo_connection_exec (connection, ddl, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_table (NomoConnection *connection, const NomoEntity *entity, NomoRollup *rollup, NomoUpgradeProgress *progress,
           GError **error)
{
  g_autoptr (NomoTable) table = nomo_table_new (entity);
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, table->select, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    g_autoptr (NomoRecord) record = NULL;

    if (!nomo_table_read (table, connection, statement, &record, error))
      return FALSE;
    nomo_rollup_add (rollup, record);
    nomo_upgrade_progress_tick (progress);
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
rebuild_rollups (NomoConnection *connection, const NomoEntity *const *entities, NomoUpgradeProgress *progress,
                 GError **error)
{
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();

  if (!nomo_connection_exec (connection, "DELETE FROM rollups", error))
    return FALSE;
  for (; *entities != NULL; entities++)
    if (!add_table (connection, *entities, rollup, progress, error))
      return FALSE;
  return nomo_rollup_write (rollup, connection, error);
}

/* All records, or those that can be searched for. */
static gboolean
count_records (NomoConnection *connection, const NomoEntity *const *entities, gboolean found, guint64 *total,
               GError **error)
{
  *total = 0;
  for (; *entities != NULL; entities++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM record_%s", (*entities)->name);
    gint64 count = 0;

    if (found && (*entities)->kind == NOMO_KIND_FACT)
      continue;
    if (!nomo_connection_read_int (connection, sql, &count, error))
      return FALSE;
    *total += (guint64) count;
  }
  return TRUE;
}

/* What is derived from records is made anew by the rules of today. */
static gboolean
rebuild (NomoConnection *connection, const NomoEntity *const *entities, NomoUpgradeProgress *progress, GError **error)
{
  guint64 n_found = 0, n_all = 0;

  if (!count_records (connection, entities, TRUE, &n_found, error) ||
      !count_records (connection, entities, FALSE, &n_all, error))
    return FALSE;
  nomo_upgrade_progress_begin_part (progress, SEARCH_MADE, n_found);
  if (!nomo_connection_exec (connection,
                             "DROP TABLE IF EXISTS search_words; DROP TABLE search_index; DROP TABLE search", error) ||
      !nomo_connection_exec (connection, search_ddl, error) ||
      !nomo_search_rebuild (connection, entities, progress, error))
    return FALSE;
  nomo_upgrade_progress_begin_part (progress, NOMO_UPGRADE_CHANGED, n_all);
  return rebuild_rollups (connection, entities, progress, error);
}

static gboolean
run_step (NomoConnection *connection, gint64 version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/io/github/nomoflow/store/schema/%d.sql", (int) version);
  g_autoptr (GBytes) sql =
      g_resource_lookup_data (nomo_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && nomo_connection_exec (connection, g_bytes_get_data (sql, NULL), error);
}

static gboolean
refuse (GError **error)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, _ ("The file is no store of Nomo Flow."));
  return FALSE;
}

static gboolean
count_tables (NomoConnection *connection, const char *where, gint64 *count, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT count(*) FROM sqlite_schema", where, NULL);

  return nomo_connection_read_int (connection, sql, count, error);
}

/* 0 of a file in which there is nothing yet. */
static gboolean
read_version (NomoConnection *connection, gint64 *version, GError **error)
{
  gint64 count = 0;

  *version = 0;
  if (!count_tables (connection, "", &count, error))
    return FALSE;
  if (count == 0)
    return TRUE;
  if (!count_tables (connection, " WHERE type = 'table' AND name = 'meta'", &count, error))
    return FALSE;
  if (count != 1)
    return refuse (error);
  if (!nomo_connection_read_int (connection, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema_version'",
                                 version, error))
    return FALSE;
  if (*version >= 1 && *version <= NOMO_SCHEMA_VERSION)
    return TRUE;
  if (*version < 1)
    return refuse (error);
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER,
               _ ("The store’s file was written by a newer version of Nomo Flow. Nothing in it was changed."));
  return FALSE;
}

/**
 * nomo_schema_is_older:
 * @connection: a connection to a store's file
 *
 * Returns: whether an older version of the program wrote it
 */
gboolean
nomo_schema_is_older (NomoConnection *connection)
{
  gint64 version = 0;

  return read_version (connection, &version, NULL) && version > 0 && version < NOMO_SCHEMA_VERSION;
}

/* What it is of is asked of the copy itself: where folders cannot be locked, another program may have been faster. */
static gboolean
migrate (NomoConnection *copy, gconstpointer entities, NomoUpgradeProgress *progress, GError **error)
{
  g_autofree char *version =
      g_strdup_printf ("UPDATE meta SET value = '%d' WHERE key = 'schema_version'", NOMO_SCHEMA_VERSION);
  gint64 from = 0;

  if (!read_version (copy, &from, error) || from == NOMO_SCHEMA_VERSION)
    return from == NOMO_SCHEMA_VERSION;
  nomo_upgrade_progress_begin_part (progress, STEPS_DONE, (guint64) (NOMO_SCHEMA_VERSION - from));
  for (gint64 step = from + 1; step <= NOMO_SCHEMA_VERSION; step++) {
    if (!run_step (copy, step, error))
      return FALSE;
    nomo_upgrade_progress_tick (progress);
  }
  return rebuild (copy, entities, progress, error) && nomo_connection_exec (copy, version, error) &&
         (from >= 2 || nomo_schema_write_birth (copy, error));
}

/**
 * nomo_schema_bring_up_copy:
 * @connection: a connection to a copy of a store's file, which is thrown away when this fails
 * @entities: (array zero-terminated=1): what the store keeps
 * @error: return location
 *
 * Brings the tables up to this version where they are, when they are of an older one.
 *
 * Returns: %FALSE with %NOMO_STORE_ERROR_NEWER when a newer version of the program wrote it
 */
gboolean
nomo_schema_bring_up_copy (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  gint64 version = 0;

  if (!read_version (connection, &version, error))
    return FALSE;
  if (version == 0 || version == NOMO_SCHEMA_VERSION)
    return TRUE;
  nomo_connection_keep_no_journal (connection);
  return nomo_connection_exec (connection, "BEGIN", error) && migrate (connection, entities, NULL, error) &&
         nomo_connection_exec (connection, "COMMIT", error);
}

/* Read before anything is written, as to open a file for writing may change its head. */
static gboolean
peek (const char *path, gint64 *version, GError **error)
{
  g_autoptr (NomoConnection) reader = nomo_connection_open (path, FALSE, error);

  return reader != NULL && read_version (reader, version, error);
}

static gboolean
bring_up (const char *path, const NomoEntity *const *entities, GError **error)
{
  gint64 version = 0;

  if (!peek (path, &version, error))
    return FALSE;
  return version == 0 || version == NOMO_SCHEMA_VERSION || nomo_upgrade (path, migrate, entities, error);
}

static gboolean
create_if_empty (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  gint64 n_tables = 0;

  return count_tables (connection, "", &n_tables, error) &&
         (n_tables > 0 || nomo_schema_create (connection, entities, error));
}

static gboolean
prepare (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  if (!nomo_connection_exec (connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (create_if_empty (connection, entities, error))
    return nomo_connection_exec (connection, "COMMIT", error);
  nomo_connection_exec (connection, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * nomo_schema_open:
 * @path: a file, which must exist; the caller holds the lock of its folder
 * @entities: (array zero-terminated=1): what the store keeps
 * @error: return location
 *
 * Creates the tables in an empty file, brings those of an older version to this one with nomo_upgrade(), or checks that the file's
 * schema is ours: %NOMO_STORE_ERROR_NEWER when a newer version of the program wrote it, %NOMO_STORE_ERROR_CORRUPT when it is
 * something else. Blocks.
 *
 * Returns: (transfer full) (nullable): a connection that writes
 */
NomoConnection *
nomo_schema_open (const char *path, const NomoEntity *const *entities, GError **error)
{
  g_autoptr (NomoConnection) connection = NULL;

  if (!bring_up (path, entities, error))
    return NULL;
  connection = nomo_connection_open (path, TRUE, error);
  return connection != NULL && prepare (connection, entities, error) ? g_steal_pointer (&connection) : NULL;
}
