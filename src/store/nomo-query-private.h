#pragma once

#include "nomo-query.h"

G_BEGIN_DECLS

/* A value of a condition: a range of whole numbers [from, to) or a text. */
typedef struct {
  gint64 from;
  gint64 to;
  char *text;
} NomoOperand;

typedef struct {
  guint field;
  NomoOp op;
  GArray *operands; /* NomoOperand */
} NomoCondition;

struct _NomoQuery {
  gatomicrefcount references;
  const NomoEntity *entity;
  GPtrArray *conditions; /* NomoCondition */
  char *search;          /* nullable, folded */
  guint sort_field;
  gboolean descending;
  guint limit; /* 0: none */
};

gboolean _nomo_operand_parse (const NomoField *field, NomoOp op, const char *value, NomoOperand *operand,
                              GError **error);
char *_nomo_operand_to_text (const NomoField *field, const NomoOperand *operand);
gboolean _nomo_query_add (NomoQuery *self, guint field, NomoOp op, const char *const *values, GError **error);

G_END_DECLS
