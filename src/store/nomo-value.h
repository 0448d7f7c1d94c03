#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoValueTag:
 * @NOMO_VALUE_UNSET: nothing was said; a put keeps what the store holds
 * @NOMO_VALUE_NULL: no value
 * @NOMO_VALUE_INT: a 64-bit integer
 * @NOMO_VALUE_TEXT: text
 */
typedef enum {
  NOMO_VALUE_UNSET,
  NOMO_VALUE_NULL,
  NOMO_VALUE_INT,
  NOMO_VALUE_TEXT,
} NomoValueTag;

typedef struct {
  NomoValueTag tag;
  union {
    gint64 number;
    char *text;
  };
} NomoValue;

void nomo_value_clear (NomoValue *self);
void nomo_value_set_null (NomoValue *self);
void nomo_value_set_int (NomoValue *self, gint64 number);
void nomo_value_set_text (NomoValue *self, const char *text, gssize length);
void nomo_value_copy (NomoValue *self, const NomoValue *from);
gboolean nomo_value_equal (const NomoValue *a, const NomoValue *b);
void nomo_value_from_text (NomoValue *self, const char *text, gboolean is_text);
char *nomo_value_to_text (const NomoValue *self);

G_END_DECLS
