#include "config.h"

#include "nomo-text.h"

#include <string.h>

static gboolean
begins_word (const char *index, const char *word, gsize length)
{
  for (const char *p = index; p != NULL; p = strchr (p, ' ')) {
    p += *p == ' ';
    if (strncmp (p, word, length) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * nomo_text_match:
 * @index: what nomo_text_fold_index() made of a text
 * @folded: what nomo_text_fold() made of the words that are looked for
 *
 * Returns: whether each of these words begins a word of the text; there is no word that does not
 */
gboolean
nomo_text_match (const char *index, const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    const char *bare = nomo_text_skip_article (words[i]);

    if (!begins_word (index, bare, strlen (bare)))
      return FALSE;
  }
  return TRUE;
}
