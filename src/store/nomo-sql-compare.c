#include "config.h"

#include "nomo-sql-private.h"
#include "nomo-text.h"

#include <string.h>

/* The last of all characters: what begins with a text is before the text with it. */
#define LAST_CHARACTER "\xf4\x8f\xbf\xbf"

static void
append (NomoWhere *self, const char *text)
{
  g_string_append (self->sql->text, text);
}

static void
append_compare (NomoWhere *self, const char *column, const char *op, gint64 value)
{
  g_string_append_printf (self->sql->text, "%s %s ", column, op);
  nomo_sql_bind_int (self->sql, value);
}

static void
append_text_compare (NomoWhere *self, const char *column, const char *op, const char *value)
{
  g_string_append_printf (self->sql->text, "%s %s ", column, op);
  nomo_sql_bind_text (self->sql, value);
}

/* A plus keeps SQLite from using the index of a column. */
static char *
hide (const NomoWhere *self, char *column)
{
  char *hidden = self->bare ? g_strdup (column) : g_strconcat ("+", column, NULL);

  g_free (column);
  return hidden;
}

static char *
raw_column (const NomoWhere *self, const NomoField *field)
{
  return hide (self, g_strdup_printf ("\"%s\"", field->name));
}

/* The rows of a part that drives the query know by what their record is sorted. */
static char *
key_column (const NomoWhere *self, const NomoField *field)
{
  if (_nomo_plan_is_joined (self->plan) && field == &self->query->entity->fields[self->query->sort_field])
    return g_strdup (NOMO_PLAN_PART_SORT);
  return hide (self, nomo_field_column (field));
}

static gint64
resolve (const NomoWhere *self, const NomoField *field, const NomoOperand *operand, gint64 *last)
{
  gint64 from = operand->from;

  *last = operand->last;
  if (field->type == NOMO_TYPE_TIME)
    nomo_span_resolve (&operand->span, self->now, &from, last);
  return from;
}

static const char *
sql_op (NomoOp op)
{
  switch (op) {
  case NOMO_OP_LT:
    return "<";
  case NOMO_OP_LE:
    return "<=";
  case NOMO_OP_GT:
    return ">";
  case NOMO_OP_GE:
    return ">=";
  default:
    return "=";
  }
}

/* A span is compared by its ends: the end of a day belongs to <=, its beginning to <. */
static void
append_number_compare (NomoWhere *self, const char *column, NomoOp op, gint64 from, gint64 last)
{
  switch (op) {
  case NOMO_OP_LT:
    append_compare (self, column, "<", from);
    break;
  case NOMO_OP_LE:
    append_compare (self, column, "<=", last);
    break;
  case NOMO_OP_GT:
    append_compare (self, column, ">", last);
    break;
  case NOMO_OP_GE:
    append_compare (self, column, ">=", from);
    break;
  default:
    if (from == last) {
      append_compare (self, column, "=", from);
      break;
    }
    append (self, "(");
    append_compare (self, column, ">=", from);
    append (self, " AND ");
    append_compare (self, column, "<=", last);
    append (self, ")");
    break;
  }
}

/* The currency of a part's amounts is that of the record, unless the part has one of its own. */
static void
append_currency (NomoWhere *self, const NomoTarget *target, const NomoField *field, const char *currency)
{
  const NomoEntity *entity = self->query->entity;
  const char *table = target->part >= 0 ? entity->parts[target->part].name : NULL;

  for (guint i = 0; table != NULL && i < entity->parts[target->part].n_fields; i++)
    if (strcmp (entity->parts[target->part].fields[i].name, field->ref) == 0)
      table = NULL;
  if (table != NULL)
    g_string_append_printf (self->sql->text, "record_%s.", entity->name);
  g_string_append_printf (self->sql->text, "\"%s\" = ", field->ref);
  nomo_sql_bind_text (self->sql, currency);
  append (self, " AND ");
}

static void
append_other_compare (NomoWhere *self, const char *column, NomoOp op, const NomoOperand *operand)
{
  g_string_append_printf (self->sql->text, "%s %s \"%s\"", column, sql_op (op),
                          self->query->entity->fields[operand->other - 1].name);
}

static void
append_number (NomoWhere *self, const NomoCondition *condition, const NomoField *field, NomoOp op)
{
  g_autofree char *column = key_column (self, field);

  append (self, "(");
  for (guint i = 0; i < condition->operands->len; i++) {
    const NomoOperand *operand = &g_array_index (condition->operands, NomoOperand, i);
    gint64 last = 0;
    gint64 from = resolve (self, field, operand, &last);
    gboolean with_currency = operand->text != NULL && field->ref != NULL;

    append (self, i == 0 ? "" : " OR ");
    if (operand->other > 0) {
      append_other_compare (self, column, op, operand);
      continue;
    }
    if (with_currency) {
      append (self, "(");
      append_currency (self, &condition->target, field, operand->text);
    }
    append_number_compare (self, column, op, from, last);
    append (self, with_currency ? ")" : "");
  }
  append (self, ")");
}

static void
append_like (NomoWhere *self, const char *column, const char *text, gboolean anywhere)
{
  g_autoptr (GString) pattern = g_string_new (anywhere ? "%" : "");

  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '%' || *p == '_' || *p == '\\')
      g_string_append_c (pattern, '\\');
    g_string_append_c (pattern, *p);
  }
  g_string_append_c (pattern, '%');
  append_text_compare (self, column, "LIKE", pattern->str);
  append (self, " ESCAPE '\\'");
}

/* What begins with a text stands in one piece of the index. */
static void
append_key_starts (NomoWhere *self, const char *column, const char *text)
{
  g_autofree char *behind = g_strconcat (text, LAST_CHARACTER, NULL);

  append (self, "(");
  append_text_compare (self, column, ">=", text);
  append (self, " AND ");
  append_text_compare (self, column, "<", behind);
  append (self, ")");
}

static void
append_matching (NomoWhere *self, const NomoField *field, const char *text, NomoOp op)
{
  gboolean folded = field->type == NOMO_TYPE_TEXT && (field->flags & NOMO_FIELD_NUMBER) == 0;
  g_autofree char *wanted = folded ? nomo_text_fold (text) : g_strdup (text);
  g_autofree char *column = folded && nomo_field_has_key (field) ? key_column (self, field)
                            : folded                             ? g_strdup_printf ("nomo_fold (\"%s\")", field->name)
                                                                 : raw_column (self, field);

  if (op == NOMO_OP_STARTS && folded && nomo_field_has_key (field))
    append_key_starts (self, column, wanted);
  else
    append_like (self, column, wanted, op == NOMO_OP_CONTAINS);
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
comparable_column (const NomoWhere *self, const NomoField *field)
{
  if (!nomo_field_has_key (field) && field->type == NOMO_TYPE_TEXT)
    return g_strdup_printf ("nomo_fold (\"%s\")", field->name);
  return key_column (self, field);
}

static void
append_text_in (NomoWhere *self, const NomoCondition *condition, const NomoField *field)
{
  g_autofree char *column = comparable_column (self, field);

  g_string_append_printf (self->sql->text, "%s IN (", column);
  for (guint i = 0; i < condition->operands->len; i++) {
    g_autofree char *text = comparable (field, g_array_index (condition->operands, NomoOperand, i).text);

    append (self, i == 0 ? "" : ", ");
    nomo_sql_bind_text (self->sql, text);
  }
  append (self, ")");
}

static void
append_text (NomoWhere *self, const NomoCondition *condition, const NomoField *field, NomoOp op)
{
  const char *text = g_array_index (condition->operands, NomoOperand, 0).text;
  g_autofree char *column = NULL;
  g_autofree char *wanted = NULL;

  if (condition->operands->len > 1) {
    append_text_in (self, condition, field);
  } else if (op == NOMO_OP_CONTAINS || op == NOMO_OP_STARTS) {
    append_matching (self, field, text, op);
  } else {
    column = comparable_column (self, field);
    wanted = comparable (field, text);
    append_text_compare (self, column, sql_op (op), wanted);
  }
}

static gboolean
is_decimal (const char *text)
{
  const char *digits = *text == '-' ? text + 1 : text;
  gsize length = strlen (digits);

  return length > 0 && length < 30 && strspn (digits, "0123456789.") == length && g_ascii_isdigit (*digits) &&
         g_ascii_isdigit (digits[length - 1]) && strchr (digits, '.') == strrchr (digits, '.');
}

typedef struct {
  char *text;   /* SQL: the custom field as folded text, yes and no for true and false */
  char *number; /* SQL: the custom field when it is a number */
  char *bare;   /* SQL: the custom field */
} ExtraSql;

static void
extra_clear (ExtraSql *self)
{
  g_free (self->text);
  g_free (self->number);
  g_free (self->bare);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExtraSql, extra_clear)

/* What is no JSON has no custom fields. */
static void
extra_init (ExtraSql *self, NomoSql *sql, const NomoField *field, const char *key)
{
  g_autofree char *path = g_strdup_printf ("$.\"%s\"", key);
  guint n = nomo_sql_hold_text (sql, path);

  self->bare =
      g_strdup_printf ("CASE WHEN json_valid (\"%1$s\") THEN json_extract (\"%1$s\", ?%2$u) END", field->name, n);
  self->text = g_strdup_printf ("nomo_fold (CASE WHEN json_valid (\"%1$s\") THEN CASE json_type (\"%1$s\", ?%2$u)"
                                " WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no'"
                                " ELSE json_extract (\"%1$s\", ?%2$u) END END)",
                                field->name, n);
  self->number = g_strdup_printf ("CASE WHEN json_valid (\"%1$s\") AND json_type (\"%1$s\", ?%2$u)"
                                  " IN ('integer', 'real') THEN json_extract (\"%1$s\", ?%2$u) END",
                                  field->name, n);
}

static void
append_extra_number (NomoWhere *self, const ExtraSql *extra, NomoOp op, const char *number)
{
  g_string_append_printf (self->sql->text, "%s %s CAST (", extra->number, sql_op (op));
  nomo_sql_bind_text (self->sql, number);
  append (self, " AS REAL)");
}

static void
append_extra_value (NomoWhere *self, const ExtraSql *extra, NomoOp op, const char *value)
{
  g_autofree char *folded = nomo_text_fold (value);
  g_autofree char *ascii = nomo_text_ascii_digits (value);
  gboolean number = is_decimal (ascii);

  if (op == NOMO_OP_CONTAINS || op == NOMO_OP_STARTS) {
    append_like (self, extra->text, folded, op == NOMO_OP_CONTAINS);
    return;
  }
  if (!number || strcmp (sql_op (op), "=") == 0)
    append_text_compare (self, extra->text, sql_op (op), folded);
  append (self, number && strcmp (sql_op (op), "=") == 0 ? " OR " : "");
  if (number)
    append_extra_number (self, extra, op, ascii);
}

static void
append_extra (NomoWhere *self, const NomoCondition *condition, const NomoField *field, NomoOp op)
{
  g_auto (ExtraSql) extra = { 0 };

  extra_init (&extra, self->sql, field, condition->target.key);
  append (self, "(");
  for (guint i = 0; i < condition->operands->len; i++) {
    append (self, i == 0 ? "" : " OR ");
    append_extra_value (self, &extra, op, g_array_index (condition->operands, NomoOperand, i).text);
  }
  append (self, ")");
}

static void
append_empty (NomoWhere *self, const NomoCondition *condition, const NomoField *field)
{
  g_auto (ExtraSql) extra = { 0 };
  g_autofree char *column = g_strdup_printf ("\"%s\"", field->name);

  if (condition->target.key != NULL) {
    extra_init (&extra, self->sql, field, condition->target.key);
    g_string_append_printf (self->sql->text, "coalesce (%s, '') = ''", extra.bare);
  } else if (field->type == NOMO_TYPE_EXTRA)
    g_string_append_printf (self->sql->text, "coalesce (%s, '') IN ('', '{}')", column);
  else if (nomo_type_is_text (field->type))
    g_string_append_printf (self->sql->text, "coalesce (%s, '') = ''", column);
  else
    g_string_append_printf (self->sql->text, "%s IS NULL", column);
}

static void
append_field (NomoWhere *self, const NomoCondition *condition, NomoOp op)
{
  const NomoField *field = _nomo_target_get_field (&condition->target, self->query->entity);

  if (op == NOMO_OP_EMPTY)
    append_empty (self, condition, field);
  else if (field->type == NOMO_TYPE_EXTRA)
    append_extra (self, condition, field, op);
  else if (nomo_type_is_text (field->type))
    append_text (self, condition, field, op);
  else
    append_number (self, condition, field, op);
}

static NomoOp
positive (NomoOp op)
{
  switch (op) {
  case NOMO_OP_NE:
    return NOMO_OP_EQ;
  case NOMO_OP_NOT_IN:
    return NOMO_OP_IN;
  case NOMO_OP_NOT_EMPTY:
    return NOMO_OP_EMPTY;
  default:
    return op;
  }
}

/*
 * _nomo_where_append_compare:
 * @self: where the condition goes
 * @condition: a comparison
 *
 * Appends the comparison of a field. A field without a value is different from every value: what is not true is false.
 */
void
_nomo_where_append_compare (NomoWhere *self, const NomoCondition *condition)
{
  NomoOp op = positive (condition->op);

  if (op == condition->op) {
    append_field (self, condition, op);
    return;
  }
  append (self, "(");
  append_field (self, condition, op);
  append (self, ") IS NOT TRUE");
}
