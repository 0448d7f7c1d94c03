#include "config.h"

#include "nomo-calendar.h"
#include "nomo-list-words.h"
#include "nomo-locale.h"

static void
assert_said (char *text, const char *words)
{
  g_autofree char *said = nomo_list_words_say (text);

  g_assert_cmpstr (said, ==, words);
  g_free (text);
}

static NomoStretch
days (void)
{
  return (NomoStretch) { nomo_day_from_ymd (2025, 11, 1), nomo_day_from_ymd (2025, 11, 20) };
}

static void
test_words (void)
{
  assert_said (nomo_list_words_new ("Refunds", days ()), "Refunds, 1 – 20 November 2025");
  assert_said (nomo_list_words_new_payment ("cod", days ()), "\u2068Cash on delivery\u2069, 1 – 20 November 2025");
  assert_said (nomo_list_words_new_payment ("pigeon", days ()), "\u2068pigeon\u2069, 1 – 20 November 2025");
  assert_said (nomo_list_words_new_named ("جدة", days ()), "\u2068جدة\u2069, 1 – 20 November 2025");
  assert_said (nomo_list_words_new_alone ("عطور"), "\u2068عطور\u2069");
}

/* Names of people's own making, and what was never made here. */
static void
test_odd (void)
{
  assert_said (g_strdup (""), "");
  assert_said (g_strdup ("Left today"), "Left today");
  assert_said (nomo_list_words_new_named ("a\x1f"
                                          "b\tc",
                                          days ()),
               "\u2068a b c\u2069, 1 – 20 November 2025");
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/list-words/words", test_words);
  g_test_add_func ("/ui/list-words/odd", test_odd);
  return g_test_run ();
}
