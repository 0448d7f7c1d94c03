#include "config.h"

#include "nomo-demo-order-writes.h"

#include "nomo-demo-orders.h"
#include "nomo-demo-tags.h"
#include "nomo-json.h"

static const NomoDemoOrderChange nothing = { .created = -1, .customer = -1, .total = -1, .status = -1 };

static int
find_status_by_id (gint64 id)
{
  for (int i = 0; i < NOMO_DEMO_N_STATUSES; i++)
    if (nomo_demo_status_get (i)->id == nomo_demo_json_small_id (id))
      return i;
  return -1;
}

/* A status of the shop's own has the slug of the one that it belongs to, which stands before it. */
static int
find_status_by_slug (const char *slug)
{
  for (int i = 0; i < NOMO_DEMO_N_STATUSES; i++)
    if (g_strcmp0 (nomo_demo_status_get (i)->slug, slug) == 0)
      return i;
  return -1;
}

static int
read_status (NomoDemoBody *body)
{
  gboolean by_id = nomo_demo_body_has (body, "status_id");
  const char *name = by_id ? "status_id" : "slug", *slug = NULL;
  gint64 id = 0;
  int status;

  if (!by_id && !nomo_demo_body_has (body, "slug")) {
    nomo_demo_body_complain (body, "slug", "حقل ", " مطلوب.");
    return -1;
  }
  if (by_id)
    nomo_json_get_int (body->json, "status_id", &id);
  else
    nomo_demo_body_read_text (body, "slug", &slug);
  status = by_id ? find_status_by_id (id) : find_status_by_slug (slug);
  if (status < 0)
    nomo_demo_body_refuse (body, name);
  return status;
}

/**
 * nomo_demo_order_move:
 * @call: a request of a client or of the dashboard
 * @body: `status_id` or `slug`, and perhaps `note` and `restore_items`
 * @index: which order
 *
 * Puts an order somewhere. The shelves of this store do not mind what comes back to them.
 *
 * Returns: whether it is there now; else 422 was answered
 */
gboolean
nomo_demo_order_move (NomoDemoCall *call, NomoDemoBody *body, guint index)
{
  NomoDemoOrderChange change = nothing;
  gboolean restore = FALSE;

  change.status = read_status (body);
  nomo_demo_body_read_text (body, "note", &change.note);
  nomo_demo_body_read_bool (body, "restore_items", &restore);
  if (!nomo_demo_body_is_good (body, call))
    return FALSE;
  nomo_demo_shop_change_order (call->demo->shop, index, &change, call->now);
  nomo_demo_call_take_effect (call, "order.status", nomo_demo_shop_get_order (call->demo->shop, index)->id,
                              nomo_demo_status_get (change.status)->slug, change.note);
  return TRUE;
}

/**
 * nomo_demo_orders_move:
 * @call: `POST /orders/{id}/status`
 * @id: the id
 */
void
nomo_demo_orders_move (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  guint index;

  if (!nomo_demo_shop_find (call->demo->shop, NOMO_DEMO_ORDERS, id, &index))
    nomo_demo_call_fail_missing (call);
  else if (nomo_demo_order_move (call, body, index))
    nomo_demo_call_tell (call, SOUP_STATUS_CREATED, "تم تحديث حالة الطلب بنجاح");
}

/* Longer ones are said to be refused; how long Salla lets them be is not told. */
#define MAX_TAG_LENGTH  50
#define MAX_NOTE_LENGTH 1000

static const char *
read_short (NomoDemoBody *body, const char *name, glong length)
{
  const char *text = NULL;

  nomo_demo_body_read_text (body, name, &text);
  if (text == NULL)
    nomo_demo_body_complain (body, name, "حقل ", " مطلوب.");
  else if (g_utf8_strlen (text, -1) > length)
    nomo_demo_body_complain (body, name, "حقل ", " أطول مما يسمح به.");
  return text;
}

static void
change (NomoDemoCall *call, guint index, const NomoDemoOrderChange *wanted, const char *what, const char *value)
{
  nomo_demo_shop_change_order (call->demo->shop, index, wanted, call->now);
  nomo_demo_call_take_effect (call, what, nomo_demo_shop_get_order (call->demo->shop, index)->id, value, NULL);
}

/**
 * nomo_demo_order_remark:
 * @call: a request of a client or of the dashboard
 * @body: `note`
 * @index: which order
 *
 * Says something of an order.
 *
 * Returns: whether it is said; else 422 was answered
 */
gboolean
nomo_demo_order_remark (NomoDemoCall *call, NomoDemoBody *body, guint index)
{
  NomoDemoOrderChange wanted = nothing;

  wanted.note = read_short (body, "note", MAX_NOTE_LENGTH);
  if (!nomo_demo_body_is_good (body, call))
    return FALSE;
  change (call, index, &wanted, "order.note", wanted.note);
  return TRUE;
}

/**
 * nomo_demo_orders_remark:
 * @call: `POST /orders/{id}/histories`
 * @id: the id
 */
void
nomo_demo_orders_remark (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  NomoDemoJson *json;
  guint index;

  if (!nomo_demo_shop_find (call->demo->shop, NOMO_DEMO_ORDERS, id, &index)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  if (!nomo_demo_order_remark (call, body, index))
    return;
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_order_write_last_step (call->demo, nomo_demo_shop_get_order (call->demo->shop, index), json);
  nomo_demo_call_end (call, json);
}

static void
retag (NomoDemoCall *call, guint index, guint tag, gboolean on)
{
  NomoDemoShop *shop = call->demo->shop;
  NomoDemoOrderChange wanted = nothing;

  wanted.retag = TRUE;
  for (guint i = 0; i < nomo_demo_tags_get_n (shop); i++)
    if (i == tag ? on : nomo_demo_tag_is_on (i, shop, nomo_demo_shop_get_order (shop, index)))
      wanted.tags |= 1u << i;
  change (call, index, &wanted, on ? "order.tagged" : "order.untagged", nomo_demo_tag_get_name (tag, shop));
}

/**
 * nomo_demo_order_tag:
 * @call: a request of a client or of the dashboard
 * @body: `tag_name`, of a tag that the store has or gets with it
 * @index: which order
 * @on: whether it is to be there
 * @tag: (out): the tag
 *
 * Puts one tag on an order, or takes it off.
 *
 * Returns: whether it is so now; else 422 was answered
 */
gboolean
nomo_demo_order_tag (NomoDemoCall *call, NomoDemoBody *body, guint index, gboolean on, guint *tag)
{
  const char *name = read_short (body, "tag_name", MAX_TAG_LENGTH);

  if (body->complaints->len == 0 && !nomo_demo_tag_take (name, call->demo->shop, tag))
    nomo_demo_body_refuse (body, "tag_name");
  if (!nomo_demo_body_is_good (body, call))
    return FALSE;
  retag (call, index, *tag, on);
  return TRUE;
}

/**
 * nomo_demo_orders_tag:
 * @call: `POST /orders/{id}/tags`
 * @id: the id
 */
void
nomo_demo_orders_tag (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  NomoDemoJson *json;
  guint index, tag;

  if (!nomo_demo_shop_find (call->demo->shop, NOMO_DEMO_ORDERS, id, &index)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  if (!nomo_demo_order_tag (call, body, index, TRUE, &tag))
    return;
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_tag_write (tag, call->demo->shop, "data", json);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_orders_untag:
 * @call: `DELETE /orders/{id}/tags/{tag}`
 * @id: the id of the order
 */
void
nomo_demo_orders_untag (NomoDemoCall *call, gint64 id)
{
  NomoDemoShop *shop = call->demo->shop;
  guint index, tag;

  if (!nomo_demo_shop_find (shop, NOMO_DEMO_ORDERS, id, &index) || !nomo_demo_tag_find (call->second, shop, &tag) ||
      !nomo_demo_tag_is_on (tag, shop, nomo_demo_shop_get_order (shop, index))) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  retag (call, index, tag, FALSE);
  nomo_demo_call_tell (call, SOUP_STATUS_ACCEPTED, "تم حذف الوسم من الطلب بنجاح");
}
