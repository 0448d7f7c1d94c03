#include "config.h"

#include "nomo-outbox.h"
#include "nomo-shop-private.h"
#include "nomo-waiting.h"

/* An edit stays here long enough to be undone before Salla hears of it. */
#define UNDO_S 5

/* Salla's word on what was edited here is of more use once it has heard of that; thousands of edits take hours. */
#define AHEAD_S 5

static void
answer_waiting (NomoShop *self, const NomoOutboxSummary *summary, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->push_waiting);

  self->push_waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_pointer (waiting->pdata[i], g_memdup2 (summary, sizeof *summary), g_free);
  }
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GError) error = NULL;

  nomo_outbox_push_finish (NOMO_STORE (source), result, &self->pushed, &error);
  g_clear_object (&self->pushing);
  g_clear_handle_id (&self->ahead_timer, g_source_remove);
  if (self->sync_follows)
    nomo_shop_sync_after_push (self, error);
  answer_waiting (self, &self->pushed, error);
  if (nomo_shop_settle (self) && self->started)
    nomo_shop_start_sync (self);
  else
    nomo_shop_look_again (self, error);
}

/* Tells Salla of what waits, unless that is done already. Only who has the engine may. */
void
nomo_shop_start_push (NomoShop *self)
{
  const NomoOutbox outbox = { self->store, self->client, self->currency, nomo_token_keeper_get_scope (self->tokens),
                              self->push_only };

  g_clear_handle_id (&self->push_timer, g_source_remove);
  if (self->pushing != NULL)
    return;
  self->pushing = g_cancellable_new ();
  nomo_outbox_push_async (&outbox, self->pushing, pushed_cb, g_object_ref (self));
}

static gboolean
ahead_cb (gpointer data)
{
  NomoShop *self = data;

  self->ahead_timer = 0;
  nomo_shop_sync_after_push (self, NULL);
  return G_SOURCE_REMOVE;
}

/* For a sync, which follows: at its end, or beside it when it takes long. */
void
nomo_shop_push_ahead (NomoShop *self)
{
  self->sync_follows = TRUE;
  if (self->push_only == NULL)
    self->ahead_timer = g_timeout_add_seconds (AHEAD_S, ahead_cb, self);
  nomo_shop_start_push (self);
}

static gboolean
rested_cb (gpointer data)
{
  NomoShop *self = data;

  self->push_timer = 0;
  if (self->lock != NULL && !self->stopping && self->looking == NULL && self->client != NULL &&
      nomo_shop_is_signed_in (self))
    nomo_shop_start_push (self);
  return G_SOURCE_REMOVE;
}

static void count_again (NomoShop *self);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  gint64 counts[NOMO_N_OUTBOX_STATES];

  self->counting = FALSE;
  if (nomo_store_count_waiting_finish (NOMO_STORE (source), result, counts, NULL))
    nomo_shop_set_outbox (self, counts[NOMO_OUTBOX_READY] + counts[NOMO_OUTBOX_SENT] + counts[NOMO_OUTBOX_LATER],
                          counts[NOMO_OUTBOX_REFUSED]);
  if (self->count_again)
    count_again (self);
}

static void
count_again (NomoShop *self)
{
  self->count_again = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  nomo_store_count_waiting_async (self->store, NULL, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (NomoShop *self)
{
  count_again (self);
  if (self->push_timer == 0 && self->started && self->pushing == NULL)
    self->push_timer = g_timeout_add_seconds (UNDO_S, rested_cb, self);
}

/* What is edited here, by this process or another, is counted, and told to Salla by who runs the engine. */
void
nomo_shop_watch_edits (NomoShop *self)
{
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  count_again (self);
}

/**
 * nomo_shop_wait_for_push_async:
 * @self: the shop
 * @callback: called at the end
 * @data: for @callback
 *
 * Waits until Salla is told of nothing more, for now.
 */
void
nomo_shop_wait_for_push_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, nomo_shop_wait_for_push_async);
  g_ptr_array_add (self->push_waiting, task);
  if (self->pushing == NULL)
    answer_waiting (self, &(NomoOutboxSummary) { 0 }, NULL);
}

/**
 * nomo_shop_wait_for_push_finish:
 * @self: the shop
 * @result: what the callback got
 * @summary: (out) (optional): what came of what was being sent; nothing when nothing was
 * @error: return location
 *
 * Returns: %FALSE when not everything could be sent
 */
gboolean
nomo_shop_wait_for_push_finish (NomoShop *self, GAsyncResult *result, NomoOutboxSummary *summary, GError **error)
{
  g_autofree NomoOutboxSummary *came = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  came = g_task_propagate_pointer (G_TASK (result), error);
  if (came != NULL && summary != NULL)
    *summary = *came;
  return came != NULL;
}

/**
 * nomo_shop_stop_push:
 * @self: the shop
 *
 * Sends nothing more for now. What is on its way and was not answered is looked for the next time.
 */
void
nomo_shop_stop_push (NomoShop *self)
{
  g_clear_handle_id (&self->push_timer, g_source_remove);
  g_clear_handle_id (&self->ahead_timer, g_source_remove);
  if (self->pushing != NULL)
    g_cancellable_cancel (self->pushing);
}

/**
 * nomo_shop_push_async:
 * @self: the shop, which was not started
 * @only: of which kind of records
 * @callback: called at the end
 * @data: for @callback
 *
 * Tells Salla of what waits of one kind, and does nothing else. Asked for by a person: what did not work is not waited for.
 */
void
nomo_shop_push_async (NomoShop *self, const NomoEntity *only, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_return_if_fail (!self->started);

  g_task_set_source_tag (task, nomo_shop_push_async);
  nomo_token_keeper_hurry (self->tokens);
  self->push_only = only;
  self->pushed = (NomoOutboxSummary) { 0 };
  g_ptr_array_add (self->waiting, task);
  nomo_shop_start_sync (self);
}

/**
 * nomo_shop_push_finish:
 * @self: the shop
 * @result: what the callback got
 * @summary: (out): what came of it, also when it failed halfway
 * @error: return location
 *
 * Returns: %FALSE with an error of any layer when nothing more could be sent
 */
gboolean
nomo_shop_push_finish (NomoShop *self, GAsyncResult *result, NomoOutboxSummary *summary, GError **error)
{
  g_autofree char *said = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  self->push_only = NULL;
  *summary = self->pushed;
  said = g_task_propagate_pointer (G_TASK (result), error);
  return said != NULL;
}
