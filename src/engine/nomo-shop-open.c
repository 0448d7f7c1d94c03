#include "config.h"

#include "nomo-shop-private.h"

#include "nomo-domain.h"
#include "nomo-secret.h"

typedef struct {
  char *path;
  gint64 merchant;
  NomoKeyring *keyring;
  NomoHttp *http;
  NomoStore *store;
  gboolean is_new; /* no store of this merchant was here before */
  GHashTable *new_meta;
  GHashTable *meta;
  GHashTable *marks;
  NomoEngineLock *lock;
  NomoSignedIn *signed_in;
  char *client_secret;
  NomoShop *shop;
  GError *failed;
} Open;

static void
open_free (gpointer data)
{
  Open *open = data;

  g_free (open->path);
  g_clear_object (&open->keyring);
  g_clear_object (&open->http);
  g_clear_object (&open->store);
  g_clear_pointer (&open->new_meta, g_hash_table_unref);
  g_clear_pointer (&open->meta, g_hash_table_unref);
  g_clear_pointer (&open->marks, g_hash_table_unref);
  g_clear_pointer (&open->lock, nomo_engine_lock_free);
  g_clear_pointer (&open->signed_in, nomo_signed_in_unref);
  g_clear_pointer (&open->client_secret, nomo_secret_free);
  g_clear_object (&open->shop);
  g_clear_error (&open->failed);
  g_free (open);
}

static void
changed_cb (NomoShop *self)
{
  if (self->state == NOMO_SHOP_HELD)
    nomo_shop_read_marks (self);
}

static NomoShop *
make_shop (Open *open)
{
  NomoShop *self =
      nomo_shop_new (open->path, open->merchant, open->store, open->meta, open->marks, open->keyring, open->http);

  if (open->lock != NULL)
    nomo_shop_take_lock (self, g_steal_pointer (&open->lock));
  g_signal_connect_object (open->store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Open *open = g_task_get_task_data (task);

  g_task_return_error (task, g_steal_pointer (&open->failed));
}

static void
undo_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Open *open = data;

  g_task_return_boolean (task, nomo_shop_remove_files (open->path, open->store, NULL));
}

/* A sign-in that could not be kept leaves nothing behind that would be taken for a store, and can be kept elsewhere. Takes over
 * @error. */
static void
fail (GTask *task, GError *error)
{
  Open *open = g_task_get_task_data (task);
  g_autoptr (GTask) undoing = NULL;

  if (!open->is_new) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  open->failed = error;
  undoing = g_task_new (NULL, NULL, undone_cb, task);
  g_task_set_source_tag (undoing, fail);
  g_task_set_task_data (undoing, open, NULL);
  g_task_run_in_thread (undoing, undo_thread);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Open *open = g_task_get_task_data (task);
  NomoShop *self = open->shop;
  GError *error = NULL;

  if (!nomo_token_keeper_adopt_finish (NOMO_TOKEN_KEEPER (source), result, &error)) {
    fail (g_steal_pointer (&task), error);
    return;
  }
  self->is_new = open->is_new;
  nomo_shop_take_sign_in (self);
  g_task_return_pointer (task, g_steal_pointer (&open->shop), g_object_unref);
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->marks = nomo_store_read_marks_finish (NOMO_STORE (source), result, &error);
  if (open->marks == NULL) {
    fail (g_steal_pointer (&task), error);
    return;
  }
  open->shop = make_shop (open);
  if (open->signed_in == NULL)
    g_task_return_pointer (task, g_steal_pointer (&open->shop), g_object_unref);
  else
    nomo_shop_adopt (open->shop, open->signed_in, open->new_meta, open->client_secret, adopted_cb,
                     g_steal_pointer (&task));
}

static void
meta_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->meta = nomo_store_read_meta_finish (NOMO_STORE (source), result, &error);
  if (open->meta == NULL)
    fail (g_steal_pointer (&task), error);
  else
    nomo_store_read_marks_async (open->store, cancellable, marks_cb, g_steal_pointer (&task));
}

static void
meta_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error))
    nomo_store_read_meta_async (NOMO_STORE (source), cancellable, meta_cb, g_steal_pointer (&task));
  else
    fail (g_steal_pointer (&task), error);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->store = nomo_store_open_finish (result, &error);
  if (open->store == NULL)
    fail (g_steal_pointer (&task), error);
  else if (open->new_meta != NULL)
    nomo_store_write_meta_async (open->store, open->new_meta, cancellable, meta_written_cb, g_steal_pointer (&task));
  else
    nomo_store_read_meta_async (open->store, cancellable, meta_cb, g_steal_pointer (&task));
}

static void
open_store (GTask *task)
{
  Open *open = g_task_get_task_data (task);

  nomo_store_open_async (open->path, nomo_domain_entities (), g_task_get_cancellable (task), store_opened_cb, task);
}

static Open *
open_new (const char *data_dir, const char *merchant, NomoKeyring *keyring, NomoHttp *http)
{
  Open *open = g_new0 (Open, 1);

  open->path = nomo_shop_make_path (data_dir, merchant);
  open->merchant = g_ascii_strtoll (merchant, NULL, 10);
  open->keyring = g_object_ref (keyring);
  open->http = g_object_ref (http);
  return open;
}

/**
 * nomo_shop_open_async:
 * @data_dir: a data directory
 * @merchant: one of those that nomo_shops_find_finish() gave
 * @keyring: where the sign-in is
 * @http: sends the requests
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Opens a store that was connected before. Its records can be read at once; the keyring, which may ask a person for its
 * password, is left alone until nomo_shop_start(), a sync or nomo_shop_load_sign_in_async().
 */
void
nomo_shop_open_async (const char *data_dir, const char *merchant, NomoKeyring *keyring, NomoHttp *http,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shop_open_async);
  g_task_set_task_data (task, open_new (data_dir, merchant, keyring, http), open_free);
  open_store (task);
}

/**
 * nomo_shop_open_to_read_async:
 * @data_dir: a data directory
 * @merchant: one of those that nomo_shops_find_finish() gave
 * @keyring: where the sign-in is
 * @cancellable: (nullable): gives up
 * @callback: called at the end, with nomo_shop_open_finish()
 * @data: for @callback
 *
 * Opens a store to be looked at, beside whoever runs its engine: nothing is written to its file, as by
 * nomo_store_open_to_read_async().
 */
void
nomo_shop_open_to_read_async (const char *data_dir, const char *merchant, NomoKeyring *keyring,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr (NomoHttp) http = nomo_http_new ();
  Open *open = open_new (data_dir, merchant, keyring, http);

  g_task_set_source_tag (task, nomo_shop_open_to_read_async);
  g_task_set_task_data (task, open, open_free);
  nomo_store_open_to_read_async (open->path, nomo_domain_entities (), cancellable, store_opened_cb, task);
}

/**
 * nomo_shop_open_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the shop, or %NULL with a #NomoStoreError
 */
NomoShop *
nomo_shop_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, g_file_test (data, G_FILE_TEST_EXISTS));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Open *open = g_task_get_task_data (task);

  open->is_new = !g_task_propagate_boolean (G_TASK (result), NULL);
  open_store (task);
}

/* Without a keyring nothing is created, so it is asked first. */
static void
probed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoSecret) none = nomo_keyring_lookup_finish (NOMO_KEYRING (source), result, &error);
  g_autoptr (GTask) looking = NULL;

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  looking = g_task_new (NULL, NULL, looked_cb, g_steal_pointer (&task));
  g_task_set_task_data (looking, g_strdup (open->path), g_free);
  g_task_run_in_thread (looking, look_thread);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->lock = nomo_engine_lock_take_finish (result, &error);
  if (open->lock == NULL)
    g_task_return_error (task, error);
  else
    nomo_keyring_lookup_async (open->keyring, "salla/probe", cancellable, probed_cb, g_steal_pointer (&task));
}

/**
 * nomo_shop_create_async:
 * @data_dir: a data directory, which need not exist
 * @signed_in: what the sign-in brought
 * @endpoints: where it was
 * @client_id: the id of the Salla app
 * @client_secret: its secret
 * @is_demo: whether it is a demo store of ours
 * @keyring: where to keep the sign-in
 * @http: sends the requests
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Connects a store: takes its engine, so that no other process goes on with an older sign-in, keeps the sign-in, then opens
 * its records, which may be there from before. When the keyring fails with
 * %NOMO_CORE_ERROR_NO_KEYRING nothing has been created, and the same @signed_in can be used again with a keyring of this
 * session.
 */
void
nomo_shop_create_async (const char *data_dir, NomoSignedIn *signed_in, NomoSallaEndpoints *endpoints,
                        const char *client_id, const char *client_secret, gboolean is_demo, NomoKeyring *keyring,
                        NomoHttp *http, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_signed_in_get_merchant (signed_in));
  g_autofree char *lock_path = NULL;
  Open *open = open_new (data_dir, merchant, keyring, http);
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shop_create_async);
  g_task_set_task_data (task, open, open_free);
  open->new_meta = nomo_shop_make_meta (signed_in, endpoints, client_id);
  g_hash_table_insert (open->new_meta, g_strdup ("demo"), g_strdup (is_demo ? "1" : "0"));
  open->signed_in = nomo_signed_in_ref (signed_in);
  open->client_secret = g_strdup (client_secret);
  lock_path = nomo_shop_make_lock_path (open->path);
  nomo_engine_lock_take_async (lock_path, cancellable, locked_cb, task);
}

/**
 * nomo_shop_create_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the shop, or %NULL with %NOMO_ENGINE_ERROR_HELD, a #NomoCoreError of the keyring or a
 *   #NomoStoreError
 */
NomoShop *
nomo_shop_create_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
