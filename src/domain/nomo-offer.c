#include "config.h"

#include "nomo-offer.h"

#include "nomo-offer-rules.h"
#include "nomo-payments.h"

#include <glib/gi18n.h>
#include <string.h>

static const NomoChoice types[] = {
  { "buy_x_get_y", NC_ ("offer type", "Buy some, get some") },
  { "percentage", NC_ ("offer type", "Percentage off") },
  { "fixed_amount", NC_ ("offer type", "Fixed amount off") },
  { "discounts_table", NC_ ("offer type", "Table of discounts") },
  { "special_price", NC_ ("offer type", "Special price") },
  { "cart_offer", NC_ ("offer type", "Offer on the basket") },
  { "tiered_offer", NC_ ("offer type", "Offer by purchases") },
  { NULL, NULL },
};

static const NomoChoice statuses[] = {
  { "active", NC_ ("offer status", "Active") },
  { "inactive", NC_ ("offer status", "Stopped") },
  { NULL, NULL },
};

static const NomoChoice subjects[] = {
  { "order", NC_ ("offer subject", "The whole order") },
  { "product", NC_ ("offer subject", "Products") },
  { "category", NC_ ("offer subject", "Categories") },
  { "paymentMethod", NC_ ("offer subject", "Payment methods") },
  { NULL, NULL },
};

static const NomoChoice channels[] = {
  { "browser", NC_ ("offer channel", "Store only") },
  { "browser_and_application", NC_ ("offer channel", "Store and app") },
  { NULL, NULL },
};

static const NomoChoice discounts[] = {
  { "percentage", NC_ ("offer discount", "Percentage") },
  { "fixed", NC_ ("offer discount", "Fixed amount") },
  { "free-product", NC_ ("offer discount", "Free product") },
  { NULL, NULL },
};

static const NomoChoice bases[] = {
  { "order_amount", NC_ ("offer basis", "Value of the basket") },
  { "products_count", NC_ ("offer basis", "Pieces in the basket") },
  { NULL, NULL },
};

static const NomoChoice purchases[] = {
  { "min_purchases", NC_ ("offer purchases", "Purchases in the store") },
  { "min_external_purchases", NC_ ("offer purchases", "Purchases outside the store") },
  { NULL, NULL },
};

static const NomoChoice selections[] = {
  { "mobile", NC_ ("offer country", "Phone number") },
  { "shipping", NC_ ("offer country", "Shipping address") },
  { "ip", NC_ ("offer country", "Internet address") },
  { NULL, NULL },
};

static const char *const target_names[] = {
  [OFFER_PRODUCT] = "product",
  [OFFER_CATEGORY] = "category",
  [OFFER_EXCLUDED_PRODUCT] = "excluded_product",
  [OFFER_EXCLUDED_CATEGORY] = "excluded_category",
  [OFFER_GROUP] = "group",
  [OFFER_COUNTRY] = "country",
  [OFFER_SCOPE] = "scope",
};
G_STATIC_ASSERT (G_N_ELEMENTS (target_names) == OFFER_N_TARGETS);

#define COLUMN        (NOMO_FIELD_INDEXED)
#define GROUP         (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define SEARCHED_NAME (NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NAME)
#define MONEY         NULL, "currency"

static const NomoField fields[] = {
  [OFFER_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SEARCHED_NAME },
  [OFFER_MESSAGE] = { "message", NOMO_TYPE_TEXT, N_ ("Words to the shopper"), NOMO_FIELD_SEARCHABLE },
  [OFFER_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Type"), GROUP, types, .context = "offer type" },
  [OFFER_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), GROUP, statuses, .context = "offer status" },
  [OFFER_START] = { "start", NOMO_TYPE_TIME, N_ ("Begins"), COLUMN },
  [OFFER_EXPIRY] = { "expiry", NOMO_TYPE_TIME, N_ ("Expires"), COLUMN },
  [OFFER_APPLIED_TO] = { "applied_to", NOMO_TYPE_CHOICE, N_ ("Applies to"), NOMO_FIELD_GROUPED, subjects,
                         .context = "offer subject" },
  [OFFER_CHANNEL] = { "channel", NOMO_TYPE_CHOICE, N_ ("Applies in"), 0, channels, .context = "offer channel" },
  [OFFER_WITH_COUPON] = { "with_coupon", NOMO_TYPE_BOOL, N_ ("Together with a coupon") },
  [OFFER_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency"), NOMO_FIELD_REQUIRED },
  [OFFER_MINIMUM] = { "minimum", NOMO_TYPE_MONEY, N_ ("Smallest basket"), 0, MONEY },
  [OFFER_MINIMUM_ITEMS] = { "minimum_items", NOMO_TYPE_INT, N_ ("Fewest pieces in the basket") },
  [OFFER_BUY_TYPE] = { "buy_type", NOMO_TYPE_CHOICE, N_ ("What is bought"), 0, subjects, .context = "offer subject" },
  [OFFER_BUY_QUANTITY] = { "buy_quantity", NOMO_TYPE_INT, N_ ("Pieces to buy") },
  [OFFER_GET_TYPE] = { "get_type", NOMO_TYPE_CHOICE, N_ ("What is cheaper"), 0, subjects, .context = "offer subject" },
  [OFFER_GET_QUANTITY] = { "get_quantity", NOMO_TYPE_INT, N_ ("Pieces to get") },
  [OFFER_DISCOUNT_TYPE] = { "discount_type", NOMO_TYPE_CHOICE, N_ ("Kind of discount"), 0, discounts,
                            .context = "offer discount" },
  [OFFER_PERCENT] = { "percent", NOMO_TYPE_INT, N_ ("Percentage"), NOMO_FIELD_PERCENT },
  [OFFER_AMOUNT] = { "amount", NOMO_TYPE_MONEY, N_ ("Amount"), 0, MONEY },
  [OFFER_PRICE] = { "price", NOMO_TYPE_MONEY, N_ ("Special price"), 0, MONEY },
  [OFFER_PRICE_QUANTITY] = { "price_quantity", NOMO_TYPE_INT, N_ ("Pieces at the special price") },
  [OFFER_BASED_ON] = { "based_on", NOMO_TYPE_CHOICE, N_ ("Based on"), 0, bases, .context = "offer basis" },
  [OFFER_APPLY_TYPE] = { "apply_type", NOMO_TYPE_CHOICE, N_ ("Purchases that count"), 0, purchases,
                         .context = "offer purchases" },
  [OFFER_WITH_CURRENT] = { "with_current_cart", NOMO_TYPE_BOOL, N_ ("The basket counts too") },
  [OFFER_EXCLUDE_SALE] = { "exclude_sale", NOMO_TYPE_BOOL, N_ ("Without reduced products") },
  [OFFER_SELECT_BY] = { "select_by", NOMO_TYPE_CHOICE, N_ ("Country known by"), 0, selections,
                        .context = "offer country" },
  [OFFER_SHOW_PRICE] = { "show_price", NOMO_TYPE_BOOL, N_ ("Show the price after the discount") },
  [OFFER_SHOW_TABLE] = { "show_table", NOMO_TYPE_BOOL, N_ ("Show the table of discounts") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == OFFER_N_FIELDS);

static const NomoField target_fields[] = {
  [OFFER_TARGET] = { "target", NOMO_TYPE_TEXT, N_ ("Target"), NOMO_FIELD_GROUPED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (target_fields) == OFFER_TARGET_N_FIELDS);

static const NomoField method_fields[] = {
  [OFFER_PAYMENT_METHOD] = { "method", NOMO_TYPE_CHOICE, N_ ("Payment method"), 0, nomo_payment_methods,
                             .context = "payment method" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (method_fields) == OFFER_PAYMENT_METHOD_N_FIELDS);

static const NomoField tier_fields[] = {
  [OFFER_TIER_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name") },
  [OFFER_TIER_QUANTITY] = { "quantity", NOMO_TYPE_INT, N_ ("Fewest pieces") },
  [OFFER_TIER_MINIMUM] = { "minimum", NOMO_TYPE_MONEY, N_ ("Smallest purchase"), 0, MONEY },
  [OFFER_TIER_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Kind of discount"), 0, discounts, .context = "offer discount" },
  [OFFER_TIER_PERCENT] = { "percent", NOMO_TYPE_INT, N_ ("Percentage"), NOMO_FIELD_PERCENT },
  [OFFER_TIER_AMOUNT] = { "amount", NOMO_TYPE_MONEY, N_ ("Amount"), 0, MONEY },
  [OFFER_TIER_MAXIMUM] = { "maximum", NOMO_TYPE_MONEY, N_ ("Highest discount"), 0, MONEY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (tier_fields) == OFFER_TIER_N_FIELDS);

static const NomoPart parts[] = {
  [OFFER_PART_BUY] = { "buy", N_ ("To be bought"), target_fields, OFFER_TARGET_N_FIELDS, TRUE },
  [OFFER_PART_GET] = { "get", N_ ("Then cheaper"), target_fields, OFFER_TARGET_N_FIELDS, TRUE },
  [OFFER_PART_AUDIENCE] = { "audience", N_ ("For whom"), target_fields, OFFER_TARGET_N_FIELDS, TRUE },
  [OFFER_PART_PAYMENT_METHODS] = { "payment_methods", N_ ("Payment methods"), method_fields,
                                   OFFER_PAYMENT_METHOD_N_FIELDS, TRUE },
  [OFFER_PART_TIERS] = { "tiers", N_ ("Tiers"), tier_fields, OFFER_TIER_N_FIELDS },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == OFFER_N_PARTS);

/**
 * nomo_offer_entity:
 *
 * Special offers: Salla's, and we may edit them. The natural order is by expiry; when one was made Salla does not tell.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_offer_entity (void)
{
  static const NomoEntity entity = {
    .name = "offer",
    .label = N_ ("Special offer"),
    .label_many = N_ ("Special offers"),
    .kind = NOMO_KIND_TWO_WAY,
    .fields = fields,
    .n_fields = OFFER_N_FIELDS,
    .parts = parts,
    .n_parts = OFFER_N_PARTS,
    .sort_field = OFFER_EXPIRY,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MARKETER] = NOMO_VERBS_EDIT,
    },
    .validate = nomo_offer_validate,
  };

  return &entity;
}

/**
 * nomo_offer_add_target:
 * @builder: a special offer under construction
 * @part: a set of targets
 * @target: what the row says
 * @id: of what: Salla's number of the product, category, …
 */
void
nomo_offer_add_target (NomoRecordBuilder *builder, NomoOfferPart part, NomoOfferTarget target, gint64 id)
{
  g_autofree char *text = NULL;

  g_return_if_fail (part <= OFFER_PART_AUDIENCE);
  g_return_if_fail (target < OFFER_N_TARGETS);

  text = g_strdup_printf ("%s:%" G_GINT64_FORMAT, target_names[target], id);
  nomo_builder_add_part (builder, part);
  nomo_builder_part_text (builder, part, OFFER_TARGET, text);
}

/**
 * nomo_offer_get_target:
 * @offer: a special offer
 * @part: a set of targets
 * @row: index of a row of it
 * @target: (out): what the row says
 * @id: (out): of what
 *
 * Returns: %TRUE when the row could be read
 */
gboolean
nomo_offer_get_target (const NomoRecord *offer, NomoOfferPart part, guint row, NomoOfferTarget *target, gint64 *id)
{
  const char *text = nomo_record_part_text (offer, part, row, OFFER_TARGET);
  const char *colon = text != NULL ? strchr (text, ':') : NULL;

  if (colon == NULL || !g_ascii_string_to_signed (colon + 1, 10, 1, G_MAXINT64, id, NULL))
    return FALSE;
  for (guint i = 0; i < OFFER_N_TARGETS; i++) {
    *target = i;
    if (strlen (target_names[i]) == (gsize) (colon - text) && g_str_has_prefix (text, target_names[i]))
      return TRUE;
  }
  return FALSE;
}
