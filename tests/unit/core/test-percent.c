#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-locale.h"
#include "nomo-percent.h"

static void
assert_read (const char *text, int expected)
{
  g_autoptr (GError) error = NULL;
  int hundredths = -2;

  g_assert_true (nomo_percent_parse (text, &hundredths, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hundredths, ==, expected);
}

static void
test_read (void)
{
  static const struct {
    const char *text;
    int hundredths;
  } typed[] = {
    { "0", 0 },       { "32", 3200 },     { "32.5", 3250 }, { "32.25", 3225 }, { "100", 10000 }, { "100.00", 10000 },
    { "007", 700 },   { ".5", 50 },       { "5.", 500 },    { "32,5", 3250 },  { "32،5", 3250 }, { " 32.5 % ", 3250 },
    { "٣٢٫٥", 3250 }, { "٣٢٫٢٥٪", 3225 }, { "٪ ٣٢", 3200 }, { "۳۲", 3200 },    { "%7", 700 },    { "0.01", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_read (typed[i].text, typed[i].hundredths);
}

static void
test_nothing_is_unknown (void)
{
  assert_read (NULL, NOMO_PERCENT_UNKNOWN);
  assert_read ("", NOMO_PERCENT_UNKNOWN);
  assert_read (" \u00a0 ", NOMO_PERCENT_UNKNOWN);
}

/* What is refused changes nothing. */
static void
test_refused (void)
{
  static const char *const refused[] = { "100.01", "101", "1000", "-1",   "−1",  "32.255", "32.5.5", "1,000",
                                         ".",      "%",   "x",    "32 x", "3 2", "1e1",    "+5",     "0x10" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    int hundredths = 4321;

    g_test_message ("“%s”", refused[i]);
    g_assert_false (nomo_percent_parse (refused[i], &hundredths, &error));
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
    g_assert_cmpint (hundredths, ==, 4321);
  }
}

/* What is shown in the field can be read from it. */
static void
test_round_trip (void)
{
  for (int language = 0; language < 3; language++) {
    nomo_locale_set_language (language == 0 ? "en" : "ar");
    nomo_locale_set_arabic_digits (language == 2);
    for (int hundredths = 0; hundredths <= NOMO_PERCENT_WHOLE; hundredths++) {
      g_autofree char *shown = nomo_format_hundredths (hundredths);

      assert_read (shown, hundredths);
    }
  }
}

static void
test_shown (void)
{
  g_autofree char *whole = NULL, *tenth = NULL, *hundredth = NULL;

  nomo_locale_set_language ("ar");
  nomo_locale_set_arabic_digits (TRUE);
  whole = nomo_format_hundredths (3200);
  tenth = nomo_format_hundredths (3250);
  hundredth = nomo_format_hundredths (3205);
  g_assert_cmpstr (whole, ==, "٣٢");
  g_assert_cmpstr (tenth, ==, "٣٢٫٥");
  g_assert_cmpstr (hundredth, ==, "٣٢٫٠٥");
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/percent/read", test_read);
  g_test_add_func ("/percent/nothing", test_nothing_is_unknown);
  g_test_add_func ("/percent/refused", test_refused);
  g_test_add_func ("/percent/round-trip", test_round_trip);
  g_test_add_func ("/percent/shown", test_shown);
  return g_test_run ();
}
