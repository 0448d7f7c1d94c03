#include "config.h"

#include "nomo-lexer.h"

#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define COMMA "،"

static const char *const signs[] = { "!=", "<=", ">=", "=", "<", ">", "~", "(", ")", ",", COMMA };

/**
 * nomo_lexer_init:
 * @self: a lexer
 * @text: a filter, valid UTF-8 that outlives @self
 *
 * Stands before the first token.
 */
void
nomo_lexer_init (NomoLexer *self, const char *text)
{
  self->rest = text;
  self->kind = NOMO_LEXEME_END;
  self->text = g_string_new (NULL);
}

/**
 * nomo_lexer_clear:
 * @self: a lexer
 */
void
nomo_lexer_clear (NomoLexer *self)
{
  g_string_free (self->text, TRUE);
}

static const char *
sign_at (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return signs[i];
  return NULL;
}

static const char *
skip_blanks (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static gboolean
read_quoted (NomoLexer *self, GError **error)
{
  const char *p = self->rest + 1;

  while (*p != '\0' && *p != '"') {
    if (*p == '\\' && p[1] != '\0')
      p++;
    g_string_append_c (self->text, *p++);
  }
  if (*p == '\0') {
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
                         _ ("A quotation mark in the filter is not closed."));
    return FALSE;
  }
  self->rest = p + 1;
  self->kind = NOMO_LEXEME_QUOTED;
  return TRUE;
}

static void
read_word (NomoLexer *self)
{
  while (*self->rest != '\0' && *self->rest != '"' && sign_at (self->rest) == NULL &&
         !g_unichar_isspace (g_utf8_get_char (self->rest))) {
    g_string_append_unichar (self->text, g_utf8_get_char (self->rest));
    self->rest = g_utf8_next_char (self->rest);
  }
  self->kind = self->text->len > 0 ? NOMO_LEXEME_WORD : NOMO_LEXEME_END;
}

/**
 * nomo_lexer_next:
 * @self: a lexer
 * @error: return location
 *
 * Goes on to the next token.
 *
 * Returns: %TRUE unless a quotation mark is not closed
 */
gboolean
nomo_lexer_next (NomoLexer *self, GError **error)
{
  const char *sign = NULL;

  self->rest = skip_blanks (self->rest);
  g_string_truncate (self->text, 0);
  if (*self->rest == '"')
    return read_quoted (self, error);
  sign = sign_at (self->rest);
  if (sign == NULL) {
    read_word (self);
    return TRUE;
  }
  g_string_assign (self->text, strcmp (sign, COMMA) == 0 ? "," : sign);
  self->rest += strlen (sign);
  self->kind = NOMO_LEXEME_SIGN;
  return TRUE;
}

/**
 * nomo_lexer_is_word:
 * @self: a lexer
 * @word: a word in ASCII
 *
 * Returns: %TRUE when the present token is that word, in small or capital letters
 */
gboolean
nomo_lexer_is_word (const NomoLexer *self, const char *word)
{
  return self->kind == NOMO_LEXEME_WORD && g_ascii_strcasecmp (self->text->str, word) == 0;
}

/**
 * nomo_lexer_is_sign:
 * @self: a lexer
 * @sign: a sign
 *
 * Returns: %TRUE when the present token is that sign
 */
gboolean
nomo_lexer_is_sign (const NomoLexer *self, const char *sign)
{
  return self->kind == NOMO_LEXEME_SIGN && strcmp (self->text->str, sign) == 0;
}

/**
 * nomo_lexer_peek:
 * @self: a lexer
 *
 * Returns: what follows the present token
 */
const char *
nomo_lexer_peek (const NomoLexer *self)
{
  return skip_blanks (self->rest);
}

static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isalnum (c) && strchr ("-_.:+@", (int) (c < 0x80 ? c : 0x7f)) == NULL)
      return FALSE;
  }
  return *text != '\0';
}

/**
 * nomo_lexer_append_value:
 * @out: a filter
 * @value: a value
 *
 * Appends a value as a word where it reads as one, else in quotation marks.
 */
void
nomo_lexer_append_value (GString *out, const char *value)
{
  if (is_plain (value)) {
    g_string_append (out, value);
    return;
  }
  g_string_append_c (out, '"');
  for (; *value != '\0'; value++) {
    if (*value == '"' || *value == '\\')
      g_string_append_c (out, '\\');
    g_string_append_c (out, *value);
  }
  g_string_append_c (out, '"');
}
