#include "config.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-hook-data.h"
#include "nomo-demo-reviews-list.h"

static void
write_customer (NomoDemoCall *call, const NomoDemoReview *review, NomoDemoJson *json)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (call->demo->shop, review->customer);
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_shop_fill_person (call->demo->shop, customer, &person);
  nomo_demo_json_begin_object (json, "customer");
  nomo_demo_json_text_id (json, "id", customer->id);
  nomo_demo_json_printf (json, "name", "%s %s", person.first, person.last);
  nomo_demo_json_printf (json, "mobile", "%s%" G_GINT64_FORMAT, person.country->dial, person.mobile);
  nomo_demo_json_string (json, "avatar", NOMO_DEMO_AVATAR);
  nomo_demo_json_string (json, "country", person.country->name);
  nomo_demo_json_string (json, "city", person.city->name);
  nomo_demo_json_end_object (json);
}

/* The product comes in two pieces: what belongs into it stands beside it. */
static void
write_product (NomoDemoCall *call, guint product, NomoDemoJson *json)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (product);
  gint64 id = nomo_demo_product_get_id (product);
  NomoDemoStock stock;

  nomo_demo_stock_fill (&stock, call->demo->shop, product, call->now);
  nomo_demo_json_begin_object (json, "product");
  nomo_demo_json_text_id (json, "id", id);
  nomo_demo_json_string (json, "type", nomo_demo_products[product].type);
  nomo_demo_json_begin_object (json, "promotion");
  nomo_demo_json_null (json, "title");
  nomo_demo_json_null (json, "sub_title");
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
  nomo_demo_json_bool (json, "is_available", g_str_equal (nomo_demo_stock_get_status (&stock), "sale"));
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_string (json, "name", stock.name);
  nomo_demo_json_money (json, "price", nomo_demo_price_asked (&stock.price), "SAR");
  nomo_demo_json_printf (json, "url", NOMO_DEMO_DOMAIN "/p%" G_GINT64_FORMAT, id);
  nomo_demo_json_printf (json, "thumbnail", NOMO_DEMO_IMAGES "p%u.jpg", product);
}

static void
write_status (const NomoDemoOrder *order, NomoDemoJson *json)
{
  const NomoDemoStatusInfo *info = nomo_demo_status_get (order->status);

  nomo_demo_json_begin_object (json, "status");
  nomo_demo_json_text_id (json, "id", info->id);
  nomo_demo_json_string (json, "name", info->name);
  nomo_demo_json_string (json, "slug", info->slug);
  nomo_demo_json_end_object (json);
}

/* The amount is a text here. */
static void
write_order (const NomoDemoOrder *order, const char *currency, NomoDemoJson *json)
{
  g_autofree char *amount = nomo_demo_json_dup_decimal (order->total, currency);

  nomo_demo_json_begin_object (json, "order");
  nomo_demo_json_text_id (json, "id", order->id);
  nomo_demo_json_text_id (json, "reference_id", order->reference);
  nomo_demo_json_begin_object (json, "total");
  nomo_demo_json_string (json, "amount", amount);
  nomo_demo_json_string (json, "currency", currency);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
}

static void
write_items (const NomoDemoBasket *basket, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket->n_items; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_text_id (json, "product_id", nomo_demo_product_get_id (basket->items[i].product));
    nomo_demo_json_string (json, "name", nomo_demo_products[basket->items[i].product].name);
    nomo_demo_json_int (json, "quantity", basket->items[i].quantity);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_date (gint64 ms, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "date");
  nomo_demo_json_stamp (json, NULL, ms, NOMO_DEMO_STAMP_LOCAL);
  nomo_demo_json_string (json, NULL, "3");
  nomo_demo_json_string (json, NULL, "Asia/Riyadh");
  nomo_demo_json_end_array (json);
}

/**
 * nomo_demo_hook_write_review:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a review
 * @json: where to
 *
 * It does not tell which review it is.
 */
void
nomo_demo_hook_write_review (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoShop *shop = call->demo->shop;
  const NomoDemoReview *review = nomo_demo_reviews_get (nomo_demo_shop_get_reviews (shop), subject->index);
  const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, review->order);
  NomoDemoBasket basket;

  nomo_demo_shop_fill_basket (shop, order, &basket);
  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_string (json, "type", nomo_demo_review_get_type (review));
  if (review->stars > 0)
    nomo_demo_json_printf (json, "rating", "%u", review->stars);
  else
    nomo_demo_json_null (json, "rating");
  nomo_demo_json_string (json, "content", nomo_demo_review_get_content (review));
  write_customer (call, review, json);
  if (nomo_demo_review_has_product (review))
    write_product (call, review->product, json);
  else
    nomo_demo_json_empty_array (json, "product");
  write_status (order, json);
  write_order (order, basket.currency, json);
  write_date (review->created, json);
  write_items (&basket, json);
  nomo_demo_json_end_object (json);
}
