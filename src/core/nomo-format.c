#include "config.h"

#include "nomo-format.h"

#include "nomo-format-private.h"
#include "nomo-locale.h"
#include "nomo-phone.h"
#include "nomo-text.h"
#include "nomo-tongue.h"

#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define MAX_SKELETON 96

typedef enum { FRACTION, PERCENT = FRACTION + NOMO_FORMAT_MAX_FRACTION + 1, RATE, COMPACT, N_STYLES } Style;

/* By ICU's own names: those of BCP 47 would be translated into them, by tables that take their time to load. */
static const char *const locales[NOMO_FORMAT_N_VARIANTS] = { "en", "ar_SA@numbers=latn", "ar_SA@numbers=arab" };

static const char *const skeletons[N_STYLES] = {
  [FRACTION] = "precision-integer", [FRACTION + 1] = ".0",
  [FRACTION + 2] = ".00",           [FRACTION + 3] = ".000",
  [FRACTION + 4] = ".0000",         [PERCENT] = ".0 percent",
  [RATE] = ".## percent",           [COMPACT] = "compact-short .# rounding-mode-half-up",
};

NomoFormatVariant
_nomo_format_variant (void)
{
  if (!nomo_locale_is_rtl ())
    return NOMO_FORMAT_ENGLISH;
  return nomo_locale_get_arabic_digits () ? NOMO_FORMAT_ARABIC_DIGITS : NOMO_FORMAT_ARABIC;
}

static UNumberFormatter *
open_formatter (const char *skeleton, NomoFormatVariant variant)
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
get_formatter (NomoFormatVariant variant, Style style)
{
  static GMutex mutex;
  static UNumberFormatter *formatters[NOMO_FORMAT_N_VARIANTS][N_STYLES];
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
  NomoFormatVariant variant = _nomo_format_variant ();

  return apply_formatter (get_formatter (variant, style), decimal);
}

/* @decimal is ASCII without a sign; it is shown with @fraction decimal digits. */
char *
_nomo_format_magnitude (const char *decimal, int fraction)
{
  return format_magnitude (decimal, (Style) (FRACTION + fraction));
}

/* For what is rare: the formatter is not kept. */
char *
_nomo_format_by_skeleton (const char *decimal, const char *skeleton)
{
  UNumberFormatter *formatter = open_formatter (skeleton, _nomo_format_variant ());
  char *text = apply_formatter (formatter, decimal);

  unumf_close (formatter);
  return text;
}

/* Without an island, the sign of a number stands on its wrong side in an Arabic sentence. */
char *
_nomo_format_signed (gboolean negative, const char *magnitude)
{
  g_autofree char *signed_text = NULL;

  if (!negative)
    return g_strdup (magnitude);
  signed_text = g_strconcat (NOMO_FORMAT_MINUS, magnitude, NULL);
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

  return _nomo_format_signed (number < 0, magnitude);
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

  if (_nomo_format_variant () == NOMO_FORMAT_ARABIC)
    g_string_replace (text, "٪", "%", 0);
  return _nomo_format_signed (negative, text->str);
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
 * nomo_format_rate:
 * @hundredths: hundredths of a percent
 *
 * A percentage that somebody set, as of a discount, a commission or a tax, in contrast to one that was measured.
 *
 * Returns: (transfer full): "15%", "12.5%", with the decimal digits that there are
 */
char *
nomo_format_rate (gint64 hundredths)
{
  guint64 magnitude = magnitude_of (hundredths);
  g_autofree char *decimal = g_strdup_printf ("%" G_GUINT64_FORMAT ".%02d", magnitude / 100, (int) (magnitude % 100));

  return format_percent (decimal, hundredths < 0, RATE);
}

/* What follows is rounded as the figure shows it, so that 999.96 MB are 1.0 GB. */
static char *
format_tenths_of (gint64 bytes, gint64 unit)
{
  g_autofree char *decimal = tenths_to_decimal ((bytes + unit / 20) / (unit / 10));

  return format_magnitude (decimal, FRACTION + 1);
}

/**
 * nomo_format_size:
 * @bytes: the size of a file, not negative
 *
 * Returns: (transfer full): «512 كيلوبايت», "12.4 MB", in thousands
 */
char *
nomo_format_size (gint64 bytes)
{
  const gint64 kilo = 1000, mega = 1000 * kilo, giga = 1000 * mega;
  g_autofree char *figure = NULL;

  if (bytes + kilo / 2 < mega) {
    figure = nomo_format_int ((bytes + kilo / 2) / kilo);
    /* Translators: kilobytes */
    return g_strdup_printf (_ ("%s kB"), figure);
  }
  figure = format_tenths_of (bytes, bytes + mega / 20 < giga ? mega : giga);
  /* Translators: megabytes */
  return g_strdup_printf (bytes + mega / 20 < giga ? _ ("%s MB") : /* Translators: gigabytes */ _ ("%s GB"), figure);
}

/**
 * nomo_format_hundredths:
 * @hundredths: hundredths of a percent, not negative
 *
 * A percentage as [func@percent_parse] reads it, for a field that is typed into: without a sign of its own.
 *
 * Returns: (transfer full): "32", "32.5", "32.25"
 */
char *
nomo_format_hundredths (int hundredths)
{
  g_autofree char *decimal = g_strdup_printf ("%d.%02d", hundredths / 100, hundredths % 100);

  return format_magnitude (decimal, hundredths % 100 == 0 ? FRACTION : FRACTION + (hundredths % 10 == 0 ? 1 : 2));
}

/**
 * nomo_format_pieces:
 * @pieces: how many pieces of a product
 *
 * Returns: (transfer full): like «×2», an island that reads from left to right
 */
char *
nomo_format_pieces (gint64 pieces)
{
  g_autofree char *number = nomo_format_int (pieces);
  /* Translators: how many pieces of a product, like ×2 */
  g_autofree char *text = g_strdup_printf (C_ ("pieces", "×%s"), number);

  return nomo_text_isolate (text);
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
  g_autofree char *figure = _nomo_format_signed (tenths < 0, magnitude);

  /* Translators: percentage points, the change of a percentage: 0.4 pt */
  return g_strdup_printf (_ ("%s pt"), figure);
}

/**
 * nomo_format_tenths:
 * @tenths: a number of tenths, 42 for 4.2
 *
 * Returns: (transfer full): the number with one digit behind the point, "4.2"
 */
char *
nomo_format_tenths (gint64 tenths)
{
  g_autofree char *decimal = tenths_to_decimal (tenths);
  g_autofree char *magnitude = format_magnitude (decimal, FRACTION + 1);

  return _nomo_format_signed (tenths < 0, magnitude);
}

/**
 * nomo_format_phone:
 * @e164: (nullable): a number in E.164
 *
 * Returns: (transfer full): "+966 50 123 4567", with no-break spaces, an island of its own in a right-to-left interface
 */
char *
nomo_format_phone (const char *e164)
{
  g_autofree char *grouped = nomo_phone_format (e164);
  g_autoptr (GString) whole = g_string_new (grouped);

  g_string_replace (whole, " ", NOMO_FORMAT_NBSP, 0);
  return nomo_locale_is_rtl () ? nomo_text_isolate_ltr (whole->str) : g_string_free (g_steal_pointer (&whole), FALSE);
}
