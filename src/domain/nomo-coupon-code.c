#include "config.h"

#include "nomo-coupon-code.h"

#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-random.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define MOST_SUFFIX 5

/* Of letters and digits that look alike none; a byte draws evenly from as many as divide 256. */
#define SIGNS    "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#define N_SIGNS  32
#define N_LENGTH 8
G_STATIC_ASSERT (sizeof SIGNS == N_SIGNS + 1);

/**
 * nomo_coupon_code_normalise:
 * @typed: a code as a person wrote it
 *
 * Returns: (transfer full): the code as it is kept: with Western digits, and without what surrounds it unseen
 */
char *
nomo_coupon_code_normalise (const char *typed)
{
  g_autofree char *visible = nomo_text_strip_isolates (typed);

  return g_strstrip (nomo_text_ascii_digits (visible));
}

static gboolean
is_right (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return (c >= '0' && c <= '9') ||
         (g_unichar_isalpha (c) && (script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_LATIN));
}

/**
 * nomo_coupon_code_is_right:
 * @code: a code, with Western digits
 *
 * Returns: whether it has nothing in it but letters, Arabic or Latin, and digits, as Salla demands
 */
gboolean
nomo_coupon_code_is_right (const char *code)
{
  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_right (g_utf8_get_char (p)))
      return FALSE;
  return *code != '\0';
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, sentence);
  return FALSE;
}

/**
 * nomo_coupon_suffix_check:
 * @suffix: what the codes of a group have in common, with Western digits
 * @error: return location
 *
 * Returns: whether Salla takes it; if not, @error has a sentence for people
 */
gboolean
nomo_coupon_suffix_check (const char *suffix, GError **error)
{
  for (const char *p = suffix; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalpha (g_utf8_get_char (p)))
      return refuse (error, _ ("A suffix has nothing but letters: no digits, no spaces."));
  return g_utf8_strlen (suffix, -1) <= MOST_SUFFIX || refuse (error, _ ("A suffix has five letters at most."));
}

/**
 * nomo_coupon_group_check:
 * @suffix: what its codes have in common, with Western digits
 * @count: how many they are
 * @error: return location
 *
 * Returns: whether Salla makes such a group; if not, @error has a sentence for people
 */
gboolean
nomo_coupon_group_check (const char *suffix, gint64 count, GError **error)
{
  g_autofree char *most = nomo_format_int (NOMO_COUPON_MOST_CODES);
  /* Translators: %s is a number. */
  g_autofree char *sentence = g_strdup_printf (_ ("A group of Salla’s has %s codes at most."), most);

  return nomo_coupon_suffix_check (suffix, error) && (count <= NOMO_COUPON_MOST_CODES || refuse (error, sentence));
}

/**
 * nomo_coupon_code_generate:
 *
 * Returns: (transfer full): a code that nobody guesses, and that can be read out and typed without a doubt
 */
char *
nomo_coupon_code_generate (void)
{
  guint8 bytes[N_LENGTH];
  char code[N_LENGTH + 1] = { 0 };

  nomo_random_bytes (bytes, sizeof bytes);
  for (guint i = 0; i < N_LENGTH; i++)
    code[i] = SIGNS[bytes[i] % N_SIGNS];
  return g_strdup (code);
}
