#include "config.h"

#include "nomo-demo-rhythm.h"

#include "nomo-calendar.h"
#include "nomo-demo-random.h"

#include <math.h>

enum { STREAM_DAY = 101, STREAM_GAP = 102 };

static const double week[] = { 0.92, 0.86, 0.88, 0.94, 1.10, 1.38, 1.26 };

static const double hours[] = { 0.90, 0.50, 0.28, 0.16, 0.11, 0.14, 0.24, 0.38, 0.58, 0.80, 1.00, 1.08,
                                1.02, 1.00, 1.04, 1.12, 1.22, 1.32, 1.40, 1.58, 1.85, 2.02, 1.92, 1.44 };

/* The fast moves the shop's day behind sunset: a dip at iftar, the peak around midnight. */
static const double ramadan_hours[] = { 2.30, 1.95, 1.30, 0.70, 0.36, 0.16, 0.10, 0.12, 0.18, 0.30, 0.46, 0.60,
                                        0.72, 0.80, 0.88, 0.90, 0.80, 0.42, 0.22, 0.74, 1.50, 2.45, 2.70, 2.54 };

/**
 * nomo_demo_rhythm_day:
 * @ms: UTC milliseconds
 *
 * Returns: the day in Riyadh (UTC+3, no summer time), days since 1970-01-01
 */
int
nomo_demo_rhythm_day (gint64 ms)
{
  return (int) ((ms + 3 * NOMO_DEMO_HOUR_MS) / NOMO_DEMO_DAY_MS);
}

/**
 * nomo_demo_rhythm_white_friday:
 * @year: Gregorian
 *
 * Returns: its White Friday, days since 1970-01-01
 */
int
nomo_demo_rhythm_white_friday (int year)
{
  int last = nomo_day_from_ymd (year, 11, 30);

  return last - (nomo_day_weekday (last) + 2) % 7;
}

gboolean
nomo_demo_rhythm_is_white_friday (int day)
{
  int year, month, date;

  nomo_day_to_ymd (day, &year, &month, &date);
  return month == 11 && ABS (day - nomo_demo_rhythm_white_friday (year)) <= 2;
}

/* White Friday is the last Friday of November, with its eve and the days behind it. */
static double
november_weight (int day, int year)
{
  int distance = day - nomo_demo_rhythm_white_friday (year);

  if (distance == 0)
    return 3.4;
  if (distance == -1 || distance == 1)
    return 2.1;
  return distance >= -5 && distance <= 4 ? 1.4 : 1.0;
}

/* National Day 23 September, Founding Day 22 February, Mother's Day 21 March. */
static double
civil_weight (int day)
{
  int year, month, date;

  nomo_day_to_ymd (day, &year, &month, &date);
  if (month == 11)
    return november_weight (day, year);
  if (month == 9 && date >= 21 && date <= 23)
    return date == 23 ? 2.4 : 1.5;
  if (month == 2 && (date == 21 || date == 22))
    return date == 22 ? 1.8 : 1.3;
  if (month == 3 && (date == 20 || date == 21))
    return date == 21 ? 2.0 : 1.6;
  return 1.0;
}

static gboolean
is_ramadan (int day)
{
  int year, month, date;

  nomo_day_to_hijri (day, &year, &month, &date);
  return month == 9;
}

static double
hijri_weight (int day)
{
  int year, month, date;

  nomo_day_to_hijri (day, &year, &month, &date);
  if (month == 9)
    return date > 20 ? 1.7 : 1.2;
  if (month == 10 && date <= 4)
    return 1.35;
  if (month == 12 && date >= 6 && date <= 12)
    return date <= 9 ? 1.5 : 1.2;
  return 1.0;
}

/**
 * nomo_demo_rhythm_day_weight:
 * @seed: the seed of the shop
 * @day: days since 1970-01-01
 *
 * How busy a day is: weekday, feasts (Umm al-Qura and civil) and chance.
 *
 * Returns: 1 on an average day
 */
double
nomo_demo_rhythm_day_weight (guint64 seed, int day)
{
  NomoDemoRandom random;
  double chance;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_DAY, (guint64) day));
  chance = 0.86 + 0.28 * nomo_demo_random_unit (&random);
  return week[nomo_day_weekday (day)] * civil_weight (day) * hijri_weight (day) * chance;
}

static double
hour_weight (int day, int hour, gboolean ramadan)
{
  if (ramadan)
    return ramadan_hours[hour];
  if (nomo_day_weekday (day) == 5 && (hour == 11 || hour == 12))
    return hours[hour] * 0.35;
  return hours[hour];
}

/**
 * nomo_demo_rhythm_hour_weight:
 * @day: days since 1970-01-01
 * @hour: 0 to 23 in Riyadh
 *
 * Returns: 1 in an average hour of the day
 */
double
nomo_demo_rhythm_hour_weight (int day, int hour)
{
  return hour_weight (day, hour, is_ramadan (day));
}

/**
 * nomo_demo_rhythm_months_before:
 * @ms: UTC milliseconds
 * @months: how many
 *
 * Returns: the same time of day so many months earlier, in Riyadh
 */
gint64
nomo_demo_rhythm_months_before (gint64 ms, int months)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (ms / 1000 + 3 * 3600);
  g_autoptr (GDateTime) start = g_date_time_add_months (end, -months);

  return (g_date_time_to_unix (start) - 3 * 3600) * 1000;
}

/* Running sums of weight: sums[i] is what lies before the end of the i-th hour after @from. Growth is 2.4-fold. */
static double *
hourly_sums (guint64 seed, gint64 from, guint n_hours)
{
  double *sums = g_new (double, n_hours);
  double sum = 0, day_weight = 0;
  gboolean ramadan = FALSE;
  int day = -1;

  for (guint i = 0; i < n_hours; i++) {
    gint64 at = from + i * NOMO_DEMO_HOUR_MS;
    int hour = (int) ((at + 3 * NOMO_DEMO_HOUR_MS) / NOMO_DEMO_HOUR_MS % 24);

    if (nomo_demo_rhythm_day (at) != day) {
      day = nomo_demo_rhythm_day (at);
      day_weight = nomo_demo_rhythm_day_weight (seed, day);
      ramadan = is_ramadan (day);
    }
    sum += day_weight * hour_weight (day, hour, ramadan) * (1.0 + 1.4 * i / n_hours);
    sums[i] = sum;
  }
  return sums;
}

/* Sorted uniform numbers without sorting: partial sums of exponential gaps. The gap behind the last is short, so that the
 * latest order is a fresh one. */
static double *
sorted_units (guint64 seed, guint64 stream, guint n)
{
  double *units = g_new (double, n);
  double sum = 0;
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, stream, 0));
  for (guint i = 0; i < n; i++) {
    sum -= log (nomo_demo_random_unit (&random));
    units[i] = sum;
  }
  sum += 0.05 + 0.15 * nomo_demo_random_unit (&random);
  for (guint i = 0; i < n; i++)
    units[i] /= sum;
  return units;
}

/**
 * nomo_demo_rhythm_moments:
 * @seed: the seed of the shop
 * @stream: what the moments are for
 * @from: where they begin, UTC milliseconds
 * @to: where they end, UTC milliseconds
 * @n: how many
 *
 * Spreads @n moments over a stretch of time by the shop's rhythm.
 *
 * Returns: (transfer full): @n ascending moments, UTC milliseconds
 */
gint64 *
nomo_demo_rhythm_moments (guint64 seed, guint64 stream, gint64 from, gint64 to, guint n)
{
  guint n_hours = (guint) MAX (1, (to - from + NOMO_DEMO_HOUR_MS - 1) / NOMO_DEMO_HOUR_MS);
  gint64 start = to - n_hours * NOMO_DEMO_HOUR_MS;
  g_autofree double *sums = hourly_sums (seed, start, n_hours);
  g_autofree double *units = sorted_units (seed, stream, n);
  gint64 *moments = g_new (gint64, n);
  guint hour = 0;

  for (guint i = 0; i < n; i++) {
    double target = units[i] * sums[n_hours - 1], before;

    while (hour + 1 < n_hours && sums[hour] <= target)
      hour++;
    before = hour > 0 ? sums[hour - 1] : 0;
    moments[i] = start + hour * NOMO_DEMO_HOUR_MS +
                 (gint64) ((target - before) / (sums[hour] - before) * (NOMO_DEMO_HOUR_MS - 1));
  }
  return moments;
}

/**
 * nomo_demo_rhythm_next:
 * @seed: the seed of the shop
 * @index: which order
 * @after: the moment of the order before it, UTC milliseconds
 * @per_hour: orders per hour on average, > 0
 *
 * When the next order comes to a shop that goes on living: chance at an even rate, swayed by the hour of the day.
 *
 * Returns: UTC milliseconds, later than @after
 */
gint64
nomo_demo_rhythm_next (guint64 seed, guint64 index, gint64 after, double per_hour)
{
  NomoDemoRandom random;
  double wait;
  gint64 at = after;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_GAP, index));
  wait = -log (nomo_demo_random_unit (&random));
  for (;;) {
    gint64 local = at + 3 * NOMO_DEMO_HOUR_MS;
    double rate = per_hour * (0.5 + 0.5 * hours[local / NOMO_DEMO_HOUR_MS % 24]);
    gint64 left = NOMO_DEMO_HOUR_MS - local % NOMO_DEMO_HOUR_MS;
    double room = rate * (double) left / NOMO_DEMO_HOUR_MS;

    if (wait < room)
      return MAX (after + 1, at + (gint64) (wait / rate * NOMO_DEMO_HOUR_MS));
    wait -= room;
    at += left;
  }
}
