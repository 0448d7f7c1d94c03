#pragma once

#include "nomo-entity.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NomoOp:
 * @NOMO_OP_EQ: `=`; a day or a minute equals every moment in it, text is compared folded
 * @NOMO_OP_NE: `!=`; a field without a value is different from every value
 * @NOMO_OP_LT: `<`
 * @NOMO_OP_LE: `<=`
 * @NOMO_OP_GT: `>`
 * @NOMO_OP_GE: `>=`
 * @NOMO_OP_CONTAINS: `~`; folded, text only
 * @NOMO_OP_IN: `in (a, b)`
 * @NOMO_OP_STARTS: `starts`; folded, text only
 * @NOMO_OP_NOT_IN: `not in (a, b)`; a field without a value is in no list
 * @NOMO_OP_EMPTY: `is empty`: no value, an empty text, or a part without rows
 * @NOMO_OP_NOT_EMPTY: `is not empty`
 */
typedef enum {
  NOMO_OP_EQ,
  NOMO_OP_NE,
  NOMO_OP_LT,
  NOMO_OP_LE,
  NOMO_OP_GT,
  NOMO_OP_GE,
  NOMO_OP_CONTAINS,
  NOMO_OP_IN,
  NOMO_OP_STARTS,
  NOMO_OP_NOT_IN,
  NOMO_OP_EMPTY,
  NOMO_OP_NOT_EMPTY,
} NomoOp;

/**
 * NomoJoin:
 * @NOMO_JOIN_AND: all conditions of the group hold
 * @NOMO_JOIN_OR: at least one holds
 * @NOMO_JOIN_NONE: none holds, also where a value is missing: `NOT (a OR b)`
 *
 * How the conditions of a group go together.
 */
typedef enum {
  NOMO_JOIN_AND,
  NOMO_JOIN_OR,
  NOMO_JOIN_NONE,
} NomoJoin;

#define NOMO_TYPE_QUERY (nomo_query_get_type ())
GType nomo_query_get_type (void);

NomoQuery *nomo_query_new (const NomoEntity *entity);
NomoQuery *nomo_query_ref (NomoQuery *self);
void nomo_query_unref (NomoQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoQuery, nomo_query_unref)
NomoQuery *nomo_query_copy (const NomoQuery *self);
NomoQuery *nomo_query_copy_order (const NomoQuery *self);
gboolean nomo_query_equal (const NomoQuery *a, const NomoQuery *b);

gboolean nomo_query_where (NomoQuery *self, guint field, NomoOp op, const char *value, GError **error);
gboolean nomo_query_where_in (NomoQuery *self, guint field, const char *const *values, GError **error);
void nomo_query_where_int (NomoQuery *self, guint field, NomoOp op, gint64 value);
void nomo_query_where_search (NomoQuery *self, const char *text);
void nomo_query_where_outbox (NomoQuery *self, gboolean refused);
void nomo_query_where_among (NomoQuery *self, gboolean among, const gint64 *ids, guint n_ids);
gboolean nomo_query_where_part (NomoQuery *self, guint part, guint field, NomoOp op, const char *value, GError **error);
gboolean nomo_query_where_extra (NomoQuery *self, guint field, const char *key, NomoOp op, const char *value,
                                 GError **error);
void nomo_query_begin_group (NomoQuery *self, NomoJoin join);
void nomo_query_end_group (NomoQuery *self);
void nomo_query_set_currency (NomoQuery *self, const char *currency);
gboolean nomo_query_sort (NomoQuery *self, guint field, gboolean descending);
void nomo_query_limit (NomoQuery *self, guint n);

const NomoEntity *nomo_query_get_entity (const NomoQuery *self);
gboolean nomo_query_is_all (const NomoQuery *self);
gboolean nomo_query_is_ordered (const NomoQuery *self);
guint nomo_query_get_limit (const NomoQuery *self);

NomoQuery *nomo_query_parse (const NomoEntity *entity, const char *filter, GError **error);
NomoQuery *nomo_query_parse_with (const NomoEntity *entity, const char *filter, const char *currency, GError **error);
char *nomo_query_to_text (const NomoQuery *self);

G_END_DECLS
