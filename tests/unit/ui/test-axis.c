#include "config.h"

#include "nomo-axis.h"
#include "nomo-locale.h"

static char *
ticks_of (gint64 low, gint64 high, gint64 unit)
{
  NomoAxis axis = nomo_axis_fit (low, high, unit, 4);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nomo_axis_count_ticks (&axis); i++) {
    g_autofree char *tick = nomo_axis_format_tick (&axis, i);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", tick);
  }
  return g_string_free (text, FALSE);
}

static void
assert_ticks (gint64 low, gint64 high, gint64 unit, const char *expected)
{
  g_autofree char *ticks = ticks_of (low, high, unit);

  g_assert_cmpstr (ticks, ==, expected);
}

static void
test_round_numbers (void)
{
  assert_ticks (0, 3420000, 100, "0 10 20 30 40K");
  assert_ticks (0, 4000000, 100, "0 10 20 30 40K");
  assert_ticks (0, 4000001, 100, "0 20 40 60K");
  assert_ticks (0, 85, 1, "0 25 50 75 100");
  assert_ticks (0, 9, 1, "0 5 10");
  assert_ticks (0, 7, 1, "0 2 4 6 8");
  assert_ticks (0, 120000000, 100, "0 500K 1M 1.5M");
  assert_ticks (0, 1000001, 100, "0 5 10 15K");
  assert_ticks (0, 900000, 100, "0 2,500 5,000 7,500 10,000");
}

/* Halalas are never cut into smaller parts, and nothing at all still has a scale. */
static void
test_unit_is_finest (void)
{
  assert_ticks (0, 100, 100, "0 1");
  assert_ticks (0, 1, 100, "0 1");
  assert_ticks (0, 0, 100, "0 1 2 3 4");
  assert_ticks (0, 2100, 1000, "0 1 2 3");
}

static void
test_zero_is_on_it (void)
{
  NomoAxis axis = nomo_axis_fit (500, 900, 1, 4);

  g_assert_cmpint (axis.bottom, ==, 0);
  axis = nomo_axis_fit (-130, 260, 1, 4);
  g_assert_cmpint (axis.bottom, ==, -200);
  g_assert_cmpint (axis.top, ==, 400);
  g_assert_cmpint (axis.step, ==, 200);
}

/* Whatever the numbers, the scale holds them, has at most four steps, and its steps are whole. */
static void
test_any_range (void)
{
  for (int i = 0; i < 20000; i++) {
    gint64 high =
        (gint64) (((guint64) g_test_rand_int () << 31 ^ (guint64) g_test_rand_int ()) >> (1 + i % 60)) & G_MAXINT64;
    gint64 low = i % 3 == 0 ? -high / (1 + i % 7) : 0;
    NomoAxis axis = nomo_axis_fit (low, high, 100, 4);

    g_assert_cmpint (axis.step % 100, ==, 0);
    g_assert_cmpuint (nomo_axis_count_ticks (&axis), >=, 2);
    g_assert_cmpuint (nomo_axis_count_ticks (&axis), <=, 5);
    g_assert_cmpint (axis.top, >=, MIN (high, G_MAXINT64 / 32));
    g_assert_cmpint (axis.bottom, <=, MAX (low, -G_MAXINT64 / 32));
  }
}

static void
test_arabic (void)
{
  nomo_locale_set_language ("ar");
  assert_ticks (0, 3420000, 100, "0 10 20 30 40\302\240ألف");
  nomo_locale_set_language ("en");
}

static void
test_stride (void)
{
  g_assert_cmpuint (nomo_axis_stride (50, 40), ==, 1);
  g_assert_cmpuint (nomo_axis_stride (44, 51), ==, 2);
  g_assert_cmpuint (nomo_axis_stride (10, 51), ==, 7);
  g_assert_cmpuint (nomo_axis_stride (2, 51), ==, 30);
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/axis/round-numbers", test_round_numbers);
  g_test_add_func ("/ui/axis/unit-is-finest", test_unit_is_finest);
  g_test_add_func ("/ui/axis/zero-is-on-it", test_zero_is_on_it);
  g_test_add_func ("/ui/axis/any-range", test_any_range);
  g_test_add_func ("/ui/axis/arabic", test_arabic);
  g_test_add_func ("/ui/axis/stride", test_stride);
  return g_test_run ();
}
