#pragma once

#include "nomo-query-private.h"
#include "nomo-sql-plan.h"

G_BEGIN_DECLS

/* What a part that drives a query is called in it, so that its columns are not mixed up with those of the record. */
#define NOMO_PLAN_PART_SORT  "\"part sort\""
#define NOMO_PLAN_PART_OWNER "\"part owner\""

/* Where conditions go. */
typedef struct {
  NomoSql *sql;
  const NomoQuery *query;
  const NomoPlan *plan; /* nullable: SQLite chooses among all indexes */
  gint64 now;
  gboolean bare; /* indexes may be used for the condition */
} NomoWhere;

gboolean _nomo_plan_is_joined (const NomoPlan *plan);
void _nomo_where_append_compare (NomoWhere *self, const NomoCondition *condition);
void _nomo_sql_append_order (NomoSql *self, const NomoQuery *query, const NomoPlan *plan);
void _nomo_sql_append_condition (NomoSql *self, const NomoQuery *query, const NomoCondition *condition);
void _nomo_sql_append_part_equal (NomoSql *self, const NomoQuery *query, const NomoCondition *condition);

G_END_DECLS
