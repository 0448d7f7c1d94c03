#include "config.h"

#include "nomo-query-private.h"

const char *const _nomo_outbox_words[] = { "waiting", "refused" };

static void
operand_clear (gpointer data)
{
  NomoOperand *operand = data;

  g_clear_pointer (&operand->text, g_free);
}

static void
child_free (gpointer data)
{
  _nomo_condition_free (data);
}

static NomoCondition *
condition_new (NomoConditionKind kind)
{
  NomoCondition *self = g_new0 (NomoCondition, 1);

  self->kind = kind;
  self->operands = g_array_new (FALSE, TRUE, sizeof (NomoOperand));
  g_array_set_clear_func (self->operands, operand_clear);
  self->children = g_ptr_array_new_with_free_func (child_free);
  return self;
}

/*
 * _nomo_condition_new_compare:
 * @target: what is compared
 * @op: how
 *
 * Returns: (transfer full): a condition without operands yet
 */
NomoCondition *
_nomo_condition_new_compare (const NomoTarget *target, NomoOp op)
{
  NomoCondition *self = condition_new (NOMO_CONDITION_COMPARE);

  self->target = *target;
  self->target.key = g_strdup (target->key);
  self->op = op;
  return self;
}

/*
 * _nomo_condition_new_search:
 * @text: what is searched for, folded
 *
 * Returns: (transfer full): a condition
 */
NomoCondition *
_nomo_condition_new_search (const char *text)
{
  NomoCondition *self = condition_new (NOMO_CONDITION_SEARCH);

  self->search = g_strdup (text);
  return self;
}

/*
 * _nomo_condition_new_among:
 * @op: %NOMO_OP_IN or %NOMO_OP_NOT_IN
 * @ids: (array length=n_ids): ids of records
 * @n_ids: how many
 *
 * Returns: (transfer full): a condition
 */
NomoCondition *
_nomo_condition_new_among (NomoOp op, const gint64 *ids, guint n_ids)
{
  NomoCondition *self = condition_new (NOMO_CONDITION_AMONG);

  self->op = op;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (self->ids, ids, n_ids);
  return self;
}

/*
 * _nomo_condition_new_outbox:
 * @refused: whether Salla has refused the record's edit; else the edit waits to be sent or answered
 *
 * Returns: (transfer full): a condition
 */
NomoCondition *
_nomo_condition_new_outbox (gboolean refused)
{
  NomoCondition *self = condition_new (NOMO_CONDITION_OUTBOX);

  self->refused = refused;
  return self;
}

/*
 * _nomo_condition_new_group:
 * @join: how its conditions go together
 *
 * Returns: (transfer full): a group without conditions yet
 */
NomoCondition *
_nomo_condition_new_group (NomoJoin join)
{
  NomoCondition *self = condition_new (NOMO_CONDITION_GROUP);

  self->join = join;
  return self;
}

/*
 * _nomo_condition_copy:
 * @self: a condition
 *
 * Returns: (transfer full): a copy with everything in it
 */
NomoCondition *
_nomo_condition_copy (const NomoCondition *self)
{
  NomoCondition *copy = condition_new (self->kind);

  copy->target = self->target;
  copy->target.key = g_strdup (self->target.key);
  copy->op = self->op;
  copy->search = g_strdup (self->search);
  copy->refused = self->refused;
  copy->ids = self->ids != NULL ? g_array_ref (self->ids) : NULL;
  copy->join = self->join;
  for (guint i = 0; i < self->operands->len; i++) {
    NomoOperand operand = g_array_index (self->operands, NomoOperand, i);

    operand.text = g_strdup (operand.text);
    g_array_append_val (copy->operands, operand);
  }
  for (guint i = 0; i < self->children->len; i++)
    g_ptr_array_add (copy->children, _nomo_condition_copy (self->children->pdata[i]));
  return copy;
}

/*
 * _nomo_condition_free:
 * @self: (transfer full): a condition
 */
void
_nomo_condition_free (NomoCondition *self)
{
  g_array_unref (self->operands);
  g_ptr_array_unref (self->children);
  g_free (self->target.key);
  g_free (self->search);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static gboolean
is_group (const NomoCondition *self, NomoJoin join)
{
  return self->kind == NOMO_CONDITION_GROUP && self->join == join;
}

static NomoCondition *
take_only_child (NomoCondition *self)
{
  NomoCondition *child = g_ptr_array_steal_index (self->children, 0);

  _nomo_condition_free (self);
  return child;
}

/* A group of one is its condition, and none of none of them is one of them. */
static NomoCondition *
simplify (NomoCondition *group)
{
  NomoCondition *only = group->children->len == 1 ? group->children->pdata[0] : NULL;

  if (only == NULL)
    return group;
  if (group->join != NOMO_JOIN_NONE)
    return take_only_child (group);
  if (!is_group (only, NOMO_JOIN_NONE))
    return group;
  only = take_only_child (group);
  only->join = NOMO_JOIN_OR;
  return simplify (only);
}

/*
 * _nomo_condition_add:
 * @self: a group
 * @child: (transfer full): a condition
 *
 * Adds a condition to a group in the one shape in which a filter is kept: no group in a group of its kind, none of one
 * condition, none without any.
 */
void
_nomo_condition_add (NomoCondition *self, NomoCondition *child)
{
  NomoJoin dissolved = self->join == NOMO_JOIN_AND ? NOMO_JOIN_AND : NOMO_JOIN_OR;

  if (child->kind == NOMO_CONDITION_GROUP)
    child = simplify (child);
  if (!is_group (child, dissolved) && (child->kind != NOMO_CONDITION_GROUP || child->children->len > 0)) {
    g_ptr_array_add (self->children, child);
    return;
  }
  while (child->children->len > 0)
    g_ptr_array_add (self->children, g_ptr_array_steal_index (child->children, 0));
  _nomo_condition_free (child);
}

/*
 * _nomo_target_get_field:
 * @self: what is compared
 * @entity: the entity
 *
 * Returns: (nullable): the field, %NULL when it is a whole part
 */
const NomoField *
_nomo_target_get_field (const NomoTarget *self, const NomoEntity *entity)
{
  if (self->field < 0)
    return NULL;
  return self->part >= 0 ? &entity->parts[self->part].fields[self->field] : &entity->fields[self->field];
}
