#include "config.h"

#include "nomo-demo-books.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-person.h"
#include "nomo-demo-reading.h"
#include "nomo-demo-tags.h"

/* Whoever brings an order has one number. */
#define SHIPPING_COMPANY 18330

static const NomoDemoCustomer *
write_order_facts (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoBasket *basket, NomoDemoJson *json)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_fill_basket (demo->shop, order, basket);
  const NomoDemoStatusInfo *info = nomo_demo_status_get (order->status);
  g_autofree char *total = nomo_demo_json_dup_decimal (order->total, basket->currency);

  nomo_demo_json_int (json, "id", order->id);
  nomo_demo_json_int (json, "reference_id", order->reference);
  nomo_demo_json_string (json, "status", info->slug);
  nomo_demo_json_int (json, "status_id", info->id);
  nomo_demo_json_string (json, "total", total);
  nomo_demo_json_int (json, "total_minor", order->total);
  nomo_demo_json_string (json, "currency", basket->currency);
  nomo_demo_json_string (json, "rate", nomo_demo_basket_rate (basket->currency));
  nomo_demo_json_string (json, "payment_method", basket->payment_method);
  nomo_demo_json_string (json, "coupon", basket->discount_code);
  nomo_demo_json_int (json, "customer_id", customer->id);
  nomo_demo_json_int (json, "created_at", order->created);
  nomo_demo_json_int (json, "updated_at", order->updated);
  return customer;
}

static void
write_order (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  NomoDemoBasket basket;

  nomo_demo_json_begin_object (json, NULL);
  write_order_facts (demo, nomo_demo_shop_get_order (demo->shop, index), &basket, json);
  nomo_demo_json_end_object (json);
}

static void
write_items (const NomoDemoBasket *basket, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket->n_items; i++) {
    const NomoDemoItem *item = &basket->items[i];
    g_autofree char *sku = nomo_demo_product_dup_sku (item->product);

    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "product_id", nomo_demo_product_get_id (item->product));
    nomo_demo_json_string (json, "sku", sku);
    nomo_demo_json_string (json, "name", nomo_demo_products[item->product].name);
    nomo_demo_json_int (json, "quantity", item->quantity);
    nomo_demo_json_int (json, "price_minor", item->price);
    nomo_demo_json_bool (json, "reduced", item->price < item->regular);
    nomo_demo_json_int (json, "total_minor", item->price * item->quantity);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_tags (NomoDemoShop *shop, const NomoDemoOrder *order, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "tags");
  for (guint i = 0; i < nomo_demo_tags_get_n (shop); i++)
    if (nomo_demo_tag_is_on (i, shop, order))
      nomo_demo_json_string (json, NULL, nomo_demo_tag_get_name (i, shop));
  nomo_demo_json_end_array (json);
}

/* The parts of the total are net, what is in the basket is gross. Where it was sent to stays, wherever the customer moves. */
static void
write_full_order (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoOrder *order = nomo_demo_shop_get_order (demo->shop, index);
  const NomoDemoCustomer *customer;
  g_auto (NomoDemoPerson) person = { 0 };
  g_auto (NomoDemoPerson) receiver = { 0 };
  NomoDemoBasket basket;

  nomo_demo_json_begin_object (json, NULL);
  customer = write_order_facts (demo, order, &basket, json);
  nomo_demo_json_int (json, "subtotal_minor", basket.sub_total);
  nomo_demo_json_int (json, "shipping_minor", basket.shipping);
  nomo_demo_json_int (json, "cod_minor", basket.cod);
  nomo_demo_json_int (json, "tax_minor", basket.tax);
  nomo_demo_json_int (json, "discount_minor", basket.discount);
  nomo_demo_json_int (json, "shipping_company_id", SHIPPING_COMPANY);
  nomo_demo_json_begin_array (json, "codes");
  if (basket.discount_code != NULL)
    nomo_demo_json_string (json, NULL, basket.discount_code);
  nomo_demo_json_end_array (json);
  nomo_demo_shop_fill_person (demo->shop, customer, &person);
  nomo_demo_json_printf (json, "customer_name", "%s %s", person.first, person.last);
  nomo_demo_person_fill (&receiver, customer->seed, customer->serial);
  nomo_demo_json_string (json, "shipping_city", receiver.city->name);
  write_tags (demo->shop, order, json);
  write_items (&basket, json);
  nomo_demo_json_end_object (json);
}

static void
write_histories (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoOrder *order = nomo_demo_shop_get_order (demo->shop, index);
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint n = nomo_demo_shop_read_steps (demo->shop, order, steps);

  for (guint i = 0; i < n; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "order_id", order->id);
    nomo_demo_json_string (json, "status", nomo_demo_status_get (steps[i].status)->slug);
    nomo_demo_json_int (json, "status_id", nomo_demo_status_get (steps[i].status)->id);
    nomo_demo_json_string (json, "name", nomo_demo_status_get (steps[i].status)->name);
    nomo_demo_json_string (json, "note",
                           steps[i].note != NULL ? steps[i].note : nomo_demo_status_get (steps[i].status)->message);
    nomo_demo_json_int (json, "created_at", steps[i].moment);
    nomo_demo_json_end_object (json);
  }
}

static void
write_status (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoStatusInfo *info = nomo_demo_status_get (index);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", info->id);
  nomo_demo_json_string (json, "slug", info->slug);
  nomo_demo_json_string (json, "name", info->name);
  nomo_demo_json_int (json, "parent_id", nomo_demo_status_get (info->parent)->id);
  nomo_demo_json_bool (json, "custom", info->parent != index);
  nomo_demo_json_end_object (json);
}

static void
write_birthday (const NomoDemoPerson *person, NomoDemoJson *json)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (person->birthday / 1000);
  g_autofree char *text = person->birthday != 0 ? g_date_time_format (day, "%Y-%m-%d") : NULL;

  nomo_demo_json_string (json, "birthday", text);
}

static void
write_person (const NomoDemoPerson *person, NomoDemoJson *json)
{
  nomo_demo_json_printf (json, "name", "%s %s", person->first, person->last);
  nomo_demo_json_string (json, "first_name", person->first);
  nomo_demo_json_string (json, "last_name", person->last);
  nomo_demo_json_printf (json, "mobile", "%s%" G_GINT64_FORMAT, person->country->dial, person->mobile);
  nomo_demo_json_string (json, "mobile_code", person->country->dial);
  nomo_demo_json_string (json, "email", person->email);
  nomo_demo_json_string (json, "gender", !person->has_gender ? NULL : person->female ? "female" : "male");
  write_birthday (person, json);
  nomo_demo_json_string (json, "city", person->city->name);
  nomo_demo_json_string (json, "country", person->country->name);
  nomo_demo_json_string (json, "country_code", person->country->code);
  nomo_demo_json_string (json, "currency", person->country->currency);
  nomo_demo_json_bool (json, "wants_news", person->wants_news);
}

static void
write_customer (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (demo->shop, index);
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_shop_fill_person (demo->shop, customer, &person);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", customer->id);
  write_person (&person, json);
  nomo_demo_json_int (json, "orders", customer->n_orders);
  nomo_demo_json_int (json, "sales_minor", customer->spent);
  nomo_demo_groups_write_ids (customer, json);
  nomo_demo_json_int (json, "registered_at", customer->registered);
  nomo_demo_json_int (json, "updated_at",
                      nomo_demo_shop_get_customer_updated (demo->shop, customer, nomo_demo_store_now (demo)));
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_books_orders:
 * @call: `GET /books/orders` at the control address
 *
 * Reads out every order as the store holds it now, by id: an array of objects, amounts as decimal text and in minor units,
 * moments in UTC milliseconds. With `full=1` it tells what is in the orders, too.
 */
void
nomo_demo_books_orders (NomoDemoCall *call)
{
  gboolean full = g_strcmp0 (nomo_demo_call_get (call, "full"), "1") == 0;

  nomo_demo_read_out (call, NOMO_DEMO_ORDERS, nomo_demo_shop_get_n_orders (call->demo->shop),
                      full ? write_full_order : write_order);
}

/**
 * nomo_demo_books_histories:
 * @call: `GET /books/histories` at the control address
 *
 * Reads out where every order stood so far: one object for each step of each order, order after order.
 */
void
nomo_demo_books_histories (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_ORDERS, nomo_demo_shop_get_n_orders (call->demo->shop), write_histories);
}

void
nomo_demo_books_statuses (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_N_ENTITIES, NOMO_DEMO_N_STATUSES, write_status);
}

void
nomo_demo_books_customers (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_CUSTOMERS, nomo_demo_shop_get_n_customers (call->demo->shop), write_customer);
}
