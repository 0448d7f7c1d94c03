#include "nomo-calendar.h"
#include "nomo-locale.h"
#include "nomo-occasion.h"

#define DAY(year, month, day) nomo_day_from_ymd (year, month, day)

static void
assert_next (guint kind, int day, int from, int to)
{
  NomoOccasion found = nomo_occasion_next (kind, day);

  g_assert_cmpuint (found.kind, ==, kind);
  g_assert_cmpint (found.from, ==, from);
  g_assert_cmpint (found.to, ==, to);
}

/* On every day from the end of the one before to its own end it is the next. */
static void
assert_course (guint kind, const int (*days)[2], guint n)
{
  for (guint i = 1; i < n; i++)
    for (int day = days[i - 1][1] + 1; day <= days[i][1]; day++)
      assert_next (kind, day, days[i][0], days[i][1]);
}

/* Umm al-Qura, as King Abdulaziz City for Science and Technology published it: 1 Ramadan to 29 or 30, 1 to 3 Shawwal, 10 to 13
 * Dhu al-Hijjah of 1445 to 1448. */
static void
test_hijri (void)
{
  static const int ramadan[][6] = {
    { 2024, 3, 11, 2024, 4, 9 }, { 2025, 3, 1, 2025, 3, 29 }, { 2026, 2, 18, 2026, 3, 19 }, { 2027, 2, 8, 2027, 3, 8 }
  };
  static const int fitr[][6] = {
    { 2024, 4, 10, 2024, 4, 12 }, { 2025, 3, 30, 2025, 4, 1 }, { 2026, 3, 20, 2026, 3, 22 }, { 2027, 3, 9, 2027, 3, 11 }
  };
  static const int adha[][6] = {
    { 2024, 6, 16, 2024, 6, 19 }, { 2025, 6, 6, 2025, 6, 9 }, { 2026, 5, 27, 2026, 5, 30 }, { 2027, 5, 16, 2027, 5, 19 }
  };
  static const struct {
    guint kind;
    const int (*days)[6];
  } courses[] = { { NOMO_SEASON_RAMADAN, ramadan },
                  { NOMO_SEASON_EID_AL_FITR, fitr },
                  { NOMO_SEASON_EID_AL_ADHA, adha } };

  for (guint i = 0; i < G_N_ELEMENTS (courses); i++) {
    int days[4][2];

    for (guint j = 0; j < 4; j++) {
      const int *dates = courses[i].days[j];

      days[j][0] = DAY (dates[0], dates[1], dates[2]);
      days[j][1] = DAY (dates[3], dates[4], dates[5]);
    }
    assert_course (courses[i].kind, days, 4);
  }
  /* Two in one Gregorian year. */
  assert_next (NOMO_SEASON_RAMADAN, DAY (2030, 2, 10), DAY (2030, 12, 26), DAY (2031, 1, 23));
}

static void
test_national (void)
{
  static const int fridays[] = { 29, 28, 27, 26, 24, 30 }; /* of November 2024 to 2029 */

  for (int year = 2025; year < 2030; year++) {
    const int founding[][2] = { { 0, DAY (year - 1, 2, 22) }, { DAY (year, 2, 22), DAY (year, 2, 22) } };
    const int flag[][2] = { { 0, DAY (year - 1, 3, 11) }, { DAY (year, 3, 11), DAY (year, 3, 11) } };
    const int national[][2] = { { 0, DAY (year - 1, 9, 23) }, { DAY (year, 9, 23), DAY (year, 9, 23) } };
    int friday = DAY (year, 11, fridays[year - 2024]);
    const int white[][2] = { { 0, DAY (year - 1, 11, fridays[year - 2025]) }, { friday, friday } };

    assert_course (NOMO_SEASON_FOUNDING_DAY, founding, 2);
    assert_course (NOMO_SEASON_FLAG_DAY, flag, 2);
    assert_course (NOMO_SEASON_NATIONAL_DAY, national, 2);
    assert_course (NOMO_SEASON_WHITE_FRIDAY, white, 2);
  }
}

/* First days of school as the Ministry of Education announced them, in the calendar of 1445 and in that of the years from 1446 on. */
static void
test_school (void)
{
  const int days[][2] = { { DAY (2023, 8, 20), DAY (2023, 8, 24) },
                          { DAY (2024, 8, 18), DAY (2024, 8, 22) },
                          { DAY (2025, 8, 24), DAY (2025, 8, 28) },
                          { DAY (2026, 8, 23), DAY (2026, 8, 27) } };

  assert_course (NOMO_OCCASION_BACK_TO_SCHOOL, days, 4);
}

static void
test_salary (void)
{
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2026, 11, 26), DAY (2026, 11, 27), DAY (2026, 11, 29));
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2026, 11, 29), DAY (2026, 11, 27), DAY (2026, 11, 29));
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2026, 11, 30), DAY (2026, 12, 27), DAY (2026, 12, 29));
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2026, 12, 31), DAY (2027, 1, 27), DAY (2027, 1, 29));
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2027, 1, 1), DAY (2027, 1, 27), DAY (2027, 1, 29));
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2027, 2, 28), DAY (2027, 2, 27), DAY (2027, 3, 1));
  assert_next (NOMO_OCCASION_SALARY_DAY, DAY (2027, 3, 1), DAY (2027, 2, 27), DAY (2027, 3, 1));
}

/* In the order in which offers begin: at the end of November Salary Day is on and White Friday over. */
static void
test_all (void)
{
  static const guint kinds[] = {
    NOMO_OCCASION_SALARY_DAY,     NOMO_SEASON_RAMADAN,      NOMO_SEASON_FOUNDING_DAY,
    NOMO_SEASON_EID_AL_FITR,      NOMO_SEASON_FLAG_DAY,     NOMO_SEASON_EID_AL_ADHA,
    NOMO_OCCASION_BACK_TO_SCHOOL, NOMO_SEASON_NATIONAL_DAY, NOMO_SEASON_WHITE_FRIDAY,
  };
  g_autoptr (GArray) found = nomo_occasions_next (DAY (2026, 11, 28));

  g_assert_cmpuint (found->len, ==, NOMO_N_OCCASIONS);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < found->len; i++) {
    const NomoOccasion *occasion = &g_array_index (found, NomoOccasion, i);

    g_assert_cmpuint (occasion->kind, ==, kinds[i]);
    g_assert_cmpint (occasion->remind, <, occasion->sale_from);
    g_assert_cmpint (occasion->sale_from, <=, occasion->from);
    g_assert_cmpint (occasion->from, <=, occasion->to);
  }
}

static void
test_advice (void)
{
  NomoOccasion fitr = nomo_occasion_next (NOMO_SEASON_EID_AL_FITR, DAY (2026, 1, 1));
  NomoOccasion school = nomo_occasion_next (NOMO_OCCASION_BACK_TO_SCHOOL, DAY (2026, 1, 1));

  /* The last ten days of Ramadan, and the two weeks before school. */
  g_assert_cmpint (fitr.sale_from, ==, DAY (2026, 3, 10));
  g_assert_cmpint (fitr.remind, ==, DAY (2026, 2, 17));
  g_assert_cmpint (school.sale_from, ==, DAY (2026, 8, 9));
  g_assert_cmpint (nomo_occasion_get_percent (NOMO_SEASON_EID_AL_FITR), ==, 2000);
  g_assert_cmpint (nomo_occasion_get_minimum (NOMO_SEASON_EID_AL_FITR, "SAR"), ==, 25000);
  g_assert_cmpint (nomo_occasion_get_minimum (NOMO_SEASON_EID_AL_FITR, "KWD"), ==, 250000);
  for (guint kind = 0; kind < NOMO_N_OCCASIONS; kind++) {
    g_assert_cmpint (nomo_occasion_get_percent (kind), >, 0);
    g_assert_cmpint (nomo_occasion_get_percent (kind), <, 10000);
    g_assert_cmpint (nomo_occasion_get_minimum (kind, "SAR"), >, 0);
  }
}

/* In both languages each has a name of its own. */
static void
test_names (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint kind = 0; kind < NOMO_N_OCCASIONS; kind++) {
    nomo_locale_set_language ("ar");
    g_assert_true (g_hash_table_add (names, g_strdup (nomo_occasion_get_name (kind))));
    nomo_locale_set_language ("en");
    g_assert_true (g_hash_table_add (names, g_strdup (nomo_occasion_get_name (kind))));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  g_test_add_func ("/occasion/hijri", test_hijri);
  g_test_add_func ("/occasion/national", test_national);
  g_test_add_func ("/occasion/school", test_school);
  g_test_add_func ("/occasion/salary", test_salary);
  g_test_add_func ("/occasion/all", test_all);
  g_test_add_func ("/occasion/advice", test_advice);
  g_test_add_func ("/occasion/names", test_names);
  return g_test_run ();
}
