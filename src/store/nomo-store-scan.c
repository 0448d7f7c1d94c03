#include "config.h"

#include "nomo-store-scan.h"

#include "nomo-sql.h"
#include "nomo-store-private.h"

typedef struct {
  NomoRead *read;
  const NomoTable *table;
  NomoScanFlags flags;
  NomoRecordFunc func;
  gpointer data;
} Scan;

static NomoSql *
compose (const Scan *self, const NomoQuery *query)
{
  NomoSql *sql = nomo_sql_new (self->table->select);

  nomo_sql_append_where (sql, query);
  if ((self->flags & NOMO_SCAN_BY_ID) != 0)
    g_string_append (sql->text, " ORDER BY id");
  else
    nomo_sql_append_order (sql, query);
  nomo_sql_append_page (sql, 0, nomo_query_get_limit (query));
  return sql;
}

static gboolean
visit (const Scan *self, NomoStatement *statement, GError **error)
{
  NomoRecord *record = NULL;
  gboolean ok;

  if ((self->flags & NOMO_SCAN_PARTS) == 0)
    record = nomo_table_read_row (self->table, statement);
  else if (!nomo_table_read (self->table, self->read->connection, statement, &record, error))
    return FALSE;
  ok = self->func (record, self->data, error);
  nomo_record_unref (record);
  return ok;
}

/**
 * nomo_store_foreach:
 * @self: a store
 * @query: which records
 * @flags: how they are walked through
 * @func: (scope call): what to do with each
 * @data: for @func
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Hands over one record after the other, all of one moment, however many there are: in memory there is one at a time. The
 * store's file grows meanwhile with what others write, so @func does not wait for anybody. Blocks.
 *
 * Returns: %TRUE when all were handed over
 */
gboolean
nomo_store_foreach (NomoStore *self, const NomoQuery *query, NomoScanFlags flags, NomoRecordFunc func, gpointer data,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, cancellable, error);
  Scan scan = { read, NULL, flags, func, data };
  g_autoptr (NomoSql) sql = NULL;
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  if (read != NULL)
    scan.table = _nomo_store_find_table (self, nomo_query_get_entity (query), error);
  if (scan.table == NULL)
    return FALSE;
  sql = compose (&scan, query);
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !visit (&scan, statement, error))
      return FALSE;
  return step == NOMO_STEP_DONE;
}
