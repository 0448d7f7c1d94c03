#include "config.h"

#include "nomo-product.h"

#include "nomo-rules.h"

#include <glib/gi18n.h>

static const NomoChoice statuses[] = {
  { "sale", NC_ ("product status", "On sale") },
  { "out", NC_ ("product status", "Sold out") },
  { "hidden", NC_ ("product status", "Hidden") },
  { NULL, NULL },
};

static const NomoChoice types[] = {
  { "product", NC_ ("product type", "Ready product") },
  { "service", NC_ ("product type", "Service on request") },
  { "group_products", NC_ ("product type", "Group of products") },
  { "codes", NC_ ("product type", "Digital card") },
  { "digital", NC_ ("product type", "Digital product") },
  { "food", NC_ ("product type", "Food") },
  { "booking", NC_ ("product type", "Booking") },
  { "donating", NC_ ("product type", "Donation") },
  { NULL, NULL },
};

#define COLUMN   (NOMO_FIELD_INDEXED)
#define GROUP    (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define SEARCHED (NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE)
#define TRACKED  (NOMO_FIELD_INDEXED | NOMO_FIELD_TRACKED)
#define MONEY    NULL, "currency"

static const NomoField fields[] = {
  [PRODUCT_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SEARCHED | NOMO_FIELD_NAME },
  [PRODUCT_SKU] = { "sku", NOMO_TYPE_TEXT, N_ ("SKU"), SEARCHED | NOMO_FIELD_NUMBER },
  [PRODUCT_PRICE] = { "price", NOMO_TYPE_MONEY, N_ ("Price"), TRACKED, MONEY },
  [PRODUCT_SALE_PRICE] = { "sale_price", NOMO_TYPE_MONEY, N_ ("Reduced price"), NOMO_FIELD_TRACKED, MONEY },
  [PRODUCT_SALE_END] = { "sale_end", NOMO_TYPE_TIME, N_ ("Reduced until") },
  [PRODUCT_COST_PRICE] = { "cost_price", NOMO_TYPE_MONEY, N_ ("Cost"), 0, MONEY },
  [PRODUCT_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency") },
  [PRODUCT_QUANTITY] = { "quantity", NOMO_TYPE_INT, N_ ("In stock"), COLUMN },
  [PRODUCT_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), TRACKED | NOMO_FIELD_GROUPED, statuses,
                       .context = "product status" },
  [PRODUCT_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Type"), GROUP, types, .context = "product type" },
  [PRODUCT_THUMBNAIL] = { "thumbnail", NOMO_TYPE_TEXT, N_ ("Picture") },
  [PRODUCT_URL] = { "url", NOMO_TYPE_TEXT, N_ ("Link") },
  [PRODUCT_SOLD] = { "sold", NOMO_TYPE_INT, N_ ("Sold"), COLUMN },
  [PRODUCT_VIEWS] = { "views", NOMO_TYPE_INT, N_ ("Views"), COLUMN },
  [PRODUCT_RATING] = { "rating", NOMO_TYPE_INT, N_ ("Rating"), COLUMN },
  [PRODUCT_RATING_COUNT] = { "rating_count", NOMO_TYPE_INT, N_ ("Ratings") },
  [PRODUCT_UPDATED_AT] = { "updated_at", NOMO_TYPE_TIME, N_ ("Last change"), COLUMN },
  [PRODUCT_BRAND] = { "brand", NOMO_TYPE_REF, N_ ("Brand"), 0, NULL, "brand" },
  [PRODUCT_OWN_COST] = { "own_cost", NOMO_TYPE_MONEY, N_ ("Your cost"), NOMO_FIELD_OWN, MONEY,
                         .writers = NOMO_WRITERS_MANAGEMENT },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == PRODUCT_N_FIELDS);

static const NomoField category_fields[] = {
  [PRODUCT_CATEGORY_ID] = { "category", NOMO_TYPE_REF, N_ ("Category"), NOMO_FIELD_GROUPED, NULL, "category" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (category_fields) == PRODUCT_CATEGORY_N_FIELDS);

static const NomoPart parts[] = {
  [PRODUCT_PART_CATEGORIES] = { "categories", N_ ("Categories"), category_fields, PRODUCT_CATEGORY_N_FIELDS, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == PRODUCT_N_PARTS);

static gboolean
product_validate (const NomoRecord *product, GError **error)
{
  static const guint counts[] = { PRODUCT_SOLD, PRODUCT_VIEWS, PRODUCT_RATING, PRODUCT_RATING_COUNT, PRODUCT_OWN_COST };

  return nomo_rules_check_money (product, error) && nomo_rules_check_currency (product, PRODUCT_CURRENCY, error) &&
         nomo_rules_check_counts (product, counts, G_N_ELEMENTS (counts), error);
}

/**
 * nomo_product_entity:
 *
 * Products, a mirror of Salla's but for what the merchant says they cost.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_product_entity (void)
{
  static const NomoEntity entity = {
    .name = "product",
    .label = N_ ("Product"),
    .label_many = N_ ("Products"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = PRODUCT_N_FIELDS,
    .parts = parts,
    .n_parts = PRODUCT_N_PARTS,
    .sort_field = PRODUCT_UPDATED_AT,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_MANAGER] = NOMO_VERB_UPDATE,
    },
    .validate = product_validate,
  };

  return &entity;
}

/**
 * nomo_product_get_cost:
 * @product: a product
 * @cost: (out): what one piece costs the shop, in minor units of %PRODUCT_CURRENCY: what the merchant told Salla, else what
 *   the merchant told us
 *
 * Returns: whether it is known
 */
gboolean
nomo_product_get_cost (const NomoRecord *product, gint64 *cost)
{
  guint field = nomo_record_is_null (product, PRODUCT_COST_PRICE) ? PRODUCT_OWN_COST : PRODUCT_COST_PRICE;

  *cost = nomo_record_get_int (product, field);
  return !nomo_record_is_null (product, field);
}
