#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCouponDeed:
 * @NOMO_COUPON_PAUSE: nobody can use it until it is resumed
 * @NOMO_COUPON_RESUME: whoever holds it can use it again
 * @NOMO_COUPON_EXTEND: it ends later
 * @NOMO_COUPON_DELETE: it is gone
 *
 * What is done to coupons without opening them.
 */
typedef enum {
  NOMO_COUPON_PAUSE,
  NOMO_COUPON_RESUME,
  NOMO_COUPON_EXTEND,
  NOMO_COUPON_DELETE,
} NomoCouponDeed;

/**
 * NomoCouponHurdle:
 * @NOMO_COUPON_HURDLE_NONE: it can be done
 * @NOMO_COUPON_HURDLE_STOPPED: it is paused already
 * @NOMO_COUPON_HURDLE_ON: it is not paused
 * @NOMO_COUPON_HURDLE_OVER: it has ended, which neither pausing nor resuming changes
 * @NOMO_COUPON_HURDLE_LAST_DAY: it ends today: Salla takes no coupon, changed or new, that does not end later
 * @NOMO_COUPON_HURDLE_LATER: it ends on that day or later already
 * @NOMO_COUPON_HURDLE_PAST: nothing can end before tomorrow
 *
 * Why a deed cannot be done to a coupon.
 */
typedef enum {
  NOMO_COUPON_HURDLE_NONE,
  NOMO_COUPON_HURDLE_STOPPED,
  NOMO_COUPON_HURDLE_ON,
  NOMO_COUPON_HURDLE_OVER,
  NOMO_COUPON_HURDLE_LAST_DAY,
  NOMO_COUPON_HURDLE_LATER,
  NOMO_COUPON_HURDLE_PAST,
  NOMO_N_COUPON_HURDLES
} NomoCouponHurdle;

/**
 * NomoCouponChange:
 * @deed: what is done
 * @days: how many days later it ends, when it is extended; 0 for @until
 * @until: its new last day, in days since 1970-01-01 in the shop's zone
 */
typedef struct {
  NomoCouponDeed deed;
  int days;
  int until;
} NomoCouponChange;

/**
 * NomoCouponChanged:
 * @n: how many coupons were changed
 * @left: of how many there was which hurdle; the first is not used
 *
 * What became of a change.
 */
typedef struct {
  guint n;
  guint left[NOMO_N_COUPON_HURDLES];
} NomoCouponChanged;

NomoCouponHurdle nomo_coupon_change_check (const NomoCouponChange *self, const NomoRecord *coupon, gint64 now,
                                           GTimeZone *zone, gint64 *expiry);
void nomo_coupon_change_async (NomoStore *store, const char *actor, const NomoQuery *coupons,
                               const NomoCouponChange *change, GTimeZone *zone, GAsyncReadyCallback callback,
                               gpointer data);
char *nomo_coupon_change_finish (GAsyncResult *result, NomoCouponChanged *changed, GError **error);

G_END_DECLS
