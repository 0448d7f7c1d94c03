#include "config.h"

#include "nomo-calendar.h"
#include "nomo-sql.h"
#include "nomo-store-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static void
group_clear (gpointer data)
{
  nomo_value_clear (&((NomoGroup *) data)->key);
}

static GArray *
groups_new (void)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (NomoGroup));

  g_array_set_clear_func (groups, group_clear);
  return groups;
}

static gboolean
is_calendar (const NomoGroupBy *by)
{
  return by->unit >= NOMO_GROUP_DAY;
}

static gboolean
is_valid (const NomoEntity *entity, const NomoGroupBy *by)
{
  for (guint i = 0; i < by->n_sums; i++)
    if (i >= NOMO_GROUP_SUMS || by->sums[i] >= entity->n_fields || nomo_type_is_text (entity->fields[by->sums[i]].type))
      return FALSE;
  if (by->order >= NOMO_GROUP_BY_SUM + by->n_sums || (by->unit != NOMO_GROUP_ALL && by->field >= entity->n_fields))
    return FALSE;
  return !is_calendar (by) || entity->fields[by->field].type == NOMO_TYPE_TIME;
}

/* The day of a time, rounded down also before 1970. */
static void
append_day (NomoSql *sql, const NomoField *field)
{
  g_autofree char *local = NULL;
  gint64 offset = -nomo_day_start (0, nomo_calendar_riyadh ());
  guint n_offset = nomo_sql_hold_int (sql, offset);
  guint n_day = nomo_sql_hold_int (sql, DAY_MS);

  local = g_strdup_printf ("(\"%s\" + ?%u)", field->name, n_offset);
  g_string_append_printf (sql->text, "(%1$s - ((%1$s %% ?%2$u) + ?%2$u) %% ?%2$u) / ?%2$u", local, n_day);
}

/* What rows are grouped by and what is shown of it: one of the spellings of a text. */
static void
append_key (NomoSql *sql, const NomoEntity *entity, const NomoGroupBy *by)
{
  const NomoField *field = &entity->fields[by->field];

  if (by->unit == NOMO_GROUP_ALL)
    g_string_append (sql->text, "SELECT NULL");
  else if (is_calendar (by)) {
    g_string_append (sql->text, "SELECT ");
    append_day (sql, field);
  } else {
    g_string_append_printf (sql->text, nomo_field_has_key (field) ? "SELECT min (\"%s\")" : "SELECT \"%s\"",
                            field->name);
  }
}

static void
append_group (NomoSql *sql, const NomoEntity *entity, const NomoGroupBy *by)
{
  g_autofree char *column = nomo_field_column (&entity->fields[by->field]);

  if (by->unit == NOMO_GROUP_ALL)
    return;
  g_string_append_printf (sql->text, " GROUP BY %s ORDER BY ", is_calendar (by) ? "1" : column);
  if (by->order != NOMO_GROUP_BY_KEY)
    g_string_append_printf (sql->text, "%u DESC, ", by->order + 1);
  g_string_append_printf (sql->text, "%s ASC NULLS FIRST", is_calendar (by) ? "1" : column);
  if (!is_calendar (by))
    nomo_sql_append_page (sql, 0, by->limit);
}

static NomoSql *
compose (const NomoQuery *query, const NomoGroupBy *by)
{
  const NomoEntity *entity = nomo_query_get_entity (query);
  NomoSql *sql = nomo_sql_new (NULL);

  append_key (sql, entity, by);
  g_string_append (sql->text, ", count (*)");
  for (guint i = 0; i < by->n_sums; i++)
    g_string_append_printf (sql->text, ", coalesce (sum (\"%s\"), 0)", entity->fields[by->sums[i]].name);
  g_string_append_printf (sql->text, " FROM record_%s", entity->name);
  nomo_sql_append_where (sql, query);
  append_group (sql, entity, by);
  return sql;
}

/* The first day of the month or year of a day. */
static void
begin_of_unit (NomoValue *key, NomoGroupUnit unit)
{
  int year = 0;
  int month = 0;
  int day = 0;

  if (key->tag != NOMO_VALUE_INT)
    return;
  nomo_day_to_ymd ((int) CLAMP (key->number, G_MININT, G_MAXINT), &year, &month, &day);
  nomo_value_set_int (key, nomo_day_from_ymd (year, unit == NOMO_GROUP_YEAR ? 1 : month, 1));
}

static gboolean
add_up (NomoGroup *sum, const NomoGroup *group, GError **error)
{
  gboolean fits = !__builtin_add_overflow (sum->count, group->count, &sum->count);

  for (guint i = 0; i < NOMO_GROUP_SUMS; i++)
    fits = fits && !__builtin_add_overflow (sum->sums[i], group->sums[i], &sum->sums[i]);
  if (!fits)
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED, _ ("A sum is too large to be counted."));
  return fits;
}

/* Days come in their order, so that those of a month stand beside each other. */
static gboolean
add_group (GArray *groups, NomoGroup *group, const NomoGroupBy *by, GError **error)
{
  NomoGroup *last = groups->len > 0 ? &g_array_index (groups, NomoGroup, groups->len - 1) : NULL;
  gboolean merges = by->unit == NOMO_GROUP_MONTH || by->unit == NOMO_GROUP_YEAR;

  if (merges)
    begin_of_unit (&group->key, by->unit);
  if (merges && last != NULL && nomo_value_equal (&last->key, &group->key))
    return add_up (last, group, error);
  g_array_append_vals (groups, group, 1);
  group->key.tag = NOMO_VALUE_UNSET;
  return TRUE;
}

static gint64
measure_of (const NomoGroup *group, guint order)
{
  return order == NOMO_GROUP_BY_COUNT ? group->count : group->sums[order - NOMO_GROUP_BY_SUM];
}

static int
compare_calendar (gconstpointer a, gconstpointer b, gpointer data)
{
  const NomoGroup *one = a;
  const NomoGroup *other = b;
  guint order = ((const NomoGroupBy *) data)->order;
  gint64 one_measure = order == NOMO_GROUP_BY_KEY ? 0 : measure_of (one, order);
  gint64 other_measure = order == NOMO_GROUP_BY_KEY ? 0 : measure_of (other, order);

  if (one_measure != other_measure)
    return one_measure < other_measure ? 1 : -1;
  if (one->key.tag != other->key.tag)
    return one->key.tag < other->key.tag ? -1 : 1;
  if (one->key.tag != NOMO_VALUE_INT || one->key.number == other->key.number)
    return 0;
  return one->key.number < other->key.number ? -1 : 1;
}

static void
order_calendar (GArray *groups, const NomoGroupBy *by)
{
  g_array_sort_with_data (groups, compare_calendar, (gpointer) by);
  if (by->limit > 0 && groups->len > by->limit)
    g_array_set_size (groups, by->limit);
}

static GArray *
read_groups (NomoRead *read, const NomoQuery *query, const NomoGroupBy *by, GError **error)
{
  NomoGroupBy days = *by;
  g_autoptr (NomoSql) sql = NULL;
  g_autoptr (NomoStatement) statement = NULL;
  g_autoptr (GArray) groups = groups_new ();
  NomoStep step;

  if (is_calendar (by))
    days.order = NOMO_GROUP_BY_KEY;
  sql = compose (query, &days);
  statement = nomo_sql_prepare (sql, read->connection, error);
  if (statement == NULL)
    return NULL;
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    NomoGroup group = { 0 };
    gboolean ok;

    nomo_statement_get_value (statement, 0, &group.key);
    group.count = nomo_statement_get_int (statement, 1);
    for (guint i = 0; i < by->n_sums; i++)
      group.sums[i] = nomo_statement_get_int (statement, 2 + (int) i);
    ok = add_group (groups, &group, by, error);
    nomo_value_clear (&group.key);
    if (!ok)
      return NULL;
  }
  if (step != NOMO_STEP_DONE)
    return NULL;
  if (is_calendar (by))
    order_calendar (groups, by);
  return g_steal_pointer (&groups);
}

/**
 * nomo_store_group:
 * @self: a store
 * @query: a query; its order and limit do not count
 * @by: how its records are counted and added up
 * @error: return location
 *
 * Counts records by group and adds fields up. A sum of money is one of minor units, whatever their currencies. Blocks.
 *
 * Returns: (transfer full) (element-type NomoGroup) (nullable): the groups; those of %NOMO_GROUP_ALL are always one
 */
GArray *
nomo_store_group (NomoStore *self, const NomoQuery *query, const NomoGroupBy *by, GError **error)
{
  g_autoptr (NomoRead) read = NULL;

  g_return_val_if_fail (is_valid (nomo_query_get_entity (query), by), NULL);

  read = _nomo_read_begin (self, NULL, error);
  return read != NULL ? read_groups (read, query, by, error) : NULL;
}

typedef struct {
  NomoQuery *query;
  NomoGroupBy by;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  nomo_query_unref (request->query);
  g_free (request);
}

static void
group_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  g_autoptr (NomoRead) read = _nomo_read_begin (source, cancellable, &error);
  GArray *groups = read != NULL ? read_groups (read, request->query, &request->by, &error) : NULL;

  if (groups != NULL)
    g_task_return_pointer (task, groups, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_group_async:
 * @self: a store
 * @query: a query; its order and limit do not count
 * @by: how its records are counted and added up
 * @cancellable: (nullable): stops the read in its middle
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Counts records by group and adds fields up, as nomo_store_group() does, without blocking.
 */
void
nomo_store_group_async (NomoStore *self, const NomoQuery *query, const NomoGroupBy *by, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request = NULL;

  g_return_if_fail (is_valid (nomo_query_get_entity (query), by));

  task = g_task_new (self, cancellable, callback, user_data);
  request = g_new0 (Request, 1);
  request->query = nomo_query_copy (query);
  request->by = *by;
  g_task_set_source_tag (task, nomo_store_group_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, group_worker);
}

/**
 * nomo_store_group_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoGroup) (nullable): the groups
 */
GArray *
nomo_store_group_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_store_sum:
 * @self: a store
 * @query: a query; its limit does not count
 * @field: index of a field that is not text
 * @count: (out): how many records there are
 * @sum: (out): sum of the field's values, in the units of its type
 * @error: return location
 *
 * Counts records and adds a field up. Blocks.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_store_sum (NomoStore *self, const NomoQuery *query, guint field, gint64 *count, gint64 *sum, GError **error)
{
  NomoGroupBy by = { .unit = NOMO_GROUP_ALL, .sums = { field }, .n_sums = 1 };
  g_autoptr (GArray) groups = nomo_store_group (self, query, &by, error);

  if (groups == NULL)
    return FALSE;
  *count = g_array_index (groups, NomoGroup, 0).count;
  *sum = g_array_index (groups, NomoGroup, 0).sums[0];
  return TRUE;
}

/**
 * nomo_store_count_by:
 * @self: a store
 * @query: a query; its limit does not count
 * @field: index of a field
 * @error: return location
 *
 * Counts records by the values of a field. Blocks.
 *
 * Returns: (transfer full) (element-type utf8 gint64) (nullable): how many records (pointer to a gint64) have the value;
 *   those without a value stand under ""
 */
GHashTable *
nomo_store_count_by (NomoStore *self, const NomoQuery *query, guint field, GError **error)
{
  NomoGroupBy by = { .unit = NOMO_GROUP_VALUE, .field = field };
  g_autoptr (GArray) groups = nomo_store_group (self, query, &by, error);
  GHashTable *counts = NULL;

  if (groups == NULL)
    return NULL;
  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < groups->len; i++) {
    const NomoGroup *group = &g_array_index (groups, NomoGroup, i);
    char *key = nomo_value_to_text (&group->key);
    gint64 *before = key != NULL ? g_hash_table_lookup (counts, key) : g_hash_table_lookup (counts, "");
    gint64 count = group->count + (before != NULL ? *before : 0);

    g_hash_table_insert (counts, key != NULL ? key : g_strdup (""), g_memdup2 (&count, sizeof count));
  }
  return counts;
}
