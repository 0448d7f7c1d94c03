#include "config.h"

#include "nomo-coupon-code.h"

#include "nomo-random.h"
#include "nomo-text.h"

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
