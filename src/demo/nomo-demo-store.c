#include "config.h"

#include "nomo-demo-store.h"

#include "nomo-demo-api.h"
#include "nomo-demo-control.h"
#include "nomo-demo-embedded.h"
#include "nomo-demo-grant.h"
#include "nomo-demo-hooks.h"
#include "nomo-demo-mishap.h"
#include "nomo-demo-oauth.h"
#include "nomo-demo-page.h"
#include "nomo-demo-random.h"
#include "nomo-demo-wire.h"
#include "nomo-random.h"

#include <string.h>

#define MAX_BODY    (1024 * 1024)
#define MAX_GARBAGE (4 * MAX_BODY)

gint64
nomo_demo_store_now (NomoDemoStore *self)
{
  return nomo_demo_clock_now (self->clock);
}

static gboolean
is_below (const char *path, const char *prefix)
{
  gsize length = strlen (prefix);

  return strncmp (path, prefix, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static NomoDemoPlace
place_of (const NomoDemoCall *call)
{
  if (g_str_has_suffix (call->path, "/oauth2/auth"))
    return NOMO_DEMO_PLACE_AUTH;
  if (g_str_has_suffix (call->path, "/oauth2/consent"))
    return NOMO_DEMO_PLACE_CONSENT;
  if (call->target.grant != NULL)
    return g_str_equal (call->target.grant, "refresh_token") ? NOMO_DEMO_PLACE_REFRESH : NOMO_DEMO_PLACE_CODE;
  if (is_below (call->path, NOMO_DEMO_ACCOUNTS_PREFIX) || is_below (call->path, NOMO_DEMO_API_PREFIX) ||
      is_below (call->path, NOMO_DEMO_EXCHANGE_PREFIX))
    return NOMO_DEMO_PLACE_API;
  return NOMO_DEMO_PLACE_SHOP;
}

static void
answer_storefront (NomoDemoCall *call)
{
  g_autofree char *page = nomo_demo_page_storefront (call->now);

  nomo_demo_call_reply_html (call, SOUP_STATUS_OK, page);
}

static void
route (NomoDemoCall *call)
{
  if (is_below (call->path, NOMO_DEMO_API_PREFIX))
    nomo_demo_api_handle (call);
  else if (is_below (call->path, NOMO_DEMO_ACCOUNTS_PREFIX))
    nomo_demo_oauth_handle (call);
  else if (is_below (call->path, NOMO_DEMO_EXCHANGE_PREFIX))
    nomo_demo_embedded_handle (call);
  else if (is_below (call->path, "/" NOMO_DEMO_USERNAME) && g_str_equal (call->method, "GET"))
    answer_storefront (call);
  else
    nomo_demo_call_fail (call, 404, "not_found", "The content you are trying to access is no longer available");
}

static void
answer (NomoDemoCall *call)
{
  gboolean late;

  nomo_demo_grant_read (call);
  call->target.place = place_of (call);
  call->mishap = nomo_demo_faults_take (call->demo->faults, &call->target);
  late = nomo_demo_call_meets (call, NOMO_DEMO_FAULT_AFTER);
  if (!late && nomo_demo_mishap_answer (call))
    return;
  route (call);
  call->replaced = late && nomo_demo_mishap_answer (call);
}

/* A page on the web must not reach the store under a name of its own that points here. */
static gboolean
is_own_host (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_auto (GStrv) parts = g_strsplit (host != NULL ? host : "", ":", 2);

  return parts[0] != NULL && (g_str_equal (parts[0], "127.0.0.1") || g_str_equal (parts[0], "localhost"));
}

static void
set_date (NomoDemoCall *call)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc ((call->now + call->mishap.skew_ms) / 1000);
  g_autofree char *text = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  nomo_demo_call_set_header (call, "Date", "%s", text);
}

/* SoupServer keeps a connection for ever that its client closes between two requests, and clients that are made with libsoup send
 * each POST over a connection of its own. */
static void
part_after_post (NomoDemoCall *call)
{
  if (call->method == SOUP_METHOD_POST)
    nomo_demo_call_set_header (call, "Connection", "%s", "close");
}

static void
note (NomoDemoCall *call)
{
  gboolean lost = nomo_demo_wire_loses_answer (&call->mishap);
  g_autofree char *fault = nomo_demo_fault_set_dup_names (call->mishap.set);
  g_autofree char *grant = nomo_demo_grant_dup_summary (call);
  NomoDemoRequest request = {
    .time = call->now,
    .method = call->method,
    .path = call->path,
    .query = call->query,
    .status = lost ? 0 : soup_server_message_get_status (call->message),
    .chain = call->chain,
    .fault = fault,
    .grant = grant,
  };

  nomo_demo_ledger_add (call->demo->ledger, &request);
}

/* A slow answer counts as delivered: whoever gave up before is not known here. */
static void
settle_effect (NomoDemoCall *call)
{
  g_autofree char *fault = nomo_demo_fault_set_dup_names (call->mishap.set);
  gboolean delivered = !call->replaced && !nomo_demo_wire_loses_answer (&call->mishap) &&
                       !nomo_demo_call_meets (call, NOMO_DEMO_FAULT_TRUNCATED) &&
                       !nomo_demo_call_meets (call, NOMO_DEMO_FAULT_GZIP_BROKEN);

  nomo_demo_effects_settle (call->demo->effects, call->effect, delivered, fault);
}

static void
finish (NomoDemoCall *call)
{
  set_date (call);
  part_after_post (call);
  nomo_demo_mishap_finish (call);
  if (call->effect != 0)
    settle_effect (call);
  if (!is_below (call->path, call->demo->control_path))
    note (call);
  nomo_demo_hooks_beat (call->demo->hooks);
  nomo_demo_wire_befall (call->message, &call->mishap);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *unused, gpointer data)
{
  NomoDemoStore *self = data;
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  NomoDemoCall call = { .demo = self, .message = message, .path = path, .pairs = pairs, .target.path = path };

  self->n_requests++;
  call.now = nomo_demo_store_now (self);
  call.method = soup_server_message_get_method (message);
  call.target.method = call.method;
  call.query = g_uri_get_query (soup_server_message_get_uri (message));
  nomo_demo_call_add_pairs (&call, call.query);
  nomo_demo_shop_advance (self->shop, call.now);
  if (g_object_get_data (G_OBJECT (message), "nomo-demo-too-large") != NULL)
    nomo_demo_call_fail (&call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "error", "Payload Too Large");
  else if (!is_own_host (message))
    nomo_demo_call_fail (&call, SOUP_STATUS_MISDIRECTED_REQUEST, "error", "Misdirected Request");
  else if (is_below (path, self->control_path))
    nomo_demo_control_handle (&call);
  else
    answer (&call);
  finish (&call);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  gsize got = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), "nomo-demo-got")) + g_bytes_get_size (chunk);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_object_set_data (G_OBJECT (message), "nomo-demo-got", GSIZE_TO_POINTER (got));
  if (got <= MAX_BODY)
    return;
  g_object_set_data (G_OBJECT (message), "nomo-demo-too-large", message);
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
  if (got > MAX_GARBAGE)
    nomo_demo_wire_drop (message);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

/* Nobody says what the smaller plans have, nor those to come: as little as plus. */
static guint
burst_of (const char *plan)
{
  if (g_str_equal (plan, "special"))
    return 720;
  return g_str_equal (plan, "pro") ? 360 : 120;
}

static void
init_buckets (NomoDemoStore *self)
{
  gint64 now = nomo_demo_store_now (self);

  nomo_demo_bucket_init (&self->bucket, burst_of (self->plan), 1000, now);
  nomo_demo_bucket_init (&self->customers_bucket, 500, 833, now);
  nomo_demo_bucket_init (&self->tiny_bucket, 4, 1000, now);
  nomo_demo_bucket_init (&self->token_bucket, 4, 1000, now);
}

/**
 * nomo_demo_store_set_plan:
 * @self: a store
 * @plan: a word; "pro" and "special" have limits of their own, every other one those of "plus"
 *
 * The merchant changes to another plan of Salla.
 */
void
nomo_demo_store_set_plan (NomoDemoStore *self, const char *plan)
{
  g_free (self->plan);
  self->plan = g_strdup (plan);
  nomo_demo_bucket_resize (&self->bucket, burst_of (plan));
}

static char *
dup_derived (guint64 seed, guint64 stream, guint length)
{
  GString *text = g_string_new (NULL);
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, stream, 0));
  while (text->len < length)
    g_string_append_printf (text, "%016" G_GINT64_MODIFIER "x", nomo_demo_random_next (&random));
  return g_string_free (g_string_truncate (text, length), FALSE);
}

static void
init_identity (NomoDemoStore *self)
{
  const NomoDemoOptions *options = self->options;
  g_autofree char *path = nomo_random_alnum (24);

  self->client_id = options->client_id != NULL ? g_strdup (options->client_id) : dup_derived (options->seed, 901, 32);
  self->client_secret =
      options->client_secret != NULL ? g_strdup (options->client_secret) : dup_derived (options->seed, 902, 40);
  self->control_path = g_strconcat ("/control/", path, NULL);
  self->merchant = 1100000000 + (gint64) (nomo_demo_random_mix (options->seed, 903, 0) % 800000000);
}

static gboolean
listen (NomoDemoStore *self, GError **error)
{
  g_autoslist (GUri) uris = NULL;

  self->server = soup_server_new ("server-header", "nomo-demo-store", NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!soup_server_listen_local (self->server, self->options->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  return TRUE;
}

/**
 * nomo_demo_store_new:
 * @options: (transfer none): what to be; must outlive the store
 * @error: return location
 *
 * Makes the shop and opens it on a port of this machine alone.
 *
 * Returns: (transfer full) (nullable): the store, %NULL if a fault has an unknown name or the port is taken
 */
NomoDemoStore *
nomo_demo_store_new (const NomoDemoOptions *options, GError **error)
{
  g_autoptr (NomoDemoStore) self = g_new0 (NomoDemoStore, 1);
  NomoDemoShopPlan plan = { options->seed, options->born, options->orders, options->customers, options->trade };

  self->options = options;
  self->clock = nomo_demo_clock_new (options->start, options->time_scale);
  self->faults = nomo_demo_faults_new ();
  nomo_demo_faults_set_seed (self->faults, options->seed);
  self->tokens = nomo_demo_tokens_new ();
  self->ledger = nomo_demo_ledger_new ();
  self->effects = nomo_demo_effects_new ();
  self->consents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, nomo_demo_consent_free);
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->plan = g_strdup (options->plan);
  self->currency = g_strdup ("SAR");
  init_identity (self);
  init_buckets (self);
  if (options->misbehave != NULL && !nomo_demo_faults_set_list (self->faults, options->misbehave, error))
    return NULL;
  self->shop = nomo_demo_shop_new (&plan);
  self->hooks = nomo_demo_hooks_new (self);
  if (!listen (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
nomo_demo_store_free (NomoDemoStore *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->hooks, nomo_demo_hooks_free);
  g_clear_pointer (&self->shop, nomo_demo_shop_free);
  g_clear_pointer (&self->clock, nomo_demo_clock_free);
  g_clear_pointer (&self->faults, nomo_demo_faults_free);
  g_clear_pointer (&self->tokens, nomo_demo_tokens_free);
  g_clear_pointer (&self->ledger, nomo_demo_ledger_free);
  g_clear_pointer (&self->effects, nomo_demo_effects_free);
  g_clear_pointer (&self->consents, g_hash_table_unref);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  g_free (self->origin);
  g_free (self->control_path);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->plan);
  g_free (self->currency);
  g_free (self);
}

/**
 * nomo_demo_store_dup_ready_line:
 * @self: a store
 *
 * Returns: (transfer full): the JSON object that tells a program where everything is, on one line
 */
char *
nomo_demo_store_dup_ready_line (NomoDemoStore *self)
{
  g_autofree char *clock = nomo_demo_clock_dup_spec (self->clock);
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);
  g_autoptr (GBytes) bytes = NULL;

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_bool (json, "ready", TRUE);
  nomo_demo_json_printf (json, "accounts_url", "%s" NOMO_DEMO_ACCOUNTS_PREFIX, self->origin);
  nomo_demo_json_printf (json, "api_url", "%s" NOMO_DEMO_API_PREFIX, self->origin);
  nomo_demo_json_printf (json, "storefront_url", "%s/" NOMO_DEMO_USERNAME, self->origin);
  nomo_demo_json_printf (json, "control_url", "%s%s", self->origin, self->control_path);
  nomo_demo_json_string (json, "client_id", self->client_id);
  nomo_demo_json_string (json, "client_secret", self->client_secret);
  nomo_demo_json_printf (json, "merchant", "%" G_GINT64_FORMAT, self->merchant);
  nomo_demo_json_string (json, "clock", clock);
  nomo_demo_json_int (json, "born", self->options->born);
  nomo_demo_json_end_object (json);
  bytes = nomo_demo_json_take_bytes (json);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
