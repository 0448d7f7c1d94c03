#include "config.h"

#include "nomo-store-private.h"

/* What the rollups hold. */

static NomoSql *
select_rows (const char *columns, const char *rollup, int from_day, int to_day)
{
  NomoSql *sql = nomo_sql_new ("SELECT ");

  g_string_append (sql->text, columns);
  g_string_append (sql->text, " FROM rollups WHERE name = ");
  nomo_sql_bind_text (sql, rollup);
  g_string_append (sql->text, " AND day >= ");
  nomo_sql_bind_int (sql, from_day);
  g_string_append (sql->text, " AND day <= ");
  nomo_sql_bind_int (sql, to_day);
  return sql;
}

static void
read_measures (NomoStatement *statement, int first, gint64 *measures)
{
  for (int i = 0; i < NOMO_MEASURES; i++)
    measures[i] = nomo_statement_get_int (statement, first + i);
}

static gboolean
read_sums (NomoRead *read, const char *rollup, const char *dim, NomoDays *days, GError **error)
{
  g_autoptr (NomoSql) sql =
      select_rows ("day, m0, m1, m2, m3", rollup, nomo_days_get_from (days), nomo_days_get_to (days));
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  if (dim != NULL) {
    g_string_append (sql->text, " AND dim = ");
    nomo_sql_bind_text (sql, dim);
  }
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 measures[NOMO_MEASURES];

    read_measures (statement, 1, measures);
    nomo_days_add (days, (int) nomo_statement_get_int (statement, 0), measures);
  }
  return step == NOMO_STEP_DONE;
}

/**
 * nomo_store_read_days:
 * @self: a store
 * @rollup: name of a rollup
 * @dim: (nullable): a dimension, %NULL for the sum of all
 * @from_day: first day, days since 1970-01-01
 * @to_day: last day, included; not before @from_day
 * @error: return location
 *
 * Reads sums by day. Blocks.
 *
 * Returns: (transfer full) (nullable): the sums
 */
NomoDays *
nomo_store_read_days (NomoStore *self, const char *rollup, const char *dim, int from_day, int to_day, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoDays) days = nomo_days_new (from_day, to_day);

  if (read == NULL || !read_sums (read, rollup, dim, days, error))
    return NULL;
  nomo_days_set_seq (days, read->seq);
  return g_steal_pointer (&days);
}

static void
dim_clear (gpointer data)
{
  g_free (((NomoDim *) data)->name);
}

static gboolean
read_dims (NomoRead *read, NomoSql *sql, GArray *dims, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_sql_prepare (sql, read->connection, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    NomoDim dim = { (int) nomo_statement_get_int (statement, 0), g_strdup (nomo_statement_get_string (statement, 1)) };

    read_measures (statement, 2, dim.sums);
    g_array_append_val (dims, dim);
  }
  return step == NOMO_STEP_DONE;
}

/**
 * nomo_store_read_dims:
 * @self: a store
 * @rollup: name of a rollup
 * @from_day: first day, days since 1970-01-01
 * @to_day: last day, included
 * @by_day: %TRUE for a row of each day and dimension, %FALSE for one of each dimension, whose day is 0
 * @seq: (out) (optional): the store's sequence number at which they were read
 * @error: return location
 *
 * Reads sums by dimension, those of one day in the order of their names. Blocks.
 *
 * Returns: (transfer full) (element-type NomoDim) (nullable): the sums
 */
GArray *
nomo_store_read_dims (NomoStore *self, const char *rollup, int from_day, int to_day, gboolean by_day, guint64 *seq,
                      GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoSql) sql = select_rows (
      by_day ? "day, dim, m0, m1, m2, m3" : "0, dim, sum(m0), sum(m1), sum(m2), sum(m3)", rollup, from_day, to_day);
  g_autoptr (GArray) dims = g_array_new (FALSE, FALSE, sizeof (NomoDim));

  g_array_set_clear_func (dims, dim_clear);
  g_string_append (sql->text, by_day ? " ORDER BY day, dim" : " GROUP BY dim ORDER BY dim");
  if (read == NULL || !read_dims (read, sql, dims, error))
    return NULL;
  if (seq != NULL)
    *seq = read->seq;
  return g_steal_pointer (&dims);
}
