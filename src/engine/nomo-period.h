#pragma once

#include "nomo-span.h"

G_BEGIN_DECLS

/* The longest period of own dates, in days: five years. */
#define NOMO_PERIOD_MOST_DAYS 1827

/* What figures are of as long as nobody chose. */
#define NOMO_PERIOD_USUAL "last-14-days"

/**
 * NomoStretch:
 * @from: the first day, in days since 1970-01-01 in the shop's zone
 * @to: the last day, included
 *
 * Days one after the other.
 */
typedef struct {
  int from;
  int to;
} NomoStretch;

/**
 * NomoPeriod:
 * @first: where it begins
 * @last: where it ends; the same as @first but for own dates
 *
 * The period that figures are of, as it was chosen: a span that is relative to today stays so.
 */
typedef struct {
  NomoSpan first;
  NomoSpan last;
} NomoPeriod;

/**
 * NomoAgainst:
 * @NOMO_AGAINST_BEFORE: the period before: of a month the month before, else as many days
 * @NOMO_AGAINST_YEAR: the same days of the Gregorian year before
 * @NOMO_AGAINST_HIJRI_YEAR: the same days of the Umm al-Qura year before
 *
 * What a period is compared with.
 */
typedef enum { NOMO_AGAINST_BEFORE, NOMO_AGAINST_YEAR, NOMO_AGAINST_HIJRI_YEAR, NOMO_N_AGAINST } NomoAgainst;

/**
 * NomoPeriodFault:
 * @NOMO_PERIOD_GOOD: nothing
 * @NOMO_PERIOD_BACKWARDS: it ends before it begins
 * @NOMO_PERIOD_TOO_LONG: it has more than %NOMO_PERIOD_MOST_DAYS days
 *
 * What is wrong with own dates.
 */
typedef enum {
  NOMO_PERIOD_GOOD,
  NOMO_PERIOD_BACKWARDS,
  NOMO_PERIOD_TOO_LONG,
} NomoPeriodFault;

gboolean nomo_period_parse (const char *text, NomoPeriod *period);
char *nomo_period_to_text (const NomoPeriod *self);
NomoPeriodFault nomo_period_set_days (NomoPeriod *self, NomoStretch days);
gboolean nomo_period_is_own (const NomoPeriod *self);
gboolean nomo_period_is_hijri (const NomoPeriod *self);
NomoStretch nomo_period_get_days (const NomoPeriod *self, int today);
NomoStretch nomo_period_get_against (const NomoPeriod *self, int today, NomoAgainst against);

int nomo_stretch_count (NomoStretch self);
NomoStretch nomo_stretch_get_against (NomoStretch self, NomoAgainst against);
const char *nomo_against_to_text (NomoAgainst against);
NomoAgainst nomo_against_parse (const char *text);

G_END_DECLS
