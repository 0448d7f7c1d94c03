#include "config.h"

#include "nomo-demo-order-writes.h"

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

static char *
dup_ids (const GArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

/* An empty list takes all tags off, so it must be there to be read as one. */
static const GArray *
read_tags (NomoDemoBody *body, guint *tags)
{
  const GArray *ids = NULL;

  nomo_demo_body_require (body, "tags");
  nomo_demo_body_read_ids (body, "tags", &ids);
  for (guint i = 0, tag; ids != NULL && i < ids->len; i++) {
    if (nomo_demo_tag_find (g_array_index (ids, gint64, i), &tag))
      *tags |= 1u << tag;
    else
      nomo_demo_body_refuse (body, "tags");
  }
  return ids;
}

/**
 * nomo_demo_orders_tag:
 * @call: `POST /orders/{id}/tags`
 * @id: the id
 *
 * Puts exactly these tags on an order.
 */
void
nomo_demo_orders_tag (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  NomoDemoOrderChange change = nothing;
  g_autofree char *value = NULL;
  const GArray *ids;
  guint index;

  if (!nomo_demo_shop_find (call->demo->shop, NOMO_DEMO_ORDERS, id, &index)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  change.retag = TRUE;
  ids = read_tags (body, &change.tags);
  if (!nomo_demo_body_is_good (body, call))
    return;
  value = dup_ids (ids);
  nomo_demo_shop_change_order (call->demo->shop, index, &change, call->now);
  nomo_demo_call_take_effect (call, "order.tags", nomo_demo_shop_get_order (call->demo->shop, index)->id, value, NULL);
  nomo_demo_call_tell (call, SOUP_STATUS_CREATED, "تم تحديث وسوم الطلب بنجاح");
}
