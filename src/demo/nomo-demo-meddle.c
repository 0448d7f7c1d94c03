#include "config.h"

#include "nomo-demo-meddle.h"

#include "nomo-demo-control.h"
#include "nomo-demo-record.h"
#include "nomo-json.h"

static void
succeed (NomoDemoCall *call, const char *entity, gint64 id)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_string (json, "entity", entity);
  nomo_demo_json_int (json, "id", id);
  nomo_demo_json_int (json, "now", call->now);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, SOUP_STATUS_OK, json);
}

/* Which record is meant; FALSE when a refusal was answered. */
static gboolean
read_target (NomoDemoCall *call, JsonNode *body, NomoDemoEntity *entity, gint64 *id, guint *index)
{
  g_autofree char *name = nomo_json_dup_text (body, "entity");

  if (!nomo_demo_entity_find (name, entity)) {
    nomo_demo_control_fail (
        call, 422, "entity must be orders, customers, products, categories, brands, coupons, offers, reviews or carts");
    return FALSE;
  }
  if (nomo_json_get_int (body, "id", id) && nomo_demo_record_find (call->demo->shop, call->now, *entity, *id, index))
    return TRUE;
  nomo_demo_control_fail (call, 404, "there is no such record");
  return FALSE;
}

/**
 * nomo_demo_meddle_delete:
 * @call: `POST /delete` at the control address
 * @body: `entity` and `id`
 *
 * The record is gone from lists and books and answers 404 from now on. Nothing else changes.
 */
void
nomo_demo_meddle_delete (NomoDemoCall *call, JsonNode *body)
{
  NomoDemoEntity entity;
  gint64 id;
  guint index;

  if (!read_target (call, body, &entity, &id, &index))
    return;
  nomo_demo_shop_hide (call->demo->shop, entity, index);
  succeed (call, nomo_demo_entity_get_name (entity), id);
}

static gboolean
read_status (JsonNode *body, int *status)
{
  g_autofree char *slug = nomo_json_dup_text (body, "status");

  for (int i = 0; slug != NULL && i < NOMO_DEMO_N_STATUSES; i++) {
    if (g_str_equal (slug, nomo_demo_status_get (i)->slug)) {
      *status = i;
      return TRUE;
    }
  }
  return slug == NULL;
}

static gboolean
read_currency (JsonNode *body, const char **currency)
{
  g_autofree char *text = nomo_json_dup_text (body, "currency");

  *currency = text != NULL ? nomo_demo_basket_find_currency (text) : NULL;
  return text == NULL || *currency != NULL;
}

static gboolean
read_customer (NomoDemoCall *call, JsonNode *body, gint64 *customer)
{
  gint64 id;
  guint index;

  if (!nomo_json_get_int (body, "customer_id", &id))
    return TRUE;
  if (!nomo_demo_shop_find (call->demo->shop, NOMO_DEMO_CUSTOMERS, id, &index))
    return FALSE;
  *customer = index;
  return TRUE;
}

/* The sentence that tells what is wrong with the change, NULL when nothing is. */
static const char *
read_change (NomoDemoCall *call, JsonNode *body, NomoDemoOrderChange *change)
{
  *change = (NomoDemoOrderChange) { .created = -1, .customer = -1, .total = -1, .status = -1 };
  if (nomo_json_get_int (body, "created_at", &change->created) &&
      (change->created < nomo_demo_shop_get_opened (call->demo->shop) || change->created > call->now))
    return "created_at must be from the opening of the shop to now, in UTC milliseconds";
  if (nomo_json_get_int (body, "total_minor", &change->total) && change->total < 0)
    return "total_minor must not be negative";
  if (!read_currency (body, &change->currency))
    return "currency must be SAR, AED, KWD or USD";
  if (!read_status (body, &change->status))
    return "status must be the slug of a status";
  if (!read_customer (call, body, &change->customer))
    return "customer_id must be the id of a customer";
  if (change->created < 0 && change->customer < 0 && change->total < 0 && change->status < 0 &&
      change->currency == NULL)
    return "an order has created_at, customer_id, currency, total_minor and status to edit";
  change->quietly = nomo_json_get_bool (body, "quietly", FALSE);
  return NULL;
}

static const char *
edit_order (NomoDemoCall *call, JsonNode *body, guint index)
{
  NomoDemoOrderChange change;
  const char *wrong = read_change (call, body, &change);

  if (wrong == NULL)
    nomo_demo_shop_change_order (call->demo->shop, index, &change, call->now);
  return wrong;
}

static gint64
moment_of (NomoDemoCall *call, JsonNode *body)
{
  return nomo_json_get_bool (body, "quietly", FALSE) ? 0 : call->now;
}

static const char *
edit_product (NomoDemoCall *call, JsonNode *body, guint index)
{
  g_autofree char *name = nomo_json_dup_text (body, "name");
  g_autofree char *picture = nomo_json_dup_text (body, "picture");
  gint64 price = -1;

  if (nomo_json_get_int (body, "price_minor", &price) && price < 0)
    return "price_minor must not be negative";
  if (name == NULL && picture == NULL && price < 0)
    return "a product has name, picture and price_minor to edit";
  nomo_demo_shop_change_product (call->demo->shop, index, name, picture, price, moment_of (call, body));
  return NULL;
}

static const char *
edit_customer (NomoDemoCall *call, JsonNode *body, guint index)
{
  g_autofree char *first = nomo_json_dup_text (body, "first_name");
  g_autofree char *city = nomo_json_dup_text (body, "city");

  if (first == NULL && city == NULL)
    return "a customer has first_name and city to edit";
  nomo_demo_shop_change_customer (call->demo->shop, index, first, city, moment_of (call, body));
  return NULL;
}

/**
 * nomo_demo_meddle_edit:
 * @call: `POST /edit` at the control address
 * @body: `entity`, `id`, what to change, and `quietly` when the moment of the last change is not to tell of it
 */
void
nomo_demo_meddle_edit (NomoDemoCall *call, JsonNode *body)
{
  static const char *(*const edits[NOMO_DEMO_N_ENTITIES]) (NomoDemoCall *, JsonNode *, guint) = {
    [NOMO_DEMO_ORDERS] = edit_order,
    [NOMO_DEMO_PRODUCTS] = edit_product,
    [NOMO_DEMO_CUSTOMERS] = edit_customer,
  };
  const char *wrong = "only orders, products and customers can be edited";
  NomoDemoEntity entity;
  gint64 id;
  guint index;

  if (!read_target (call, body, &entity, &id, &index))
    return;
  if (edits[entity] != NULL)
    wrong = edits[entity](call, body, index);
  if (wrong != NULL)
    nomo_demo_control_fail (call, 422, wrong);
  else
    succeed (call, nomo_demo_entity_get_name (entity), id);
}

static gboolean
is_currency (const char *text)
{
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isupper (text[i]))
      return FALSE;
  return text[3] == '\0';
}

/**
 * nomo_demo_meddle_store:
 * @call: `POST /store` at the control address
 * @body: `currency`, or `bare_tags`, or both
 *
 * Changes the currency that the shop says it has; its orders go on as before. Or lets orders tell what their tags are called
 * and not their numbers, or both again.
 */
void
nomo_demo_meddle_store (NomoDemoCall *call, JsonNode *body)
{
  g_autofree char *currency = nomo_json_dup_text (body, "currency");
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  if (currency != NULL ? !is_currency (currency) : nomo_json_get (body, "bare_tags") == NULL) {
    nomo_demo_control_fail (call, 422, "currency must be three capital letters");
    return;
  }
  if (currency != NULL) {
    g_free (call->demo->currency);
    call->demo->currency = g_steal_pointer (&currency);
  }
  call->demo->bare_tags = nomo_json_get_bool (body, "bare_tags", call->demo->bare_tags);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_string (json, "currency", call->demo->currency);
  nomo_demo_json_bool (json, "bare_tags", call->demo->bare_tags);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, SOUP_STATUS_OK, json);
}
