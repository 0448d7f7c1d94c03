#include "config.h"

#include "nomo-span.h"

#include "nomo-calendar.h"
#include "nomo-text.h"

#include <stdio.h>
#include <string.h>

#define DAY_MS   (24 * 3600 * G_GINT64_CONSTANT (1000))
#define MAX_DAYS 9999
#define RAMADAN  9

/* What a name means; # is a number. Names are folded, and the first of them is what a span is written as. */
static const struct {
  NomoSpanKind kind;
  const char *names[5];
} presets[] = {
  { NOMO_SPAN_NOW, { "now", "الان" } },
  { NOMO_SPAN_TODAY, { "today", "اليوم" } },
  { NOMO_SPAN_YESTERDAY, { "yesterday", "امس", "البارحه" } },
  { NOMO_SPAN_TOMORROW, { "tomorrow", "غدا" } },
  { NOMO_SPAN_THIS_WEEK, { "this week", "هذا الاسبوع" } },
  { NOMO_SPAN_LAST_WEEK, { "last week", "الاسبوع الماضي" } },
  { NOMO_SPAN_THIS_MONTH, { "this month", "هذا الشهر" } },
  { NOMO_SPAN_LAST_MONTH, { "last month", "الشهر الماضي" } },
  { NOMO_SPAN_THIS_YEAR, { "this year", "هذه السنه", "هذا العام" } },
  { NOMO_SPAN_LAST_YEAR, { "last year", "السنه الماضيه", "العام الماضي" } },
  { NOMO_SPAN_LAST_DAYS, { "last # days", "اخر # ايام", "اخر # يوم", "اخر # يوما" } },
  { NOMO_SPAN_NEXT_DAYS, { "next # days", "خلال # ايام", "خلال # يوم", "خلال # يوما" } },
  { NOMO_SPAN_THIS_HIJRI_MONTH, { "this hijri month", "هذا الشهر الهجري" } },
  { NOMO_SPAN_LAST_HIJRI_MONTH, { "last hijri month", "الشهر الهجري الماضي" } },
  { NOMO_SPAN_THIS_HIJRI_YEAR, { "this hijri year", "هذه السنه الهجريه", "هذا العام الهجري" } },
  { NOMO_SPAN_LAST_HIJRI_YEAR, { "last hijri year", "السنه الهجريه الماضيه", "العام الهجري الماضي" } },
  { NOMO_SPAN_RAMADAN, { "ramadan", "رمضان" } },
  { NOMO_SPAN_RAMADAN_OF, { "ramadan #", "رمضان #" } },
};

static gint64
start_of (int day)
{
  int last = nomo_day_from_ymd (9999, 12, 31);

  if (day > last)
    return nomo_day_start (last, nomo_calendar_riyadh ()) + DAY_MS;
  return nomo_day_start (day, nomo_calendar_riyadh ());
}

/* "T10:42", "T10:42:07", "T10:42:07.123" behind the day; says how long the moment is that was named. */
static gboolean
parse_clock (const char *text, gint64 *ms, gint64 *length)
{
  static const char *const shapes[] = { "dd:dd", "dd:dd:dd", "dd:dd:dd.ddd" };
  static const gint64 lengths[] = { 60000, 1000, 1 };
  int parts[4] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    gsize n = strlen (shapes[i]);
    gsize fits = 0;

    while (fits < n && (shapes[i][fits] == 'd' ? g_ascii_isdigit (text[fits]) : text[fits] == shapes[i][fits]))
      fits++;
    if (fits != n || text[n] != '\0')
      continue;
    sscanf (text, "%2d:%2d:%2d.%3d", &parts[0], &parts[1], &parts[2], &parts[3]);
    *ms = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * G_GINT64_CONSTANT (1000) + parts[3];
    *length = lengths[i];
    return parts[0] < 24 && parts[1] < 60 && parts[2] < 60;
  }
  return FALSE;
}

static gboolean
parse_moment (const char *text, NomoSpan *span)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "T ", 2);
  gint64 offset = 0;
  gint64 length = 0;
  int day = 0;

  if (g_strv_length (parts) != 2 || !nomo_day_parse (parts[0], &day) || !parse_clock (parts[1], &offset, &length))
    return FALSE;
  span->kind = NOMO_SPAN_MOMENT;
  span->from = start_of (day) + offset;
  span->last = span->from + length - 1;
  return TRUE;
}

/* The years, months and days of which a date names one to three; a year has four digits. */
static guint
split_date (const char *text, NomoSpan *span)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "-/", 4);
  int *const places[] = { &span->year, &span->month, &span->day };
  guint n = g_strv_length (parts);

  if (n == 0 || n > 3 || strlen (parts[0]) != 4)
    return 0;
  for (guint i = 0; i < n; i++) {
    gsize length = strlen (parts[i]);

    if (length == 0 || length > 4 || strspn (parts[i], "0123456789") != length)
      return 0;
    *places[i] = (int) g_ascii_strtoll (parts[i], NULL, 10);
  }
  return n;
}

static gboolean
parse_gregorian (const char *text, NomoSpan *span)
{
  guint n = split_date (text, span);
  int day = 0;

  if (nomo_day_parse (text, &day)) {
    span->kind = NOMO_SPAN_DAY;
    nomo_day_to_ymd (day, &span->year, &span->month, &span->day);
    return TRUE;
  }
  if (n == 0 || n == 3 || nomo_day_from_ymd (span->year, n == 2 ? span->month : 1, 1) == G_MININT)
    return FALSE;
  span->kind = n == 2 ? NOMO_SPAN_MONTH : NOMO_SPAN_YEAR;
  return TRUE;
}

static gboolean
is_hijri_day (const NomoSpan *span)
{
  int year = 0;
  int month = 0;
  int day = 0;

  if (span->day < 1 || span->day > 30)
    return FALSE;
  nomo_day_to_hijri (nomo_day_from_hijri (span->year, span->month, span->day), &year, &month, &day);
  return day == span->day && month == span->month && year == span->year;
}

/* "1447h", "1447-09h", "1447-09-01h"; in Arabic ه or هـ behind the number. */
static gboolean
parse_hijri (const char *text, NomoSpan *span)
{
  static const char *const suffixes[] = { "h", "H", "هـ", "ه" };
  static const NomoSpanKind kinds[] = { NOMO_SPAN_HIJRI_YEAR, NOMO_SPAN_HIJRI_MONTH, NOMO_SPAN_HIJRI_DAY };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *date = NULL;
    guint n;

    if (!g_str_has_suffix (text, suffixes[i]))
      continue;
    date = g_strchomp (g_strndup (text, strlen (text) - strlen (suffixes[i])));
    n = split_date (date, span);
    if (n == 0 || span->year < 1 || (n > 1 && (span->month < 1 || span->month > 12)) ||
        (n == 3 && !is_hijri_day (span)))
      return FALSE;
    span->kind = kinds[n - 1];
    return TRUE;
  }
  return FALSE;
}

/* "Last-7-days" becomes "last # days" and 7. */
static char *
pattern_of (const char *text, int *number)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    gsize length = strlen (words[i]);

    if (length == 0 || length > 4 || strspn (words[i], "0123456789") != length)
      continue;
    *number = (int) g_ascii_strtoll (words[i], NULL, 10);
    g_free (words[i]);
    words[i] = g_strdup ("#");
  }
  return g_strjoinv (" ", words);
}

static gboolean
parse_preset (const char *text, NomoSpan *span)
{
  int number = 0;
  g_autofree char *pattern = pattern_of (text, &number);

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strv_contains (presets[i].names, pattern)) {
      span->kind = presets[i].kind;
      span->year = number;
      return strchr (pattern, '#') == NULL || number > 0;
    }
  return FALSE;
}

/**
 * nomo_span_parse:
 * @text: a moment, a day, a month or a year: `2026-11-22T10:42`, `2026-11-22`, `2026-11`, `2026`; with `h` behind it by the
 *   Umm al-Qura calendar: `1447-09-01h`, `1447-09h`, `1447h`; or one relative to now: `today`, `last-7-days`, `ramadan` …
 *   in English or Arabic. Arabic digits are understood
 * @span: (out): what it means
 *
 * Returns: %TRUE when @text is one of these
 */
gboolean
nomo_span_parse (const char *text, NomoSpan *span)
{
  g_autofree char *ascii = g_strstrip (nomo_text_ascii_digits (text));

  *span = (NomoSpan) { 0 };
  if (parse_moment (ascii, span) || parse_gregorian (ascii, span) || parse_hijri (ascii, span))
    return TRUE;
  *span = (NomoSpan) { 0 };
  return parse_preset (ascii, span);
}

static char *
moment_to_text (const NomoSpan *self)
{
  int day = nomo_day_of (self->from, nomo_calendar_riyadh ());
  gint64 ms = self->from - start_of (day);
  int year = 0;
  int month = 0;
  int day_of_month = 0;
  GString *text = g_string_new (NULL);

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  g_string_printf (text, "%04d-%02d-%02dT%02d:%02d", year, month, day_of_month, (int) (ms / 3600000),
                   (int) (ms / 60000 % 60));
  if (self->last - self->from < 60000 - 1)
    g_string_append_printf (text, ":%02d", (int) (ms / 1000 % 60));
  if (self->last == self->from)
    g_string_append_printf (text, ".%03d", (int) (ms % 1000));
  return g_string_free (text, FALSE);
}

static char *
preset_to_text (const NomoSpan *self)
{
  guint i = 0;
  GString *text = NULL;

  while (presets[i].kind != self->kind)
    i++;
  text = g_string_new (presets[i].names[0]);
  if (self->year > 0) {
    g_autofree char *number = g_strdup_printf ("%d", self->year);

    g_string_replace (text, "#", number, 1);
  }
  g_string_replace (text, " ", "-", 0);
  return g_string_free (text, FALSE);
}

/**
 * nomo_span_to_text:
 * @self: a span
 *
 * Returns: (transfer full): the text that nomo_span_parse() reads; one relative to now stays so
 */
char *
nomo_span_to_text (const NomoSpan *self)
{
  switch (self->kind) {
  case NOMO_SPAN_MOMENT:
    return moment_to_text (self);
  case NOMO_SPAN_DAY:
    return g_strdup_printf ("%04d-%02d-%02d", self->year, self->month, self->day);
  case NOMO_SPAN_MONTH:
    return g_strdup_printf ("%04d-%02d", self->year, self->month);
  case NOMO_SPAN_YEAR:
    return g_strdup_printf ("%04d", self->year);
  case NOMO_SPAN_HIJRI_DAY:
    return g_strdup_printf ("%04d-%02d-%02dh", self->year, self->month, self->day);
  case NOMO_SPAN_HIJRI_MONTH:
    return g_strdup_printf ("%04d-%02dh", self->year, self->month);
  case NOMO_SPAN_HIJRI_YEAR:
    return g_strdup_printf ("%04dh", self->year);
  default:
    return preset_to_text (self);
  }
}

/**
 * nomo_span_set_moment:
 * @self: a span
 * @ms: a moment, UTC milliseconds; outside the years 1 to 9999 it is moved to their first or last
 */
void
nomo_span_set_moment (NomoSpan *self, gint64 ms)
{
  int first = nomo_day_from_ymd (1, 1, 1);
  int last = nomo_day_from_ymd (9999, 12, 31);

  *self = (NomoSpan) { .kind = NOMO_SPAN_MOMENT };
  self->from = self->last = CLAMP (ms, start_of (first), start_of (last + 1) - 1);
}

/* The first day of a month; months may run over into other years. */
static int
month_start (int year, int month)
{
  int months = year * 12 + month - 1;

  if (months < 12)
    return nomo_day_from_ymd (1, 1, 1);
  if (months >= 10000 * 12)
    return nomo_day_from_ymd (9999, 12, 31) + 1;
  return nomo_day_from_ymd (months / 12, months % 12 + 1, 1);
}

static void
resolve_months (int year, int month, int n, int *from, int *to)
{
  *from = month_start (year, month);
  *to = month_start (year, month + n);
}

static int
hijri_month_start (int year, int month)
{
  int months = MAX (year * 12 + month - 1, 12);

  return nomo_day_from_hijri (months / 12, months % 12 + 1, 1);
}

static void
resolve_hijri_months (int year, int month, int n, int *from, int *to)
{
  *from = hijri_month_start (year, month);
  *to = hijri_month_start (year, month + n);
}

static void
resolve_absolute (const NomoSpan *self, int *from, int *to)
{
  switch (self->kind) {
  case NOMO_SPAN_MONTH:
    resolve_months (self->year, self->month, 1, from, to);
    break;
  case NOMO_SPAN_YEAR:
    resolve_months (self->year, 1, 12, from, to);
    break;
  case NOMO_SPAN_HIJRI_DAY:
    *from = nomo_day_from_hijri (self->year, self->month, self->day);
    *to = *from + 1;
    break;
  case NOMO_SPAN_HIJRI_MONTH:
    resolve_hijri_months (self->year, self->month, 1, from, to);
    break;
  case NOMO_SPAN_HIJRI_YEAR:
    resolve_hijri_months (self->year, 1, 12, from, to);
    break;
  case NOMO_SPAN_RAMADAN_OF:
    resolve_hijri_months (self->year, RAMADAN, 1, from, to);
    break;
  default:
    *from = nomo_day_from_ymd (self->year, self->month, self->day);
    *to = *from + 1;
    break;
  }
}

static void
resolve_days (const NomoSpan *self, int today, int *from, int *to)
{
  int week = nomo_day_week_start (today);

  *from = self->kind == NOMO_SPAN_YESTERDAY ? today - 1 : self->kind == NOMO_SPAN_TOMORROW ? today + 1 : today;
  *to = *from + 1;
  if (self->kind == NOMO_SPAN_LAST_DAYS)
    *from = today - (self->year - 1);
  else if (self->kind == NOMO_SPAN_NEXT_DAYS)
    *to = today + self->year;
  else if (self->kind == NOMO_SPAN_THIS_WEEK || self->kind == NOMO_SPAN_LAST_WEEK) {
    *from = self->kind == NOMO_SPAN_THIS_WEEK ? week : week - 7;
    *to = *from + 7;
  }
}

static void
resolve_hijri (const NomoSpan *self, int today, int *from, int *to)
{
  int year = 0;
  int month = 0;
  int day = 0;

  nomo_day_to_hijri (today, &year, &month, &day);
  if (self->kind == NOMO_SPAN_THIS_HIJRI_YEAR || self->kind == NOMO_SPAN_LAST_HIJRI_YEAR)
    resolve_hijri_months (self->kind == NOMO_SPAN_THIS_HIJRI_YEAR ? year : year - 1, 1, 12, from, to);
  else if (self->kind == NOMO_SPAN_RAMADAN)
    resolve_hijri_months (month >= RAMADAN ? year : year - 1, RAMADAN, 1, from, to);
  else
    resolve_hijri_months (year, self->kind == NOMO_SPAN_THIS_HIJRI_MONTH ? month : month - 1, 1, from, to);
}

static void
resolve_relative (const NomoSpan *self, int today, int *from, int *to)
{
  int year = 0;
  int month = 0;
  int day = 0;

  nomo_day_to_ymd (today, &year, &month, &day);
  switch (self->kind) {
  case NOMO_SPAN_THIS_MONTH:
  case NOMO_SPAN_LAST_MONTH:
    resolve_months (year, self->kind == NOMO_SPAN_THIS_MONTH ? month : month - 1, 1, from, to);
    break;
  case NOMO_SPAN_THIS_YEAR:
  case NOMO_SPAN_LAST_YEAR:
    resolve_months (self->kind == NOMO_SPAN_THIS_YEAR ? year : year - 1, 1, 12, from, to);
    break;
  case NOMO_SPAN_THIS_HIJRI_MONTH:
  case NOMO_SPAN_LAST_HIJRI_MONTH:
  case NOMO_SPAN_THIS_HIJRI_YEAR:
  case NOMO_SPAN_LAST_HIJRI_YEAR:
  case NOMO_SPAN_RAMADAN:
    resolve_hijri (self, today, from, to);
    break;
  default:
    resolve_days (self, today, from, to);
    break;
  }
}

/**
 * nomo_span_resolve:
 * @self: a span
 * @now: the present moment, UTC milliseconds
 * @from: (out): its first millisecond
 * @last: (out): its last millisecond
 *
 * Says when a span is, in the shop's zone.
 */
void
nomo_span_resolve (const NomoSpan *self, gint64 now, gint64 *from, gint64 *last)
{
  int first = 0;
  int behind = 0;

  if (self->kind == NOMO_SPAN_MOMENT) {
    *from = self->from;
    *last = self->last;
    return;
  }
  if (self->kind == NOMO_SPAN_NOW) {
    *from = *last = now;
    return;
  }
  if (self->kind < NOMO_SPAN_NOW)
    resolve_absolute (self, &first, &behind);
  else
    resolve_relative (self, nomo_day_of (now, nomo_calendar_riyadh ()), &first, &behind);
  *from = start_of (first);
  *last = start_of (behind) - 1;
}
