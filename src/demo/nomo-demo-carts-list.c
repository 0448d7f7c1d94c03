#include "config.h"

#include "nomo-demo-carts-list.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-coupon.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-list.h"
#include "nomo-demo-orders.h"
#include "nomo-demo-person.h"
#include "nomo-demo-random.h"

#include <string.h>

enum { STREAM_VIEW = 851 };

#define CART_ID   G_GINT64_CONSTANT (2197900400)
#define STRIDE    13
#define MINUTE    G_GINT64_CONSTANT (60000)
#define ABANDONED 60 /* minutes */

/**
 * nomo_demo_carts_count_abandoned:
 * @shop: a shop
 * @now: UTC milliseconds
 * @minutes: how old the carts must be; an hour at least
 *
 * Returns: how many carts count as abandoned, the oldest ones, those that are gone included
 */
guint
nomo_demo_carts_count_abandoned (NomoDemoShop *shop, gint64 now, gint64 minutes)
{
  gint64 age = CLAMP (minutes, ABANDONED, G_GINT64_CONSTANT (100000000)) * MINUTE;

  return nomo_demo_carts_count_before (nomo_demo_shop_get_carts (shop), now - age + 1);
}

/**
 * nomo_demo_cart_find:
 * @shop: a shop
 * @now: UTC milliseconds
 * @id: an id
 * @cart: (out): which cart that is
 *
 * Returns: whether it is there and counts as abandoned
 */
gboolean
nomo_demo_cart_find (NomoDemoShop *shop, gint64 now, gint64 id, guint *cart)
{
  gint64 distance = id - CART_ID;

  if (distance < 0 || distance % STRIDE != 0 || distance / STRIDE >= nomo_demo_carts_count_abandoned (shop, now, 0))
    return FALSE;
  *cart = (guint) (distance / STRIDE);
  return !nomo_demo_shop_has_lost (shop, NOMO_DEMO_CARTS, *cart);
}

gint64
nomo_demo_cart_get_id (guint cart)
{
  return CART_ID + (gint64) cart * STRIDE;
}

/**
 * nomo_demo_cart_view_fill_order:
 * @self: (out caller-allocates): the cart
 * @shop: a shop
 * @order: one of its orders
 *
 * What was in the cart of an order that nobody left; its id is that of no other cart.
 */
void
nomo_demo_cart_view_fill_order (NomoDemoCartView *self, NomoDemoShop *shop, const NomoDemoOrder *order)
{
  *self = (NomoDemoCartView) { .id = CART_ID - order->reference, .order = order };
  self->created = self->updated = order->created;
  self->customer = nomo_demo_shop_fill_basket (shop, order, &self->basket);
}

/**
 * nomo_demo_cart_view_fill:
 * @self: (out caller-allocates): the cart
 * @shop: a shop
 * @cart: which, the oldest is 0
 *
 * Who comes back changes the cart before buying it: what is in it then is what is in the order.
 */
void
nomo_demo_cart_view_fill (NomoDemoCartView *self, NomoDemoShop *shop, guint cart)
{
  const NomoDemoCart *it = nomo_demo_carts_get (nomo_demo_shop_get_carts (shop), cart);
  guint64 seed = nomo_demo_random_mix (nomo_demo_shop_get_seed (shop), STREAM_VIEW, cart);

  self->id = nomo_demo_cart_get_id (cart);
  self->customer = nomo_demo_shop_get_customer (shop, it->customer);
  self->order = it->order != NOMO_DEMO_NO_ORDER ? nomo_demo_shop_get_order (shop, it->order) : NULL;
  self->created = it->created;
  self->updated = self->order != NULL ? self->order->created : it->created + (gint64) (seed % 30) * MINUTE;
  if (self->order != NULL)
    nomo_demo_shop_fill_basket (shop, self->order, &self->basket);
  else
    nomo_demo_basket_fill (&self->basket, seed, it->created, nomo_demo_person_country (self->customer->seed)->currency);
}

static void
write_coupon_amounts (const NomoDemoCoupon *coupon, gboolean bare, NomoDemoJson *json)
{
  if (bare) {
    nomo_demo_json_decimal (json, "amount", coupon->amount, "SAR");
    nomo_demo_json_decimal (json, "minimum_amount", coupon->minimum, "SAR");
  } else {
    nomo_demo_json_money (json, "amount", coupon->amount, "SAR");
    nomo_demo_json_money (json, "minimum_amount", coupon->minimum, "SAR");
  }
}

/**
 * nomo_demo_cart_write_coupon:
 * @call: a request
 * @cart: a cart
 * @bare: whether its amounts are bare numbers and its creation is told the way of JavaScript, as in one event
 * @json: where to
 *
 * Writes the member `coupon`. A coupon in a cart has words of its own for where it stands.
 */
void
nomo_demo_cart_write_coupon (NomoDemoCall *call, const NomoDemoCartView *cart, gboolean bare, NomoDemoJson *json)
{
  NomoDemoCoupon coupon;

  if (!nomo_demo_coupon_fill_discount (&coupon, call->demo->shop, cart->basket.coupon, call->now)) {
    nomo_demo_json_null (json, "coupon");
    return;
  }
  nomo_demo_json_begin_object (json, "coupon");
  nomo_demo_json_id (json, "id", coupon.id);
  nomo_demo_json_string (json, "code", cart->basket.discount_code);
  nomo_demo_json_string (json, "status",
                         cart->order != NULL       ? "purchased"
                         : coupon.ends < call->now ? "expired"
                                                   : "active");
  nomo_demo_json_string (json, "type", coupon.type);
  write_coupon_amounts (&coupon, bare, json);
  nomo_demo_json_local (json, "expiry_date", coupon.ends);
  nomo_demo_json_local (json, "start_date", coupon.starts);
  if (bare)
    nomo_demo_json_stamp (json, "created_at", coupon.created, NOMO_DEMO_STAMP_JS);
  else
    nomo_demo_json_date (json, "created_at", coupon.created);
  nomo_demo_json_bool (json, "free_shipping", coupon.free_shipping);
  nomo_demo_json_end_object (json);
}

static void
write_items (NomoDemoJson *json, const NomoDemoCartView *cart)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < cart->basket.n_items; i++) {
    const NomoDemoItem *item = &cart->basket.items[i];

    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_id (json, "id", cart->id * 10 + i);
    nomo_demo_json_id (json, "product_id", nomo_demo_product_get_id (item->product));
    nomo_demo_json_int (json, "quantity", item->quantity);
    nomo_demo_json_decimal (json, "weight", 25, "SAR");
    nomo_demo_item_write_amounts (item, cart->basket.currency, json);
    nomo_demo_json_string (json, "notes", "");
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

/**
 * nomo_demo_cart_write_facts:
 * @call: a request
 * @cart: a cart
 * @json: where to
 *
 * Writes what it adds up to and when that was so.
 */
void
nomo_demo_cart_write_facts (NomoDemoCall *call, const NomoDemoCartView *cart, NomoDemoJson *json)
{
  const NomoDemoBasket *basket = &cart->basket;

  nomo_demo_json_id (json, "id", cart->id);
  nomo_demo_json_money (json, "total", basket->total, basket->currency);
  nomo_demo_json_money (json, "subtotal", basket->sub_total, basket->currency);
  nomo_demo_json_money (json, "total_discount", basket->discount, basket->currency);
  nomo_demo_json_printf (json, "checkout_url", NOMO_DEMO_DOMAIN "/checkout/%" G_GINT64_FORMAT, cart->id);
  nomo_demo_json_int (json, "age_in_minutes", (call->now - cart->created) / MINUTE);
  nomo_demo_json_date (json, "created_at", cart->created);
  nomo_demo_json_date (json, "updated_at", cart->updated);
}

static void
write_cart (NomoDemoCall *call, guint index, const char *name, NomoDemoJson *json)
{
  gboolean odd = nomo_demo_json_is_odd (json) && index % 3 == 0;
  NomoDemoCartView cart;

  nomo_demo_cart_view_fill (&cart, call->demo->shop, index);
  nomo_demo_json_begin_object (json, name);
  nomo_demo_cart_write_facts (call, &cart, json);
  if (odd) {
    nomo_demo_json_string (json, "status", "on the moon");
    nomo_demo_json_empty_array (json, "customer");
    nomo_demo_json_empty_array (json, "coupon");
    nomo_demo_json_null (json, "items");
  } else {
    nomo_demo_json_string (json, "status", cart.order != NULL ? "purchased" : "active");
    nomo_demo_customer_write_brief (call->demo->shop, cart.customer, TRUE, json);
    nomo_demo_cart_write_coupon (call, &cart, FALSE, json);
    write_items (json, &cart);
  }
  nomo_demo_json_end_object (json);
}

/* The keyword is a customer's id or a part of the mobile number. */
static gboolean
belongs_to (NomoDemoShop *shop, guint cart, const char *keyword)
{
  const NomoDemoCart *it = nomo_demo_carts_get (nomo_demo_shop_get_carts (shop), cart);
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (shop, it->customer);
  g_autofree char *mobile = nomo_demo_customer_dup_mobile (customer);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, customer->id);

  return g_str_equal (id, keyword) || strstr (mobile, keyword) != NULL;
}

static GArray *
select_carts (NomoDemoShop *shop, guint n, const char *keyword)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = n; i-- > 0;)
    if (!nomo_demo_shop_has_lost (shop, NOMO_DEMO_CARTS, i) && belongs_to (shop, i, keyword))
      g_array_append_val (found, i);
  return found;
}

/* What is asked for: these carts, or the oldest @n of those that are left when there are none. */
typedef struct {
  GArray *found;
  guint n;
} Wanted;

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  const Wanted *wanted = data;

  write_cart (call,
              wanted->found != NULL
                  ? g_array_index (wanted->found, guint, place)
                  : nomo_demo_shop_nth_left (call->demo->shop, NOMO_DEMO_CARTS, wanted->n - 1 - place),
              NULL, json);
}

/**
 * nomo_demo_carts_list:
 * @call: `GET /carts/abandoned`
 * @unused: nothing
 *
 * Answers a page of the carts that were left an hour ago at least, newest first. Without a keyword it costs what the page
 * costs.
 */
void
nomo_demo_carts_list (NomoDemoCall *call, gint64 unused)
{
  NomoDemoShop *shop = call->demo->shop;
  const char *keyword = nomo_demo_call_get (call, "keyword");
  guint n = nomo_demo_carts_count_abandoned (shop, call->now, nomo_demo_call_get_int (call, "offset", 0));
  g_autoptr (GArray) found = keyword != NULL && *keyword != '\0' ? select_carts (shop, n, keyword) : NULL;
  Wanted wanted = { found, nomo_demo_shop_count_left (shop, NOMO_DEMO_CARTS, n) };

  nomo_demo_list_answer (call, found != NULL ? found->len : wanted.n, write_row, &wanted);
}

/**
 * nomo_demo_carts_get_one:
 * @call: `GET /carts/abandoned/{id}`
 * @id: the id
 */
void
nomo_demo_carts_get_one (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint cart;

  if (!nomo_demo_cart_find (call->demo->shop, call->now, id, &cart)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  write_cart (call, cart, "data", json);
  nomo_demo_call_end (call, json);
}
