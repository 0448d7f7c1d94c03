#include "config.h"

#include "nomo-clock.h"
#include "nomo-search.h"
#include "nomo-sql-private.h"
#include "nomo-waiting.h"
#include "nomo-writing.h"

static void
append (NomoWhere *self, const char *text)
{
  g_string_append (self->sql->text, text);
}

static void
append_part_table (NomoWhere *self, const NomoCondition *condition)
{
  g_string_append_printf (self->sql->text, "part_%s_%s", self->query->entity->name,
                          self->query->entity->parts[condition->target.part].name);
}

static void
append_part_rows (NomoWhere *self, const NomoCondition *condition, gboolean none)
{
  append (self, none ? "NOT EXISTS (SELECT 1 FROM " : "EXISTS (SELECT 1 FROM ");
  append_part_table (self, condition);
  g_string_append_printf (self->sql->text, " WHERE owner = record_%s.id", self->query->entity->name);
}

/* The owners of the rows that an index finds; else the rows of each record are looked at. */
static void
append_part (NomoWhere *self, const NomoCondition *condition)
{
  const NomoField *field = _nomo_target_get_field (&condition->target, self->query->entity);
  NomoWhere inner = *self;

  inner.bare = TRUE;
  if (field == NULL) {
    append_part_rows (self, condition, condition->op == NOMO_OP_EMPTY);
  } else if (self->bare && nomo_field_is_grouped (field) && condition->op == NOMO_OP_EQ) {
    append (self, "id IN (SELECT owner FROM ");
    append_part_table (self, condition);
    append (self, " WHERE ");
    _nomo_where_append_compare (&inner, condition);
  } else {
    append_part_rows (self, condition, FALSE);
    append (self, " AND ");
    inner.bare = FALSE;
    _nomo_where_append_compare (&inner, condition);
  }
  append (self, ")");
}

static void
append_search (NomoWhere *self, const NomoCondition *condition)
{
  g_autofree char *match = nomo_search_match (condition->search);

  append (self, "id IN (SELECT s.ref FROM search_index AS x JOIN search AS s ON s.id = x.rowid "
                "WHERE x.search_index MATCH ");
  nomo_sql_bind_text (self->sql, match);
  append (self, " AND s.entity = ");
  nomo_sql_bind_text (self->sql, self->query->entity->name);
  append (self, ")");
}

/* One bound value however many there are. */
static void
append_among (NomoWhere *self, const NomoCondition *condition)
{
  g_autoptr (GString) ids = g_string_new ("[");

  for (guint i = 0; i < condition->ids->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",", g_array_index (condition->ids, gint64, i));
  g_string_append_c (ids, ']');
  append (self, self->bare ? "id" : "+id");
  append (self, condition->op == NOMO_OP_IN ? " IN " : " NOT IN ");
  append (self, "(SELECT value FROM json_each (");
  nomo_sql_bind_text (self->sql, ids->str);
  append (self, "))");
}

/* What no version knows is tried again, and so waits. */
static void
append_outbox (NomoWhere *self, const NomoCondition *condition)
{
  if (!nomo_entity_has_kind (self->query->entity, NOMO_KIND_TWO_WAY)) {
    append (self, "0");
    return;
  }
  append (self, self->bare ? "(waits = 1 AND " : "(+waits = 1 AND ");
  append (self, condition->refused ? "EXISTS" : "NOT EXISTS");
  g_string_append_printf (self->sql->text,
                          " (SELECT 1 FROM outbox AS o WHERE o.entity = '%1$s' AND o.id = record_%1$s.id"
                          " AND o.state = '%2$s'))",
                          self->query->entity->name, _nomo_outbox_states[NOMO_OUTBOX_REFUSED]);
}

static void append_condition (NomoWhere *self, const NomoCondition *condition);

/* The indexes are of living records, which each way through an OR has to ask for to use them. */
static void
append_group (NomoWhere *self, const NomoCondition *group)
{
  gboolean drives = self->plan != NULL && self->plan->condition == group;

  append (self, "(");
  for (guint i = 0; i < group->children->len; i++) {
    append (self, i == 0 ? "" : group->join == NOMO_JOIN_AND ? " AND " : " OR ");
    append (self, drives ? "(deleted_at IS NULL AND " : "");
    append_condition (self, group->children->pdata[i]);
    append (self, drives ? ")" : "");
  }
  append (self, group->join == NOMO_JOIN_NONE ? ") IS NOT TRUE" : ")");
}

static void
append_condition (NomoWhere *self, const NomoCondition *condition)
{
  if (condition->kind == NOMO_CONDITION_GROUP)
    append_group (self, condition);
  else if (condition->kind == NOMO_CONDITION_SEARCH)
    append_search (self, condition);
  else if (condition->kind == NOMO_CONDITION_AMONG)
    append_among (self, condition);
  else if (condition->kind == NOMO_CONDITION_OUTBOX)
    append_outbox (self, condition);
  else if (condition->target.part >= 0)
    append_part (self, condition);
  else
    _nomo_where_append_compare (self, condition);
}

/* Which conditions may use an index, so that SQLite takes the one that was chosen. */
static gboolean
is_bare (const NomoWhere *self, const NomoCondition *condition)
{
  const NomoPlan *plan = self->plan;
  gboolean by_field = condition->kind == NOMO_CONDITION_COMPARE && condition->target.part < 0;
  guint field = by_field ? (guint) condition->target.field : 0;

  if (plan == NULL)
    return TRUE;
  if (plan->condition == condition)
    return TRUE;
  if (!by_field)
    return FALSE;
  if (plan->drive == NOMO_DRIVE_FIELD && field == plan->field)
    return TRUE;
  return field == self->query->sort_field && (plan->drive == NOMO_DRIVE_ORDER || plan->sorted);
}

static void
append_conditions (NomoWhere *self)
{
  const GPtrArray *conditions = self->query->root->children;

  append (self, " WHERE deleted_at IS NULL");
  for (guint i = 0; i < conditions->len; i++) {
    const NomoCondition *condition = conditions->pdata[i];

    if (_nomo_plan_is_joined (self->plan) && condition == self->plan->condition)
      continue;
    self->bare = is_bare (self, condition);
    append (self, " AND ");
    append_condition (self, condition);
  }
}

/**
 * nomo_sql_append_where:
 * @self: a statement that reads the table of the query's entity
 * @query: a query
 *
 * Appends `WHERE` and the conditions. Dates relative to now are resolved here.
 */
void
nomo_sql_append_where (NomoSql *self, const NomoQuery *query)
{
  NomoWhere where = { self, query, NULL, nomo_clock_now (), TRUE };

  append_conditions (&where);
}

/* A row that has another one of its owner before it that says the same is left out. */
static void
append_driving_part (NomoWhere *self)
{
  const NomoCondition *condition = self->plan->condition;

  append (self, "(SELECT p.sort AS " NOMO_PLAN_PART_SORT ", p.owner AS " NOMO_PLAN_PART_OWNER " FROM ");
  append_part_table (self, condition);
  append (self, " AS p WHERE ");
  self->bare = TRUE;
  _nomo_where_append_compare (self, condition);
  append (self, " AND NOT EXISTS (SELECT 1 FROM ");
  append_part_table (self, condition);
  append (self, " AS q WHERE q.owner = p.owner AND q.place < p.place AND ");
  self->bare = FALSE;
  _nomo_where_append_compare (self, condition);
  append (self, ")) CROSS JOIN ");
}

/**
 * nomo_sql_append_rows:
 * @self: a statement that ends behind its columns
 * @query: a query
 * @plan: (nullable): how the rows are found
 * @seen: whether to count the rows that are looked at
 *
 * Appends `FROM`, the conditions and the order.
 */
void
nomo_sql_append_rows (NomoSql *self, const NomoQuery *query, const NomoPlan *plan, gboolean seen)
{
  NomoWhere where = { self, query, plan, nomo_clock_now (), TRUE };

  append (&where, " FROM ");
  if (_nomo_plan_is_joined (plan))
    append_driving_part (&where);
  g_string_append_printf (self->text, "record_%s", query->entity->name);
  append_conditions (&where);
  if (_nomo_plan_is_joined (plan))
    append (&where, " AND id = " NOMO_PLAN_PART_OWNER);
  if (seen)
    append (&where, " AND nomo_seen (id)");
  _nomo_sql_append_order (self, query, plan);
}

/*
 * _nomo_sql_append_condition:
 * @self: a statement that reads the table of the query's entity
 * @query: a query
 * @condition: one of its conditions
 *
 * Appends the condition, so that its index can be used.
 */
void
_nomo_sql_append_condition (NomoSql *self, const NomoQuery *query, const NomoCondition *condition)
{
  NomoWhere where = { self, query, NULL, nomo_clock_now (), TRUE };

  append_condition (&where, condition);
}

/*
 * _nomo_sql_append_part_equal:
 * @self: a statement
 * @query: a query
 * @condition: one of its conditions, on a field of a part
 *
 * Appends the part's table, `WHERE` and the condition on its rows.
 */
void
_nomo_sql_append_part_equal (NomoSql *self, const NomoQuery *query, const NomoCondition *condition)
{
  NomoWhere where = { self, query, NULL, nomo_clock_now (), TRUE };

  append_part_table (&where, condition);
  append (&where, " WHERE ");
  _nomo_where_append_compare (&where, condition);
}
