#include "config.h"

#include "nomo-value.h"

#include <string.h>

/**
 * nomo_value_clear:
 * @self: a value
 *
 * Frees what the value holds; it is unset afterwards.
 */
void
nomo_value_clear (NomoValue *self)
{
  if (self->tag == NOMO_VALUE_TEXT)
    g_free (self->text);
  self->tag = NOMO_VALUE_UNSET;
}

/**
 * nomo_value_set_null:
 * @self: a value
 *
 * Says that there is none.
 */
void
nomo_value_set_null (NomoValue *self)
{
  nomo_value_clear (self);
  self->tag = NOMO_VALUE_NULL;
}

/**
 * nomo_value_set_int:
 * @self: a value
 * @number: a number
 */
void
nomo_value_set_int (NomoValue *self, gint64 number)
{
  nomo_value_clear (self);
  self->tag = NOMO_VALUE_INT;
  self->number = number;
}

/**
 * nomo_value_set_text:
 * @self: a value
 * @text: (nullable): text; what is not UTF-8 in it is replaced
 * @length: bytes of @text, or -1 when it ends with a NUL; it ends at its first NUL in any case
 */
void
nomo_value_set_text (NomoValue *self, const char *text, gssize length)
{
  char *copy = NULL;

  if (text == NULL) {
    nomo_value_set_null (self);
    return;
  }
  if (length >= 0)
    length = (gssize) strnlen (text, (gsize) length);
  copy = g_utf8_make_valid (text, length);
  nomo_value_clear (self);
  self->tag = NOMO_VALUE_TEXT;
  self->text = copy;
}

/**
 * nomo_value_copy:
 * @self: a value
 * @from: another
 *
 * Makes @self equal to @from.
 */
void
nomo_value_copy (NomoValue *self, const NomoValue *from)
{
  nomo_value_clear (self);
  *self = *from;
  if (from->tag == NOMO_VALUE_TEXT)
    self->text = g_strdup (from->text);
}

/**
 * nomo_value_equal:
 * @a: a value
 * @b: another
 *
 * Returns: %TRUE when both hold the same; unset equals null
 */
gboolean
nomo_value_equal (const NomoValue *a, const NomoValue *b)
{
  if (a->tag <= NOMO_VALUE_NULL || b->tag <= NOMO_VALUE_NULL)
    return a->tag <= NOMO_VALUE_NULL && b->tag <= NOMO_VALUE_NULL;
  if (a->tag != b->tag)
    return FALSE;
  return a->tag == NOMO_VALUE_INT ? a->number == b->number : strcmp (a->text, b->text) == 0;
}

/**
 * nomo_value_to_text:
 * @self: a value
 *
 * Returns: (transfer full) (nullable): the value as the history keeps it; %NULL when there is none
 */
char *
nomo_value_to_text (const NomoValue *self)
{
  if (self->tag == NOMO_VALUE_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, self->number);
  return self->tag == NOMO_VALUE_TEXT ? g_strdup (self->text) : NULL;
}

/**
 * nomo_value_from_text:
 * @self: a value
 * @text: (nullable): what nomo_value_to_text() gave
 * @is_text: whether the value is text, else it is a number
 *
 * Sets the value as the history kept it.
 */
void
nomo_value_from_text (NomoValue *self, const char *text, gboolean is_text)
{
  gint64 number = 0;

  if (text != NULL && is_text)
    nomo_value_set_text (self, text, -1);
  else if (text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    nomo_value_set_int (self, number);
  else
    nomo_value_set_null (self);
}
