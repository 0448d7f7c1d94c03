#include "config.h"

#include "nomo-promotion-pill.h"

#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-offer.h"
#include "nomo-promotion.h"

#include <glib/gi18n.h>

typedef struct {
  NomoTone tone;
  const char *icon;
  const char *word;
} Look;

static const Look looks[] = {
  [NOMO_PROMOTION_UNKNOWN] = { NOMO_TONE_MUTE, "nomo-note-symbolic", NULL },
  [NOMO_PROMOTION_RUNNING] = { NOMO_TONE_OK, "nomo-ok-symbolic", NC_ ("promotion state", "Running") },
  [NOMO_PROMOTION_SCHEDULED] = { NOMO_TONE_INFO, "nomo-clock-symbolic", NC_ ("promotion state", "Scheduled") },
  [NOMO_PROMOTION_STOPPED] = { NOMO_TONE_WARN, "nomo-pause-symbolic", NC_ ("promotion state", "Stopped") },
  [NOMO_PROMOTION_ENDED] = { NOMO_TONE_MUTE, "nomo-end-symbolic", NC_ ("promotion state", "Ended") },
  [NOMO_PROMOTION_USED_UP] = { NOMO_TONE_MUTE, "nomo-coupon-symbolic", NC_ ("promotion state", "Used up") },
};

/* Of Salla's shoppers nobody can use it yet, or not as it is here. */
static const Look waiting = { NOMO_TONE_INFO, "nomo-send-symbolic", NC_ ("promotion state", "Waiting to send") };
static const Look refused = { NOMO_TONE_ERR, "nomo-fail-symbolic", NC_ ("promotion state", "Refused") };

static const Look *
get_look (const NomoRecord *promotion)
{
  if (nomo_record_is_refused (promotion))
    return &refused;
  return nomo_record_is_pending (promotion) ? &waiting
                                            : &looks[nomo_promotion_get_state (promotion, nomo_clock_now ())];
}

/* A status that came to Salla after this program is told as Salla writes it. */
static const char *
get_raw (const NomoRecord *promotion)
{
  gboolean coupon = nomo_record_get_entity (promotion) == nomo_coupon_entity ();
  const char *status = nomo_record_get_text (promotion, coupon ? COUPON_STATUS : OFFER_STATUS);

  return status != NULL ? status : "";
}

/**
 * nomo_promotion_pill_show:
 * @pill: a pill
 * @promotion: a coupon or a special offer
 *
 * Shows how it stands now, or that Salla has yet to hear of it or has refused it.
 */
void
nomo_promotion_pill_show (NomoStatusPill *pill, const NomoRecord *promotion)
{
  const Look *look = get_look (promotion);
  const char *word = look->word != NULL ? g_dpgettext2 (NULL, "promotion state", look->word) : get_raw (promotion);

  nomo_status_pill_set (pill, look->tone, look->icon, word);
}
