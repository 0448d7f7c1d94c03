#include "config.h"

#include "nomo-demo-carts-list.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-hook-data.h"

/* Events tell of the goods in a cart neither what they are called nor what they cost. */
static void
write_items (const NomoDemoCartView *cart, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < cart->basket.n_items; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_id (json, "id", cart->id * 10 + i);
    nomo_demo_json_id (json, "product_id", nomo_demo_product_get_id (cart->basket.items[i].product));
    nomo_demo_json_int (json, "quantity", cart->basket.items[i].quantity);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

/**
 * nomo_demo_hook_write_cart:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a cart
 * @json: where to
 */
void
nomo_demo_hook_write_cart (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoCartView cart;

  nomo_demo_cart_view_fill (&cart, call->demo->shop, subject->index);
  nomo_demo_json_begin_object (json, "data");
  nomo_demo_cart_write_facts (call, &cart, json);
  nomo_demo_customer_write_brief (call->demo->shop, cart.customer, TRUE, json);
  nomo_demo_cart_write_coupon (call, &cart, TRUE, json);
  write_items (&cart, json);
  nomo_demo_json_end_object (json);
}

static void
write_status (const NomoDemoCartView *cart, NomoDemoJson *json)
{
  nomo_demo_json_id (json, "id", cart->id);
  nomo_demo_json_string (json, "status", cart->order != NULL ? "purchased" : "active");
}

/**
 * nomo_demo_hook_write_cart_status:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a cart
 * @json: where to
 */
void
nomo_demo_hook_write_cart_status (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoCartView cart;

  nomo_demo_cart_view_fill (&cart, call->demo->shop, subject->index);
  nomo_demo_json_begin_object (json, "data");
  write_status (&cart, json);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_bought_cart:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a cart
 * @json: where to
 *
 * Bare numbers, and neither the order nor the customer.
 */
void
nomo_demo_hook_write_bought_cart (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoCartView cart;
  const NomoDemoBasket *basket = &cart.basket;

  nomo_demo_cart_view_fill (&cart, call->demo->shop, subject->index);
  nomo_demo_json_begin_object (json, "data");
  write_status (&cart, json);
  nomo_demo_json_string (json, "currency", basket->currency);
  nomo_demo_json_decimal (json, "total", basket->total, basket->currency);
  nomo_demo_json_decimal (json, "subtotal", basket->sub_total, basket->currency);
  nomo_demo_json_decimal (json, "total_discount", basket->discount, basket->currency);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_applied_coupon:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a cart, or an order whose cart nobody left
 * @json: where to
 */
void
nomo_demo_hook_write_applied_coupon (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoShop *shop = call->demo->shop;
  NomoDemoCartView cart;

  if (subject->entity == NOMO_DEMO_CARTS)
    nomo_demo_cart_view_fill (&cart, shop, subject->index);
  else
    nomo_demo_cart_view_fill_order (&cart, shop, nomo_demo_shop_get_order (shop, subject->index));
  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_begin_object (json, "cart");
  nomo_demo_cart_write_facts (call, &cart, json);
  nomo_demo_customer_write_brief (shop, cart.customer, FALSE, json);
  nomo_demo_cart_write_coupon (call, &cart, FALSE, json);
  write_items (&cart, json);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
}
