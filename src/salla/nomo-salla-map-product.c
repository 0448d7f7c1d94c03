#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-product.h"

#define MAX_RATE 500 /* five stars */

/* A product of which only the stock or the status is told says nothing of its currency. */
static char *
dup_currency (JsonNode *row, const char *shop_currency)
{
  static const char *const paths[] = { "price", "sale_price", "cost_price", "cost" };
  g_autofree char *common = _nomo_map_dup_currency (row, "currency", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *path = g_strconcat (paths[i], ".currency", NULL);
    g_autofree char *amount = nomo_json_dup_decimal (row, paths[i]);

    if (amount != NULL)
      return _nomo_map_dup_currency (row, path, common != NULL ? common : shop_currency);
  }
  return g_steal_pointer (&common);
}

/* Nothing is sold for 0 instead of its price: that is Salla's word for none. */
static void
set_sale_price (NomoRecordBuilder *builder, JsonNode *row, const char *currency)
{
  JsonNode *end = nomo_json_get (row, "sale_price.expired_at");
  gint64 minor = 0;

  if (_nomo_map_read_amount (row, "sale_price", currency, &minor) && minor > 0)
    nomo_builder_set_int (builder, PRODUCT_SALE_PRICE, minor);
  else if (nomo_json_get (row, "sale_price") != NULL)
    nomo_builder_set_null (builder, PRODUCT_SALE_PRICE);
  _nomo_map_set_time (builder, PRODUCT_SALE_END, row, end != NULL ? "sale_price.expired_at" : "sale_end");
}

/* A cost of 0 is Salla's word for none as well. */
static void
set_cost (NomoRecordBuilder *builder, JsonNode *row, const char *currency)
{
  const char *path = nomo_json_get (row, "cost_price") != NULL ? "cost_price" : "cost";
  gint64 minor = 0;

  if (_nomo_map_read_amount (row, path, currency, &minor) && minor == 0)
    nomo_builder_set_null (builder, PRODUCT_COST_PRICE);
  else
    _nomo_map_set_amount (builder, PRODUCT_COST_PRICE, row, path, currency);
}

static void
set_prices (NomoRecordBuilder *builder, JsonNode *row, const char *shop_currency)
{
  g_autofree char *currency = dup_currency (row, shop_currency);
  const char *of_amounts = currency != NULL ? currency : shop_currency;

  if (currency != NULL)
    nomo_builder_set_text (builder, PRODUCT_CURRENCY, currency);
  _nomo_map_set_amount (builder, PRODUCT_PRICE, row, "price", of_amounts);
  set_cost (builder, row, of_amounts);
  set_sale_price (builder, row, of_amounts);
}

static void
set_quantity (NomoRecordBuilder *builder, JsonNode *row)
{
  _nomo_map_set_int (builder, PRODUCT_QUANTITY, row, "quantity");
  if (nomo_json_get_bool (row, "unlimited_quantity", FALSE))
    nomo_builder_set_null (builder, PRODUCT_QUANTITY);
}

/* A product that nobody rated has a rate of 0, which is no rating. */
static void
set_rating (NomoRecordBuilder *builder, JsonNode *row)
{
  gint64 rate = 0;

  if (nomo_json_get (row, "rating") == NULL)
    return;
  nomo_builder_set_null (builder, PRODUCT_RATING);
  nomo_builder_set_null (builder, PRODUCT_RATING_COUNT);
  _nomo_map_set_count (builder, PRODUCT_RATING_COUNT, row, "rating.count");
  if (_nomo_map_read_hundredths (row, "rating.rate", &rate) && rate > 0 && rate <= MAX_RATE)
    nomo_builder_set_int (builder, PRODUCT_RATING, rate);
}

/* A product without a brand has null there, or an empty list. */
static void
set_brand (NomoRecordBuilder *builder, JsonNode *row)
{
  JsonNode *brand = nomo_json_get (row, "brand");

  if (brand != NULL)
    nomo_builder_set_null (builder, PRODUCT_BRAND);
  _nomo_map_set_ref (builder, PRODUCT_BRAND, row, nomo_json_get_object (brand, "") != NULL ? "brand.id" : "brand");
}

static void
set_texts (NomoRecordBuilder *builder, JsonNode *row)
{
  static const char *const pictures[] = { "thumbnail", "main_image", "images.0.url", NULL };
  static const char *const addresses[] = { "urls.customer", "url", NULL };

  _nomo_map_set_text (builder, PRODUCT_NAME, row, "name");
  _nomo_map_set_text (builder, PRODUCT_SKU, row, "sku");
  _nomo_map_set_text (builder, PRODUCT_STATUS, row, "status");
  _nomo_map_set_text (builder, PRODUCT_TYPE, row, "type");
  _nomo_map_copy_link (builder, PRODUCT_THUMBNAIL, row, pictures);
  _nomo_map_copy_link (builder, PRODUCT_URL, row, addresses);
}

/**
 * nomo_salla_map_product:
 * @row: a row of `/products`, a whole product, or what a webhook tells of one
 * @shop_currency: ISO code of the shop's currency
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id. Of what @row does not speak the product says nothing, so that the store keeps what it holds; what @row says
 * and nobody can read is null.
 *
 * Returns: (transfer full): the product, or %NULL
 */
NomoRecord *
nomo_salla_map_product (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_product_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  set_texts (builder, row);
  set_prices (builder, row, shop_currency);
  set_quantity (builder, row);
  set_rating (builder, row);
  _nomo_map_set_count (builder, PRODUCT_SOLD, row, "sold_quantity");
  _nomo_map_set_count (builder, PRODUCT_VIEWS, row, "views");
  _nomo_map_set_time (builder, PRODUCT_UPDATED_AT, row, "updated_at");
  set_brand (builder, row);
  _nomo_map_set_refs (builder, PRODUCT_PART_CATEGORIES, PRODUCT_CATEGORY_ID, row, "categories");
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
