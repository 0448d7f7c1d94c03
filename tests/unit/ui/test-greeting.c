#include "config.h"

#include "nomo-greeting.h"
#include "nomo-locale.h"
#include "nomo-text.h"

static void
assert_given (const char *full, const char *expected)
{
  g_autofree char *given = nomo_greeting_given_name (full);

  g_assert_cmpstr (given, ==, expected);
}

static void
assert_greeting (const char *name, int hour, const char *expected)
{
  g_autofree char *greeting = nomo_greeting_say (name, hour);
  g_autofree char *bare = nomo_text_strip_isolates (greeting);

  g_assert_cmpstr (bare, ==, expected);
}

static void
test_given_names (void)
{
  assert_given ("نورة القحطاني", "نورة");
  assert_given ("  Noura   Al-Qahtani", "Noura");
  assert_given ("عبد الله بن سالم", "عبد الله");
  assert_given ("عبدالله الزهراني", "عبدالله");
  assert_given ("أم خالد", "أم خالد");
  assert_given ("Abdul Rahman Al-Harbi", "Abdul Rahman");
  assert_given ("عبد", "عبد");
  assert_given ("   ", NULL);
  assert_given (NULL, NULL);
}

static void
test_hours (void)
{
  assert_greeting ("Noura", 4, "Good morning, Noura");
  assert_greeting ("Noura", 11, "Good morning, Noura");
  assert_greeting ("Noura", 12, "Good afternoon, Noura");
  assert_greeting ("Noura", 16, "Good afternoon, Noura");
  assert_greeting ("Noura", 17, "Good evening, Noura");
  assert_greeting ("Noura", 3, "Good evening, Noura");
  assert_greeting (NULL, 9, "Good morning");
}

static void
test_arabic (void)
{
  nomo_locale_set_language ("ar");
  assert_greeting ("نورة القحطاني", 9, "صباح الخير يا نورة");
  assert_greeting (NULL, 20, "مساء الخير");
  nomo_locale_set_language ("en");
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/greeting/given-names", test_given_names);
  g_test_add_func ("/ui/greeting/hours", test_hours);
  g_test_add_func ("/ui/greeting/arabic", test_arabic);
  return g_test_run ();
}
