#include "config.h"

#include "nomo-shop-hooks.h"

#include "nomo-hooks.h"
#include "nomo-shop-private.h"

/* Webhook subscriptions are seen to beside the syncs. */

/**
 * nomo_shop_may_run_hooks:
 * @self: a shop
 *
 * Returns: whether the engine runs here and Salla can be asked
 */
gboolean
nomo_shop_may_run_hooks (NomoShop *self)
{
  g_return_val_if_fail (NOMO_IS_SHOP (self), FALSE);

  return self->lock != NULL && !self->stopping && self->hooking == NULL && self->state != NOMO_SHOP_OFFLINE &&
         nomo_shop_is_signed_in (self);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = g_task_get_source_object (task);
  GError *error = NULL;
  NomoHooksState *state = nomo_hooks_run_finish (NOMO_STORE (source), result, &error);

  self->hooking = NULL;
  if (nomo_shop_settle (self) && self->started)
    nomo_shop_start_sync (self);
  if (state != NULL)
    g_task_return_pointer (task, state, (GDestroyNotify) nomo_hooks_state_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_shop_run_hooks_async:
 * @self: a shop of which nomo_shop_may_run_hooks() is true
 * @aim: what its webhook subscriptions are to be like
 * @callback: called at the end
 * @data: for @callback
 *
 * Does what nomo_hooks_run_async() does.
 */
void
nomo_shop_run_hooks_async (NomoShop *self, const NomoHooksAim *aim, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shop_run_hooks_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!nomo_shop_may_run_hooks (self)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the engine does not run here");
    g_object_unref (task);
    return;
  }
  self->hooking = task;
  nomo_hooks_run_async (self->store, self->client, nomo_token_keeper_get_scope (self->tokens), aim, cancellable, ran_cb,
                        task);
}

/**
 * nomo_shop_run_hooks_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what nomo_hooks_run_finish() returns
 */
NomoHooksState *
nomo_shop_run_hooks_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
