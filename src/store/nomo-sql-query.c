#include "config.h"

#include "nomo-query-private.h"
#include "nomo-search.h"
#include "nomo-sql.h"
#include "nomo-text.h"

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
add_value (NomoSql *self)
{
  g_array_set_size (self->values, self->values->len + 1);
  g_string_append_printf (self->text, "?%u", self->values->len);
  return &g_array_index (self->values, NomoValue, self->values->len - 1);
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

static void
append (NomoSql *self, const char *text)
{
  g_string_append (self->text, text);
}

static void
append_compare (NomoSql *self, const char *column, const char *op, gint64 value)
{
  g_string_append_printf (self->text, "%s %s ", column, op);
  nomo_sql_bind_int (self, value);
}

static void
append_range (NomoSql *self, const char *column, const NomoOperand *operand)
{
  append (self, "(");
  append_compare (self, column, ">=", operand->from);
  append (self, " AND ");
  append_compare (self, column, "<", operand->to);
  append (self, ")");
}

static void
append_equal (NomoSql *self, const char *column, const NomoOperand *operand)
{
  if (operand->to - operand->from > 1)
    append_range (self, column, operand);
  else
    append_compare (self, column, "=", operand->from);
}

static void
append_any (NomoSql *self, const char *column, const NomoCondition *condition)
{
  append (self, "(");
  for (guint i = 0; i < condition->operands->len; i++) {
    append (self, i == 0 ? "" : " OR ");
    append_equal (self, column, &g_array_index (condition->operands, NomoOperand, i));
  }
  append (self, ")");
}

/* A range of one value is compared by its ends: the end of a day belongs to <=, its beginning to <. */
static void
append_number (NomoSql *self, const char *column, const NomoCondition *condition)
{
  const NomoOperand *operand = &g_array_index (condition->operands, NomoOperand, 0);

  switch (condition->op) {
  case NOMO_OP_NE:
    g_string_append_printf (self->text, "(%s IS NULL OR NOT ", column);
    append_equal (self, column, operand);
    append (self, ")");
    break;
  case NOMO_OP_LT:
    append_compare (self, column, "<", operand->from);
    break;
  case NOMO_OP_LE:
    append_compare (self, column, "<", operand->to);
    break;
  case NOMO_OP_GT:
    append_compare (self, column, ">=", operand->to);
    break;
  case NOMO_OP_GE:
    append_compare (self, column, ">=", operand->from);
    break;
  case NOMO_OP_EQ:
  case NOMO_OP_IN:
  case NOMO_OP_CONTAINS:
  case NOMO_OP_STARTS:
  default:
    append_any (self, column, condition);
    break;
  }
}

/* What a value of the field is compared with: its key where there is one, else the fold, else the text itself. */
static char *
comparable (const NomoField *field, const char *text)
{
  if (nomo_field_has_key (field))
    return nomo_field_make_key (field, text);
  return field->type == NOMO_TYPE_TEXT ? nomo_text_fold (text) : g_strdup (text);
}

static char *
comparable_column (const NomoField *field)
{
  if (!nomo_field_has_key (field) && field->type == NOMO_TYPE_TEXT)
    return g_strdup_printf ("nomo_fold(\"%s\")", field->name);
  return nomo_field_column (field);
}

static void
append_like (NomoSql *self, const NomoField *field, const char *text, gboolean anywhere)
{
  gboolean folded = field->type == NOMO_TYPE_TEXT && (field->flags & NOMO_FIELD_NUMBER) == 0;
  g_autofree char *wanted = folded ? nomo_text_fold (text) : g_strdup (text);
  g_autofree char *column = folded ? comparable_column (field) : g_strdup_printf ("\"%s\"", field->name);
  g_autoptr (GString) pattern = g_string_new (anywhere ? "%" : "");

  for (const char *p = wanted; *p != '\0'; p++) {
    if (*p == '%' || *p == '_' || *p == '\\')
      g_string_append_c (pattern, '\\');
    g_string_append_c (pattern, *p);
  }
  g_string_append_c (pattern, '%');
  g_string_append_printf (self->text, "%s LIKE ", column);
  nomo_sql_bind_text (self, pattern->str);
  append (self, " ESCAPE '\\'");
}

static void
append_text_list (NomoSql *self, const NomoField *field, const NomoCondition *condition)
{
  append (self, "(");
  for (guint i = 0; i < condition->operands->len; i++) {
    g_autofree char *text = comparable (field, g_array_index (condition->operands, NomoOperand, i).text);

    append (self, i == 0 ? "" : ", ");
    nomo_sql_bind_text (self, text);
  }
  append (self, ")");
}

static void
append_text (NomoSql *self, const NomoField *field, const NomoCondition *condition)
{
  static const char *const ops[] = {
    [NOMO_OP_EQ] = "=", [NOMO_OP_NE] = "<>", [NOMO_OP_LT] = "<",  [NOMO_OP_LE] = "<=",
    [NOMO_OP_GT] = ">", [NOMO_OP_GE] = ">=", [NOMO_OP_IN] = "IN",
  };
  const char *text = g_array_index (condition->operands, NomoOperand, 0).text;
  g_autofree char *column = comparable_column (field);
  g_autofree char *wanted = comparable (field, text);

  if (condition->op == NOMO_OP_CONTAINS || condition->op == NOMO_OP_STARTS) {
    append_like (self, field, text, condition->op == NOMO_OP_CONTAINS);
    return;
  }
  if (condition->op == NOMO_OP_NE)
    g_string_append_printf (self->text, "(%s IS NULL OR ", column);
  g_string_append_printf (self->text, "%s %s ", column, ops[condition->op]);
  if (condition->op == NOMO_OP_IN)
    append_text_list (self, field, condition);
  else
    nomo_sql_bind_text (self, wanted);
  if (condition->op == NOMO_OP_NE)
    append (self, ")");
}

static void
append_search (NomoSql *self, const NomoQuery *query)
{
  g_autofree char *match = nomo_search_match (query->search);

  append (self, " AND id IN (SELECT s.ref FROM search_index AS x JOIN search AS s ON s.id = x.rowid "
                "WHERE x.search_index MATCH ");
  nomo_sql_bind_text (self, match);
  append (self, " AND s.entity = ");
  nomo_sql_bind_text (self, query->entity->name);
  append (self, ")");
}

/**
 * nomo_sql_append_where:
 * @self: a statement that reads the table of the query's entity
 * @query: a query
 *
 * Appends `WHERE` and the conditions.
 */
void
nomo_sql_append_where (NomoSql *self, const NomoQuery *query)
{
  append (self, " WHERE deleted_at IS NULL");
  for (guint i = 0; i < query->conditions->len; i++) {
    const NomoCondition *condition = g_ptr_array_index (query->conditions, i);
    const NomoField *field = &query->entity->fields[condition->field];
    g_autofree char *column = nomo_field_column (field);

    append (self, " AND ");
    if (nomo_type_is_text (field->type))
      append_text (self, field, condition);
    else
      append_number (self, column, condition);
  }
  if (query->search != NULL)
    append_search (self, query);
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
append_key_order (NomoSql *self, const NomoField *field, gboolean descending)
{
  g_autofree char *column = nomo_field_column (field);

  g_string_append_printf (self->text, "%s %s, ", column, descending ? "DESC NULLS LAST" : "ASC NULLS FIRST");
}

/**
 * nomo_sql_append_order:
 * @self: a statement that reads the table of the query's entity
 * @query: a query
 *
 * Appends `ORDER BY` and the keys; the id is the last of them.
 */
void
nomo_sql_append_order (NomoSql *self, const NomoQuery *query)
{
  const NomoEntity *entity = query->entity;

  append (self, " ORDER BY ");
  append_key_order (self, &entity->fields[query->sort_field], query->descending);
  if (has_second_key (query))
    append_key_order (self, &entity->fields[entity->sort_field], second_descends (query));
  append (self, id_descends (query) ? "id DESC" : "id ASC");
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
