#include "config.h"

#include "nomo-series.h"

static void
test_values (void)
{
  gint64 values[] = { 5, NOMO_SERIES_NONE, -2 };
  g_autoptr (NomoSeries) series = nomo_series_new (NOMO_SERIES_AREA, "Sales", 1, values, 3);
  gint64 low = 0;
  gint64 high = 0;

  values[0] = 99;
  g_assert_cmpint (nomo_series_get_value (series, 0), ==, 5);
  g_assert_cmpint (nomo_series_get_value (series, 1), ==, NOMO_SERIES_NONE);
  g_assert_cmpint (nomo_series_get_value (series, 3), ==, NOMO_SERIES_NONE);
  g_assert_true (nomo_series_get_range (series, &low, &high));
  g_assert_cmpint (low, ==, -2);
  g_assert_cmpint (high, ==, 5);
  g_assert_false (nomo_series_is_dashed (series));
}

static void
test_nothing (void)
{
  const gint64 values[] = { NOMO_SERIES_NONE };
  g_autoptr (NomoSeries) empty = nomo_series_new (NOMO_SERIES_LINE, "Sales", 12, NULL, 0);
  g_autoptr (NomoSeries) gaps = nomo_series_new (NOMO_SERIES_LINE, "Sales", 0, values, 1);
  gint64 low = 7;
  gint64 high = 7;

  g_assert_false (nomo_series_get_range (empty, &low, &high));
  g_assert_false (nomo_series_get_range (gaps, &low, &high));
  g_assert_cmpint (low, ==, 7);
  g_assert_cmpuint (nomo_series_get_palette (empty), ==, 8);
  g_assert_cmpuint (nomo_series_get_palette (gaps), ==, 1);
}

static void
test_before_is_dashed_slate (void)
{
  const gint64 values[] = { 1, 2 };
  g_autoptr (NomoSeries) before = nomo_series_new_before ("Period before", values, 2);

  g_assert_true (nomo_series_is_dashed (before));
  g_assert_cmpuint (nomo_series_get_palette (before), ==, 8);
  g_assert_cmpint (nomo_series_get_kind (before), ==, NOMO_SERIES_LINE);
}

static void
test_equal (void)
{
  const gint64 values[] = { 1, 2, 3 };
  g_autoptr (NomoSeries) a = nomo_series_new (NOMO_SERIES_AREA, "Sales", 1, values, 2);
  g_autoptr (NomoSeries) same = nomo_series_new (NOMO_SERIES_AREA, "Sales", 1, values, 2);
  g_autoptr (NomoSeries) longer = nomo_series_new (NOMO_SERIES_AREA, "Sales", 1, values, 3);
  g_autoptr (NomoSeries) other = nomo_series_new (NOMO_SERIES_AREA, "Sales", 1, values + 1, 2);
  g_autoptr (NomoSeries) named = nomo_series_new (NOMO_SERIES_AREA, "Orders", 1, values, 2);
  g_autoptr (NomoSeries) before = nomo_series_new_before ("Sales", values, 2);

  g_assert_true (nomo_series_equal (a, same));
  g_assert_false (nomo_series_equal (a, longer));
  g_assert_false (nomo_series_equal (a, other));
  g_assert_false (nomo_series_equal (a, named));
  g_assert_false (nomo_series_equal (a, before));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/series/values", test_values);
  g_test_add_func ("/ui/series/nothing", test_nothing);
  g_test_add_func ("/ui/series/before-is-dashed-slate", test_before_is_dashed_slate);
  g_test_add_func ("/ui/series/equal", test_equal);
  return g_test_run ();
}
