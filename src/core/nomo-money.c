#include "config.h"

#include "nomo-money.h"

#include "nomo-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unicode/ucurr.h>

#define DEFAULT_EXPONENT 2
#define MAX_SHIFT        10000
#define MAX_DIGITS       19
#define RATE_DIGITS      18

/* sign × DIGITS × 10^shift; digits are ASCII without leading zeros, so zero is the empty text. */
typedef struct {
  gboolean negative;
  char *digits;
  int shift;
} Decimal;

static const char *
skip_sign (const char *cursor, gboolean *negative)
{
  *negative = *cursor == '-' || g_str_has_prefix (cursor, "\u2212");
  if (*cursor == '+' || *cursor == '-')
    return cursor + 1;
  return *negative ? cursor + strlen ("\u2212") : cursor;
}

static gsize
group_separator (const char *cursor)
{
  static const char *const separators[] = { ",", "\u060c", "\u00a0", "\u202f", " " };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (g_str_has_prefix (cursor, separators[i]))
      return strlen (separators[i]);
  return 0;
}

static gboolean
is_group (const char *cursor)
{
  return g_ascii_isdigit (cursor[0]) && g_ascii_isdigit (cursor[1]) && g_ascii_isdigit (cursor[2]) &&
         !g_ascii_isdigit (cursor[3]);
}

/* Groups are of three digits: "12,5" may mean 12.5 or 125, so it is refused instead of guessed. */
static const char *
read_whole (const char *cursor, GString *digits)
{
  const char *start = cursor;
  gsize skip;

  while (g_ascii_isdigit (*cursor))
    g_string_append_c (digits, *cursor++);
  if (cursor == start || cursor - start > 3)
    return cursor;
  while ((skip = group_separator (cursor)) > 0 && is_group (cursor + skip)) {
    g_string_append_len (digits, cursor + skip, 3);
    cursor += skip + 3;
  }
  return cursor;
}

static const char *
read_fraction (const char *cursor, GString *digits, int *shift)
{
  if (*cursor != '.')
    return cursor;
  for (cursor++; g_ascii_isdigit (*cursor); cursor++) {
    g_string_append_c (digits, *cursor);
    *shift -= 1;
  }
  return cursor;
}

/* NULL when "e" has no number behind it. A shift that no amount can have is only kept from overflowing. */
static const char *
read_exponent (const char *cursor, int *shift)
{
  gboolean negative;
  int exponent = 0;

  if (*cursor != 'e' && *cursor != 'E')
    return cursor;
  cursor = skip_sign (cursor + 1, &negative);
  if (!g_ascii_isdigit (*cursor))
    return NULL;
  for (; g_ascii_isdigit (*cursor); cursor++)
    exponent = MIN (exponent * 10 + (*cursor - '0'), MAX_SHIFT);
  *shift += negative ? -exponent : exponent;
  return cursor;
}

static char *
without_leading_zeros (GString *digits)
{
  char *text = g_string_free (digits, FALSE);

  memmove (text, text + strspn (text, "0"), strlen (text + strspn (text, "0")) + 1);
  return text;
}

static gboolean
decimal_parse (const char *text, Decimal *decimal)
{
  g_autofree char *visible = nomo_text_strip_isolates (text);
  g_autofree char *ascii = nomo_text_ascii_digits (visible);
  GString *digits = g_string_new (NULL);
  const char *cursor = skip_sign (g_strstrip (ascii), &decimal->negative);

  decimal->shift = 0;
  cursor = read_whole (cursor, digits);
  cursor = read_fraction (cursor, digits, &decimal->shift);
  if (digits->len > 0)
    cursor = read_exponent (cursor, &decimal->shift);
  if (digits->len == 0 || digits->len > MAX_SHIFT || cursor == NULL || *cursor != '\0') {
    g_string_free (digits, TRUE);
    return FALSE;
  }
  decimal->digits = without_leading_zeros (digits);
  return TRUE;
}

/* DIGITS × 10^shift as a whole number, half up. */
static gboolean
round_digits (const char *digits, int shift, gint64 *result)
{
  int length = (int) strlen (digits);
  int keep = length + shift;
  guint64 value = 0;

  *result = 0;
  if (length == 0 || keep < 0)
    return TRUE;
  if (keep > MAX_DIGITS)
    return FALSE;
  for (int i = 0; i < keep; i++)
    value = value * 10 + (guint64) (i < length ? digits[i] - '0' : 0);
  if (keep < length && digits[keep] >= '5')
    value++;
  if (value > G_MAXINT64)
    return FALSE;
  *result = (gint64) value;
  return TRUE;
}

static gboolean
set_range_error (GError **error)
{
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_RANGE, _ ("This amount is too large."));
  return FALSE;
}

/**
 * nomo_money_exponent:
 * @currency: (nullable): an ISO 4217 code
 *
 * How many decimal digits a currency has: 2 for SAR, 3 for KWD, 0 for JPY. An unknown currency has 2.
 *
 * Returns: 0 to 4
 */
int
nomo_money_exponent (const char *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar code[4] = { 0 };
  int digits;

  if (currency == NULL || strlen (currency) != 3)
    return DEFAULT_EXPONENT;
  for (int i = 0; i < 3; i++) {
    if (!g_ascii_isalpha (currency[i]))
      return DEFAULT_EXPONENT;
    code[i] = (UChar) g_ascii_toupper (currency[i]);
  }
  digits = ucurr_getDefaultFractionDigits (code, &status);
  return U_SUCCESS (status) ? CLAMP (digits, 0, 4) : DEFAULT_EXPONENT;
}

/**
 * nomo_money_parse:
 * @text: (nullable): an amount in units of the currency, as people type it or as JSON carries it
 * @currency: (nullable): an ISO 4217 code
 * @minor: (out): the amount in minor units
 * @error: return location
 *
 * Reads a decimal number without ever passing through a double. Arabic-Indic and Persian digits, `٫` and `٬`, groups of
 * three, a sign in front and an exponent ("1.5e2") are read. Digits beyond those of the currency are rounded half up (away
 * from zero).
 *
 * Fails with `NOMO_CORE_ERROR_INVALID` when @text is not a number, with `NOMO_CORE_ERROR_RANGE` when it does not fit.
 *
 * Returns: whether @minor was set
 */
gboolean
nomo_money_parse (const char *text, const char *currency, gint64 *minor, GError **error)
{
  Decimal decimal = { 0 };
  gboolean fits;

  if (!decimal_parse (text, &decimal)) {
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                         /* Translators: shown under a field; 222.30 is an example */
                         _ ("This is not an amount. Write it like 222.30."));
    return FALSE;
  }
  fits = round_digits (decimal.digits, decimal.shift + nomo_money_exponent (currency), minor);
  if (decimal.negative)
    *minor = -*minor;
  g_free (decimal.digits);
  return fits ? TRUE : set_range_error (error);
}

static gboolean
rate_parse (const char *text, gint64 *mantissa, int *shift)
{
  Decimal decimal = { 0 };
  int surplus;
  gboolean ok;

  if (!decimal_parse (text, &decimal))
    return FALSE;
  surplus = MAX (0, (int) strlen (decimal.digits) - RATE_DIGITS);
  *shift = decimal.shift + surplus;
  ok = round_digits (decimal.digits, -surplus, mantissa) && *mantissa > 0 && !decimal.negative;
  g_free (decimal.digits);
  return ok;
}

static gboolean
scale_up (__int128 value, int shift, __int128 *result)
{
  for (; shift > 0 && value != 0; shift--)
    if (__builtin_mul_overflow (value, (__int128) 10, &value))
      return FALSE;
  *result = value;
  return TRUE;
}

static __int128
divide_half_up (__int128 dividend, __int128 divisor)
{
  __int128 magnitude = dividend < 0 ? -dividend : dividend;
  __int128 quotient = magnitude / divisor + (magnitude % divisor >= divisor - divisor / 2 ? 1 : 0);

  return dividend < 0 ? -quotient : quotient;
}

static __int128
scale_down (__int128 value, int shift)
{
  __int128 divisor = 1;

  if (shift > 38)
    return 0;
  for (; shift > 0; shift--)
    divisor *= 10;
  return divide_half_up (value, divisor);
}

/**
 * nomo_money_convert:
 * @minor: an amount in minor units of @from
 * @from: (nullable): the ISO 4217 code of @minor
 * @rate: (nullable): units of @to for one unit of @from, as decimal text
 * @to: (nullable): the ISO 4217 code of the result
 * @result: (out): the amount in minor units of @to
 * @error: return location
 *
 * result = minor × rate × 10^(digits of @to − digits of @from), rounded half up (away from zero). The first 18 significant
 * digits of the rate count.
 *
 * Fails with `NOMO_CORE_ERROR_INVALID` when @rate is not a number above zero, with `NOMO_CORE_ERROR_RANGE` when the result
 * does not fit.
 *
 * Returns: whether @result was set
 */
gboolean
nomo_money_convert (gint64 minor, const char *from, const char *rate, const char *to, gint64 *result, GError **error)
{
  gint64 mantissa;
  __int128 value;
  int shift;

  if (!rate_parse (rate, &mantissa, &shift)) {
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                         /* Translators: shown under a field; 3.75 is an example */
                         _ ("This is not an exchange rate. Write it like 3.75."));
    return FALSE;
  }
  value = (__int128) minor * mantissa;
  shift += nomo_money_exponent (to) - nomo_money_exponent (from);
  if (shift < 0)
    value = scale_down (value, -shift);
  else if (!scale_up (value, shift, &value))
    return set_range_error (error);
  if (value > G_MAXINT64 || value < G_MININT64)
    return set_range_error (error);
  *result = (gint64) value;
  return TRUE;
}

/**
 * nomo_money_share:
 * @amount: minor units
 * @part: 0 to @whole
 * @whole: what @part is a part of
 *
 * amount × part ÷ whole, rounded half up (away from zero).
 *
 * Returns: the share; 0 of nothing
 */
gint64
nomo_money_share (gint64 amount, gint64 part, gint64 whole)
{
  g_return_val_if_fail (part >= 0 && part <= whole, 0);

  return whole > 0 ? (gint64) divide_half_up ((__int128) amount * part, whole) : 0;
}

/**
 * nomo_money_scale:
 * @amount: minor units
 * @times: what it is multiplied by
 * @per: what it is divided by
 * @result: (out): minor units
 *
 * amount × times ÷ per, rounded half up (away from zero).
 *
 * Returns: whether @result was set; it is not when @per is not above zero or the result does not fit
 */
gboolean
nomo_money_scale (gint64 amount, gint64 times, gint64 per, gint64 *result)
{
  __int128 value;

  if (per <= 0)
    return FALSE;
  value = divide_half_up ((__int128) amount * times, per);
  if (value > G_MAXINT64 || value < G_MININT64)
    return FALSE;
  *result = (gint64) value;
  return TRUE;
}

/**
 * nomo_money_split_vat:
 * @gross: an amount that contains VAT, minor units
 * @percent_hundredths: the rate in hundredths of a percent, 1500 for 15 %
 * @net: (out): the amount without VAT
 * @vat: (out): the VAT
 *
 * net = gross ÷ (1 + rate), rounded half up; vat = gross − net, so that both always add up to @gross.
 */
void
nomo_money_split_vat (gint64 gross, int percent_hundredths, gint64 *net, gint64 *vat)
{
  g_return_if_fail (percent_hundredths >= 0);

  *net = (gint64) divide_half_up ((__int128) gross * 10000, 10000 + (__int128) percent_hundredths);
  *vat = gross - *net;
}

/**
 * nomo_money_to_decimal:
 * @minor: an amount in minor units
 * @currency: (nullable): an ISO 4217 code
 *
 * The amount as plain decimal text with all digits of the currency and a `-` in front when negative: "222.30". For JSON,
 * CSV and [func@money_parse], not for people.
 *
 * Returns: (transfer full): ASCII text
 */
char *
nomo_money_to_decimal (gint64 minor, const char *currency)
{
  guint64 magnitude = minor < 0 ? -(guint64) minor : (guint64) minor;
  int exponent = nomo_money_exponent (currency);
  guint64 unit = 1;

  for (int i = 0; i < exponent; i++)
    unit *= 10;
  if (exponent == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, minor < 0 ? "-" : "", magnitude);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, minor < 0 ? "-" : "", magnitude / unit,
                          exponent, magnitude % unit);
}
