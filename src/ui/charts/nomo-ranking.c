#include "config.h"

#include "nomo-ranking.h"

/**
 * nomo_ranking_of:
 * @amounts: (array length=n): the largest first
 * @n: how many
 * @at_most: how many rows there may be, that of the others not counted
 *
 * A rest of a single amount keeps its own row, as "other" would only hide its name.
 *
 * Returns: the ranking
 */
NomoRanking
nomo_ranking_of (const gint64 *amounts, guint n, guint at_most)
{
  NomoRanking ranking = { .shown = n <= at_most + 1 ? n : at_most };

  for (guint i = 0; i < n; i++) {
    ranking.total += amounts[i];
    if (i >= ranking.shown)
      ranking.rest += amounts[i];
    else
      ranking.largest = MAX (ranking.largest, amounts[i]);
  }
  ranking.largest = MAX (ranking.largest, ranking.rest);
  return ranking;
}

/**
 * nomo_ranking_share:
 * @ranking: a ranking
 * @amount: one of its amounts
 *
 * Returns: its share of the total in tenths of a percent; 0 when the total is not above 0
 */
gint64
nomo_ranking_share (const NomoRanking *ranking, gint64 amount)
{
  if (ranking->total <= 0)
    return 0;
  if (ABS (amount) > G_MAXINT64 / 1000)
    return amount / MAX (ranking->total / 1000, 1);
  return amount * 1000 / ranking->total;
}

/**
 * nomo_ranking_fraction:
 * @ranking: a ranking
 * @amount: one of its amounts
 *
 * Returns: how long its bar is, 0 to 1; the largest amount fills the width
 */
double
nomo_ranking_fraction (const NomoRanking *ranking, gint64 amount)
{
  return ranking->largest <= 0 ? 0 : CLAMP ((double) amount / (double) ranking->largest, 0, 1);
}
