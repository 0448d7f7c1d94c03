#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoLexeme:
 * @NOMO_LEXEME_END: nothing follows
 * @NOMO_LEXEME_WORD: a word
 * @NOMO_LEXEME_QUOTED: a text in quotation marks
 * @NOMO_LEXEME_SIGN: an operator, a parenthesis, a comma
 */
typedef enum {
  NOMO_LEXEME_END,
  NOMO_LEXEME_WORD,
  NOMO_LEXEME_QUOTED,
  NOMO_LEXEME_SIGN,
} NomoLexeme;

/**
 * NomoLexer:
 * @rest: what was not read yet
 * @kind: what the present token is
 * @text: the present token
 *
 * The words and signs of a filter, one after the other.
 */
typedef struct {
  const char *rest;
  NomoLexeme kind;
  GString *text;
} NomoLexer;

void nomo_lexer_init (NomoLexer *self, const char *text);
void nomo_lexer_clear (NomoLexer *self);
gboolean nomo_lexer_next (NomoLexer *self, GError **error);
gboolean nomo_lexer_is_word (const NomoLexer *self, const char *word);
gboolean nomo_lexer_is_sign (const NomoLexer *self, const char *sign);
const char *nomo_lexer_peek (const NomoLexer *self);
void nomo_lexer_append_value (GString *out, const char *value);

G_END_DECLS
