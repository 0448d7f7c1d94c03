#include "config.h"

#include "nomo-older.h"

#include "nomo-schema.h"

#include <string.h>

/* What this version's tables are like is asked of an empty store in memory. */

typedef struct {
  NomoConnection *file;
  NomoConnection *fresh;
  GString *sql;
} Views;

/* Name → default, of each column that a table has. */
static GHashTable *
read_columns (NomoConnection *connection, const char *table, GPtrArray *order, GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT name, dflt_value FROM pragma_table_xinfo (?1)", error);
  NomoStep step;

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_text (statement, 1, table);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    char *name = g_strdup (nomo_statement_get_text (statement, 0));
    const char *value = nomo_statement_get_text (statement, 1);

    g_hash_table_insert (columns, name, g_strdup (value != NULL ? value : "NULL"));
    g_ptr_array_add (order, name);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&columns) : NULL;
}

static void
add_view (GString *sql, const char *table, GHashTable *has, GHashTable *wanted, GPtrArray *order)
{
  g_string_append_printf (sql, "CREATE TEMP VIEW %s AS SELECT ", table);
  for (guint i = 0; i < order->len; i++) {
    const char *name = order->pdata[i];
    const char *value = g_hash_table_lookup (wanted, name);

    g_string_append (sql, i > 0 ? ", " : "");
    if (g_hash_table_contains (has, name))
      g_string_append_printf (sql, "\"%s\"", name);
    else
      g_string_append_printf (sql, "%s AS \"%s\"", value, name);
  }
  g_string_append_printf (sql, " FROM main.%s;", table);
}

static gboolean
has_all (GHashTable *has, GPtrArray *order)
{
  for (guint i = 0; i < order->len; i++)
    if (!g_hash_table_contains (has, order->pdata[i]))
      return FALSE;
  return TRUE;
}

/* @ddl begins with "CREATE TABLE". */
static gboolean
add_table (Views *views, const char *table, const char *ddl, GError **error)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GHashTable) wanted = read_columns (views->fresh, table, order, error);
  g_autoptr (GHashTable) has = wanted != NULL ? read_columns (views->file, table, found, error) : NULL;

  if (has == NULL)
    return FALSE;
  if (found->len == 0)
    g_string_append_printf (views->sql, "CREATE TEMP%s;", ddl + strlen ("CREATE"));
  else if (!has_all (has, order))
    add_view (views->sql, table, has, wanted, order);
  return TRUE;
}

static gboolean
add_tables (Views *views, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (
      views->fresh,
      "SELECT s.name, s.sql FROM sqlite_schema AS s JOIN pragma_table_list AS t ON t.name = s.name"
      " WHERE t.schema = 'main' AND t.type = 'table' AND s.type = 'table' AND s.name NOT GLOB 'sqlite_*'",
      error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (views->fresh, statement, error)) == NOMO_STEP_ROW) {
    g_autofree char *table = g_strdup (nomo_statement_get_text (statement, 0));
    g_autofree char *ddl = g_strdup (nomo_statement_get_text (statement, 1));

    if (!add_table (views, table, ddl, error))
      return FALSE;
  }
  return step == NOMO_STEP_DONE;
}

/**
 * nomo_older_dup_views:
 * @connection: a connection that reads
 * @entities: (array zero-terminated=1): what the store keeps
 * @views: (out) (nullable): statements for each connection that reads, %NULL when none are needed
 * @error: return location
 *
 * A file of an older version that cannot be brought up to this one is read through views, which stand before its tables and have
 * the columns of today: what is new has no value, and tables that are new are empty. The file itself is left alone.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_older_dup_views (NomoConnection *connection, const NomoEntity *const *entities, char **views, GError **error)
{
  g_autoptr (NomoConnection) fresh = NULL;
  g_autoptr (GString) sql = NULL;
  Views all = { connection };

  *views = NULL;
  if (!nomo_schema_is_older (connection))
    return TRUE;
  fresh = nomo_connection_open_alone (":memory:", error);
  if (fresh == NULL || !nomo_schema_create (fresh, entities, error))
    return FALSE;
  sql = g_string_new ("PRAGMA query_only = OFF;");
  all.fresh = fresh;
  all.sql = sql;
  if (!add_tables (&all, error))
    return FALSE;
  g_string_append (sql, "PRAGMA query_only = ON;");
  *views = g_strdup (sql->str);
  return TRUE;
}
