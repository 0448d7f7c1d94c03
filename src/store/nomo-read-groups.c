#include "config.h"

#include "nomo-sql-private.h"
#include "nomo-store-private.h"

#define MAX_FIRST  5000
#define MAX_GROUPS 256

/*
 * _nomo_read_walks_groups:
 * @query: a query
 * @plan: how its rows are found
 * @n: how many of the first rows are wanted, 0 for all
 *
 * The index of a grouped field has the groups from the smallest to the largest and each of them in the natural order. Where
 * the largest group comes first, the groups are read one after the other: else all of the largest would have to be sorted.
 *
 * Returns: %TRUE when _nomo_read_group_ids() reads them
 */
gboolean
_nomo_read_walks_groups (const NomoQuery *query, const NomoPlan *plan, guint64 n)
{
  return plan->drive == NOMO_DRIVE_ORDER && query->descending && query->sort_field != query->entity->sort_field &&
         nomo_field_is_grouped (&query->entity->fields[query->sort_field]) && n > 0 && n <= MAX_FIRST;
}

/* The largest value that is smaller than @value, which is unset at first. */
static gboolean
next_group (NomoRead *read, const NomoQuery *query, NomoValue *value, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT ");
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  _nomo_sql_append_next_group (sql, query, value);
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return FALSE;
  step = nomo_connection_step (read->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    nomo_statement_get_value (statement, 0, value);
  else
    nomo_value_set_null (value);
  return step != NOMO_STEP_ERROR;
}

static gboolean
read_ids (NomoRead *read, const NomoSql *sql, GArray *ids, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_sql_prepare (sql, read->connection, error);
  NomoStep step = NOMO_STEP_ERROR;

  while (statement != NULL && (step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 id = nomo_statement_get_int (statement, 0);

    g_array_append_val (ids, id);
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
read_group (NomoRead *read, const NomoQuery *query, const NomoValue *value, guint n, GArray *ids, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id");

  _nomo_sql_append_group_rows (sql, query, value);
  nomo_sql_append_page (sql, 0, n - ids->len);
  return read_ids (read, sql, ids, error);
}

/* A filter that lets hardly a record of many groups through. */
static GArray *
read_at_once (NomoRead *read, const NomoQuery *query, guint n, GError **error)
{
  NomoPlan plan = { .drive = NOMO_DRIVE_ORDER };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id");

  nomo_sql_append_rows (sql, query, &plan, FALSE);
  nomo_sql_append_page (sql, 0, n);
  return read_ids (read, sql, ids, error) ? g_steal_pointer (&ids) : NULL;
}

/*
 * _nomo_read_group_ids:
 * @read: a read
 * @query: a query of which _nomo_read_walks_groups() is true
 * @n: how many ids at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of the first records in their order
 */
GArray *
_nomo_read_group_ids (NomoRead *read, const NomoQuery *query, guint n, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  NomoValue value = { 0 };
  gboolean ok = TRUE;
  guint n_groups = 0;

  while (ok && value.tag != NOMO_VALUE_NULL && ids->len < n && n_groups++ < MAX_GROUPS)
    ok = next_group (read, query, &value, error) && read_group (read, query, &value, n, ids, error);
  if (ok && ids->len < n && value.tag != NOMO_VALUE_NULL) {
    nomo_value_clear (&value);
    return read_at_once (read, query, n, error);
  }
  nomo_value_clear (&value);
  return ok ? g_steal_pointer (&ids) : NULL;
}
