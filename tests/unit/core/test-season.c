#include "nomo-season.h"

#include "nomo-calendar.h"

static void
assert_season (NomoSeasonKind kind, int year, int from, int to)
{
  NomoSeason season = nomo_season_of (kind, year);

  g_assert_cmpint (season.kind, ==, kind);
  g_assert_cmpint (season.year, ==, year);
  g_assert_cmpint (season.from, ==, from);
  g_assert_cmpint (season.to, ==, to);
}

#define DAY(year, month, day) nomo_day_from_ymd (year, month, day)

/* As the Umm al-Qura calendar was published. */
static void
test_ramadan (void)
{
  assert_season (NOMO_SEASON_RAMADAN, 1445, DAY (2024, 3, 11), DAY (2024, 4, 9));
  assert_season (NOMO_SEASON_RAMADAN, 1446, DAY (2025, 3, 1), DAY (2025, 3, 29));
  assert_season (NOMO_SEASON_RAMADAN, 1447, DAY (2026, 2, 18), DAY (2026, 3, 19));
  assert_season (NOMO_SEASON_RAMADAN, 1452, DAY (2030, 12, 26), DAY (2031, 1, 23));
}

static void
test_eids (void)
{
  assert_season (NOMO_SEASON_EID_AL_FITR, 1445, DAY (2024, 4, 10), DAY (2024, 4, 12));
  assert_season (NOMO_SEASON_EID_AL_FITR, 1446, DAY (2025, 3, 30), DAY (2025, 4, 1));
  assert_season (NOMO_SEASON_EID_AL_FITR, 1447, DAY (2026, 3, 20), DAY (2026, 3, 22));
  assert_season (NOMO_SEASON_EID_AL_ADHA, 1445, DAY (2024, 6, 16), DAY (2024, 6, 19));
  assert_season (NOMO_SEASON_EID_AL_ADHA, 1446, DAY (2025, 6, 6), DAY (2025, 6, 9));
  assert_season (NOMO_SEASON_EID_AL_ADHA, 1447, DAY (2026, 5, 27), DAY (2026, 5, 30));
}

static void
test_gregorian (void)
{
  static const int fridays[] = { 29, 28, 27, 26, 24, 30 }; /* of November 2024 to 2029 */

  for (guint i = 0; i < G_N_ELEMENTS (fridays); i++) {
    int year = 2024 + (int) i;

    assert_season (NOMO_SEASON_WHITE_FRIDAY, year, DAY (year, 11, fridays[i]), DAY (year, 11, fridays[i]));
    assert_season (NOMO_SEASON_FOUNDING_DAY, year, DAY (year, 2, 22), DAY (year, 2, 22));
    assert_season (NOMO_SEASON_FLAG_DAY, year, DAY (year, 3, 11), DAY (year, 3, 11));
    assert_season (NOMO_SEASON_NATIONAL_DAY, year, DAY (year, 9, 23), DAY (year, 9, 23));
  }
}

static void
assert_between (int from, int to, const NomoSeasonKind *kinds, guint n)
{
  g_autoptr (GArray) found = nomo_seasons_between (from, to);

  g_assert_cmpuint (found->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (g_array_index (found, NomoSeason, i).kind, ==, kinds[i]);
}

#define ASSERT_BETWEEN(from, to, ...)                                 \
  assert_between (from, to, (const NomoSeasonKind[]) { __VA_ARGS__ }, \
                  sizeof ((const NomoSeasonKind[]) { __VA_ARGS__ }) / sizeof (NomoSeasonKind))

/* By any day of theirs, in their order, over the ends of both years; 2030 has two Ramadans. */
static void
test_between (void)
{
  ASSERT_BETWEEN (DAY (2026, 1, 1), DAY (2026, 12, 31), NOMO_SEASON_RAMADAN, NOMO_SEASON_FOUNDING_DAY,
                  NOMO_SEASON_FLAG_DAY, NOMO_SEASON_EID_AL_FITR, NOMO_SEASON_EID_AL_ADHA, NOMO_SEASON_NATIONAL_DAY,
                  NOMO_SEASON_WHITE_FRIDAY);
  ASSERT_BETWEEN (DAY (2026, 3, 19), DAY (2026, 3, 20), NOMO_SEASON_RAMADAN, NOMO_SEASON_EID_AL_FITR);
  ASSERT_BETWEEN (DAY (2026, 5, 30), DAY (2026, 6, 30), NOMO_SEASON_EID_AL_ADHA);
  ASSERT_BETWEEN (DAY (2030, 12, 20), DAY (2031, 1, 5), NOMO_SEASON_RAMADAN);
  ASSERT_BETWEEN (DAY (2030, 1, 1), DAY (2030, 12, 31), NOMO_SEASON_RAMADAN, NOMO_SEASON_EID_AL_FITR,
                  NOMO_SEASON_FOUNDING_DAY, NOMO_SEASON_FLAG_DAY, NOMO_SEASON_EID_AL_ADHA, NOMO_SEASON_NATIONAL_DAY,
                  NOMO_SEASON_WHITE_FRIDAY, NOMO_SEASON_RAMADAN);
  assert_between (DAY (2026, 10, 1), DAY (2026, 11, 26), NULL, 0);
}

/* Each has a name of its own. */
static void
test_names (void)
{
  for (int kind = 0; kind < NOMO_N_SEASONS; kind++)
    for (int other = 0; other < kind; other++)
      g_assert_cmpstr (nomo_season_get_name ((NomoSeasonKind) kind), !=, nomo_season_get_name ((NomoSeasonKind) other));
  g_assert_true (nomo_season_is_hijri (NOMO_SEASON_EID_AL_FITR));
  g_assert_false (nomo_season_is_hijri (NOMO_SEASON_WHITE_FRIDAY));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/season/ramadan", test_ramadan);
  g_test_add_func ("/core/season/eids", test_eids);
  g_test_add_func ("/core/season/gregorian", test_gregorian);
  g_test_add_func ("/core/season/between", test_between);
  g_test_add_func ("/core/season/names", test_names);
  return g_test_run ();
}
