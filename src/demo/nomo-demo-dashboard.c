#include "config.h"

#include "nomo-demo-dashboard.h"

#include "nomo-demo-coupon-writes.h"
#include "nomo-demo-order-writes.h"
#include "nomo-json.h"

/* What the merchant does by hand in Salla's own dashboard, behind the back of every client. It is refused as a client is,
 * and its effects are told like theirs, without a chain of tokens. */

static void
succeed (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", id);
  nomo_demo_json_int (json, "now", call->now);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, SOUP_STATUS_OK, json);
}

static gboolean
find_coupon (NomoDemoCall *call, JsonNode *json, gint64 *id, guint *index)
{
  if (nomo_json_get_int (json, "id", id) && nomo_demo_coupon_find (call->demo->shop, *id, index))
    return TRUE;
  nomo_demo_call_fail_missing (call);
  return FALSE;
}

/**
 * nomo_demo_dashboard_create:
 * @call: `POST /dashboard/coupon` at the control address
 * @json: what `POST /coupons` takes
 */
void
nomo_demo_dashboard_create (NomoDemoCall *call, JsonNode *json)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new_whole (call, json);
  NomoDemoCoupon coupon;
  guint index;

  if (!nomo_demo_coupon_create (call, body, &index))
    return;
  nomo_demo_coupon_fill (&coupon, call->demo->shop, index, call->now);
  succeed (call, coupon.id);
}

/**
 * nomo_demo_dashboard_change:
 * @call: `POST /dashboard/coupon/change` at the control address
 * @json: `id`, and of what `PUT /coupons/{id}` takes that which is to change
 */
void
nomo_demo_dashboard_change (NomoDemoCall *call, JsonNode *json)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new_partial (call, json);
  gint64 id;
  guint index;

  if (find_coupon (call, json, &id, &index) && nomo_demo_coupon_rewrite (call, body, NOMO_DEMO_CHANGE, index))
    succeed (call, id);
}

/**
 * nomo_demo_dashboard_pause:
 * @call: `POST /dashboard/coupon/pause` at the control address
 * @json: `id`, and `paused`, which is true when it is left out
 */
void
nomo_demo_dashboard_pause (NomoDemoCall *call, JsonNode *json)
{
  NomoDemoCoupon coupon;
  gint64 id;
  guint index;

  if (!find_coupon (call, json, &id, &index))
    return;
  nomo_demo_coupon_fill (&coupon, call->demo->shop, index, call->now);
  coupon.inactive = nomo_json_get_bool (json, "paused", TRUE);
  coupon.updated = call->now;
  nomo_demo_coupon_replace (call->demo->shop, index, &coupon);
  nomo_demo_call_take_effect (call, "coupon.updated", id, coupon.code, NULL);
  succeed (call, id);
}

/**
 * nomo_demo_dashboard_delete:
 * @call: `POST /dashboard/coupon/delete` at the control address
 * @json: `id`
 */
void
nomo_demo_dashboard_delete (NomoDemoCall *call, JsonNode *json)
{
  gint64 id;
  guint index;

  if (!find_coupon (call, json, &id, &index))
    return;
  nomo_demo_coupon_delete (call, index);
  succeed (call, id);
}

static gboolean
find_order (NomoDemoCall *call, JsonNode *json, gint64 *id, guint *index)
{
  if (nomo_json_get_int (json, "id", id) && nomo_demo_shop_find (call->demo->shop, NOMO_DEMO_ORDERS, *id, index))
    return TRUE;
  nomo_demo_call_fail_missing (call);
  return FALSE;
}

/**
 * nomo_demo_dashboard_move:
 * @call: `POST /dashboard/order/status` at the control address
 * @json: `id`, and what `POST /orders/{id}/status` takes
 */
void
nomo_demo_dashboard_move (NomoDemoCall *call, JsonNode *json)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new_partial (call, json);
  gint64 id;
  guint index;

  if (find_order (call, json, &id, &index) && nomo_demo_order_move (call, body, index))
    succeed (call, id);
}

/**
 * nomo_demo_dashboard_tag:
 * @call: `POST /dashboard/order/tags` at the control address
 * @json: `id`, `tag_name`, and `removed`, which is false when it is left out
 */
void
nomo_demo_dashboard_tag (NomoDemoCall *call, JsonNode *json)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new_partial (call, json);
  gint64 id;
  guint index, tag;

  if (find_order (call, json, &id, &index) &&
      nomo_demo_order_tag (call, body, index, !nomo_json_get_bool (json, "removed", FALSE), &tag))
    succeed (call, id);
}

/**
 * nomo_demo_dashboard_remark:
 * @call: `POST /dashboard/order/note` at the control address
 * @json: `id`, and what `POST /orders/{id}/histories` takes
 */
void
nomo_demo_dashboard_remark (NomoDemoCall *call, JsonNode *json)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new_partial (call, json);
  gint64 id;
  guint index;

  if (find_order (call, json, &id, &index) && nomo_demo_order_remark (call, body, index))
    succeed (call, id);
}
