#include "config.h"

#include "nomo-stores-private.h"

#include "nomo-first-frame.h"

#include <adwaita.h>

enum { PROP_0, PROP_STAGE, PROP_DEMO_STARTING, PROP_RESTORING, N_PROPS };
enum { FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (NomoStage, nomo_stage, G_DEFINE_ENUM_VALUE (NOMO_STAGE_OPENING, "opening"),
                    G_DEFINE_ENUM_VALUE (NOMO_STAGE_WELCOME, "welcome"), G_DEFINE_ENUM_VALUE (NOMO_STAGE_SHOP, "shop"),
                    G_DEFINE_ENUM_VALUE (NOMO_STAGE_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (NomoStores, nomo_stores, G_TYPE_OBJECT)

void
nomo_stores_set_stage (NomoStores *self, NomoStage stage)
{
  if (self->stage == stage)
    return;
  self->stage = stage;
  if (self->crash != NULL && (stage == NOMO_STAGE_WELCOME || stage == NOMO_STAGE_FAILED))
    nomo_crash_say (self->crash);
  if (stage != NOMO_STAGE_OPENING)
    nomo_upgrade_watch_forget (self->upgrade);
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

void
nomo_stores_set_restoring (NomoStores *self, NomoJob *job)
{
  if (g_set_object (&self->restoring, job))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESTORING]);
}

/* With a shop on the screen a failure is told; without one it is what the window shows. */
void
nomo_stores_fail (NomoStores *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* There is something to see before the whole file is read. */
static void
check_after_crash (GObject *object)
{
  NomoStores *self = NOMO_STORES (object);
  NomoShop *shop = nomo_session_get_shop (self->session);

  if (shop != NULL)
    nomo_crash_check (self->crash, nomo_store_get_path (nomo_shop_get_store (shop)));
}

void
nomo_stores_show_shop (NomoStores *self, NomoShop *shop)
{
  NomoShop *before = nomo_session_get_shop (self->session);
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop));

  if (before != NULL && before != shop) {
    if (nomo_shop_get_merchant (before) != nomo_shop_get_merchant (shop))
      nomo_session_close_records (self->session);
    nomo_shop_stop (before);
  }
  g_clear_error (&self->error);
  g_settings_set_string (self->settings, "last-store", merchant);
  nomo_session_set_shop (self->session, shop);
  nomo_stores_set_stage (self, NOMO_STAGE_SHOP);
  if (self->crash != NULL)
    nomo_first_frame_do_after (check_after_crash, G_OBJECT (self));
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

void
nomo_stores_list_merchants (NomoStores *self)
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
    nomo_stores_show_shop (self, shop);
    nomo_shop_start (shop);
    nomo_stores_list_merchants (self);
    return;
  }
  g_clear_object (&self->demo);
  if (nomo_session_get_shop (self->session) != NULL && nomo_shop_get_is_demo (nomo_session_get_shop (self->session)))
    nomo_shop_start (nomo_session_get_shop (self->session));
  else if (self->stage == NOMO_STAGE_OPENING)
    nomo_stores_set_stage (self, NOMO_STAGE_WELCOME);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    nomo_stores_fail (self, g_steal_pointer (&error));
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

/* The saved copy is on the screen while the keyring is asked, or the local demo store gets ready. */
static void
start_shown_shop (GObject *object)
{
  NomoStores *self = NOMO_STORES (object);
  NomoShop *shop = nomo_session_get_shop (self->session);

  if (shop == NULL)
    return;
  if (nomo_shop_get_is_demo (shop))
    start_demo (self);
  else
    nomo_shop_start (shop);
}

/* A file that opens at once leaves the store of before on the screen; one that takes long has something to say. */
static void
upgrade_cb (NomoStores *self)
{
  if (self->opening_another && nomo_upgrade_watch_get_done (self->upgrade) >= 0)
    nomo_stores_set_stage (self, NOMO_STAGE_OPENING);
}

static void
shop_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoStores) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = nomo_shop_open_finish (result, &error);

  self->opening_another = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (shop == NULL) {
    nomo_stores_fail (self, g_steal_pointer (&error));
    nomo_stores_set_stage (self, NOMO_STAGE_FAILED);
    return;
  }
  nomo_stores_show_shop (self, shop);
  nomo_first_frame_do_after (start_shown_shop, G_OBJECT (self));
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
    nomo_stores_fail (self, g_steal_pointer (&error));
    nomo_stores_set_stage (self, NOMO_STAGE_FAILED);
    return;
  }
  g_strfreev (self->merchants);
  self->merchants = merchants;
  if (merchants[0] == NULL)
    nomo_stores_set_stage (self, NOMO_STAGE_WELCOME);
  else
    nomo_stores_open (self, pick_merchant (self));
}

static void
nomo_stores_dispose (GObject *object)
{
  NomoStores *self = NOMO_STORES (object);

  g_cancellable_cancel (self->cancellable);
  if (self->upgrade != NULL)
    nomo_upgrade_watch_stop (self->upgrade);
  g_clear_object (&self->upgrade);
  g_clear_object (&self->demo_cancellable);
  g_clear_object (&self->demo);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->run_keyrings, g_hash_table_unref);
  g_clear_object (&self->http);
  g_clear_object (&self->settings);
  g_clear_object (&self->recent);
  g_clear_object (&self->crash);
  g_clear_object (&self->restoring);
  g_clear_object (&self->restored);
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
  case PROP_RESTORING:
    g_value_set_object (value, self->restoring);
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
  properties[PROP_RESTORING] = g_param_spec_object ("restoring", NULL, NULL, NOMO_TYPE_JOB, flags);
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
  self->upgrade = nomo_upgrade_watch_new ();
  g_signal_connect_object (self->upgrade, "notify::done", G_CALLBACK (upgrade_cb), self, G_CONNECT_SWAPPED);
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
  self->recent = nomo_recent_new (session);
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
 * nomo_stores_get_recent:
 * @self: the stores
 *
 * Returns: (transfer none): what was opened last in the store that is shown
 */
NomoRecent *
nomo_stores_get_recent (NomoStores *self)
{
  return self->recent;
}

/**
 * nomo_stores_get_data_dir:
 * @self: the stores
 *
 * Returns: where the stores lie
 */
const char *
nomo_stores_get_data_dir (NomoStores *self)
{
  return self->data_dir;
}

/**
 * nomo_stores_set_crash:
 * @self: the stores, of which none is opened yet
 * @crash: what is to be said of the last run; the first store that is shown is looked through if it did not end in order
 */
void
nomo_stores_set_crash (NomoStores *self, NomoCrash *crash)
{
  g_return_if_fail (NOMO_IS_STORES (self));
  g_set_object (&self->crash, crash);
}

/**
 * nomo_stores_get_crash:
 * @self: the stores
 *
 * Returns: (transfer none) (nullable): what is to be said of the last run
 */
NomoCrash *
nomo_stores_get_crash (NomoStores *self)
{
  return self->crash;
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
 * nomo_stores_get_upgrade:
 * @self: the stores
 *
 * Returns: (transfer none): how far the file of the store that is opened is brought up to this version, if it is an older one
 */
NomoUpgradeWatch *
nomo_stores_get_upgrade (NomoStores *self)
{
  return self->upgrade;
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
  nomo_stores_set_stage (self, NOMO_STAGE_OPENING);
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

  self->opening_another = self->stage == NOMO_STAGE_SHOP;
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
    nomo_stores_set_stage (self, NOMO_STAGE_WELCOME);
  else if (nomo_session_get_shop (self->session) != NULL)
    nomo_stores_set_stage (self, NOMO_STAGE_SHOP);
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
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_cancellable_cancel (self->cancellable);
  if (self->restoring != NULL)
    nomo_job_cancel (self->restoring);
  if (self->crash != NULL)
    nomo_crash_stop (self->crash);
  if (self->demo_cancellable != NULL)
    g_cancellable_cancel (self->demo_cancellable);
  if (shop != NULL) {
    nomo_shop_cancel_jobs (shop);
    nomo_shop_stop (shop);
  }
  if (self->demo != NULL)
    nomo_demo_stop (self->demo);
}
