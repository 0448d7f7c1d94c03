#include "config.h"

#include "nomo-demo.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-order-event.h"
#include "nomo-order.h"
#include "nomo-scopes.h"
#include "nomo-shop-private.h"

#include <glib/gstdio.h>

#define NOW G_GINT64_CONSTANT (1771312527000)

typedef struct {
  char *data_dir;
  NomoKeyring *keyring;
  NomoHttp *http;
  NomoDemo *demo;
  NomoShop *shop;
} Fixture;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
wait_for_state (NomoShop *shop, NomoShopState state)
{
  while (nomo_shop_get_state (shop) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_end (NomoShop *shop)
{
  while (shop->syncing || shop->reading != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->data_dir = g_dir_make_tmp ("nomo-loop-XXXXXX", NULL);
  fixture->keyring = nomo_keyring_new_session ();
  fixture->http = nomo_http_new ();
  fixture->demo = nomo_demo_new (fixture->data_dir, fixture->keyring, fixture->http);
  nomo_demo_start_async (fixture->demo, NULL, keep_result, &result);
  fixture->shop = nomo_demo_start_finish (fixture->demo, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    if (g_file_test (inner, G_FILE_TEST_IS_DIR))
      remove_folder (inner);
    else
      g_remove (inner);
  }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  nomo_shop_stop (fixture->shop);
  wait_for_end (fixture->shop);
  nomo_store_close (nomo_shop_get_store (fixture->shop));
  nomo_demo_stop (fixture->demo);
  g_clear_object (&fixture->shop);
  g_clear_object (&fixture->demo);
  g_clear_object (&fixture->http);
  g_clear_object (&fixture->keyring);
  remove_folder (fixture->data_dir);
  g_free (fixture->data_dir);
}

static NomoShop *
open_unsigned (Fixture *fixture)
{
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (fixture->shop));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoShop *shop;

  nomo_shop_open_async (fixture->data_dir, merchant, fixture->keyring, fixture->http, NULL, keep_result, &result);
  shop = nomo_shop_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  /* A keyring that asks for its password keeps nobody from the records. */
  g_assert_cmpint (nomo_token_keeper_get_state (nomo_shop_get_tokens (shop)), ==, NOMO_TOKENS_NONE);
  return shop;
}

static NomoShop *
open_again (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  NomoShop *shop = open_unsigned (fixture);

  nomo_shop_load_sign_in_async (shop, NULL, keep_result, &result);
  g_assert_true (nomo_shop_load_sign_in_finish (shop, wait_for (&result)));
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_IDLE);
  return shop;
}

static void
misbehave (Fixture *fixture, const char *name, const char *at)
{
  g_autofree char *url = g_strconcat (nomo_demo_get_control_url (fixture->demo), "/misbehave", NULL);
  g_autofree char *text = g_strdup_printf ("{\"name\":\"%s\",\"path\":\"%s\"}", name, at);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (NomoHttpAnswer) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  nomo_http_request_set_body (request, "application/json", body);
  nomo_http_send_async (fixture->http, request, NULL, keep_result, &result);
  answer = nomo_http_send_finish (fixture->http, wait_for (&result), NULL);
  g_assert_nonnull (answer);
  g_assert_cmpint (answer->status, ==, 200);
}

static gboolean
can_lock (Fixture *fixture)
{
  g_autofree char *path = nomo_shop_make_lock_path (fixture->shop->path);
  g_autoptr (GError) error = NULL;
  NomoEngineLock *lock = nomo_engine_lock_take (path, &error);

  if (lock == NULL)
    g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  g_clear_pointer (&lock, nomo_engine_lock_free);
  return error == NULL;
}

static gint64
count (NomoShop *shop, const char *filter)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, NULL);

  return nomo_store_count (nomo_shop_get_store (shop), query, NULL);
}

static gint64
count_orders (NomoShop *shop)
{
  return count (shop, "");
}

/* Tries by itself after five seconds, then after ten; all stays readable, and one good answer makes it well again. */
static void
test_offline_and_back (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first, second, as_of;

  nomo_shop_start (shop);
  wait_for_state (shop, NOMO_SHOP_SYNCING);
  wait_for_state (shop, NOMO_SHOP_IDLE);
  as_of = nomo_shop_get_as_of (shop);
  g_assert_cmpint (as_of, >, 0);
  misbehave (fixture, "drop", "/store/info");
  nomo_shop_sync_async (shop, NULL, keep_result, &result);
  g_assert_null (nomo_shop_sync_finish (shop, wait_for (&result), &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_OFFLINE);
  g_assert_cmpuint (shop->failures, ==, 1);
  g_assert_cmpint (nomo_shop_get_as_of (shop), ==, as_of);
  g_assert_cmpint (count_orders (shop), >, 0);
  first = g_get_monotonic_time ();
  while (shop->failures < 2)
    g_main_context_iteration (NULL, TRUE);
  second = g_get_monotonic_time ();
  g_assert_cmpint (second - first, >=, 4 * G_USEC_PER_SEC);
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_OFFLINE);
  misbehave (fixture, "none", "/store/info");
  wait_for_state (shop, NOMO_SHOP_IDLE);
  g_assert_cmpint (g_get_monotonic_time () - second, >=, 8 * G_USEC_PER_SEC);
  g_assert_cmpuint (shop->failures, ==, 0);
  g_assert_null (nomo_shop_get_last_error (shop));
  g_assert_cmpint (nomo_shop_get_as_of (shop), >, as_of);
}

static void
sync_well (NomoShop *shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  nomo_shop_sync_async (shop, NULL, keep_result, &result);
  summary = nomo_shop_sync_finish (shop, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
note_relay (NomoShop *shop, const char *host)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (facts, (gpointer) "relay-host", (gpointer) host);
  nomo_store_write_meta (nomo_shop_get_store (shop), facts, &error);
  g_assert_no_error (error);
}

/* A list of a page or two, for those who care for nothing but how it ends. */
static void
wish_little (NomoShop *shop)
{
  static const char *const lists[] = { "statuses", NULL };

  nomo_shop_set_sync_wish (shop, NOMO_MIRROR_ASKED, lists);
}

/* What another program has noted is seen before anything is asked: that it has stepped back, or taken the store back. */
static void
test_relay_noted_elsewhere (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wish_little (shop);
  sync_well (shop);
  wait_for_end (shop);
  note_relay (shop, "relay.example.net");
  nomo_shop_set_relay (shop, "elsewhere.example.net", 1);
  nomo_shop_sync_async (shop, NULL, keep_result, &result);
  g_assert_null (nomo_shop_sync_finish (shop, wait_for (&result), &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY);
  g_assert_cmpstr (nomo_shop_get_relay (shop), ==, "relay.example.net");
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_SIGNED_OUT);
  g_assert_true (can_lock (fixture));
  note_relay (shop, NULL);
  sync_well (shop);
  g_assert_null (nomo_shop_get_relay (shop));
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_IDLE);
}

/* A relay owns its stores, whatever a desktop has noted in the records that it was given. */
static void
test_in_a_relay (Fixture *fixture, gconstpointer data)
{
  wish_little (fixture->shop);
  note_relay (fixture->shop, "relay.example.net");
  nomo_shop_set_relay (fixture->shop, "relay.example.net", 1);
  nomo_shop_set_in_relay (fixture->shop);
  sync_well (fixture->shop);
  g_assert_null (nomo_shop_get_relay (fixture->shop));
}

static void
count_cb (guint *count)
{
  ++*count;
}

/* Salla does not permit what the sign-in claims: known after a restart and without a sign-in too, until it does. */
static void
test_denied (Fixture *fixture, gconstpointer data)
{
  const NomoMirrorKind *reviews = nomo_lists_find ("reviews");
  NomoShop *shop = fixture->shop;
  g_autoptr (NomoShop) again = NULL;
  guint told = 0;

  g_signal_connect_swapped (shop, "notify::denied", G_CALLBACK (count_cb), &told);
  misbehave (fixture, "scope", "/reviews");
  sync_well (shop);
  g_assert_true (nomo_scope_is_granted (nomo_token_keeper_get_scope (nomo_shop_get_tokens (shop)), reviews->scope));
  g_assert_true (nomo_shop_is_denied (shop, reviews));
  g_assert_false (nomo_shop_is_denied (shop, nomo_lists_find ("coupons")));
  g_assert_cmpuint (told, ==, 1);
  nomo_shop_stop (shop);
  wait_for_end (shop);
  again = open_unsigned (fixture);
  g_assert_true (nomo_shop_is_denied (again, reviews));
  nomo_store_close (nomo_shop_get_store (again));
  misbehave (fixture, "none", "/reviews");
  sync_well (shop);
  g_assert_false (nomo_shop_is_denied (shop, reviews));
  g_assert_cmpuint (told, ==, 2);
}

/* Two at one file: the second says who runs the engine, shows what that one gets, and takes over when it has ended. */
static void
test_held_and_taken_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoShop) second = open_again (fixture);
  gint64 as_of;

  nomo_shop_start (second);
  wait_for_state (second, NOMO_SHOP_HELD);
  g_assert_nonnull (strstr (nomo_shop_get_held_by (second), g_get_prgname ()));
  g_assert_cmpint (nomo_shop_get_as_of (second), ==, 0);
  nomo_shop_start (fixture->shop);
  while ((as_of = nomo_shop_get_as_of (fixture->shop)) == 0 || nomo_shop_get_as_of (second) != as_of)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_orders (second), ==, count_orders (fixture->shop));
  nomo_shop_stop (fixture->shop);
  while (nomo_shop_get_as_of (second) == as_of || nomo_shop_get_state (second) != NOMO_SHOP_IDLE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (nomo_shop_get_held_by (second));
  nomo_shop_stop (second);
  wait_for_end (second);
  nomo_store_close (nomo_shop_get_store (second));
}

static GError *
reconnect (NomoShop *shop)
{
  static const char token_text[] = "{\"access_token\":\"new\"}";
  g_autofree char *text =
      g_strdup_printf ("{\"merchant\":{\"id\":%" G_GINT64_FORMAT "}}", nomo_shop_get_merchant (shop));
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) user_info = nomo_json_parse (bytes, 0, NULL, NULL);
  g_autoptr (GBytes) token_bytes = g_bytes_new_static (token_text, strlen (token_text));
  g_autoptr (JsonNode) token_answer = nomo_json_parse (token_bytes, 0, NULL, NULL);
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (token_answer, NOW, NULL);
  g_autoptr (NomoSignedIn) signed_in = nomo_signed_in_new (tokens, user_info, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  nomo_shop_reconnect_async (shop, signed_in, shop->endpoints, "app", "secret", NULL, keep_result, &result);
  nomo_shop_reconnect_finish (shop, wait_for (&result), &error);
  return error;
}

static gboolean
keyring_holds (Fixture *fixture, const char *part)
{
  g_autofree char *key = g_strdup_printf ("salla/%" G_GINT64_FORMAT, nomo_shop_get_merchant (fixture->shop));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *sealed = NULL;

  nomo_keyring_lookup_async (fixture->keyring, key, NULL, keep_result, &result);
  sealed = nomo_keyring_lookup_finish (fixture->keyring, wait_for (&result), NULL);
  return sealed != NULL && strstr (sealed, part) != NULL;
}

/* Nobody replaces the sign-in of an engine that another one runs. */
static void
test_reconnected_while_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoShop) second = open_again (fixture);
  g_autoptr (GError) held = reconnect (second);
  g_autoptr (GError) free_now = NULL;

  g_assert_error (held, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  g_assert_false (keyring_holds (fixture, "\"new\""));
  nomo_shop_stop (fixture->shop);
  free_now = reconnect (second);
  g_assert_no_error (free_now);
  g_assert_true (keyring_holds (fixture, "\"new\""));
  g_assert_false (can_lock (fixture));
  nomo_shop_stop (second);
  nomo_store_close (nomo_shop_get_store (second));
}

/* A shop that is stopped while it takes the lock does not keep it. */
static void
test_stopped_at_the_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoShop) second = NULL;

  nomo_shop_stop (fixture->shop);
  second = open_again (fixture);
  nomo_shop_start (second);
  nomo_shop_stop (second);
  wait_for_end (second);
  g_assert_true (can_lock (fixture));
  g_assert_cmpint (count_orders (second), ==, 0);
  nomo_store_close (nomo_shop_get_store (second));
}

/* A page may be on its way into the store: the lock goes when that has ended, and not before. */
static void
test_stopped_in_the_middle (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;

  nomo_shop_start (shop);
  while (count_orders (shop) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (shop->syncing);
  nomo_shop_stop (shop);
  g_assert_false (can_lock (fixture));
  wait_for_end (shop);
  g_assert_true (can_lock (fixture));
  g_assert_cmpint (nomo_shop_get_as_of (shop), ==, 0);
  /* Started again before it has ended it goes on, with the lock. */
  nomo_shop_start (shop);
  nomo_shop_stop (shop);
  nomo_shop_start (shop);
  while (nomo_shop_get_as_of (shop) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (can_lock (fixture));
}

static gint64
find_oldest (NomoShop *shop)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "ORDER BY date", NULL);
  g_autoptr (GArray) ids = nomo_store_list_ids (nomo_shop_get_store (shop), query, 1, NULL, NULL);

  return g_array_index (ids, gint64, 0);
}

static gboolean
is_known (NomoShop *shop, gint64 id)
{
  g_autoptr (NomoRecord) order = nomo_store_get (nomo_shop_get_store (shop), nomo_order_entity (), id, NULL);

  return nomo_record_get_int (order, ORDER_DETAILED) != 0;
}

static gint64
count_events (NomoShop *shop, gint64 order)
{
  g_autofree char *filter = g_strdup_printf ("order = %" G_GINT64_FORMAT, order);
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_event_entity (), filter, NULL);

  return nomo_store_count (nomo_shop_get_store (shop), query, NULL);
}

/* The lock goes when the reading has ended; and what a person looks at is read before what would be its turn. */
static void
test_details (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;
  gint64 oldest;

  nomo_shop_start (shop);
  while (count (shop, "detailed = yes") == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (shop->reading);
  g_assert_cmpint (nomo_shop_get_as_of (shop), >, 0);
  nomo_shop_stop (shop);
  g_assert_false (can_lock (fixture));
  wait_for_end (shop);
  g_assert_true (can_lock (fixture));
  g_assert_cmpint (count (shop, "detailed = no"), >, 0);
  oldest = find_oldest (shop);
  g_assert_false (is_known (shop, oldest));
  nomo_shop_want_order (shop, oldest);
  g_assert_cmpint (shop->wanted, ==, 0);
  nomo_shop_start (shop);
  while (shop->reading == NULL)
    g_main_context_iteration (NULL, TRUE);
  nomo_shop_want_order (shop, oldest);
  while (shop->wanted != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_known (shop, oldest));
  g_assert_cmpint (count_events (shop, oldest), >, 0);
  g_assert_cmpint (count (shop, "detailed = no"), >, 0);
}

static void
make_all_known (NomoShop *shop)
{
  NomoStore *store = nomo_shop_get_store (shop);
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "detailed = no", NULL);
  g_autoptr (GArray) ids = nomo_store_list_ids (store, query, 0, NULL, NULL);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (NomoRecord) order = nomo_store_get (store, nomo_order_entity (), g_array_index (ids, gint64, i), NULL);
    NomoRecordBuilder *builder = nomo_record_rebuild (order);
    g_autoptr (NomoRecord) known = NULL;

    nomo_builder_set_as_of (builder, nomo_record_get_as_of (order) + 2000);
    nomo_builder_set_int (builder, ORDER_DETAILED, 1);
    known = nomo_builder_end (builder);
    nomo_commit_put (commit, known);
  }
  g_assert_true (nomo_store_commit (store, commit, NULL, NULL));
}

static gint64
count_all_events (NomoShop *shop)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_event_entity (), "", NULL);

  return nomo_store_count (nomo_shop_get_store (shop), query, NULL);
}

/* When all orders are known, some of them are compared behind each sync. */
static void
test_recheck (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;

  nomo_shop_start (shop);
  while (nomo_shop_get_as_of (shop) == 0)
    g_main_context_iteration (NULL, TRUE);
  nomo_shop_stop (shop);
  wait_for_end (shop);
  make_all_known (shop);
  g_assert_cmpint (count_all_events (shop), ==, 0);
  nomo_shop_start (shop);
  while (count_all_events (shop) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (shop, "detailed = no"), ==, 0);
  while (shop->reading != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_all_events (shop), >=, 60);
}

static void
test_erased_in_the_middle (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_shop_start (shop);
  while (count_orders (shop) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (shop->syncing);
  nomo_shop_disconnect_async (shop, TRUE, NULL, keep_result, &result);
  nomo_shop_disconnect_finish (shop, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_false (shop->syncing);
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_SIGNED_OUT);
  g_assert_false (g_file_test (shop->path, G_FILE_TEST_EXISTS));
}

static void
test_erase_that_fails (Fixture *fixture, gconstpointer data)
{
  NomoShop *shop = fixture->shop;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* What stands in the place of the file cannot be removed. */
  nomo_shop_stop (shop);
  g_free (shop->path);
  shop->path = g_strdup (fixture->data_dir);
  nomo_shop_disconnect_async (shop, TRUE, NULL, keep_result, &result);
  g_assert_false (nomo_shop_disconnect_finish (shop, wait_for (&result), &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FAILED);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/shop-offline/and-back", test_offline_and_back);
  add ("/shop-loop/denied", test_denied);
  add ("/shop-loop/relay-noted-elsewhere", test_relay_noted_elsewhere);
  add ("/shop-loop/in-a-relay", test_in_a_relay);
  add ("/shop-loop/held-and-taken-over", test_held_and_taken_over);
  add ("/shop-loop/reconnected-while-held", test_reconnected_while_held);
  add ("/shop-loop/stopped-at-the-lock", test_stopped_at_the_lock);
  add ("/shop-loop/stopped-in-the-middle", test_stopped_in_the_middle);
  add ("/shop-loop/details", test_details);
  add ("/shop-loop/recheck", test_recheck);
  add ("/shop-loop/erased-in-the-middle", test_erased_in_the_middle);
  add ("/shop-loop/erase-that-fails", test_erase_that_fails);
  return g_test_run ();
}
