#include "config.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-hook-data.h"
#include "nomo-demo-orders.h"
#include "nomo-demo-rhythm.h"

static const NomoDemoOrder *
order_of (NomoDemoCall *call, const NomoDemoHookSubject *subject)
{
  return nomo_demo_shop_get_order (call->demo->shop, subject->index);
}

/**
 * nomo_demo_hook_write_order:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: an order
 * @json: where to
 *
 * The model that most events of orders share: the order as the Admin API tells it.
 */
void
nomo_demo_hook_write_order (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  nomo_demo_order_write_full (call->demo, order_of (call, subject), call->now, FALSE, json);
}

static void
write_items (NomoDemoJson *json, const NomoDemoOrder *order, const NomoDemoBasket *basket)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket->n_items; i++) {
    const NomoDemoItem *item = &basket->items[i];
    g_autofree char *sku = nomo_demo_product_dup_sku (item->product);

    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_id (json, "id", order->id * 10 + i);
    nomo_demo_json_id (json, "product_id", nomo_demo_product_get_id (item->product));
    nomo_demo_json_string (json, "name", nomo_demo_products[item->product].name);
    nomo_demo_json_string (json, "sku", sku);
    nomo_demo_json_int (json, "quantity", item->quantity);
    nomo_demo_json_decimal (json, "weight", 25, "SAR");
    nomo_demo_item_write_amounts (item, basket->currency, json);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_amounts (NomoDemoJson *json, const NomoDemoBasket *basket)
{
  nomo_demo_json_begin_object (json, "amounts");
  nomo_demo_json_money (json, "total", basket->total, basket->currency);
  nomo_demo_order_write_discounts (json, basket);
  nomo_demo_json_end_object (json);
}

static void
write_first_complete (NomoDemoCall *call, const NomoDemoOrder *order, NomoDemoJson *json)
{
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint n = nomo_demo_shop_read_steps (call->demo->shop, order, steps);

  for (guint i = 0; i < n; i++) {
    if (!steps[i].remark && steps[i].status == NOMO_DEMO_COMPLETED) {
      nomo_demo_json_date (json, "first_complete_at", steps[i].moment);
      return;
    }
  }
  nomo_demo_json_null (json, "first_complete_at");
}

/* The moment of the order is told in UTC here and called Riyadh's, as in Salla's own samples. */
static void
write_light (NomoDemoCall *call, const NomoDemoOrder *order, const char *name, NomoDemoJson *json)
{
  NomoDemoBasket basket;
  const NomoDemoCustomer *customer = nomo_demo_shop_fill_basket (call->demo->shop, order, &basket);

  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", order->id);
  nomo_demo_json_id (json, "reference_id", order->reference);
  nomo_demo_order_write_urls (json, order);
  nomo_demo_json_date (json, "date", order->created - 3 * NOMO_DEMO_HOUR_MS);
  nomo_demo_json_string (json, "source", "store");
  nomo_demo_json_string (json, "source_device", nomo_demo_order_get_device (order));
  write_first_complete (call, order, json);
  nomo_demo_order_write_status (json, order->status);
  nomo_demo_json_string (json, "payment_method", basket.payment_method);
  nomo_demo_json_string (json, "currency", basket.currency);
  write_amounts (json, &basket);
  nomo_demo_customer_write_brief (call->demo->shop, customer, TRUE, json);
  write_items (json, order, &basket);
  nomo_demo_json_money (json, "total", basket.total, basket.currency);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_light_order:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: an order
 * @json: where to
 *
 * The light model, which a few events have in the place of the other.
 */
void
nomo_demo_hook_write_light_order (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  write_light (call, order_of (call, subject), "data", json);
}

/* The place of the last step that is no remark. */
static guint
last_move (const NomoDemoStep *steps, guint n)
{
  do
    n--;
  while (n > 0 && steps[n].remark);
  return n;
}

/**
 * nomo_demo_hook_write_order_status:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: an order
 * @json: where to
 *
 * Where the order was put last. The id is that of the entry in its history.
 */
void
nomo_demo_hook_write_order_status (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  const NomoDemoOrder *order = order_of (call, subject);
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint last = last_move (steps, nomo_demo_shop_read_steps (call->demo->shop, order, steps));
  const NomoDemoStatusInfo *info = nomo_demo_status_get (steps[last].status);

  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_id (json, "id", order->id * 100 + last);
  nomo_demo_json_string (json, "status", info->name);
  nomo_demo_json_null (json, "customized");
  nomo_demo_json_string (json, "note", steps[last].note != NULL ? steps[last].note : info->message);
  nomo_demo_json_date (json, "created_at", steps[last].moment);
  write_light (call, order, "order", json);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_customer:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a customer
 * @json: where to
 */
void
nomo_demo_hook_write_customer (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoStore *demo = call->demo;

  nomo_demo_customer_write (demo, nomo_demo_shop_get_customer (demo->shop, subject->index), call->now, "data", json);
}
