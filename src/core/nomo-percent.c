#include "config.h"

#include "nomo-percent.h"

#include "nomo-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_DIGITS    3
#define DECIMAL_DIGITS 2
#define ARABIC_PERCENT "٪"

static const char *
skip_spaces (const char *cursor)
{
  while (g_unichar_isspace (g_utf8_get_char (cursor)))
    cursor = g_utf8_next_char (cursor);
  return cursor;
}

/* Some keyboards put the sign in front. */
static const char *
skip_sign (const char *cursor)
{
  cursor = skip_spaces (cursor);
  if (*cursor == '%')
    return skip_spaces (cursor + 1);
  if (g_str_has_prefix (cursor, ARABIC_PERCENT))
    return skip_spaces (cursor + strlen (ARABIC_PERCENT));
  return cursor;
}

static const char *
read_digits (const char *cursor, int most, int *number, int *n)
{
  for (*n = 0; *n < most && g_ascii_isdigit (*cursor); cursor++, *n += 1)
    *number = *number * 10 + (*cursor - '0');
  return cursor;
}

/* Below a hundred there are no thousands to be parted, so a comma is what it is on many keyboards: the decimal point. */
static const char *
skip_point (const char *cursor)
{
  if (*cursor == '.' || *cursor == ',')
    return cursor + 1;
  return g_str_has_prefix (cursor, "،") ? cursor + strlen ("،") : cursor;
}

static gboolean
read_hundredths (const char *cursor, int *hundredths)
{
  const char *point;
  int whole, decimals = 0;

  *hundredths = 0;
  point = read_digits (skip_sign (cursor), MOST_DIGITS, hundredths, &whole);
  cursor = skip_point (point);
  if (cursor != point)
    cursor = read_digits (cursor, DECIMAL_DIGITS, hundredths, &decimals);
  for (int i = decimals; i < DECIMAL_DIGITS; i++)
    *hundredths *= 10;
  return whole + decimals > 0 && *skip_sign (cursor) == '\0' && *hundredths <= NOMO_PERCENT_WHOLE;
}

/**
 * nomo_percent_parse:
 * @text: (nullable): a percentage as people type it
 * @hundredths: (out): hundredths of a percent, 0 to %NOMO_PERCENT_WHOLE; %NOMO_PERCENT_UNKNOWN when nothing was typed
 * @error: return location
 *
 * Reads a share of a whole without ever passing through a double: 0 to 100 with up to two decimal digits, with or without a
 * percent sign. Arabic-Indic and Persian digits, `٫`, `,` and `،` are read too.
 *
 * Fails with `NOMO_CORE_ERROR_INVALID`; the message is for the person who typed.
 *
 * Returns: whether @hundredths was set
 */
gboolean
nomo_percent_parse (const char *text, int *hundredths, GError **error)
{
  g_autofree char *visible = nomo_text_strip_isolates (text);
  g_autofree char *ascii = nomo_text_ascii_digits (visible);
  int result = NOMO_PERCENT_UNKNOWN;

  if (*skip_spaces (ascii) != '\0' && !read_hundredths (ascii, &result)) {
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                         _ ("Type a number from 0 to 100, with up to two decimal digits."));
    return FALSE;
  }
  *hundredths = result;
  return TRUE;
}
