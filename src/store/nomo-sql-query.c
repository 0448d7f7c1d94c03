#include "config.h"

#include "nomo-query-private.h"
#include "nomo-sql-private.h"

static void
clear_value (gpointer value)
{
  nomo_value_clear (value);
}

/**
 * nomo_sql_new:
 * @text: how the statement begins
 *
 * Returns: (transfer full): a statement to append to
 */
NomoSql *
nomo_sql_new (const char *text)
{
  NomoSql *self = g_new0 (NomoSql, 1);

  self->text = g_string_new (text);
  self->values = g_array_new (FALSE, TRUE, sizeof (NomoValue));
  g_array_set_clear_func (self->values, clear_value);
  return self;
}

/**
 * nomo_sql_free:
 * @self: (transfer full): a statement
 */
void
nomo_sql_free (NomoSql *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->values);
  g_free (self);
}

static NomoValue *
hold (NomoSql *self)
{
  g_array_set_size (self->values, self->values->len + 1);
  return &g_array_index (self->values, NomoValue, self->values->len - 1);
}

static NomoValue *
add_value (NomoSql *self)
{
  NomoValue *value = hold (self);

  g_string_append_printf (self->text, "?%u", self->values->len);
  return value;
}

/**
 * nomo_sql_bind_int:
 * @self: a statement
 * @value: a number
 *
 * Appends a parameter with the value @value.
 */
void
nomo_sql_bind_int (NomoSql *self, gint64 value)
{
  nomo_value_set_int (add_value (self), value);
}

/**
 * nomo_sql_bind_text:
 * @self: a statement
 * @value: (nullable): text
 *
 * Appends a parameter with the value @value.
 */
void
nomo_sql_bind_text (NomoSql *self, const char *value)
{
  nomo_value_set_text (add_value (self), value, -1);
}

/**
 * nomo_sql_hold_int:
 * @self: a statement
 * @value: a number
 *
 * Keeps a value for a parameter that is appended later, perhaps several times.
 *
 * Returns: the number of the parameter
 */
guint
nomo_sql_hold_int (NomoSql *self, gint64 value)
{
  nomo_value_set_int (hold (self), value);
  return self->values->len;
}

/**
 * nomo_sql_hold_text:
 * @self: a statement
 * @value: text
 *
 * Keeps a value for a parameter that is appended later, perhaps several times.
 *
 * Returns: the number of the parameter
 */
guint
nomo_sql_hold_text (NomoSql *self, const char *value)
{
  nomo_value_set_text (hold (self), value, -1);
  return self->values->len;
}

static void
append (NomoSql *self, const char *text)
{
  g_string_append (self->text, text);
}

/* The natural order tells the records of one value apart, turned around when the list is: so one index serves both. */
static gboolean
has_second_key (const NomoQuery *query)
{
  return nomo_field_is_grouped (&query->entity->fields[query->sort_field]) &&
         query->entity->sort_field != query->sort_field;
}

static gboolean
second_descends (const NomoQuery *query)
{
  return query->entity->sort_descending != query->descending;
}

static gboolean
id_descends (const NomoQuery *query)
{
  return has_second_key (query) ? second_descends (query) : query->descending;
}

static void
append_key_order (NomoSql *self, const char *column, gboolean descending)
{
  g_string_append_printf (self->text, "%s %s, ", column, descending ? "DESC NULLS LAST" : "ASC NULLS FIRST");
}

static char *
sort_column (const NomoQuery *query, guint field, const NomoPlan *plan)
{
  g_autofree char *column = nomo_field_column (&query->entity->fields[field]);

  if (_nomo_plan_is_joined (plan))
    return g_strdup (NOMO_PLAN_PART_SORT);
  return g_strconcat (plan != NULL && plan->drive != NOMO_DRIVE_ORDER && !plan->sorted ? "+" : "", column, NULL);
}

/*
 * _nomo_sql_append_order:
 * @self: a statement that reads the table of the query's entity
 * @query: a query
 * @plan: (nullable): how the rows are found
 *
 * Appends `ORDER BY` and the keys, from where @plan finds them; the id is the last of them.
 */
void
_nomo_sql_append_order (NomoSql *self, const NomoQuery *query, const NomoPlan *plan)
{
  const NomoEntity *entity = query->entity;
  g_autofree char *first = sort_column (query, query->sort_field, plan);
  g_autofree char *second = sort_column (query, entity->sort_field, plan);

  append (self, " ORDER BY ");
  append_key_order (self, first, query->descending);
  if (has_second_key (query))
    append_key_order (self, second, second_descends (query));
  append (self, _nomo_plan_is_joined (plan) ? NOMO_PLAN_PART_OWNER : "id");
  append (self, id_descends (query) ? " DESC" : " ASC");
}

/**
 * nomo_sql_append_keys:
 * @self: a statement that reads the table of the query's entity
 * @query: a query
 *
 * Appends the two keys of the order; the second is null when there is none.
 */
void
nomo_sql_append_keys (NomoSql *self, const NomoQuery *query)
{
  g_autofree char *first = nomo_field_column (&query->entity->fields[query->sort_field]);
  g_autofree char *second = nomo_field_column (&query->entity->fields[query->entity->sort_field]);

  g_string_append_printf (self->text, "%s, %s", first, has_second_key (query) ? second : "NULL");
}

static void
append_bound (NomoSql *self, const NomoValue *value)
{
  nomo_value_copy (add_value (self), value);
}

static void
append_key_before (NomoSql *self, const char *column, gboolean descending, const NomoValue *value)
{
  if (value->tag <= NOMO_VALUE_NULL) {
    g_string_append_printf (self->text, descending ? "%s IS NOT NULL" : "%s IS NULL AND 1 = 0", column);
    return;
  }
  g_string_append_printf (self->text, descending ? "(%1$s > " : "(%1$s IS NULL OR %1$s < ", column);
  append_bound (self, value);
  append (self, ")");
}

static void
append_key_same (NomoSql *self, const char *column, const NomoValue *value)
{
  g_string_append (self->text, column);
  if (value->tag <= NOMO_VALUE_NULL) {
    append (self, " IS NULL");
    return;
  }
  append (self, " = ");
  append_bound (self, value);
}

/**
 * nomo_sql_append_before:
 * @self: a statement behind its `WHERE`
 * @query: a query
 * @keys: (array fixed-size=2): keys of a record, as nomo_sql_append_keys() reads them
 * @id: id of the record
 *
 * Appends the condition that a row comes before that record in the order of @query.
 */
void
nomo_sql_append_before (NomoSql *self, const NomoQuery *query, const NomoValue *keys, gint64 id)
{
  const NomoEntity *entity = query->entity;
  g_autofree char *first = nomo_field_column (&entity->fields[query->sort_field]);
  g_autofree char *second = nomo_field_column (&entity->fields[entity->sort_field]);

  append (self, " AND (");
  append_key_before (self, first, query->descending, &keys[0]);
  append (self, " OR (");
  append_key_same (self, first, &keys[0]);
  if (has_second_key (query)) {
    append (self, " AND (");
    append_key_before (self, second, second_descends (query), &keys[1]);
    append (self, " OR (");
    append_key_same (self, second, &keys[1]);
  }
  append (self, id_descends (query) ? " AND id > " : " AND id < ");
  nomo_sql_bind_int (self, id);
  append (self, has_second_key (query) ? "))))" : "))");
}

/**
 * nomo_sql_append_ids:
 * @self: a statement behind its `WHERE`
 * @ids: (array length=n_ids): ids
 * @n_ids: how many, at least one
 *
 * Appends the condition that the id is one of @ids.
 */
void
nomo_sql_append_ids (NomoSql *self, const gint64 *ids, guint n_ids)
{
  append (self, " AND id IN (");
  for (guint i = 0; i < n_ids; i++) {
    append (self, i == 0 ? "" : ", ");
    nomo_sql_bind_int (self, ids[i]);
  }
  append (self, ")");
}

/**
 * nomo_sql_append_page:
 * @self: a statement
 * @offset: how many rows to leave out
 * @limit: how many rows at most, 0 for all
 */
void
nomo_sql_append_page (NomoSql *self, guint offset, guint limit)
{
  if (offset == 0 && limit == 0)
    return;
  append (self, " LIMIT ");
  nomo_sql_bind_int (self, limit > 0 ? limit : G_MAXINT64);
  append (self, " OFFSET ");
  nomo_sql_bind_int (self, offset);
}

/**
 * nomo_sql_prepare:
 * @self: a statement that outlives the run
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the prepared statement with its values
 */
NomoStatement *
nomo_sql_prepare (const NomoSql *self, NomoConnection *connection, GError **error)
{
  NomoStatement *statement = nomo_connection_prepare (connection, self->text->str, error);

  for (guint i = 0; statement != NULL && i < self->values->len; i++)
    nomo_statement_bind_value (statement, (int) i + 1, &g_array_index (self->values, NomoValue, i));
  return statement;
}
