#include "config.h"

#include "nomo-text.h"

#include <string.h>

#define GOD       "الله"
#define DIGITS    "0123456789"
#define MAX_MIXED 24 /* bytes: what is longer is no size and no code that people remember */

/* What stands before a word without being part of it, and how many letters of the word must follow to be told apart. */
typedef struct {
  const char *text;
  glong fewest;
} Head;

static const char *
behind (const char *word, const char *head, glong fewest)
{
  const char *rest = g_str_has_prefix (word, head) ? word + strlen (head) : NULL;

  return rest != NULL && g_utf8_strlen (rest, -1) >= fewest ? rest : NULL;
}

/* What follows the article, also behind و ف ب ل ك; NULL when there is none or hardly a word behind it. */
static const char *
behind_article (const char *word, glong fewest_behind_particle)
{
  static const char *const articles[] = { "ال", "وال", "فال", "بال", "لال", "كال", "لل", "ولل", "فلل" };

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++) {
    const char *rest = behind (word, articles[i], i == 0 ? 2 : fewest_behind_particle);

    if (rest != NULL)
      return g_str_has_suffix (word, GOD) && strlen (rest) < strlen (GOD) ? NULL : rest;
  }
  return NULL;
}

/* The second name of عبدالله (also in العبدالله), ابوبكر, Alharbi, نورالدين. */
static const char *
second_name (const char *word)
{
  static const Head heads[] = { { "عبد", 2 }, { "ابو", 3 }, { "abdul", 3 }, { "abdel", 3 }, { "abu", 3 }, { "al", 4 } };
  static const char *const tails[] = { "الدين", GOD };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    const char *rest = behind (word, heads[i].text, heads[i].fewest);

    if (rest != NULL)
      return rest;
  }
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (word, tails[i]) && strlen (word) >= strlen (tails[i]) + strlen ("نور"))
      return word + strlen (word) - strlen (tails[i]);
  return NULL;
}

/* Whether people also write the two words as one. */
static gboolean
is_joined (const char *word, const char *next)
{
  static const char *const firsts[] = { "عبد",   "ابو", "ام",  "ابن", "بن",  "ال", "ذو", "abdul",
                                        "abdel", "abd", "abu", "ibn", "bin", "al", "el" };

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    if (strcmp (word, firsts[i]) == 0)
      return TRUE;
  return g_str_equal (next, "الدين") || g_str_equal (next, GOD) || (g_ascii_isalpha (word[0]) && word[1] == '\0');
}

static void
append_word (GString *out, const char *word, gsize length)
{
  g_string_append_c (out, ' ');
  g_string_append_len (out, word, (gssize) length);
}

/* The مل of 50مل; what comes first is the word's beginning anyway. */
static void
append_pieces (GString *out, const char *word)
{
  gboolean first = TRUE;

  if (strlen (word) > MAX_MIXED)
    return;
  for (const char *p = word; *p != '\0';) {
    gsize digits = strspn (p, DIGITS);
    gsize length = digits > 0 ? digits : strcspn (p, DIGITS);

    if (!first)
      append_word (out, p, length);
    first = FALSE;
    p += length;
  }
}

static void
append_variants (GString *out, const char *word, const char *next)
{
  const char *bare = behind_article (word, 2);
  const char *second = second_name (bare != NULL ? bare : word);
  const char *second_bare = second != NULL ? behind_article (second, 2) : NULL;

  if (bare != NULL)
    append_word (out, bare, strlen (bare));
  if (second != NULL)
    append_word (out, second, strlen (second));
  if (second_bare != NULL)
    append_word (out, second_bare, strlen (second_bare));
  if (next != NULL && is_joined (word, next)) {
    append_word (out, word, strlen (word));
    g_string_append (out, next);
  }
  append_pieces (out, word);
}

/**
 * nomo_text_fold_index:
 * @text: (nullable): any text
 *
 * The fold, followed by the other forms its words are looked for in: a word with the article (also behind و ف ب ل ك)
 * without it, «عبدالله», «أبوبكر» and their like as two words and as one, and the parts of «50مل». Queries are folded with
 * [func@text_fold].
 *
 * Returns: (transfer full): words with one blank between them
 */
char *
nomo_text_fold_index (const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GString *out = g_string_new (folded);

  for (guint i = 0; words[i] != NULL; i++)
    append_variants (out, words[i], words[i + 1]);
  return g_string_free (out, FALSE);
}

/**
 * nomo_text_skip_article:
 * @word: a folded word that is looked for
 *
 * Every word with the article is also indexed without it (see [func@text_fold_index]), so that a word that is looked for
 * needs it no more than the word that is found.
 *
 * Returns: (transfer none): what follows the article, or @word itself
 */
const char *
nomo_text_skip_article (const char *word)
{
  const char *rest = behind_article (word, 3);

  return rest != NULL ? rest : word;
}
