#pragma once

#include "nomo-season.h"

G_BEGIN_DECLS

/**
 * NomoOccasionKind:
 * @NOMO_OCCASION_BACK_TO_SCHOOL: the first week of the school year
 * @NOMO_OCCASION_SALARY_DAY: the 27th of each month and the two days after it
 *
 * When a shop in Saudi Arabia makes offers: at each #NomoSeasonKind, by the same number, and at what comes round beside the seasons.
 */
typedef enum {
  NOMO_OCCASION_BACK_TO_SCHOOL = NOMO_N_SEASONS,
  NOMO_OCCASION_SALARY_DAY,
  NOMO_N_OCCASIONS
} NomoOccasionKind;

/**
 * NomoOccasion:
 * @kind: which one: a #NomoSeasonKind or a #NomoOccasionKind
 * @from: its first day, in days since 1970-01-01
 * @to: its last day, included
 * @sale_from: when offers for it begin; they end with it
 * @remind: when to remind of it, for there to be time to prepare
 *
 * An occasion as it comes round. Plain data.
 */
typedef struct {
  guint kind;
  int from;
  int to;
  int sale_from;
  int remind;
} NomoOccasion;

NomoOccasion nomo_occasion_next (guint kind, int day);
GArray *nomo_occasions_next (int day);
const char *nomo_occasion_get_name (guint kind);
int nomo_occasion_get_percent (guint kind);
gint64 nomo_occasion_get_minimum (guint kind, const char *currency);

G_END_DECLS
