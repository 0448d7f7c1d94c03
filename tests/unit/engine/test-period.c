#include "config.h"

#include "nomo-calendar.h"
#include "nomo-period.h"

static int
day (int year, int month, int day_of_month)
{
  return nomo_day_from_ymd (year, month, day_of_month);
}

static NomoPeriod
parse (const char *text)
{
  NomoPeriod period = { 0 };
  g_autofree char *again = NULL;

  g_assert_true (nomo_period_parse (text, &period));
  again = nomo_period_to_text (&period);
  g_assert_cmpstr (again, ==, text);
  return period;
}

static void
assert_stretch (NomoStretch found, int from, int to)
{
  g_assert_cmpint (found.from, ==, from);
  g_assert_cmpint (found.to, ==, to);
}

static void
assert_days (const char *text, int today, int from, int to)
{
  NomoPeriod period = parse (text);

  assert_stretch (nomo_period_get_days (&period, today), from, to);
}

static void
assert_against (const char *text, int today, NomoAgainst against, int from, int to)
{
  NomoPeriod period = parse (text);

  assert_stretch (nomo_period_get_against (&period, today, against), from, to);
}

/* Thursday 26 November 2026 is 16 Jumada II 1448. */
static void
test_days (void)
{
  int today = day (2026, 11, 26);

  assert_days ("today", today, today, today);
  assert_days ("yesterday", today, today - 1, today - 1);
  assert_days ("last-14-days", today, today - 13, today);
  assert_days ("this-week", today, day (2026, 11, 22), today);
  assert_days ("last-week", today, day (2026, 11, 15), day (2026, 11, 21));
  assert_days ("this-month", today, day (2026, 11, 1), today);
  assert_days ("last-month", today, day (2026, 10, 1), day (2026, 10, 31));
  assert_days ("this-year", today, day (2026, 1, 1), today);
  assert_days ("this-hijri-month", today, day (2026, 11, 11), today);
  assert_days ("last-hijri-month", today, day (2026, 10, 12), day (2026, 11, 10));
  assert_days ("this-hijri-year", today, day (2026, 6, 16), today);
  assert_days ("2026-11-01..2026-11-20", today, day (2026, 11, 1), day (2026, 11, 20));
  assert_days ("2026-11-20..2026-12-20", today, day (2026, 11, 20), today);
  assert_days ("2027-11-20..2027-12-20", today, day (2027, 11, 20), day (2027, 12, 20));
}

static void
test_week_start (void)
{
  int today = day (2026, 11, 26);

  nomo_calendar_set_week_start (NOMO_SATURDAY);
  assert_days ("this-week", today, day (2026, 11, 21), today);
  assert_against ("this-week", today, NOMO_AGAINST_BEFORE, day (2026, 11, 14), day (2026, 11, 19));
  nomo_calendar_set_week_start (NOMO_MONDAY);
  assert_days ("last-week", today, day (2026, 11, 16), day (2026, 11, 22));
  nomo_calendar_set_week_start (NOMO_SUNDAY);
}

/* Ramadan 1446 had 29 days, 1447 had 30, and 1452 lies over the end of 2030. */
static void
test_ramadan (void)
{
  assert_days ("ramadan", day (2026, 11, 26), day (2026, 2, 18), day (2026, 3, 19));
  assert_days ("ramadan", day (2026, 3, 1), day (2026, 2, 18), day (2026, 3, 1));
  assert_days ("ramadan", day (2026, 2, 17), day (2025, 3, 1), day (2025, 3, 29));
  assert_days ("ramadan", day (2031, 1, 2), day (2030, 12, 26), day (2031, 1, 2));
  assert_against ("ramadan", day (2026, 11, 26), NOMO_AGAINST_HIJRI_YEAR, day (2025, 3, 1), day (2025, 3, 29));
  assert_against ("ramadan", day (2026, 3, 1), NOMO_AGAINST_HIJRI_YEAR, day (2025, 3, 1), day (2025, 3, 12));
  assert_against ("ramadan", day (2025, 11, 26), NOMO_AGAINST_HIJRI_YEAR, day (2024, 3, 11), day (2024, 4, 9));
  assert_against ("ramadan", day (2026, 3, 1), NOMO_AGAINST_BEFORE, day (2026, 1, 20), day (2026, 1, 31));
  assert_against ("ramadan", day (2026, 11, 26), NOMO_AGAINST_BEFORE, day (2026, 1, 20), day (2026, 2, 17));
}

static void
test_before (void)
{
  int today = day (2026, 11, 26);

  assert_against ("today", today, NOMO_AGAINST_BEFORE, today - 1, today - 1);
  assert_against ("last-30-days", today, NOMO_AGAINST_BEFORE, today - 59, today - 30);
  assert_against ("this-week", today, NOMO_AGAINST_BEFORE, day (2026, 11, 15), day (2026, 11, 19));
  assert_against ("last-week", today, NOMO_AGAINST_BEFORE, day (2026, 11, 8), day (2026, 11, 14));
  assert_against ("this-month", today, NOMO_AGAINST_BEFORE, day (2026, 10, 1), day (2026, 10, 26));
  assert_against ("last-month", today, NOMO_AGAINST_BEFORE, day (2026, 9, 1), day (2026, 9, 30));
  assert_against ("this-month", day (2026, 3, 30), NOMO_AGAINST_BEFORE, day (2026, 2, 1), day (2026, 2, 28));
  assert_against ("this-month", day (2026, 3, 31), NOMO_AGAINST_BEFORE, day (2026, 2, 1), day (2026, 2, 28));
  assert_against ("this-month", day (2026, 4, 30), NOMO_AGAINST_BEFORE, day (2026, 3, 1), day (2026, 3, 31));
  assert_against ("this-month", day (2027, 1, 3), NOMO_AGAINST_BEFORE, day (2026, 12, 1), day (2026, 12, 3));
  assert_against ("this-year", today, NOMO_AGAINST_BEFORE, day (2025, 1, 1), day (2025, 11, 26));
  assert_against ("this-hijri-year", today, NOMO_AGAINST_BEFORE, day (2025, 6, 26), day (2025, 12, 6));
  assert_against ("2026-11-01..2026-11-20", today, NOMO_AGAINST_BEFORE, day (2026, 10, 12), day (2026, 10, 31));
}

static void
test_year_before (void)
{
  int today = day (2026, 11, 26);

  assert_against ("last-14-days", today, NOMO_AGAINST_YEAR, day (2025, 11, 13), day (2025, 11, 26));
  assert_against ("today", day (2028, 2, 29), NOMO_AGAINST_YEAR, day (2027, 2, 28), day (2027, 2, 28));
  assert_against ("last-month", day (2029, 3, 9), NOMO_AGAINST_YEAR, day (2028, 2, 1), day (2028, 2, 29));
  assert_against ("last-7-days", day (2027, 1, 3), NOMO_AGAINST_YEAR, day (2025, 12, 28), day (2026, 1, 3));
  assert_against ("2028-02-20..2028-03-05", today, NOMO_AGAINST_YEAR, day (2027, 2, 20), day (2027, 3, 5));
  /* 16 Jumada II 1448 and 1447 */
  assert_against ("today", today, NOMO_AGAINST_HIJRI_YEAR, day (2025, 12, 7), day (2025, 12, 7));
  /* 30 Ramadan 1447; Ramadan 1446 had no such day */
  assert_against ("today", day (2026, 3, 19), NOMO_AGAINST_HIJRI_YEAR, day (2025, 3, 29), day (2025, 3, 29));
}

/* Every week of several years, on each of its days by turns: no comparison is empty, lies in the future of what it is compared with, or is far off in length. */
static void
test_every_day (void)
{
  static const char *const texts[] = { "today",     "last-week",        "this-month", "last-month",
                                       "this-year", "this-hijri-month", "ramadan",    "this-hijri-year" };

  for (int today = day (2023, 12, 20); today < day (2031, 2, 1); today += 6) {
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
      NomoPeriod period = parse (texts[i]);
      NomoStretch days = nomo_period_get_days (&period, today);

      g_assert_cmpint (days.from, <=, days.to);
      g_assert_cmpint (days.to, <=, today);
      for (int against = 0; against < NOMO_N_AGAINST; against++) {
        NomoStretch found = nomo_period_get_against (&period, today, (NomoAgainst) against);

        g_assert_cmpint (found.from, <=, found.to);
        g_assert_cmpint (found.to, <, days.to);
        g_assert_cmpint (ABS (nomo_stretch_count (found) - nomo_stretch_count (days)), <=, 3);
      }
    }
  }
}

static void
test_refused (void)
{
  static const char *const texts[] = { "",
                                       "tomorrow",
                                       "soon",
                                       "next-7-days",
                                       "last-5000-days",
                                       "2026-11-22T10:42",
                                       "2026-11-20..2026-11-01",
                                       "2026-11-20..",
                                       "..",
                                       "2020-01-01..2026-01-01" };
  NomoPeriod period = parse ("yesterday");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (nomo_period_parse (texts[i], &period));
  g_assert_cmpint (nomo_period_set_days (&period, (NomoStretch) { 10, 9 }), ==, NOMO_PERIOD_BACKWARDS);
  g_assert_cmpint (nomo_period_set_days (&period, (NomoStretch) { 0, NOMO_PERIOD_MOST_DAYS }), ==,
                   NOMO_PERIOD_TOO_LONG);
  g_assert_cmpint (period.first.kind, ==, NOMO_SPAN_YESTERDAY);
  g_assert_cmpint (nomo_period_set_days (&period, (NomoStretch) { 0, NOMO_PERIOD_MOST_DAYS - 1 }), ==,
                   NOMO_PERIOD_GOOD);
  g_assert_true (nomo_period_is_own (&period));
}

static void
test_against_names (void)
{
  for (int i = 0; i < NOMO_N_AGAINST; i++)
    g_assert_cmpint (nomo_against_parse (nomo_against_to_text ((NomoAgainst) i)), ==, i);
  g_assert_cmpint (nomo_against_parse ("never"), ==, NOMO_AGAINST_BEFORE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/period/days", test_days);
  g_test_add_func ("/engine/period/week-start", test_week_start);
  g_test_add_func ("/engine/period/ramadan", test_ramadan);
  g_test_add_func ("/engine/period/before", test_before);
  g_test_add_func ("/engine/period/year-before", test_year_before);
  g_test_add_func ("/engine/period/every-day", test_every_day);
  g_test_add_func ("/engine/period/refused", test_refused);
  g_test_add_func ("/engine/period/against-names", test_against_names);
  return g_test_run ();
}
