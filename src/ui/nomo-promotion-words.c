#include "config.h"

#include "nomo-promotion-words.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-offer.h"
#include "nomo-promotion.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static gboolean
is_coupon (const NomoRecord *promotion)
{
  return nomo_record_get_entity (promotion) == nomo_coupon_entity ();
}

static void
add (GString *words, char *more)
{
  if (more != NULL && words->len > 0)
    g_string_append (words, C_ ("between conditions", ", "));
  if (more != NULL)
    g_string_append (words, more);
  g_free (more);
}

/**
 * nomo_promotion_words_money:
 * @promotion: a coupon or a special offer
 * @minor: an amount that it sets
 *
 * Returns: (transfer full): the amount, «300 ر.س»
 */
char *
nomo_promotion_words_money (const NomoRecord *promotion, gint64 minor)
{
  const char *currency = nomo_record_get_text (promotion, is_coupon (promotion) ? COUPON_CURRENCY : OFFER_CURRENCY);

  return nomo_format_money (minor, currency != NULL ? currency : "SAR", FALSE);
}

/* Words with an amount of money in them; none for an amount of nothing. */
static char *
word_bound (const NomoRecord *promotion, guint field, const char *words)
{
  gint64 minor = nomo_record_get_int (promotion, field);
  g_autofree char *money = nomo_promotion_words_money (promotion, minor);

  return minor > 0 ? g_strdup_printf (words, money) : NULL;
}

static char *
word_off (char *figure)
{
  /* Translators: what a coupon or an offer gives; %s is a percentage or an amount of money: "20% off" */
  char *off = g_strdup_printf (_ ("%s off"), figure);

  g_free (figure);
  return off;
}

static char *
word_pieces (gint64 pieces)
{
  g_autofree char *number = nomo_format_int (pieces);

  return g_strdup_printf (ngettext ("%s piece", "%s pieces", (gulong) pieces), number);
}

static char *
word_discount (const NomoRecord *promotion, guint percent, guint amount)
{
  if (nomo_record_get_int (promotion, percent) > 0)
    return word_off (nomo_format_rate (nomo_record_get_int (promotion, percent)));
  if (nomo_record_get_int (promotion, amount) > 0)
    return word_off (nomo_promotion_words_money (promotion, nomo_record_get_int (promotion, amount)));
  return NULL;
}

static char *
gives_coupon (const NomoRecord *coupon)
{
  g_autoptr (GString) words = g_string_new (NULL);

  add (words, word_discount (coupon, COUPON_PERCENT, COUPON_AMOUNT));
  /* Translators: the most that a percentage takes off; %s is an amount of money */
  add (words, word_bound (coupon, COUPON_MAXIMUM, _ ("up to %s")));
  if (nomo_record_get_int (coupon, COUPON_FREE_SHIPPING) != 0)
    add (words, g_strdup (words->len > 0 ? _ ("with free shipping") : _ ("Free shipping")));
  /* Translators: behind what a coupon or an offer gives; %s is an amount of money */
  add (words, word_bound (coupon, COUPON_MINIMUM, _ ("for baskets from %s")));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
gives_swap (const NomoRecord *offer)
{
  g_autofree char *buy = word_pieces (MAX (nomo_record_get_int (offer, OFFER_BUY_QUANTITY), 1));
  g_autofree char *get = word_pieces (MAX (nomo_record_get_int (offer, OFFER_GET_QUANTITY), 1));
  g_autofree char *discount = word_discount (offer, OFFER_PERCENT, OFFER_AMOUNT);

  if (discount == NULL)
    /* Translators: an offer: 1 and 2 are like "2 pieces" */
    return g_strdup_printf (_ ("Buy %1$s, get %2$s free"), buy, get);
  /* Translators: an offer: 1 and 2 are like "2 pieces", 3 is like "30% off" */
  return g_strdup_printf (_ ("Buy %1$s, get %2$s with %3$s"), buy, get, discount);
}

static char *
gives_special_price (const NomoRecord *offer)
{
  g_autofree char *price = nomo_promotion_words_money (offer, nomo_record_get_int (offer, OFFER_PRICE));
  g_autofree char *pieces = word_pieces (nomo_record_get_int (offer, OFFER_PRICE_QUANTITY));

  if (nomo_record_get_int (offer, OFFER_PRICE_QUANTITY) == 0)
    /* Translators: an offer; %s is an amount of money */
    return g_strdup_printf (_ ("Special price: %s"), price);
  /* Translators: an offer: 1 is like "5 pieces", 2 an amount of money */
  return g_strdup_printf (_ ("%1$s for %2$s"), pieces, price);
}

static gint64
get_tier (const NomoRecord *offer, guint row, guint *field)
{
  *field = nomo_record_part_int (offer, OFFER_PART_TIERS, row, OFFER_TIER_PERCENT) > 0 ? OFFER_TIER_PERCENT
                                                                                       : OFFER_TIER_AMOUNT;
  return nomo_record_part_int (offer, OFFER_PART_TIERS, row, *field);
}

/**
 * nomo_promotion_words_tier:
 * @offer: a special offer
 * @row: one of its tiers
 *
 * Returns: (transfer full): how much the tier takes off, a percentage or an amount of money
 */
char *
nomo_promotion_words_tier (const NomoRecord *offer, guint row)
{
  guint field;
  gint64 value = get_tier (offer, row, &field);

  return field == OFFER_TIER_PERCENT ? nomo_format_rate (value) : nomo_promotion_words_money (offer, value);
}

/**
 * nomo_promotion_words_tier_bound:
 * @offer: a special offer
 * @row: one of its tiers
 *
 * Returns: (transfer full): where the tier begins, «من 3 قطع فأكثر»
 */
char *
nomo_promotion_words_tier_bound (const NomoRecord *offer, guint row)
{
  gint64 pieces = nomo_record_part_int (offer, OFFER_PART_TIERS, row, OFFER_TIER_QUANTITY);
  gint64 least = nomo_record_part_int (offer, OFFER_PART_TIERS, row, OFFER_TIER_MINIMUM);
  g_autofree char *bound = pieces > 0 || least == 0 ? word_pieces (pieces) : nomo_promotion_words_money (offer, least);

  /* Translators: where an offer begins; %s is like "3 pieces" or an amount of money */
  return g_strdup_printf (_ ("from %s on"), bound);
}

/* Tiers are told from the smallest to the largest. */
static char *
gives_tiers (const NomoRecord *offer, const char *by)
{
  guint n = nomo_record_count_part (offer, OFFER_PART_TIERS);
  g_autofree char *least = n > 0 ? nomo_promotion_words_tier (offer, 0) : NULL;
  g_autofree char *most = n > 0 ? nomo_promotion_words_tier (offer, n - 1) : NULL;

  if (n == 0)
    return NULL;
  if (g_str_equal (least, most))
    return word_off (g_steal_pointer (&least));
  /* Translators: an offer with tiers: 1 and 2 are percentages or amounts of money, 3 is what decides between them, like
     "by pieces bought" */
  return g_strdup_printf (_ ("%1$s to %2$s off, %3$s"), least, most, by);
}

static const char *
get_basis (const NomoRecord *offer)
{
  const char *type = nomo_record_get_text (offer, OFFER_TYPE);
  gboolean pieces = g_strcmp0 (nomo_record_get_text (offer, OFFER_BASED_ON), "products_count") == 0;

  if (g_strcmp0 (type, "tiered_offer") == 0)
    /* Translators: what decides how much an offer gives */
    return _ ("by earlier purchases");
  /* Translators: what decides how much an offer gives */
  return pieces || g_strcmp0 (type, "discounts_table") == 0 ? _ ("by pieces bought") : _ ("by value of the basket");
}

static char *
word_offer (const NomoRecord *offer)
{
  const char *type = nomo_record_get_text (offer, OFFER_TYPE);

  if (g_strcmp0 (type, "buy_x_get_y") == 0)
    return gives_swap (offer);
  if (g_strcmp0 (type, "special_price") == 0)
    return gives_special_price (offer);
  if (nomo_record_count_part (offer, OFFER_PART_TIERS) > 0)
    return gives_tiers (offer, get_basis (offer));
  return word_discount (offer, OFFER_PERCENT, OFFER_AMOUNT);
}

static char *
gives_offer (const NomoRecord *offer)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *pieces = word_pieces (nomo_record_get_int (offer, OFFER_MINIMUM_ITEMS));

  add (words, word_offer (offer));
  if (words->len == 0)
    add (words, nomo_record_dup_words (offer, OFFER_TYPE));
  add (words, word_bound (offer, OFFER_MINIMUM, _ ("for baskets from %s")));
  if (nomo_record_get_int (offer, OFFER_MINIMUM_ITEMS) > 0)
    /* Translators: behind what an offer gives; %s is like "3 pieces" */
    add (words, g_strdup_printf (_ ("from %s on"), pieces));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * nomo_promotion_words_gives:
 * @promotion: a coupon or a special offer
 *
 * Returns: (transfer full): what it gives, «خصم 20%، حتى 100 ر.س، لسلة شراء من 300 ر.س»
 */
char *
nomo_promotion_words_gives (const NomoRecord *promotion)
{
  return is_coupon (promotion) ? gives_coupon (promotion) : gives_offer (promotion);
}

static char *
word_times (const NomoRecord *coupon)
{
  gint64 times = nomo_record_get_int (coupon, COUPON_USAGE_LIMIT_PER_USER);
  g_autofree char *number = nomo_format_int (times);

  if (times <= 0)
    return NULL;
  return g_strdup_printf (ngettext ("%s time per customer", "%s times per customer", (gulong) times), number);
}

/* What has begun says no more when. */
static char *
word_from (const NomoRecord *promotion, GTimeZone *zone)
{
  guint start = is_coupon (promotion) ? COUPON_START : OFFER_START;
  gint64 ms = nomo_record_get_int (promotion, start);
  g_autofree char *date = nomo_format_first_date (nomo_day_of (ms, zone), NOMO_DAY_FULL);

  if (nomo_record_is_null (promotion, start) || ms <= nomo_clock_now ())
    return NULL;
  /* Translators: behind what a coupon or an offer gives; %s is a date */
  return g_strdup_printf (C_ ("promotion", "from %s"), date);
}

static char *
word_until (const NomoRecord *promotion, GTimeZone *zone)
{
  guint expiry = is_coupon (promotion) ? COUPON_EXPIRY : OFFER_EXPIRY;
  int day = nomo_day_of (nomo_record_get_int (promotion, expiry), zone);
  g_autofree char *date = nomo_format_first_date (day, NOMO_DAY_FULL);

  /* Translators: behind what a coupon or an offer gives; %s is a date */
  return nomo_record_is_null (promotion, expiry) ? NULL : g_strdup_printf (C_ ("promotion", "until %s"), date);
}

/**
 * nomo_promotion_scope_clear:
 * @self: a scope, whose names are freed
 */
void
nomo_promotion_scope_clear (NomoPromotionScope *self)
{
  g_clear_pointer (&self->only, g_free);
  g_clear_pointer (&self->without, g_free);
  g_clear_pointer (&self->groups, g_free);
  g_clear_pointer (&self->no_groups, g_free);
}

static void
add_names (GString *words, const char *format, const char *names)
{
  add (words, names != NULL ? g_strdup_printf (format, names) : NULL);
}

static void
add_scope (GString *words, const NomoPromotionScope *scope)
{
  /* Translators: on what a coupon takes off; %s are names of products and categories */
  add_names (words, C_ ("promotion", "on %s"), scope->only);
  /* Translators: on what a coupon takes nothing off; %s are names of products, categories and brands */
  add_names (words, C_ ("promotion", "not on %s"), scope->without);
  /* Translators: for whom a coupon is; %s are names of groups of customers */
  add_names (words, C_ ("promotion", "for %s"), scope->groups);
  /* Translators: for whom a coupon is not; %s are names of groups of customers */
  add_names (words, C_ ("promotion", "not for %s"), scope->no_groups);
}

/**
 * nomo_promotion_words_rule_for:
 * @promotion: a coupon or a special offer
 * @scope: for what and for whom it is
 * @zone: the shop's zone
 *
 * Returns: (transfer full): what it gives, on what and for whom, how often, from when and until when, as one sentence
 */
char *
nomo_promotion_words_rule_for (const NomoRecord *promotion, const NomoPromotionScope *scope, GTimeZone *zone)
{
  g_autoptr (GString) words = g_string_new (NULL);

  add (words, nomo_promotion_words_gives (promotion));
  add_scope (words, scope);
  if (is_coupon (promotion))
    add (words, word_times (promotion));
  add (words, word_from (promotion, zone));
  add (words, word_until (promotion, zone));
  g_string_append (words, C_ ("end of a sentence", "."));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * nomo_promotion_words_rule:
 * @promotion: a coupon or a special offer
 * @zone: the shop's zone
 *
 * Returns: (transfer full): the same, without for what and for whom
 */
char *
nomo_promotion_words_rule (const NomoRecord *promotion, GTimeZone *zone)
{
  const NomoPromotionScope all = { 0 };

  return nomo_promotion_words_rule_for (promotion, &all, zone);
}

/**
 * nomo_promotion_words_end:
 * @promotion: a coupon or a special offer
 * @now: UTC milliseconds
 * @zone: the shop's zone
 * @soon: (out): whether it runs, and not beyond tomorrow
 *
 * Returns: (transfer full): its last day
 */
char *
nomo_promotion_words_end (const NomoRecord *promotion, gint64 now, GTimeZone *zone, gboolean *soon)
{
  guint expiry = is_coupon (promotion) ? COUPON_EXPIRY : OFFER_EXPIRY;
  int day = nomo_day_of (nomo_record_get_int (promotion, expiry), zone);
  int left = day - nomo_day_of (now, zone);

  *soon = FALSE;
  if (nomo_record_is_null (promotion, expiry))
    /* Translators: in place of the day on which a special offer expires */
    return g_strdup (_ ("No end"));
  *soon = left <= 1 && nomo_promotion_get_state (promotion, now) == NOMO_PROMOTION_RUNNING;
  if (*soon)
    return g_strdup (left == 0 ? _ ("Today") : _ ("Tomorrow"));
  return nomo_format_first_date (day, NOMO_DAY_DATE);
}

/**
 * nomo_promotion_words_start:
 * @promotion: a coupon or a special offer
 * @zone: the shop's zone
 *
 * Returns: (transfer full): its first day, "" where none was set
 */
char *
nomo_promotion_words_start (const NomoRecord *promotion, GTimeZone *zone)
{
  guint start = is_coupon (promotion) ? COUPON_START : OFFER_START;

  if (nomo_record_is_null (promotion, start))
    return g_strdup ("");
  return nomo_format_first_date (nomo_day_of (nomo_record_get_int (promotion, start), zone), NOMO_DAY_DATE);
}
