#include "config.h"

#include "nomo-demo-orders.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-person.h"
#include "nomo-demo-tags.h"

static gboolean
is_odd (const NomoDemoJson *json, const NomoDemoOrder *order)
{
  return nomo_demo_json_is_odd (json) && order->reference % 3 == 0;
}

/**
 * nomo_demo_order_write_status:
 * @json: where to
 * @status: a status
 *
 * Writes the member `status`.
 */
void
nomo_demo_order_write_status (NomoDemoJson *json, NomoDemoStatus status)
{
  const NomoDemoStatusInfo *info = nomo_demo_status_get (status);
  const NomoDemoStatusInfo *parent = nomo_demo_status_get (info->parent);

  nomo_demo_json_begin_object (json, "status");
  nomo_demo_json_id (json, "id", parent->id);
  nomo_demo_json_string (json, "name", parent->name);
  nomo_demo_json_string (json, "slug", parent->slug);
  if (status == NOMO_DEMO_PAYMENT_PENDING)
    nomo_demo_json_null (json, "customized");
  else {
    nomo_demo_json_begin_object (json, "customized");
    nomo_demo_json_id (json, "id", info->id);
    nomo_demo_json_string (json, "name", info->name);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_object (json);
}

static void
write_odd_status (NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "status");
  nomo_demo_json_id (json, "id", G_GINT64_CONSTANT (9007199254740));
  nomo_demo_json_string (json, "name", "في انتظار القمر 🌙");
  nomo_demo_json_string (json, "slug", "on the moon");
  nomo_demo_json_empty_array (json, "customized");
  nomo_demo_json_end_object (json);
}

/* One unit of the base currency is so many of the exchange currency, the shop's own. */
static void
write_exchange (NomoDemoJson *json, const char *currency)
{
  nomo_demo_json_begin_object (json, "exchange_rate");
  nomo_demo_json_string (json, "base_currency", currency);
  nomo_demo_json_string (json, "exchange_currency", "SAR");
  nomo_demo_json_string (json, "rate", nomo_demo_basket_rate (currency));
  nomo_demo_json_end_object (json);
}

static void
write_features (NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "features");
  nomo_demo_json_bool (json, "shippable", TRUE);
  nomo_demo_json_bool (json, "digitalable", FALSE);
  nomo_demo_json_bool (json, "pickable", FALSE);
  nomo_demo_json_bool (json, "has_gift", FALSE);
  nomo_demo_json_end_object (json);
}

static void
write_light_items (NomoDemoJson *json, const NomoDemoBasket *basket)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket->n_items; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_string (json, "name", nomo_demo_products[basket->items[i].product].name);
    nomo_demo_json_int (json, "quantity", basket->items[i].quantity);
    nomo_demo_json_printf (json, "thumbnail", NOMO_DEMO_IMAGES "p%u.jpg", basket->items[i].product);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_odd_rest (NomoDemoJson *json, const NomoDemoOrder *order)
{
  nomo_demo_json_null (json, "exchange_rate");
  nomo_demo_json_date (json, "date", order->created);
  write_odd_status (json);
  nomo_demo_json_null (json, "can_cancel");
  nomo_demo_json_null (json, "can_reorder");
  nomo_demo_json_string (json, "payment_method", "camel_wallet");
  nomo_demo_json_null (json, "is_pending_payment");
  nomo_demo_json_empty_array (json, "features");
  nomo_demo_json_null (json, "items");
}

/**
 * nomo_demo_order_write_light:
 * @demo: the store
 * @order: an order
 * @json: where to
 *
 * Writes the order as a row of Salla's list shows it: without a customer and without the moment of its last change.
 */
void
nomo_demo_order_write_light (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json)
{
  NomoDemoBasket basket;

  nomo_demo_shop_fill_basket (demo->shop, order, &basket);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", order->id);
  nomo_demo_json_id (json, "reference_id", order->reference);
  nomo_demo_json_money (json, "total", order->total, basket.currency);
  if (is_odd (json, order))
    write_odd_rest (json, order);
  else {
    write_exchange (json, basket.currency);
    nomo_demo_json_date (json, "date", order->created);
    nomo_demo_order_write_status (json, order->status);
    nomo_demo_json_bool (json, "can_cancel", order->status <= NOMO_DEMO_UNDER_REVIEW);
    nomo_demo_json_bool (json, "can_reorder", TRUE);
    nomo_demo_json_string (json, "payment_method", basket.payment_method);
    nomo_demo_json_bool (json, "is_pending_payment", order->status == NOMO_DEMO_PAYMENT_PENDING);
    write_features (json);
    write_light_items (json, &basket);
  }
  nomo_demo_json_end_object (json);
}

static void
write_tax (NomoDemoJson *json, gint64 tax, const char *currency)
{
  nomo_demo_json_begin_object (json, "tax");
  nomo_demo_json_string (json, "percent", "15.00");
  nomo_demo_json_money (json, "amount", tax, currency);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_order_write_discounts:
 * @json: where to
 * @basket: what is in the order
 *
 * Writes the member `discounts`.
 */
void
nomo_demo_order_write_discounts (NomoDemoJson *json, const NomoDemoBasket *basket)
{
  g_autofree char *amount = nomo_demo_json_dup_decimal (basket->discount, basket->currency);

  nomo_demo_json_begin_array (json, "discounts");
  if (basket->discount_code != NULL) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_string (json, "title", basket->discount_title);
    nomo_demo_json_string (json, "type", "normal");
    nomo_demo_json_string (json, "code", basket->discount_code);
    nomo_demo_json_string (json, "discount", amount);
    nomo_demo_json_int (json, "discounted_shipping", 0);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_amounts (NomoDemoJson *json, const NomoDemoBasket *basket)
{
  nomo_demo_json_begin_object (json, "amounts");
  nomo_demo_json_money (json, "sub_total", basket->sub_total, basket->currency);
  nomo_demo_json_money (json, "shipping_cost", basket->shipping, basket->currency);
  nomo_demo_json_money (json, "cash_on_delivery", basket->cod, basket->currency);
  write_tax (json, basket->tax, basket->currency);
  nomo_demo_order_write_discounts (json, basket);
  nomo_demo_json_money (json, "total", basket->total, basket->currency);
  nomo_demo_json_end_object (json);
}

static void
write_product (NomoDemoJson *json, const NomoDemoItem *item, const char *currency)
{
  const NomoDemoProduct *product = &nomo_demo_products[item->product];
  g_autofree char *sku = nomo_demo_product_dup_sku (item->product);
  gint64 id = nomo_demo_product_get_id (item->product);
  gboolean on_sale = item->price < item->regular;

  nomo_demo_json_begin_object (json, "product");
  nomo_demo_json_id (json, "id", id);
  nomo_demo_json_string (json, "type", product->type);
  nomo_demo_json_string (json, "status", "sale");
  nomo_demo_json_bool (json, "is_available", TRUE);
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_string (json, "name", product->name);
  nomo_demo_json_money (json, "price", item->price, currency);
  nomo_demo_json_money (json, "sale_price", on_sale ? item->price : 0, currency);
  nomo_demo_json_string (json, "currency", currency);
  nomo_demo_json_printf (json, "url", NOMO_DEMO_DOMAIN "/p%" G_GINT64_FORMAT, id);
  nomo_demo_json_printf (json, "thumbnail", NOMO_DEMO_IMAGES "p%u.jpg", item->product);
  nomo_demo_json_bool (json, "has_special_price", on_sale);
  nomo_demo_json_money (json, "regular_price", item->regular, currency);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_item_write_amounts:
 * @item: what is in an order or a cart
 * @currency: its currency
 * @json: where to
 *
 * Writes the member `amounts`.
 */
void
nomo_demo_item_write_amounts (const NomoDemoItem *item, const char *currency, NomoDemoJson *json)
{
  gint64 gross = item->price * item->quantity;

  nomo_demo_json_begin_object (json, "amounts");
  nomo_demo_json_money (json, "price_without_tax", nomo_demo_basket_net (item->price), currency);
  nomo_demo_json_money (json, "total_discount", 0, currency);
  write_tax (json, gross - nomo_demo_basket_net (gross), currency);
  nomo_demo_json_money (json, "total", gross, currency);
  nomo_demo_json_end_object (json);
}

static void
write_item (NomoDemoJson *json, const NomoDemoOrder *order, const NomoDemoItem *item, guint place, const char *currency)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (item->product);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", order->id * 10 + place);
  nomo_demo_json_string (json, "name", nomo_demo_products[item->product].name);
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_int (json, "quantity", item->quantity);
  nomo_demo_json_string (json, "currency", currency);
  nomo_demo_json_decimal (json, "weight", 25, "SAR");
  nomo_demo_json_string (json, "weight_label", "٠٫٢٥ كجم");
  nomo_demo_item_write_amounts (item, currency, json);
  nomo_demo_json_string (json, "notes", "");
  write_product (json, item, currency);
  nomo_demo_json_empty_array (json, "options");
  nomo_demo_json_empty_array (json, "images");
  nomo_demo_json_empty_array (json, "codes");
  nomo_demo_json_empty_array (json, "files");
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_order_write_items:
 * @demo: the store
 * @order: an order
 * @name: the member's name
 * @json: where to
 */
void
nomo_demo_order_write_items (NomoDemoStore *demo, const NomoDemoOrder *order, const char *name, NomoDemoJson *json)
{
  NomoDemoBasket basket;

  nomo_demo_shop_fill_basket (demo->shop, order, &basket);
  nomo_demo_json_begin_array (json, name);
  for (guint i = 0; i < basket.n_items; i++)
    write_item (json, order, &basket.items[i], i, basket.currency);
  nomo_demo_json_end_array (json);
}

/**
 * nomo_demo_order_write_urls:
 * @json: where to
 * @order: an order
 *
 * Writes the member `urls`.
 */
void
nomo_demo_order_write_urls (NomoDemoJson *json, const NomoDemoOrder *order)
{
  static const char *const names[] = { "customer", "admin", "rating", "checkout" };
  static const char *const bases[] = { NOMO_DEMO_DOMAIN "/order/", "https://s.salla.sa/orders/order/",
                                       NOMO_DEMO_DOMAIN "/rating/", NOMO_DEMO_DOMAIN "/checkout/" };

  nomo_demo_json_begin_object (json, "urls");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    nomo_demo_json_printf (json, names[i], "%s%08x", bases[i], (guint) (order->seed & 0xffffffff));
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_order_get_device:
 * @order: an order
 *
 * Returns: (transfer none): what it was placed with, Salla's word
 */
const char *
nomo_demo_order_get_device (const NomoDemoOrder *order)
{
  return order->seed % 5 == 0 ? "desktop" : "mobile";
}

static void
write_source (NomoDemoJson *json, const NomoDemoOrder *order)
{
  const char *device = nomo_demo_order_get_device (order);

  nomo_demo_json_string (json, "source", "store");
  nomo_demo_json_string (json, "source_device", device);
  nomo_demo_json_begin_object (json, "source_details");
  nomo_demo_json_string (json, "type", "direct");
  nomo_demo_json_null (json, "value");
  nomo_demo_json_string (json, "device", device);
  nomo_demo_json_string (json, "user-agent", "Mozilla/5.0");
  nomo_demo_json_printf (json, "ip", "203.0.113.%u", (guint) (order->seed % 254) + 1);
  nomo_demo_json_end_object (json);
}

static void
write_shipping (NomoDemoJson *json, const NomoDemoCustomer *customer)
{
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_person_fill (&person, customer->seed, customer->serial);
  nomo_demo_json_begin_object (json, "shipping");
  nomo_demo_json_id (json, "id", 18330);
  nomo_demo_json_null (json, "app_id");
  nomo_demo_json_string (json, "company", nomo_demo_person_is_near (customer->seed) ? "مندوب المتجر" : "شحن سريع");
  nomo_demo_json_begin_object (json, "receiver");
  nomo_demo_json_printf (json, "name", "%s %s", person.first, person.last);
  nomo_demo_json_string (json, "email", person.email);
  nomo_demo_json_printf (json, "phone", "%s%" G_GINT64_FORMAT, person.country->dial + 1, person.mobile);
  nomo_demo_json_end_object (json);
  nomo_demo_json_begin_object (json, "address");
  nomo_demo_json_string (json, "country", person.country->code);
  nomo_demo_json_string (json, "city", person.city->name);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
}

static void
write_facts (NomoDemoJson *json, const NomoDemoOrder *order, const NomoDemoBasket *basket)
{
  nomo_demo_json_date (json, "date", order->created);
  nomo_demo_json_date (json, "updated_at", order->updated);
  nomo_demo_json_bool (json, "draft", FALSE);
  nomo_demo_json_bool (json, "read", order->status > NOMO_DEMO_UNDER_REVIEW);
  write_source (json, order);
  if (is_odd (json, order))
    write_odd_status (json);
  else
    nomo_demo_order_write_status (json, order->status);
  nomo_demo_json_null (json, "receipt_image");
  nomo_demo_json_string (json, "payment_method", basket->payment_method);
  nomo_demo_json_string (json, "currency", basket->currency);
  write_exchange (json, basket->currency);
  write_amounts (json, basket);
}

static void
write_flags (NomoDemoJson *json, const NomoDemoOrder *order)
{
  gboolean pending = order->status == NOMO_DEMO_PAYMENT_PENDING;

  nomo_demo_json_bool (json, "can_cancel", order->status <= NOMO_DEMO_UNDER_REVIEW);
  nomo_demo_json_bool (json, "show_weight", FALSE);
  nomo_demo_json_bool (json, "can_reorder", TRUE);
  nomo_demo_json_bool (json, "is_pending_payment", pending);
  nomo_demo_json_int (json, "pending_payment_ends_at", pending ? 171200 : 0);
  nomo_demo_json_string (json, "total_weight", "٠٫٥ كجم");
}

/**
 * nomo_demo_order_write_full:
 * @demo: the store
 * @order: an order
 * @now: the store's time, UTC milliseconds
 * @light: whether items and shipments stay out
 * @json: where to
 *
 * Writes the order in full, as the member `data`.
 */
void
nomo_demo_order_write_full (NomoDemoStore *demo, const NomoDemoOrder *order, gint64 now, gboolean light,
                            NomoDemoJson *json)
{
  NomoDemoBasket basket;
  const NomoDemoCustomer *customer = nomo_demo_shop_fill_basket (demo->shop, order, &basket);

  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_id (json, "id", order->id);
  nomo_demo_json_id (json, "reference_id", order->reference);
  nomo_demo_order_write_urls (json, order);
  write_facts (json, order, &basket);
  write_shipping (json, customer);
  write_flags (json, order);
  nomo_demo_customer_write (demo, customer, now, "customer", json);
  if (!light) {
    nomo_demo_json_empty_array (json, "shipments");
    nomo_demo_json_empty_array (json, "shipment_branch");
    nomo_demo_order_write_items (demo, order, "items", json);
  }
  nomo_demo_json_empty_array (json, "product_reservations");
  nomo_demo_json_null (json, "bank");
  nomo_demo_tags_write (demo, order, json);
  nomo_demo_json_end_object (json);
}

static void
write_step (const NomoDemoOrder *order, const NomoDemoStep *steps, guint place, const char *name, NomoDemoJson *json)
{
  const NomoDemoStep *step = &steps[place];
  const NomoDemoStatusInfo *info = nomo_demo_status_get (step->status);

  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", order->id * 100 + place);
  nomo_demo_json_string (json, "status", info->name);
  nomo_demo_json_string (json, "note", step->note != NULL ? step->note : info->message);
  nomo_demo_json_string (json, "type", step->remark ? "comment" : "activity");
  nomo_demo_json_date (json, "created_at", step->moment);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_order_write_last_step:
 * @demo: the store
 * @order: an order
 * @json: where to
 *
 * Writes what happened to it last, as the member `data`.
 */
void
nomo_demo_order_write_last_step (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json)
{
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint n = nomo_demo_shop_read_steps (demo->shop, order, steps);

  write_step (order, steps, n - 1, "data", json);
}

/**
 * nomo_demo_order_write_histories:
 * @demo: the store
 * @order: an order
 * @json: where to
 *
 * Writes where the order stood so far, as the member `data`.
 */
void
nomo_demo_order_write_histories (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json)
{
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint n;

  n = nomo_demo_shop_read_steps (demo->shop, order, steps);
  nomo_demo_json_begin_array (json, "data");
  for (guint i = 0; i < n; i++) {
    write_step (order, steps, i, NULL, json);
  }
  nomo_demo_json_end_array (json);
}

/**
 * nomo_demo_status_write_list:
 * @json: where to
 *
 * Writes the statuses of the store, Salla's and its own, as the member `data`.
 */
void
nomo_demo_status_write_list (NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "data");
  for (guint i = 0; i < NOMO_DEMO_N_STATUSES; i++) {
    const NomoDemoStatusInfo *info = nomo_demo_status_get (i), *parent = nomo_demo_status_get (info->parent);

    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_id (json, "id", info->id);
    nomo_demo_json_string (json, "name", info->name);
    nomo_demo_json_string (json, "type", info == parent ? "original" : "custom");
    nomo_demo_json_string (json, "slug", info->slug);
    nomo_demo_json_int (json, "sort", i + 1);
    nomo_demo_json_string (json, "message", info->message);
    nomo_demo_json_string (json, "icon", info->icon);
    nomo_demo_json_bool (json, "is_active", TRUE);
    nomo_demo_json_begin_object (json, "original");
    nomo_demo_json_id (json, "id", parent->id);
    nomo_demo_json_string (json, "name", parent->name);
    nomo_demo_json_end_object (json);
    if (info == parent)
      nomo_demo_json_empty_array (json, "parent");
    else {
      nomo_demo_json_begin_object (json, "parent");
      nomo_demo_json_id (json, "id", parent->id);
      nomo_demo_json_string (json, "name", parent->name);
      nomo_demo_json_end_object (json);
    }
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}
