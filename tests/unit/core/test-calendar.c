#include "nomo-calendar.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static void
test_days (void)
{
  int year, month, day;

  g_assert_cmpint (nomo_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (nomo_day_from_ymd (1969, 12, 31), ==, -1);
  g_assert_cmpint (nomo_day_from_ymd (2026, 11, 22), ==, 20779);
  g_assert_cmpint (nomo_day_from_ymd (2028, 2, 29), ==, nomo_day_from_ymd (2028, 3, 1) - 1);
  g_assert_cmpint (nomo_day_from_ymd (2026, 2, 29), ==, G_MININT);
  g_assert_cmpint (nomo_day_from_ymd (2026, 13, 1), ==, G_MININT);
  g_assert_cmpint (nomo_day_from_ymd (0, 1, 1), ==, G_MININT);
  nomo_day_to_ymd (20779, &year, &month, &day);
  g_assert_cmpint (year, ==, 2026);
  g_assert_cmpint (month, ==, 11);
  g_assert_cmpint (day, ==, 22);
}

static void
test_round_trip (void)
{
  for (int day = -200000; day < 200000; day += 97) {
    int year, month, day_of_month;

    nomo_day_to_ymd (day, &year, &month, &day_of_month);
    g_assert_cmpint (nomo_day_from_ymd (year, month, day_of_month), ==, day);
  }
}

static void
test_weekday (void)
{
  g_assert_cmpint (nomo_day_weekday (0), ==, 4);
  g_assert_cmpint (nomo_day_weekday (-1), ==, 3);
  g_assert_cmpint (nomo_day_weekday (-4), ==, 0);
  g_assert_cmpint (nomo_day_weekday (-5), ==, 6);
  g_assert_cmpint (nomo_day_weekday (nomo_day_from_ymd (2026, 11, 22)), ==, 0);
  g_assert_cmpint (nomo_day_weekday (nomo_day_from_ymd (2026, 11, 28)), ==, 6);
}

static void
assert_week (int weekday, int day_of_november, int first)
{
  int day = nomo_day_from_ymd (2026, 11, day_of_november);

  nomo_calendar_set_week_start (weekday);
  g_assert_cmpint (nomo_calendar_get_week_start (), ==, weekday);
  g_assert_cmpint (nomo_day_week_start (day), ==, nomo_day_from_ymd (2026, 11, first));
}

/* 22 November 2026 was a Sunday. */
static void
test_week (void)
{
  g_assert_cmpint (nomo_calendar_get_week_start (), ==, NOMO_SUNDAY);
  assert_week (NOMO_SUNDAY, 22, 22);
  assert_week (NOMO_SUNDAY, 28, 22);
  assert_week (NOMO_SATURDAY, 22, 21);
  assert_week (NOMO_SATURDAY, 27, 21);
  assert_week (NOMO_SATURDAY, 28, 28);
  assert_week (NOMO_MONDAY, 22, 16);
  assert_week (NOMO_MONDAY, 23, 23);
  g_assert_cmpint (nomo_day_weekday (nomo_day_from_ymd (2026, 11, 22)), ==, 0);
  for (int weekday = NOMO_SUNDAY; weekday <= NOMO_SATURDAY; weekday++) {
    nomo_calendar_set_week_start (weekday);
    for (int day = -20; day < 20; day++) {
      g_assert_cmpint (nomo_day_weekday (nomo_day_week_start (day)), ==, weekday);
      g_assert_cmpint (day - nomo_day_week_start (day), >=, 0);
      g_assert_cmpint (day - nomo_day_week_start (day), <, 7);
    }
  }
  nomo_calendar_set_week_start (NOMO_SUNDAY);
}

static void
test_riyadh (void)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  int day = nomo_day_from_ymd (2026, 11, 22);
  gint64 start = nomo_day_start (day, zone);

  g_assert_cmpint (start, ==, (gint64) day * 24 * HOUR_MS - 3 * HOUR_MS);
  g_assert_cmpint (nomo_day_of (start, zone), ==, day);
  g_assert_cmpint (nomo_day_of (start - 1, zone), ==, day - 1);
  g_assert_cmpint (nomo_day_of (start + 24 * HOUR_MS - 1, zone), ==, day);
  g_assert_cmpint (nomo_day_of (-1, zone), ==, 0);
  g_assert_cmpint (nomo_day_of (-3 * HOUR_MS - 1, zone), ==, -1);
}

static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) cairo = g_time_zone_new_identifier ("Africa/Cairo");
  int day = nomo_day_from_ymd (2026, 4, 24);

  if (cairo == NULL) {
    g_test_fail_printf ("the machine knows no time zones");
    return;
  }
  /* On 24 April 2026 Cairo's clock goes from 0:00 to 1:00, so the day begins at 1:00 and has 23 hours. */
  g_assert_cmpint (nomo_day_start (day + 1, cairo) - nomo_day_start (day, cairo), ==, 23 * HOUR_MS);
  g_assert_cmpint (nomo_day_of (nomo_day_start (day, cairo), cairo), ==, day);
  g_assert_cmpint (nomo_day_of (nomo_day_start (day, cairo) - 1, cairo), ==, day - 1);
}

static void
test_far_moments (void)
{
  int year, month, day;

  nomo_day_to_ymd (nomo_day_of (G_MAXINT64, nomo_calendar_riyadh ()), &year, &month, &day);
  g_assert_cmpint (year, ==, 9999);
  nomo_day_to_ymd (nomo_day_of (G_MININT64, nomo_calendar_riyadh ()), &year, &month, &day);
  g_assert_cmpint (year, ==, 1);
  nomo_day_to_ymd (G_MININT, &year, &month, &day);
  g_assert_cmpint (year, ==, 1);
}

static void
assert_hijri (int day, int year_expected, int month_expected, int day_expected)
{
  int year, month, day_of_month;

  nomo_day_to_hijri (day, &year, &month, &day_of_month);
  g_assert_cmpint (year, ==, year_expected);
  g_assert_cmpint (month, ==, month_expected);
  g_assert_cmpint (day_of_month, ==, day_expected);
  g_assert_cmpint (nomo_day_from_hijri (year, month, day_of_month), ==, day);
}

static void
test_hijri (void)
{
  assert_hijri (nomo_day_from_ymd (2026, 11, 22), 1448, 6, 12);
  assert_hijri (nomo_day_from_ymd (2026, 1, 1), 1447, 7, 12);
  assert_hijri (nomo_day_from_ymd (2026, 2, 18), 1447, 9, 1);
  for (int day = 0; day < 30000; day += 13) {
    int year, month, day_of_month;

    nomo_day_to_hijri (day, &year, &month, &day_of_month);
    g_assert_cmpint (nomo_day_from_hijri (year, month, day_of_month), ==, day);
  }
}

static gpointer
hijri_in_thread (gpointer data)
{
  for (int i = 0; i < 2000; i++) {
    int year, month, day;

    nomo_day_to_hijri (GPOINTER_TO_INT (data), &year, &month, &day);
    if (nomo_day_from_hijri (year, month, day) != GPOINTER_TO_INT (data))
      return GINT_TO_POINTER (1);
  }
  return NULL;
}

static void
test_hijri_in_threads (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("hijri", hijri_in_thread, GINT_TO_POINTER (20000 + i * 41));
  for (int i = 0; i < 4; i++)
    g_assert_null (g_thread_join (threads[i]));
}

static void
test_parse (void)
{
  static const char *const refused[] = {
    "",           "2026",       "2026-11",  "2026-11-31",  "2026-13-01",  "2026-11-22x",
    "22-11-2026", "2026-11/22", "20261122", "-2026-11-22", "2026-011-22", "2026-11-22 10:00",
  };
  int expected = nomo_day_from_ymd (2026, 11, 22);
  int day = 0;

  g_assert_true (nomo_day_parse ("2026-11-22", &day));
  g_assert_cmpint (day, ==, expected);
  g_assert_true (nomo_day_parse (" ٢٠٢٦-١١-٢٢ ", &day));
  g_assert_cmpint (day, ==, expected);
  g_assert_true (nomo_day_parse ("2026/11/22", &day));
  g_assert_cmpint (day, ==, expected);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (nomo_day_parse (refused[i], &day));
  g_assert_false (nomo_day_parse (NULL, &day));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/days", test_days);
  g_test_add_func ("/calendar/round-trip", test_round_trip);
  g_test_add_func ("/calendar/weekday", test_weekday);
  g_test_add_func ("/calendar/week", test_week);
  g_test_add_func ("/calendar/riyadh", test_riyadh);
  g_test_add_func ("/calendar/summer-time", test_summer_time);
  g_test_add_func ("/calendar/far-moments", test_far_moments);
  g_test_add_func ("/calendar/hijri", test_hijri);
  g_test_add_func ("/calendar/hijri/threads", test_hijri_in_threads);
  g_test_add_func ("/calendar/parse", test_parse);
  return g_test_run ();
}
