#include "config.h"

#include "nomo-plot.h"

static const NomoPlot ltr = { .x = 40, .y = 10, .width = 130, .height = 100, .n = 14, .bottom = 0, .top = 400 };
static const NomoPlot
    rtl = { .x = 8, .y = 10, .width = 130, .height = 100, .rtl = TRUE, .n = 14, .bottom = 0, .top = 400 };

static void
test_time_runs_with_reading (void)
{
  g_assert_cmpfloat (nomo_plot_x (&ltr, 0), ==, 40);
  g_assert_cmpfloat (nomo_plot_x (&ltr, 13), ==, 170);
  g_assert_cmpfloat (nomo_plot_x (&rtl, 0), ==, 138);
  g_assert_cmpfloat (nomo_plot_x (&rtl, 13), ==, 8);
}

static void
test_values_rise (void)
{
  g_assert_cmpfloat (nomo_plot_y (&ltr, 0), ==, 110);
  g_assert_cmpfloat (nomo_plot_y (&ltr, 400), ==, 10);
  g_assert_cmpfloat (nomo_plot_y (&ltr, 100), ==, 85);
}

static void
test_slots_mirror (void)
{
  NomoPlot bars = ltr;

  bars.slots = TRUE;
  bars.n = 13;
  for (guint i = 0; i < bars.n; i++) {
    float at = nomo_plot_x (&bars, i);
    NomoPlot mirrored = bars;

    mirrored.rtl = TRUE;
    g_assert_cmpfloat_with_epsilon (at, 40 + 5 + 10 * (float) i, .01);
    g_assert_cmpfloat_with_epsilon (at - 40, 170 - nomo_plot_x (&mirrored, i), .01);
  }
}

static void
test_find_is_inverse (void)
{
  for (int i = 0; i < 14; i++) {
    g_assert_cmpint (nomo_plot_find (&ltr, nomo_plot_x (&ltr, (guint) i) + 4), ==, i);
    g_assert_cmpint (nomo_plot_find (&rtl, nomo_plot_x (&rtl, (guint) i) - 4), ==, i);
  }
  g_assert_cmpint (nomo_plot_find (&ltr, -500), ==, 0);
  g_assert_cmpint (nomo_plot_find (&ltr, 5000), ==, 13);
  g_assert_cmpint (nomo_plot_find (&rtl, 5000), ==, 0);
  g_assert_cmpint (nomo_plot_find (&(NomoPlot) { .width = 10, .height = 10, .top = 1 }, 3), ==, -1);
}

/* The arrow key decides, not the order of the points: left is onward in Arabic and back in English. */
static void
test_walk (void)
{
  g_assert_cmpint (nomo_plot_walk (&ltr, -1, TRUE), ==, 13);
  g_assert_cmpint (nomo_plot_walk (&rtl, -1, FALSE), ==, 13);
  g_assert_cmpint (nomo_plot_walk (&ltr, 5, TRUE), ==, 4);
  g_assert_cmpint (nomo_plot_walk (&ltr, 5, FALSE), ==, 6);
  g_assert_cmpint (nomo_plot_walk (&rtl, 5, TRUE), ==, 6);
  g_assert_cmpint (nomo_plot_walk (&rtl, 5, FALSE), ==, 4);
  g_assert_cmpint (nomo_plot_walk (&rtl, 13, TRUE), ==, 13);
  g_assert_cmpint (nomo_plot_walk (&ltr, 0, TRUE), ==, 0);
  g_assert_cmpint (nomo_plot_walk (&(NomoPlot) { .n = 0 }, -1, TRUE), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/plot/time-runs-with-reading", test_time_runs_with_reading);
  g_test_add_func ("/ui/plot/values-rise", test_values_rise);
  g_test_add_func ("/ui/plot/slots-mirror", test_slots_mirror);
  g_test_add_func ("/ui/plot/find-is-inverse", test_find_is_inverse);
  g_test_add_func ("/ui/plot/walk", test_walk);
  return g_test_run ();
}
