#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-cart.h"
#include "nomo-json.h"
#include "nomo-salla-time.h"

/* Who the shopper is, as far as the row tells: one whom Salla does not know has none of it. */
static void
set_shopper (NomoRecordBuilder *builder, JsonNode *row)
{
  JsonNode *customer = nomo_json_get (row, "customer");
  g_autofree char *name = NULL;
  g_autofree char *phone = NULL;

  if (customer == NULL)
    return;
  name = _nomo_map_dup_name (customer);
  phone = _nomo_map_dup_phone (customer);
  if (nomo_json_get_object (customer, "") == NULL) {
    nomo_builder_set_null (builder, CART_EMAIL);
    nomo_builder_set_null (builder, CART_CITY);
  }
  nomo_builder_set_null (builder, CART_CUSTOMER);
  nomo_builder_set_text (builder, CART_NAME, name);
  nomo_builder_set_text (builder, CART_PHONE, phone);
  _nomo_map_set_ref (builder, CART_CUSTOMER, customer, "id");
  _nomo_map_set_text (builder, CART_EMAIL, customer, "email");
  _nomo_map_set_text (builder, CART_CITY, customer, "city");
}

/* Of an item nothing but product and quantity is certain. Returns FALSE when not even the quantity is. */
static gboolean
add_item (NomoRecordBuilder *builder, JsonNode *item, const char *currency, gint64 *count)
{
  g_autofree char *name = _nomo_map_dup_item_name (item);
  gint64 number = 0;

  nomo_builder_add_part (builder, CART_PART_ITEMS);
  nomo_builder_part_text (builder, CART_PART_ITEMS, CART_ITEM_NAME, name);
  if (_nomo_map_read_item_product (item, &number))
    nomo_builder_part_int (builder, CART_PART_ITEMS, CART_ITEM_PRODUCT, number);
  if (_nomo_map_read_amount (item, "amounts.total", currency, &number))
    nomo_builder_part_int (builder, CART_PART_ITEMS, CART_ITEM_TOTAL, number);
  if (!_nomo_map_read_item_quantity (item, &number))
    return FALSE;
  nomo_builder_part_int (builder, CART_PART_ITEMS, CART_ITEM_QUANTITY, number);
  *count += number;
  return TRUE;
}

static void
set_items (NomoRecordBuilder *builder, JsonNode *row, const char *currency)
{
  JsonArray *items = nomo_json_get_array (row, "items");
  gboolean counted = TRUE;
  gint64 count = 0;

  if (!_nomo_map_tells_rows (row, "items"))
    return;
  nomo_builder_clear_part (builder, CART_PART_ITEMS);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (!add_item (builder, json_array_get_element (items, i), currency, &count))
      counted = FALSE;
  if (counted)
    nomo_builder_set_int (builder, CART_ITEM_COUNT, count);
  else
    nomo_builder_set_null (builder, CART_ITEM_COUNT);
}

static char *
dup_currency (JsonNode *row, const char *shop_currency)
{
  g_autofree char *common = _nomo_map_dup_currency (row, "currency", shop_currency);

  return _nomo_map_dup_currency (row, "total.currency", common);
}

static gboolean
set_amounts (NomoRecordBuilder *builder, JsonNode *row, const char *currency, GError **error)
{
  gint64 total = 0;

  if (!_nomo_map_read_amount (row, "total", currency, &total))
    return _nomo_map_refuse (error, "no readable total");
  nomo_builder_set_int (builder, CART_TOTAL, total);
  nomo_builder_set_text (builder, CART_CURRENCY, currency);
  _nomo_map_set_amount (builder, CART_SUBTOTAL, row, "subtotal", currency);
  _nomo_map_set_amount (builder, CART_DISCOUNT, row, "total_discount", currency);
  return TRUE;
}

/* A cart that tells no coupon has none: it may have been taken out again. The status is told by a list alone, and a cart
 * that a webhook tells need not be an abandoned one any more. */
static gboolean
set_facts (NomoRecordBuilder *builder, JsonNode *row, GError **error)
{
  static const char *const addresses[] = { "checkout_url", NULL };
  g_autofree char *coupon = _nomo_map_dup_text (row, "coupon.code");
  gint64 ms = 0;

  if (!nomo_salla_time_read (row, "created_at", &ms))
    return _nomo_map_refuse (error, "no readable date");
  nomo_builder_set_int (builder, CART_CREATED_AT, ms);
  _nomo_map_set_time (builder, CART_UPDATED_AT, row, "updated_at");
  _nomo_map_set_text (builder, CART_STATUS, row, "status");
  _nomo_map_copy_link (builder, CART_URL, row, addresses);
  nomo_builder_set_text (builder, CART_COUPON, coupon);
  return TRUE;
}

/**
 * nomo_salla_map_cart:
 * @row: a row of `/carts/abandoned`, a whole cart, or what a webhook tells of one
 * @shop_currency: ISO code of the shop's currency
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id, a date and a total, which what is told of a purchase alone does not have.
 *
 * Returns: (transfer full): the cart, or %NULL
 */
NomoRecord *
nomo_salla_map_cart (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autofree char *currency = dup_currency (row, shop_currency);
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_cart_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  if (!set_facts (builder, row, error) || !set_amounts (builder, row, currency, error))
    return NULL;
  set_shopper (builder, row);
  set_items (builder, row, currency);
  return _nomo_map_end (g_steal_pointer (&builder), error);
}

/**
 * nomo_salla_map_cart_outcome:
 * @cart: a cart
 * @row: what a webhook tells when its status has changed
 * @as_of: the moment of the event in Salla's clock, UTC milliseconds
 * @error: return location
 *
 * Needs a status; the amounts are told with a purchase only, as bare numbers in the cart's currency. Nothing else is told.
 *
 * Returns: (transfer full): the cart with its new status, or %NULL
 */
NomoRecord *
nomo_salla_map_cart_outcome (const NomoRecord *cart, JsonNode *row, gint64 as_of, GError **error)
{
  g_autofree char *status = _nomo_map_dup_text (row, "status");
  const char *currency = nomo_record_get_text (cart, CART_CURRENCY);
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 total = 0;

  if (status == NULL || *status == '\0') {
    _nomo_map_refuse (error, "no status");
    return NULL;
  }
  builder = nomo_record_rebuild (cart);
  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, CART_STATUS, status);
  if (_nomo_map_read_amount (row, "total", currency, &total))
    nomo_builder_set_int (builder, CART_TOTAL, total);
  _nomo_map_set_amount (builder, CART_SUBTOTAL, row, "subtotal", currency);
  _nomo_map_set_amount (builder, CART_DISCOUNT, row, "total_discount", currency);
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
