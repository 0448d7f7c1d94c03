#include "config.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-hook-data.h"

/* What the store's taxes are filed under; invented, as everything here is. */
#define TAX_NUMBER        "300000000000003"
#define COMMERCIAL_NUMBER "1010000000"

static void
write_shipping_cost (const NomoDemoBasket *basket, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "shipping_cost");
  nomo_demo_json_decimal (json, "amount", basket->shipping, basket->currency);
  nomo_demo_json_bool (json, "taxable", TRUE);
  nomo_demo_json_string (json, "currency", basket->currency);
  nomo_demo_json_end_object (json);
}

/* The rate is a number here and a text in an order. */
static void
write_tax (gint64 tax, const char *currency, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "tax");
  nomo_demo_json_int (json, "percent", 15);
  nomo_demo_json_money (json, "amount", tax, currency);
  nomo_demo_json_end_object (json);
}

static void
write_amounts (const NomoDemoBasket *basket, NomoDemoJson *json)
{
  nomo_demo_json_money (json, "sub_total", basket->sub_total, basket->currency);
  write_shipping_cost (basket, json);
  nomo_demo_json_money (json, "cod_cost", basket->cod, basket->currency);
  nomo_demo_json_money (json, "discount", basket->discount, basket->currency);
  write_tax (basket->tax, basket->currency, json);
  nomo_demo_json_money (json, "total", basket->total, basket->currency);
  nomo_demo_json_money (json, "shipping_cost_discount", 0, basket->currency);
}

static void
write_item (const NomoDemoOrder *order, const NomoDemoItem *item, guint place, const char *currency, NomoDemoJson *json)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (item->product);
  gint64 gross = item->price * item->quantity;

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", order->id * 100 + place);
  nomo_demo_json_id (json, "item_id", order->id * 10 + place);
  nomo_demo_json_id (json, "product_id", nomo_demo_product_get_id (item->product));
  nomo_demo_json_string (json, "name", nomo_demo_products[item->product].name);
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_int (json, "quantity", item->quantity);
  nomo_demo_json_string (json, "type", nomo_demo_products[item->product].type);
  nomo_demo_json_money (json, "price", nomo_demo_basket_net (item->price), currency);
  nomo_demo_json_money (json, "discount", 0, currency);
  write_tax (gross - nomo_demo_basket_net (gross), currency, json);
  nomo_demo_json_money (json, "total", gross, currency);
  nomo_demo_json_end_object (json);
}

static void
write_company (NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "company");
  nomo_demo_json_string (json, "name", NOMO_DEMO_SHOP_NAME);
  nomo_demo_json_string (json, "tax_number", TAX_NUMBER);
  nomo_demo_json_string (json, "commercial_number", COMMERCIAL_NUMBER);
  nomo_demo_json_end_object (json);
}

static void
write_customer (NomoDemoShop *shop, const NomoDemoCustomer *customer, NomoDemoJson *json)
{
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_shop_fill_person (shop, customer, &person);
  nomo_demo_json_begin_object (json, "customer");
  nomo_demo_json_id (json, "id", customer->id);
  nomo_demo_json_printf (json, "name", "%s %s", person.first, person.last);
  nomo_demo_json_printf (json, "mobile", "%s%" G_GINT64_FORMAT, person.country->dial, person.mobile);
  nomo_demo_json_string (json, "email", person.email);
  nomo_demo_json_begin_object (json, "address");
  nomo_demo_json_string (json, "country", person.country->name);
  nomo_demo_json_string (json, "country_code", person.country->code);
  nomo_demo_json_string (json, "city", person.city->name);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
}

static void
write_identity (const NomoDemoOrder *order, gint64 now, NomoDemoJson *json)
{
  nomo_demo_json_id (json, "id", order->id + order->status);
  nomo_demo_json_printf (json, "invoice_number", "INV-%u-%u", order->reference, order->status);
  nomo_demo_json_printf (json, "uuid", "%08x-0000-4000-8000-%012" G_GINT64_MODIFIER "x", order->reference,
                         (guint64) order->id);
  nomo_demo_json_id (json, "order_id", order->id);
  nomo_demo_json_id (json, "invoice_reference_id", order->reference);
  nomo_demo_json_string (json, "type", "Tax Invoice");
  nomo_demo_json_stamp (json, "date", now, NOMO_DEMO_STAMP_LOCAL);
  nomo_demo_json_printf (json, "qr_code", "https://salla.sa/invoice/%08x", order->reference);
}

/**
 * nomo_demo_hook_write_invoice:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: an order
 * @json: where to
 */
void
nomo_demo_hook_write_invoice (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  const NomoDemoOrder *order = nomo_demo_shop_get_order (call->demo->shop, subject->index);
  NomoDemoBasket basket;
  const NomoDemoCustomer *customer = nomo_demo_shop_fill_basket (call->demo->shop, order, &basket);

  nomo_demo_json_begin_object (json, "data");
  write_identity (order, call->now, json);
  nomo_demo_json_string (json, "payment_method", basket.payment_method);
  write_amounts (&basket, json);
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket.n_items; i++)
    write_item (order, &basket.items[i], i, basket.currency, json);
  nomo_demo_json_end_array (json);
  write_company (json);
  write_customer (call->demo->shop, customer, json);
  nomo_demo_json_end_object (json);
}
