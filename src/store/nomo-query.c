#include "config.h"

#include "nomo-query-private.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define MAX_CONDITIONS 64
#define MAX_VALUES     500 /* SQLite nests a chain of them at most 1000 deep */

G_DEFINE_BOXED_TYPE (NomoQuery, nomo_query, nomo_query_ref, nomo_query_unref)

static void
operand_clear (gpointer data)
{
  NomoOperand *operand = data;

  g_clear_pointer (&operand->text, g_free);
}

static NomoCondition *
condition_new (guint field, NomoOp op)
{
  NomoCondition *condition = g_new0 (NomoCondition, 1);

  condition->field = field;
  condition->op = op;
  condition->operands = g_array_new (FALSE, TRUE, sizeof (NomoOperand));
  g_array_set_clear_func (condition->operands, operand_clear);
  return condition;
}

static void
condition_free (gpointer data)
{
  NomoCondition *condition = data;

  g_array_unref (condition->operands);
  g_free (condition);
}

static gpointer
condition_copy (gconstpointer data, gpointer user_data)
{
  const NomoCondition *condition = data;
  NomoCondition *copy = condition_new (condition->field, condition->op);

  for (guint i = 0; i < condition->operands->len; i++) {
    NomoOperand operand = g_array_index (condition->operands, NomoOperand, i);

    operand.text = g_strdup (operand.text);
    g_array_append_val (copy->operands, operand);
  }
  return copy;
}

/**
 * nomo_query_new:
 * @entity: an entity
 *
 * Begins a query for all living records of @entity in its natural order. A query is a value: it is not changed any more
 * once it was handed to a store or a list.
 *
 * Returns: (transfer full): the query
 */
NomoQuery *
nomo_query_new (const NomoEntity *entity)
{
  NomoQuery *self = NULL;

  g_return_val_if_fail (entity != NULL, NULL);

  self = g_new0 (NomoQuery, 1);
  g_atomic_ref_count_init (&self->references);
  self->entity = entity;
  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  self->sort_field = entity->sort_field;
  self->descending = entity->sort_descending;
  return self;
}

/**
 * nomo_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): the same query
 */
NomoQuery *
nomo_query_ref (NomoQuery *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * nomo_query_unref:
 * @self: (transfer full): a query
 */
void
nomo_query_unref (NomoQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->conditions);
  g_free (self->search);
  g_free (self);
}

/**
 * nomo_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): a query of its own that is equal to @self
 */
NomoQuery *
nomo_query_copy (const NomoQuery *self)
{
  NomoQuery *copy = nomo_query_new (self->entity);

  g_ptr_array_unref (copy->conditions);
  copy->conditions = g_ptr_array_copy (self->conditions, condition_copy, NULL);
  g_ptr_array_set_free_func (copy->conditions, condition_free);
  copy->search = g_strdup (self->search);
  copy->sort_field = self->sort_field;
  copy->descending = self->descending;
  copy->limit = self->limit;
  return copy;
}

/**
 * nomo_query_equal:
 * @a: a query
 * @b: another
 *
 * Returns: %TRUE when both ask for the same in the same order
 */
gboolean
nomo_query_equal (const NomoQuery *a, const NomoQuery *b)
{
  g_autofree char *a_text = nomo_query_to_text (a);
  g_autofree char *b_text = nomo_query_to_text (b);

  return a->entity == b->entity && a->sort_field == b->sort_field && a->descending == b->descending &&
         a->limit == b->limit && g_str_equal (a_text, b_text);
}

static gboolean
op_fits (const NomoField *field, NomoOp op)
{
  gboolean ordered = op == NOMO_OP_LT || op == NOMO_OP_LE || op == NOMO_OP_GT || op == NOMO_OP_GE;

  if (op == NOMO_OP_CONTAINS || op == NOMO_OP_STARTS)
    return nomo_type_is_text (field->type);
  if (ordered)
    return field->type != NOMO_TYPE_BOOL && field->type != NOMO_TYPE_CHOICE && field->type != NOMO_TYPE_REF;
  return TRUE;
}

/*
 * _nomo_query_add:
 * @self: a query
 * @field: index of a field
 * @op: an operator
 * @values: (array zero-terminated=1): one value, several for %NOMO_OP_IN
 * @error: return location
 *
 * Returns: %TRUE when the condition was added
 */
gboolean
_nomo_query_add (NomoQuery *self, guint field, NomoOp op, const char *const *values, GError **error)
{
  const NomoField *described = &self->entity->fields[field];
  NomoCondition *condition = NULL;

  if (!op_fits (described, op)) {
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
                 /* Translators: %s is the name of a field as it is typed in a filter. */
                 _ ("“%s” cannot be compared in this way."), described->name);
    return FALSE;
  }
  if (self->conditions->len >= MAX_CONDITIONS || g_strv_length ((char **) values) > MAX_VALUES) {
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, _ ("The filter is too long."));
    return FALSE;
  }
  condition = condition_new (field, op);
  for (; *values != NULL; values++) {
    NomoOperand operand = { 0 };

    if (!_nomo_operand_parse (described, op, *values, &operand, error)) {
      condition_free (condition);
      return FALSE;
    }
    g_array_append_val (condition->operands, operand);
  }
  g_ptr_array_add (self->conditions, condition);
  return TRUE;
}

/**
 * nomo_query_where:
 * @self: a query
 * @field: index of a field
 * @op: an operator other than %NOMO_OP_IN
 * @value: the value as people write it: money as a decimal, a day as YYYY-MM-DD in the shop's zone, yes or no; Arabic
 *   digits are understood
 * @error: return location
 *
 * Adds a condition; all of them must hold.
 *
 * Returns: %TRUE when @value fits the field, else %FALSE with %NOMO_STORE_ERROR_INVALID and a sentence
 */
gboolean
nomo_query_where (NomoQuery *self, guint field, NomoOp op, const char *value, GError **error)
{
  const char *values[] = { value, NULL };

  g_return_val_if_fail (field < self->entity->n_fields && op != NOMO_OP_IN && value != NULL, FALSE);

  return _nomo_query_add (self, field, op, values, error);
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
  g_return_val_if_fail (field < self->entity->n_fields && values != NULL && *values != NULL, FALSE);

  return _nomo_query_add (self, field, NOMO_OP_IN, values, error);
}

/**
 * nomo_query_where_int:
 * @self: a query
 * @field: index of a field that is not text
 * @op: an operator of numbers other than %NOMO_OP_IN
 * @value: the value in the units of the field's type: milliseconds, minor units, 0 or 1
 *
 * Adds a condition; all of them must hold.
 */
void
nomo_query_where_int (NomoQuery *self, guint field, NomoOp op, gint64 value)
{
  NomoOperand operand = { .from = value, .to = value < G_MAXINT64 ? value + 1 : value };
  NomoCondition *condition = NULL;

  g_return_if_fail (field < self->entity->n_fields);
  g_return_if_fail (!nomo_type_is_text (self->entity->fields[field].type));
  g_return_if_fail (op <= NOMO_OP_GE);

  condition = condition_new (field, op);
  g_array_append_val (condition->operands, operand);
  g_ptr_array_add (self->conditions, condition);
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
  char *before = self->search;

  if (*folded == '\0')
    return;
  self->search = before == NULL ? g_strdup (folded) : g_strconcat (before, " ", folded, NULL);
  g_free (before);
}

/**
 * nomo_query_sort:
 * @self: a query
 * @field: index of a field
 * @descending: whether the largest come first
 *
 * Sets the order; records without a value come first in ascending and last in descending order. Equal ones follow each other
 * by id, those of a field that many share in the natural order first; a descending list is the ascending one turned around.
 *
 * Returns: %FALSE when lists cannot be sorted by @field, which leaves the order as it was
 */
gboolean
nomo_query_sort (NomoQuery *self, guint field, gboolean descending)
{
  g_return_val_if_fail (field < self->entity->n_fields, FALSE);

  if ((self->entity->fields[field].flags & NOMO_FIELD_INDEXED) == 0)
    return FALSE;
  self->sort_field = field;
  self->descending = descending;
  return TRUE;
}

/**
 * nomo_query_limit:
 * @self: a query
 * @n: how many records at most, 0 for all
 */
void
nomo_query_limit (NomoQuery *self, guint n)
{
  self->limit = n;
}

/**
 * nomo_query_get_entity:
 * @self: a query
 *
 * Returns: the entity whose records it asks for
 */
const NomoEntity *
nomo_query_get_entity (const NomoQuery *self)
{
  return self->entity;
}

/**
 * nomo_query_is_all:
 * @self: a query
 *
 * Returns: %TRUE when it has no condition
 */
gboolean
nomo_query_is_all (const NomoQuery *self)
{
  return self->conditions->len == 0 && self->search == NULL;
}

/**
 * nomo_query_get_limit:
 * @self: a query
 *
 * Returns: how many records at most, 0 for all
 */
guint
nomo_query_get_limit (const NomoQuery *self)
{
  return self->limit;
}
