#pragma once

#include "nomo-period.h"
#include "nomo-season.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoAnnotation:
 * @from: its first day, in days since 1970-01-01 in the shop's zone
 * @to: its last day, included; @from of what only begins
 * @coupon: (nullable): the code of the coupon that begins, or the name of a group of coupons; %NULL of a season
 * @id: the coupon's id
 * @season: the season, unless there is a coupon
 *
 * What happened to a shop on some days, beside its sales.
 */
typedef struct {
  int from;
  int to;
  char *coupon;
  gint64 id;
  NomoSeasonKind season;
} NomoAnnotation;

GArray *nomo_annotations_read (NomoStore *store, NomoStretch days, GError **error);
void nomo_annotations_read_async (NomoShop *shop, NomoStretch days, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer data);
GArray *nomo_annotations_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
