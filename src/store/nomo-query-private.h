#pragma once

#include "nomo-query.h"
#include "nomo-span.h"

G_BEGIN_DECLS

#define NOMO_QUERY_MAX_CONDITIONS 64

/* Amounts that name no currency are in the shop's, which is this one unless somebody says otherwise. */
#define NOMO_QUERY_CURRENCY "SAR"

/* What is said of the outbox in a filter, by whether it was refused. */
#define NOMO_QUERY_OUTBOX "outbox"
extern const char *const _nomo_outbox_words[2];

/* How operators are spelled; those of several words are put together by the parser. */
extern const char *const _nomo_op_names[NOMO_OP_NOT_EMPTY + 1];

/* A value of a condition: whole numbers from … last, a span of time, or a text; of an amount the text is its currency. A number
 * is compared with another number of the record where that is named. */
typedef struct {
  gint64 from;
  gint64 last;
  NomoSpan span;
  char *text;  /* nullable */
  guint other; /* index of a field from 1; 0 for none */
} NomoOperand;

typedef enum {
  NOMO_CONDITION_COMPARE,
  NOMO_CONDITION_SEARCH,
  NOMO_CONDITION_AMONG,
  NOMO_CONDITION_OUTBOX,
  NOMO_CONDITION_GROUP,
} NomoConditionKind;

/* What is compared: a field, a field of a part, a part itself, or a custom field. */
typedef struct {
  int part;  /* -1: the record itself */
  int field; /* -1: the part itself */
  char *key; /* nullable; of a custom field */
} NomoTarget;

typedef struct {
  NomoConditionKind kind;
  NomoTarget target;
  NomoOp op;
  GArray *operands;    /* NomoOperand */
  char *search;        /* folded */
  GArray *ids;         /* gint64, nullable; the records among which it is, or with %NOMO_OP_NOT_IN is not */
  gboolean refused;    /* of the outbox: whether Salla has refused the edit; else it has yet to hear of it */
  NomoJoin join;       /* of a group */
  GPtrArray *children; /* NomoCondition; of a group */
} NomoCondition;

struct _NomoQuery {
  gatomicrefcount references;
  const NomoEntity *entity;
  NomoCondition *root; /* all of its conditions hold */
  GPtrArray *open;     /* NomoCondition; the groups that were begun, the root first */
  guint n_conditions;
  guint n_values;
  const char *currency; /* interned; of amounts that name none */
  guint sort_field;
  gboolean descending;
  guint limit; /* 0: none */
};

NomoCondition *_nomo_condition_new_compare (const NomoTarget *target, NomoOp op);
NomoCondition *_nomo_condition_new_search (const char *text);
NomoCondition *_nomo_condition_new_among (NomoOp op, const gint64 *ids, guint n_ids);
NomoCondition *_nomo_condition_new_outbox (gboolean refused);
NomoCondition *_nomo_condition_new_group (NomoJoin join);
void _nomo_condition_add (NomoCondition *self, NomoCondition *child);
NomoCondition *_nomo_condition_copy (const NomoCondition *self);
void _nomo_condition_free (NomoCondition *self);
const NomoField *_nomo_target_get_field (const NomoTarget *self, const NomoEntity *entity);

gboolean _nomo_operand_parse (const NomoQuery *query, const NomoTarget *target, NomoOp op, const char *value,
                              NomoOperand *operand, GError **error);
char *_nomo_operand_to_text (const NomoQuery *query, const NomoTarget *target, const NomoOperand *operand);
gboolean _nomo_query_add (NomoQuery *self, const NomoTarget *target, NomoOp op, const char *const *values,
                          GError **error);

G_END_DECLS
