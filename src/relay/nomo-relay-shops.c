#include "config.h"

#include "nomo-relay-shops.h"

#include "nomo-engine-error.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-relay-removal.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* How often it is seen whose records are to be erased. */
#define ERASE_S 3600

struct _NomoRelayShops {
  GObject parent_instance;

  NomoRelayHome *home;
  NomoEventWriter *writer;
  NomoKeyring *keyring;
  NomoHttp *http;
  NomoSallaEndpoints *endpoints;
  NomoSecret *client_secret;
  char *folder;
  GHashTable *shops; /* gint64 → NomoShop */
  guint opening;
  guint erase_timer;
  gboolean open;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (NomoRelayShops, nomo_relay_shops, G_TYPE_OBJECT)

enum { OPENED, CONNECTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
nomo_relay_shops_finalize (GObject *object)
{
  NomoRelayShops *self = NOMO_RELAY_SHOPS (object);

  g_clear_handle_id (&self->erase_timer, g_source_remove);
  g_hash_table_unref (self->shops);
  g_object_unref (self->home);
  g_object_unref (self->writer);
  g_object_unref (self->keyring);
  g_object_unref (self->http);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  nomo_secret_free (self->client_secret);
  g_free (self->folder);
  G_OBJECT_CLASS (nomo_relay_shops_parent_class)->finalize (object);
}

static void
nomo_relay_shops_class_init (NomoRelayShopsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_shops_finalize;
  signals[OPENED] =
      g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CONNECTED] = g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, NOMO_TYPE_SHOP);
}

static void
nomo_relay_shops_init (NomoRelayShops *self)
{
  self->shops = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->http = nomo_http_new ();
}

static void
tell_currency (NomoRelayShops *self, GParamSpec *pspec, NomoShop *shop)
{
  nomo_event_writer_set_store (self->writer, nomo_shop_get_merchant (shop), nomo_shop_get_store (shop),
                               nomo_shop_get_currency (shop));
}

static void
tell_state (NomoRelayShops *self, GParamSpec *pspec, NomoShop *shop)
{
  const GError *error = nomo_shop_get_last_error (shop);

  if (error != NULL)
    g_message ("Store %" G_GINT64_FORMAT ": %s", nomo_shop_get_merchant (shop), error->message);
}

static void
add (NomoRelayShops *self, NomoShop *shop)
{
  gint64 merchant = nomo_shop_get_merchant (shop);

  g_hash_table_replace (self->shops, g_memdup2 (&merchant, sizeof merchant), g_object_ref (shop));
  g_signal_connect_object (shop, "notify::currency", G_CALLBACK (tell_currency), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shop, "notify::state", G_CALLBACK (tell_state), self, G_CONNECT_SWAPPED);
  tell_currency (self, NULL, shop);
  nomo_shop_set_in_relay (shop);
  g_signal_emit (self, signals[CONNECTED], 0, shop);
  if (!self->stopping)
    nomo_shop_start (shop);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRelayShops) self = data;
  g_autoptr (GError) error = NULL;
  gint64 merchant = nomo_shop_get_merchant (NOMO_SHOP (source));

  if (nomo_relay_removal_erase_finish (NOMO_SHOP (source), result, &error)) {
    nomo_event_writer_set_store (self->writer, merchant, NULL, NULL);
    g_hash_table_remove (self->shops, &merchant);
    g_message ("Store %" G_GINT64_FORMAT " is erased: the app was removed", merchant);
  } else if (error != NULL) {
    g_message ("Store %" G_GINT64_FORMAT " cannot be erased: %s", merchant, error->message);
  }
}

static gboolean
erase_cb (gpointer data)
{
  NomoRelayShops *self = data;
  gint64 grace_ms = nomo_relay_home_get_settings (self->home)->erase_after_days * DAY_MS;
  GHashTableIter iter;
  gpointer shop;

  g_hash_table_iter_init (&iter, self->shops);
  while (g_hash_table_iter_next (&iter, NULL, &shop))
    nomo_relay_removal_erase_async (shop, grace_ms, erased_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
end_opening (NomoRelayShops *self)
{
  if (--self->opening > 0)
    return;
  self->open = TRUE;
  nomo_event_writer_begin (self->writer);
  self->erase_timer = g_timeout_add_seconds (ERASE_S, erase_cb, self);
  erase_cb (self);
  g_signal_emit (self, signals[OPENED], 0);
}

/* A file that cannot be opened is no reason to leave the others alone. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRelayShops) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = nomo_shop_open_finish (result, &error);

  if (shop != NULL)
    add (self, shop);
  else
    g_message ("A store cannot be opened: %s", error->message);
  end_opening (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRelayShops) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) merchants = nomo_shops_find_finish (result, &error);

  if (merchants == NULL)
    g_message ("The stores cannot be listed: %s", error->message);
  for (guint i = 0; merchants != NULL && merchants[i] != NULL; i++) {
    self->opening++;
    nomo_shop_open_async (self->folder, merchants[i], self->keyring, self->http, NULL, opened_cb, g_object_ref (self));
  }
  end_opening (self);
}

/**
 * nomo_relay_shops_open:
 * @self: shops
 *
 * Opens the stores that were connected before and runs what there is to do for them.
 */
void
nomo_relay_shops_open (NomoRelayShops *self)
{
  g_return_if_fail (NOMO_IS_RELAY_SHOPS (self));
  self->opening++;
  nomo_shops_find_async (self->folder, NULL, found_cb, g_object_ref (self));
}

/**
 * nomo_relay_shops_are_open:
 * @self: shops
 *
 * Returns: whether those that were connected before are there
 */
gboolean
nomo_relay_shops_are_open (NomoRelayShops *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_SHOPS (self), FALSE);
  return self->open;
}

/**
 * nomo_relay_shops_get_endpoints:
 * @self: shops
 *
 * Returns: (transfer none): where Salla is
 */
NomoSallaEndpoints *
nomo_relay_shops_get_endpoints (NomoRelayShops *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_SHOPS (self), NULL);
  return self->endpoints;
}

/**
 * nomo_relay_shops_find:
 * @self: shops
 * @merchant: a store's number at Salla
 *
 * Returns: (transfer none) (nullable): the store
 */
NomoShop *
nomo_relay_shops_find (NomoRelayShops *self, gint64 merchant)
{
  g_return_val_if_fail (NOMO_IS_RELAY_SHOPS (self), NULL);
  return g_hash_table_lookup (self->shops, &merchant);
}

/* A consent on its way. */
typedef struct {
  gint64 merchant;
  NomoSignIn *sign_in;
} Consent;

static void
consent_free (gpointer data)
{
  Consent *consent = data;

  g_clear_object (&consent->sign_in);
  g_free (consent);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (NomoShop) shop = nomo_shop_create_finish (result, &error);

  if (shop == NULL) {
    g_task_return_error (task, error);
    return;
  }
  add (g_task_get_source_object (task), shop);
  g_task_return_boolean (task, TRUE);
}

static void
reconnected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoRelayShops *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nomo_shop_reconnect_finish (NOMO_SHOP (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  nomo_relay_removal_forget (NOMO_SHOP (source));
  g_signal_emit (self, signals[CONNECTED], 0, source);
  if (!self->stopping)
    nomo_shop_start (NOMO_SHOP (source));
  g_task_return_boolean (task, TRUE);
}

static void
keep (GTask *task, NomoSignedIn *signed_in)
{
  NomoRelayShops *self = g_task_get_source_object (task);
  Consent *consent = g_task_get_task_data (task);
  NomoShop *shop = nomo_relay_shops_find (self, consent->merchant);
  const char *client_id = nomo_relay_home_get_settings (self->home)->client_id;

  if (shop != NULL)
    nomo_shop_reconnect_async (shop, signed_in, self->endpoints, client_id, self->client_secret, NULL, reconnected_cb,
                               task);
  else
    nomo_shop_create_async (self->folder, signed_in, self->endpoints, client_id, self->client_secret, FALSE,
                            self->keyring, self->http, NULL, created_cb, task);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Consent *consent = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoSignedIn) signed_in = nomo_sign_in_finish (NOMO_SIGN_IN (source), result, &error);

  if (signed_in == NULL)
    g_task_return_error (task, error);
  else if (nomo_signed_in_get_merchant (signed_in) != consent->merchant)
    g_task_return_new_error (task, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OTHER_STORE, "the tokens are of another store");
  else
    keep (g_steal_pointer (&task), signed_in);
}

/* Returns NULL when nobody has told the relay its app; then the task has ended. */
static GTask *
begin (NomoRelayShops *self, gint64 merchant, GAsyncReadyCallback callback, gpointer data)
{
  const char *client_id = nomo_relay_home_get_settings (self->home)->client_id;
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Consent *consent = g_new0 (Consent, 1);

  g_task_set_source_tag (task, begin);
  consent->merchant = merchant;
  g_task_set_task_data (task, consent, consent_free);
  if (client_id == NULL || self->client_secret == NULL) {
    g_task_return_new_error (task, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_NO_STORE, "%s",
                             _ ("The relay does not know the Salla app yet. “nomo-relay app” tells it."));
    return NULL;
  }
  consent->sign_in = nomo_sign_in_new (self->endpoints, client_id, self->client_secret, 0, self->http);
  return g_steal_pointer (&task);
}

static NomoSignIn *
get_sign_in (GTask *task)
{
  return ((Consent *) g_task_get_task_data (task))->sign_in;
}

/**
 * nomo_relay_shops_consent_async:
 * @self: shops, which are open
 * @merchant: a store's number at Salla
 * @tokens: what the merchant's consent brought
 * @callback: called at the end
 * @data: for @callback
 *
 * Connects a store, or connects it anew. Salla is asked whose the tokens are.
 */
void
nomo_relay_shops_consent_async (NomoRelayShops *self, gint64 merchant, NomoSallaTokens *tokens,
                                GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = begin (self, merchant, callback, data);

  if (task != NULL)
    nomo_sign_in_take_tokens_async (get_sign_in (task), tokens, NULL, signed_in_cb, task);
}

/**
 * nomo_relay_shops_connect_async:
 * @self: shops, which are open
 * @merchant: a store's number at Salla
 * @code: what the redirect from the merchant's consent brought
 * @redirect_uri: where the redirect led to
 * @callback: called at the end, with nomo_relay_shops_consent_finish()
 * @data: for @callback
 *
 * Connects a store, or connects it anew. Salla is asked whose the code is.
 */
void
nomo_relay_shops_connect_async (NomoRelayShops *self, gint64 merchant, const char *code, const char *redirect_uri,
                                GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = begin (self, merchant, callback, data);

  if (task != NULL)
    nomo_sign_in_take_code_async (get_sign_in (task), code, redirect_uri, NULL, signed_in_cb, task);
}

/**
 * nomo_relay_shops_consent_finish:
 * @self: shops
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the store is connected; else %NOMO_ENGINE_ERROR_OTHER_STORE, %NOMO_ENGINE_ERROR_NO_STORE when the app is not
 *   known, or an error of Salla, of the keyring or of the store
 */
gboolean
nomo_relay_shops_consent_finish (NomoRelayShops *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
halted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *running = data;

  nomo_shop_halt_finish (NOMO_SHOP (source), result);
  (*running)--;
}

/**
 * nomo_relay_shops_stop:
 * @self: shops
 *
 * Ends what runs for the stores. What has come stays. Runs the context until all of it has ended.
 */
void
nomo_relay_shops_stop (NomoRelayShops *self)
{
  GHashTableIter iter;
  gpointer shop;
  guint running = 0;

  g_return_if_fail (NOMO_IS_RELAY_SHOPS (self));
  self->stopping = TRUE;
  while (self->opening > 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&self->erase_timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->shops);
  while (g_hash_table_iter_next (&iter, NULL, &shop)) {
    running++;
    nomo_shop_halt_async (shop, halted_cb, &running);
  }
  while (running > 0)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * nomo_relay_shops_new:
 * @home: the relay's folder
 * @writer: writes what webhooks tell of the stores
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the stores, none of which is open yet; %NULL when the settings of Salla's app cannot be used
 */
NomoRelayShops *
nomo_relay_shops_new (NomoRelayHome *home, NomoEventWriter *writer, GError **error)
{
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (home);
  g_autoptr (NomoRelayShops) self = g_object_new (NOMO_TYPE_RELAY_SHOPS, NULL);
  g_autofree char *secrets = nomo_relay_home_dup_path (home, "secrets");

  self->home = g_object_ref (home);
  self->writer = g_object_ref (writer);
  self->folder = nomo_relay_home_dup_path (home, "");
  self->keyring = nomo_keyring_new_sealed (nomo_vault_new (nomo_relay_home_get_key (home), secrets));
  self->endpoints = nomo_salla_endpoints_new (settings->accounts_url, settings->api_url, error);
  if (self->endpoints == NULL || !nomo_relay_home_read_app (home, &self->client_secret, error))
    return NULL;
  return g_steal_pointer (&self);
}
