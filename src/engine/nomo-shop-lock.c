#include "config.h"

#include "nomo-shop-private.h"

/* Having the engine of the store, and leaving it to others. */

/* From here on this process runs the engine, and renews the sign-in. */
void
nomo_shop_take_lock (NomoShop *self, NomoEngineLock *lock)
{
  if (self->lock != NULL)
    nomo_engine_lock_free (lock);
  else
    self->lock = lock;
  nomo_token_keeper_set_may_renew (self->tokens, TRUE);
}

static void
let_go_cb (NomoShop *self)
{
  if (!nomo_token_keeper_is_busy (self->tokens))
    nomo_shop_let_go (self);
}

/* Lets another process run the engine; what is on its way between keyring and Salla is brought to its end first. */
void
nomo_shop_let_go (NomoShop *self)
{
  g_clear_signal_handler (&self->letting_go, self->tokens);
  if (nomo_token_keeper_is_busy (self->tokens)) {
    self->letting_go =
        g_signal_connect_object (self->tokens, "changed", G_CALLBACK (let_go_cb), self, G_CONNECT_SWAPPED);
    return;
  }
  nomo_token_keeper_set_may_renew (self->tokens, FALSE);
  g_clear_pointer (&self->lock, nomo_engine_lock_free);
}

/* Once nothing of what was given up runs any more. Returns whether it was settled now. */
gboolean
nomo_shop_settle (NomoShop *self)
{
  if (!self->stopping || self->syncing || self->reading != NULL || self->pushing != NULL || self->hooking != NULL)
    return FALSE;
  self->stopping = FALSE;
  nomo_shop_let_go (self);
  return TRUE;
}

static void
lock_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  NomoEngineLock *lock = nomo_engine_lock_take_finish (result, &error);

  if (lock != NULL)
    nomo_shop_take_lock (self, lock);
  /* The sync may have taken it in the meantime. */
  if (self->lock != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes the engine, or keeps it. Errors: %NOMO_ENGINE_ERROR_HELD. */
void
nomo_shop_lock_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_autofree char *path = nomo_shop_make_lock_path (self->path);

  g_task_set_source_tag (task, nomo_shop_lock_async);
  if (self->lock != NULL)
    g_task_return_boolean (task, TRUE);
  else
    nomo_engine_lock_take_async (path, NULL, lock_taken_cb, g_steal_pointer (&task));
}

gboolean
nomo_shop_lock_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
