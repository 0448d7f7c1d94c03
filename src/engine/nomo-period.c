#include "config.h"

#include "nomo-period.h"

#include "nomo-calendar.h"

#include <string.h>

#define SEPARATOR ".."

static const char *const against_names[NOMO_N_AGAINST] = {
  [NOMO_AGAINST_BEFORE] = "before",
  [NOMO_AGAINST_YEAR] = "year",
  [NOMO_AGAINST_HIJRI_YEAR] = "hijri-year",
};

static NomoStretch
resolve (const NomoSpan *span, int today)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  gint64 from, last;

  nomo_span_resolve (span, nomo_day_start (today, zone), &from, &last);
  return (NomoStretch) { nomo_day_of (from, zone), nomo_day_of (last, zone) };
}

/* Figures are of days that have been, and of days a merchant means as a whole. */
static gboolean
is_usable (const NomoSpan *span)
{
  switch (span->kind) {
  case NOMO_SPAN_MOMENT:
  case NOMO_SPAN_TOMORROW:
  case NOMO_SPAN_NEXT_DAYS:
    return FALSE;
  case NOMO_SPAN_LAST_DAYS:
    return span->year <= NOMO_PERIOD_MOST_DAYS;
  default:
    return TRUE;
  }
}

static gboolean
parse_own (const char *first, const char *last, NomoPeriod *period)
{
  NomoStretch days;

  return nomo_day_parse (first, &days.from) && nomo_day_parse (last, &days.to) &&
         nomo_period_set_days (period, days) == NOMO_PERIOD_GOOD;
}

/**
 * nomo_period_parse:
 * @text: what nomo_period_to_text() wrote: a span as nomo_span_parse() reads it, or two days with ".." between them
 * @period: (out): the period; untouched unless @text could be read
 *
 * Returns: whether @text is a period that figures can be of
 */
gboolean
nomo_period_parse (const char *text, NomoPeriod *period)
{
  g_auto (GStrv) ends = g_strsplit (text, SEPARATOR, 2);
  NomoSpan span;

  if (g_strv_length (ends) == 2)
    return parse_own (ends[0], ends[1], period);
  if (!nomo_span_parse (text, &span) || !is_usable (&span))
    return FALSE;
  period->first = period->last = span;
  return TRUE;
}

/**
 * nomo_period_to_text:
 * @self: a period
 *
 * Returns: (transfer full): the text that nomo_period_parse() reads
 */
char *
nomo_period_to_text (const NomoPeriod *self)
{
  g_autofree char *first = nomo_span_to_text (&self->first);
  g_autofree char *last = nomo_span_to_text (&self->last);

  return nomo_period_is_own (self) ? g_strconcat (first, SEPARATOR, last, NULL) : g_steal_pointer (&first);
}

static NomoSpan
span_of_day (int day)
{
  NomoSpan span = { .kind = NOMO_SPAN_DAY };

  nomo_day_to_ymd (day, &span.year, &span.month, &span.day);
  return span;
}

/**
 * nomo_period_set_days:
 * @self: (out): a period of own dates; untouched unless they are good
 * @days: its days
 *
 * Returns: what is wrong with @days
 */
NomoPeriodFault
nomo_period_set_days (NomoPeriod *self, NomoStretch days)
{
  if (days.to < days.from)
    return NOMO_PERIOD_BACKWARDS;
  if (nomo_stretch_count (days) > NOMO_PERIOD_MOST_DAYS)
    return NOMO_PERIOD_TOO_LONG;
  self->first = span_of_day (days.from);
  self->last = span_of_day (days.to);
  return NOMO_PERIOD_GOOD;
}

/**
 * nomo_period_is_own:
 * @self: a period
 *
 * Returns: whether it is of dates of one's own
 */
gboolean
nomo_period_is_own (const NomoPeriod *self)
{
  return self->first.kind == NOMO_SPAN_DAY;
}

/* The whole of which a period is a part: what stands before it is the whole before, not as many days. */
static NomoSpanKind
unit_of (const NomoSpan *span)
{
  switch (span->kind) {
  case NOMO_SPAN_THIS_WEEK:
  case NOMO_SPAN_LAST_WEEK:
    return NOMO_SPAN_THIS_WEEK;
  case NOMO_SPAN_MONTH:
  case NOMO_SPAN_THIS_MONTH:
  case NOMO_SPAN_LAST_MONTH:
    return NOMO_SPAN_MONTH;
  case NOMO_SPAN_YEAR:
  case NOMO_SPAN_THIS_YEAR:
  case NOMO_SPAN_LAST_YEAR:
    return NOMO_SPAN_YEAR;
  case NOMO_SPAN_HIJRI_MONTH:
  case NOMO_SPAN_THIS_HIJRI_MONTH:
  case NOMO_SPAN_LAST_HIJRI_MONTH:
  case NOMO_SPAN_RAMADAN:
  case NOMO_SPAN_RAMADAN_OF:
    return NOMO_SPAN_HIJRI_MONTH;
  case NOMO_SPAN_HIJRI_YEAR:
  case NOMO_SPAN_THIS_HIJRI_YEAR:
  case NOMO_SPAN_LAST_HIJRI_YEAR:
    return NOMO_SPAN_HIJRI_YEAR;
  default:
    return NOMO_SPAN_DAY;
  }
}

/**
 * nomo_period_is_hijri:
 * @self: a period
 *
 * Returns: whether it is named by the Hijri calendar, so that its days are said by it too
 */
gboolean
nomo_period_is_hijri (const NomoPeriod *self)
{
  NomoSpanKind unit = unit_of (&self->first);

  return unit == NOMO_SPAN_HIJRI_MONTH || unit == NOMO_SPAN_HIJRI_YEAR;
}

/**
 * nomo_period_get_days:
 * @self: a period
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Returns: its days; of a period that still runs those until today
 */
NomoStretch
nomo_period_get_days (const NomoPeriod *self, int today)
{
  NomoStretch days = resolve (&self->first, today);

  days.to = resolve (&self->last, today).to;
  if (days.from <= today)
    days.to = MIN (days.to, today);
  return days;
}

static NomoStretch
unit_around (NomoSpanKind unit, int day)
{
  NomoSpan span = { .kind = unit };

  if (unit == NOMO_SPAN_HIJRI_MONTH || unit == NOMO_SPAN_HIJRI_YEAR)
    nomo_day_to_hijri (day, &span.year, &span.month, &span.day);
  else if (unit != NOMO_SPAN_THIS_WEEK)
    nomo_day_to_ymd (day, &span.year, &span.month, &span.day);
  return resolve (&span, day);
}

static NomoStretch
get_before (NomoStretch days, NomoSpanKind unit)
{
  NomoStretch whole, before;

  if (unit == NOMO_SPAN_DAY)
    return nomo_stretch_get_against (days, NOMO_AGAINST_BEFORE);
  whole = unit_around (unit, days.from);
  before = unit_around (unit, days.from - 1);
  if (days.to < whole.to)
    before.to = MIN (before.to, before.from + nomo_stretch_count (days) - 1);
  return before;
}

/**
 * nomo_period_get_against:
 * @self: a period
 * @today: today, in days since 1970-01-01 in the shop's zone
 * @against: what it is compared with
 *
 * Of a week, month or year that still runs, only as many days of the one before are taken as have passed.
 *
 * Returns: the days it is compared with; there may be a few more or less, as months and years differ
 */
NomoStretch
nomo_period_get_against (const NomoPeriod *self, int today, NomoAgainst against)
{
  NomoStretch days = nomo_period_get_days (self, today);

  if (against == NOMO_AGAINST_BEFORE)
    return get_before (days, unit_of (&self->first));
  return nomo_stretch_get_against (days, against);
}

/**
 * nomo_stretch_count:
 * @self: days
 *
 * Returns: how many they are
 */
int
nomo_stretch_count (NomoStretch self)
{
  return self.to - self.from + 1;
}

/* The same date of the year before, or the last day of its month where that is shorter. */
static int
year_before (int day, gboolean hijri)
{
  int year, month, day_of_month, found;

  if (!hijri) {
    nomo_day_to_ymd (day, &year, &month, &day_of_month);
    found = nomo_day_from_ymd (year - 1, month, day_of_month);
    return found != G_MININT ? found : nomo_day_from_ymd (year - 1, month, day_of_month - 1);
  }
  nomo_day_to_hijri (day, &year, &month, &day_of_month);
  found = nomo_day_from_hijri (year - 1, month, 1);
  return MIN (found + day_of_month - 1, unit_around (NOMO_SPAN_HIJRI_MONTH, found).to);
}

/* Whole months are compared with whole months, also where those have a day more. */
static NomoStretch
get_year_before (NomoStretch days, gboolean hijri)
{
  NomoSpanKind unit = hijri ? NOMO_SPAN_HIJRI_MONTH : NOMO_SPAN_MONTH;
  gboolean whole = unit_around (unit, days.from).from == days.from && unit_around (unit, days.to).to == days.to;
  NomoStretch before = { year_before (days.from, hijri), year_before (days.to, hijri) };

  if (whole)
    before.to = unit_around (unit, before.to).to;
  return before;
}

/**
 * nomo_stretch_get_against:
 * @self: days
 * @against: what they are compared with
 *
 * Returns: the days before, as many; or the same dates of the year before
 */
NomoStretch
nomo_stretch_get_against (NomoStretch self, NomoAgainst against)
{
  if (against == NOMO_AGAINST_BEFORE)
    return (NomoStretch) { self.from - nomo_stretch_count (self), self.from - 1 };
  return get_year_before (self, against == NOMO_AGAINST_HIJRI_YEAR);
}

/**
 * nomo_against_to_text:
 * @against: what is compared with
 *
 * Returns: how settings name it
 */
const char *
nomo_against_to_text (NomoAgainst against)
{
  g_return_val_if_fail (against < NOMO_N_AGAINST, against_names[0]);
  return against_names[against];
}

/**
 * nomo_against_parse:
 * @text: (nullable): how settings name it
 *
 * Returns: what is compared with; the period before where @text is none of the names
 */
NomoAgainst
nomo_against_parse (const char *text)
{
  for (guint i = 0; i < NOMO_N_AGAINST; i++)
    if (g_strcmp0 (text, against_names[i]) == 0)
      return (NomoAgainst) i;
  return NOMO_AGAINST_BEFORE;
}
