#include "config.h"

#include "nomo-format.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-format-private.h"
#include "nomo-text.h"
#include "nomo-tongue.h"

#include <unicode/udat.h>
#include <unicode/ustring.h>

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)
#define LAST_MS   (G_GINT64_CONSTANT (9999) * 366 * 24 * 3600 * 1000)
#define DAY_MS    (24 * HOUR_MS)

/* The first Sunday of the epoch. */
#define A_SUNDAY 3

#define MINUTES_BEFORE_HOURS  120
#define MAX_PATTERN           32
#define DAYS_SHOWN_BY_WEEKDAY 14

typedef enum {
  WEEKDAY_SHORT,
  FULL,
  DATE,
  DAY_MONTH,
  DAY,
  MONTH_YEAR,
  WEEKDAY_DAY,
  WEEKDAY_DAY_MONTH,
  WEEKDAY_DAY_MONTH_YEAR,
  DAY_LONG_MONTH,
  TIME,
  WEEKDAY,
  HOUR,
  HIJRI,
  HIJRI_FULL,
  HIJRI_WEEKDAY,
  HIJRI_MONTH,
  HIJRI_DAY,
  HIJRI_DAY_MONTH,
  N_PATTERNS
} Pattern;

G_STATIC_ASSERT ((int) WEEKDAY_SHORT == (int) NOMO_DAY_WEEKDAY_SHORT && (int) MONTH_YEAR == (int) NOMO_DAY_MONTH_YEAR);

static const char *const patterns[N_PATTERNS] = {
  [WEEKDAY_SHORT] = "EEE d MMM",
  [FULL] = "EEEE d MMMM y",
  [DATE] = "d MMMM y",
  [DAY_MONTH] = "d MMM",
  [DAY] = "d",
  [MONTH_YEAR] = "MMMM y",
  [WEEKDAY_DAY] = "EEE d",
  [WEEKDAY_DAY_MONTH] = "EEE d MMMM",
  [WEEKDAY_DAY_MONTH_YEAR] = "EEE d MMMM y",
  [DAY_LONG_MONTH] = "d MMMM",
  [TIME] = "h:mm a",
  [WEEKDAY] = "EEEE",
  [HOUR] = "h a",
  [HIJRI] = "d MMMM y G",
  [HIJRI_FULL] = "EEEE d MMMM y G",
  [HIJRI_WEEKDAY] = "EEE d MMMM",
  [HIJRI_MONTH] = "MMMM y",
  [HIJRI_DAY] = "d",
  [HIJRI_DAY_MONTH] = "d MMMM",
};

/* The region decides the names of months; the calendar is named, because that of Saudi Arabia is Hijri by default. */
static const char *const gregorian[NOMO_FORMAT_N_VARIANTS] = {
  "en@calendar=gregorian",
  "ar_SA@calendar=gregorian;numbers=latn",
  "ar_SA@calendar=gregorian;numbers=arab",
};

static const char *const umm_al_qura[NOMO_FORMAT_N_VARIANTS] = {
  "en@calendar=islamic-umalqura",
  "ar_SA@calendar=islamic-umalqura;numbers=latn",
  "ar_SA@calendar=islamic-umalqura;numbers=arab",
};

static UDateFormat *
open_formatter (NomoFormatVariant variant, Pattern pattern)
{
  UErrorCode status = U_ZERO_ERROR;
  const char *locale = pattern >= HIJRI ? umm_al_qura[variant] : gregorian[variant];
  UChar utc[MAX_PATTERN], wide[MAX_PATTERN];
  UDateFormat *formatter = udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, u_uastrncpy (utc, "UTC", MAX_PATTERN), -1,
                                      u_uastrncpy (wide, patterns[pattern], MAX_PATTERN), -1, &status);

  if (U_FAILURE (status))
    g_error ("ICU has no dates for %s: %s", locale, u_errorName (status));
  return formatter;
}

/* @local_ms is the wall clock of the shop taken as UTC, so one formatter serves every zone. A UDateFormat must not be used by
 * two threads at a time. */
static char *
format_local (gint64 local_ms, Pattern pattern)
{
  static GMutex mutex;
  static UDateFormat *formatters[NOMO_FORMAT_N_VARIANTS][N_PATTERNS];
  NomoFormatVariant variant = _nomo_format_variant ();
  UErrorCode status = U_ZERO_ERROR;
  UChar buffer[128];
  g_autofree char *text = NULL;
  int length;

  g_mutex_lock (&mutex);
  if (formatters[variant][pattern] == NULL)
    formatters[variant][pattern] = open_formatter (variant, pattern);
  length = udat_format (formatters[variant][pattern], (double) local_ms, buffer, G_N_ELEMENTS (buffer), NULL, &status);
  g_mutex_unlock (&mutex);
  text = g_utf16_to_utf8 ((const gunichar2 *) buffer, U_SUCCESS (status) ? length : 0, NULL, NULL, NULL);
  return nomo_text_strip_isolates (text);
}

static char *
format_day (int day, Pattern pattern)
{
  return format_local (day * DAY_MS, pattern);
}

static int
year_of (int day)
{
  int year, month, day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  return year;
}

static int
month_of (int day)
{
  int year, month, day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  return year * 12 + month;
}

/**
 * nomo_format_day:
 * @day: days since 1970-01-01
 * @style: how much of the date is shown
 *
 * Returns: (transfer full): the Gregorian date
 */
char *
nomo_format_day (int day, NomoDayStyle style)
{
  g_return_val_if_fail (style >= NOMO_DAY_WEEKDAY_SHORT && style <= NOMO_DAY_MONTH_YEAR, NULL);

  return format_day (day, (Pattern) style);
}

/**
 * nomo_format_hijri:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the Umm al-Qura date, «12 جمادى الآخرة 1448 هـ», "12 Jumada II 1448 AH"
 */
char *
nomo_format_hijri (int day)
{
  return format_day (day, HIJRI);
}

static Pattern
hijri_pattern (NomoDayStyle style)
{
  if (style == NOMO_DAY_FULL)
    return HIJRI_FULL;
  return style == NOMO_DAY_WEEKDAY_SHORT ? HIJRI_WEEKDAY : HIJRI;
}

/**
 * nomo_format_first_date:
 * @day: days since 1970-01-01
 * @style: %NOMO_DAY_WEEKDAY_SHORT, %NOMO_DAY_FULL or %NOMO_DAY_DATE
 *
 * The date in the calendar that the merchant reads first, see [func@calendar_set_hijri_first].
 *
 * Returns: (transfer full): «الأحد 22 نوفمبر 2026», or «الأحد 12 جمادى الآخرة 1448 هـ»
 */
char *
nomo_format_first_date (int day, NomoDayStyle style)
{
  g_return_val_if_fail (style >= NOMO_DAY_WEEKDAY_SHORT && style <= NOMO_DAY_DATE, NULL);

  return format_day (day, nomo_calendar_get_hijri_first () ? hijri_pattern (style) : (Pattern) style);
}

/**
 * nomo_format_other_date:
 * @day: days since 1970-01-01
 *
 * What stands beside or under [func@format_first_date]: the same day in the other calendar, without its weekday.
 *
 * Returns: (transfer full): «12 جمادى الآخرة 1448 هـ», or «22 نوفمبر 2026»
 */
char *
nomo_format_other_date (int day)
{
  return format_day (day, nomo_calendar_get_hijri_first () ? DATE : HIJRI);
}

/**
 * nomo_format_both_dates:
 * @day: days since 1970-01-01
 * @style: as for [func@format_first_date]
 *
 * Returns: (transfer full): the date in both calendars, «الأحد 22 نوفمبر 2026 · 12 جمادى الآخرة 1448 هـ»
 */
char *
nomo_format_both_dates (int day, NomoDayStyle style)
{
  g_autofree char *first = nomo_format_first_date (day, style);
  g_autofree char *other = nomo_format_other_date (day);

  /* Translators: a date in the calendar shown first · the same in the other, Gregorian and Hijri or the other way round */
  return g_strdup_printf (C_ ("dates", "%1$s · %2$s"), first, other);
}

static Pattern
range_end_pattern (gboolean weekdays, gboolean with_year)
{
  if (weekdays)
    return with_year ? WEEKDAY_DAY_MONTH_YEAR : WEEKDAY_DAY_MONTH;
  return with_year ? DATE : DAY_LONG_MONTH;
}

static Pattern
range_start_pattern (int from, int to, gboolean weekdays)
{
  if (month_of (from) == month_of (to))
    return weekdays ? WEEKDAY_DAY : DAY;
  return range_end_pattern (weekdays, year_of (from) != year_of (to));
}

/**
 * nomo_format_range:
 * @from: the first day
 * @to: the last day, not before @from
 *
 * A period: «الاثنين 23 – الأحد 29 نوفمبر», "Mon 23 – Sun 29 November". What both ends share is said once; weekdays are
 * named up to two weeks; the year is named unless it is the present one.
 *
 * Returns: (transfer full): the period
 */
char *
nomo_format_range (int from, int to)
{
  int this_year = year_of (nomo_day_of (nomo_clock_now (), nomo_calendar_riyadh ()));
  gboolean with_year = year_of (from) != this_year || year_of (to) != this_year;
  gboolean weekdays = to - from < DAYS_SHOWN_BY_WEEKDAY;
  g_autofree char *end = format_day (to, range_end_pattern (weekdays, with_year));
  g_autofree char *start = NULL;

  if (from >= to)
    return g_steal_pointer (&end);
  start = format_day (from, range_start_pattern (from, to, weekdays));
  return g_strconcat (start, " – ", end, NULL);
}

/**
 * nomo_format_hijri_month:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the Umm al-Qura month of a day, «رمضان 1447», "Ramadan 1447"
 */
char *
nomo_format_hijri_month (int day)
{
  return format_day (day, HIJRI_MONTH);
}

/**
 * nomo_format_hijri_range:
 * @from: the first day
 * @to: the last day, not before @from
 *
 * A period by the Umm al-Qura calendar: «1 – 29 رمضان 1447 هـ», "1 – 29 Ramadan 1447 AH". What both ends share is said once.
 *
 * Returns: (transfer full): the period
 */
char *
nomo_format_hijri_range (int from, int to)
{
  int year, month, day, last_year, last_month;
  g_autofree char *end = format_day (to, HIJRI);
  g_autofree char *start = NULL;

  if (from >= to)
    return g_steal_pointer (&end);
  nomo_day_to_hijri (from, &year, &month, &day);
  nomo_day_to_hijri (to, &last_year, &last_month, &day);
  if (year != last_year)
    start = format_day (from, HIJRI);
  else
    start = format_day (from, month == last_month ? HIJRI_DAY : HIJRI_DAY_MONTH);
  return g_strconcat (start, " – ", end, NULL);
}

static gint64
local_ms (gint64 moment, GTimeZone *zone)
{
  gint64 ms = CLAMP (moment, -LAST_MS, LAST_MS);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, ms / SECOND_MS);

  return ms + g_time_zone_get_offset (zone, interval) * SECOND_MS;
}

/**
 * nomo_format_time:
 * @ms: a moment, UTC milliseconds
 * @zone: the shop's zone
 *
 * Returns: (transfer full): the time of day, «10:42 ص», "10:42 AM"
 */
char *
nomo_format_time (gint64 ms, GTimeZone *zone)
{
  return format_local (local_ms (ms, zone), TIME);
}

/**
 * nomo_format_weekday:
 * @weekday: a day of the week, 0 for Sunday
 *
 * Returns: (transfer full): its name, «الخميس», "Thursday"
 */
char *
nomo_format_weekday (guint weekday)
{
  return format_day (A_SUNDAY + (int) (weekday % 7), WEEKDAY);
}

/**
 * nomo_format_hour:
 * @hour: an hour of the day, 0 for midnight
 *
 * Returns: (transfer full): when it begins, «9 م», "9 PM"
 */
char *
nomo_format_hour (guint hour)
{
  return format_local (hour % 24 * HOUR_MS, HOUR);
}

/**
 * nomo_format_moment:
 * @ms: a moment, UTC milliseconds
 * @zone: the shop's zone
 *
 * Returns: (transfer full): date and time, «22 نوفمبر 2026، 10:42 ص», "22 November 2026, 10:42 AM"
 */
char *
nomo_format_moment (gint64 ms, GTimeZone *zone)
{
  g_autofree char *date = format_day (nomo_day_of (ms, zone), DATE);
  g_autofree char *time = nomo_format_time (ms, zone);

  /* Translators: a date and a time of day: 22 November 2026, 10:42 AM */
  return g_strdup_printf (C_ ("date and time", "%1$s, %2$s"), date, time);
}

static char *
minutes_ago (gint64 minutes)
{
  g_autofree char *figure = nomo_format_int (minutes);

  return g_strdup_printf (ngettext ("%s min ago", "%s min ago", (gulong) minutes), figure);
}

static char *
hours_ago (gint64 hours)
{
  g_autofree char *figure = nomo_format_int (hours);

  return g_strdup_printf (ngettext ("%s h ago", "%s h ago", (gulong) hours), figure);
}

static char *
earlier_day (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  int day = nomo_day_of (ms, zone);
  int today = nomo_day_of (now_ms, zone);
  g_autofree char *time = NULL;

  if (day != today - 1)
    return format_day (day, year_of (day) == year_of (today) ? WEEKDAY_SHORT : DATE);
  time = nomo_format_time (ms, zone);
  /* Translators: a time of day: yesterday 9:12 PM */
  return g_strdup_printf (_ ("yesterday %s"), time);
}

/**
 * nomo_format_recent:
 * @ms: a moment, UTC milliseconds
 * @now_ms: the present, UTC milliseconds
 * @zone: the shop's zone
 *
 * How long ago something happened: «قبل 6 دقائق», "6 min ago", hours for the rest of today, «أمس 9:12 م» for yesterday, then
 * the date, with its year when that is another. Up to a minute in the future (clocks differ) is now, beyond that it is date
 * and time.
 *
 * Returns: (transfer full): the text
 */
char *
nomo_format_recent (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  gint64 age = now_ms - CLAMP (ms, -LAST_MS, LAST_MS);

  if (age < -MINUTE_MS)
    return nomo_format_moment (ms, zone);
  if (age < MINUTE_MS)
    return g_strdup (_ ("just now"));
  if (age < HOUR_MS)
    return minutes_ago (age / MINUTE_MS);
  if (nomo_day_of (ms, zone) == nomo_day_of (now_ms, zone))
    return hours_ago (age / HOUR_MS);
  return earlier_day (ms, now_ms, zone);
}

/**
 * nomo_format_days:
 * @days: a number of days, not negative
 *
 * Returns: (transfer full): «يومان», «5 أيام», "2 days"
 */
char *
nomo_format_days (gint64 days)
{
  g_autofree char *figure = nomo_format_int (days);

  return g_strdup_printf (ngettext ("%s day", "%s days", (gulong) MAX (days, 0)), figure);
}

/**
 * nomo_format_left:
 * @seconds: what a job still needs; negative when that is not known
 *
 * How long a job still takes, rounded up: minutes, from two hours on hours.
 *
 * Returns: (transfer full): «بقيت دقيقتان», "2 minutes left"
 */
char *
nomo_format_left (gint64 seconds)
{
  gint64 minutes = seconds / 60 + (seconds % 60 > 0 ? 1 : 0);
  gint64 hours = minutes / 60 + (minutes % 60 > 0 ? 1 : 0);
  g_autofree char *figure = nomo_format_int (minutes < MINUTES_BEFORE_HOURS ? minutes : hours);

  if (seconds < 0)
    return g_strdup (_ ("Working out the time left"));
  if (seconds < 60)
    return g_strdup (_ ("Less than a minute left"));
  if (minutes < MINUTES_BEFORE_HOURS)
    return g_strdup_printf (ngettext ("%s minute left", "%s minutes left", (gulong) minutes), figure);
  return g_strdup_printf (ngettext ("%s hour left", "%s hours left", (gulong) hours), figure);
}
