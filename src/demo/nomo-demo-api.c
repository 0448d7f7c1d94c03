#include "config.h"

#include "nomo-demo-api.h"

#include "nomo-demo-about.h"
#include "nomo-demo-carts-list.h"
#include "nomo-demo-categories.h"
#include "nomo-demo-coupon-writes.h"
#include "nomo-demo-coupons-list.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-hook-subscribe.h"
#include "nomo-demo-offers-list.h"
#include "nomo-demo-order-writes.h"
#include "nomo-demo-orders-list.h"
#include "nomo-demo-orders.h"
#include "nomo-demo-pace.h"
#include "nomo-demo-products.h"
#include "nomo-demo-reviews-list.h"
#include "nomo-demo-tags.h"
#include "nomo-demo-users.h"

#include <string.h>

#define INVALID_TOKEN "The access token is invalid"

static void
answer_orders (NomoDemoCall *call, gint64 id)
{
  nomo_demo_orders_list (call);
}

/* The body's status differs from the one of HTTP, as it does at Salla here and there. */
static void
answer_statuses (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, 201);

  nomo_demo_status_write_list (json);
  nomo_demo_call_end (call, json);
}

static const NomoDemoOrder *
find_order (NomoDemoCall *call, gint64 id)
{
  const NomoDemoOrder *order = nomo_demo_shop_find_order (call->demo->shop, id);

  if (order == NULL)
    nomo_demo_call_fail (call, 404, NULL, "The content you are trying to access is no longer available");
  return order;
}

static void
answer_order (NomoDemoCall *call, gint64 id)
{
  const NomoDemoOrder *order = find_order (call, id);
  const char *format = nomo_demo_call_get (call, "format");
  NomoDemoJson *json;

  if (order == NULL)
    return;
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_order_write_full (call->demo, order, call->now, g_strcmp0 (format, "light") == 0, json);
  nomo_demo_call_end (call, json);
}

static void
answer_histories (NomoDemoCall *call, gint64 id)
{
  const NomoDemoOrder *order = find_order (call, id);
  NomoDemoJson *json;

  if (order == NULL)
    return;
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_order_write_histories (call->demo, order, json);
  nomo_demo_call_end (call, json);
}

static void
answer_items (NomoDemoCall *call, gint64 id)
{
  gint64 order_id = nomo_demo_call_get_int (call, "order_id", -1);
  const NomoDemoOrder *order;
  NomoDemoJson *json;

  if (order_id < 0) {
    nomo_demo_call_fail_fields (call, "order_id", "رقم الطلب مطلوب");
    return;
  }
  order = find_order (call, order_id);
  if (order == NULL)
    return;
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_order_write_items (call->demo, order, "data", json);
  nomo_demo_call_end (call, json);
}

static void
answer_customers (NomoDemoCall *call, gint64 id)
{
  nomo_demo_customers_list (call);
}

static void
answer_user (NomoDemoCall *call, gint64 id)
{
  nomo_demo_about_user (call);
}

/* In a path, ":id" stands for a number. */
static const struct {
  const char *path;
  const char *scope; /* NULL: any token will do */
  void (*answer) (NomoDemoCall *call, gint64 id);
} routes[] = {
  { "/oauth2/user/info", NULL, answer_user },
  { "/store/info", "settings", nomo_demo_about_store },
  { "/users", NULL, nomo_demo_users_list },
  { "/orders", "orders", answer_orders },
  { "/orders/tags", "orders", nomo_demo_tags_list },
  { "/orders/statuses", "orders", answer_statuses },
  { "/orders/items", "orders", answer_items },
  { "/orders/:id", "orders", answer_order },
  { "/orders/:id/histories", "orders", answer_histories },
  { "/customers", "customers", answer_customers },
  { "/customers/:id", "customers", nomo_demo_customers_get },
  { "/customers/groups", "customers", nomo_demo_groups_list },
  { "/customers/groups/:id", "customers", nomo_demo_groups_get },
  { "/products", "products", nomo_demo_products_list },
  { "/products/:id", "products", nomo_demo_products_get },
  { "/products/sku/WRD-:id", "products", nomo_demo_products_get_by_sku },
  { "/categories", "categories", nomo_demo_categories_list },
  { "/categories/search", "categories", nomo_demo_categories_search },
  { "/categories/:id", "categories", nomo_demo_categories_get },
  { "/categories/:id/children", "categories", nomo_demo_categories_list_children },
  { "/categories/:id/products", "categories", nomo_demo_products_list_category },
  { "/brands", "brands", nomo_demo_brands_list },
  { "/brands/:id", "brands", nomo_demo_brands_get },
  { "/coupons", "marketing", nomo_demo_coupons_list },
  { "/coupons/codes", "marketing", nomo_demo_coupons_list_codes },
  { "/coupons/:id", "marketing", nomo_demo_coupons_get },
  { "/carts/abandoned", "carts", nomo_demo_carts_list },
  { "/carts/abandoned/:id", "carts", nomo_demo_carts_get_one },
  { "/specialoffers", "specialoffers", nomo_demo_offers_list },
  { "/specialoffers/:id", "specialoffers", nomo_demo_offers_get },
  { "/reviews", "reviews", nomo_demo_reviews_list },
  { "/reviews/:id", "reviews", nomo_demo_reviews_get_one },
  { "/webhooks", "webhooks", nomo_demo_webhooks_list },
  { "/webhooks/events", "webhooks", nomo_demo_webhooks_list_events },
};

static const struct {
  const char *method;
  const char *path;
  const char *scope;
  void (*answer) (NomoDemoCall *call, gint64 id);
} writes[] = {
  { "POST", "/coupons", "marketing", nomo_demo_coupons_post },
  { "PUT", "/coupons/:id", "marketing", nomo_demo_coupons_put },
  { "DELETE", "/coupons/:id", "marketing", nomo_demo_coupons_delete },
  { "POST", "/orders/:id/status", "orders", nomo_demo_orders_move },
  { "POST", "/orders/:id/histories", "orders", nomo_demo_orders_remark },
  { "POST", "/orders/:id/tags", "orders", nomo_demo_orders_tag },
  { "DELETE", "/orders/:id/tags/:id", "orders", nomo_demo_orders_untag },
  { "POST", "/webhooks/subscribe", "webhooks", nomo_demo_webhooks_subscribe },
  { "PUT", "/webhooks/:id", "webhooks", nomo_demo_webhooks_put },
  { "DELETE", "/webhooks/unsubscribe", "webhooks", nomo_demo_webhooks_unsubscribe },
};

#define MAX_IDS 2

static gboolean
path_matches (const char *pattern, const char *path, gint64 *ids)
{
  const char *colon;

  for (guint i = 0; i < MAX_IDS && (colon = strstr (pattern, ":id")) != NULL; i++) {
    char *end;

    if (strncmp (pattern, path, colon - pattern) != 0 || !g_ascii_isdigit (path[colon - pattern]))
      return FALSE;
    ids[i] = nomo_demo_json_small_id (g_ascii_strtoll (path + (colon - pattern), &end, 10));
    path = end;
    pattern = colon + strlen (":id");
  }
  return g_str_equal (pattern, path);
}

/* The refusals that a token meets although it is good. */
static gboolean
refuse (NomoDemoCall *call)
{
  static const struct {
    NomoDemoFault fault;
    const char *message;
  } refusals[] = {
    { NOMO_DEMO_FAULT_USER_DELETED, "The User is not exists." },
    { NOMO_DEMO_FAULT_INACTIVE, "الحساب غير نشط، تواصل مع الدعم الفني" },
    { NOMO_DEMO_FAULT_INVALID_TOKEN, INVALID_TOKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    if (nomo_demo_call_meets (call, refusals[i].fault)) {
      nomo_demo_call_fail_in_turn (call, 401, "Unauthorized", refusals[i].message);
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
check_token (NomoDemoCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");
  NomoDemoChain *chain = NULL;
  gboolean bearer = value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0;
  gboolean valid = FALSE;

  if (bearer)
    chain = nomo_demo_tokens_find (call->demo->tokens, value + 7, call->now, &valid);
  call->chain = chain != NULL ? chain->id : 0;
  if (refuse (call))
    return FALSE;
  if (!valid)
    nomo_demo_call_fail (call, 401, "Unauthorized", INVALID_TOKEN);
  return valid;
}

static gboolean
has_scope (NomoDemoCall *call, const char *scope)
{
  return nomo_demo_chain_has_scope (nomo_demo_tokens_get_chain (call->demo->tokens, call->chain - 1), scope);
}

/* Whoever may write may read. */
static gboolean
check_scope (NomoDemoCall *call, const char *resource, gboolean writing)
{
  gboolean refused = nomo_demo_call_meets (call, NOMO_DEMO_FAULT_SCOPE);
  g_autofree char *read = NULL, *write = NULL, *message = NULL;

  if (resource == NULL && !refused)
    return TRUE;
  read = g_strconcat (resource != NULL ? resource : "settings", ".read", NULL);
  write = g_strconcat (read, "_write", NULL);
  if (!refused && (has_scope (call, write) || (!writing && has_scope (call, read))))
    return TRUE;
  message = g_strconcat ("The access token should have access to one of those scopes: ", writing ? write : read, NULL);
  if (refused)
    nomo_demo_call_fail_in_turn (call, 401, "Unauthorized", message);
  else
    nomo_demo_call_fail (call, 401, "Unauthorized", message);
  return FALSE;
}

static gboolean
answer_write (NomoDemoCall *call, const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (writes); i++) {
    gint64 ids[MAX_IDS] = { 0 };

    if (!g_str_equal (call->method, writes[i].method) || !path_matches (writes[i].path, path, ids))
      continue;
    call->second = ids[1];
    if (check_scope (call, writes[i].scope, TRUE) && nomo_demo_pace_check (call))
      writes[i].answer (call, ids[0]);
    return TRUE;
  }
  return FALSE;
}

static void
answer_route (NomoDemoCall *call, const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    gint64 ids[MAX_IDS] = { 0 };

    if (!path_matches (routes[i].path, path, ids))
      continue;
    if (!check_scope (call, routes[i].scope, FALSE) || !nomo_demo_pace_check (call))
      return;
    if (g_str_equal (call->method, "GET"))
      routes[i].answer (call, ids[0]);
    else
      nomo_demo_call_fail (call, 405, "method_not_allowed", "The method is not supported for this route.");
    return;
  }
  nomo_demo_call_fail (call, 404, "not_found", "المحتوى الذي تحاول الوصول اليه غير متوفر");
}

/**
 * nomo_demo_api_handle:
 * @call: a request below `/admin/v2`
 *
 * Answers a request of the Admin API: token, scope, pace, then the resource.
 */
void
nomo_demo_api_handle (NomoDemoCall *call)
{
  const char *path = call->path + strlen (NOMO_DEMO_API_PREFIX);

  if (check_token (call) && !answer_write (call, path))
    answer_route (call, path);
}

/**
 * nomo_demo_api_user_info:
 * @call: `GET /oauth2/user/info` at the accounts address
 */
void
nomo_demo_api_user_info (NomoDemoCall *call)
{
  if (check_token (call) && check_scope (call, NULL, FALSE))
    nomo_demo_about_user (call);
}
