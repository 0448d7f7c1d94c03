#include "config.h"

#include "nomo-query-private.h"

G_DEFINE_BOXED_TYPE (NomoQuery, nomo_query, nomo_query_ref, nomo_query_unref)

static void
take_root (NomoQuery *self, NomoCondition *root)
{
  self->root = root;
  self->open = g_ptr_array_new ();
  g_ptr_array_add (self->open, root);
}

static void
drop_root (NomoQuery *self)
{
  while (self->open->len > 1)
    _nomo_condition_free (g_ptr_array_steal_index (self->open, self->open->len - 1));
  g_ptr_array_unref (self->open);
  _nomo_condition_free (self->root);
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
  self->currency = g_intern_static_string (NOMO_QUERY_CURRENCY);
  self->sort_field = entity->sort_field;
  self->descending = entity->sort_descending;
  take_root (self, _nomo_condition_new_group (NOMO_JOIN_AND));
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
  drop_root (self);
  g_free (self);
}

/**
 * nomo_query_copy:
 * @self: a query whose groups are ended
 *
 * Returns: (transfer full): a query of its own that is equal to @self
 */
NomoQuery *
nomo_query_copy (const NomoQuery *self)
{
  NomoQuery *copy = nomo_query_new (self->entity);

  drop_root (copy);
  take_root (copy, _nomo_condition_copy (self->root));
  copy->n_conditions = self->n_conditions;
  copy->n_values = self->n_values;
  copy->currency = self->currency;
  copy->sort_field = self->sort_field;
  copy->descending = self->descending;
  copy->limit = self->limit;
  return copy;
}

/**
 * nomo_query_copy_order:
 * @self: a query
 *
 * Returns: (transfer full): a query without conditions and limit that has its order
 */
NomoQuery *
nomo_query_copy_order (const NomoQuery *self)
{
  NomoQuery *copy = nomo_query_new (self->entity);

  copy->currency = self->currency;
  copy->sort_field = self->sort_field;
  copy->descending = self->descending;
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

  return a->entity == b->entity && a->currency == b->currency && g_str_equal (a_text, b_text);
}

/**
 * nomo_query_set_currency:
 * @self: a query without conditions yet
 * @currency: the shop's currency, an ISO 4217 code
 *
 * Says how many decimals amounts have that name no currency, two otherwise. Their records may be in any currency.
 */
void
nomo_query_set_currency (NomoQuery *self, const char *currency)
{
  g_return_if_fail (currency != NULL && nomo_query_is_all (self));

  self->currency = g_intern_string (currency);
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
  return self->root->children->len == 0;
}

/**
 * nomo_query_is_ordered:
 * @self: a query
 *
 * Returns: %TRUE when it matters in what order its records come: one was asked for, or only the first of them
 */
gboolean
nomo_query_is_ordered (const NomoQuery *self)
{
  return self->limit > 0 || self->sort_field != self->entity->sort_field ||
         self->descending != self->entity->sort_descending;
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
