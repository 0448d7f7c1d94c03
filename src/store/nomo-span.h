#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoSpanKind:
 * @NOMO_SPAN_MOMENT: a moment that was named to the millisecond, the second or the minute
 * @NOMO_SPAN_DAY: a Gregorian day
 * @NOMO_SPAN_MONTH: a Gregorian month
 * @NOMO_SPAN_YEAR: a Gregorian year
 * @NOMO_SPAN_HIJRI_DAY: an Umm al-Qura day
 * @NOMO_SPAN_HIJRI_MONTH: an Umm al-Qura month
 * @NOMO_SPAN_HIJRI_YEAR: an Umm al-Qura year
 * @NOMO_SPAN_RAMADAN_OF: Ramadan of a Hijri year
 * @NOMO_SPAN_NOW: this very moment
 * @NOMO_SPAN_TODAY: today
 * @NOMO_SPAN_YESTERDAY: the day before
 * @NOMO_SPAN_TOMORROW: the day after
 * @NOMO_SPAN_THIS_WEEK: Sunday to Saturday
 * @NOMO_SPAN_LAST_WEEK: the week before
 * @NOMO_SPAN_THIS_MONTH: this Gregorian month
 * @NOMO_SPAN_LAST_MONTH: the month before
 * @NOMO_SPAN_THIS_YEAR: this Gregorian year
 * @NOMO_SPAN_LAST_YEAR: the year before
 * @NOMO_SPAN_LAST_DAYS: so many days, of which today is the last
 * @NOMO_SPAN_NEXT_DAYS: so many days, of which today is the first
 * @NOMO_SPAN_THIS_HIJRI_MONTH: this Umm al-Qura month
 * @NOMO_SPAN_LAST_HIJRI_MONTH: the month before
 * @NOMO_SPAN_THIS_HIJRI_YEAR: this Umm al-Qura year
 * @NOMO_SPAN_LAST_HIJRI_YEAR: the year before
 * @NOMO_SPAN_RAMADAN: the Ramadan that is now, else the last that began
 *
 * What a date in a filter means. All but the first eight depend on now.
 */
typedef enum {
  NOMO_SPAN_MOMENT,
  NOMO_SPAN_DAY,
  NOMO_SPAN_MONTH,
  NOMO_SPAN_YEAR,
  NOMO_SPAN_HIJRI_DAY,
  NOMO_SPAN_HIJRI_MONTH,
  NOMO_SPAN_HIJRI_YEAR,
  NOMO_SPAN_RAMADAN_OF,
  NOMO_SPAN_NOW,
  NOMO_SPAN_TODAY,
  NOMO_SPAN_YESTERDAY,
  NOMO_SPAN_TOMORROW,
  NOMO_SPAN_THIS_WEEK,
  NOMO_SPAN_LAST_WEEK,
  NOMO_SPAN_THIS_MONTH,
  NOMO_SPAN_LAST_MONTH,
  NOMO_SPAN_THIS_YEAR,
  NOMO_SPAN_LAST_YEAR,
  NOMO_SPAN_LAST_DAYS,
  NOMO_SPAN_NEXT_DAYS,
  NOMO_SPAN_THIS_HIJRI_MONTH,
  NOMO_SPAN_LAST_HIJRI_MONTH,
  NOMO_SPAN_THIS_HIJRI_YEAR,
  NOMO_SPAN_LAST_HIJRI_YEAR,
  NOMO_SPAN_RAMADAN,
} NomoSpanKind;

/**
 * NomoSpan:
 * @kind: what it means
 * @year: the year; of %NOMO_SPAN_LAST_DAYS and %NOMO_SPAN_NEXT_DAYS how many days
 * @month: from 1
 * @day: from 1
 * @from: of %NOMO_SPAN_MOMENT its first millisecond
 * @last: of %NOMO_SPAN_MOMENT its last millisecond
 *
 * A span of time as it was said.
 */
typedef struct {
  NomoSpanKind kind;
  int year;
  int month;
  int day;
  gint64 from;
  gint64 last;
} NomoSpan;

gboolean nomo_span_parse (const char *text, NomoSpan *span);
char *nomo_span_to_text (const NomoSpan *self);
void nomo_span_set_moment (NomoSpan *self, gint64 ms);
void nomo_span_resolve (const NomoSpan *self, gint64 now, gint64 *from, gint64 *last);

G_END_DECLS
