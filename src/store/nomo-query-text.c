#include "config.h"

#include "nomo-lexer.h"
#include "nomo-query-private.h"

const char *const _nomo_op_names[NOMO_OP_NOT_EMPTY + 1] = {
  [NOMO_OP_EQ] = "=",          [NOMO_OP_NE] = "!=",          [NOMO_OP_LT] = "<",
  [NOMO_OP_LE] = "<=",         [NOMO_OP_GT] = ">",           [NOMO_OP_GE] = ">=",
  [NOMO_OP_CONTAINS] = "~",    [NOMO_OP_IN] = "in",          [NOMO_OP_STARTS] = "starts",
  [NOMO_OP_NOT_IN] = "not in", [NOMO_OP_EMPTY] = "is empty", [NOMO_OP_NOT_EMPTY] = "is not empty",
};

static gboolean
is_has (const NomoCondition *condition)
{
  return condition->target.part >= 0 && condition->target.field == 0 && condition->op == NOMO_OP_EQ;
}

static void
append_target (GString *out, const NomoQuery *query, const NomoCondition *condition)
{
  const NomoTarget *target = &condition->target;
  const NomoField *field = _nomo_target_get_field (target, query->entity);

  if (target->part >= 0)
    g_string_append (out, query->entity->parts[target->part].name);
  if (is_has (condition))
    return;
  if (field != NULL)
    g_string_append_printf (out, "%s%s", target->part >= 0 ? "." : "", field->name);
  if (target->key != NULL) {
    g_string_append_c (out, '.');
    nomo_lexer_append_value (out, target->key);
  }
}

static void
append_compare (GString *out, const NomoQuery *query, const NomoCondition *condition)
{
  gboolean list = condition->op == NOMO_OP_IN || condition->op == NOMO_OP_NOT_IN;

  append_target (out, query, condition);
  g_string_append_printf (out, " %s", is_has (condition) ? "has" : _nomo_op_names[condition->op]);
  for (guint i = 0; i < condition->operands->len; i++) {
    g_autofree char *value =
        _nomo_operand_to_text (query, &condition->target, &g_array_index (condition->operands, NomoOperand, i));

    g_string_append (out, !list ? " " : i == 0 ? " (" : ", ");
    nomo_lexer_append_value (out, value);
  }
  if (list)
    g_string_append_c (out, ')');
}

static void
append_among (GString *out, const NomoCondition *condition)
{
  g_string_append_printf (out, "id %s (", _nomo_op_names[condition->op]);
  for (guint i = 0; i < condition->ids->len; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ", ", g_array_index (condition->ids, gint64, i));
  g_string_append_c (out, ')');
}

static void append_condition (GString *out, const NomoQuery *query, const NomoCondition *condition);

static void
append_children (GString *out, const NomoQuery *query, const NomoCondition *group)
{
  for (guint i = 0; i < group->children->len; i++) {
    const NomoCondition *child = group->children->pdata[i];
    /* AND binds more than OR. */
    gboolean apart = group->join == NOMO_JOIN_AND && group->children->len > 1 && child->kind == NOMO_CONDITION_GROUP &&
                     child->join == NOMO_JOIN_OR;

    g_string_append (out, i == 0 ? "" : group->join == NOMO_JOIN_AND ? " AND " : " OR ");
    g_string_append (out, apart ? "(" : "");
    append_condition (out, query, child);
    g_string_append (out, apart ? ")" : "");
  }
}

static void
append_none (GString *out, const NomoQuery *query, const NomoCondition *group)
{
  const NomoCondition *only = group->children->len == 1 ? group->children->pdata[0] : NULL;
  gboolean bare = only != NULL && only->kind != NOMO_CONDITION_GROUP;

  g_string_append (out, bare ? "NOT " : "NOT (");
  append_children (out, query, group);
  g_string_append (out, bare ? "" : ")");
}

static void
append_condition (GString *out, const NomoQuery *query, const NomoCondition *condition)
{
  if (condition->kind == NOMO_CONDITION_COMPARE)
    append_compare (out, query, condition);
  else if (condition->kind == NOMO_CONDITION_AMONG)
    append_among (out, condition);
  else if (condition->kind == NOMO_CONDITION_OUTBOX)
    g_string_append_printf (out, NOMO_QUERY_OUTBOX " = %s", _nomo_outbox_words[condition->refused]);
  else if (condition->kind == NOMO_CONDITION_SEARCH) {
    g_string_append (out, "search ~ ");
    nomo_lexer_append_value (out, condition->search);
  } else if (condition->join == NOMO_JOIN_NONE)
    append_none (out, query, condition);
  else
    append_children (out, query, condition);
}

/**
 * nomo_query_to_text:
 * @self: a query whose groups are ended
 *
 * The query in the one spelling of what it asks for: nomo_query_parse() makes an equal query of it, unless
 * nomo_query_where_among() was asked. The order is left out
 * when it is the natural one, the limit when there is none.
 *
 * Returns: (transfer full): the text, empty for all records in their natural order
 */
char *
nomo_query_to_text (const NomoQuery *self)
{
  GString *out = g_string_new (NULL);

  append_condition (out, self, self->root);
  if (self->sort_field != self->entity->sort_field || self->descending != self->entity->sort_descending)
    g_string_append_printf (out, "%sORDER BY %s%s", out->len > 0 ? " " : "", self->descending ? "-" : "",
                            self->entity->fields[self->sort_field].name);
  if (self->limit > 0)
    g_string_append_printf (out, "%sLIMIT %u", out->len > 0 ? " " : "", self->limit);
  return g_string_free (out, FALSE);
}
