#pragma once

#include "nomo-mirror-page.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCouponLack:
 * @coupon: as the store holds it
 * @value: by what Salla is asked for its list
 * @count: how long Salla says that the list is
 * @read_at: at what count it was read to its end before, 0 when it was not
 * @page: with which to begin
 * @known: how much of it the store holds
 * @all: how many orders the store holds
 * @told: (nullable): the coupon with what has been told in this run, which began with the first page
 *
 * A list of Salla's that belongs to one coupon, and that is to be read.
 */
typedef struct {
  NomoRecord *coupon;
  char *value;
  gint64 count;
  gint64 read_at;
  gint64 page;
  gint64 known;
  gint64 all;
  NomoRecord *told;
} NomoCouponLack;

/**
 * NomoCouponStep:
 * @name: what marks and programs call it
 * @label: what people call it, to be translated
 * @path: below the root of the API
 * @key: what the coupon is told by
 * @sort: (nullable): the order of the list
 * @grows: whether the list only grows at its end, so that it is read on from its last page
 * @find: tells in a thread which lists are to be read, the most wanted first
 * @believe: (nullable): whether a page can be what was asked for
 * @put: puts what a page says, in a thread; fails with %NOMO_SALLA_ERROR_UNREADABLE when it says nothing readable
 *
 * What is read of coupons.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *path;
  const char *key;
  const char *sort;
  gboolean grows;
  GPtrArray *(*find) (NomoStore *store, gboolean whole, GError **error);
  gboolean (*believe) (const NomoCouponLack *lack, const NomoMirrorPage *page);
  gboolean (*put) (NomoStore *store, NomoCouponLack *lack, const NomoSallaAnswer *answer, gboolean last,
                   NomoCommit *commit, GError **error);
} NomoCouponStep;

extern const NomoCouponStep nomo_coupon_codes;
extern const NomoCouponStep nomo_coupon_uses;

NomoCouponLack *nomo_coupon_lack_new (NomoStore *store, const NomoCouponStep *step, NomoRecord *coupon, gint64 count);
void nomo_coupon_lack_free (gpointer self);
void nomo_coupon_lack_mark (const NomoCouponLack *self, const NomoCouponStep *step, NomoCommit *commit, gint64 read_at,
                            gint64 page);

G_END_DECLS
