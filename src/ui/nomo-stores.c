#include "config.h"

#include "nomo-stores.h"

#include "nomo-demo.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-secret.h"
#include "nomo-token-keeper.h"

#include <adwaita.h>

struct _NomoStores {
  GObject parent_instance;

  NomoSession *session;
  GSettings *settings;
  char *data_dir;
  NomoSallaEndpoints *endpoints;
  NomoHttp *http;
  NomoKeyring *keyring;
  GHashTable *run_keyrings; /* NomoKeyring by merchant: sign-ins that are kept for this run */
  NomoDemo *demo;
  GCancellable *cancellable;
  GCancellable *demo_cancellable;
  char **merchants;
  NomoStage stage;
  GError *error;
  gboolean demo_starting;
};

enum { PROP_0, PROP_STAGE, PROP_DEMO_STARTING, N_PROPS };
enum { FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (NomoStage, nomo_stage, G_DEFINE_ENUM_VALUE (NOMO_STAGE_OPENING, "opening"),
                    G_DEFINE_ENUM_VALUE (NOMO_STAGE_WELCOME, "welcome"), G_DEFINE_ENUM_VALUE (NOMO_STAGE_SHOP, "shop"),
                    G_DEFINE_ENUM_VALUE (NOMO_STAGE_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (NomoStores, nomo_stores, G_TYPE_OBJECT)

static void
set_stage (NomoStores *self, NomoStage stage)
{
  if (self->stage == stage)
    return;
  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

static void
set_demo_starting (NomoStores *self, gboolean starting)
{
  if (self->demo_starting == starting)
    return;
  self->demo_starting = starting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEMO_STARTING]);
}

/* With a shop on the screen a failure is told; without one it is what the window shows. */
static void
fail (NomoStores *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
show_shop (NomoStores *self, NomoShop *shop)
{
  NomoShop *before = nomo_session_get_shop (self->session);
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop));

  if (before != NULL && before != shop) {
    if (nomo_shop_get_merchant (before) != nomo_shop_get_merchant (shop))
      nomo_session_set_order (self->session, 0);
    nomo_shop_stop (before);
  }
  g_clear_error (&self->error);
  g_settings_set_string (self->settings, "last-store", merchant);
  nomo_session_set_shop (self->session, shop);
  set_stage (self, NOMO_STAGE_SHOP);
}

static void
merchants_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoStores) self = data;
  g_autoptr (GError) error = NULL;
  char **merchants = nomo_shops_find_finish (result, &error);

  if (merchants == NULL)
    return;
  g_strfreev (self->merchants);
  self->merchants = merchants;
}

static void
list_merchants (NomoStores *self)
{
  nomo_shops_find_async (self->data_dir, self->cancellable, merchants_found_cb, g_object_ref (self));
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoStores) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = nomo_demo_start_finish (NOMO_DEMO (source), result, &error);

  set_demo_starting (self, FALSE);
  if (shop != NULL) {
    show_shop (self, shop);
    nomo_shop_start (shop);
    list_merchants (self);
    return;
  }
  g_clear_object (&self->demo);
  if (nomo_session_get_shop (self->session) != NULL && nomo_shop_get_is_demo (nomo_session_get_shop (self->session)))
    nomo_shop_start (nomo_session_get_shop (self->session));
  else if (self->stage == NOMO_STAGE_OPENING)
    set_stage (self, NOMO_STAGE_WELCOME);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, g_steal_pointer (&error));
}

static void
start_demo (NomoStores *self)
{
  if (self->demo_starting)
    return;
  g_clear_object (&self->demo_cancellable);
  self->demo_cancellable = g_cancellable_new ();
  if (self->demo == NULL)
    self->demo = nomo_demo_new (self->data_dir, self->keyring, self->http);
  set_demo_starting (self, TRUE);
  nomo_demo_start_async (self->demo, self->demo_cancellable, demo_started_cb, g_object_ref (self));
}

static void
shop_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoStores) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = nomo_shop_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (shop == NULL) {
    fail (self, g_steal_pointer (&error));
    set_stage (self, NOMO_STAGE_FAILED);
    return;
  }
  show_shop (self, shop);
  /* The saved copy is on the screen while the local demo store gets ready. */
  if (nomo_shop_get_is_demo (shop))
    start_demo (self);
  else
    nomo_shop_start (shop);
}

static const char *
pick_merchant (NomoStores *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-store");

  for (guint i = 0; self->merchants[i] != NULL; i++)
    if (g_str_equal (self->merchants[i], last))
      return self->merchants[i];
  return self->merchants[0];
}

static void
first_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoStores) self = data;
  g_autoptr (GError) error = NULL;
  char **merchants = nomo_shops_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (merchants == NULL) {
    fail (self, g_steal_pointer (&error));
    set_stage (self, NOMO_STAGE_FAILED);
    return;
  }
  g_strfreev (self->merchants);
  self->merchants = merchants;
  if (merchants[0] == NULL)
    set_stage (self, NOMO_STAGE_WELCOME);
  else
    nomo_stores_open (self, pick_merchant (self));
}

static void
nomo_stores_dispose (GObject *object)
{
  NomoStores *self = NOMO_STORES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->demo_cancellable);
  g_clear_object (&self->demo);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->run_keyrings, g_hash_table_unref);
  g_clear_object (&self->http);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_stores_parent_class)->dispose (object);
}

static void
nomo_stores_finalize (GObject *object)
{
  NomoStores *self = NOMO_STORES (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  g_clear_pointer (&self->merchants, g_strfreev);
  g_clear_pointer (&self->data_dir, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (nomo_stores_parent_class)->finalize (object);
}

static void
nomo_stores_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoStores *self = NOMO_STORES (object);

  switch (id) {
  case PROP_STAGE:
    g_value_set_enum (value, self->stage);
    break;
  case PROP_DEMO_STARTING:
    g_value_set_boolean (value, self->demo_starting);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_stores_class_init (NomoStoresClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = nomo_stores_dispose;
  object_class->finalize = nomo_stores_finalize;
  object_class->get_property = nomo_stores_get_property;

  properties[PROP_STAGE] = g_param_spec_enum ("stage", NULL, NULL, NOMO_TYPE_STAGE, NOMO_STAGE_OPENING, flags);
  properties[PROP_DEMO_STARTING] = g_param_spec_boolean ("demo-starting", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
nomo_stores_init (NomoStores *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  self->http = nomo_http_new ();
  self->keyring = nomo_keyring_new ();
  self->run_keyrings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->endpoints = nomo_salla_endpoints_new (NULL, NULL, NULL);
  self->merchants = g_new0 (char *, 1);
}

/**
 * nomo_stores_new:
 * @session: gets the shop that is opened
 * @data_dir: (nullable): where the stores lie; %NULL for the usual place
 *
 * The stores of this device: finds, opens and connects them, one at a time.
 *
 * Signals: `failed (const GError *)`: something the merchant asked for did not work.
 *
 * Returns: (transfer full): nothing opened yet
 */
NomoStores *
nomo_stores_new (NomoSession *session, const char *data_dir)
{
  NomoStores *self = g_object_new (NOMO_TYPE_STORES, NULL);

  self->session = g_object_ref (session);
  self->data_dir = data_dir != NULL ? g_strdup (data_dir) : nomo_shop_default_dir ();
  return self;
}

/**
 * nomo_stores_set_endpoints:
 * @self: the stores
 * @endpoints: where Salla is, for stores to be connected
 */
void
nomo_stores_set_endpoints (NomoStores *self, NomoSallaEndpoints *endpoints)
{
  g_return_if_fail (NOMO_IS_STORES (self));
  nomo_salla_endpoints_ref (endpoints);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  self->endpoints = endpoints;
}

/**
 * nomo_stores_get_endpoints:
 * @self: the stores
 *
 * Returns: (transfer none): where Salla is, for stores to be connected
 */
NomoSallaEndpoints *
nomo_stores_get_endpoints (NomoStores *self)
{
  return self->endpoints;
}

/**
 * nomo_stores_get_http:
 * @self: the stores
 *
 * Returns: (transfer none): the one HTTP session
 */
NomoHttp *
nomo_stores_get_http (NomoStores *self)
{
  return self->http;
}

/**
 * nomo_stores_get_session:
 * @self: the stores
 *
 * Returns: (transfer none): what the pages share
 */
NomoSession *
nomo_stores_get_session (NomoStores *self)
{
  return self->session;
}

/**
 * nomo_stores_get_stage:
 * @self: the stores
 *
 * Returns: what a window shows as a whole
 */
NomoStage
nomo_stores_get_stage (NomoStores *self)
{
  g_return_val_if_fail (NOMO_IS_STORES (self), NOMO_STAGE_OPENING);
  return self->stage;
}

/**
 * nomo_stores_get_error:
 * @self: the stores
 *
 * Returns: (transfer none) (nullable): why the last attempt failed
 */
const GError *
nomo_stores_get_error (NomoStores *self)
{
  return self->error;
}

/**
 * nomo_stores_get_demo_starting:
 * @self: the stores
 *
 * Returns: whether the demo store is getting ready
 */
gboolean
nomo_stores_get_demo_starting (NomoStores *self)
{
  return self->demo_starting;
}

/**
 * nomo_stores_get_merchants:
 * @self: the stores
 *
 * Returns: (transfer none): the ids of the stores of this device, as last seen
 */
const char *const *
nomo_stores_get_merchants (NomoStores *self)
{
  return (const char *const *) self->merchants;
}

/**
 * nomo_stores_start:
 * @self: the stores
 *
 * Opens the store that was shown last, or any, or welcomes a newcomer.
 */
void
nomo_stores_start (NomoStores *self)
{
  set_stage (self, NOMO_STAGE_OPENING);
  nomo_shops_find_async (self->data_dir, self->cancellable, first_found_cb, g_object_ref (self));
}

/**
 * nomo_stores_open:
 * @self: the stores
 * @merchant: the id of a store of this device
 *
 * Shows that store.
 */
void
nomo_stores_open (NomoStores *self, const char *merchant)
{
  NomoKeyring *kept = g_hash_table_lookup (self->run_keyrings, merchant);

  nomo_shop_open_async (self->data_dir, merchant, kept != NULL ? kept : self->keyring, self->http, self->cancellable,
                        shop_opened_cb, g_object_ref (self));
}

/**
 * nomo_stores_open_demo:
 * @self: the stores
 *
 * Starts the demo store and shows it. Property `demo-starting` says how long that takes.
 */
void
nomo_stores_open_demo (NomoStores *self)
{
  g_return_if_fail (NOMO_IS_STORES (self));
  start_demo (self);
}

/**
 * nomo_stores_cancel_demo:
 * @self: the stores
 *
 * Gives up starting the demo store.
 */
void
nomo_stores_cancel_demo (NomoStores *self)
{
  g_cancellable_cancel (self->demo_cancellable);
}

/**
 * nomo_stores_welcome:
 * @self: the stores
 * @welcome: %TRUE to offer connecting another store, %FALSE to go back to the shop
 */
void
nomo_stores_welcome (NomoStores *self, gboolean welcome)
{
  if (welcome)
    set_stage (self, NOMO_STAGE_WELCOME);
  else if (nomo_session_get_shop (self->session) != NULL)
    set_stage (self, NOMO_STAGE_SHOP);
}

/* Nothing of it is gone: it comes back on the screen and goes on. */
static void
stay_connected (NomoStores *self, NomoShop *shop, GError *error)
{
  if (nomo_session_get_shop (self->session) == NULL)
    show_shop (self, shop);
  if (nomo_session_get_shop (self->session) == shop)
    nomo_shop_start (shop);
  fail (self, error);
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoStores) self = data;
  g_autoptr (GError) error = NULL;

  if (!nomo_shop_disconnect_finish (NOMO_SHOP (source), result, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      stay_connected (self, NOMO_SHOP (source), g_steal_pointer (&error));
    return;
  }
  /* Its copy is gone: on with another store, or from the beginning. */
  if (nomo_session_get_shop (self->session) == NULL) {
    g_clear_object (&self->demo);
    nomo_stores_start (self);
  }
}

/**
 * nomo_stores_disconnect:
 * @self: the stores
 * @erase: whether the saved records go too
 *
 * Forgets the sign-in of the store shown. Without @erase it stays readable.
 */
void
nomo_stores_disconnect (NomoStores *self, gboolean erase)
{
  g_autoptr (NomoShop) shop = NULL;

  g_return_if_fail (NOMO_IS_STORES (self));
  if (nomo_session_get_shop (self->session) == NULL)
    return;
  shop = g_object_ref (nomo_session_get_shop (self->session));
  if (erase) {
    set_stage (self, NOMO_STAGE_OPENING);
    nomo_session_set_order (self->session, 0);
    nomo_session_set_shop (self->session, NULL);
  }
  nomo_shop_disconnect_async (shop, erase, self->cancellable, disconnected_cb, g_object_ref (self));
}

/**
 * nomo_stores_stop:
 * @self: the stores
 *
 * Stops what runs; for the end of the program.
 */
void
nomo_stores_stop (NomoStores *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->demo_cancellable != NULL)
    g_cancellable_cancel (self->demo_cancellable);
  if (nomo_session_get_shop (self->session) != NULL)
    nomo_shop_stop (nomo_session_get_shop (self->session));
  if (self->demo != NULL)
    nomo_demo_stop (self->demo);
}

static void
reconnected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoStores *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nomo_shop_reconnect_finish (NOMO_SHOP (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  nomo_shop_start (NOMO_SHOP (source));
  set_stage (self, NOMO_STAGE_SHOP);
  g_task_return_boolean (task, TRUE);
}

typedef struct {
  NomoSignedIn *signed_in;
  char *client_id;
  char *client_secret;
  NomoKeyring *keyring;
  NomoShop *before; /* what is shown of the same store, or NULL */
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *connecting = data;

  nomo_signed_in_unref (connecting->signed_in);
  g_free (connecting->client_id);
  nomo_secret_free (connecting->client_secret);
  g_object_unref (connecting->keyring);
  g_clear_object (&connecting->before);
  g_free (connecting);
}

static void
remember_keyring (NomoStores *self, NomoShop *shop, NomoKeyring *keyring)
{
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop));

  if (nomo_keyring_is_lasting (keyring))
    g_hash_table_remove (self->run_keyrings, merchant);
  else
    g_hash_table_insert (self->run_keyrings, g_steal_pointer (&merchant), g_object_ref (keyring));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoStores *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoShop) shop = nomo_shop_create_finish (result, &error);

  if (shop == NULL) {
    if (connecting->before != NULL)
      nomo_shop_start (connecting->before);
    g_task_return_error (task, error);
    return;
  }
  remember_keyring (self, shop, connecting->keyring);
  show_shop (self, shop);
  nomo_shop_start (shop);
  list_merchants (self);
  g_task_return_boolean (task, TRUE);
}

static void
create (GTask *task)
{
  NomoStores *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);

  nomo_shop_create_async (self->data_dir, connecting->signed_in, self->endpoints, connecting->client_id,
                          connecting->client_secret, FALSE, connecting->keyring, self->http,
                          g_task_get_cancellable (task), created_cb, task);
}

static void
halted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  nomo_shop_halt_finish (NOMO_SHOP (source), result);
  create (data);
}

/**
 * nomo_stores_connect_async:
 * @self: the stores
 * @signed_in: what the sign-in brought home
 * @client_id: of the merchant's own app
 * @client_secret: of the merchant's own app
 * @this_run_only: keep the sign-in in memory instead of the keyring
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @data: for @callback
 *
 * Keeps the sign-in and shows its store: a new one, or the one shown if it is signed in anew.
 */
void
nomo_stores_connect_async (NomoStores *self, NomoSignedIn *signed_in, const char *client_id, const char *client_secret,
                           gboolean this_run_only, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  NomoShop *shop = nomo_session_get_shop (self->session);
  gboolean again = shop != NULL && nomo_shop_get_merchant (shop) == nomo_signed_in_get_merchant (signed_in);
  Connecting *connecting;

  g_task_set_source_tag (task, nomo_stores_connect_async);
  if (again && !this_run_only && nomo_token_keeper_is_lasting (nomo_shop_get_tokens (shop))) {
    nomo_shop_reconnect_async (shop, signed_in, self->endpoints, client_id, client_secret, cancellable, reconnected_cb,
                               task);
    return;
  }
  connecting = g_new0 (Connecting, 1);
  connecting->signed_in = nomo_signed_in_ref (signed_in);
  connecting->client_id = g_strdup (client_id);
  connecting->client_secret = g_strdup (client_secret);
  connecting->keyring = this_run_only ? nomo_keyring_new_session () : g_object_ref (self->keyring);
  connecting->before = again ? g_object_ref (shop) : NULL;
  g_task_set_task_data (task, connecting, connecting_free);
  /* The store is opened a second time, with another keyring, and its engine runs once. */
  if (again)
    nomo_shop_halt_async (shop, halted_cb, task);
  else
    create (task);
}

/**
 * nomo_stores_connect_finish:
 * @self: the stores
 * @result: of nomo_stores_connect_async()
 * @error: (out) (optional): why not; NOMO_CORE_ERROR_NO_KEYRING and _KEYRING_LOCKED can be answered by keeping the
 *   sign-in for this run
 *
 * Returns: whether the session shows the store
 */
gboolean
nomo_stores_connect_finish (NomoStores *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
