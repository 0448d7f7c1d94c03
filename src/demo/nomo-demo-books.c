#include "config.h"

#include "nomo-demo-books.h"

#include "nomo-demo-carts-list.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-coupon.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-person.h"

#define CHUNK (256 * 1024)

typedef void (*WriteRecord) (NomoDemoStore *demo, guint index, NomoDemoJson *json);

/* A book that is being read out, a piece at a time, as the reader takes it. */
typedef struct {
  NomoDemoStore *demo;
  SoupServerMessage *message;
  NomoDemoJson *json;
  WriteRecord write;
  guint next;
  guint n;
  gboolean ended;
} Reading;

static void
write_order (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoOrder *order = nomo_demo_shop_get_order (demo->shop, index);
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (demo->shop, order->customer);
  const NomoDemoStatusInfo *info = nomo_demo_status_get (order->status);
  const char *currency = nomo_demo_person_country (customer->seed)->currency;
  g_autofree char *total = nomo_demo_json_dup_decimal (order->total, currency);
  NomoDemoBasket basket;

  nomo_demo_basket_fill (&basket, order->seed, order->created, currency);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", order->id);
  nomo_demo_json_int (json, "reference_id", order->reference);
  nomo_demo_json_string (json, "status", info->slug);
  nomo_demo_json_int (json, "status_id", info->id);
  nomo_demo_json_string (json, "total", total);
  nomo_demo_json_int (json, "total_minor", order->total);
  nomo_demo_json_string (json, "currency", currency);
  nomo_demo_json_string (json, "rate", nomo_demo_basket_rate (currency));
  nomo_demo_json_string (json, "payment_method", basket.payment_method);
  nomo_demo_json_string (json, "coupon", basket.discount_code);
  nomo_demo_json_int (json, "customer_id", customer->id);
  nomo_demo_json_int (json, "created_at", order->created);
  nomo_demo_json_int (json, "updated_at", order->updated);
  nomo_demo_json_end_object (json);
}

static void
write_customer (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (demo->shop, index);
  g_autofree char *name = nomo_demo_customer_dup_name (customer);
  g_autofree char *mobile = nomo_demo_customer_dup_mobile (customer);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", customer->id);
  nomo_demo_json_string (json, "name", name);
  nomo_demo_json_string (json, "mobile", mobile);
  nomo_demo_json_int (json, "orders", customer->n_orders);
  nomo_demo_json_int (json, "sales_minor", customer->spent);
  nomo_demo_groups_write_ids (customer, json);
  nomo_demo_json_int (json, "registered_at", customer->registered);
  nomo_demo_json_int (json, "updated_at",
                      nomo_demo_shop_get_customer_updated (demo->shop, customer, nomo_demo_store_now (demo)));
  nomo_demo_json_end_object (json);
}

static guint
count_members (NomoDemoShop *shop, guint group)
{
  guint n = 0;

  for (guint i = 0; i < nomo_demo_shop_get_n_customers (shop); i++)
    n += nomo_demo_group_has (group, nomo_demo_shop_get_customer (shop, i)) ? 1 : 0;
  return n;
}

static void
write_group (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_group_get_id (index));
  nomo_demo_json_string (json, "name", nomo_demo_group_get_name (index));
  nomo_demo_json_int (json, "customers", count_members (demo->shop, index));
  nomo_demo_json_end_object (json);
}

static void
write_money (NomoDemoJson *json, const char *name, gint64 halalas)
{
  g_autofree char *text = nomo_demo_json_dup_decimal (halalas, "SAR");
  g_autofree char *minor = g_strconcat (name, "_minor", NULL);

  nomo_demo_json_string (json, name, text);
  nomo_demo_json_int (json, minor, halalas);
}

static void
write_shelf (NomoDemoJson *json, const NomoDemoStock *stock)
{
  if (stock->unlimited)
    nomo_demo_json_null (json, "quantity");
  else
    nomo_demo_json_int (json, "quantity", stock->quantity);
  nomo_demo_json_int (json, "sold", stock->sold);
  nomo_demo_json_int (json, "ratings", stock->n_ratings);
  nomo_demo_json_int (json, "stars", stock->stars);
  nomo_demo_json_int (json, "views", stock->views);
}

static void
write_product (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoProduct *product = &nomo_demo_products[index];
  g_autofree char *sku = nomo_demo_product_dup_sku (index);
  NomoDemoStock stock;
  guint brand;

  nomo_demo_stock_fill (&stock, demo->shop, index, nomo_demo_store_now (demo));
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_product_get_id (index));
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_string (json, "name", product->name);
  nomo_demo_json_string (json, "type", product->type);
  nomo_demo_json_string (json, "status", nomo_demo_stock_get_status (&stock));
  write_money (json, "price", nomo_demo_price_asked (&stock.price));
  write_money (json, "regular_price", stock.price.regular);
  write_money (json, "sale_price", stock.price.sale);
  write_money (json, "cost_price", stock.cost);
  nomo_demo_json_int (json, "sale_ends_at", stock.price.sale_ends);
  write_shelf (json, &stock);
  nomo_demo_json_int (json, "category_id", nomo_demo_category_get_id (product->category));
  if (nomo_demo_product_get_brand (index, &brand))
    nomo_demo_json_int (json, "brand_id", nomo_demo_brand_get_id (brand));
  else
    nomo_demo_json_null (json, "brand_id");
  nomo_demo_json_int (json, "updated_at", stock.price.changed);
  nomo_demo_json_end_object (json);
}

static guint
count_products (guint category)
{
  guint n = 0;

  for (guint i = 0; i < nomo_demo_n_products; i++)
    n += nomo_demo_product_is_in (i, category) ? 1 : 0;
  return n;
}

static void
write_category (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  guint parent = nomo_demo_categories[index].parent;

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_category_get_id (index));
  nomo_demo_json_string (json, "name", nomo_demo_categories[index].name);
  nomo_demo_json_string (json, "status", nomo_demo_category_get_status (index));
  nomo_demo_json_int (json, "parent_id", parent != index ? nomo_demo_category_get_id (parent) : 0);
  nomo_demo_json_int (json, "products", count_products (index));
  nomo_demo_json_end_object (json);
}

static void
write_coupon (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  NomoDemoCoupon coupon;

  nomo_demo_coupon_fill (&coupon, demo->shop, index, nomo_demo_store_now (demo));
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", coupon.id);
  nomo_demo_json_string (json, "code", coupon.code);
  nomo_demo_json_string (json, "type", coupon.type);
  write_money (json, "amount", coupon.amount);
  write_money (json, "minimum", coupon.minimum);
  write_money (json, "maximum", coupon.maximum);
  nomo_demo_json_string (json, "marketer", coupon.marketer);
  nomo_demo_json_int (json, "codes", coupon.n_codes);
  nomo_demo_json_bool (json, "active", !coupon.inactive);
  nomo_demo_json_int (json, "uses", coupon.uses.orders);
  nomo_demo_json_int (json, "customers", coupon.uses.customers);
  write_money (json, "sales", coupon.uses.sales);
  nomo_demo_json_int (json, "starts_at", coupon.starts);
  nomo_demo_json_int (json, "ends_at", coupon.ends);
  nomo_demo_json_int (json, "created_at", coupon.created);
  nomo_demo_json_int (json, "updated_at", coupon.updated);
  nomo_demo_json_end_object (json);
}

static void
write_cart_items (NomoDemoJson *json, const NomoDemoBasket *basket)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket->n_items; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "product_id", nomo_demo_product_get_id (basket->items[i].product));
    nomo_demo_json_int (json, "quantity", basket->items[i].quantity);
    nomo_demo_json_int (json, "price_minor", basket->items[i].price);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_cart (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  NomoDemoCartView cart;
  g_autofree char *total = NULL;

  nomo_demo_cart_view_fill (&cart, demo->shop, index);
  total = nomo_demo_json_dup_decimal (cart.basket.total, cart.basket.currency);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", cart.id);
  nomo_demo_json_string (json, "status", cart.order != NULL ? "purchased" : "active");
  nomo_demo_json_int (json, "customer_id", cart.customer->id);
  if (cart.order != NULL)
    nomo_demo_json_int (json, "order_id", cart.order->id);
  else
    nomo_demo_json_null (json, "order_id");
  nomo_demo_json_string (json, "total", total);
  nomo_demo_json_int (json, "total_minor", cart.basket.total);
  nomo_demo_json_string (json, "currency", cart.basket.currency);
  nomo_demo_json_string (json, "coupon", cart.basket.discount_code);
  write_cart_items (json, &cart.basket);
  nomo_demo_json_int (json, "created_at", cart.created);
  nomo_demo_json_int (json, "updated_at", cart.updated);
  nomo_demo_json_end_object (json);
}

static void
reading_free (gpointer data, GClosure *closure)
{
  Reading *reading = data;

  nomo_demo_json_free (reading->json);
  g_free (reading);
}

static void
reading_append (Reading *reading)
{
  SoupMessageBody *body = soup_server_message_get_response_body (reading->message);
  g_autoptr (GBytes) bytes = NULL;

  while (reading->next < reading->n && nomo_demo_json_get_length (reading->json) < CHUNK)
    reading->write (reading->demo, reading->next++, reading->json);
  if (reading->next == reading->n && !reading->ended) {
    nomo_demo_json_end_array (reading->json);
    reading->ended = TRUE;
  }
  bytes = nomo_demo_json_take_bytes (reading->json);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (body, bytes);
  else
    soup_message_body_complete (body);
}

static void
wrote_chunk_cb (SoupServerMessage *message, Reading *reading)
{
  reading_append (reading);
}

/* The number of records is that of now; what is added while the book is read out is not in it. */
static void
read_out (NomoDemoCall *call, guint n, WriteRecord write)
{
  Reading *reading = g_new0 (Reading, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);

  reading->demo = call->demo;
  reading->message = call->message;
  reading->json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);
  reading->write = write;
  reading->n = n;
  nomo_demo_json_begin_array (reading->json, NULL);
  soup_server_message_set_status (call->message, SOUP_STATUS_OK, NULL);
  nomo_demo_call_set_header (call, "Content-Type", "application/json");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (call->message), FALSE);
  g_signal_connect_data (call->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), reading, reading_free, 0);
  reading_append (reading);
}

/**
 * nomo_demo_books_orders:
 * @call: `GET /books/orders` at the control address
 *
 * Reads out every order as the store holds it now, oldest first: an array of objects, amounts as decimal text and in minor
 * units, moments in UTC milliseconds.
 */
void
nomo_demo_books_orders (NomoDemoCall *call)
{
  read_out (call, nomo_demo_shop_get_n_orders (call->demo->shop), write_order);
}

void
nomo_demo_books_customers (NomoDemoCall *call)
{
  read_out (call, nomo_demo_shop_get_n_customers (call->demo->shop), write_customer);
}

void
nomo_demo_books_groups (NomoDemoCall *call)
{
  read_out (call, nomo_demo_groups_get_n (), write_group);
}

void
nomo_demo_books_products (NomoDemoCall *call)
{
  read_out (call, nomo_demo_n_products, write_product);
}

void
nomo_demo_books_categories (NomoDemoCall *call)
{
  read_out (call, NOMO_DEMO_N_CATEGORIES, write_category);
}

void
nomo_demo_books_coupons (NomoDemoCall *call)
{
  read_out (call, nomo_demo_coupons_get_n (), write_coupon);
}

void
nomo_demo_books_carts (NomoDemoCall *call)
{
  read_out (call, nomo_demo_carts_count_abandoned (call->demo->shop, call->now, 0), write_cart);
}
