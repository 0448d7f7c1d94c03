#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NomoWords:
 * @title: a few words, no full stop
 * @happened: what happened, one sentence
 * @kept: what was kept; NULL when there was nothing to lose
 * @todo: what to do now; NULL when nothing is to do
 *
 * An error in words for people, in the language of the interface. Plain text: escape it where markup is parsed.
 */
typedef struct {
  char *title;
  char *happened;
  char *kept;
  char *todo;
} NomoWords;

NomoWords *nomo_words_for_error (const GError *error, gboolean have_data);
gboolean nomo_words_asks_to_reconnect (const GError *error);
char *nomo_words_dup_code (const GError *error);
char *nomo_words_sentence (const GError *error, gboolean have_data);
void nomo_words_free (NomoWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoWords, nomo_words_free)

G_END_DECLS
