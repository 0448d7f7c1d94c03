#include "nomo-demo-rhythm.h"

#include "nomo-calendar.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static double
mean_weight (int weekday)
{
  int from = nomo_day_from_ymd (2025, 4, 15), n = 0;
  double sum = 0;

  for (int day = from; day < from + 35; day++) {
    if (nomo_day_weekday (day) != weekday)
      continue;
    sum += nomo_demo_rhythm_day_weight (7, day);
    n++;
  }
  return sum / n;
}

static void
test_weekend (void)
{
  g_assert_cmpfloat (mean_weight (5), >, 1.25 * mean_weight (2));
  g_assert_cmpfloat (mean_weight (6), >, 1.15 * mean_weight (2));
}

static void
test_feasts (void)
{
  double friday = mean_weight (5), tuesday = mean_weight (2);

  g_assert_true (nomo_demo_rhythm_is_white_friday (nomo_day_from_ymd (2025, 11, 28)));
  g_assert_true (nomo_demo_rhythm_is_white_friday (nomo_day_from_ymd (2024, 11, 29)));
  g_assert_false (nomo_demo_rhythm_is_white_friday (nomo_day_from_ymd (2025, 11, 21)));
  g_assert_cmpfloat (nomo_demo_rhythm_day_weight (7, nomo_day_from_ymd (2025, 11, 28)), >, 2 * friday);
  g_assert_cmpfloat (nomo_demo_rhythm_day_weight (7, nomo_day_from_ymd (2025, 9, 23)), >, 1.5 * tuesday);
}

/* Ramadan 1446 began on 1 March 2025 by Umm al-Qura. */
static void
test_ramadan_evenings (void)
{
  int ramadan = nomo_day_from_ymd (2025, 3, 1), before = nomo_day_from_ymd (2025, 2, 28);

  g_assert_cmpfloat (nomo_demo_rhythm_hour_weight (ramadan, 23), >, 2.4);
  g_assert_cmpfloat (nomo_demo_rhythm_hour_weight (ramadan, 18), <, 0.3);
  g_assert_cmpfloat (nomo_demo_rhythm_hour_weight (before, 18), >, 1.2);
}

static void
test_hours_are_even (void)
{
  int days[] = { nomo_day_from_ymd (2025, 3, 4), nomo_day_from_ymd (2025, 6, 3) };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    double sum = 0;

    for (int hour = 0; hour < 24; hour++)
      sum += nomo_demo_rhythm_hour_weight (days[i], hour);
    g_assert_cmpfloat (sum, >, 20);
    g_assert_cmpfloat (sum, <, 25);
  }
}

static void
test_moments (void)
{
  gint64 from = nomo_demo_rhythm_months_before (BORN, 25);
  g_autofree gint64 *moments = nomo_demo_rhythm_moments (7, 1, from, BORN, 5000);
  guint first_half = 0;

  for (guint i = 0; i < 5000; i++) {
    g_assert_cmpint (moments[i], >=, from - NOMO_DEMO_HOUR_MS);
    g_assert_cmpint (moments[i], <=, BORN);
    if (i > 0)
      g_assert_cmpint (moments[i], >=, moments[i - 1]);
    first_half += moments[i] < (from + BORN) / 2 ? 1 : 0;
  }
  g_assert_cmpuint (first_half, <, 2300);
  g_assert_cmpuint (first_half, >, 1500);
}

static void
test_rate_of_trade (void)
{
  gint64 at = BORN;
  guint n = 0;

  for (; at < BORN + 30 * NOMO_DEMO_DAY_MS; n++) {
    gint64 next = nomo_demo_rhythm_next (7, n, at, 4);

    g_assert_cmpint (next, >, at);
    at = next;
  }
  g_assert_cmpuint (n, >, 2600);
  g_assert_cmpuint (n, <, 3200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm/weekend", test_weekend);
  g_test_add_func ("/rhythm/feasts", test_feasts);
  g_test_add_func ("/rhythm/ramadan-evenings", test_ramadan_evenings);
  g_test_add_func ("/rhythm/hours-are-even", test_hours_are_even);
  g_test_add_func ("/rhythm/moments", test_moments);
  g_test_add_func ("/rhythm/rate-of-trade", test_rate_of_trade);
  return g_test_run ();
}
