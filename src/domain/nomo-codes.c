#include "config.h"

#include "nomo-codes.h"

#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-random.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_LETTERS 32

/* So many draws in vain for each code that is wanted, and the pattern is as good as used up. */
#define PATIENCE 10

/*
 * Of letters that are taken for one another, one at most is here. In Latin that are 0 O, 1 I l, 5 S, 8 B and 2 Z; without vowels
 * no code is a word that one would not send to a customer.
 *
 * In Arabic the dots alone tell ب ت ث ن ي at the beginning of a word, ج ح خ, د ذ, ر ز, س ش, ص ض, ط ظ, ع غ and ف ق apart: one of
 * each stays. Out is what is written in more than one way or changes when it is normalised: ا (أ إ آ), ه (ة), ي (ى ئ) and the hamza.
 * Each that is left folds to itself.
 *
 * What is spoken needs letters that sound apart: no ص beside س, no C, Q or X beside K, no V beside F. Its vowels stand behind a
 * consonant, where nobody writes the ا with a hamza.
 *
 * The check letter wants sets of an odd size. Of the digits, 0 goes: spreadsheets drop it in front, and in Arabic it is a dot.
 */
static const struct {
  const char *letters;
  const char *consonants; /* NULL where nothing can be spoken */
  const char *vowels;
} sets[NOMO_CODES_N_ALPHABETS] = {
  [NOMO_CODES_ARABIC] = { "بحدرسصطعقكلمو", "بحدرسطعقكلم", "او" },
  [NOMO_CODES_LATIN] = { "CDFGHJKMNPQRTVWXY", "DFGHJKMNPRTWY", "AEU" },
  [NOMO_CODES_DIGITS] = { "123456789", NULL, NULL },
  [NOMO_CODES_MIXED] = { "CDFGHJKMNPQRTVWXY234679", NULL, NULL },
};

typedef struct {
  gunichar letters[MAX_LETTERS];
  guint8 n;
} Set;

/* A pattern, spelled out: the letters of even places and those of odd ones. */
typedef struct {
  Set places[2];
  guint n_random; /* letters that are drawn */
  gboolean check;
} Plan;

static void
fill_set (Set *set, const char *letters)
{
  set->n = 0;
  for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p))
    set->letters[set->n++] = g_utf8_get_char (p);
}

static void
plan (Plan *self, const NomoCodePattern *pattern)
{
  gboolean speakable = pattern->speakable && sets[pattern->alphabet].consonants != NULL;

  fill_set (&self->places[0], speakable ? sets[pattern->alphabet].consonants : sets[pattern->alphabet].letters);
  fill_set (&self->places[1], speakable ? sets[pattern->alphabet].vowels : sets[pattern->alphabet].letters);
  self->check = pattern->check;
  self->n_random = pattern->length - (pattern->check ? 1 : 0);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_letter_or_digit (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return g_unichar_isalpha (c) ? script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_ARABIC
                               : c < 0x80 && g_ascii_isdigit ((char) c);
}

static gboolean
is_prefix (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_letter_or_digit (g_utf8_get_char (p)))
      return FALSE;
  return g_utf8_strlen (text, -1) <= NOMO_CODES_MAX_PREFIX;
}

/**
 * nomo_codes_validate:
 * @pattern: a pattern
 * @error: return location
 *
 * Returns: whether codes can look so at Salla, which knows letters and digits only; if not, @error has a sentence for people
 */
gboolean
nomo_codes_validate (const NomoCodePattern *pattern, GError **error)
{
  if (pattern->alphabet >= NOMO_CODES_N_ALPHABETS)
    return refuse (error, _ ("There are no such letters."));
  if (pattern->length < NOMO_CODES_MIN_LENGTH || pattern->length > NOMO_CODES_MAX_LENGTH)
    return refuse (error, _ ("A code has 4 to 32 letters behind its prefix."));
  if (pattern->prefix != NULL && !is_prefix (pattern->prefix))
    return refuse (error, _ ("The prefix of codes has at most 32 letters and digits, and nothing else."));
  if (pattern->speakable && sets[pattern->alphabet].consonants == NULL)
    return refuse (error, _ ("Only codes of letters without digits can be made easy to say."));
  return TRUE;
}

/**
 * nomo_codes_count:
 * @pattern: a pattern that was validated
 *
 * Returns: how many codes it has, %G_MAXUINT64 for more than can be counted; a check letter makes no more of them
 */
guint64
nomo_codes_count (const NomoCodePattern *pattern)
{
  guint64 count = 1;
  Plan self;

  plan (&self, pattern);
  for (guint i = 0; i < self.n_random; i++)
    if (!g_uint64_checked_mul (&count, count, self.places[i % 2].n))
      return G_MAXUINT64;
  return count;
}

static guint
find_length (const NomoCodePattern *pattern, guint64 count)
{
  NomoCodePattern longer = *pattern;

  while (longer.length < NOMO_CODES_MAX_LENGTH && nomo_codes_count (&longer) / NOMO_CODES_SPARSE < count)
    longer.length++;
  return longer.length;
}

/**
 * nomo_codes_allow:
 * @pattern: a pattern that was validated
 * @count: how many codes are wanted
 * @error: return location
 *
 * Returns: whether so many codes can be made of it and still nobody guesses one; if not, @error has a sentence for people
 */
gboolean
nomo_codes_allow (const NomoCodePattern *pattern, guint64 count, GError **error)
{
  guint64 all = nomo_codes_count (pattern);
  g_autofree char *most = nomo_format_int (NOMO_CODES_MAX_COUNT);
  g_autofree char *has = nomo_format_int ((gint64) MIN (all, G_MAXINT64));
  g_autofree char *safe = nomo_format_int ((gint64) (all / NOMO_CODES_SPARSE));
  g_autofree char *length = nomo_format_int (find_length (pattern, count));

  if (count >= 1 && count <= NOMO_CODES_MAX_COUNT && count <= all / NOMO_CODES_SPARSE)
    return TRUE;
  if (count < 1 || count > NOMO_CODES_MAX_COUNT)
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                 /* Translators: %s is a number. */
                 _ ("The number of codes must lie between 1 and %s."), most);
  else
    g_set_error (
        error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
        /* Translators: 1 is how many codes there can be, 2 how many may be made of them, 3 a number of letters. */
        _ ("Such codes could be guessed: there are %1$s of that form, of which at most %2$s may be given out. "
           "Choose a length of %3$s or more."),
        has, safe, length);
  return FALSE;
}

/**
 * nomo_codes_taken_new:
 *
 * Returns: (transfer full): an empty set of codes, for nomo_codes_take() and nomo_codes_make()
 */
GHashTable *
nomo_codes_taken_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
take (GHashTable *taken, const char *code)
{
  return g_hash_table_add (taken, nomo_text_fold (code));
}

/**
 * nomo_codes_take:
 * @taken: a set of codes
 * @code: a code that there is already, however it is spelled
 */
void
nomo_codes_take (GHashTable *taken, const char *code)
{
  take (taken, code);
}

/*
 * A pure system of ISO/IEC 7064 with radix 2: the letters, each as its number in its set, weighted with 2 to the power of their
 * distance from the end, add up to 0 modulo the size of the set. That size is odd, so that a weight and the difference of two
 * neighbouring ones, which is a weight again, have an inverse: one wrong letter and two neighbours that have changed places
 * always change the sum. The check letter has the distance 0 and is of the set of even places. Where consonants and vowels take
 * turns, a swap of the one with the other shows by itself, and there are fewer vowels than the modulus.
 */
static guint
sum_up (const guint8 *values, guint n, guint modulus)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    sum = (sum + values[i]) * 2 % modulus;
  return sum;
}

static void
draw (const Plan *self, guint8 *values)
{
  guint8 drawn[2][NOMO_CODES_MAX_LENGTH];

  for (guint set = 0; set < 2; set++)
    nomo_random_below (self->places[set].n, drawn[set], (self->n_random + 1 - set) / 2);
  for (guint i = 0; i < self->n_random; i++)
    values[i] = drawn[i % 2][i / 2];
  if (self->check) {
    guint modulus = self->places[0].n;

    values[self->n_random] = (guint8) ((modulus - sum_up (values, self->n_random, modulus)) % modulus);
  }
}

static char *
make (const Plan *self, const char *prefix)
{
  guint8 values[NOMO_CODES_MAX_LENGTH + 1];
  GString *code = g_string_new (prefix);

  draw (self, values);
  for (guint i = 0; i < self->n_random; i++)
    g_string_append_unichar (code, self->places[i % 2].letters[values[i]]);
  if (self->check)
    g_string_append_unichar (code, self->places[0].letters[values[self->n_random]]);
  return g_string_free (code, FALSE);
}

/**
 * nomo_codes_make:
 * @pattern: a pattern that was validated
 * @count: how many codes to make
 * @taken: codes that there are already; those that are made are added
 * @error: return location
 *
 * Makes codes at random, by the system's CSPRNG. No two are the same, and none is one of @taken, not even with other spelling.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the codes, or %NULL with a sentence for people when nearly all codes of
 *   the pattern are taken
 */
GPtrArray *
nomo_codes_make (const NomoCodePattern *pattern, guint count, GHashTable *taken, GError **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_full (count, g_free);
  guint64 draws = (guint64) count * PATIENCE + PATIENCE;
  Plan self;

  for (plan (&self, pattern); codes->len < count && draws > 0; draws--) {
    char *code = make (&self, pattern->prefix);

    if (take (taken, code))
      g_ptr_array_add (codes, code);
    else
      g_free (code);
  }
  if (codes->len == count)
    return g_steal_pointer (&codes);
  refuse (error, _ ("Nearly all codes of that form are taken already. Choose a greater length or another prefix."));
  return NULL;
}

static void
append_typed (GString *out, gunichar c)
{
  int digit = g_unichar_digit_value (c);

  if (g_unichar_isspace (c) || c == '-' || g_unichar_type (c) == G_UNICODE_FORMAT)
    return;
  if (digit >= 0)
    g_string_append_c (out, (char) ('0' + digit));
  else
    g_string_append_unichar (out, g_unichar_toupper (c));
}

/* Small letters, digits of another script and the gaps that people leave make no other code. */
static char *
dup_typed (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    append_typed (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static gboolean
find_letter (const Set *set, gunichar letter, guint8 *value)
{
  for (*value = 0; *value < set->n; (*value)++)
    if (set->letters[*value] == letter)
      return TRUE;
  return FALSE;
}

static gboolean
check_letters (const Plan *self, const char *letters)
{
  guint8 values[NOMO_CODES_MAX_LENGTH + 1];
  guint n = self->n_random + (self->check ? 1 : 0);
  guint i = 0;

  for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p), i++)
    if (i >= n || !find_letter (&self->places[i < self->n_random ? i % 2 : 0], g_utf8_get_char (p), &values[i]))
      return FALSE;
  return i == n &&
         (!self->check ||
          (sum_up (values, self->n_random, self->places[0].n) + values[self->n_random]) % self->places[0].n == 0);
}

/**
 * nomo_codes_check:
 * @pattern: a pattern that was validated
 * @typed: what somebody has typed
 *
 * Returns: whether @typed can be a code of the pattern. With a check letter it cannot when one letter is wrong or two neighbours
 *   have changed places.
 */
gboolean
nomo_codes_check (const NomoCodePattern *pattern, const char *typed)
{
  g_autofree char *prefix = dup_typed (pattern->prefix != NULL ? pattern->prefix : "");
  g_autofree char *code = g_utf8_validate (typed, -1, NULL) ? dup_typed (typed) : NULL;
  Plan self;

  plan (&self, pattern);
  return code != NULL && g_str_has_prefix (code, prefix) && check_letters (&self, code + strlen (prefix));
}
