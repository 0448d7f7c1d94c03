#include "nomo-codes.h"
#include "nomo-coupon-code.h"
#include "nomo-error.h"
#include "nomo-text.h"

#include <string.h>

#define MANY 4000

static const NomoCodePattern patterns[] = {
  { NOMO_CODES_ARABIC, NULL, 4, TRUE, FALSE }, { NOMO_CODES_ARABIC, NULL, 4, TRUE, TRUE },
  { NOMO_CODES_LATIN, NULL, 3, TRUE, FALSE },  { NOMO_CODES_LATIN, NULL, 4, TRUE, TRUE },
  { NOMO_CODES_DIGITS, NULL, 4, TRUE, FALSE }, { NOMO_CODES_MIXED, NULL, 3, TRUE, FALSE },
};

static GPtrArray *
make (const NomoCodePattern *pattern, guint count)
{
  g_autoptr (GHashTable) taken = nomo_codes_taken_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *codes = nomo_codes_make (pattern, count, taken, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, count);
  g_assert_cmpuint (g_hash_table_size (taken), ==, count);
  return codes;
}

/* Every letter that a pattern's codes have, once. */
static GString *
collect_letters (const NomoCodePattern *pattern)
{
  NomoCodePattern lengthy = *pattern;
  g_autoptr (GPtrArray) codes = NULL;
  GString *letters = g_string_new (NULL);

  lengthy.length = NOMO_CODES_MAX_LENGTH;
  codes = make (&lengthy, 40);
  for (guint i = 0; i < codes->len; i++)
    for (const char *p = codes->pdata[i]; *p != '\0'; p = g_utf8_next_char (p))
      if (g_utf8_strchr (letters->str, -1, g_utf8_get_char (p)) == NULL)
        g_string_append_unichar (letters, g_utf8_get_char (p));
  return letters;
}

static void
test_look_alikes (void)
{
  static const char *const alike[] = { "0O", "1IlL", "5S", "8B", "2Z", "بتثني", "جحخ", "دذ",
                                       "رز", "سش",   "صض", "طظ", "عغ", "فق",    "هة",  "يىئ" };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    g_autoptr (GString) letters = collect_letters (&patterns[i]);
    gboolean digits_only = patterns[i].alphabet == NOMO_CODES_DIGITS;

    for (guint j = 0; j < G_N_ELEMENTS (alike); j++) {
      guint n = 0;

      for (const char *p = alike[j]; *p != '\0'; p = g_utf8_next_char (p))
        n += g_utf8_strchr (letters->str, -1, g_utf8_get_char (p)) != NULL;
      /* Where only one is, whoever reads takes it for the other all the same. */
      g_assert_cmpuint (n, <=, j < 5 && !digits_only && strchr ("015", alike[j][0]) != NULL ? 0 : 1);
    }
  }
}

/* Letters that fold to the same would make two codes of one spelling; those that fold to others change when normalised. */
static void
test_fold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    g_autoptr (GString) letters = collect_letters (&patterns[i]);
    g_autofree char *folded = nomo_text_fold (letters->str);
    g_autofree char *lower = g_utf8_strdown (letters->str, -1);

    g_assert_cmpstr (folded, ==, lower);
  }
}

static void
add_all (const NomoCodePattern *pattern, const char *letters, GString *begin, guint left, GHashTable *valid)
{
  gsize length = begin->len;

  if (left == 0) {
    if (nomo_codes_check (pattern, begin->str))
      g_hash_table_add (valid, g_strdup (begin->str));
    return;
  }
  for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p)) {
    g_string_append_unichar (begin, g_utf8_get_char (p));
    add_all (pattern, letters, begin, left - 1, valid);
    g_string_truncate (begin, length);
  }
}

static gboolean
has (GHashTable *valid, const gunichar *code)
{
  g_autofree char *text = g_ucs4_to_utf8 (code, -1, NULL, NULL, NULL);

  return g_hash_table_contains (valid, text);
}

static void
assert_notices (GHashTable *valid, const char *letters, const char *right)
{
  g_autofree gunichar *code = g_utf8_to_ucs4_fast (right, -1, NULL);

  g_assert_true (has (valid, code));
  for (guint i = 0; code[i] != 0; i++) {
    gunichar before = code[i];

    for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p)) {
      code[i] = g_utf8_get_char (p);
      g_assert_cmpint (has (valid, code), ==, code[i] == before);
    }
    code[i] = before;
    if (code[i + 1] == 0 || code[i] == code[i + 1])
      continue;
    code[i] = code[i + 1];
    code[i + 1] = before;
    g_assert_false (has (valid, code));
    code[i + 1] = code[i];
    code[i] = before;
  }
}

/* All alphabets with four letters take a while. */
static guint
get_length (const NomoCodePattern *pattern)
{
  return g_getenv ("NOMO_CODES_WHOLE") != NULL ? 4 : pattern->length;
}

/* Of all texts of so few letters, those that are right; none of them becomes another by a wrong letter or a swap of neighbours. */
static void
test_every_slip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    NomoCodePattern pattern = patterns[i];
    g_autoptr (GString) letters = collect_letters (&patterns[i]);
    g_autoptr (GHashTable) valid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr (GString) begin = g_string_new (NULL);
    GHashTableIter iter;
    gpointer code;

    pattern.length = get_length (&pattern);
    add_all (&pattern, letters->str, begin, pattern.length, valid);
    g_assert_cmpuint (g_hash_table_size (valid), ==, nomo_codes_count (&pattern));
    g_hash_table_iter_init (&iter, valid);
    while (g_hash_table_iter_next (&iter, &code, NULL))
      assert_notices (valid, letters->str, code);
  }
}

/* No two alike, of the length that was asked for, right by their check letter, and every letter about as often as the others. */
static void
test_made (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    NomoCodePattern pattern = patterns[i];
    g_autoptr (GPtrArray) codes = NULL;
    g_autoptr (GHashTable) firsts = g_hash_table_new (NULL, NULL);
    GHashTableIter iter;
    gpointer n;

    pattern.length = 12;
    pattern.prefix = "Eid7";
    codes = make (&pattern, MANY);
    for (guint j = 0; j < codes->len; j++) {
      gpointer first = GUINT_TO_POINTER (g_utf8_get_char ((char *) codes->pdata[j] + 4));

      g_assert_true (g_str_has_prefix (codes->pdata[j], "Eid7"));
      g_assert_cmpint (g_utf8_strlen (codes->pdata[j], -1), ==, 16);
      g_assert_true (nomo_codes_check (&pattern, codes->pdata[j]));
      g_hash_table_insert (firsts, first,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (firsts, first)) + 1));
    }
    g_hash_table_iter_init (&iter, firsts);
    while (g_hash_table_iter_next (&iter, NULL, &n)) {
      g_assert_cmpuint (GPOINTER_TO_UINT (n), >, MANY / g_hash_table_size (firsts) / 2);
      g_assert_cmpuint (GPOINTER_TO_UINT (n), <, MANY / g_hash_table_size (firsts) * 2);
    }
  }
}

static void
test_speakable (void)
{
  NomoCodePattern pattern = { NOMO_CODES_LATIN, NULL, 8, FALSE, TRUE };
  g_autoptr (GPtrArray) codes = make (&pattern, 50);

  for (guint i = 0; i < codes->len; i++)
    for (guint j = 0; j < 8; j++)
      g_assert_cmpint (strchr ("AEU", ((char *) codes->pdata[i])[j]) != NULL, ==, j % 2 == 1);
}

/* As people type it; a code of another form is none. */
static void
test_typed (void)
{
  NomoCodePattern pattern = { NOMO_CODES_DIGITS, "vip", 5, TRUE, FALSE };
  g_autoptr (GPtrArray) codes = make (&pattern, 1);
  const char *code = codes->pdata[0];
  g_autofree char *spaced = g_strdup_printf ("\u2066 VIP-%.3s %s\u2069", code + 3, code + 6);
  g_autofree char *longer = g_strconcat (code, "1", NULL);
  g_autofree char *shorter = g_strndup (code, 7);
  GString *arabic = g_string_new ("vip");

  for (const char *p = code + 3; *p != '\0'; p++)
    g_string_append_unichar (arabic, 0x660 + (gunichar) (*p - '0'));
  g_assert_true (nomo_codes_check (&pattern, spaced));
  g_assert_true (nomo_codes_check (&pattern, arabic->str));
  g_assert_false (nomo_codes_check (&pattern, code + 3));
  g_assert_false (nomo_codes_check (&pattern, longer));
  g_assert_false (nomo_codes_check (&pattern, shorter));
  g_assert_false (nomo_codes_check (&pattern, ""));
  g_assert_false (nomo_codes_check (&pattern, "\xff\xfe"));
  g_string_free (arabic, TRUE);
}

static void
test_count (void)
{
  NomoCodePattern pattern = { NOMO_CODES_ARABIC, NULL, 6, FALSE, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (nomo_codes_count (&pattern), ==, 13 * 13 * 13 * 13 * 13 * 13);
  g_assert_true (nomo_codes_allow (&pattern, 4826, NULL)); /* of 4,826,809 */
  g_assert_false (nomo_codes_allow (&pattern, 4827, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "4,826,809"));
  g_assert_nonnull (strstr (error->message, "length of 7 or"));
  g_assert_false (nomo_codes_allow (&pattern, 0, NULL));
  pattern.check = TRUE;
  g_assert_cmpuint (nomo_codes_count (&pattern), ==, 13 * 13 * 13 * 13 * 13);
  pattern.speakable = TRUE;
  g_assert_cmpuint (nomo_codes_count (&pattern), ==, 11 * 2 * 11 * 2 * 11);
  pattern.length = 32;
  g_assert_true (nomo_codes_allow (&pattern, NOMO_CODES_MAX_COUNT, NULL));
  g_assert_false (nomo_codes_allow (&pattern, NOMO_CODES_MAX_COUNT + 1, NULL));
}

/* With all but a few taken, those few are found; with all taken it gives up. */
static void
test_taken (void)
{
  NomoCodePattern pattern = { NOMO_CODES_DIGITS, NULL, 4, FALSE, FALSE };
  g_autoptr (GHashTable) taken = nomo_codes_taken_new ();
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4000; i++) {
    g_autofree char *code = g_strdup_printf ("%u%u%u%u", i / 729 % 9 + 1, i / 81 % 9 + 1, i / 9 % 9 + 1, i % 9 + 1);

    nomo_codes_take (taken, code);
  }
  g_assert_cmpuint (g_hash_table_size (taken), ==, 4000);
  codes = nomo_codes_make (&pattern, 100, taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, 100);
  g_assert_cmpuint (g_hash_table_size (taken), ==, 4100);
  g_assert_null (nomo_codes_make (&pattern, 6561, taken, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
}

/* A code of the shop in other letters is the same at the till. */
static void
test_taken_folded (void)
{
  g_autoptr (GHashTable) taken = nomo_codes_taken_new ();

  nomo_codes_take (taken, "Ward10");
  nomo_codes_take (taken, "WARD١٠");
  g_assert_cmpuint (g_hash_table_size (taken), ==, 1);
}

static void
test_refused (void)
{
  static const NomoCodePattern wrong[] = {
    { NOMO_CODES_LATIN, NULL, 3, FALSE, FALSE },       { NOMO_CODES_LATIN, NULL, 33, FALSE, FALSE },
    { NOMO_CODES_LATIN, "A B", 8, FALSE, FALSE },      { NOMO_CODES_LATIN, "A-", 8, FALSE, FALSE },
    { NOMO_CODES_LATIN, "عيـد", 8, FALSE, FALSE },     { NOMO_CODES_LATIN, "٢", 8, FALSE, FALSE },
    { NOMO_CODES_DIGITS, NULL, 8, FALSE, TRUE },       { NOMO_CODES_MIXED, NULL, 8, FALSE, TRUE },
    { NOMO_CODES_N_ALPHABETS, NULL, 8, FALSE, FALSE },
  };
  NomoCodePattern right = { NOMO_CODES_ARABIC, "عيد2026", 8, TRUE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (nomo_codes_validate (&wrong[i], &error));
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
  }
  g_assert_true (nomo_codes_validate (&right, NULL));
}

/* What Salla makes of a group, and no more: letters alone, five at most, and not too many codes. */
static void
test_group (void)
{
  static const struct {
    const char *suffix;
    gint64 count;
    gboolean right;
  } groups[] = {
    { "", 1, TRUE },       { "EID", 5000, TRUE }, { "عيد", 10, TRUE }, { "ABCDE", 1, TRUE },   { "ABCDEF", 1, FALSE },
    { "EID26", 1, FALSE }, { "عيد٢", 1, FALSE },  { "E D", 1, FALSE }, { "EID", 5001, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    g_autofree char *suffix = nomo_coupon_code_normalise (groups[i].suffix);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", groups[i].suffix);
    g_assert_cmpint (nomo_coupon_group_check (suffix, groups[i].count, &error), ==, groups[i].right);
    g_assert_true ((error == NULL) == groups[i].right);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/group", test_group);
  g_test_add_func ("/codes/look-alikes", test_look_alikes);
  g_test_add_func ("/codes/fold", test_fold);
  g_test_add_func ("/codes/every-slip", test_every_slip);
  g_test_add_func ("/codes/made", test_made);
  g_test_add_func ("/codes/speakable", test_speakable);
  g_test_add_func ("/codes/typed", test_typed);
  g_test_add_func ("/codes/count", test_count);
  g_test_add_func ("/codes/taken", test_taken);
  g_test_add_func ("/codes/taken-folded", test_taken_folded);
  g_test_add_func ("/codes/refused", test_refused);
  return g_test_run ();
}
