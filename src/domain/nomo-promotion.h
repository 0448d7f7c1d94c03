#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoPromotionState:
 * @NOMO_PROMOTION_UNKNOWN: Salla names a status that is not known here
 * @NOMO_PROMOTION_RUNNING: shoppers can use it now
 * @NOMO_PROMOTION_SCHEDULED: it begins later
 * @NOMO_PROMOTION_STOPPED: somebody stopped it before its end
 * @NOMO_PROMOTION_ENDED: its time is over
 * @NOMO_PROMOTION_USED_UP: it ended because it was used as often as it may be
 *
 * How a coupon or a special offer stands at one moment.
 */
typedef enum {
  NOMO_PROMOTION_UNKNOWN,
  NOMO_PROMOTION_RUNNING,
  NOMO_PROMOTION_SCHEDULED,
  NOMO_PROMOTION_STOPPED,
  NOMO_PROMOTION_ENDED,
  NOMO_PROMOTION_USED_UP,
} NomoPromotionState;

/* The same in the words of a filter. Only a coupon is used up: each code of a group has a limit of its own, which Salla does not
 * count apart. */
#define NOMO_PROMOTION_IS_OVER    "expiry < now"
#define NOMO_PROMOTION_IS_STOPPED "status = inactive and not " NOMO_PROMOTION_IS_OVER
#define NOMO_PROMOTION_IS_ON      "status = active and not " NOMO_PROMOTION_IS_OVER
#define NOMO_COUPON_HAS_NO_USES   "is_group != yes and usage_limit > 0 and uses >= usage_limit"

#define NOMO_COUPON_IS_RUNNING   NOMO_PROMOTION_IS_ON " and not start > now and not (" NOMO_COUPON_HAS_NO_USES ")"
#define NOMO_COUPON_IS_SCHEDULED NOMO_PROMOTION_IS_ON " and start > now and not (" NOMO_COUPON_HAS_NO_USES ")"
#define NOMO_COUPON_IS_USED_UP   NOMO_PROMOTION_IS_ON " and " NOMO_COUPON_HAS_NO_USES
#define NOMO_COUPON_IS_ENDED     NOMO_PROMOTION_IS_OVER

#define NOMO_OFFER_IS_RUNNING   NOMO_PROMOTION_IS_ON " and not start > now"
#define NOMO_OFFER_IS_SCHEDULED NOMO_PROMOTION_IS_ON " and start > now"
#define NOMO_OFFER_IS_ENDED     NOMO_PROMOTION_IS_OVER

NomoPromotionState nomo_promotion_get_state (const NomoRecord *promotion, gint64 now);

G_END_DECLS
