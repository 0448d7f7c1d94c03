#include "config.h"

#include "nomo-rollup.h"
#include "nomo-search.h"
#include "nomo-sql-plan.h"
#include "nomo-sql.h"
#include "nomo-store-private.h"

#define MAX_IDS 256

/* How many rows of a list are worth one of the connection's checks. */
#define ROWS_PER_CHECK 50
#define MAX_TRIED      100000

static GPtrArray *
read_rows (NomoRead *read, const NomoTable *table, const NomoSql *sql, gboolean parts, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_sql_prepare (sql, read->connection, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  NomoStep step;

  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    NomoRecord *record = parts ? NULL : nomo_table_read_row (table, statement);

    if (parts && !nomo_table_read (table, read->connection, statement, &record, error))
      return NULL;
    g_ptr_array_add (records, record);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static guint
limit_of (const NomoQuery *query, guint offset, guint limit)
{
  guint own = nomo_query_get_limit (query);

  if (own == 0)
    return limit;
  own = own > offset ? own - offset : 0;
  return limit == 0 ? own : MIN (limit, own);
}

/* What to read once it is known how. */
typedef struct {
  NomoRead *read;
  const NomoQuery *query;
  guint offset;
  guint limit;
  gpointer (*run) (gpointer self, const NomoPlan *plan, GError **error);
  const NomoTable *table;
  gboolean parts;
  gint *seen;
} Reading;

static gpointer
try_in_order (Reading *self, const NomoPlan *plan, gboolean *gave_up, GError **error)
{
  NomoConnection *connection = self->read->connection;
  g_autoptr (GError) problem = NULL;
  gpointer rows = NULL;

  nomo_connection_set_patience (connection, 1 + (int) ((self->offset + self->limit) / ROWS_PER_CHECK));
  rows = self->run (self, plan, &problem);
  *gave_up = rows == NULL && !nomo_connection_has_patience (connection);
  nomo_connection_set_patience (connection, -1);
  if (problem != NULL && !*gave_up)
    g_propagate_error (error, g_steal_pointer (&problem));
  return rows;
}

/* First rows usually come soon in the order of the list. Only when they do not, it is worth counting by what other index
 * they are found. */
static gpointer
read_planned (Reading *self, GError **error)
{
  NomoPlan plan = { 0 };
  NomoHope hope = nomo_plan_keep_order (self->query, &plan);
  gboolean first_rows = self->limit > 0 && self->limit < MAX_TRIED && self->offset < MAX_TRIED;
  gboolean gave_up = TRUE;
  gpointer rows = NULL;

  if (hope == NOMO_HOPE_GOOD && first_rows)
    rows = try_in_order (self, &plan, &gave_up, error);
  if (!gave_up)
    return rows;
  return nomo_plan_choose (self->query, self->read->connection, &plan, error) ? self->run (self, &plan, error) : NULL;
}

static gpointer
read_list (gpointer data, const NomoPlan *plan, GError **error)
{
  Reading *self = data;
  g_autofree char *columns = nomo_sql_columns (self->table->entity);
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT ");

  g_string_append (sql->text, columns);
  nomo_sql_append_rows (sql, self->query, plan, FALSE);
  nomo_sql_append_page (sql, self->offset, self->limit);
  return read_rows (self->read, self->table, sql, self->parts, error);
}

/*
 * _nomo_read_list:
 * @read: a read
 * @query: a query
 * @offset: how many records to leave out
 * @limit: how many at most, 0 for all
 * @parts: whether to read their parts as well
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the records
 */
GPtrArray *
_nomo_read_list (NomoRead *read, const NomoQuery *query, guint offset, guint limit, gboolean parts, GError **error)
{
  NomoTable *table = _nomo_store_find_table (read->store, nomo_query_get_entity (query), error);
  Reading reading = { read, query, offset, limit_of (query, offset, limit), read_list, table, parts };

  if (table == NULL)
    return NULL;
  if (nomo_query_get_limit (query) > 0 && nomo_query_get_limit (query) <= offset)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  return read_planned (&reading, error);
}

/*
 * _nomo_read_numbers:
 * @read: a read
 * @sql: what selects one column of numbers
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the numbers
 */
GArray *
_nomo_read_numbers (NomoRead *read, const NomoSql *sql, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_sql_prepare (sql, read->connection, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  NomoStep step;

  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 id = nomo_statement_get_int (statement, 0);

    g_array_append_val (ids, id);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gpointer
read_ids (gpointer data, const NomoPlan *plan, GError **error)
{
  Reading *self = data;
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id");

  nomo_sql_append_rows (sql, self->query, plan, self->seen != NULL);
  nomo_sql_append_page (sql, 0, self->limit);
  return _nomo_read_numbers (self->read, sql, error);
}

/*
 * _nomo_read_ids:
 * @read: a read
 * @query: a query
 * @limit: how many ids at most, 0 for all
 * @seen: (nullable): counts the records that were looked at; another thread may read it atomically
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of the records in their order
 */
GArray *
_nomo_read_ids (NomoRead *read, const NomoQuery *query, guint limit, gint *seen, GError **error)
{
  Reading reading = { read, query, 0, limit_of (query, 0, limit), read_ids, NULL, FALSE, seen };

  nomo_connection_set_seen (read->connection, seen);
  return read_planned (&reading, error);
}

/*
 * _nomo_read_records:
 * @read: a read
 * @entity: an entity
 * @ids: (array length=n_ids): ids
 * @n_ids: how many
 * @newer_than: only records changed after this sequence number
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the living records of these ids without their
 *   parts, in no order
 */
GPtrArray *
_nomo_read_records (NomoRead *read, const NomoEntity *entity, const gint64 *ids, guint n_ids, guint64 newer_than,
                    GError **error)
{
  NomoTable *table = _nomo_store_find_table (read->store, entity, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);

  if (table == NULL)
    return NULL;
  for (guint i = 0; i < n_ids; i += MAX_IDS) {
    g_autoptr (NomoSql) sql = nomo_sql_new (table->select);
    g_autoptr (GPtrArray) some = NULL;

    g_string_append (sql->text, " WHERE deleted_at IS NULL AND seq > ");
    nomo_sql_bind_int (sql, (gint64) newer_than);
    nomo_sql_append_ids (sql, ids + i, MIN (MAX_IDS, n_ids - i));
    some = read_rows (read, table, sql, FALSE, error);
    if (some == NULL)
      return NULL;
    g_ptr_array_extend_and_steal (records, g_steal_pointer (&some));
  }
  return g_steal_pointer (&records);
}

/*
 * _nomo_read_changed:
 * @read: a read
 * @entity: an entity
 * @since: a sequence number
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of the records that changed after @since
 */
GArray *
_nomo_read_changed (NomoRead *read, const NomoEntity *entity, guint64 since, guint limit, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id FROM feed WHERE seq > ");

  nomo_sql_bind_int (sql, (gint64) since);
  g_string_append (sql->text, " AND entity = ");
  nomo_sql_bind_text (sql, entity->name);
  nomo_sql_append_page (sql, 0, limit);
  return _nomo_read_numbers (read, sql, error);
}

static gboolean
read_keys (NomoRead *read, const NomoQuery *query, gint64 id, NomoValue *keys, gboolean *found, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT ");
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  nomo_sql_append_keys (sql, query);
  g_string_append_printf (sql->text, " FROM record_%s", nomo_query_get_entity (query)->name);
  nomo_sql_append_where (sql, query);
  nomo_sql_append_ids (sql, &id, 1);
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return FALSE;
  step = nomo_connection_step (read->connection, statement, error);
  *found = step == NOMO_STEP_ROW;
  for (int i = 0; *found && i < 2; i++)
    nomo_statement_get_value (statement, i, &keys[i]);
  return step != NOMO_STEP_ERROR;
}

static gint64
count_before (NomoRead *read, const NomoQuery *query, const NomoValue *keys, gint64 id, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT count(*) FROM record_");
  g_autoptr (GArray) count = NULL;

  g_string_append (sql->text, nomo_query_get_entity (query)->name);
  nomo_sql_append_where (sql, query);
  nomo_sql_append_before (sql, query, keys, id);
  count = _nomo_read_numbers (read, sql, error);
  return count != NULL ? g_array_index (count, gint64, 0) : -2;
}

/*
 * _nomo_read_place:
 * @read: a read
 * @query: a query
 * @id: id of a record
 * @error: return location
 *
 * Returns: how many records come before it in the order of @query; -1 when @query does not find it, -2 on an error
 */
gint64
_nomo_read_place (NomoRead *read, const NomoQuery *query, gint64 id, GError **error)
{
  NomoValue keys[2] = { 0 };
  gboolean found = FALSE;
  gint64 place = -2;

  if (read_keys (read, query, id, keys, &found, error))
    place = found ? count_before (read, query, keys, id, error) : -1;
  nomo_value_clear (&keys[0]);
  nomo_value_clear (&keys[1]);
  return place;
}

/**
 * nomo_store_get:
 * @self: a store
 * @entity: an entity
 * @id: id of a record
 * @error: return location
 *
 * Reads a record, also a deleted one. Blocks.
 *
 * Returns: (transfer full) (nullable): the record; %NULL without an error when there is none
 */
NomoRecord *
nomo_store_get (NomoStore *self, const NomoEntity *entity, gint64 id, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  NomoTable *table = read != NULL ? _nomo_store_find_table (self, entity, error) : NULL;
  NomoRecord *record = NULL;

  if (table == NULL || !nomo_table_get (table, read->connection, id, &record, error))
    return NULL;
  return record;
}

/**
 * nomo_store_list:
 * @self: a store
 * @query: a query
 * @offset: how many records to leave out
 * @limit: how many at most, 0 for all
 * @error: return location
 *
 * Reads records in the order of @query. Blocks.
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the records
 */
GPtrArray *
nomo_store_list (NomoStore *self, const NomoQuery *query, guint offset, guint limit, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);

  return read != NULL ? _nomo_read_list (read, query, offset, limit, TRUE, error) : NULL;
}

/**
 * nomo_store_list_rows:
 * @self: a store
 * @query: a query
 * @offset: how many records to leave out
 * @limit: how many at most, 0 for all
 * @error: return location
 *
 * Reads records as lists show them: of their parts nothing is known. Blocks.
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the records
 */
GPtrArray *
nomo_store_list_rows (NomoStore *self, const NomoQuery *query, guint offset, guint limit, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);

  return read != NULL ? _nomo_read_list (read, query, offset, limit, FALSE, error) : NULL;
}

/**
 * nomo_store_list_ids:
 * @self: a store
 * @query: a query
 * @limit: how many ids at most, 0 for all
 * @seq: (out) (optional): sequence number of the answer
 * @error: return location
 *
 * Reads the ids of records in the order of @query. Blocks.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the ids
 */
GArray *
nomo_store_list_ids (NomoStore *self, const NomoQuery *query, guint limit, guint64 *seq, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);

  if (read == NULL)
    return NULL;
  if (seq != NULL)
    *seq = read->seq;
  return _nomo_read_ids (read, query, limit, NULL, error);
}

/*
 * _nomo_read_count:
 * @read: a read
 * @query: a query; its limit does not count
 * @error: return location
 *
 * Returns: how many records there are, -1 on an error
 */
gint64
_nomo_read_count (NomoRead *read, const NomoQuery *query, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT count(*) FROM record_");
  g_autoptr (GArray) count = NULL;

  g_string_append (sql->text, nomo_query_get_entity (query)->name);
  nomo_sql_append_where (sql, query);
  count = _nomo_read_numbers (read, sql, error);
  return count != NULL ? g_array_index (count, gint64, 0) : -1;
}

/**
 * nomo_store_count:
 * @self: a store
 * @query: a query; its limit does not count
 * @error: return location
 *
 * Counts records. Blocks.
 *
 * Returns: how many there are, -1 on an error
 */
gint64
nomo_store_count (NomoStore *self, const NomoQuery *query, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);

  return read != NULL ? _nomo_read_count (read, query, error) : -1;
}

static gboolean
read_hits (NomoRead *read, const GArray *hits, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < hits->len; i++) {
    const NomoSearchHit *hit = &g_array_index (hits, NomoSearchHit, i);
    const NomoEntity *entity = nomo_store_find_entity (read->store, hit->entity);
    NomoTable *table = entity != NULL ? _nomo_store_find_table (read->store, entity, error) : NULL;
    NomoRecord *record = NULL;

    if (table == NULL)
      continue;
    if (!nomo_table_get (table, read->connection, hit->id, &record, error))
      return FALSE;
    if (record != NULL)
      g_ptr_array_add (records, record);
  }
  return TRUE;
}

/**
 * nomo_store_search:
 * @self: a store
 * @text: what is searched for, as it was typed
 * @limit: how many records at most
 * @error: return location
 *
 * Finds records of every entity: those whose number or phone it is, then those whose name begins with it, then all in which
 * every word begins a word; the newest first in each group. Blocks.
 *
 * Returns: (transfer full) (element-type NomoRecord) (nullable): the records
 */
GPtrArray *
nomo_store_search (NomoStore *self, const char *text, guint limit, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  g_autoptr (GArray) hits = read != NULL ? nomo_search_find (read->connection, text, limit, error) : NULL;

  if (hits == NULL || !read_hits (read, hits, records, error))
    return NULL;
  return g_steal_pointer (&records);
}

/**
 * nomo_store_count_raw:
 * @self: a store
 * @entity_name: (nullable): name of an entity, %NULL for all
 * @error: return location
 *
 * Counts what could not be understood and is kept raw. Blocks.
 *
 * Returns: how much there is, -1 on an error
 */
gint64
nomo_store_count_raw (NomoStore *self, const char *entity_name, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT count(*) FROM raw");
  g_autoptr (GArray) count = NULL;

  if (read == NULL)
    return -1;
  if (entity_name != NULL) {
    g_string_append (sql->text, " WHERE entity = ");
    nomo_sql_bind_text (sql, entity_name);
  }
  count = _nomo_read_numbers (read, sql, error);
  return count != NULL ? g_array_index (count, gint64, 0) : -1;
}
