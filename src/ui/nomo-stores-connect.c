#include "config.h"

#include "nomo-secret.h"
#include "nomo-stores-private.h"

/* Keeping a sign-in and showing its store. */

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
  nomo_stores_set_stage (self, NOMO_STAGE_SHOP);
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
  nomo_stores_show_shop (self, shop);
  nomo_shop_start (shop);
  nomo_stores_list_merchants (self);
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
  if (again && !this_run_only) {
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
