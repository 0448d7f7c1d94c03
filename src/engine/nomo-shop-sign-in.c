#include "config.h"

#include "nomo-shop-private.h"

#include "nomo-engine-error.h"
#include "nomo-secret.h"

void
nomo_shop_adopt (NomoShop *self, NomoSignedIn *signed_in, GHashTable *meta, const char *client_secret,
                 GAsyncReadyCallback callback, gpointer data)
{
  const NomoSallaApp app = { g_hash_table_lookup (meta, "client-id"), client_secret,
                             g_hash_table_lookup (meta, "accounts-url") };

  nomo_token_keeper_adopt_async (self->tokens, nomo_signed_in_get_tokens (signed_in), &app, callback, data);
}

static void
add_meta (GHashTable *meta, const char *key, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (meta, g_strdup (key), g_strdup (value));
}

/* What is kept of a sign-in beside the records. */
GHashTable *
nomo_shop_make_meta (NomoSignedIn *signed_in, NomoSallaEndpoints *endpoints, const char *client_id)
{
  GHashTable *meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_signed_in_get_merchant (signed_in));

  add_meta (meta, "merchant", merchant);
  add_meta (meta, "name", nomo_signed_in_get_name (signed_in));
  add_meta (meta, "username", nomo_signed_in_get_username (signed_in));
  add_meta (meta, "domain", nomo_signed_in_get_domain (signed_in));
  add_meta (meta, "plan", nomo_signed_in_get_plan (signed_in));
  add_meta (meta, "owner-name", nomo_signed_in_get_owner_name (signed_in));
  add_meta (meta, "client-id", client_id);
  add_meta (meta, "accounts-url", nomo_salla_endpoints_get_accounts_url (endpoints));
  add_meta (meta, "api-url", nomo_salla_endpoints_get_api_url (endpoints));
  /* A new sign-in is looked at anew for a relay. */
  g_hash_table_insert (meta, g_strdup ("relay-looked"), NULL);
  return meta;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  nomo_token_keeper_load_finish (NOMO_TOKEN_KEEPER (source), result);
  nomo_shop_take_sign_in (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * nomo_shop_load_sign_in_async:
 * @self: a shop that was opened
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Fetches the sign-in from the keyring. Without a keyring or without a sign-in in it the shop is %NOMO_SHOP_SIGNED_OUT
 * afterwards.
 */
void
nomo_shop_load_sign_in_async (NomoShop *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shop_load_sign_in_async);
  nomo_token_keeper_load_async (self->tokens, loaded_cb, task);
}

/**
 * nomo_shop_load_sign_in_finish:
 * @self: the shop
 * @result: what the callback got
 *
 * Returns: whether there is a sign-in
 */
gboolean
nomo_shop_load_sign_in_finish (NomoShop *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL) && nomo_shop_is_signed_in (self);
}

typedef struct {
  GHashTable *meta;
  NomoSignedIn *signed_in;
  char *client_secret;
} Reconnect;

static void
reconnect_free (gpointer data)
{
  Reconnect *reconnect = data;

  g_hash_table_unref (reconnect->meta);
  nomo_signed_in_unref (reconnect->signed_in);
  nomo_secret_free (reconnect->client_secret);
  g_free (reconnect);
}

static void
reconnect_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = g_task_get_source_object (task);
  Reconnect *reconnect = g_task_get_task_data (task);
  GError *error = NULL;

  if (!nomo_store_write_meta_finish (NOMO_STORE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  nomo_shop_take_endpoints (self, reconnect->meta);
  nomo_shop_take_sign_in (self);
  if (self->started)
    nomo_shop_start (self);
  g_task_return_boolean (task, TRUE);
}

static void
reconnect_adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = g_task_get_source_object (task);
  Reconnect *reconnect = g_task_get_task_data (task);
  GError *error = NULL;

  if (nomo_token_keeper_adopt_finish (NOMO_TOKEN_KEEPER (source), result, &error))
    nomo_store_write_meta_async (self->store, reconnect->meta, NULL, reconnect_written_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
adopt_new_sign_in (GTask *task)
{
  Reconnect *reconnect = g_task_get_task_data (task);

  nomo_shop_adopt (g_task_get_source_object (task), reconnect->signed_in, reconnect->meta, reconnect->client_secret,
                   reconnect_adopted_cb, task);
}

/* Whoever runs the engine has the old sign-in at hand, and only the owner of the lock may put another in its place. */
static void
reconnect_locked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_shop_lock_finish (NOMO_SHOP (source), result, &error))
    adopt_new_sign_in (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * nomo_shop_reconnect_async:
 * @self: the shop
 * @signed_in: what a new sign-in brought
 * @endpoints: where it was
 * @client_id: the id of the Salla app
 * @client_secret: its secret
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Gives a shop a new sign-in for the same store, and takes its engine first when nobody has it. The tokens that it replaces
 * are forgotten, never used.
 */
void
nomo_shop_reconnect_async (NomoShop *self, NomoSignedIn *signed_in, NomoSallaEndpoints *endpoints,
                           const char *client_id, const char *client_secret, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Reconnect *reconnect = g_new0 (Reconnect, 1);

  g_task_set_source_tag (task, nomo_shop_reconnect_async);
  reconnect->meta = nomo_shop_make_meta (signed_in, endpoints, client_id);
  reconnect->signed_in = nomo_signed_in_ref (signed_in);
  reconnect->client_secret = g_strdup (client_secret);
  g_task_set_task_data (task, reconnect, reconnect_free);
  if (nomo_signed_in_get_merchant (signed_in) == self->merchant) {
    nomo_shop_lock_async (self, reconnect_locked_cb, task);
    return;
  }
  g_task_return_new_error (task, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OTHER_STORE, "the sign-in is for another store");
  g_object_unref (task);
}

/**
 * nomo_shop_reconnect_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is connected again; else %NOMO_ENGINE_ERROR_OTHER_STORE, %NOMO_ENGINE_ERROR_HELD or an error of keyring
 *   or store
 */
gboolean
nomo_shop_reconnect_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
