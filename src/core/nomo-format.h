#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoDayStyle:
 * @NOMO_DAY_WEEKDAY_SHORT: «الأحد 22 نوفمبر», "Sun 22 Nov"
 * @NOMO_DAY_FULL: «الأحد 22 نوفمبر 2026», "Sunday 22 November 2026"
 * @NOMO_DAY_DATE: «22 نوفمبر 2026», "22 November 2026"
 * @NOMO_DAY_DAY_MONTH: «9 نوفمبر», "9 Nov"
 * @NOMO_DAY_DAY: the day of the month alone, "9"
 * @NOMO_DAY_MONTH_YEAR: «نوفمبر 2026», "November 2026"
 *
 * How much of a date is shown.
 */
typedef enum {
  NOMO_DAY_WEEKDAY_SHORT,
  NOMO_DAY_FULL,
  NOMO_DAY_DATE,
  NOMO_DAY_DAY_MONTH,
  NOMO_DAY_DAY,
  NOMO_DAY_MONTH_YEAR,
} NomoDayStyle;

char *nomo_format_int (gint64 number);
char *nomo_format_short (gint64 number);
char *nomo_format_percent (gint64 tenths);
char *nomo_format_rate (gint64 hundredths);
char *nomo_format_size (gint64 bytes);
char *nomo_format_hundredths (int hundredths);
char *nomo_format_points (gint64 tenths);
char *nomo_format_tenths (gint64 tenths);
char *nomo_format_pieces (gint64 pieces);

char *nomo_format_money (gint64 minor, const char *currency, gboolean exact);
char *nomo_format_money_spoken (gint64 minor, const char *currency);
char *nomo_format_amount (gint64 minor, const char *currency, gboolean exact);
char *nomo_format_currency (const char *currency);
char *nomo_format_phone (const char *e164);

char *nomo_format_day (int day, NomoDayStyle style);
char *nomo_format_hijri (int day);
char *nomo_format_first_date (int day, NomoDayStyle style);
char *nomo_format_other_date (int day);
char *nomo_format_both_dates (int day, NomoDayStyle style);
char *nomo_format_range (int from, int to);
char *nomo_format_hijri_month (int day);
char *nomo_format_hijri_range (int from, int to);
char *nomo_format_time (gint64 ms, GTimeZone *zone);
char *nomo_format_weekday (guint weekday);
char *nomo_format_hour (guint hour);
char *nomo_format_moment (gint64 ms, GTimeZone *zone);
char *nomo_format_recent (gint64 ms, gint64 now_ms, GTimeZone *zone);
char *nomo_format_days (gint64 days);
char *nomo_format_left (gint64 seconds);

G_END_DECLS
