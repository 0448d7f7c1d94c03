#include "config.h"

#include "nomo-backup-plan.h"
#include "nomo-code-batch.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-shop-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
fail (GError **error)
{
  g_autoptr (GError) why = nomo_engine_error_new_errno (errno);

  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FAILED, why->message);
  return FALSE;
}

/* Closes the store, unless nothing can be taken from its folder: then it can still be read. Blocks. */
gboolean
nomo_shop_remove_files (const char *store_path, NomoStore *store, GError **error)
{
  static const char *const ends[] = {
    "", "-wal", "-shm", NOMO_CODE_BATCH_LOCK, NOMO_BACKUP_PLAN_END, NOMO_BACKUP_PLAN_LOCK
  };
  g_autofree char *folder = g_path_get_dirname (store_path);

  if (g_access (folder, W_OK) != 0 && errno != ENOENT)
    return fail (error);
  if (store != NULL)
    nomo_store_close (store);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (store_path, ends[i], NULL);

    if (g_remove (path) != 0 && errno != ENOENT)
      return fail (error);
  }
  return TRUE;
}

static void
erase_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoShop *self = source;
  GError *error = NULL;

  if (nomo_shop_remove_files (self->path, self->store, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Removes the shop's files; it is of no more use afterwards. */
void
nomo_shop_erase_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, nomo_shop_erase_async);
  g_task_run_in_thread (task, erase_thread);
}

gboolean
nomo_shop_erase_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
files_erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  nomo_shop_let_go (NOMO_SHOP (source));
  if (nomo_shop_erase_finish (NOMO_SHOP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* In a session without a keyring a shop that is signed out has nothing that it could forget. */
static gboolean
has_forgotten (NomoShop *self, const GError *error)
{
  return error == NULL ||
         (!nomo_shop_is_signed_in (self) && g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING));
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  nomo_token_keeper_forget_finish (NOMO_TOKEN_KEEPER (source), result, &error);
  if (has_forgotten (self, error)) {
    nomo_shop_take_sign_in (self);
    if (GPOINTER_TO_INT (g_task_get_task_data (task))) {
      nomo_shop_erase_async (self, files_erased_cb, g_steal_pointer (&task));
      return;
    }
    g_clear_error (&error);
  }
  nomo_shop_let_go (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
forget (GTask *task)
{
  NomoShop *self = g_task_get_source_object (task);

  nomo_token_keeper_forget_async (self->tokens, forgotten_cb, task);
}

/* Nobody takes the sign-in, or the files, from under an engine that another one runs. */
static void
locked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_shop_lock_finish (NOMO_SHOP (source), result, &error))
    forget (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
halted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  nomo_shop_halt_finish (NOMO_SHOP (source), result);
  nomo_shop_lock_async (NOMO_SHOP (source), locked_cb, data);
}

/**
 * nomo_shop_disconnect_async:
 * @self: the shop
 * @erase: whether its records go as well
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Forgets the sign-in on this device. With @erase the shop's files are gone afterwards and the shop is of no more use.
 */
void
nomo_shop_disconnect_async (NomoShop *self, gboolean erase, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shop_disconnect_async);
  g_task_set_task_data (task, GINT_TO_POINTER (erase), NULL);
  nomo_shop_halt_async (self, halted_cb, task);
}

/**
 * nomo_shop_disconnect_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the sign-in is gone; else %NOMO_ENGINE_ERROR_HELD or an error of the keyring
 */
gboolean
nomo_shop_disconnect_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
