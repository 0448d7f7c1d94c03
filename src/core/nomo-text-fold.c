#include "config.h"

#include "nomo-text.h"

#include <string.h>

#define ARTICLE "ال"
#define SERVANT "عبد"
#define GOD     "الله"

/* A letter that Unicode does not decompose but people do not tell apart. */
static gunichar
fold_letter (gunichar c)
{
  switch (c) {
  case 0x671: /* ٱ */
  case 0x672:
  case 0x673:
    return 0x627;
  case 0x649: /* ى */
  case 0x6cc: /* ی */
  case 0x6d2: /* ے */
    return 0x64a;
  case 0x629: /* ة */
  case 0x6be: /* ھ */
  case 0x6c1: /* ہ */
  case 0x6c3: /* ۃ */
  case 0x6d5: /* ە */
    return 0x647;
  case 0x6a9: /* ک */
  case 0x6aa: /* ڪ */
    return 0x643;
  case 0x131: /* ı */
    return 'i';
  case 0xf8: /* ø */
    return 'o';
  case 0x142: /* ł */
    return 'l';
  case 0x111: /* đ */
  case 0xf0:  /* ð */
    return 'd';
  case 0x127: /* ħ */
    return 'h';
  case 0x3c2: /* ς */
    return 0x3c3;
  default:
    return c;
  }
}

static const char *
fold_ligature (gunichar c)
{
  switch (c) {
  case 0xdf: /* ß */
    return "ss";
  case 0xe6: /* æ */
    return "ae";
  case 0x153: /* œ */
    return "oe";
  case 0xfe: /* þ */
    return "th";
  default:
    return NULL;
  }
}

static gboolean
is_silent (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == 0x640 || type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         type == G_UNICODE_FORMAT || c == 0x6e5 || c == 0x6e6;
}

static void
append_space (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

static void
append_folded (GString *out, gunichar c)
{
  int digit;
  const char *ligature;

  if (is_silent (c))
    return;
  c = fold_letter (g_unichar_tolower (c));
  digit = g_unichar_digit_value (c);
  ligature = fold_ligature (c);
  if (digit >= 0)
    g_string_append_c (out, (char) ('0' + digit));
  else if (ligature != NULL)
    g_string_append (out, ligature);
  else if (g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_SPACING_MARK)
    g_string_append_unichar (out, c);
  else
    append_space (out);
}

static void
fold_ascii (GString *out, char c)
{
  if (g_ascii_isalnum (c))
    g_string_append_c (out, g_ascii_tolower (c));
  else
    append_space (out);
}

/* Compatibility decomposition resolves presentation forms, ligatures, wide forms and letters with hamza or accents; the marks
 * that come out of it are silent. */
static void
fold_character (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_parts;

  if (c < 0x80) {
    fold_ascii (out, (char) c);
    return;
  }
  n_parts = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < MIN (n_parts, G_N_ELEMENTS (parts)); i++)
    append_folded (out, parts[i]);
}

/**
 * nomo_text_fold:
 * @text: (nullable): any text
 *
 * What search compares: أإآٱ as ا, ى as ي, ة as ه, ؤ as و, ئ as ي, Persian ک and ی, presentation forms, Latin case and
 * accents made one; tatweel, tashkeel, joiners and bidi marks removed; digits in ASCII; anything but letters and digits one
 * blank. Invalid UTF-8 is made valid first. Folding twice changes nothing.
 *
 * Returns: (transfer full): the folded words, with one blank between them
 */
char *
nomo_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    fold_character (out, g_utf8_get_char (p));
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/**
 * nomo_text_fold_sort:
 * @text: (nullable): any text
 *
 * The key that text sorts by, byte by byte: its fold.
 *
 * Returns: (transfer full): the key
 */
char *
nomo_text_fold_sort (const char *text)
{
  return nomo_text_fold (text);
}

static void
append_word (GString *out, const char *word)
{
  append_space (out);
  g_string_append (out, word);
}

/* What follows the article, also behind one of و ف ب ل ك; NULL when there is no article or hardly a word behind it. */
static const char *
behind_article (const char *word)
{
  static const char *const particles[] = { "", "و", "ف", "ب", "ل", "ك" };

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++) {
    const char *rest = word + strlen (particles[i]);

    if (g_str_has_prefix (word, particles[i]) && g_str_has_prefix (rest, ARTICLE) && g_utf8_strlen (rest, -1) >= 4 &&
        !g_str_equal (rest, GOD))
      return rest + strlen (ARTICLE);
  }
  return NULL;
}

static void
append_variants (GString *out, const char *word, const char *next)
{
  const char *rest = behind_article (word);

  if (rest != NULL)
    append_word (out, rest);
  if (g_str_has_prefix (word, SERVANT ARTICLE) && g_utf8_strlen (word, -1) >= 7) {
    append_word (out, SERVANT);
    append_word (out, word + strlen (SERVANT));
    append_variants (out, word + strlen (SERVANT), NULL);
  }
  if (next != NULL && g_str_equal (word, SERVANT) && g_str_has_prefix (next, ARTICLE)) {
    append_word (out, SERVANT);
    g_string_append (out, next);
  }
}

/**
 * nomo_text_fold_index:
 * @text: (nullable): any text
 *
 * The fold, followed by the other forms its words are looked for in: a word with the article (also behind و ف ب ل ك)
 * without it, «عبدالله» as «عبد الله» and «عبد الله» as «عبدالله». Queries are folded with [func@text_fold].
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
