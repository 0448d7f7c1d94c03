#include "config.h"

#include "nomo-coupon-rules.h"

#include "nomo-coupon.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>

#define WHOLE      10000 /* 100 %, in hundredths of a percent */
#define MAX_SUFFIX 5

/* A discount, or what a marketer is paid: a percentage or a fixed amount, never both. */
typedef struct {
  guint type;
  guint percent;
  guint amount;
} Share;

static const Share discount = { COUPON_TYPE, COUPON_PERCENT, COUPON_AMOUNT };
static const Share commission = { COUPON_MARKETING_TYPE, COUPON_MARKETING_PERCENT, COUPON_MARKETING_AMOUNT };

static gboolean
is_percentage (const NomoRecord *coupon, const Share *share)
{
  return g_strcmp0 (nomo_record_get_text (coupon, share->type), "percentage") == 0;
}

static gboolean
check_percent (const NomoRecord *coupon, guint field, GError **error)
{
  gint64 percent = nomo_record_get_int (coupon, field);

  if (percent >= 0 && percent <= WHOLE)
    return TRUE;
  /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (coupon, field, _ ("%1$s %2$s: “%3$s” is not between 0 and 100 percent."), error);
}

static gboolean
check_absent (const NomoRecord *coupon, guint field, GError **error)
{
  if (nomo_record_is_null (coupon, field))
    return TRUE;
  /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (coupon, field, _ ("%1$s %2$s: “%3$s” does not go with the kind of the coupon."),
                                  error);
}

static gboolean
check_share (const NomoRecord *coupon, const Share *share, GError **error)
{
  gboolean percentage = is_percentage (coupon, share);

  return nomo_rules_check_present (coupon, share->type, error) &&
         nomo_rules_check_present (coupon, percentage ? share->percent : share->amount, error) &&
         check_absent (coupon, percentage ? share->amount : share->percent, error) &&
         check_percent (coupon, share->percent, error);
}

/* Salla demands a bound of every percentage; it answers with 0 where there is none. */
static gboolean
check_maximum (const NomoRecord *coupon, GError **error)
{
  return is_percentage (coupon, &discount) ? nomo_rules_check_present (coupon, COUPON_MAXIMUM, error)
                                           : check_absent (coupon, COUPON_MAXIMUM, error);
}

static gboolean
check_dates (const NomoRecord *coupon, GError **error)
{
  if (nomo_record_is_null (coupon, COUPON_START) ||
      nomo_record_get_int (coupon, COUPON_EXPIRY) > nomo_record_get_int (coupon, COUPON_START))
    return TRUE;
  /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (coupon, COUPON_EXPIRY, _ ("%1$s %2$s: “%3$s” is not after the beginning."), error);
}

static gboolean
check_code (const NomoRecord *coupon, GError **error)
{
  if (!nomo_rules_check_present (coupon, COUPON_CODE, error))
    return FALSE;
  if (!nomo_rules_has_blank (nomo_record_get_text (coupon, COUPON_CODE)))
    return TRUE;
  /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (coupon, COUPON_CODE, _ ("%1$s %2$s: “%3$s” has a space in it."), error);
}

static gboolean
is_suffix (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)) || g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return g_utf8_strlen (text, -1) <= MAX_SUFFIX;
}

static gboolean
check_suffix (const NomoRecord *coupon, GError **error)
{
  if (is_suffix (nomo_record_get_text (coupon, COUPON_GROUP_SUFFIX)))
    return TRUE;
  return nomo_rules_refuse_field (
      coupon, COUPON_GROUP_SUFFIX,
      /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of a field. */
      _ ("%1$s %2$s: “%3$s” is longer than 5 letters or has a digit or a space in it."), error);
}

static gboolean
check_group (const NomoRecord *coupon, GError **error)
{
  return check_absent (coupon, COUPON_CODE, error) && nomo_rules_check_present (coupon, COUPON_GROUP_NAME, error) &&
         nomo_rules_check_present (coupon, COUPON_GROUP_SUFFIX, error) &&
         nomo_rules_check_present (coupon, COUPON_GROUP_COUNT, error) && check_suffix (coupon, error);
}

static gboolean
check_marketing (const NomoRecord *coupon, GError **error)
{
  return nomo_record_get_int (coupon, COUPON_MARKETING) == 0 ||
         (nomo_rules_check_present (coupon, COUPON_MARKETING_NAME, error) && check_share (coupon, &commission, error));
}

static gboolean
check_targets (const NomoRecord *coupon, GError **error)
{
  NomoCouponTarget target;
  gint64 id;

  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_TARGETS); row++)
    if (!nomo_coupon_get_target (coupon, row, &target, &id))
      return nomo_rules_refuse (coupon, nomo_coupon_entity ()->parts[COUPON_PART_TARGETS].label,
                                /* Translators: 1 is what the record is ("Coupon"), 2 the record's number, 3 the name of
                                   a list. */
                                _ ("%1$s %2$s: “%3$s” holds something that is no target of a coupon."), error);
  return TRUE;
}

/*
 * nomo_coupon_validate:
 * @coupon: a coupon
 * @error: return location
 *
 * Salla's rules that hold for a coupon whenever it is looked at. That a new one expires tomorrow at the earliest is no rule
 * for those that have run out, and stays with who publishes.
 *
 * Returns: %TRUE when @coupon keeps them
 */
gboolean
nomo_coupon_validate (const NomoRecord *coupon, GError **error)
{
  static const guint counts[] = {
    COUPON_AMOUNT,
    COUPON_MAXIMUM,
    COUPON_MINIMUM,
    COUPON_USAGE_LIMIT,
    COUPON_USAGE_LIMIT_PER_USER,
    COUPON_MARKETING_AMOUNT,
    COUPON_MARKETING_MAXIMUM,
    COUPON_GROUP_COUNT,
  };
  gboolean group = nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0;

  return nomo_rules_check_money (coupon, error) && nomo_rules_check_currency (coupon, COUPON_CURRENCY, error) &&
         nomo_rules_check_counts (coupon, counts, G_N_ELEMENTS (counts), error) &&
         check_share (coupon, &discount, error) && check_maximum (coupon, error) && check_dates (coupon, error) &&
         (group ? check_group (coupon, error) : check_code (coupon, error)) && check_marketing (coupon, error) &&
         check_targets (coupon, error);
}
