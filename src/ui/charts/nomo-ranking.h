#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoRanking:
 * @shown: how many amounts have a row of their own
 * @rest: the sum of the others; 0 when there are none
 * @total: the sum of all
 * @largest: the largest amount of a row, that of the others included
 *
 * How a list of amounts is cut to its largest ones.
 */
typedef struct {
  guint shown;
  gint64 rest;
  gint64 total;
  gint64 largest;
} NomoRanking;

NomoRanking nomo_ranking_of (const gint64 *amounts, guint n, guint at_most);
gint64 nomo_ranking_share (const NomoRanking *ranking, gint64 amount);
double nomo_ranking_fraction (const NomoRanking *ranking, gint64 amount);

G_END_DECLS
