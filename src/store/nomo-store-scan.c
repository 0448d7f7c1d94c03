#include "config.h"

#include "nomo-store-scan.h"

#include "nomo-sql-plan.h"
#include "nomo-store-private.h"

#include <string.h>

typedef struct {
  NomoRead *read;
  const NomoTable *table;
  NomoScanFlags flags;
  const NomoPicker *picker; /* NULL for all that the flags say */
  NomoRecordFunc func;
  gpointer data;
} Scan;

static NomoSql *
compose_by_id (const Scan *self, const NomoQuery *query)
{
  NomoSql *sql = nomo_sql_new (self->table->select);

  nomo_sql_append_where (sql, query);
  g_string_append (sql->text, " ORDER BY id");
  nomo_sql_append_page (sql, 0, nomo_query_get_limit (query));
  return sql;
}

static NomoSql *
compose (const Scan *self, const NomoQuery *query, GError **error)
{
  g_autofree char *columns =
      self->picker != NULL ? g_strdup (nomo_picker_get_columns (self->picker)) : nomo_sql_columns (self->table->entity);
  NomoPlan plan = { 0 };
  NomoSql *sql = NULL;

  if ((self->flags & NOMO_SCAN_BY_ID) != 0)
    return compose_by_id (self, query);
  if (!nomo_plan_choose (query, self->read->connection, &plan, error))
    return NULL;
  sql = nomo_sql_new ("SELECT ");
  g_string_append (sql->text, columns);
  nomo_sql_append_rows (sql, query, &plan, FALSE);
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

static gboolean
visit_many (const Scan *self, GPtrArray *records, GCancellable *cancellable, GError **error)
{
  gboolean ok = nomo_picker_read_parts (self->picker, self->read->connection, records, error);

  for (guint i = 0; ok && i < records->len; i++) {
    ok = !g_cancellable_set_error_if_cancelled (cancellable, error);
    ok = ok && self->func (records->pdata[i], self->data, error);
  }
  g_ptr_array_set_size (records, 0);
  return ok;
}

static gboolean
visit_all (const Scan *self, NomoStatement *statement, GCancellable *cancellable, GError **error)
{
  NomoStep step;

  while ((step = nomo_connection_step (self->read->connection, statement, error)) == NOMO_STEP_ROW)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !visit (self, statement, error))
      return FALSE;
  return step == NOMO_STEP_DONE;
}

static gboolean
visit_all_picked (const Scan *self, NomoStatement *statement, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  NomoStep step;

  while ((step = nomo_connection_step (self->read->connection, statement, error)) == NOMO_STEP_ROW) {
    g_ptr_array_add (records, nomo_picker_read (self->picker, statement));
    if (records->len == NOMO_PICK_MANY && !visit_many (self, records, cancellable, error))
      return FALSE;
  }
  return step == NOMO_STEP_DONE && visit_many (self, records, cancellable, error);
}

static gboolean
run (Scan *scan, NomoStore *store, const NomoQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (store, cancellable, error);
  g_autoptr (NomoSql) sql = NULL;
  g_autoptr (NomoStatement) statement = NULL;

  scan->read = read;
  if (read != NULL)
    scan->table = _nomo_store_find_table (store, nomo_query_get_entity (query), error);
  if (scan->table == NULL)
    return FALSE;
  sql = compose (scan, query, error);
  statement = sql != NULL ? nomo_sql_prepare (sql, read->connection, error) : NULL;
  if (statement == NULL)
    return FALSE;
  return scan->picker != NULL ? visit_all_picked (scan, statement, cancellable, error)
                              : visit_all (scan, statement, cancellable, error);
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
  Scan scan = { .flags = flags, .func = func, .data = data };

  return run (&scan, self, query, cancellable, error);
}

/**
 * nomo_store_foreach_picked:
 * @self: a store
 * @query: which records
 * @pick: what is read of each
 * @func: (scope call): what to do with each
 * @data: for @func
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * As nomo_store_foreach(), for who looks at little of many records. A few of them are in memory at a time; of those that wait
 * for Salla only the wanted image is read.
 *
 * Returns: %TRUE when all were handed over
 */
gboolean
nomo_store_foreach_picked (NomoStore *self, const NomoQuery *query, const NomoPick *pick, NomoRecordFunc func,
                           gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoPicker) picker = nomo_picker_new (nomo_query_get_entity (query), pick);
  Scan scan = { .picker = picker, .func = func, .data = data };

  return run (&scan, self, query, cancellable, error);
}

static void
clear_found (gpointer data)
{
  NomoFound *found = data;

  g_clear_pointer (&found->record, nomo_record_unref);
}

static gboolean
find_id (NomoRead *read, const char *sql, const NomoField *field, const NomoValue *value, gint64 *id, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (read->connection, sql, error);
  g_autofree char *key = NULL;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  if (nomo_field_has_key (field) && value->tag == NOMO_VALUE_TEXT) {
    key = nomo_field_make_key (field, value->text);
    nomo_statement_bind_text (statement, 1, key);
  } else {
    nomo_statement_bind_value (statement, 1, value);
  }
  nomo_statement_bind_int (statement, 2, *id);
  step = nomo_connection_step (read->connection, statement, error);
  *id = step == NOMO_STEP_ROW ? nomo_statement_get_int (statement, 0) : 0;
  return step != NOMO_STEP_ERROR;
}

static gboolean
find_one (NomoRead *read, const NomoTable *table, const char *sql, const NomoField *field, const NomoValue *value,
          NomoFound *found, GError **error)
{
  gint64 id = 0;

  if (value == NULL || value->tag <= NOMO_VALUE_NULL)
    return TRUE;
  if (!find_id (read, sql, field, value, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (!nomo_table_get (table, read->connection, id, &found->record, error) ||
      !find_id (read, sql, field, value, &id, error))
    return FALSE;
  found->several = id != 0;
  return TRUE;
}

/**
 * nomo_store_find_same:
 * @self: a store
 * @entity: an entity
 * @field: index of a field that has an index
 * @values: (array length=n_values): what to look for; nothing is found for %NULL and for no value
 * @n_values: how many
 * @error: return location
 *
 * Looks for records whose field compares equal to a value, as uniqueness does: text by its key. Blocks.
 *
 * Returns: (transfer full) (element-type NomoFound) (nullable): what was found, value by value
 */
GArray *
nomo_store_find_same (NomoStore *self, const NomoEntity *entity, guint field, const NomoValue *const *values,
                      guint n_values, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  const NomoTable *table = read != NULL ? _nomo_store_find_table (self, entity, error) : NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (NomoFound));
  g_autofree char *sql = nomo_sql_same (entity, field);

  g_array_set_clear_func (found, clear_found);
  g_array_set_size (found, n_values);
  for (guint i = 0; table != NULL && i < n_values; i++)
    if (!find_one (read, table, sql, &entity->fields[field], values[i], &g_array_index (found, NomoFound, i), error))
      return NULL;
  return table != NULL ? g_steal_pointer (&found) : NULL;
}

/**
 * nomo_store_list_commits:
 * @self: a store
 * @prefix: how their ids begin, not empty
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of the commits, the newest first
 */
GPtrArray *
nomo_store_list_commits (NomoStore *self, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoStatement) statement = NULL;
  g_autofree char *end = g_strdup (prefix);
  NomoStep step;

  if (read == NULL)
    return NULL;
  statement = nomo_connection_prepare (read->connection,
                                       "SELECT id FROM commits WHERE id >= ?1 AND id < ?2 ORDER BY number DESC", error);
  if (statement == NULL)
    return NULL;
  end[strlen (end) - 1]++;
  nomo_statement_bind_text (statement, 1, prefix);
  nomo_statement_bind_text (statement, 2, end);
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW)
    g_ptr_array_add (ids, g_strdup (nomo_statement_get_text (statement, 0)));
  return step == NOMO_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
