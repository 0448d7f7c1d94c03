#include "config.h"

#include "nomo-secret.h"
#include "nomo-stores-private.h"

/* Keeping a sign-in and showing its store, and forgetting it. */

typedef struct {
  NomoSignedIn *signed_in;
  char *client_id;
  char *client_secret;
  NomoKeyring *keyring;
  gboolean this_run_only;
  gboolean take_back;
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

/* What is shown goes on as it can: with its sign-in of before, or as a store that was left to a relay. Takes over @error. */
static void
fail (GTask *task, GError *error)
{
  Connecting *connecting = g_task_get_task_data (task);

  if (connecting->before != NULL)
    nomo_shop_start (connecting->before);
  g_task_return_error (task, error);
  g_object_unref (task);
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
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoStores *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  NomoShop *shop = NOMO_SHOP (source);
  GError *error = NULL;

  if (!nomo_shop_settle_owner_finish (shop, result, &error)) {
    fail (task, error);
    return;
  }
  if (shop != connecting->before) {
    remember_keyring (self, shop, connecting->keyring);
    nomo_stores_show_shop (self, shop);
  }
  nomo_shop_start (shop);
  nomo_stores_set_stage (self, NOMO_STAGE_SHOP);
  nomo_stores_list_merchants (self);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
settle (GTask *task, NomoShop *shop)
{
  Connecting *connecting = g_task_get_task_data (task);

  nomo_shop_settle_owner_async (shop, connecting->take_back, NULL, settled_cb, task);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr (NomoShop) shop = nomo_shop_create_finish (result, &error);

  if (shop != NULL)
    settle (task, shop);
  else
    fail (task, error);
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
reconnected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (nomo_shop_reconnect_finish (NOMO_SHOP (source), result, &error))
    settle (task, NOMO_SHOP (source));
  else
    fail (task, error);
}

/* In this run's keyring the store is opened a second time, and its engine runs once. */
static void
halted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoStores *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);

  nomo_shop_halt_finish (NOMO_SHOP (source), result);
  if (connecting->this_run_only)
    create (task);
  else
    nomo_shop_reconnect_async (connecting->before, connecting->signed_in, self->endpoints, connecting->client_id,
                               connecting->client_secret, g_task_get_cancellable (task), reconnected_cb, task);
}

/**
 * nomo_stores_connect_async:
 * @self: the stores
 * @signed_in: what the sign-in brought home
 * @client_id: of the merchant's own app
 * @client_secret: of the merchant's own app
 * @this_run_only: keep the sign-in in memory instead of the keyring
 * @take_back: take the store from the relay that looks after it
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @data: for @callback
 *
 * Keeps the sign-in and shows its store: a new one, or the one shown if it is signed in anew.
 */
void
nomo_stores_connect_async (NomoStores *self, NomoSignedIn *signed_in, const char *client_id, const char *client_secret,
                           gboolean this_run_only, gboolean take_back, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  NomoShop *shop = nomo_session_get_shop (self->session);
  gboolean again = shop != NULL && nomo_shop_get_merchant (shop) == nomo_signed_in_get_merchant (signed_in);
  Connecting *connecting = g_new0 (Connecting, 1);

  g_task_set_source_tag (task, nomo_stores_connect_async);
  connecting->signed_in = nomo_signed_in_ref (signed_in);
  connecting->client_id = g_strdup (client_id);
  connecting->client_secret = g_strdup (client_secret);
  connecting->keyring = this_run_only ? nomo_keyring_new_session () : g_object_ref (self->keyring);
  connecting->this_run_only = this_run_only;
  connecting->take_back = take_back;
  connecting->before = again ? g_object_ref (shop) : NULL;
  g_task_set_task_data (task, connecting, connecting_free);
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
 *   sign-in for this run, NOMO_ENGINE_ERROR_RELAY by taking the store back
 *
 * Returns: whether the session shows the store
 */
gboolean
nomo_stores_connect_finish (NomoStores *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_stores_leave_to_relay:
 * @self: the stores
 *
 * Shows what there is of stores, when one that was to be connected has been left to its relay.
 */
void
nomo_stores_leave_to_relay (NomoStores *self)
{
  g_return_if_fail (NOMO_IS_STORES (self));

  if (nomo_session_get_shop (self->session) != NULL)
    nomo_stores_set_stage (self, NOMO_STAGE_SHOP);
  else
    nomo_stores_start (self);
}

/* Nothing of it is gone: it comes back on the screen and goes on. */
static void
stay_connected (NomoStores *self, NomoShop *shop, GError *error)
{
  if (nomo_session_get_shop (self->session) == NULL)
    nomo_stores_show_shop (self, shop);
  if (nomo_session_get_shop (self->session) == shop)
    nomo_shop_start (shop);
  nomo_stores_fail (self, error);
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
    nomo_stores_set_stage (self, NOMO_STAGE_OPENING);
    nomo_session_close_records (self->session);
    nomo_session_set_shop (self->session, NULL);
  }
  nomo_shop_disconnect_async (shop, erase, self->cancellable, disconnected_cb, g_object_ref (self));
}
