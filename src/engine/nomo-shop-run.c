#include "config.h"

#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-repair-words.h"
#include "nomo-salla-error.h"
#include "nomo-shop-private.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

#define CATCH_UP_S  60
#define HELD_S      10
#define FIRST_TRY_S 5
#define REFUSED_S   (15 * 60)

/**
 * Run:
 * @shop: whose sync
 * @job: its job
 * @sync: the sync
 *
 * A sync that runs.
 */
typedef struct {
  NomoShop *shop;
  NomoJob *job;
  NomoSync *sync;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->job);
  g_object_unref (run->sync);
  g_object_unref (run->shop);
  g_free (run);
}

static gboolean
timer_cb (gpointer data)
{
  NomoShop *self = data;

  self->timer = 0;
  nomo_shop_start_sync (self);
  return G_SOURCE_REMOVE;
}

/* Salla blocks for a while who goes on asking where it has said no; and data that cannot be written stays so. */
static gboolean
is_shut_out (NomoShop *self)
{
  return self->state == NOMO_SHOP_SIGNED_OUT || nomo_store_get_read_only (self->store) != NULL ||
         g_error_matches (self->last_error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_FORBIDDEN) ||
         g_error_matches (self->last_error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_INACTIVE);
}

static guint
seconds_to_next (NomoShop *self)
{
  if (self->state == NOMO_SHOP_HELD)
    return HELD_S;
  if (is_shut_out (self))
    return REFUSED_S;
  if (self->failures == 0)
    return CATCH_UP_S;
  return MIN (FIRST_TRY_S << MIN (self->failures - 1, 8), CATCH_UP_S);
}

static void
plan_next (NomoShop *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->started && (self->state != NOMO_SHOP_SIGNED_OUT || nomo_shop_is_signed_in (self)))
    self->timer = g_timeout_add_seconds (seconds_to_next (self), timer_cb, self);
}

static NomoShopState
state_of_error (const GError *error)
{
  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD))
    return NOMO_SHOP_HELD;
  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE) ||
      g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT))
    return NOMO_SHOP_OFFLINE;
  return nomo_words_asks_to_reconnect (error) ? NOMO_SHOP_SIGNED_OUT : NOMO_SHOP_ERROR;
}

/* Cancelled is not an error: what came before it stays and the next catch-up goes on. */
static void
set_state_after (NomoShop *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (error != NULL && !cancelled)
    self->failures++;
  else
    self->failures = 0;
  /* Whatever keeps the sign-in away, a keyring that is missing or locked too, trying again does not bring it. */
  if (nomo_store_get_read_only (self->store) != NULL)
    nomo_shop_set_state (self, NOMO_SHOP_ERROR, nomo_store_get_read_only (self->store));
  else if (!nomo_shop_is_signed_in (self))
    nomo_shop_take_sign_in (self);
  else if (error == NULL || cancelled)
    nomo_shop_set_state (self, NOMO_SHOP_IDLE, NULL);
  else
    nomo_shop_set_state (self, state_of_error (error), error);
}

static void
answer_waiting (NomoShop *self, const char *summary, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_pointer (waiting->pdata[i], g_strdup (summary), g_free);
  }
}

void
nomo_shop_end_sync (NomoShop *self, const char *summary, const GError *error)
{
  gboolean settled;

  self->syncing = FALSE;
  settled = nomo_shop_settle (self);
  set_state_after (self, error);
  plan_next (self);
  answer_waiting (self, summary, error);
  if (settled && self->started && self->relay == NULL)
    nomo_shop_start_sync (self);
  else if (error == NULL && self->started)
    nomo_shop_start_reading (self);
}

static void
end_job (NomoShop *self, NomoJob *job, const GError *error)
{
  if (error == NULL)
    nomo_job_finish (job);
  else
    nomo_job_fail (job, error);
  nomo_shop_set_job (self, NULL);
}

/* Who did not wait for the sync sees it all the same when it has put something right. */
static void
tell_repairs (Run *run, const NomoSyncSummary *summary)
{
  g_autofree char *repairs = nomo_sync_summary_dup_repairs (summary);

  if (repairs == NULL)
    return;
  nomo_job_set_result (run->job, repairs);
  if (run->shop->job != run->job)
    nomo_shop_list_job (run->shop, run->job);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (NomoShop) self = g_object_ref (run->shop);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  NomoSyncSummary summary = { 0 };

  if (nomo_sync_run_finish (NOMO_SYNC (source), result, &summary, &error)) {
    json = nomo_sync_summary_to_json (&summary);
    tell_repairs (run, &summary);
    nomo_shop_take_denied (self, nomo_sync_get_marks (run->sync));
    nomo_shop_set_as_of (self, summary.as_of, nomo_sync_summary_get_unreadable (&summary));
  }
  /* What could be read has come all the same. */
  if (error != NULL)
    nomo_shop_read_marks (self);
  end_job (self, run->job, error);
  run_free (run);
  nomo_shop_end_sync (self, json, error);
}

static void
show_run (Run *run)
{
  nomo_shop_set_job (run->shop, run->job);
  nomo_shop_set_state (run->shop, NOMO_SHOP_SYNCING, NULL);
}

static void
store_info_cb (Run *run, const NomoStoreInfo *info)
{
  NomoShop *self = run->shop;
  g_autoptr (GHashTable) meta = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const struct {
    const char *key, *value;
  } facts[] = {
    { "name", info->name }, { "domain", info->domain }, { "plan", info->plan }, { "currency", info->currency }
  };

  nomo_shop_take_store_info (self, info);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++) {
    if (facts[i].value != NULL)
      g_hash_table_insert (meta, (gpointer) facts[i].key, g_strdup (facts[i].value));
  }
  nomo_store_write_meta_async (self->store, meta, NULL, NULL, NULL);
}

/* Who waits for the sync asked for it. */
static void
set_up_sync (NomoShop *self, NomoSync *sync)
{
  nomo_sync_set_effort (sync, self->waiting->len == 0 ? NOMO_MIRROR_ROUTINE : self->effort);
  if (self->waiting->len > 0)
    nomo_sync_set_only (sync, (const char *const *) self->only);
}

static void
mirror (NomoShop *self)
{
  Run *run = g_new0 (Run, 1);

  run->shop = g_object_ref (self);
  run->job = nomo_job_new (N_ ("Getting the store’s records"));
  run->sync = nomo_sync_new (self->store, self->client, run->job, nomo_token_keeper_get_scope (self->tokens));
  set_up_sync (self, run->sync);
  g_signal_connect_swapped (run->sync, "store-info", G_CALLBACK (store_info_cb), run);
  g_signal_connect_swapped (run->sync, "first-time", G_CALLBACK (show_run), run);
  g_clear_object (&self->running);
  self->running = g_object_ref (run->job);
  if (self->waiting->len > 0)
    show_run (run);
  nomo_sync_run_async (run->sync, synced_cb, run);
}

void
nomo_shop_sync_after_push (NomoShop *self, const GError *error)
{
  self->sync_follows = FALSE;
  if (error == NULL && self->push_only == NULL)
    mirror (self);
  else
    nomo_shop_end_sync (self, error == NULL ? "" : NULL, error);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GError) error = NULL;
  NomoEngineLock *lock = nomo_engine_lock_take_finish (result, &error);

  if (lock != NULL) {
    nomo_shop_take_lock (self, lock);
    self->looked = 0;
  } else if (self->lock != NULL) {
    g_clear_error (&error);
  }
  if (self->stopping && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the shop was stopped");
  else if (!nomo_shop_is_signed_in (self) && self->relay == NULL && error == NULL)
    error = g_error_copy (self->last_error);
  if (error == NULL)
    nomo_shop_begin_run (self);
  else
    nomo_shop_end_sync (self, NULL, error);
}

static void
take_engine (NomoShop *self)
{
  g_autofree char *path = nomo_shop_make_lock_path (self->path);

  if (self->lock != NULL)
    nomo_shop_begin_run (self);
  else
    nomo_engine_lock_take_async (path, NULL, locked_cb, g_object_ref (self));
}

/* Another program may have signed in, or the person may have unlocked the keyring. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;

  nomo_token_keeper_load_finish (NOMO_TOKEN_KEEPER (source), result);
  nomo_shop_take_sign_in (self);
  if (nomo_shop_is_signed_in (self) && !self->stopping) {
    take_engine (self);
  } else {
    g_autoptr (GError) error = self->stopping ? g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped")
                                              : g_error_copy (self->last_error);

    nomo_shop_end_sync (self, NULL, error);
  }
}

void
nomo_shop_start_sync (NomoShop *self)
{
  if (self->syncing)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->syncing = TRUE;
  if (nomo_store_get_read_only (self->store) != NULL)
    nomo_shop_end_sync (self, NULL, nomo_store_get_read_only (self->store));
  else if (self->relay != NULL || nomo_shop_is_signed_in (self))
    take_engine (self);
  else
    nomo_token_keeper_load_async (self->tokens, loaded_cb, g_object_ref (self));
}

/* What went wrong beside a sync shows at the next one, which asks the same Salla. That Salla cannot be reached is not left unsaid
 * until its turn has come. */
void
nomo_shop_look_again (NomoShop *self, const GError *error)
{
  if (error != NULL && self->started && self->state == NOMO_SHOP_IDLE && state_of_error (error) == NOMO_SHOP_OFFLINE)
    nomo_shop_start_sync (self);
}

static void
network_changed_cb (NomoShop *self, gboolean available)
{
  if (available && self->state == NOMO_SHOP_OFFLINE)
    nomo_shop_start_sync (self);
}

/**
 * nomo_shop_start:
 * @self: the shop
 *
 * Runs the engine of this shop: a sync at once, then a catch-up every minute; when Salla cannot be reached, after a few
 * seconds and then more slowly, and at once when the network comes back. When another process runs the engine the shop is
 * %NOMO_SHOP_HELD and takes over once that one has ended.
 */
void
nomo_shop_start (NomoShop *self)
{
  g_return_if_fail (NOMO_IS_SHOP (self));

  if (!self->started)
    g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                             G_CONNECT_SWAPPED);
  self->started = TRUE;
  g_clear_signal_handler (&self->letting_go, self->tokens);
  nomo_shop_start_sync (self);
}

/**
 * nomo_shop_stop:
 * @self: the shop
 *
 * Ends what runs and then, as soon as that writes no more, lets another process run the engine. What has come stays.
 */
void
nomo_shop_stop (NomoShop *self)
{
  if (self->started)
    g_signal_handlers_disconnect_by_func (g_network_monitor_get_default (), network_changed_cb, self);
  self->started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->running != NULL)
    nomo_job_cancel (self->running);
  g_clear_object (&self->running);
  if (self->reading != NULL)
    nomo_job_cancel (self->reading);
  nomo_shop_stop_push (self);
  if (self->hooking != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->hooking));
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  self->stopping = TRUE;
  nomo_shop_settle (self);
}

static void check_halted (GTask *task);

static void
halted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *summary = nomo_shop_sync_finish (NOMO_SHOP (source), result, NULL);

  check_halted (data);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  nomo_shop_read_details_finish (NOMO_SHOP (source), result, NULL);
  check_halted (data);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  nomo_shop_wait_for_push_finish (NOMO_SHOP (source), result, NULL, NULL);
  check_halted (data);
}

static void
tokens_changed_cb (GTask *task, NomoTokenKeeper *tokens)
{
  if (nomo_token_keeper_is_busy (tokens))
    return;
  g_signal_handlers_disconnect_by_func (tokens, tokens_changed_cb, task);
  check_halted (task);
}

static void
check_halted (GTask *task)
{
  NomoShop *self = g_task_get_source_object (task);

  if (self->syncing) {
    g_ptr_array_add (self->waiting, g_task_new (self, NULL, halted_cb, task));
  } else if (self->reading != NULL) {
    g_ptr_array_add (self->readers, g_task_new (self, NULL, read_cb, task));
  } else if (self->pushing != NULL) {
    nomo_shop_wait_for_push_async (self, pushed_cb, task);
  } else if (self->hooking != NULL) {
    g_signal_connect_swapped (self->hooking, "notify::completed", G_CALLBACK (check_halted), task);
  } else if (nomo_token_keeper_is_busy (self->tokens)) {
    g_signal_connect_swapped (self->tokens, "changed", G_CALLBACK (tokens_changed_cb), task);
  } else {
    nomo_shop_let_go (self);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  }
}

/**
 * nomo_shop_halt_async:
 * @self: the shop
 * @callback: called at the end
 * @data: for @callback
 *
 * As nomo_shop_stop(), and tells when nothing runs any more and the engine is free.
 */
void
nomo_shop_halt_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, nomo_shop_halt_async);
  nomo_shop_stop (self);
  check_halted (task);
}

/**
 * nomo_shop_halt_finish:
 * @self: the shop
 * @result: what the callback got
 */
void
nomo_shop_halt_finish (NomoShop *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * nomo_shop_set_sync_wish:
 * @self: the shop
 * @effort: how much the syncs that a person asks for are to do, %NOMO_MIRROR_ASKED unless something else is said
 * @only: (nullable): names of the lists that they bring up to date, %NULL for all
 */
void
nomo_shop_set_sync_wish (NomoShop *self, NomoMirrorEffort effort, const char *const *only)
{
  g_return_if_fail (NOMO_IS_SHOP (self));

  self->effort = effort;
  g_strfreev (self->only);
  self->only = g_strdupv ((char **) only);
}

/**
 * nomo_shop_sync_async:
 * @self: the shop
 * @cancellable: (nullable): stops waiting, not the sync; cancel the job for that
 * @callback: called at the end
 * @data: for @callback
 *
 * Brings the shop up to date now, or waits for the sync that runs already. Asked for by a person: what did not work is not
 * waited for.
 */
void
nomo_shop_sync_async (NomoShop *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shop_sync_async);
  nomo_token_keeper_hurry (self->tokens);
  self->read_enough = FALSE;
  g_ptr_array_add (self->waiting, task);
  nomo_shop_start_sync (self);
}

/**
 * nomo_shop_sync_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the summary as JSON, `{"orders":{"total":3000,"unreadable":0},…}`, or %NULL with an error of any
 *   layer
 */
char *
nomo_shop_sync_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GHashTable) marks = nomo_store_read_marks_finish (NOMO_STORE (source), result, NULL);

  if (marks != NULL)
    nomo_shop_take_marks (self, marks);
}

/* For when another process does the syncing. */
void
nomo_shop_read_marks (NomoShop *self)
{
  nomo_store_read_marks_async (self->store, NULL, marks_cb, g_object_ref (self));
}
