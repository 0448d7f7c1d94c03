/* For each line on its standard input asks Salla for one thing, as the engine does, renewing the sign-in when it is due, and
 * says how the sign-in stands.
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

  nomo_keyring_set_timeout (keyring, 3000);
  nomo_http_set_timeouts (http, 2000, 5000);
  nomo_shop_open_async (data_dir, merchant, keyring, http, NULL, keep_result, &result);
  shop = nomo_shop_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
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

static void
answer_line (NomoShop *shop)
{
  g_autoptr (GError) error = NULL;

  if (shop->client != NULL)
    error = ask (shop);
  print (shop, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoShop) shop = open_shop (argv[1], argv[2]);
  char line[8];

  take_engine (shop);
  if (shop->client != NULL) {
    g_autoptr (GError) ignored = NULL;

    nomo_salla_client_set_backoff (shop->client, 1, 1);
    /* What time it is at Salla is not known before the first answer, and nothing is due before that. */
    ignored = ask (shop);
  }
  call_if_there ("killpoint_arm");
  while (fgets (line, sizeof line, stdin) != NULL)
    answer_line (shop);
  call_if_there ("killpoint_disarm");
  nomo_shop_stop (shop);
  nomo_store_close (nomo_shop_get_store (shop));
  return 0;
}
