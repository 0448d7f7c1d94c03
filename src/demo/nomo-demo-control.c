#include "config.h"

#include "nomo-demo-control.h"

#include "nomo-demo-books.h"
#include "nomo-demo-carts-list.h"
#include "nomo-demo-coupon.h"
#include "nomo-demo-dashboard.h"
#include "nomo-demo-embedded.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-hook-control.h"
#include "nomo-demo-install.h"
#include "nomo-demo-meddle.h"
#include "nomo-demo-offers.h"
#include "nomo-demo-tags.h"
#include "nomo-demo-users.h"
#include "nomo-json.h"
#include "nomo-random.h"

#include <string.h>

#define MAX_PLACED 1000

/**
 * nomo_demo_control_begin:
 *
 * Returns: (transfer full): a writer inside of the object that a route answers
 */
NomoDemoJson *
nomo_demo_control_begin (void)
{
  NomoDemoJson *json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  return json;
}

/**
 * nomo_demo_control_end:
 * @call: a request below the control address
 * @json: (transfer full): the writer of nomo_demo_control_begin()
 */
void
nomo_demo_control_end (NomoDemoCall *call, NomoDemoJson *json)
{
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, SOUP_STATUS_OK, json);
  nomo_demo_json_free (json);
}

/**
 * nomo_demo_control_fail:
 * @call: a request below the control address
 * @status: HTTP status
 * @message: what is wrong with it
 */
void
nomo_demo_control_fail (NomoDemoCall *call, guint status, const char *message)
{
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_string (json, "error", message);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, status, json);
  nomo_demo_json_free (json);
}

/* The body as JSON; an empty one is an empty object. %NULL when 400 was answered. */
static JsonNode *
read_body (NomoDemoCall *call)
{
  g_autofree char *text = nomo_demo_call_dup_body (call);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  if (*text == '\0')
    bytes = g_bytes_new_static ("{}", 2);
  else
    bytes = g_bytes_new (text, strlen (text));
  node = nomo_json_parse (bytes, 0, NULL, &error);
  if (node == NULL)
    nomo_demo_control_fail (call, 400, error->message);
  return node;
}

static void
write_left (NomoDemoCall *call, NomoDemoJson *json, const char *name, NomoDemoEntity entity, guint n)
{
  nomo_demo_json_int (json, name, nomo_demo_shop_count_left (call->demo->shop, entity, n));
}

static void
write_counts (NomoDemoCall *call, NomoDemoJson *json)
{
  NomoDemoShop *shop = call->demo->shop;

  write_left (call, json, "orders", NOMO_DEMO_ORDERS, nomo_demo_shop_get_n_orders (shop));
  write_left (call, json, "customers", NOMO_DEMO_CUSTOMERS, nomo_demo_shop_get_n_customers (shop));
  nomo_demo_json_int (json, "groups", nomo_demo_groups_get_n ());
  write_left (call, json, "products", NOMO_DEMO_PRODUCTS, nomo_demo_n_products);
  write_left (call, json, "categories", NOMO_DEMO_CATEGORY_LIST, NOMO_DEMO_N_CATEGORIES);
  write_left (call, json, "brands", NOMO_DEMO_BRANDS, nomo_demo_n_brands);
  write_left (call, json, "coupons", NOMO_DEMO_COUPONS, nomo_demo_coupons_get_n (shop));
  write_left (call, json, "carts", NOMO_DEMO_CARTS, nomo_demo_carts_count_abandoned (shop, call->now, 0));
  write_left (call, json, "offers", NOMO_DEMO_OFFERS, nomo_demo_offers_get_n ());
  write_left (call, json, "reviews", NOMO_DEMO_REVIEWS, nomo_demo_reviews_get_n (nomo_demo_shop_get_reviews (shop)));
  nomo_demo_json_int (json, "employees", nomo_demo_users_get_n ());
  nomo_demo_json_int (json, "tags", nomo_demo_tags_get_n (call->demo->shop));
  nomo_demo_json_int (json, "store_info", 1);
}

static void
answer_counts (NomoDemoCall *call)
{
  NomoDemoShop *shop = call->demo->shop;
  guint counts[NOMO_DEMO_N_STATUSES] = { 0 };
  NomoDemoJson *json = nomo_demo_control_begin ();

  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++)
    counts[nomo_demo_shop_get_order (shop, i)->status] += nomo_demo_shop_has_lost (shop, NOMO_DEMO_ORDERS, i) ? 0 : 1;
  write_counts (call, json);
  nomo_demo_json_begin_array (json, "statuses");
  for (guint i = 0; i < NOMO_DEMO_N_STATUSES; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "id", nomo_demo_status_get (i)->id);
    nomo_demo_json_string (json, "slug", nomo_demo_status_get (i)->slug);
    nomo_demo_json_int (json, "orders", counts[i]);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
  nomo_demo_json_int (json, "now", call->now);
  nomo_demo_control_end (call, json);
}

static void
answer_ledger (NomoDemoCall *call)
{
  const NomoDemoLedger *ledger = call->demo->ledger;
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_int (json, "dropped", (gint64) nomo_demo_ledger_get_dropped (ledger));
  nomo_demo_json_begin_array (json, "requests");
  for (guint i = 0; i < nomo_demo_ledger_get_length (ledger); i++) {
    const NomoDemoEntry *entry = nomo_demo_ledger_get (ledger, i);

    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "time", entry->time);
    nomo_demo_json_string (json, "method", entry->method);
    nomo_demo_json_string (json, "target", entry->target);
    nomo_demo_json_int (json, "status", entry->status);
    nomo_demo_json_int (json, "chain", entry->chain);
    nomo_demo_json_string (json, "fault", entry->fault);
    nomo_demo_json_string (json, "grant", entry->grant);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
  nomo_demo_control_end (call, json);
}

static void
answer_effects (NomoDemoCall *call)
{
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_effects_write (call->demo->effects, json);
  nomo_demo_control_end (call, json);
}

static void
write_chain (NomoDemoJson *json, const NomoDemoChain *chain)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", chain->id);
  nomo_demo_json_string (json, "scope", chain->scope);
  nomo_demo_json_int (json, "generation", chain->generation);
  nomo_demo_json_bool (json, "alive", chain->died == NULL);
  nomo_demo_json_string (json, "died", chain->died);
  nomo_demo_json_int (json, "reused", chain->reused);
  nomo_demo_json_int (json, "refreshes", chain->generation - 1);
  nomo_demo_json_bool (json, "has_refresh", chain->refresh != NULL);
  nomo_demo_json_int (json, "access_ends", chain->access_ends);
  nomo_demo_json_int (json, "refresh_ends", chain->refresh_ends);
  nomo_demo_json_int (json, "access_in_use", chain->access_in_use);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_control_write_chains:
 * @call: a request below the control address
 *
 * Answers every chain of tokens.
 */
void
nomo_demo_control_write_chains (NomoDemoCall *call)
{
  NomoDemoTokens *tokens = call->demo->tokens;
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_begin_array (json, "chains");
  for (guint i = 0; i < nomo_demo_tokens_get_n_chains (tokens); i++)
    write_chain (json, nomo_demo_tokens_get_chain (tokens, i));
  nomo_demo_json_end_array (json);
  nomo_demo_control_end (call, json);
}

static void
answer_clock (NomoDemoCall *call)
{
  g_autofree char *spec = nomo_demo_clock_dup_spec (call->demo->clock);
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_int (json, "now", nomo_demo_store_now (call->demo));
  nomo_demo_json_string (json, "clock", spec);
  nomo_demo_control_end (call, json);
}

static void
answer_misbehave (NomoDemoCall *call)
{
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_string (json, "names", nomo_demo_faults_get_help ());
  nomo_demo_control_end (call, json);
}

static void
answer_client (NomoDemoCall *call)
{
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_string (json, "client_id", call->demo->client_id);
  nomo_demo_json_string (json, "client_secret", call->demo->client_secret);
  nomo_demo_control_end (call, json);
}

static void
place_orders (NomoDemoCall *call, JsonNode *body)
{
  NomoDemoShop *shop = call->demo->shop;
  NomoDemoJson *json;
  gint64 n = 1;

  nomo_json_get_int (body, "n", &n);
  if (n < 1 || n > MAX_PLACED) {
    nomo_demo_control_fail (call, 422, "n must be from 1 to 1000");
    return;
  }
  nomo_demo_shop_place_orders (shop, call->now, (guint) n);
  json = nomo_demo_control_begin ();
  nomo_demo_json_begin_array (json, "ids");
  for (guint i = (guint) n; i > 0; i--)
    nomo_demo_json_int (json, NULL, nomo_demo_shop_get_order (shop, nomo_demo_shop_get_n_orders (shop) - i)->id);
  nomo_demo_json_end_array (json);
  nomo_demo_control_end (call, json);
}

static void
close_shop (NomoDemoCall *call, JsonNode *body)
{
  nomo_demo_shop_close (call->demo->shop, call->now);
  answer_counts (call);
}

static void
advance_clock (NomoDemoCall *call, JsonNode *body)
{
  gint64 ms = -1;

  if (!nomo_json_get_int (body, "advance_ms", &ms) || ms < 0 || ms > G_GINT64_CONSTANT (3650) * 86400000) {
    nomo_demo_control_fail (call, 422, "advance_ms must be from 0 to ten years");
    return;
  }
  nomo_demo_clock_advance (call->demo->clock, ms);
  nomo_demo_shop_advance (call->demo->shop, nomo_demo_store_now (call->demo));
  answer_clock (call);
}

static void
answer_plan (NomoDemoCall *call)
{
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_string (json, "plan", call->demo->plan);
  nomo_demo_json_int (json, "limit", call->demo->bucket.capacity);
  nomo_demo_control_end (call, json);
}

static void
change_plan (NomoDemoCall *call, JsonNode *body)
{
  g_autofree char *name = nomo_json_dup_text (body, "name");

  if (name == NULL || *name == '\0') {
    nomo_demo_control_fail (call, 422, "name must be a word");
    return;
  }
  nomo_demo_store_set_plan (call->demo, name);
  answer_plan (call);
}

static void
rotate (NomoDemoCall *call, JsonNode *body)
{
  g_free (call->demo->client_secret);
  call->demo->client_secret = nomo_random_alnum (40);
  answer_client (call);
}

static void
misbehave (NomoDemoCall *call, JsonNode *body)
{
  g_autofree char *name = nomo_json_dup_text (body, "name");
  g_autofree char *path = nomo_json_dup_text (body, "path");
  g_autofree char *grant = nomo_json_dup_text (body, "grant");
  g_autofree char *method = nomo_json_dup_text (body, "method");
  g_autofree char *rate = nomo_json_dup_decimal (body, "rate");
  NomoDemoFaultWish wish = { .name = name, .path = path, .grant = grant, .method = method };
  g_autoptr (GError) error = NULL;

  nomo_json_get_int (body, "count", &wish.count);
  nomo_json_get_int (body, "ms", &wish.ms);
  wish.rate = rate != NULL ? g_ascii_strtod (rate, NULL) : 0;
  if (g_strcmp0 (name, "none") == 0)
    nomo_demo_faults_clear (call->demo->faults);
  else if (!nomo_demo_faults_set (call->demo->faults, &wish, &error)) {
    nomo_demo_control_fail (call, 422, error->message);
    return;
  }
  answer_misbehave (call);
}

static const struct {
  const char *path;
  void (*read) (NomoDemoCall *call);
  void (*change) (NomoDemoCall *call, JsonNode *body);
} routes[] = {
  { "/counts", answer_counts, NULL },
  { "/ledger", answer_ledger, NULL },
  { "/effects", answer_effects, NULL },
  { "/chains", nomo_demo_control_write_chains, NULL },
  { "/client", answer_client, NULL },
  { "/books/orders", nomo_demo_books_orders, NULL },
  { "/books/histories", nomo_demo_books_histories, NULL },
  { "/books/statuses", nomo_demo_books_statuses, NULL },
  { "/books/customers", nomo_demo_books_customers, NULL },
  { "/books/groups", nomo_demo_books_groups, NULL },
  { "/books/products", nomo_demo_books_products, NULL },
  { "/books/categories", nomo_demo_books_categories, NULL },
  { "/books/brands", nomo_demo_books_brands, NULL },
  { "/books/coupons", nomo_demo_books_coupons, NULL },
  { "/books/offers", nomo_demo_books_offers, NULL },
  { "/books/reviews", nomo_demo_books_reviews, NULL },
  { "/books/employees", nomo_demo_books_employees, NULL },
  { "/books/carts", nomo_demo_books_carts, NULL },
  { "/orders", NULL, place_orders },
  { "/close", NULL, close_shop },
  { "/clock", answer_clock, advance_clock },
  { "/plan", answer_plan, change_plan },
  { "/delete", NULL, nomo_demo_meddle_delete },
  { "/edit", NULL, nomo_demo_meddle_edit },
  { "/store", NULL, nomo_demo_meddle_store },
  { "/dashboard/coupon", NULL, nomo_demo_dashboard_create },
  { "/dashboard/coupon/change", NULL, nomo_demo_dashboard_change },
  { "/dashboard/coupon/pause", NULL, nomo_demo_dashboard_pause },
  { "/dashboard/coupon/delete", NULL, nomo_demo_dashboard_delete },
  { "/dashboard/order/status", NULL, nomo_demo_dashboard_move },
  { "/dashboard/order/tags", NULL, nomo_demo_dashboard_tag },
  { "/dashboard/order/note", NULL, nomo_demo_dashboard_remark },
  { "/install", NULL, nomo_demo_install },
  { "/uninstall", NULL, nomo_demo_uninstall },
  { "/app-event", NULL, nomo_demo_app_event },
  { "/embedded-token", NULL, nomo_demo_embedded_make_token },
  { "/rotate", NULL, rotate },
  { "/webhook", nomo_demo_hook_control_read, nomo_demo_hook_control_change },
  { "/hooks", nomo_demo_hook_control_list, NULL },
  { "/hooks/fire", NULL, nomo_demo_hook_control_fire },
  { "/misbehave", answer_misbehave, misbehave },
};

/**
 * nomo_demo_control_handle:
 * @call: a request below the control address
 *
 * What a test sees and does from outside.
 */
void
nomo_demo_control_handle (NomoDemoCall *call)
{
  const char *path = call->path + strlen (call->demo->control_path);
  gboolean get = g_str_equal (call->method, "GET"), post = g_str_equal (call->method, "POST");

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!g_str_equal (routes[i].path, path))
      continue;
    if (get && routes[i].read != NULL)
      routes[i].read (call);
    else if (post && routes[i].change != NULL) {
      g_autoptr (JsonNode) body = read_body (call);

      if (body != NULL)
        routes[i].change (call, body);
    } else
      nomo_demo_control_fail (call, 405, "method not allowed");
    return;
  }
  nomo_demo_control_fail (call, 404, "no such route");
}
