#include "config.h"

#include "nomo-calendar.h"

#include "nomo-text.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define DAY_MS       (G_GINT64_CONSTANT (86400000))
#define DAY_SECONDS  (G_GINT64_CONSTANT (86400))
#define EPOCH_JULIAN 719163
#define FIRST_DAY    (1 - EPOCH_JULIAN)
#define LAST_DAY     2932896
#define UMM_AL_QURA  "en@calendar=islamic-umalqura"

static int week_start = NOMO_SUNDAY;
static int hijri_first = FALSE;

static int
clamp_day (gint64 day)
{
  return (int) CLAMP (day, FIRST_DAY, LAST_DAY);
}

static gint64
floor_div (gint64 dividend, gint64 divisor)
{
  return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

static gpointer
load_riyadh (gpointer data)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Asia/Riyadh");

  return zone != NULL ? zone : g_time_zone_new_offset (3 * 3600);
}

/**
 * nomo_calendar_riyadh:
 *
 * The zone of a shop that has not said otherwise: Asia/Riyadh, which is UTC+3 all year where the machine knows no zones.
 *
 * Returns: (transfer none): the zone
 */
GTimeZone *
nomo_calendar_riyadh (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_riyadh, NULL);
}

/**
 * nomo_day_of:
 * @ms: a moment, UTC milliseconds
 * @zone: the zone that decides what a day is
 *
 * The day a moment falls on. Moments outside the years 1 to 9999 are moved to the first or last day of them.
 *
 * Returns: days since 1970-01-01
 */
int
nomo_day_of (gint64 ms, GTimeZone *zone)
{
  gint64 seconds = floor_div (ms, 1000);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return clamp_day (floor_div (seconds + g_time_zone_get_offset (zone, interval), DAY_SECONDS));
}

/**
 * nomo_day_start:
 * @day: days since 1970-01-01
 * @zone: the zone of the day
 *
 * The first moment of a day. Where the clock skips midnight, it is the moment after the gap.
 *
 * Returns: UTC milliseconds
 */
gint64
nomo_day_start (int day, GTimeZone *zone)
{
  gint64 local = (gint64) clamp_day (day) * DAY_SECONDS;
  int interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_STANDARD, &local);

  return (local - g_time_zone_get_offset (zone, interval)) * 1000;
}

/**
 * nomo_day_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day_of_month: 1 to 31
 *
 * Returns: days since 1970-01-01, or `G_MININT` when there is no such date
 */
int
nomo_day_from_ymd (int year, int month, int day_of_month)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31 ||
      !g_date_valid_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year))
    return G_MININT;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  return (int) g_date_get_julian (&date) - EPOCH_JULIAN;
}

/**
 * nomo_day_to_ymd:
 * @day: days since 1970-01-01
 * @year: (out): the year
 * @month: (out): the month, 1 to 12
 * @day_of_month: (out): the day of the month, 1 to 31
 *
 * The Gregorian date of a day.
 */
void
nomo_day_to_ymd (int day, int *year, int *month, int *day_of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (clamp_day (day) + EPOCH_JULIAN));
  *year = g_date_get_year (&date);
  *month = g_date_get_month (&date);
  *day_of_month = g_date_get_day (&date);
}

/**
 * nomo_day_weekday:
 * @day: days since 1970-01-01, which was a Thursday
 *
 * Returns: 0 for Sunday to 6 for Saturday, wherever the week starts
 */
int
nomo_day_weekday (int day)
{
  return ((day % 7) + 7 + 4) % 7;
}

/**
 * nomo_calendar_set_week_start:
 * @weekday: 0 for Sunday to 6 for Saturday
 *
 * Changes where the weeks start that are asked for from now on. Before it is called they start on Sunday.
 */
void
nomo_calendar_set_week_start (int weekday)
{
  g_return_if_fail (weekday >= NOMO_SUNDAY && weekday <= NOMO_SATURDAY);

  g_atomic_int_set (&week_start, weekday);
}

/**
 * nomo_calendar_get_week_start:
 *
 * Returns: the first day of the week, 0 for Sunday to 6 for Saturday. Any thread.
 */
int
nomo_calendar_get_week_start (void)
{
  return g_atomic_int_get (&week_start);
}

/**
 * nomo_day_week_start:
 * @day: days since 1970-01-01
 *
 * Returns: the first day of the week that @day lies in, days since 1970-01-01. Any thread.
 */
int
nomo_day_week_start (int day)
{
  return day - (nomo_day_weekday (day) - nomo_calendar_get_week_start () + 7) % 7;
}

/**
 * nomo_calendar_set_hijri_first:
 * @first: whether dates are said in the Hijri calendar first, and in the Gregorian beside it
 *
 * Changes the order of the calendars in what is formatted from now on. Before it is called the Gregorian one comes first.
 */
void
nomo_calendar_set_hijri_first (gboolean first)
{
  g_atomic_int_set (&hijri_first, first ? TRUE : FALSE);
}

/**
 * nomo_calendar_get_hijri_first:
 *
 * Returns: whether dates are said in the Hijri calendar first. Any thread.
 */
gboolean
nomo_calendar_get_hijri_first (void)
{
  return g_atomic_int_get (&hijri_first);
}

static UCalendar *
open_hijri (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar utc[8];
  UCalendar *calendar = ucal_open (u_uastrcpy (utc, "UTC"), -1, UMM_AL_QURA, UCAL_DEFAULT, &status);

  if (U_FAILURE (status))
    g_error ("ICU has no Umm al-Qura calendar: %s", u_errorName (status));
  return calendar;
}

/* A UCalendar holds the moment it shows, so each use takes the one calendar for itself. */
static UCalendar *
lock_hijri (GMutex **mutex)
{
  static GMutex calendar_mutex;
  static UCalendar *calendar;

  g_mutex_lock (&calendar_mutex);
  *mutex = &calendar_mutex;
  if (calendar == NULL)
    calendar = open_hijri ();
  ucal_clear (calendar);
  return calendar;
}

/**
 * nomo_day_from_hijri:
 * @year: a Hijri year
 * @month: 1 to 12
 * @day_of_month: 1 to 30
 *
 * The day of an Umm al-Qura date; a day or month beyond the last runs over into the next.
 *
 * Returns: days since 1970-01-01
 */
int
nomo_day_from_hijri (int year, int month, int day_of_month)
{
  GMutex *mutex;
  UCalendar *calendar = lock_hijri (&mutex);
  UErrorCode status = U_ZERO_ERROR;
  double ms;

  ucal_setDate (calendar, year, month - 1, day_of_month, &status);
  ms = ucal_getMillis (calendar, &status);
  g_mutex_unlock (mutex);
  return U_SUCCESS (status) ? clamp_day (floor_div ((gint64) ms, DAY_MS)) : FIRST_DAY;
}

/**
 * nomo_day_to_hijri:
 * @day: days since 1970-01-01
 * @year: (out): the Hijri year
 * @month: (out): the month, 1 (Muharram) to 12
 * @day_of_month: (out): the day of the month, 1 to 30
 *
 * The Umm al-Qura date of a day. The published tables reach from 1300 to 1600; beyond them ICU counts by the civil calendar.
 */
void
nomo_day_to_hijri (int day, int *year, int *month, int *day_of_month)
{
  GMutex *mutex;
  UCalendar *calendar = lock_hijri (&mutex);
  UErrorCode status = U_ZERO_ERROR;

  ucal_setMillis (calendar, (double) ((gint64) clamp_day (day) * DAY_MS), &status);
  *year = ucal_get (calendar, UCAL_YEAR, &status);
  *month = ucal_get (calendar, UCAL_MONTH, &status) + 1;
  *day_of_month = ucal_get (calendar, UCAL_DATE, &status);
  g_mutex_unlock (mutex);
}

static gboolean
read_number (const char **cursor, int most, int *number)
{
  int digits = 0;

  for (*number = 0; digits < most && g_ascii_isdigit (**cursor); digits++, (*cursor)++)
    *number = *number * 10 + (**cursor - '0');
  return digits > 0 && !g_ascii_isdigit (**cursor);
}

/**
 * nomo_day_parse:
 * @text: (nullable): a date as `YYYY-MM-DD`; Arabic-Indic and Persian digits and `/` are read too
 * @day: (out): days since 1970-01-01
 *
 * Reads a date. What stands after the date is not accepted.
 *
 * Returns: whether @text is a date
 */
gboolean
nomo_day_parse (const char *text, int *day)
{
  g_autofree char *ascii = nomo_text_ascii_digits (text);
  const char *cursor = g_strstrip (ascii);
  int year, month, day_of_month, result;
  char separator;

  if (!read_number (&cursor, 4, &year))
    return FALSE;
  separator = *cursor;
  if (separator != '-' && separator != '/')
    return FALSE;
  cursor++;
  if (!read_number (&cursor, 2, &month) || *cursor++ != separator || !read_number (&cursor, 2, &day_of_month) ||
      *cursor != '\0')
    return FALSE;
  result = nomo_day_from_ymd (year, month, day_of_month);
  if (result == G_MININT)
    return FALSE;
  *day = result;
  return TRUE;
}

/**
 * nomo_day_to_text:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the date as `YYYY-MM-DD`, which nomo_day_parse() and filters read
 */
char *
nomo_day_to_text (int day)
{
  int year, month, day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}
