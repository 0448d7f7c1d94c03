#include "nomo-clock.h"

static void
test_spec (void)
{
  g_autofree char *spec = nomo_clock_spec (1000, 2000, 600);

  g_assert_cmpstr (spec, ==, "1000:2000:600");
}

static void
expect_monotonic (double scale)
{
  gint64 before_us = g_get_monotonic_time ();
  gint64 ms = nomo_clock_monotonic ();
  gint64 after_us = g_get_monotonic_time ();

  g_assert_cmpfloat ((double) ms, >=, (double) before_us / 1000 * scale - 1);
  g_assert_cmpfloat ((double) ms, <=, (double) after_us / 1000 * scale);
}

static void
test_monotonic (void)
{
  expect_monotonic (1);
}

static void
test_runs_faster_in_child (void)
{
  if (g_test_subprocess ()) {
    gint64 drift = nomo_clock_now () - g_get_real_time () / 1000;

    g_assert_cmpint (drift, >=, 86400000);
    expect_monotonic (600);
    return;
  }
  g_autofree char *spec = nomo_clock_spec (g_get_real_time () / 1000, g_get_real_time () / 1000 + 86400000, 600);
  g_setenv ("NOMO_CLOCK", spec, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/spec", test_spec);
  g_test_add_func ("/clock/monotonic", test_monotonic);
  g_test_add_func ("/clock/runs-faster-in-child", test_runs_faster_in_child);
  return g_test_run ();
}
