#include "config.h"

#include "nomo-moment.h"

#include "nomo-calendar.h"
#include "nomo-text.h"

#include <string.h>

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

/* No table of the Umm al-Qura calendar goes further, and no Gregorian date of a shop is so early. */
#define LAST_HIJRI_YEAR 1600

static int
read_digits (const char **cursor, int most)
{
  int number = 0;

  for (; most > 0 && g_ascii_isdigit (**cursor); most--, (*cursor)++)
    number = number * 10 + (**cursor - '0');
  return number;
}

/* Three numbers between the same two marks, as YYYY-MM-DD or DD/MM/YYYY. */
static gboolean
read_date (const char **cursor, int *year, int *month, int *day)
{
  const char *start = *cursor;
  int first = read_digits (cursor, 4);
  gboolean year_first = *cursor - start == 4;
  char mark = **cursor;
  int third;

  if (*cursor == start || mark == '\0' || strchr ("-/.", mark) == NULL || !g_ascii_isdigit ((*cursor)[1]))
    return FALSE;
  (*cursor)++;
  *month = read_digits (cursor, 2);
  if (**cursor != mark)
    return FALSE;
  start = ++(*cursor);
  third = read_digits (cursor, 4);
  if (year_first ? *cursor - start < 1 || *cursor - start > 2 : *cursor - start != 4)
    return FALSE;
  *year = year_first ? first : third;
  *day = year_first ? third : first;
  return TRUE;
}

static gboolean
skip (const char **cursor, const char *text)
{
  if (!g_str_has_prefix (*cursor, text))
    return FALSE;
  *cursor += strlen (text);
  return TRUE;
}

static void
skip_blanks (const char **cursor)
{
  while (**cursor == ' ')
    (*cursor)++;
}

static gboolean
read_hijri_mark (const char **cursor)
{
  static const char *const marks[] = { "h", "H", "هـ", "ه", "AH" };
  const char *start = *cursor;

  skip_blanks (cursor);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (skip (cursor, marks[i]))
      return TRUE;
  *cursor = start;
  return FALSE;
}

static gboolean
make_day (int year, int month, int day_of_month, gboolean hijri, int *day)
{
  int same[3] = { 0 };

  if (!hijri) {
    *day = nomo_day_from_ymd (year, month, day_of_month);
    return year > LAST_HIJRI_YEAR && *day != G_MININT;
  }
  if (year > LAST_HIJRI_YEAR || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 30)
    return FALSE;
  *day = nomo_day_from_hijri (year, month, day_of_month);
  nomo_day_to_hijri (*day, &same[0], &same[1], &same[2]);
  return same[0] == year && same[1] == month && same[2] == day_of_month;
}

/* "14:05", "14:05:07", "14:05:07.123". */
static gboolean
read_clock (const char **cursor, gint64 *ms)
{
  const char *start = *cursor;
  int hour = read_digits (cursor, 2);
  int minute, second = 0, thousandth = 0;

  if (*cursor == start || !skip (cursor, ":") || !g_ascii_isdigit ((*cursor)[0]) || !g_ascii_isdigit ((*cursor)[1]))
    return FALSE;
  minute = read_digits (cursor, 2);
  if (skip (cursor, ":")) {
    start = *cursor;
    second = read_digits (cursor, 2);
    if (*cursor - start != 2)
      return FALSE;
    if (skip (cursor, ".")) {
      start = *cursor;
      thousandth = read_digits (cursor, 3);
      if (*cursor - start != 3)
        return FALSE;
    }
  }
  *ms = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + thousandth;
  return hour < 24 && minute < 60 && second < 60;
}

/* "Z", "+03:00", "-0500". */
static gboolean
read_offset (const char **cursor, gint64 *ms)
{
  gboolean negative = **cursor == '-';
  const char *start;
  int hours, minutes;

  *ms = 0;
  if (skip (cursor, "Z"))
    return TRUE;
  if (!skip (cursor, "+") && !skip (cursor, "-"))
    return FALSE;
  start = *cursor;
  hours = read_digits (cursor, 2);
  if (*cursor - start != 2)
    return FALSE;
  skip (cursor, ":");
  start = *cursor;
  minutes = read_digits (cursor, 2);
  *ms = (hours * HOUR_MS + minutes * MINUTE_MS) * (negative ? -1 : 1);
  return *cursor - start == 2 && hours < 24 && minutes < 60;
}

static gboolean
read_moment (const char *cursor, int *day, gint64 *clock, gint64 *offset, gboolean *has_offset)
{
  int year = 0, month = 0, day_of_month = 0;
  gboolean hijri;

  if (!read_date (&cursor, &year, &month, &day_of_month))
    return FALSE;
  hijri = read_hijri_mark (&cursor);
  if (!make_day (year, month, day_of_month, hijri, day))
    return FALSE;
  if (*cursor == 'T' || (*cursor == ' ' && g_ascii_isdigit (cursor[strspn (cursor, " ")]))) {
    cursor++;
    skip_blanks (&cursor);
    if (!read_clock (&cursor, clock))
      return FALSE;
    *has_offset = read_offset (&cursor, offset);
  }
  return *cursor == '\0';
}

/**
 * nomo_moment_parse:
 * @text: (nullable): a date, perhaps with a time of day
 * @ms: (out): UTC milliseconds
 *
 * Reads `2026-11-22`, `22/11/2026`, `1448-06-12h`, `12/06/1448 هـ`, each also with `14:05`, `14:05:07`, `14:05:07.123`; such
 * a moment is in the shop's zone unless `Z` or `+03:00` follows. Arabic-Indic and Persian digits are read. A year that can
 * only be Hijri needs its mark, so that no date is off by six centuries.
 *
 * Returns: whether @text is a moment
 */
gboolean
nomo_moment_parse (const char *text, gint64 *ms)
{
  g_autofree char *visible = nomo_text_strip_isolates (text);
  g_autofree char *ascii = g_strstrip (nomo_text_ascii_digits (visible));
  gboolean has_offset = FALSE;
  gint64 clock = 0;
  gint64 offset = 0;
  int day = 0;

  if (!read_moment (ascii, &day, &clock, &offset, &has_offset))
    return FALSE;
  *ms = has_offset ? day * DAY_MS + clock - offset : nomo_day_start (day, nomo_calendar_riyadh ()) + clock;
  return TRUE;
}

static char *
put_digits (char *end, int number, int digits)
{
  for (; digits > 0; digits--, number /= 10)
    *--end = (char) ('0' + number % 10);
  return end;
}

static void
put_date (char *text, int day)
{
  int year, month, day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  put_digits (text + 4, year, 4);
  text[4] = '-';
  put_digits (text + 7, month, 2);
  text[7] = '-';
  put_digits (text + 10, day_of_month, 2);
}

/**
 * nomo_moment_append:
 * @out: what to append to
 * @ms: a moment, UTC milliseconds
 * @zone: the zone to tell it in
 *
 * Appends `2026-11-22 14:05:07`, with milliseconds where there are some. nomo_moment_parse() reads it.
 */
void
nomo_moment_append (GString *out, gint64 ms, GTimeZone *zone)
{
  int day = nomo_day_of (ms, zone);
  gint64 local = ms + (gint64) g_time_zone_get_offset (
                          zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, ms / SECOND_MS)) *
                          SECOND_MS;
  int rest = (int) CLAMP (local - day * DAY_MS, 0, DAY_MS - 1);
  char text[] = "YYYY-MM-DD hh:mm:ss.mmm";

  put_date (text, day);
  put_digits (text + 13, rest / (int) HOUR_MS, 2);
  put_digits (text + 16, rest / (int) MINUTE_MS % 60, 2);
  put_digits (text + 19, rest / (int) SECOND_MS % 60, 2);
  put_digits (text + 23, rest % (int) SECOND_MS, 3);
  g_string_append_len (out, text, rest % SECOND_MS == 0 ? 19 : 23);
}
