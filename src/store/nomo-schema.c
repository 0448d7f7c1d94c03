#include "config.h"

#include "nomo-schema.h"

#include "nomo-id.h"
#include "nomo-rollup.h"
#include "nomo-search.h"
#include "nomo-sql.h"
#include "nomo-store-error.h"
#include "nomo-store-resource.h"

#include <glib/gi18n.h>

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

static gboolean
create (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
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
add_table (NomoConnection *connection, const NomoEntity *entity, NomoRollup *rollup, GError **error)
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
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
rebuild_rollups (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();

  if (!nomo_connection_exec (connection, "DELETE FROM rollups", error))
    return FALSE;
  for (; *entities != NULL; entities++)
    if (!add_table (connection, *entities, rollup, error))
      return FALSE;
  return nomo_rollup_write (rollup, connection, error);
}

/* What is derived from records is made anew by the rules of today. */
static gboolean
rebuild (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  return nomo_connection_exec (
             connection, "DROP TABLE IF EXISTS search_words; DROP TABLE search_index; DROP TABLE search", error) &&
         nomo_connection_exec (connection, search_ddl, error) && nomo_search_rebuild (connection, entities, error) &&
         rebuild_rollups (connection, entities, error);
}

static gboolean
run_step (NomoConnection *connection, gint64 version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/io/github/nomoflow/store/schema/%d.sql", (int) version);
  g_autoptr (GBytes) sql =
      g_resource_lookup_data (nomo_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && nomo_connection_exec (connection, g_bytes_get_data (sql, NULL), error);
}

/* All steps are one transaction with the rest of the opening: a file is of the old version or of the new one. */
static gboolean
migrate (NomoConnection *connection, const NomoEntity *const *entities, gint64 from, GError **error)
{
  g_autofree char *version =
      g_strdup_printf ("UPDATE meta SET value = '%d' WHERE key = 'schema_version'", NOMO_SCHEMA_VERSION);

  for (gint64 step = from + 1; step <= NOMO_SCHEMA_VERSION; step++)
    if (!run_step (connection, step, error))
      return FALSE;
  return rebuild (connection, entities, error) && nomo_connection_exec (connection, version, error) &&
         (from >= 2 || nomo_schema_write_birth (connection, error));
}

static gboolean
read_version (NomoConnection *connection, gint64 *version, GError **error)
{
  if (!nomo_connection_read_int (connection, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema_version'",
                                 version, error))
    return FALSE;
  if (*version >= 1 && *version <= NOMO_SCHEMA_VERSION)
    return TRUE;
  if (*version > NOMO_SCHEMA_VERSION)
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER,
                 _ ("The store’s file was written by a newer version of Nomo Flow. Nothing in it was changed."));
  else
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, _ ("The file is no store of Nomo Flow."));
  return FALSE;
}

/**
 * nomo_schema_check_newer:
 * @connection: a connection to a store's file
 * @error: return location
 *
 * Returns: %FALSE with %NOMO_STORE_ERROR_NEWER when a newer version of the program wrote it
 */
gboolean
nomo_schema_check_newer (NomoConnection *connection, GError **error)
{
  gint64 version = 0;

  return read_version (connection, &version, error);
}

static gboolean
check_version (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  gint64 version = 0;

  if (!read_version (connection, &version, error))
    return FALSE;
  return version == NOMO_SCHEMA_VERSION || migrate (connection, entities, version, error);
}

static gboolean
create_or_check (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  gint64 n_tables = 0;

  if (!nomo_connection_read_int (connection, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (n_tables == 0)
    return create (connection, entities, error);
  if (!nomo_connection_read_int (
          connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'meta'", &n_tables, error))
    return FALSE;
  if (n_tables == 1)
    return check_version (connection, entities, error);
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, _ ("The file is no store of Nomo Flow."));
  return FALSE;
}

/**
 * nomo_schema_prepare:
 * @connection: a connection that writes
 * @entities: (array zero-terminated=1): what the store keeps
 * @error: return location
 *
 * Creates the tables in an empty file, brings those of an older version to this one, or checks that the file's schema is
 * ours: %NOMO_STORE_ERROR_NEWER when a newer version of the program wrote it, %NOMO_STORE_ERROR_CORRUPT when it is something
 * else.
 *
 * Returns: %TRUE when the file can be used
 */
gboolean
nomo_schema_prepare (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  if (!nomo_connection_exec (connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (create_or_check (connection, entities, error))
    return nomo_connection_exec (connection, "COMMIT", error);
  nomo_connection_exec (connection, "ROLLBACK", NULL);
  return FALSE;
}
