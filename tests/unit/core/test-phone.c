#include "nomo-phone.h"

static void
assert_number (const char *text, const char *country, const char *expected)
{
  g_autofree char *number = nomo_phone_normalize (text, country);

  g_assert_cmpstr (number, ==, expected);
}

static void
test_saudi (void)
{
  static const char *const forms[] = {
    "0501234567",         "501234567",
    "+966501234567",      "00966501234567",
    "966501234567",       "٠٥٠١٢٣٤٥٦٧",
    "۰۵۰۱۲۳۴۵۶۷",         "+٩٦٦٥٠١٢٣٤٥٦٧",
    "050 123 4567",       "+966 (50) 123-4567",
    "+966 050 123 4567",  "+9660501234567",
    " 050\u00a01234567 ", "\u2066+966 50 123 4567\u2069",
    "050–123–4567",       "+00966501234567",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    assert_number (forms[i], "+966", "+966501234567");
  assert_number ("011 465 0000", "+966", "+966114650000");
}

static void
test_other_countries (void)
{
  assert_number ("99991234", "+965", "+96599991234");
  assert_number ("99991234", "965", "+96599991234");
  assert_number ("010 1234 5678", "+20", "+201012345678");
  assert_number ("(555) 010-0199", "+1", "+15550100199");
  assert_number ("00442071838750", "+966", "+442071838750");
  assert_number ("+4915112345678", NULL, "+4915112345678");
  assert_number ("+96599991234", "+966", "+96599991234");
  assert_number ("701 234 5678", "+7", "+77012345678");
  /* Begins like its own country code, and is still a whole Kuwaiti number. */
  assert_number ("96512345", "+965", "+96596512345");
}

static void
test_refused (void)
{
  static const char *const forms[] = {
    "",
    " ",
    "0",
    "+",
    "12345",
    "050123456",
    "05012345678",
    "call me",
    "050123456a",
    "+966+501234567",
    "+0501234567",
    "0000000000",
    "+1234567890123456",
    "+9660012345678",
    "noura@ward.example",
    "050\xff"
    "1234567",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    assert_number (forms[i], "+966", NULL);
  assert_number (NULL, "+966", NULL);
  assert_number ("0501234567", NULL, NULL);
  assert_number ("0501234567", "", NULL);
  assert_number ("0501234567", "SA", NULL);
}

static void
assert_shown (const char *number, const char *expected)
{
  g_autofree char *shown = nomo_phone_format (number);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_format (void)
{
  assert_shown ("+966501234567", "+966 50 123 4567");
  assert_shown ("+96599991234", "+965 9999 1234");
  assert_shown ("+201012345678", "+20 10 1234 5678");
  assert_shown ("+15550100199", "+1 555 010 0199");
  assert_shown ("+4915112345678", "+49 151 1234 5678");
  assert_shown ("+35312345678", "+353 1234 5678");
  assert_shown ("0501234567", "0501234567");
  assert_shown ("not a number", "not a number");
  assert_shown (NULL, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/saudi", test_saudi);
  g_test_add_func ("/phone/other-countries", test_other_countries);
  g_test_add_func ("/phone/refused", test_refused);
  g_test_add_func ("/phone/format", test_format);
  return g_test_run ();
}
