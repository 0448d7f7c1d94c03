#include "config.h"

#include "nomo-keyring.h"

#include "nomo-deadline.h"
#include "nomo-error.h"
#include "nomo-secret.h"

#include <libsecret/secret.h>

/* Long enough for a person to find and type the password of the keyring. */
#define TIMEOUT_MS 180000

struct _NomoKeyring {
  GObject parent_instance;

  GHashTable *session;
  NomoVault *vault;
  guint timeout_ms;
};

typedef struct {
  GHashTable *attributes;
  NomoDeadline *deadline;
  NomoSecret *secret; /* to be stored in the vault */
} Call;

G_DEFINE_FINAL_TYPE (NomoKeyring, nomo_keyring, G_TYPE_OBJECT)

static const SecretSchema schema = {
  .name = NOMO_APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "key", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
call_free (Call *call)
{
  nomo_deadline_free (call->deadline);
  nomo_secret_free (call->secret);
  g_hash_table_unref (call->attributes);
  g_free (call);
}

static GTask *
call_new (NomoKeyring *self, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
          gpointer user_data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, tag);
  call->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_hash_table_insert (call->attributes, (gpointer) "key", g_strdup (key));
  call->deadline = nomo_deadline_new (cancellable, 0, self->timeout_ms);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  return task;
}

static GCancellable *
call_cancellable (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  return nomo_deadline_get_cancellable (call->deadline);
}

static GHashTable *
call_attributes (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  return call->attributes;
}

static void
return_locked (GTask *task)
{
  g_task_return_new_error (task, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED, "The keyring is locked");
}

/* Calls share the connection to the bus: one that was given up can end another as "cancelled", which nobody cancelled and
 * which therefore is an error like others. */
static void
return_error (GTask *task, const GError *error)
{
  Call *call = g_task_get_task_data (task);

  /* The daemon may have started anew, and would not know the session that libsecret keeps. */
  secret_service_disconnect ();
  if (nomo_deadline_has_passed (call->deadline))
    g_task_return_new_error (task, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED,
                             "The keyring did not answer in time");
  else if (g_cancellable_is_cancelled (nomo_deadline_get_cancellable (call->deadline)))
    g_task_return_error (task, g_error_copy (error));
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return_locked (task);
  else
    g_task_return_new_error (task, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING, "%s", error->message);
}

static void
object_list_free (GList *list)
{
  g_list_free_full (list, g_object_unref);
}

/* libsecret answers "nothing" as well when the person closed the dialog that asks for the password. Locked items are still
 * found by their attributes, and a token that is merely locked must not be taken for a lost one. */
static void
on_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (found != NULL)
    return_locked (task);
  else if (g_task_get_source_tag (task) == nomo_keyring_lookup_async)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_boolean (task, TRUE);
  object_list_free (found);
}

static void
make_sure_of_nothing (GTask *task)
{
  secret_password_searchv (&schema, call_attributes (task), SECRET_SEARCH_ALL, call_cancellable (task), on_searched_cb,
                           task);
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    return_error (task, error);
  else
    return_locked (task);
}

static void
on_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_nonpageable_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (secret != NULL)
    g_task_return_pointer (task, g_strdup (secret), (GDestroyNotify) nomo_secret_free);
  else
    make_sure_of_nothing (g_steal_pointer (&task));
  secret_password_free (secret);
}

static void
on_erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    make_sure_of_nothing (g_steal_pointer (&task));
}

static const char *
call_key (GTask *task)
{
  return g_hash_table_lookup (call_attributes (task), "key");
}

static void
return_done (GTask *task, gboolean ok, GError *error)
{
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
vault_store_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call *call = data;
  GError *error = NULL;
  gboolean ok = nomo_vault_store (NOMO_KEYRING (source)->vault, call_key (task), call->secret, &error);

  return_done (task, ok, error);
}

static void
vault_lookup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *secret = nomo_vault_lookup (NOMO_KEYRING (source)->vault, call_key (task), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) nomo_secret_free);
}

static void
vault_erase_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean ok = nomo_vault_erase (NOMO_KEYRING (source)->vault, call_key (task), &error);

  return_done (task, ok, error);
}

static void
nomo_keyring_finalize (GObject *object)
{
  NomoKeyring *self = NOMO_KEYRING (object);

  g_clear_pointer (&self->session, g_hash_table_unref);
  g_clear_pointer (&self->vault, nomo_vault_free);
  G_OBJECT_CLASS (nomo_keyring_parent_class)->finalize (object);
}

static void
nomo_keyring_class_init (NomoKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_keyring_finalize;
}

static void
nomo_keyring_init (NomoKeyring *self)
{
  self->timeout_ms = TIMEOUT_MS;
}

/**
 * nomo_keyring_new:
 *
 * The keyring of the person's session, through libsecret. Nothing is asked of it before the first call.
 *
 * Returns: (transfer full): a lasting keyring
 */
NomoKeyring *
nomo_keyring_new (void)
{
  return g_object_new (NOMO_TYPE_KEYRING, NULL);
}

/**
 * nomo_keyring_new_session:
 *
 * A keyring in memory, for "keep the sign-in for this run". What it holds is wiped with it.
 *
 * Returns: (transfer full): a keyring that does not last
 */
NomoKeyring *
nomo_keyring_new_session (void)
{
  NomoKeyring *self = nomo_keyring_new ();

  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) nomo_secret_free);
  return self;
}

/**
 * nomo_keyring_new_sealed:
 * @vault: (transfer full): where the secrets are
 *
 * A keyring of a server, where nobody signs in to a session.
 *
 * Returns: (transfer full): a lasting keyring
 */
NomoKeyring *
nomo_keyring_new_sealed (NomoVault *vault)
{
  NomoKeyring *self = nomo_keyring_new ();

  self->vault = vault;
  return self;
}

/**
 * nomo_keyring_is_lasting:
 * @self: a keyring
 *
 * Returns: whether what is stored is still there after the program has ended
 */
gboolean
nomo_keyring_is_lasting (NomoKeyring *self)
{
  g_return_val_if_fail (NOMO_IS_KEYRING (self), FALSE);

  return self->session == NULL;
}

/**
 * nomo_keyring_set_timeout:
 * @self: a keyring
 * @timeout_ms: how long one call may take, milliseconds; 0 for no limit
 *
 * Sets how long later calls wait, the person who types the password included. The default is three minutes.
 */
void
nomo_keyring_set_timeout (NomoKeyring *self, guint timeout_ms)
{
  g_return_if_fail (NOMO_IS_KEYRING (self));

  self->timeout_ms = timeout_ms;
}

/**
 * nomo_keyring_store_async:
 * @self: a keyring
 * @key: what the secret is found by; not secret itself
 * @label: what the person sees in the system's list of passwords, translated
 * @secret: the secret, UTF-8
 * @cancellable: (nullable): to cancel it
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Stores a secret, in place of the one with the same @key.
 */
void
nomo_keyring_store_async (NomoKeyring *self, const char *key, const char *label, const char *secret,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (NOMO_IS_KEYRING (self));
  g_return_if_fail (key != NULL && label != NULL && secret != NULL);

  g_autoptr (GTask) task = call_new (self, key, cancellable, callback, user_data, nomo_keyring_store_async);
  if (self->session != NULL) {
    if (g_task_return_error_if_cancelled (task))
      return;
    g_hash_table_insert (self->session, g_strdup (key), g_strdup (secret));
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (self->vault != NULL) {
    ((Call *) g_task_get_task_data (task))->secret = g_strdup (secret);
    g_task_run_in_thread (task, vault_store_thread);
    return;
  }
  secret_password_storev (&schema, call_attributes (task), SECRET_COLLECTION_DEFAULT, label, secret,
                          call_cancellable (task), on_stored_cb, task);
  g_steal_pointer (&task);
}

/**
 * nomo_keyring_store_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location
 *
 * Errors: %NOMO_CORE_ERROR_NO_KEYRING, %NOMO_CORE_ERROR_KEYRING_LOCKED, %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether it is stored
 */
gboolean
nomo_keyring_store_finish (NomoKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_keyring_lookup_async:
 * @self: a keyring
 * @key: what the secret was stored by
 * @cancellable: (nullable): to cancel it
 * @callback: called with the secret
 * @user_data: for @callback
 *
 * Looks a secret up. A locked keyring asks the person for its password.
 */
void
nomo_keyring_lookup_async (NomoKeyring *self, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (NOMO_IS_KEYRING (self));
  g_return_if_fail (key != NULL);

  g_autoptr (GTask) task = call_new (self, key, cancellable, callback, user_data, nomo_keyring_lookup_async);
  if (self->session != NULL) {
    char *secret = g_strdup (g_hash_table_lookup (self->session, key));

    g_task_return_pointer (task, secret, (GDestroyNotify) nomo_secret_free);
    return;
  }
  if (self->vault != NULL) {
    g_task_run_in_thread (task, vault_lookup_thread);
    return;
  }
  secret_password_lookupv (&schema, call_attributes (task), call_cancellable (task), on_looked_up_cb, task);
  g_steal_pointer (&task);
}

/**
 * nomo_keyring_lookup_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location
 *
 * A secret that is there but locked is an error, and not the same as none.
 *
 * Errors: %NOMO_CORE_ERROR_NO_KEYRING, %NOMO_CORE_ERROR_KEYRING_LOCKED, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with nomo_secret_free(); %NULL without @error when there is none
 */
char *
nomo_keyring_lookup_finish (NomoKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_keyring_erase_async:
 * @self: a keyring
 * @key: what the secret was stored by
 * @cancellable: (nullable): to cancel it
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Erases a secret. One that is not there is gone already.
 */
void
nomo_keyring_erase_async (NomoKeyring *self, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (NOMO_IS_KEYRING (self));
  g_return_if_fail (key != NULL);

  g_autoptr (GTask) task = call_new (self, key, cancellable, callback, user_data, nomo_keyring_erase_async);
  if (self->session != NULL) {
    if (g_task_return_error_if_cancelled (task))
      return;
    g_hash_table_remove (self->session, key);
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (self->vault != NULL) {
    g_task_run_in_thread (task, vault_erase_thread);
    return;
  }
  secret_password_clearv (&schema, call_attributes (task), call_cancellable (task), on_erased_cb, task);
  g_steal_pointer (&task);
}

/**
 * nomo_keyring_erase_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location
 *
 * Errors: %NOMO_CORE_ERROR_NO_KEYRING, %NOMO_CORE_ERROR_KEYRING_LOCKED, %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether it is gone
 */
gboolean
nomo_keyring_erase_finish (NomoKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
