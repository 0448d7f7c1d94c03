#include "config.h"

#include "nomo-change.h"
#include "nomo-locale.h"

static void
assert_change (gint64 now, gint64 before, gint64 tenths)
{
  NomoChange change = nomo_change_of (now, before, NOMO_AGAINST_BEFORE);

  g_assert_true (change.known);
  g_assert_cmpint (change.tenths, ==, tenths);
}

static void
test_rounding (void)
{
  assert_change (32840000, 27780000, 182);
  assert_change (100, 200, -500);
  assert_change (0, 200, -1000);
  assert_change (200, 200, 0);
  assert_change (20001, 20000, 0);
  assert_change (20010, 20000, 1);
  assert_change (19990, 20000, -1);
}

static void
test_nothing_before (void)
{
  g_assert_false (nomo_change_of (5, 0, NOMO_AGAINST_BEFORE).known);
  g_assert_false (nomo_change_of (5, -3, NOMO_AGAINST_BEFORE).known);
  g_assert_cmpint (nomo_change_of (5, 0, NOMO_AGAINST_BEFORE).tenths, ==, 0);
}

/* No sum of a shop overflows it. */
static void
test_extremes (void)
{
  assert_change (G_MAXINT64, 1, 1000000000);
  assert_change (G_MININT64, 1, -1000000000);
  assert_change (G_MAXINT64, G_MAXINT64, 0);
}

static void
test_words (void)
{
  g_autofree char *more = nomo_change_describe (&(NomoChange) { TRUE, 182 });
  g_autofree char *less = nomo_change_describe (&(NomoChange) { TRUE, -5 });
  g_autofree char *same = nomo_change_describe (&(NomoChange) { TRUE, 0 });
  g_autofree char *none = nomo_change_describe (&(NomoChange) { FALSE, 0 });

  g_assert_cmpstr (more, ==, "18.2% more than in the period before");
  g_assert_cmpstr (less, ==, "0.5% less than in the period before");
  g_assert_cmpstr (same, ==, "As much as in the period before");
  g_assert_cmpstr (none, ==, "Nothing to compare with in the period before");
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/change/rounding", test_rounding);
  g_test_add_func ("/ui/change/nothing-before", test_nothing_before);
  g_test_add_func ("/ui/change/extremes", test_extremes);
  g_test_add_func ("/ui/change/words", test_words);
  return g_test_run ();
}
