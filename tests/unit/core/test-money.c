#include "nomo-error.h"
#include "nomo-money.h"

static void
assert_amount (const char *text, const char *currency, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 minor = -1;
  gboolean parsed = nomo_money_parse (text, currency, &minor, &error);

  g_assert_no_error (error);
  g_assert_true (parsed);
  g_assert_cmpint (minor, ==, expected);
}

static void
assert_refused (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  gint64 minor;

  g_assert_false (nomo_money_parse (text, "SAR", &minor, &error));
  g_assert_error (error, NOMO_CORE_ERROR, code);
}

static void
test_exponent (void)
{
  g_assert_cmpint (nomo_money_exponent ("SAR"), ==, 2);
  g_assert_cmpint (nomo_money_exponent ("sar"), ==, 2);
  g_assert_cmpint (nomo_money_exponent ("KWD"), ==, 3);
  g_assert_cmpint (nomo_money_exponent ("BHD"), ==, 3);
  g_assert_cmpint (nomo_money_exponent ("OMR"), ==, 3);
  g_assert_cmpint (nomo_money_exponent ("JPY"), ==, 0);
  g_assert_cmpint (nomo_money_exponent (NULL), ==, 2);
  g_assert_cmpint (nomo_money_exponent ("S1R"), ==, 2);
  g_assert_cmpint (nomo_money_exponent ("RIYAL"), ==, 2);
}

static void
test_parse (void)
{
  assert_amount ("222.30", "SAR", 22230);
  assert_amount ("0", "SAR", 0);
  assert_amount ("-0", "SAR", 0);
  assert_amount (".5", "SAR", 50);
  assert_amount ("5.", "SAR", 500);
  assert_amount ("+12", "SAR", 1200);
  assert_amount ("-144", "SAR", -14400);
  assert_amount ("\u2212144", "SAR", -14400);
  assert_amount ("  007.10 ", "SAR", 710);
  assert_amount ("1.5", "KWD", 1500);
  assert_amount ("1.5", "JPY", 2);
}

static void
test_parse_arabic (void)
{
  assert_amount ("٢٢٢٫٣٠", "SAR", 22230);
  assert_amount ("١٬٢٣٤٬٥٦٧٫٨٩", "SAR", 123456789);
  assert_amount ("١٬٢٣٤", "SAR", 123400);
  assert_amount ("۱۲", "SAR", 1200);
  assert_amount ("\u2066\u2212١٤٤\u2069", "SAR", -14400);
}

static void
test_parse_groups (void)
{
  assert_amount ("1,234,567.89", "SAR", 123456789);
  assert_amount ("12 450", "SAR", 1245000);
  assert_amount ("12\u00a0450", "SAR", 1245000);
  assert_refused ("12,5", NOMO_CORE_ERROR_INVALID);
  assert_refused ("1,23,456", NOMO_CORE_ERROR_INVALID);
  assert_refused ("1234,567", NOMO_CORE_ERROR_INVALID);
  assert_refused (",123", NOMO_CORE_ERROR_INVALID);
}

static void
test_parse_rounds (void)
{
  assert_amount ("0.004", "SAR", 0);
  assert_amount ("0.005", "SAR", 1);
  assert_amount ("0.0049999999999999999999999", "SAR", 0);
  assert_amount ("-0.005", "SAR", -1);
  assert_amount ("1.0049", "SAR", 100);
  assert_amount ("9.995", "SAR", 1000);
  assert_amount ("0.0000000000000000000000000000001", "SAR", 0);
}

static void
test_parse_exponent (void)
{
  assert_amount ("1.5e2", "SAR", 15000);
  assert_amount ("1.5E+2", "SAR", 15000);
  assert_amount ("22230e-2", "SAR", 22230);
  assert_amount ("5e-99999999999", "SAR", 0);
  assert_amount ("0e99999999999", "SAR", 0);
  assert_refused ("1e99999999999", NOMO_CORE_ERROR_RANGE);
  assert_refused ("1e", NOMO_CORE_ERROR_INVALID);
  assert_refused ("e5", NOMO_CORE_ERROR_INVALID);
  assert_refused ("1e+-5", NOMO_CORE_ERROR_INVALID);
}

static void
test_parse_limits (void)
{
  assert_amount ("92233720368547758.07", "SAR", G_MAXINT64);
  assert_amount ("-92233720368547758.07", "SAR", -G_MAXINT64);
  assert_refused ("92233720368547758.08", NOMO_CORE_ERROR_RANGE);
  assert_refused ("92233720368547758.075", NOMO_CORE_ERROR_RANGE);
  assert_refused ("99999999999999999999999", NOMO_CORE_ERROR_RANGE);
}

static void
test_parse_refused (void)
{
  static const char *const texts[] = { "",    " ",   "-",    ".",   "abc", "12a", "1.2.3",
                                       "--1", "+-1", "0x10", "nan", "inf", "1 2" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], NOMO_CORE_ERROR_INVALID);
  assert_refused (NULL, NOMO_CORE_ERROR_INVALID);
}

static void
assert_converted (gint64 minor, const char *from, const char *rate, const char *to, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 result = -1;
  gboolean converted = nomo_money_convert (minor, from, rate, to, &result, &error);

  g_assert_no_error (error);
  g_assert_true (converted);
  g_assert_cmpint (result, ==, expected);
}

static void
test_convert (void)
{
  assert_converted (10000, "USD", "3.75", "SAR", 37500);
  assert_converted (1500, "KWD", "12.2", "SAR", 1830);
  assert_converted (100, "SAR", "0.08195", "KWD", 82);
  assert_converted (1000, "JPY", "0.025", "SAR", 2500);
  assert_converted (2500, "SAR", "40", "JPY", 1000);
  assert_converted (1, "SAR", "0.5", "SAR", 1);
  assert_converted (-1, "SAR", "0.5", "SAR", -1);
  assert_converted (1, "SAR", "0.49999", "SAR", 0);
  assert_converted (10000, "USD", "٣٫٧٥", "SAR", 37500);
  assert_converted (10000, "USD", "3.7500000000000000000000000001", "SAR", 37500);
  assert_converted (G_MAXINT64, "SAR", "1", "SAR", G_MAXINT64);
  assert_converted (G_MAXINT64, "SAR", "1e-60", "SAR", 0);
}

static void
test_convert_refused (void)
{
  static const char *const rates[] = { "", "0", "-3.75", "x", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autoptr (GError) error = NULL;
    gint64 result;

    g_assert_false (nomo_money_convert (100, "USD", rates[i], "SAR", &result, &error));
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
  }
  g_autoptr (GError) error = NULL;
  gint64 result;

  g_assert_false (nomo_money_convert (G_MAXINT64, "USD", "2", "SAR", &result, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (nomo_money_convert (1, "USD", "1e9999", "SAR", &result, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_RANGE);
}

static void
assert_split (gint64 gross, int rate, gint64 net_expected, gint64 vat_expected)
{
  gint64 net, vat;

  nomo_money_split_vat (gross, rate, &net, &vat);
  g_assert_cmpint (net, ==, net_expected);
  g_assert_cmpint (vat, ==, vat_expected);
}

static void
test_split_vat (void)
{
  assert_split (11500, 1500, 10000, 1500);
  assert_split (22230, 1500, 19330, 2900);
  assert_split (1, 1500, 1, 0);
  assert_split (-11500, 1500, -10000, -1500);
  assert_split (10500, 500, 10000, 500);
  assert_split (4711, 0, 4711, 0);
  for (gint64 gross = -2000; gross < 2000; gross++) {
    gint64 net, vat;

    nomo_money_split_vat (gross, 1500, &net, &vat);
    g_assert_cmpint (net + vat, ==, gross);
  }
}

static void
test_share (void)
{
  g_assert_cmpint (nomo_money_share (1055250, 2500, 10000), ==, 263813);
  g_assert_cmpint (nomo_money_share (-1055250, 2500, 10000), ==, -263813);
  g_assert_cmpint (nomo_money_share (100, 1, 3), ==, 33);
  g_assert_cmpint (nomo_money_share (100, 2, 3), ==, 67);
  g_assert_cmpint (nomo_money_share (4711, 0, 0), ==, 0);
  g_assert_cmpint (nomo_money_share (G_MAXINT64, G_MAXINT64 - 1, G_MAXINT64), ==, G_MAXINT64 - 1);
}

static void
test_scale (void)
{
  gint64 result = 7;

  g_assert_true (nomo_money_scale (2000, 23000, 20000, &result));
  g_assert_cmpint (result, ==, 2300);
  g_assert_true (nomo_money_scale (1, 1, 2, &result));
  g_assert_cmpint (result, ==, 1);
  g_assert_true (nomo_money_scale (-1, 1, 2, &result));
  g_assert_cmpint (result, ==, -1);
  g_assert_true (nomo_money_scale (G_MAXINT64, G_MAXINT64, G_MAXINT64, &result));
  g_assert_cmpint (result, ==, G_MAXINT64);
  g_assert_false (nomo_money_scale (G_MAXINT64, 2, 1, &result));
  g_assert_false (nomo_money_scale (G_MININT64, 2, 1, &result));
  g_assert_false (nomo_money_scale (1, 1, 0, &result));
  g_assert_cmpint (result, ==, G_MAXINT64);
}

static void
assert_decimal (gint64 minor, const char *currency, const char *expected)
{
  g_autofree char *decimal = nomo_money_to_decimal (minor, currency);

  g_assert_cmpstr (decimal, ==, expected);
}

static void
test_to_decimal (void)
{
  assert_decimal (22230, "SAR", "222.30");
  assert_decimal (5, "SAR", "0.05");
  assert_decimal (-5, "SAR", "-0.05");
  assert_decimal (-22230, "SAR", "-222.30");
  assert_decimal (1005, "KWD", "1.005");
  assert_decimal (1500, "JPY", "1500");
  assert_decimal (0, "SAR", "0.00");
  assert_decimal (G_MININT64, "SAR", "-92233720368547758.08");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/exponent", test_exponent);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse/arabic", test_parse_arabic);
  g_test_add_func ("/money/parse/groups", test_parse_groups);
  g_test_add_func ("/money/parse/rounds", test_parse_rounds);
  g_test_add_func ("/money/parse/exponent", test_parse_exponent);
  g_test_add_func ("/money/parse/limits", test_parse_limits);
  g_test_add_func ("/money/parse/refused", test_parse_refused);
  g_test_add_func ("/money/convert", test_convert);
  g_test_add_func ("/money/convert/refused", test_convert_refused);
  g_test_add_func ("/money/split-vat", test_split_vat);
  g_test_add_func ("/money/share", test_share);
  g_test_add_func ("/money/scale", test_scale);
  g_test_add_func ("/money/to-decimal", test_to_decimal);
  return g_test_run ();
}
