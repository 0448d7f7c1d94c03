#include "config.h"

#include "nomo-offer-rules.h"

#include "nomo-offer.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>

#define WHOLE 10000 /* 100 %, in hundredths of a percent */

static gboolean
is_percent (gint64 percent)
{
  return percent >= 0 && percent <= WHOLE;
}

static gboolean
check_percent (const NomoRecord *offer, GError **error)
{
  if (is_percent (nomo_record_get_int (offer, OFFER_PERCENT)))
    return TRUE;
  /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (offer, OFFER_PERCENT, _ ("%1$s %2$s: “%3$s” is not between 0 and 100 percent."),
                                  error);
}

/* Salla lets one run on its one day, and lets it begin and expire at the same midnight then. */
static gboolean
check_dates (const NomoRecord *offer, GError **error)
{
  if (nomo_record_is_null (offer, OFFER_START) || nomo_record_is_null (offer, OFFER_EXPIRY) ||
      nomo_record_get_int (offer, OFFER_EXPIRY) >= nomo_record_get_int (offer, OFFER_START))
    return TRUE;
  /* Translators: 1 is what the record is ("Special offer"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (offer, OFFER_EXPIRY, _ ("%1$s %2$s: “%3$s” is before the beginning."), error);
}

static gboolean
belongs (NomoOfferPart part, NomoOfferTarget target)
{
  if (part == OFFER_PART_GET)
    return target <= OFFER_CATEGORY;
  return part == OFFER_PART_BUY ? target <= OFFER_EXCLUDED_CATEGORY : target >= OFFER_GROUP;
}

static gboolean
check_targets (const NomoRecord *offer, NomoOfferPart part, GError **error)
{
  NomoOfferTarget target;
  gint64 id;

  for (guint row = 0; row < nomo_record_count_part (offer, part); row++)
    if (!nomo_offer_get_target (offer, part, row, &target, &id) || !belongs (part, target))
      return nomo_rules_refuse (offer, nomo_offer_entity ()->parts[part].label,
                                /* Translators: 1 is what the record is ("Special offer"), 2 the record's number, 3 the
                                   name of a list. */
                                _ ("%1$s %2$s: “%3$s” holds something that does not belong there."), error);
  return TRUE;
}

static gboolean
is_tier (const NomoRecord *offer, guint row)
{
  static const guint counts[] = { OFFER_TIER_QUANTITY, OFFER_TIER_MINIMUM, OFFER_TIER_AMOUNT, OFFER_TIER_MAXIMUM };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (nomo_record_part_int (offer, OFFER_PART_TIERS, row, counts[i]) < 0)
      return FALSE;
  return is_percent (nomo_record_part_int (offer, OFFER_PART_TIERS, row, OFFER_TIER_PERCENT));
}

static gboolean
check_tiers (const NomoRecord *offer, GError **error)
{
  for (guint row = 0; row < nomo_record_count_part (offer, OFFER_PART_TIERS); row++)
    if (!is_tier (offer, row))
      return nomo_rules_refuse (offer, nomo_offer_entity ()->parts[OFFER_PART_TIERS].label,
                                /* Translators: 1 is what the record is ("Special offer"), 2 the record's number, 3 the
                                   name of a list. */
                                _ ("%1$s %2$s: “%3$s” holds a number that is too small or too large."), error);
  return TRUE;
}

/*
 * nomo_offer_validate:
 * @offer: a special offer
 * @error: return location
 *
 * Salla's rules that hold for an offer whenever it is looked at. What each type of offer needs stays with who publishes:
 * Salla itself tells offers in brief.
 *
 * Returns: %TRUE when @offer keeps them
 */
gboolean
nomo_offer_validate (const NomoRecord *offer, GError **error)
{
  static const guint counts[] = {
    OFFER_MINIMUM, OFFER_MINIMUM_ITEMS, OFFER_BUY_QUANTITY,   OFFER_GET_QUANTITY,
    OFFER_AMOUNT,  OFFER_PRICE,         OFFER_PRICE_QUANTITY,
  };

  return nomo_rules_check_present (offer, OFFER_NAME, error) && nomo_rules_check_present (offer, OFFER_TYPE, error) &&
         nomo_rules_check_money (offer, error) && nomo_rules_check_currency (offer, OFFER_CURRENCY, error) &&
         nomo_rules_check_counts (offer, counts, G_N_ELEMENTS (counts), error) && check_percent (offer, error) &&
         check_dates (offer, error) && check_targets (offer, OFFER_PART_BUY, error) &&
         check_targets (offer, OFFER_PART_GET, error) && check_targets (offer, OFFER_PART_AUDIENCE, error) &&
         check_tiers (offer, error);
}
