#include "config.h"

#include "nomo-occasion.h"

#include "nomo-calendar.h"
#include "nomo-money.h"

#include <glib/gi18n.h>

#define AUGUST       8
#define DECEMBER     12
#define SALARY_DAY   27
#define SALARY_TAIL  2
#define SCHOOL_TAIL  4
#define SCHOOL_FIRST 18 /* of August, the earliest */
#define WEEK         7

/*
 * What a merchant may begin with, and no more than that: the shoppers of the Eids buy in the ten days before, those of the schools
 * in the two weeks before; a great occasion wants a month of preparation and a reason to come, one of every month does not. A
 * percentage is in hundredths, a minimum in whole units of the shop's currency.
 */
static const struct {
  int lead;   /* days that offers begin before it */
  int remind; /* days before that */
  int percent;
  int minimum;
} advice[NOMO_N_OCCASIONS] = {
  [NOMO_SEASON_RAMADAN] = { 7, 30, 1500, 200 },      [NOMO_SEASON_EID_AL_FITR] = { 10, 21, 2000, 250 },
  [NOMO_SEASON_EID_AL_ADHA] = { 9, 21, 1500, 250 },  [NOMO_SEASON_FOUNDING_DAY] = { 1, 10, 2000, 150 },
  [NOMO_SEASON_FLAG_DAY] = { 0, 7, 1000, 100 },      [NOMO_SEASON_NATIONAL_DAY] = { 3, 21, 2000, 150 },
  [NOMO_SEASON_WHITE_FRIDAY] = { 4, 30, 2500, 200 }, [NOMO_OCCASION_BACK_TO_SCHOOL] = { 14, 21, 1500, 150 },
  [NOMO_OCCASION_SALARY_DAY] = { 0, 3, 1000, 150 },
};

/* The ministry's calendars have begun on the Sunday from 18 to 24 August since 1445 (2023), and so does the next one. */
static int
find_school_start (int year)
{
  int earliest = nomo_day_from_ymd (year, AUGUST, SCHOOL_FIRST);

  return earliest + (WEEK - nomo_day_weekday (earliest)) % WEEK;
}

static void
set_days (NomoOccasion *self, int from, int to)
{
  self->from = from;
  self->to = to;
  self->sale_from = from - advice[self->kind].lead;
  self->remind = self->sale_from - advice[self->kind].remind;
}

static void
find_school (NomoOccasion *self, int day, int year)
{
  for (; self->to < day; year++) {
    int from = find_school_start (year);

    set_days (self, from, from + SCHOOL_TAIL);
  }
}

static void
find_salary (NomoOccasion *self, int day, int year, int month)
{
  for (; self->to < day; month++) {
    int from = nomo_day_from_ymd (year + (month - 1) / DECEMBER, (month - 1) % DECEMBER + 1, SALARY_DAY);

    set_days (self, from, from + SALARY_TAIL);
  }
}

static void
find_season (NomoOccasion *self, int day)
{
  NomoSeasonKind kind = (NomoSeasonKind) self->kind;
  int year, month, day_of_month;

  if (nomo_season_is_hijri (kind))
    nomo_day_to_hijri (day, &year, &month, &day_of_month);
  else
    nomo_day_to_ymd (day, &year, &month, &day_of_month);
  for (; self->to < day; year++) {
    NomoSeason season = nomo_season_of (kind, year);

    set_days (self, season.from, season.to);
  }
}

/**
 * nomo_occasion_next:
 * @kind: a #NomoSeasonKind or a #NomoOccasionKind
 * @day: a day, in days since 1970-01-01
 *
 * Returns: the occasion that @day is in, or the next one after it
 */
NomoOccasion
nomo_occasion_next (guint kind, int day)
{
  NomoOccasion self = { .kind = kind, .to = G_MININT };
  int year, month, day_of_month;

  g_return_val_if_fail (kind < NOMO_N_OCCASIONS, self);

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  if (kind == NOMO_OCCASION_BACK_TO_SCHOOL)
    find_school (&self, day, year);
  else if (kind == NOMO_OCCASION_SALARY_DAY)
    /* That of the month before may not be over. */
    find_salary (&self, day, month > 1 ? year : year - 1, month > 1 ? month - 1 : DECEMBER);
  else
    find_season (&self, day);
  return self;
}

static int
compare_earliest_first (gconstpointer a, gconstpointer b)
{
  const NomoOccasion *left = a;
  const NomoOccasion *right = b;

  return left->sale_from != right->sale_from ? left->sale_from - right->sale_from
                                             : (int) left->kind - (int) right->kind;
}

/**
 * nomo_occasions_next:
 * @day: a day, in days since 1970-01-01
 *
 * Returns: (transfer full) (element-type NomoOccasion): what is next of every kind, that whose offers begin first first
 */
GArray *
nomo_occasions_next (int day)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (NomoOccasion));

  for (guint kind = 0; kind < NOMO_N_OCCASIONS; kind++) {
    NomoOccasion occasion = nomo_occasion_next (kind, day);

    g_array_append_val (found, occasion);
  }
  g_array_sort (found, compare_earliest_first);
  return found;
}

/**
 * nomo_occasion_get_name:
 * @kind: a #NomoSeasonKind or a #NomoOccasionKind
 *
 * Returns: what it is called, «العودة إلى المدارس»
 */
const char *
nomo_occasion_get_name (guint kind)
{
  g_return_val_if_fail (kind < NOMO_N_OCCASIONS, NULL);

  if (kind == NOMO_OCCASION_BACK_TO_SCHOOL)
    return C_ ("season", "Back to school");
  if (kind == NOMO_OCCASION_SALARY_DAY)
    return C_ ("season", "Salary day");
  return nomo_season_get_name ((NomoSeasonKind) kind);
}

/**
 * nomo_occasion_get_percent:
 * @kind: a #NomoSeasonKind or a #NomoOccasionKind
 *
 * Returns: a discount to begin with, in hundredths of a percent
 */
int
nomo_occasion_get_percent (guint kind)
{
  g_return_val_if_fail (kind < NOMO_N_OCCASIONS, 0);

  return advice[kind].percent;
}

/**
 * nomo_occasion_get_minimum:
 * @kind: a #NomoSeasonKind or a #NomoOccasionKind
 * @currency: the shop's currency
 *
 * Returns: the smallest basket to begin with, in minor units of @currency
 */
gint64
nomo_occasion_get_minimum (guint kind, const char *currency)
{
  gint64 unit = 1;

  g_return_val_if_fail (kind < NOMO_N_OCCASIONS, 0);

  for (int digits = nomo_money_exponent (currency); digits > 0; digits--)
    unit *= 10;
  return advice[kind].minimum * unit;
}
