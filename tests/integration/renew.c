/* For each line on its standard input asks Salla for one thing, as the engine does, renewing the sign-in when it is due, and
 * says how the sign-in stands. A line "reconnect" gives the store a new sign-in instead, with the client secret in
 * NOMO_CLIENT_SECRET, as a person with a browser would.
 *
 *   renew DATA MERCHANT
 *
 * With killpoint.so preloaded it can be ended in the middle. */

#include "config.h"

#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-shop-private.h"
#include "nomo-words.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

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
call_if_there (const char *name)
{
  void (*function) (void);

  *(void **) &function = dlsym (RTLD_DEFAULT, name);
  if (function != NULL)
    function ();
}

static NomoShop *
open_shop (const char *data_dir, const char *merchant)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoShop *shop;

  /* Where nothing answers, nobody wants to wait; where something does, a busy machine may take its time. */
  if (g_getenv ("NOMO_HASTE") != NULL) {
    nomo_keyring_set_timeout (keyring, 3000);
    nomo_http_set_timeouts (http, 2000, 5000);
  }
  nomo_shop_open_async (data_dir, merchant, keyring, http, NULL, keep_result, &result);
  shop = nomo_shop_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  nomo_shop_load_sign_in_async (shop, NULL, keep_result, &result);
  nomo_shop_load_sign_in_finish (shop, wait_for (&result));
  return shop;
}

static void
take_engine (NomoShop *shop)
{
  g_autofree char *path = nomo_shop_make_lock_path (shop->path);
  g_autoptr (GError) error = NULL;
  NomoEngineLock *lock = nomo_engine_lock_take (path, &error);

  g_assert_no_error (error);
  nomo_shop_take_lock (shop, lock);
}

static GError *
ask (NomoShop *shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoSallaAnswer) answer = NULL;
  GError *error = NULL;

  nomo_salla_client_get_async (shop->client, "/store/info", NULL, NULL, keep_result, &result);
  answer = nomo_salla_client_get_finish (shop->client, wait_for (&result), &error);
  return error;
}

static void
add_code (JsonObject *object, const char *name, const GError *error)
{
  g_autofree char *code = error != NULL ? nomo_words_dup_code (error) : NULL;

  if (code != NULL)
    json_object_set_string_member (object, name, code);
  else
    json_object_set_null_member (object, name);
}

static void
print (NomoShop *shop, const GError *error)
{
  static const char *const states[] = { "none", "good", "last", "ended" };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "state", states[nomo_token_keeper_get_state (shop->tokens)]);
  add_code (object, "reason", nomo_token_keeper_get_error (shop->tokens));
  add_code (object, "failed", error);
  json_object_set_int_member (object, "generation", nomo_token_keeper_get_generation (shop->tokens));
  json_node_init_object (node, object);
  line = nomo_json_write (node);
  puts (line);
  fflush (stdout);
}

static NomoHttpAnswer *
get (NomoShop *shop, const char *url)
{
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;

  nomo_http_request_show_redirect (request);
  nomo_http_send_async (shop->http, request, NULL, keep_result, &result);
  return nomo_http_send_finish (shop->http, wait_for (&result), NULL);
}

static NomoSignedIn *
sign_in (NomoShop *shop, const char *client_secret)
{
  g_autoptr (NomoSignIn) one = nomo_sign_in_new (shop->endpoints, shop->client_id, client_secret, 0, shop->http);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoHttpAnswer) consent = NULL;
  g_autoptr (NomoHttpAnswer) page = NULL;

  nomo_sign_in_run_async (one, NULL, keep_result, &result);
  consent = get (shop, nomo_sign_in_get_authorize_url (one));
  page = get (shop, nomo_http_answer_get_header (consent, "Location"));
  return nomo_sign_in_finish (one, wait_for (&result), NULL);
}

static GError *
reconnect (NomoShop *shop)
{
  const char *client_secret = g_getenv ("NOMO_CLIENT_SECRET");
  g_autoptr (NomoSignedIn) signed_in = sign_in (shop, client_secret);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  call_if_there ("killpoint_arm");
  nomo_shop_reconnect_async (shop, signed_in, shop->endpoints, shop->client_id, client_secret, NULL, keep_result,
                             &result);
  nomo_shop_reconnect_finish (shop, wait_for (&result), &error);
  return error;
}

static void
answer_line (NomoShop *shop, const char *line)
{
  g_autoptr (GError) error = NULL;

  if (strcmp (line, "reconnect\n") == 0) {
    error = reconnect (shop);
  } else if (shop->client != NULL) {
    call_if_there ("killpoint_arm");
    error = ask (shop);
  }
  print (shop, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoShop) shop = open_shop (argv[1], argv[2]);
  char line[16];

  take_engine (shop);
  if (shop->client != NULL) {
    g_autoptr (GError) ignored = NULL;

    nomo_salla_client_set_backoff (shop->client, 1, 1);
    /* What time it is at Salla is not known before the first answer, and nothing is due before that. */
    ignored = ask (shop);
  }
  while (fgets (line, sizeof line, stdin) != NULL)
    answer_line (shop, line);
  call_if_there ("killpoint_disarm");
  nomo_shop_stop (shop);
  nomo_store_close (nomo_shop_get_store (shop));
  return 0;
}
