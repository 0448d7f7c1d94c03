#include "config.h"

#include "nomo-query-private.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_VALUES     500  /* SQLite nests a chain of them at most 1000 deep */
#define MAX_ALL_VALUES 8000 /* SQLite binds at most 32766 */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_about_emptiness (NomoOp op)
{
  return op == NOMO_OP_EMPTY || op == NOMO_OP_NOT_EMPTY;
}

static gboolean
op_fits (const NomoTarget *target, const NomoField *field, NomoOp op)
{
  gboolean ordered = op == NOMO_OP_LT || op == NOMO_OP_LE || op == NOMO_OP_GT || op == NOMO_OP_GE;

  if (is_about_emptiness (op))
    return TRUE;
  if (field == NULL || (field->type == NOMO_TYPE_EXTRA && target->key == NULL))
    return FALSE;
  if (op == NOMO_OP_CONTAINS || op == NOMO_OP_STARTS)
    return nomo_type_is_text (field->type);
  if (ordered)
    return field->type != NOMO_TYPE_BOOL && field->type != NOMO_TYPE_CHOICE && field->type != NOMO_TYPE_REF;
  return TRUE;
}

/* What stands between the quotes of a path cannot hold these. */
static gboolean
key_fits (const char *key)
{
  return key == NULL || (*key != '\0' && strpbrk (key, "\"\\") == NULL && g_utf8_validate (key, -1, NULL));
}

static gboolean
check (const NomoQuery *self, const NomoTarget *target, NomoOp op, guint n_values, GError **error)
{
  const NomoField *field = _nomo_target_get_field (target, self->entity);

  if (!op_fits (target, field, op)) {
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
                 /* Translators: %s is the name of a field as it is typed in a filter. */
                 _ ("“%s” cannot be compared in this way."),
                 field != NULL ? field->name : self->entity->parts[target->part].name);
    return FALSE;
  }
  if (!key_fits (target->key))
    return refuse (error, _ ("The name of a custom field has no quotation marks and no backslashes."));
  if (self->n_conditions >= NOMO_QUERY_MAX_CONDITIONS || n_values > MAX_VALUES ||
      self->n_values + n_values > MAX_ALL_VALUES)
    return refuse (error, _ ("The filter is too long."));
  return TRUE;
}

static void
add (NomoQuery *self, NomoCondition *condition)
{
  self->n_conditions++;
  self->n_values += condition->operands->len;
  _nomo_condition_add (g_ptr_array_index (self->open, self->open->len - 1), condition);
}

/*
 * _nomo_query_add:
 * @self: a query
 * @target: what is compared
 * @op: an operator
 * @values: (array zero-terminated=1): one value, several for %NOMO_OP_IN and %NOMO_OP_NOT_IN, none for emptiness
 * @error: return location
 *
 * Returns: %TRUE when the condition was added
 */
gboolean
_nomo_query_add (NomoQuery *self, const NomoTarget *target, NomoOp op, const char *const *values, GError **error)
{
  NomoCondition *condition = NULL;

  if (!check (self, target, op, g_strv_length ((char **) values), error))
    return FALSE;
  condition = _nomo_condition_new_compare (target, op);
  for (; *values != NULL; values++) {
    NomoOperand operand = { 0 };

    if (!_nomo_operand_parse (self, target, op, *values, &operand, error)) {
      _nomo_condition_free (condition);
      return FALSE;
    }
    g_array_append_val (condition->operands, operand);
  }
  add (self, condition);
  return TRUE;
}

static gboolean
add_one (NomoQuery *self, const NomoTarget *target, NomoOp op, const char *value, GError **error)
{
  const char *values[] = { is_about_emptiness (op) ? NULL : value, NULL };

  g_return_val_if_fail (op != NOMO_OP_IN && op != NOMO_OP_NOT_IN, FALSE);
  g_return_val_if_fail (value != NULL || is_about_emptiness (op), FALSE);

  return _nomo_query_add (self, target, op, values, error);
}

/**
 * nomo_query_where:
 * @self: a query
 * @field: index of a field
 * @op: an operator other than %NOMO_OP_IN and %NOMO_OP_NOT_IN
 * @value: (nullable): the value as people write it: money as a decimal, which may be followed by its currency, a day as
 *   YYYY-MM-DD in the shop's zone or another span that nomo_span_parse() reads, yes or no; Arabic digits are understood.
 *   %NULL for %NOMO_OP_EMPTY and %NOMO_OP_NOT_EMPTY
 * @error: return location
 *
 * Adds a condition to the group that was begun last; outside of groups all of them must hold.
 *
 * Returns: %TRUE when @value fits the field, else %FALSE with %NOMO_STORE_ERROR_INVALID and a sentence
 */
gboolean
nomo_query_where (NomoQuery *self, guint field, NomoOp op, const char *value, GError **error)
{
  NomoTarget target = { -1, (int) field, NULL };

  g_return_val_if_fail (field < self->entity->n_fields, FALSE);

  return add_one (self, &target, op, value, error);
}

/**
 * nomo_query_where_in:
 * @self: a query
 * @field: index of a field
 * @values: (array zero-terminated=1): values, at least one
 * @error: return location
 *
 * Adds the condition that the field equals one of @values.
 *
 * Returns: %TRUE when all values fit the field, else %FALSE with %NOMO_STORE_ERROR_INVALID and a sentence
 */
gboolean
nomo_query_where_in (NomoQuery *self, guint field, const char *const *values, GError **error)
{
  NomoTarget target = { -1, (int) field, NULL };

  g_return_val_if_fail (field < self->entity->n_fields && values != NULL && *values != NULL, FALSE);

  return _nomo_query_add (self, &target, NOMO_OP_IN, values, error);
}

/**
 * nomo_query_where_part:
 * @self: a query
 * @part: index of a part
 * @field: index of a field of the part
 * @op: an operator other than %NOMO_OP_IN and %NOMO_OP_NOT_IN
 * @value: (nullable): the value as nomo_query_where() reads it
 * @error: return location
 *
 * Adds the condition that a row of the part compares so. A group %NOMO_JOIN_NONE around it says that no row does.
 *
 * Returns: %TRUE when @value fits the field, else %FALSE with %NOMO_STORE_ERROR_INVALID and a sentence
 */
gboolean
nomo_query_where_part (NomoQuery *self, guint part, guint field, NomoOp op, const char *value, GError **error)
{
  NomoTarget target = { (int) part, (int) field, NULL };

  g_return_val_if_fail (part < self->entity->n_parts && field < self->entity->parts[part].n_fields, FALSE);

  return add_one (self, &target, op, value, error);
}

/**
 * nomo_query_where_extra:
 * @self: a query
 * @field: index of a %NOMO_TYPE_EXTRA field
 * @key: name of a custom field in it
 * @op: an operator other than %NOMO_OP_IN and %NOMO_OP_NOT_IN
 * @value: (nullable): a text, compared folded; a number is also compared as one, and yes and no are values, too
 * @error: return location
 *
 * Adds a condition on a custom field.
 *
 * Returns: %TRUE when it was added, else %FALSE with %NOMO_STORE_ERROR_INVALID and a sentence
 */
gboolean
nomo_query_where_extra (NomoQuery *self, guint field, const char *key, NomoOp op, const char *value, GError **error)
{
  NomoTarget target = { -1, (int) field, (char *) key };

  g_return_val_if_fail (field < self->entity->n_fields && key != NULL, FALSE);
  g_return_val_if_fail (self->entity->fields[field].type == NOMO_TYPE_EXTRA, FALSE);

  return add_one (self, &target, op, value, error);
}

/**
 * nomo_query_where_int:
 * @self: a query
 * @field: index of a field that is not text
 * @op: an operator of numbers other than %NOMO_OP_IN
 * @value: the value in the units of the field's type: milliseconds, minor units, 0 or 1
 *
 * Adds a condition, as nomo_query_where() does.
 */
void
nomo_query_where_int (NomoQuery *self, guint field, NomoOp op, gint64 value)
{
  NomoTarget target = { -1, (int) field, NULL };
  NomoOperand operand = { .from = value, .last = value };
  NomoCondition *condition = NULL;

  g_return_if_fail (field < self->entity->n_fields);
  g_return_if_fail (!nomo_type_is_text (self->entity->fields[field].type));
  g_return_if_fail (op <= NOMO_OP_GE && op_fits (&target, &self->entity->fields[field], op));

  nomo_span_set_moment (&operand.span, value);
  condition = _nomo_condition_new_compare (&target, op);
  g_array_append_val (condition->operands, operand);
  add (self, condition);
}

/**
 * nomo_query_where_search:
 * @self: a query
 * @text: what is searched for; every word must begin a word of the record
 *
 * Adds the condition that a record is found by search. Text without a letter or a digit adds nothing.
 */
void
nomo_query_where_search (NomoQuery *self, const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);

  if (*folded != '\0')
    add (self, _nomo_condition_new_search (folded));
}

/**
 * nomo_query_where_outbox:
 * @self: a query of an entity of which Salla hears
 * @refused: %TRUE for the records of which Salla has refused what was changed here, %FALSE for those of which it has yet to hear
 *
 * Adds the condition that a record stands in the outbox, `outbox = waiting` or `outbox = refused` in text. Of other entities no
 * record does.
 */
void
nomo_query_where_outbox (NomoQuery *self, gboolean refused)
{
  add (self, _nomo_condition_new_outbox (refused));
}

/**
 * nomo_query_where_among:
 * @self: a query
 * @among: %FALSE for every record but those
 * @ids: (array length=n_ids): ids of records, any number of them
 * @n_ids: how many
 *
 * Adds the condition that a record is one of those. There is no way to type it: what nomo_query_to_text() makes of it cannot
 * be parsed.
 */
void
nomo_query_where_among (NomoQuery *self, gboolean among, const gint64 *ids, guint n_ids)
{
  add (self, _nomo_condition_new_among (among ? NOMO_OP_IN : NOMO_OP_NOT_IN, ids, n_ids));
}

/**
 * nomo_query_begin_group:
 * @self: a query
 * @join: how the conditions of the group go together
 *
 * Begins a group: what is added until nomo_query_end_group() belongs to it. Groups nest, at most 16 deep.
 */
void
nomo_query_begin_group (NomoQuery *self, NomoJoin join)
{
  g_ptr_array_add (self->open, _nomo_condition_new_group (join));
}

/**
 * nomo_query_end_group:
 * @self: a query
 *
 * Ends the group that was begun last. A group without conditions lets everything through.
 */
void
nomo_query_end_group (NomoQuery *self)
{
  NomoCondition *group = NULL;

  g_return_if_fail (self->open->len > 1);

  group = g_ptr_array_steal_index (self->open, self->open->len - 1);
  _nomo_condition_add (g_ptr_array_index (self->open, self->open->len - 1), group);
}
