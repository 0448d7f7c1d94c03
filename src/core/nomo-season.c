#include "config.h"

#include "nomo-season.h"

#include "nomo-calendar.h"

#include <glib/gi18n.h>

#define NOVEMBER      11
#define NOVEMBER_DAYS 30
#define FRIDAY        5
#define WEEK          7

/* A season of whole months has no day; all but White Friday lie on the same days of every year. */
static const struct {
  gboolean hijri;
  int month;
  int day;
  int length;
  const char *name;
} seasons[NOMO_N_SEASONS] = {
  [NOMO_SEASON_RAMADAN] = { TRUE, 9, 1, 0, NC_ ("season", "Ramadan") },
  [NOMO_SEASON_EID_AL_FITR] = { TRUE, 10, 1, 3, NC_ ("season", "Eid al-Fitr") },
  [NOMO_SEASON_EID_AL_ADHA] = { TRUE, 12, 10, 4, NC_ ("season", "Eid al-Adha") },
  [NOMO_SEASON_FOUNDING_DAY] = { FALSE, 2, 22, 1, NC_ ("season", "Founding Day") },
  [NOMO_SEASON_FLAG_DAY] = { FALSE, 3, 11, 1, NC_ ("season", "Flag Day") },
  [NOMO_SEASON_NATIONAL_DAY] = { FALSE, 9, 23, 1, NC_ ("season", "National Day") },
  [NOMO_SEASON_WHITE_FRIDAY] = { FALSE, NOVEMBER, 0, 1, NC_ ("season", "White Friday") },
};

static int
find_white_friday (int year)
{
  int last = nomo_day_from_ymd (year, NOVEMBER, NOVEMBER_DAYS);

  return last - (nomo_day_weekday (last) - FRIDAY + WEEK) % WEEK;
}

/**
 * nomo_season_of:
 * @kind: a season
 * @year: of which year, 1 to 9998; a Hijri one where nomo_season_is_hijri() says so
 *
 * Returns: the season
 */
NomoSeason
nomo_season_of (NomoSeasonKind kind, int year)
{
  NomoSeason season = { kind, year, 0, 0 };

  if (kind == NOMO_SEASON_WHITE_FRIDAY)
    season.from = find_white_friday (year);
  else if (seasons[kind].hijri)
    season.from = nomo_day_from_hijri (year, seasons[kind].month, seasons[kind].day);
  else
    season.from = nomo_day_from_ymd (year, seasons[kind].month, seasons[kind].day);
  if (seasons[kind].length > 0)
    season.to = season.from + seasons[kind].length - 1;
  else
    season.to = nomo_day_from_hijri (year, seasons[kind].month + 1, 1) - 1;
  return season;
}

static int
compare_earliest_first (gconstpointer a, gconstpointer b)
{
  const NomoSeason *left = a;
  const NomoSeason *right = b;

  return left->from != right->from ? left->from - right->from : (int) left->kind - (int) right->kind;
}

static int
year_of (int day, gboolean hijri)
{
  int year, month, day_of_month;

  if (hijri)
    nomo_day_to_hijri (day, &year, &month, &day_of_month);
  else
    nomo_day_to_ymd (day, &year, &month, &day_of_month);
  return year;
}

/**
 * nomo_seasons_between:
 * @from: a first day, in days since 1970-01-01
 * @to: a last day, included
 *
 * Returns: (transfer full) (element-type NomoSeason): the seasons that have a day from @from to @to, the earliest first
 */
GArray *
nomo_seasons_between (int from, int to)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (NomoSeason));

  for (int kind = 0; kind < NOMO_N_SEASONS; kind++) {
    gboolean hijri = seasons[kind].hijri;

    for (int year = year_of (from, hijri); year <= year_of (to, hijri); year++) {
      NomoSeason season = nomo_season_of ((NomoSeasonKind) kind, year);

      if (season.from <= to && season.to >= from)
        g_array_append_val (found, season);
    }
  }
  g_array_sort (found, compare_earliest_first);
  return found;
}

/**
 * nomo_season_is_hijri:
 * @kind: a season
 *
 * Returns: whether it goes by the Umm al-Qura calendar
 */
gboolean
nomo_season_is_hijri (NomoSeasonKind kind)
{
  g_return_val_if_fail (kind < NOMO_N_SEASONS, FALSE);
  return seasons[kind].hijri;
}

/**
 * nomo_season_get_name:
 * @kind: a season
 *
 * Returns: what it is called, «اليوم الوطني»
 */
const char *
nomo_season_get_name (NomoSeasonKind kind)
{
  g_return_val_if_fail (kind < NOMO_N_SEASONS, NULL);
  return g_dpgettext2 (NULL, "season", seasons[kind].name);
}
