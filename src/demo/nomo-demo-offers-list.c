#include "config.h"

#include "nomo-demo-offers-list.h"

#include "nomo-demo-basket.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-categories.h"
#include "nomo-demo-list.h"
#include "nomo-demo-offers.h"
#include "nomo-demo-products.h"

#define RIYAL "SAR"

/* Amounts of offers are text with two digits: "22.00". */
static void
write_amount (NomoDemoJson *json, const char *name, gint64 hundredths)
{
  nomo_demo_json_printf (json, name, "%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, hundredths / 100, hundredths % 100);
}

/* What is bought is told as rows of Salla's database: bare numbers, flags of 0 and 1, moments in UTC. */
static void
write_raw_product (NomoDemoCall *call, guint product, NomoDemoJson *json)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (product);
  NomoDemoStock stock;

  nomo_demo_stock_fill (&stock, call->demo->shop, product, call->now);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", nomo_demo_product_get_id (product));
  nomo_demo_json_int (json, "store_id", call->demo->merchant);
  nomo_demo_json_string (json, "name", stock.name);
  nomo_demo_json_string (json, "type", nomo_demo_products[product].type);
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_decimal (json, "price", stock.price.regular, RIYAL);
  nomo_demo_json_decimal (json, "sale_price", stock.price.sale, RIYAL);
  nomo_demo_json_int (json, "quantity", stock.quantity);
  nomo_demo_json_int (json, "unlimited_quantity", stock.unlimited ? 1 : 0);
  nomo_demo_json_int (json, "is_hidden", stock.hidden ? 1 : 0);
  nomo_demo_json_int (json, "with_tax", 1);
  nomo_demo_json_stamp (json, "created_at", nomo_demo_shop_get_opened (call->demo->shop), NOMO_DEMO_STAMP_ISO);
  nomo_demo_json_stamp (json, "updated_at", stock.price.changed, NOMO_DEMO_STAMP_ISO);
  nomo_demo_json_null (json, "deleted_at");
  nomo_demo_json_end_object (json);
}

static void
write_categories (NomoDemoCall *call, const int *list, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "categories");
  for (guint i = 0; list != NULL && list[i] >= 0; i++)
    nomo_demo_category_write (call->demo->shop, json, NULL, (guint) list[i], NOMO_DEMO_CATEGORY_CARD);
  nomo_demo_json_end_array (json);
}

static void
write_buy (NomoDemoCall *call, const NomoDemoOffer *offer, gboolean told, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "buy");
  nomo_demo_json_string (json, "type", offer->buy_categories != NULL ? "category" : "product");
  nomo_demo_json_decimal (json, "min_amount", offer->minimum, RIYAL);
  nomo_demo_json_int (json, "min_items", 0);
  if (told)
    nomo_demo_json_printf (json, "quantity", "%u", offer->buy_quantity);
  else
    nomo_demo_json_int (json, "quantity", offer->buy_quantity);
  nomo_demo_json_begin_array (json, "products");
  for (guint i = 0; offer->buy_products != NULL && offer->buy_products[i] >= 0; i++)
    write_raw_product (call, (guint) offer->buy_products[i], json);
  nomo_demo_json_end_array (json);
  write_categories (call, offer->buy_categories, json);
  nomo_demo_json_end_object (json);
}

static gboolean
is_swap (const NomoDemoOffer *offer)
{
  return g_str_equal (offer->type, "buy_x_get_y");
}

/* The schema's own word for a percentage has a space behind it. */
static void
write_get (NomoDemoCall *call, const NomoDemoOffer *offer, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "get");
  nomo_demo_json_string (json, "type", is_swap (offer) ? "product" : NULL);
  nomo_demo_json_string (json, "discount_type",
                         is_swap (offer)       ? offer->discount == 0 ? "free-product" : "percentage "
                         : offer->discount > 0 ? offer->type
                                               : NULL);
  if (offer->discount > 0)
    write_amount (json, "discount_amount", offer->discount);
  else
    nomo_demo_json_null (json, "discount_amount");
  nomo_demo_json_int (json, "quantity", offer->get_quantity);
  nomo_demo_json_begin_array (json, "products");
  for (guint i = 0; offer->get_products != NULL && offer->get_products[i] >= 0; i++)
    nomo_demo_product_write (call, (guint) offer->get_products[i], NULL, TRUE, json);
  nomo_demo_json_end_array (json);
  nomo_demo_json_empty_array (json, "categories");
  nomo_demo_json_end_object (json);
}

static void
write_table (const NomoDemoOffer *offer, NomoDemoJson *json)
{
  gboolean table = g_str_equal (offer->type, "discounts_table");

  nomo_demo_json_begin_array (json, "discounts_table");
  for (guint i = 0; table && i < offer->n_tiers; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_printf (json, "quantity", "%" G_GINT64_FORMAT, offer->tiers[i].from);
    write_amount (json, "discount_amount", offer->tiers[i].discount);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
  nomo_demo_json_bool (json, "show_discounts_table_message", table);
}

static void
write_options (const NomoDemoOffer *offer, NomoDemoJson *json)
{
  gboolean cart = g_str_equal (offer->type, "cart_offer");

  nomo_demo_json_string (json, "based_on", cart ? "order_amount" : NULL);
  nomo_demo_json_begin_array (json, "options");
  for (guint i = 0; cart && i < offer->n_tiers; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_string (json, "discount_apply_type", "percentage");
    nomo_demo_json_decimal (json, "condition_threshold", offer->tiers[i].from, RIYAL);
    write_amount (json, "discount_amount", offer->tiers[i].discount);
    nomo_demo_json_int (json, "max_customer_discount", 100);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_tiers (const NomoDemoOffer *offer, NomoDemoJson *json)
{
  static const char *const names[] = { "برونزي", "فضي", "ذهبي" };
  gboolean tiered = g_str_equal (offer->type, "tiered_offer");

  nomo_demo_json_string (json, "apply_type", tiered ? "min_purchases" : NULL);
  nomo_demo_json_bool (json, "with_current_cart", tiered);
  nomo_demo_json_bool (json, "exclude_sale_items", tiered);
  nomo_demo_json_begin_array (json, "tiers");
  for (guint i = 0; tiered && i < offer->n_tiers; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_string (json, "name", names[i]);
    nomo_demo_json_decimal (json, "min_purchases", offer->tiers[i].from, RIYAL);
    nomo_demo_json_string (json, "type", "percentage");
    write_amount (json, "discount", offer->tiers[i].discount);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

/* The price of an offer is told without VAT. */
static void
write_special_price (const NomoDemoOffer *offer, NomoDemoJson *json)
{
  if (offer->price == 0) {
    nomo_demo_json_null (json, "special_price");
    return;
  }
  nomo_demo_json_begin_object (json, "special_price");
  nomo_demo_json_int (json, "quantity", offer->buy_quantity);
  nomo_demo_json_decimal (json, "price", nomo_demo_basket_net (offer->price), RIYAL);
  nomo_demo_json_end_object (json);
}

static void
write_audience (NomoDemoJson *json)
{
  nomo_demo_json_bool (json, "applied_with_coupon", FALSE);
  nomo_demo_json_empty_array (json, "scopes");
  nomo_demo_json_empty_array (json, "countries");
  nomo_demo_json_string (json, "select_by", "");
  nomo_demo_json_empty_array (json, "customer_groups");
}

static void
write_facts (NomoDemoCall *call, guint index, const NomoDemoOffer *offer, NomoDemoJson *json)
{
  gboolean odd = nomo_demo_json_is_odd (json) && index % 3 == 0;
  gint64 starts, ends;

  nomo_demo_offer_read_term (index, call->demo->shop, &starts, &ends);
  nomo_demo_json_id (json, "id", nomo_demo_offer_get_id (index));
  nomo_demo_json_string (json, "name", odd ? NULL : offer->name);
  nomo_demo_json_string (json, "message", offer->message);
  nomo_demo_json_string (json, "offer_type", odd ? "raffle" : offer->type);
  nomo_demo_json_string (json, "status", offer->inactive ? "inactive" : "active");
  nomo_demo_json_local (json, "start_date", starts);
  nomo_demo_json_local (json, "expiry_date", ends);
  nomo_demo_json_string (json, "applied_channel", "browser_and_application");
  nomo_demo_json_string (json, "applied_to", offer->applied_to);
  if (offer->discount > 0)
    nomo_demo_json_bool (json, "show_price_after_discount", !is_swap (offer));
  else
    nomo_demo_json_null (json, "show_price_after_discount");
}

/**
 * nomo_demo_offer_write:
 * @call: a request
 * @index: which offer
 * @name: (nullable): the member's name
 * @told: whether it is for an event, where one number is a text
 * @json: where to
 */
void
nomo_demo_offer_write (NomoDemoCall *call, guint index, const char *name, gboolean told, NomoDemoJson *json)
{
  const NomoDemoOffer *offer = nomo_demo_offer_get (index);

  nomo_demo_json_begin_object (json, name);
  write_facts (call, index, offer, json);
  write_buy (call, offer, told, json);
  write_get (call, offer, json);
  write_table (offer, json);
  write_special_price (offer, json);
  write_options (offer, json);
  write_tiers (offer, json);
  write_audience (json);
  nomo_demo_json_end_object (json);
}

static guint
count_offers (NomoDemoCall *call)
{
  return nomo_demo_shop_count_left (call->demo->shop, NOMO_DEMO_OFFERS, nomo_demo_offers_get_n ());
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  guint index = nomo_demo_shop_nth_left (call->demo->shop, NOMO_DEMO_OFFERS, count_offers (call) - 1 - place);

  nomo_demo_offer_write (call, index, NULL, FALSE, json);
}

/**
 * nomo_demo_offers_list:
 * @call: `GET /specialoffers`
 * @unused: nothing
 *
 * Answers a page of special offers, the latest first.
 */
void
nomo_demo_offers_list (NomoDemoCall *call, gint64 unused)
{
  nomo_demo_list_answer (call, count_offers (call), write_row, NULL);
}

/**
 * nomo_demo_offers_get:
 * @call: `GET /specialoffers/{id}`
 * @id: the id
 */
void
nomo_demo_offers_get (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint offer;

  if (!nomo_demo_offer_find (call->demo->shop, id, &offer)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_offer_write (call, offer, "data", FALSE, json);
  nomo_demo_call_end (call, json);
}
