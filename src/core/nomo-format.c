#include "config.h"

#include "nomo-format.h"

#include "nomo-locale.h"
#include "nomo-money.h"
#include "nomo-phone.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define MINUS "\u2212"
#define NBSP  "\u00a0"

#define MAX_FRACTION 4
#define MAX_SKELETON 96

typedef enum { ENGLISH, ARABIC, ARABIC_DIGITS, N_VARIANTS } Variant;
typedef enum { FRACTION, PERCENT = FRACTION + MAX_FRACTION + 1, SHARE, COMPACT, N_STYLES } Style;

static const char *const locales[N_VARIANTS] = { "en", "ar-SA-u-nu-latn", "ar-SA-u-nu-arab" };

static const char *const skeletons[N_STYLES] = {
  [FRACTION] = "precision-integer",
  [FRACTION + 1] = ".0",
  [FRACTION + 2] = ".00",
  [FRACTION + 3] = ".000",
  [FRACTION + 4] = ".0000",
  [PERCENT] = ".0 percent",
  [SHARE] = "precision-integer percent",
  [COMPACT] = "compact-short .# rounding-mode-half-up",
};

static Variant
current_variant (void)
{
  if (!nomo_locale_is_rtl ())
    return ENGLISH;
  return nomo_locale_get_arabic_digits () ? ARABIC_DIGITS : ARABIC;
}

static UNumberFormatter *
open_formatter (const char *skeleton, Variant variant)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[MAX_SKELETON];
  UNumberFormatter *formatter =
      unumf_openForSkeletonAndLocale (u_uastrncpy (wide, skeleton, MAX_SKELETON), -1, locales[variant], &status);

  if (U_FAILURE (status))
    g_error ("ICU has no numbers for %s: %s", locales[variant], u_errorName (status));
  return formatter;
}

/* Formatters cost far more to open than to use, and ICU lets every thread use an open one. */
static const UNumberFormatter *
get_formatter (Variant variant, Style style)
{
  static GMutex mutex;
  static UNumberFormatter *formatters[N_VARIANTS][N_STYLES];
  const UNumberFormatter *formatter;

  g_mutex_lock (&mutex);
  if (formatters[variant][style] == NULL)
    formatters[variant][style] = open_formatter (skeletons[style], variant);
  formatter = formatters[variant][style];
  g_mutex_unlock (&mutex);
  return formatter;
}

static char *
utf8_from_result (const UFormattedNumber *result, UErrorCode *status)
{
  UChar buffer[256];
  int length = unumf_resultToString (result, buffer, G_N_ELEMENTS (buffer), status);

  return U_SUCCESS (*status) ? g_utf16_to_utf8 ((const gunichar2 *) buffer, length, NULL, NULL, NULL) : NULL;
}

static char *
apply_formatter (const UNumberFormatter *formatter, const char *decimal)
{
  UErrorCode status = U_ZERO_ERROR;
  UFormattedNumber *result = unumf_openResult (&status);
  g_autofree char *formatted = NULL;

  unumf_formatDecimal (formatter, decimal, -1, result, &status);
  formatted = utf8_from_result (result, &status);
  unumf_closeResult (result);
  return formatted != NULL ? nomo_text_strip_isolates (formatted) : g_strdup (decimal);
}

static char *
format_magnitude (const char *decimal, Style style)
{
  Variant variant = current_variant ();

  return apply_formatter (get_formatter (variant, style), decimal);
}

/* Without an island, the sign of a number stands on its wrong side in an Arabic sentence. */
static char *
with_sign (gboolean negative, const char *magnitude)
{
  g_autofree char *signed_text = NULL;

  if (!negative)
    return g_strdup (magnitude);
  signed_text = g_strconcat (MINUS, magnitude, NULL);
  return nomo_locale_is_rtl () ? nomo_text_isolate_ltr (signed_text) : g_steal_pointer (&signed_text);
}

static guint64
magnitude_of (gint64 number)
{
  return number < 0 ? -(guint64) number : (guint64) number;
}

static char *
format_whole (gint64 number, Style style)
{
  g_autofree char *decimal = g_strdup_printf ("%" G_GUINT64_FORMAT, magnitude_of (number));
  g_autofree char *magnitude = format_magnitude (decimal, style);

  return with_sign (number < 0, magnitude);
}

static char *
tenths_to_decimal (gint64 tenths)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%d", magnitude_of (tenths) / 10, (int) (magnitude_of (tenths) % 10));
}

/**
 * nomo_format_int:
 * @number: a count
 *
 * Returns: (transfer full): "1,046"; a negative number has U+2212
 */
char *
nomo_format_int (gint64 number)
{
  return format_whole (number, FRACTION);
}

/**
 * nomo_format_short:
 * @number: a value on an axis
 *
 * A number as the axis of a chart shows it, with at most one decimal digit. Anywhere else figures are written out.
 *
 * Returns: (transfer full): «40 ألف», "40K"
 */
char *
nomo_format_short (gint64 number)
{
  return format_whole (number, COMPACT);
}

/* The Arabic percent sign belongs to Arabic digits; beside Western ones Salla writes %. */
static char *
format_percent (const char *decimal, gboolean negative, Style style)
{
  g_autofree char *magnitude = format_magnitude (decimal, style);
  g_autoptr (GString) text = g_string_new (magnitude);

  if (current_variant () == ARABIC)
    g_string_replace (text, "٪", "%", 0);
  return with_sign (negative, text->str);
}

/**
 * nomo_format_percent:
 * @tenths: tenths of a percent, 182 for 18.2 %
 *
 * Returns: (transfer full): "18.2%", with its one decimal digit also when that is 0
 */
char *
nomo_format_percent (gint64 tenths)
{
  g_autofree char *decimal = tenths_to_decimal (tenths);

  return format_percent (decimal, tenths < 0, PERCENT);
}

/**
 * nomo_format_share:
 * @percent: whole percents of a whole
 *
 * Returns: (transfer full): "31%"
 */
char *
nomo_format_share (gint64 percent)
{
  g_autofree char *decimal = g_strdup_printf ("%" G_GUINT64_FORMAT, magnitude_of (percent));

  return format_percent (decimal, percent < 0, SHARE);
}

/**
 * nomo_format_points:
 * @tenths: tenths of a percentage point, 4 for 0.4
 *
 * The change of something that is itself a percentage.
 *
 * Returns: (transfer full): «0.4 نقطة مئوية», "0.4 pt"
 */
char *
nomo_format_points (gint64 tenths)
{
  g_autofree char *decimal = tenths_to_decimal (tenths);
  g_autofree char *magnitude = format_magnitude (decimal, FRACTION + 1);
  g_autofree char *figure = with_sign (tenths < 0, magnitude);

  /* Translators: percentage points, the change of a percentage: 0.4 pt */
  return g_strdup_printf (_ ("%s pt"), figure);
}

static char *
format_magnitude_of_money (gint64 minor, const char *currency, gboolean exact)
{
  g_autofree char *decimal = nomo_money_to_decimal (minor, currency);
  const char *magnitude = minor < 0 ? decimal + 1 : decimal;
  char *point = strchr (decimal, '.');

  if (point == NULL)
    return format_magnitude (magnitude, FRACTION);
  if (exact || strspn (point + 1, "0") < strlen (point + 1))
    return format_magnitude (magnitude, FRACTION + nomo_money_exponent (currency));
  *point = '\0';
  return format_magnitude (magnitude, FRACTION);
}

/**
 * nomo_format_amount:
 * @minor: an amount in minor units
 * @currency: (nullable): an ISO 4217 code
 * @exact: whether it is a price, a cost or an invoice, which show their decimal digits also when those are zero
 *
 * The figure alone, for a label beside that of [func@format_currency].
 *
 * Returns: (transfer full): "12,450", "222.30"
 */
char *
nomo_format_amount (gint64 minor, const char *currency, gboolean exact)
{
  g_autofree char *magnitude = format_magnitude_of_money (minor, currency, exact);

  return with_sign (minor < 0, magnitude);
}

static gboolean
is_arabic (const char *text)
{
  return g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_ARABIC;
}

/* ICU ends an Arabic symbol with a full stop and an RLM; the house style has neither. */
static char *
arabic_symbol (const char *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;
  UChar code[4] = { 0 };
  const UChar *name;
  g_autofree char *symbol = NULL;
  char *visible;

  u_charsToUChars (currency, code, 3);
  name = ucurr_getName (code, locales[ARABIC], UCURR_SYMBOL_NAME, NULL, &length, &status);
  symbol = U_SUCCESS (status) ? g_utf16_to_utf8 ((const gunichar2 *) name, length, NULL, NULL, NULL) : NULL;
  if (symbol == NULL || !is_arabic (symbol))
    return NULL;
  visible = nomo_text_strip_isolates (symbol);
  if (g_str_has_suffix (visible, "."))
    visible[strlen (visible) - 1] = '\0';
  return visible;
}

static gboolean
is_code (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && g_ascii_isalpha (currency[0]) && g_ascii_isalpha (currency[1]) &&
         g_ascii_isalpha (currency[2]);
}

/**
 * nomo_format_currency:
 * @currency: (nullable): an ISO 4217 code
 *
 * The name of a currency as it stands beside a figure.
 *
 * Returns: (transfer full): «ر.س», "SAR"; the code where Arabic has no sign of its own; empty without a currency
 */
char *
nomo_format_currency (const char *currency)
{
  g_autofree char *code = g_ascii_strup (currency != NULL ? currency : "", -1);
  char *symbol;

  if (!is_code (code) || !nomo_locale_is_rtl ())
    return g_utf8_make_valid (code, -1);
  /* Newer ICU gives the riyal its sign U+20C1, which few fonts have. */
  if (g_str_equal (code, "SAR"))
    return g_strdup ("ر.س");
  symbol = arabic_symbol (code);
  return symbol != NULL ? symbol : g_steal_pointer (&code);
}

/**
 * nomo_format_money:
 * @minor: an amount in minor units
 * @currency: (nullable): an ISO 4217 code
 * @exact: whether it is a price, a cost or an invoice, which show their decimal digits also when those are zero
 *
 * Returns: (transfer full): «12,450 ر.س», "SAR 12,450", with a no-break space; negative «−144 ر.س», "−SAR 144"
 */
char *
nomo_format_money (gint64 minor, const char *currency, gboolean exact)
{
  g_autofree char *name = nomo_format_currency (currency);
  g_autofree char *figure = NULL;

  if (*name == '\0')
    return nomo_format_amount (minor, currency, exact);
  if (nomo_locale_is_rtl ()) {
    figure = nomo_format_amount (minor, currency, exact);
    return g_strconcat (figure, NBSP, name, NULL);
  }
  figure = format_magnitude_of_money (minor, currency, exact);
  return g_strconcat (minor < 0 ? MINUS : "", name, NBSP, figure, NULL);
}

static char *
spoken_riyals (guint64 halalas)
{
  guint64 whole = halalas / 100, part = halalas % 100;
  g_autofree char *whole_figure = nomo_format_int ((gint64) whole);
  g_autofree char *part_figure = nomo_format_int ((gint64) part);
  g_autofree char *riyals = g_strdup_printf (ngettext ("%s Saudi riyal", "%s Saudi riyals", whole), whole_figure);
  g_autofree char *rest = g_strdup_printf (ngettext ("%s halala", "%s halalas", part), part_figure);

  if (part == 0)
    return g_steal_pointer (&riyals);
  if (whole == 0)
    return g_steal_pointer (&rest);
  /* Translators: an amount read aloud: 5 Saudi riyals and 30 halalas */
  return g_strdup_printf (C_ ("spoken money", "%1$s and %2$s"), riyals, rest);
}

static char *
spoken_by_icu (const char *decimal, const char *currency)
{
  const char *precision = strchr (decimal, '.') == NULL ? "precision-integer" : "precision-currency-standard";
  g_autofree char *skeleton = g_strdup_printf ("currency/%s unit-width-full-name %s", currency, precision);
  UNumberFormatter *formatter = open_formatter (skeleton, current_variant ());
  char *text = apply_formatter (formatter, decimal);

  unumf_close (formatter);
  return text;
}

static char *
spoken_other (guint64 minor, const char *currency)
{
  g_autofree char *decimal = nomo_money_to_decimal ((gint64) MIN (minor, (guint64) G_MAXINT64), currency);
  char *point = strchr (decimal, '.');

  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  return is_code (currency) ? spoken_by_icu (decimal, currency) : format_magnitude (decimal, FRACTION);
}

/**
 * nomo_format_money_spoken:
 * @minor: an amount in minor units
 * @currency: (nullable): an ISO 4217 code
 *
 * An amount in words that a screen reader reads as one.
 *
 * Returns: (transfer full): "328,400 Saudi riyals", «328,400 ريال سعودي»
 */
char *
nomo_format_money_spoken (gint64 minor, const char *currency)
{
  guint64 magnitude = magnitude_of (minor);
  gboolean riyals = currency != NULL && g_ascii_strcasecmp (currency, "SAR") == 0;
  g_autofree char *text = riyals ? spoken_riyals (magnitude) : spoken_other (magnitude, currency);

  /* Translators: a negative amount read aloud: minus 144 Saudi riyals */
  return minor < 0 ? g_strdup_printf (C_ ("spoken money", "minus %s"), text) : g_steal_pointer (&text);
}

/**
 * nomo_format_phone:
 * @e164: (nullable): a number in E.164
 *
 * Returns: (transfer full): "+966 50 123 4567", an island of its own in a right-to-left interface
 */
char *
nomo_format_phone (const char *e164)
{
  g_autofree char *grouped = nomo_phone_format (e164);

  return nomo_locale_is_rtl () ? nomo_text_isolate_ltr (grouped) : g_steal_pointer (&grouped);
}
