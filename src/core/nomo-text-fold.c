#include "config.h"

#include "nomo-text.h"

#include <string.h>

#define ARABIC_BLOCK 0x600
#define SILENT       0
#define BLANK        ' '

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
  case 0x6ad: /* ڭ */
  case 0x6af: /* گ */
    return 0x643;
  case 0x67e: /* پ */
    return 0x628;
  case 0x679: /* ٹ */
    return 0x62a;
  case 0x686: /* چ */
    return 0x62c;
  case 0x688: /* ڈ */
    return 0x62f;
  case 0x691: /* ڑ */
    return 0x631;
  case 0x698: /* ژ */
    return 0x632;
  case 0x6a4: /* ڤ */
    return 0x641;
  case 0x6a8: /* ڨ */
    return 0x642;
  case 0x6ba: /* ں */
    return 0x646;
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

/* An apostrophe within a word, as in L’Oréal and Sa'ad, and a hamza without a carrier, as in وفاء, are left out by many. */
static gboolean
is_left_out (gunichar c)
{
  return c == '\'' || c == '`' || c == 0xb4 || c == 0x2018 || c == 0x2019 || (c >= 0x2b9 && c <= 0x2bf) || c == 0x621;
}

static gboolean
is_silent (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK || type == G_UNICODE_FORMAT ||
         c == 0x640 || c == 0x674 || c == 0x6e5 || c == 0x6e6 || is_left_out (c);
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
  else if (!is_left_out ((gunichar) c))
    append_space (out);
}

/* Compatibility decomposition resolves presentation forms, ligatures, wide forms and letters with hamza or accents; the marks
 * that come out of it are silent. */
static void
fold_character (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_parts;

  if (is_left_out (c))
    return;
  n_parts = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < MIN (n_parts, G_N_ELEMENTS (parts)); i++)
    append_folded (out, parts[i]);
}

/* Every letter of the block folds to one letter at most; what it folds to is looked up in Unicode's tables only once. */
static guint16 arabic[0x100];

static gpointer
fill_arabic (gpointer data)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (arabic); i++) {
    /* A blank is only written behind something. */
    g_string_assign (out, "x");
    fold_character (out, ARABIC_BLOCK + i);
    arabic[i] = (guint16) g_utf8_get_char (out->str + 1);
    g_assert (arabic[i] < 0x800 && (out->len == 1 || *g_utf8_next_char (out->str + 1) == '\0'));
  }
  return arabic;
}

static void
fold_arabic (GString *out, gunichar c)
{
  static GOnce once = G_ONCE_INIT;
  guint16 folded;

  g_once (&once, fill_arabic, NULL);
  folded = arabic[c - ARABIC_BLOCK];
  if (folded == BLANK)
    append_space (out);
  else if (folded < 0x80 && folded != SILENT)
    g_string_append_c (out, (char) folded);
  else if (folded != SILENT) {
    g_string_append_c (out, (char) (0xc0 | folded >> 6));
    g_string_append_c (out, (char) (0x80 | (folded & 0x3f)));
  }
}

/**
 * nomo_text_fold:
 * @text: (nullable): any text
 *
 * What search compares: أإآٱ as ا, ى as ي, ة as ه, ؤ as و, ئ as ي, Persian ک and ی, presentation forms, Latin case and
 * accents made one; tatweel, tashkeel, joiners, bidi marks, apostrophes and a hamza without a carrier removed; digits in
 * ASCII; anything but letters and digits one blank. Invalid UTF-8 is made valid first. Folding twice changes nothing.
 *
 * Returns: (transfer full): the folded words, with one blank between them
 */
char *
nomo_text_fold (const char *text)
{
  gboolean is_valid = text != NULL && g_utf8_validate (text, -1, NULL);
  g_autofree char *valid = is_valid ? NULL : g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (strlen (is_valid ? text : valid) + 1);

  for (const char *p = is_valid ? text : valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c < 0x80)
      fold_ascii (out, (char) c);
    else if (c >= ARABIC_BLOCK && c < ARABIC_BLOCK + G_N_ELEMENTS (arabic))
      fold_arabic (out, c);
    else
      fold_character (out, c);
  }
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
