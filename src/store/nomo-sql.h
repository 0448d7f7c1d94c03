#pragma once

#include "nomo-query.h"
#include "nomo-table.h"

G_BEGIN_DECLS

/**
 * NomoSql:
 * @text: the statement
 * @values: (element-type NomoValue): what to bind to ?1, ?2 …
 *
 * A statement with its values.
 */
typedef struct {
  GString *text;
  GArray *values;
} NomoSql;

/**
 * NomoPlan:
 *
 * By which index the rows of a query are found; nomo_plan_choose() chooses it.
 */
typedef struct _NomoPlan NomoPlan;

char *nomo_sql_columns (const NomoEntity *entity);
char *nomo_sql_select (const NomoEntity *entity);
char *nomo_sql_put (const NomoEntity *entity);
char *nomo_sql_add (const NomoEntity *entity);
char *nomo_sql_picked_columns (const NomoEntity *entity, guint64 wanted);
char *nomo_sql_picked_part (const NomoEntity *entity, const NomoPart *part, guint64 wanted, guint n_owners);
char *nomo_sql_part_select (const NomoEntity *entity, const NomoPart *part);
char *nomo_sql_part_insert (const NomoEntity *entity, const NomoPart *part);
char *nomo_sql_ddl (const NomoEntity *entity);

char *nomo_sql_same (const NomoEntity *entity, guint field);
char *nomo_sql_deleted_before (const NomoEntity *entity);
char *nomo_sql_referring (const NomoEntity *entity, guint field, gboolean living);

char *nomo_field_column (const NomoField *field);

NomoSql *nomo_sql_new (const char *text);
void nomo_sql_free (NomoSql *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSql, nomo_sql_free)
void nomo_sql_bind_int (NomoSql *self, gint64 value);
void nomo_sql_bind_text (NomoSql *self, const char *value);
guint nomo_sql_hold_int (NomoSql *self, gint64 value);
guint nomo_sql_hold_text (NomoSql *self, const char *value);
void nomo_sql_append_where (NomoSql *self, const NomoQuery *query);
void nomo_sql_append_rows (NomoSql *self, const NomoQuery *query, const NomoPlan *plan, gboolean seen);
void nomo_sql_append_keys (NomoSql *self, const NomoQuery *query);
void nomo_sql_append_before (NomoSql *self, const NomoQuery *query, const NomoValue *keys, gint64 id);
void nomo_sql_append_ids (NomoSql *self, const gint64 *ids, guint n_ids);
void nomo_sql_append_page (NomoSql *self, guint offset, guint limit);
NomoStatement *nomo_sql_prepare (const NomoSql *self, NomoConnection *connection, GError **error);

G_END_DECLS
