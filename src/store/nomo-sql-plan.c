#include "config.h"

#include "nomo-sql-private.h"

/* SQLite has no statistics here: it takes any index on which there is a condition, even when half of all records fulfil it
 * and have to be sorted. So the matches of each index are counted, up to the number at which walking the order is faster. */
#define MAX_SORTED     5000
#define MAX_CANDIDATES 8

typedef struct {
  NomoPlan plans[MAX_CANDIDATES];
  guint n;
} Candidates;

static gboolean
compares_fields (const NomoCondition *condition)
{
  return condition->operands->len > 0 && g_array_index (condition->operands, NomoOperand, 0).other > 0;
}

/* Whether an index finds the records: one of the field's own values or a piece of them. */
static gboolean
has_index (const NomoQuery *query, const NomoCondition *condition)
{
  const NomoField *field = NULL;

  if (condition->kind != NOMO_CONDITION_COMPARE || condition->target.part >= 0 || condition->target.key != NULL)
    return FALSE;
  field = _nomo_target_get_field (&condition->target, query->entity);
  if (!nomo_field_has_index (field) || compares_fields (condition))
    return FALSE;
  if (condition->op == NOMO_OP_STARTS)
    return nomo_field_has_key (field) && (field->flags & NOMO_FIELD_NUMBER) == 0;
  return condition->op != NOMO_OP_CONTAINS && condition->op != NOMO_OP_NE && condition->op < NOMO_OP_NOT_IN;
}

static gboolean
is_one_value (const NomoCondition *condition, const NomoField *field)
{
  const NomoOperand *operand = &g_array_index (condition->operands, NomoOperand, 0);

  if (condition->operands->len != 1 || (condition->op != NOMO_OP_EQ && condition->op != NOMO_OP_IN))
    return FALSE;
  if (nomo_type_is_text (field->type))
    return TRUE;
  return field->type == NOMO_TYPE_TIME
             ? operand->span.kind == NOMO_SPAN_MOMENT && operand->span.from == operand->span.last
             : operand->text == NULL;
}

static gboolean
is_natural (const NomoQuery *query)
{
  return query->sort_field == query->entity->sort_field;
}

static NomoPlan *
find_field (Candidates *self, guint field)
{
  for (guint i = 0; i < self->n; i++)
    if (self->plans[i].drive == NOMO_DRIVE_FIELD && self->plans[i].field == field)
      return &self->plans[i];
  return NULL;
}

static NomoPlan *
add (Candidates *self, NomoDrive drive, const NomoCondition *condition)
{
  NomoPlan *plan = self->n < MAX_CANDIDATES ? &self->plans[self->n++] : NULL;

  if (plan != NULL)
    *plan = (NomoPlan) { .drive = drive, .condition = condition };
  return plan;
}

static void
add_field (Candidates *self, const NomoQuery *query, const NomoCondition *condition)
{
  guint index = (guint) condition->target.field;
  const NomoField *field = &query->entity->fields[index];
  gboolean unique = (field->flags & NOMO_FIELD_UNIQUE) != 0;
  NomoPlan *plan = find_field (self, index);

  if (index == query->sort_field)
    return;
  if (plan == NULL)
    plan = add (self, NOMO_DRIVE_FIELD, NULL);
  if (plan == NULL)
    return;
  plan->field = index;
  if (!is_one_value (condition, field))
    return;
  plan->sorted |= is_natural (query) && nomo_field_is_grouped (field) && !unique;
  plan->narrow |= nomo_type_is_text (field->type) && (!nomo_field_is_grouped (field) || unique);
}

static void
add_part (Candidates *self, const NomoQuery *query, const NomoCondition *condition)
{
  const NomoField *field = _nomo_target_get_field (&condition->target, query->entity);
  NomoPlan *plan = NULL;

  if (field == NULL || !nomo_field_is_grouped (field) || condition->op != NOMO_OP_EQ ||
      !is_one_value (condition, field))
    return;
  plan = add (self, NOMO_DRIVE_PART, condition);
  if (plan != NULL)
    plan->sorted = is_natural (query);
}

static void
add_any (Candidates *self, const NomoQuery *query, const NomoCondition *group)
{
  if (group->join != NOMO_JOIN_OR)
    return;
  for (guint i = 0; i < group->children->len; i++)
    if (!has_index (query, group->children->pdata[i]))
      return;
  add (self, NOMO_DRIVE_ANY, group);
}

static void
add_candidates (Candidates *self, const NomoQuery *query)
{
  for (guint i = 0; i < query->root->children->len; i++) {
    const NomoCondition *condition = query->root->children->pdata[i];

    if (has_index (query, condition))
      add_field (self, query, condition);
    else if (condition->kind == NOMO_CONDITION_AMONG && condition->op == NOMO_OP_IN)
      add (self, NOMO_DRIVE_IDS, condition);
    else if (condition->kind == NOMO_CONDITION_GROUP)
      add_any (self, query, condition);
    else if (condition->kind == NOMO_CONDITION_COMPARE && condition->target.part >= 0)
      add_part (self, query, condition);
  }
}

static void
append_limit (NomoSql *sql)
{
  g_string_append (sql->text, " LIMIT ");
  nomo_sql_bind_int (sql, MAX_SORTED);
  g_string_append (sql->text, "))");
}

static void
append_condition_count (NomoSql *sql, const NomoQuery *query, const NomoCondition *condition)
{
  g_string_append_printf (sql->text, "(SELECT count(*) FROM (SELECT 1 FROM record_%s WHERE deleted_at IS NULL AND ",
                          query->entity->name);
  _nomo_sql_append_condition (sql, query, condition);
  append_limit (sql);
}

static void
append_field_count (NomoSql *sql, const NomoQuery *query, guint field)
{
  g_string_append_printf (sql->text, "(SELECT count(*) FROM (SELECT 1 FROM record_%s WHERE deleted_at IS NULL",
                          query->entity->name);
  for (guint i = 0; i < query->root->children->len; i++) {
    const NomoCondition *condition = query->root->children->pdata[i];

    if (!has_index (query, condition) || (guint) condition->target.field != field)
      continue;
    g_string_append (sql->text, " AND ");
    _nomo_sql_append_condition (sql, query, condition);
  }
  append_limit (sql);
}

static void
append_count (NomoSql *sql, const NomoQuery *query, const NomoPlan *plan)
{
  if (plan->drive == NOMO_DRIVE_FIELD)
    append_field_count (sql, query, plan->field);
  if (plan->drive == NOMO_DRIVE_IDS)
    nomo_sql_bind_int (sql, plan->condition->ids->len);
  for (guint i = 0; plan->drive == NOMO_DRIVE_ANY && i < plan->condition->children->len; i++) {
    g_string_append (sql->text, i == 0 ? "" : " + ");
    append_condition_count (sql, query, plan->condition->children->pdata[i]);
  }
  if (plan->drive == NOMO_DRIVE_PART) {
    g_string_append (sql->text, "(SELECT count(*) FROM (SELECT 1 FROM ");
    _nomo_sql_append_part_equal (sql, query, plan->condition);
    append_limit (sql);
  }
}

static NomoStatement *
count (const Candidates *self, const NomoQuery *query, NomoConnection *connection, NomoSql *sql, GError **error)
{
  NomoStatement *statement = NULL;

  for (guint i = 0; i < self->n; i++) {
    g_string_append (sql->text, i == 0 ? "SELECT " : ", ");
    append_count (sql, query, &self->plans[i]);
  }
  statement = nomo_sql_prepare (sql, connection, error);
  if (statement == NULL || nomo_connection_step (connection, statement, error) != NOMO_STEP_ROW)
    g_clear_pointer (&statement, nomo_statement_reset);
  return statement;
}

/* The index with the fewest matches, when they are few. */
static void
choose (const Candidates *self, NomoStatement *counts, NomoPlan *plan)
{
  gint64 fewest = MAX_SORTED;

  for (guint i = 0; i < self->n; i++) {
    gint64 n = nomo_statement_get_int (counts, (int) i);

    if (n >= fewest)
      continue;
    fewest = n;
    *plan = self->plans[i];
  }
}

/*
 * _nomo_plan_is_joined:
 * @plan: (nullable): a plan
 *
 * Returns: %TRUE when the rows of a part come first, each with its record
 */
gboolean
_nomo_plan_is_joined (const NomoPlan *plan)
{
  return plan != NULL && plan->drive == NOMO_DRIVE_PART && plan->sorted;
}

static void
keep_order (const Candidates *self, NomoPlan *plan)
{
  *plan = (NomoPlan) { .drive = NOMO_DRIVE_ORDER };
  for (guint i = 0; i < self->n; i++)
    if (self->plans[i].sorted && !plan->sorted)
      *plan = self->plans[i];
}

static NomoHope
hope_of (const Candidates *self, const NomoPlan *plan)
{
  for (guint i = 0; i < self->n; i++)
    if (self->plans[i].narrow)
      return NOMO_HOPE_POOR;
  return self->n == (plan->sorted ? 1 : 0) ? NOMO_HOPE_SURE : NOMO_HOPE_GOOD;
}

/**
 * nomo_plan_keep_order:
 * @query: a query
 * @plan: (out): an index in whose order its rows are wanted, which lives as long as @query
 *
 * Says how the first rows of most queries come at once. Where hardly a row fulfils the conditions they come late:
 * nomo_plan_choose() knows more.
 *
 * Returns: what to expect
 */
NomoHope
nomo_plan_keep_order (const NomoQuery *query, NomoPlan *plan)
{
  Candidates candidates = { 0 };

  add_candidates (&candidates, query);
  keep_order (&candidates, plan);
  return hope_of (&candidates, plan);
}

/**
 * nomo_plan_choose:
 * @query: a query
 * @connection: a connection
 * @plan: (out): the index that finds its rows, which lives as long as @query
 * @error: return location
 *
 * Chooses how the rows of a query are found, however many records there are: by an index in whose order they are wanted,
 * unless another index finds so few that they are sorted at once. Counts at most 5000 matches of each index.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_plan_choose (const NomoQuery *query, NomoConnection *connection, NomoPlan *plan, GError **error)
{
  g_autoptr (NomoSql) sql = nomo_sql_new (NULL);
  g_autoptr (NomoStatement) counts = NULL;
  Candidates candidates = { 0 };

  add_candidates (&candidates, query);
  keep_order (&candidates, plan);
  if (hope_of (&candidates, plan) == NOMO_HOPE_SURE)
    return TRUE;
  counts = count (&candidates, query, connection, sql, error);
  if (counts == NULL)
    return FALSE;
  choose (&candidates, counts, plan);
  return TRUE;
}
