#include "config.h"

#include "nomo-promotion.h"

#include "nomo-coupon.h"
#include "nomo-offer.h"

static gboolean
is_used_up (const NomoRecord *coupon)
{
  gint64 limit = nomo_record_get_int (coupon, COUPON_USAGE_LIMIT);

  return nomo_record_get_int (coupon, COUPON_IS_GROUP) == 0 && limit > 0 &&
         nomo_record_get_int (coupon, COUPON_USES) >= limit;
}

/**
 * nomo_promotion_get_state:
 * @promotion: a coupon or a special offer
 * @now: UTC milliseconds
 *
 * Salla says only whether it was stopped: what has run out, or begins later, is active all the same.
 *
 * Returns: how it stands
 */
NomoPromotionState
nomo_promotion_get_state (const NomoRecord *promotion, gint64 now)
{
  gboolean coupon = nomo_record_get_entity (promotion) == nomo_coupon_entity ();
  const char *status = nomo_record_get_text (promotion, coupon ? COUPON_STATUS : OFFER_STATUS);
  guint start = coupon ? COUPON_START : OFFER_START;
  guint expiry = coupon ? COUPON_EXPIRY : OFFER_EXPIRY;

  if (!nomo_record_is_null (promotion, expiry) && nomo_record_get_int (promotion, expiry) < now)
    return NOMO_PROMOTION_ENDED;
  if (g_strcmp0 (status, "inactive") == 0)
    return NOMO_PROMOTION_STOPPED;
  if (g_strcmp0 (status, "active") != 0)
    return NOMO_PROMOTION_UNKNOWN;
  if (coupon && is_used_up (promotion))
    return NOMO_PROMOTION_USED_UP;
  return nomo_record_get_int (promotion, start) > now ? NOMO_PROMOTION_SCHEDULED : NOMO_PROMOTION_RUNNING;
}
