#include "config.h"

#include "nomo-cart.h"

#include "nomo-calendar.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>

static const NomoChoice statuses[] = {
  { "active", NC_ ("cart status", "Abandoned") },
  { "purchased", NC_ ("cart status", "Recovered") },
  { NULL, NULL },
};

#define COLUMN    (NOMO_FIELD_INDEXED)
#define GROUP     (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define SHOPPER   (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)
#define FOLLOW_UP .writers = NOMO_WRITERS_SALES
#define MONEY     NULL, "currency"

static const NomoField fields[] = {
  [CART_CUSTOMER] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), GROUP | NOMO_FIELD_PERSON, NULL, "customer" },
  [CART_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SHOPPER | NOMO_FIELD_INDEXED },
  [CART_PHONE] = { "phone", NOMO_TYPE_PHONE, N_ ("Phone"), SHOPPER | NOMO_FIELD_NUMBER },
  [CART_EMAIL] = { "email", NOMO_TYPE_EMAIL, N_ ("E-mail"), SHOPPER },
  [CART_CITY] = { "city", NOMO_TYPE_TEXT, N_ ("City"), GROUP },
  [CART_TOTAL] = { "total", NOMO_TYPE_MONEY, N_ ("Total"), COLUMN | NOMO_FIELD_REQUIRED, MONEY },
  [CART_SUBTOTAL] = { "subtotal", NOMO_TYPE_MONEY, N_ ("Subtotal"), 0, MONEY },
  [CART_DISCOUNT] = { "discount", NOMO_TYPE_MONEY, N_ ("Discount"), 0, MONEY },
  [CART_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency"), NOMO_FIELD_REQUIRED },
  [CART_COUPON] = { "coupon", NOMO_TYPE_TEXT, N_ ("Coupon"), GROUP },
  [CART_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), GROUP | NOMO_FIELD_TRACKED, statuses,
                    .context = "cart status" },
  [CART_URL] = { "url", NOMO_TYPE_TEXT, N_ ("Link"), NOMO_FIELD_PERSONAL },
  [CART_ITEM_COUNT] = { "item_count", NOMO_TYPE_INT, N_ ("Items"), COLUMN },
  [CART_CREATED_AT] = { "created_at", NOMO_TYPE_TIME, N_ ("Date"), COLUMN | NOMO_FIELD_REQUIRED },
  [CART_UPDATED_AT] = { "updated_at", NOMO_TYPE_TIME, N_ ("Last change"), COLUMN },
  [CART_FOLLOWED_UP_AT] = { "followed_up_at", NOMO_TYPE_TIME, N_ ("Followed up"), COLUMN | NOMO_FIELD_OWN, FOLLOW_UP },
  [CART_FOLLOWED_UP_BY] = { "followed_up_by", NOMO_TYPE_TEXT, N_ ("Followed up by"), NOMO_FIELD_OWN, FOLLOW_UP },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CART_N_FIELDS);

static const NomoField item_fields[] = {
  [CART_ITEM_PRODUCT] = { "product", NOMO_TYPE_REF, N_ ("Product number"), NOMO_FIELD_GROUPED, NULL, "product" },
  [CART_ITEM_QUANTITY] = { "quantity", NOMO_TYPE_INT, N_ ("Quantity") },
  [CART_ITEM_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Product") },
  [CART_ITEM_TOTAL] = { "total", NOMO_TYPE_MONEY, N_ ("Total"), 0, MONEY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (item_fields) == CART_ITEM_N_FIELDS);

static const NomoPart parts[] = {
  [CART_PART_ITEMS] = { "items", N_ ("Items"), item_fields, CART_ITEM_N_FIELDS },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == CART_N_PARTS);

static gboolean
check_follow_up (const NomoRecord *cart, GError **error)
{
  if (nomo_record_is_null (cart, CART_FOLLOWED_UP_BY) || !nomo_record_is_null (cart, CART_FOLLOWED_UP_AT))
    return TRUE;
  /* Translators: 1 is what the record is ("Abandoned cart"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (cart, CART_FOLLOWED_UP_BY, _ ("%1$s %2$s: “%3$s” is set, but not when."), error);
}

static gboolean
cart_validate (const NomoRecord *cart, GError **error)
{
  static const guint counts[] = { CART_ITEM_COUNT };

  return nomo_rules_check_money (cart, error) && nomo_rules_check_currency (cart, CART_CURRENCY, error) &&
         nomo_rules_check_counts (cart, counts, G_N_ELEMENTS (counts), error) && check_follow_up (cart, error);
}

static void
cart_roll_up (const NomoRecord *cart, NomoEmit emit, gpointer sink)
{
  gboolean purchased = g_strcmp0 (nomo_record_get_text (cart, CART_STATUS), "purchased") == 0;
  gint64 total = nomo_record_get_int (cart, CART_TOTAL);
  gint64 measures[NOMO_MEASURES] = {
    [CART_DAY_CARTS] = 1,
    [CART_DAY_MONEY] = total,
    [CART_DAY_PURCHASED] = purchased ? 1 : 0,
    [CART_DAY_PURCHASED_MONEY] = purchased ? total : 0,
  };

  emit (sink, NOMO_CART_DAY, nomo_day_of (nomo_record_get_int (cart, CART_CREATED_AT), nomo_calendar_riyadh ()),
        nomo_record_get_text (cart, CART_CURRENCY), measures);
}

/**
 * nomo_cart_entity:
 *
 * Abandoned carts, a mirror of Salla's but for our following up.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_cart_entity (void)
{
  static const NomoEntity entity = {
    .name = "cart",
    .label = N_ ("Abandoned cart"),
    .label_many = N_ ("Abandoned carts"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = CART_N_FIELDS,
    .parts = parts,
    .n_parts = CART_N_PARTS,
    .sort_field = CART_CREATED_AT,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_MANAGER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_AGENT] = NOMO_VERB_UPDATE,
    },
    .validate = cart_validate,
    .roll_up = cart_roll_up,
  };

  return &entity;
}
