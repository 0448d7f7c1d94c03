#include "config.h"

#include "nomo-format.h"

#include "nomo-format-private.h"
#include "nomo-locale.h"
#include "nomo-money.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/ustring.h>

static char *
format_magnitude_of_money (gint64 minor, const char *currency, gboolean exact)
{
  g_autofree char *decimal = nomo_money_to_decimal (minor, currency);
  const char *magnitude = minor < 0 ? decimal + 1 : decimal;
  char *point = strchr (decimal, '.');

  if (point == NULL)
    return _nomo_format_magnitude (magnitude, 0);
  if (exact || strspn (point + 1, "0") < strlen (point + 1))
    return _nomo_format_magnitude (magnitude, nomo_money_exponent (currency));
  *point = '\0';
  return _nomo_format_magnitude (magnitude, 0);
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

  return _nomo_format_signed (minor < 0, magnitude);
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
  name = ucurr_getName (code, "ar_SA", UCURR_SYMBOL_NAME, NULL, &length, &status);
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
    return g_strconcat (figure, NOMO_FORMAT_NBSP, name, NULL);
  }
  figure = format_magnitude_of_money (minor, currency, exact);
  return g_strconcat (minor < 0 ? NOMO_FORMAT_MINUS : "", name, NOMO_FORMAT_NBSP, figure, NULL);
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

  return _nomo_format_by_skeleton (decimal, skeleton);
}

static char *
spoken_other (guint64 minor, const char *currency)
{
  g_autofree char *decimal = nomo_money_to_decimal ((gint64) MIN (minor, (guint64) G_MAXINT64), currency);
  char *point = strchr (decimal, '.');

  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  return is_code (currency) ? spoken_by_icu (decimal, currency) : _nomo_format_magnitude (decimal, 0);
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
  guint64 magnitude = minor < 0 ? -(guint64) minor : (guint64) minor;
  gboolean riyals = currency != NULL && g_ascii_strcasecmp (currency, "SAR") == 0;
  g_autofree char *text = riyals ? spoken_riyals (magnitude) : spoken_other (magnitude, currency);

  /* Translators: a negative amount read aloud: minus 144 Saudi riyals */
  return minor < 0 ? g_strdup_printf (C_ ("spoken money", "minus %s"), text) : g_steal_pointer (&text);
}
