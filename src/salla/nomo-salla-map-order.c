#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-money.h"
#include "nomo-order.h"
#include "nomo-salla-time.h"

/* An order under construction out of one of the shapes in which Salla tells it. */
typedef struct {
  NomoRecordBuilder *builder;
  JsonNode *row;
  gboolean summed; /* the row tells the amounts of the order, be it without its items */
  gboolean whole;  /* what is missing in the row is missing in the order */
  char *currency;
} Mapping;

static void
mapping_clear (Mapping *self)
{
  g_clear_pointer (&self->builder, nomo_builder_free);
  g_clear_pointer (&self->currency, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mapping, mapping_clear)

/* The rate turns the order's currency into the shop's: the pair is named, and it may be named the other way round only when
 * it says so; then the order counts as one without a rate. */
static char *
dup_rate (JsonNode *row, const char *currency, const char *shop_currency)
{
  g_autofree char *base = _nomo_map_dup_text (row, "exchange_rate.base_currency");
  g_autofree char *to = _nomo_map_dup_text (row, "exchange_rate.exchange_currency");

  if (base != NULL && to != NULL && (g_strcmp0 (base, currency) != 0 || g_strcmp0 (to, shop_currency) != 0))
    return NULL;
  return nomo_json_dup_decimal (row, nomo_json_get_object (row, "exchange_rate") != NULL ? "exchange_rate.rate"
                                                                                         : "exchange_rate");
}

/* What is not known of this total in this currency must not stay there of another. */
static void
set_shop_total (Mapping *self, gint64 total, const char *shop_currency)
{
  g_autofree char *rate = NULL;
  gint64 shop_total;

  nomo_builder_set_text (self->builder, ORDER_SHOP_CURRENCY, shop_currency);
  nomo_builder_set_null (self->builder, ORDER_RATE);
  nomo_builder_set_null (self->builder, ORDER_TOTAL_SHOP);
  if (g_str_equal (self->currency, shop_currency)) {
    nomo_builder_set_int (self->builder, ORDER_TOTAL_SHOP, total);
    return;
  }
  rate = dup_rate (self->row, self->currency, shop_currency);
  if (rate == NULL || !nomo_money_convert (total, self->currency, rate, shop_currency, &shop_total, NULL))
    return;
  nomo_builder_set_text (self->builder, ORDER_RATE, rate);
  nomo_builder_set_int (self->builder, ORDER_TOTAL_SHOP, shop_total);
}

/* A row of a list has the total itself, a webhook only among the amounts. */
static gboolean
set_total (Mapping *self, const char *shop_currency, GError **error)
{
  g_autofree char *own = nomo_json_dup_decimal (self->row, "total");
  const char *path = own != NULL ? "total" : "amounts.total";
  g_autofree char *amount = nomo_json_dup_decimal (self->row, path);
  g_autofree char *currency_path = g_strconcat (path, ".currency", NULL);
  gint64 total;

  self->currency = _nomo_map_dup_currency (self->row, currency_path, NULL);
  if (self->currency == NULL)
    self->currency = _nomo_map_dup_currency (self->row, "currency", shop_currency);
  if (amount == NULL || !nomo_money_parse (amount, self->currency, &total, NULL))
    return _nomo_map_refuse (error, "no readable total");
  nomo_builder_set_int (self->builder, ORDER_TOTAL, total);
  nomo_builder_set_text (self->builder, ORDER_CURRENCY, self->currency);
  set_shop_total (self, total, shop_currency);
  return TRUE;
}

static gboolean
read_amount (const Mapping *self, JsonNode *node, const char *path, gint64 *minor)
{
  return _nomo_map_read_amount (node, path, self->currency, minor);
}

static void
set_amount (const Mapping *self, guint field, const char *path)
{
  gint64 minor;

  if (read_amount (self, self->row, path, &minor))
    nomo_builder_set_int (self->builder, field, minor);
  else if (self->whole)
    nomo_builder_set_null (self->builder, field);
}

static void
set_text (const Mapping *self, guint field, const char *path)
{
  g_autofree char *text = _nomo_map_dup_text (self->row, path);

  if (text != NULL || self->whole)
    nomo_builder_set_text (self->builder, field, text);
}

/* A shop's own status goes under one of Salla's, whose word says what it means; number and name are its own. That the money
 * went back is known from the status alone, and neither when nor how much of it. */
static void
set_status (const Mapping *self)
{
  g_autofree char *slug = _nomo_map_dup_text (self->row, "status.slug");
  gint64 id;

  _nomo_map_copy_text (self->builder, ORDER_STATUS, self->row, "status.slug");
  _nomo_map_copy_text (self->builder, ORDER_STATUS_NAME, self->row, "status.name");
  _nomo_map_copy_text (self->builder, ORDER_STATUS_NAME, self->row, "status.customized.name");
  if (nomo_json_get_int (self->row, "status.customized.id", &id) || nomo_json_get_int (self->row, "status.id", &id))
    nomo_builder_set_int (self->builder, ORDER_STATUS_ID, id);
  if (g_strcmp0 (slug, "refunded") == 0)
    nomo_builder_set_int (self->builder, ORDER_REFUNDED, 1);
}

static void
append_line (GString *text, const char *name, const char *chosen)
{
  g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", name != NULL ? name : "",
                          name != NULL && chosen != NULL ? ": " : "", chosen != NULL ? chosen : "");
}

/* Of several things chosen for one option there is a line each. */
static void
append_chosen (GString *text, const char *name, JsonNode *value)
{
  JsonArray *values = nomo_json_get_array (value, "");
  g_autofree char *chosen = _nomo_map_dup_text (value, nomo_json_get_object (value, "") != NULL ? "name" : "");

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    append_chosen (text, name, json_array_get_element (values, i));
  if (chosen != NULL)
    append_line (text, name, chosen);
}

static char *
dup_options (JsonNode *item)
{
  JsonArray *options = nomo_json_get_array (item, "options");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++) {
    JsonNode *option = json_array_get_element (options, i);
    gboolean named = nomo_json_get_object (option, "") != NULL;
    g_autofree char *name = named ? _nomo_map_dup_text (option, "name") : NULL;
    gsize before = text->len;

    append_chosen (text, name, named ? nomo_json_get (option, "value") : option);
    if (name != NULL && text->len == before)
      append_line (text, name, NULL);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
set_item_texts (const Mapping *self, JsonNode *item)
{
  g_autofree char *sku = _nomo_map_dup_text (item, "sku");
  g_autofree char *product_sku = _nomo_map_dup_text (item, "product.sku");
  g_autofree char *picture = _nomo_map_dup_link (item, "thumbnail");
  g_autofree char *product_picture = _nomo_map_dup_link (item, "product.thumbnail");
  g_autofree char *options = dup_options (item);

  nomo_builder_part_text (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_SKU, sku != NULL ? sku : product_sku);
  nomo_builder_part_text (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_THUMBNAIL,
                          picture != NULL ? picture : product_picture);
  nomo_builder_part_text (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_OPTIONS, options);
}

/* A reduced price of 0 is Salla's word for none. */
static void
set_item_reduced (const Mapping *self, JsonNode *item)
{
  gint64 sale = 0;

  if (read_amount (self, item, "product.sale_price", &sale))
    nomo_builder_part_int (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_REDUCED, sale > 0);
}

static void
set_item_details (const Mapping *self, JsonNode *item)
{
  gint64 number;

  if (_nomo_map_read_item_product (item, &number))
    nomo_builder_part_int (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, number);
  if (read_amount (self, item, "amounts.price_without_tax", &number))
    nomo_builder_part_int (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_PRICE, number);
  if (read_amount (self, item, "amounts.total", &number))
    nomo_builder_part_int (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, number);
  set_item_reduced (self, item);
  set_item_texts (self, item);
}

static void
add_item (const Mapping *self, JsonNode *item, gint64 *count, GString *names)
{
  g_autofree char *name = _nomo_map_dup_item_name (item);
  gint64 quantity = 1;

  if (!_nomo_map_read_item_quantity (item, &quantity))
    quantity = 1;
  nomo_builder_add_part (self->builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, name != NULL ? name : "");
  nomo_builder_part_int (self->builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, quantity);
  set_item_details (self, item);
  *count += quantity;
  if (name != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", name);
}

static void
set_items (const Mapping *self, const char *path)
{
  JsonArray *items = nomo_json_get_array (self->row, path);
  g_autoptr (GString) names = g_string_new (NULL);
  gint64 count = 0;

  if (!_nomo_map_tells_rows (self->row, path))
    return;
  nomo_builder_clear_part (self->builder, ORDER_PART_ITEMS);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    add_item (self, json_array_get_element (items, i), &count, names);
  nomo_builder_set_int (self->builder, ORDER_ITEM_COUNT, count);
  nomo_builder_set_text (self->builder, ORDER_ITEMS_TEXT, names->str);
}

static void
add_discount (const Mapping *self, JsonNode *discount, gint64 *sum, char **coupon)
{
  g_autofree char *title = _nomo_map_dup_text (discount, "title");
  g_autofree char *type = _nomo_map_dup_text (discount, "type");
  g_autofree char *code = _nomo_map_dup_text (discount, "code");
  gint64 amount = 0;

  nomo_builder_add_part (self->builder, ORDER_PART_DISCOUNTS);
  nomo_builder_part_text (self->builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_TITLE, title);
  nomo_builder_part_text (self->builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_TYPE, type);
  nomo_builder_part_text (self->builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, code);
  if (read_amount (self, discount, "discount", &amount))
    nomo_builder_part_int (self->builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_AMOUNT, amount);
  if (__builtin_add_overflow (*sum, amount, sum))
    *sum = G_MAXINT64;
  if (*coupon == NULL && nomo_order_discount_is_coupon (type, code))
    *coupon = g_steal_pointer (&code);
}

static void
set_discounts (const Mapping *self)
{
  JsonArray *discounts = nomo_json_get_array (self->row, "amounts.discounts");
  g_autofree char *coupon = NULL;
  gint64 sum = 0;

  nomo_builder_clear_part (self->builder, ORDER_PART_DISCOUNTS);
  for (guint i = 0; discounts != NULL && i < json_array_get_length (discounts); i++)
    add_discount (self, json_array_get_element (discounts, i), &sum, &coupon);
  nomo_builder_set_int (self->builder, ORDER_DISCOUNT, sum);
  nomo_builder_set_text (self->builder, ORDER_COUPON, coupon);
}

static void
set_amounts (const Mapping *self)
{
  set_amount (self, ORDER_SUBTOTAL, "amounts.sub_total");
  set_amount (self, ORDER_SHIPPING, "amounts.shipping_cost");
  set_amount (self, ORDER_TAX, "amounts.tax.amount");
  set_amount (self, ORDER_COD_FEE, "amounts.cash_on_delivery");
  if (self->whole || (self->summed && _nomo_map_tells_rows (self->row, "amounts.discounts")))
    set_discounts (self);
}

static void
set_customer (const Mapping *self)
{
  JsonNode *customer = nomo_json_get (self->row, "customer");
  g_autofree char *name = NULL;
  g_autofree char *phone = NULL;
  gint64 id;

  if (nomo_json_get_object (customer, "") == NULL && !self->whole)
    return;
  name = _nomo_map_dup_name (customer);
  phone = _nomo_map_dup_phone (customer);
  if (nomo_json_get_int (customer, "id", &id) && id > 0)
    nomo_builder_set_int (self->builder, ORDER_CUSTOMER_ID, id);
  else if (self->whole)
    nomo_builder_set_null (self->builder, ORDER_CUSTOMER_ID);
  nomo_builder_set_text (self->builder, ORDER_CUSTOMER_NAME, name);
  nomo_builder_set_text (self->builder, ORDER_CUSTOMER_PHONE, phone);
  set_text (self, ORDER_CUSTOMER_EMAIL, "customer.email");
}

/* One that is told twice is one. */
static void
set_tags (const Mapping *self)
{
  JsonArray *tags = nomo_json_get_array (self->row, "tags");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (_nomo_map_tells_rows (self->row, "tags"))
    nomo_builder_clear_part (self->builder, ORDER_PART_TAGS);
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++) {
    gint64 number;
    char *name = nomo_salla_map_tag (json_array_get_element (tags, i), &number);

    if (name == NULL || !g_hash_table_add (seen, name))
      continue;
    nomo_builder_add_part (self->builder, ORDER_PART_TAGS);
    nomo_builder_part_text (self->builder, ORDER_PART_TAGS, ORDER_TAG_NAME, name);
    if (number != 0)
      nomo_builder_part_int (self->builder, ORDER_PART_TAGS, ORDER_TAG_ID, number);
  }
}

static void
set_shipping_company (const Mapping *self)
{
  gint64 id;

  if (nomo_json_get_int (self->row, "shipping.id", &id) && id > 0)
    nomo_builder_set_int (self->builder, ORDER_SHIPPING_COMPANY, id);
  else if (self->whole)
    nomo_builder_set_null (self->builder, ORDER_SHIPPING_COMPANY);
}

static gboolean
set_facts (Mapping *self, GError **error)
{
  gint64 ms;

  if (!nomo_salla_time_read (self->row, "date", &ms))
    return _nomo_map_refuse (error, "no readable date");
  nomo_builder_set_int (self->builder, ORDER_DATE, ms);
  if (nomo_salla_time_read (self->row, "updated_at", &ms))
    nomo_builder_set_int (self->builder, ORDER_UPDATED_AT, ms);
  _nomo_map_copy_text (self->builder, ORDER_REFERENCE, self->row, "reference_id");
  _nomo_map_copy_text (self->builder, ORDER_PAYMENT, self->row, "payment_method");
  nomo_builder_set_int (self->builder, ORDER_PENDING, nomo_json_get_bool (self->row, "is_pending_payment", FALSE));
  nomo_builder_set_int (self->builder, ORDER_DRAFT, nomo_json_get_bool (self->row, "draft", FALSE));
  return TRUE;
}

static void
set_details (Mapping *self)
{
  gint64 subtotal;

  self->summed = read_amount (self, self->row, "amounts.sub_total", &subtotal);
  self->whole = self->summed && nomo_json_get_array (self->row, "items") != NULL;
  nomo_builder_set_int (self->builder, ORDER_DETAILED, self->whole);
  set_amounts (self);
  set_customer (self);
  set_text (self, ORDER_CITY, "shipping.address.city");
  set_text (self, ORDER_COUNTRY, "shipping.address.country");
  set_shipping_company (self);
  set_text (self, ORDER_SOURCE, "source");
  set_text (self, ORDER_CHANNEL, "source_device");
  set_tags (self);
}

/**
 * nomo_salla_map_order:
 * @row: a row of `/orders`, a whole order, one without its items (`?format=light`), or what a webhook tells of one
 * @shop_currency: ISO code of the shop's currency
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id, a date and a total; what else is missing or of another shape stays empty, or as it is in the store, where a
 * row does not tell it. A whole order, which has amounts and items, tells everything: what is missing in it is no more.
 * Of one without items the items are not known, and nomo_salla_map_order_items() adds them.
 *
 * Returns: (transfer full): the order, or %NULL
 */
NomoRecord *
nomo_salla_map_order (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_auto (Mapping) self = { .row = row };
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  self.builder = nomo_record_build (nomo_order_entity (), id);
  nomo_builder_set_as_of (self.builder, as_of);
  if (!set_facts (&self, error) || !set_total (&self, shop_currency, error))
    return NULL;
  set_status (&self);
  set_items (&self, "items");
  set_details (&self);
  return _nomo_map_end (g_steal_pointer (&self.builder), error);
}

/**
 * nomo_salla_map_order_status:
 * @data: what a webhook tells of a status that changed: what happened, and the order in brief
 * @as_of: the moment of the event in Salla's clock, UTC milliseconds
 * @error: return location
 *
 * Needs the order's id and its status. What else is told is less than the order, and its date has been seen in another zone than
 * the one that it names.
 *
 * Returns: (transfer full): the order's status alone, to be put where the order is known; or %NULL
 */
NomoRecord *
nomo_salla_map_order_status (JsonNode *data, gint64 as_of, GError **error)
{
  g_auto (Mapping) self = { .row = nomo_json_get (data, "order") };
  gint64 moved_at = as_of;
  gint64 id;

  if (self.row == NULL || nomo_json_get (self.row, "status") == NULL) {
    _nomo_map_refuse (error, "no status");
    return NULL;
  }
  if (!_nomo_map_read_id (self.row, &id, error))
    return NULL;
  self.builder = nomo_record_build (nomo_order_entity (), id);
  nomo_builder_set_as_of (self.builder, as_of);
  set_status (&self);
  nomo_salla_time_read (data, "created_at", &moved_at);
  nomo_builder_set_int (self.builder, ORDER_UPDATED_AT, moved_at);
  return nomo_builder_end (g_steal_pointer (&self.builder));
}

/**
 * nomo_salla_map_order_items:
 * @order: what nomo_salla_map_order() made of an order without its items
 * @rows: the `data` of `/orders/items?order_id=`, whose rows are those of a whole order
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location
 *
 * The amounts of the items are in the currency of @order, and its details are known once its items are.
 *
 * Returns: (transfer full): the order with its items, or %NULL when @rows are none
 */
NomoRecord *
nomo_salla_map_order_items (const NomoRecord *order, JsonNode *rows, gint64 as_of, GError **error)
{
  g_auto (Mapping) self = { .row = rows };

  if (!_nomo_map_tells_rows (rows, "")) {
    _nomo_map_refuse (error, "no items");
    return NULL;
  }
  self.builder = nomo_record_rebuild (order);
  self.currency = g_strdup (nomo_record_get_text (order, ORDER_CURRENCY));
  nomo_builder_set_as_of (self.builder, as_of);
  set_items (&self, "");
  if (!nomo_record_is_null (order, ORDER_SUBTOTAL) && nomo_json_get_array (rows, "") != NULL)
    nomo_builder_set_int (self.builder, ORDER_DETAILED, 1);
  return _nomo_map_end (g_steal_pointer (&self.builder), error);
}
