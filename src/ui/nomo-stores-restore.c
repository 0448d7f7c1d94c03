#include "config.h"

#include "nomo-backup-words.h"
#include "nomo-restore.h"
#include "nomo-secret.h"
#include "nomo-shop-drill.h"
#include "nomo-store.h"
#include "nomo-stores-private.h"

#include <glib/gi18n.h>

/* Trying and putting back what is in a backup, of a store that is shown, of another one, or where there is none. */

typedef struct {
  NomoStores *stores;
  char *path;
  NomoSecret *passphrase;
  char *merchant;
  NomoJob *job;
  NomoShop *shop;   /* what was shown of the same store when it was to make way, or NULL */
  GAsyncQueue *way; /* gets something once it has made way */
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->path);
  nomo_secret_free (restoring->passphrase);
  g_free (restoring->merchant);
  g_object_unref (restoring->job);
  g_clear_object (&restoring->shop);
  g_async_queue_unref (restoring->way);
  g_object_unref (restoring->stores);
  g_free (restoring);
}

typedef struct {
  char *sentence;
  char *aside; /* nullable */
} Told;

static void
told_free (gpointer data, GClosure *closure)
{
  Told *told = data;

  g_free (told->sentence);
  g_free (told->aside);
  g_free (told);
}

/* Nobody sees what is said in passing while a store is opened. */
static void
stage_cb (NomoStores *self, GParamSpec *pspec, Told *told)
{
  if (self->stage == NOMO_STAGE_OPENING)
    return;
  if (told->aside != NULL)
    nomo_session_say (self->session, told->sentence, _ ("Show the folder"), "app.show-file",
                      g_variant_new_string (told->aside));
  else
    nomo_session_say (self->session, told->sentence, NULL, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self, told);
}

/* Where the files are is told with the backups of the store, and stays there. */
static void
say (NomoStores *self, Restoring *restoring, const NomoRestored *restored)
{
  g_autofree char *words = nomo_restored_dup_words (restored);
  Told *told = g_new (Told, 1);

  *told = (Told) { nomo_restored_dup_sentence (restored), g_strdup (restored->kept_aside[0]) };
  nomo_job_set_result (restoring->job, words);
  g_set_object (&self->restored, restoring->job);
  self->restored_merchant = g_ascii_strtoll (restoring->merchant, NULL, 10);
  g_signal_connect_data (self, "notify::stage", G_CALLBACK (stage_cb), told, told_free, 0);
  stage_cb (self, NULL, told);
}

/* Whatever came of it, there is a store to show. */
static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoStores *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoRestored) restored = nomo_restore_finish (result, &error);

  if (restored != NULL)
    nomo_stores_set_stage (self, NOMO_STAGE_OPENING);
  if (restored != NULL || restoring->shop != NULL)
    nomo_stores_open (self, restoring->merchant);
  nomo_stores_set_restoring (self, NULL);
  nomo_stores_list_merchants (self);
  if (restored == NULL) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      nomo_job_set_result (restoring->job, _ ("Cancelled. Nothing was changed."));
    g_task_return_error (task, error);
    return;
  }
  say (self, restoring, restored);
  g_task_return_boolean (task, TRUE);
}

static void
close_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  nomo_store_close (nomo_shop_get_store (source));
  g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Restoring *restoring = data;

  g_async_queue_push (restoring->way, restoring);
}

static void
halted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) closing = g_task_new (source, NULL, closed_cb, data);

  nomo_shop_halt_finish (NOMO_SHOP (source), result);
  g_task_set_source_tag (closing, halted_cb);
  g_task_run_in_thread (closing, close_worker);
}

static NomoShop *
find_shown (NomoStores *self, const char *merchant)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autofree char *shown = shop != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop)) : NULL;

  return g_strcmp0 (shown, merchant) == 0 ? g_object_ref (shop) : NULL;
}

/* Nobody has the store open while another one takes its place. */
static gboolean
put_away_cb (gpointer data)
{
  Restoring *restoring = data;
  NomoStores *self = restoring->stores;

  restoring->shop = find_shown (self, restoring->merchant);
  if (restoring->shop == NULL) {
    g_async_queue_push (restoring->way, restoring);
    return G_SOURCE_REMOVE;
  }
  nomo_stores_set_stage (self, NOMO_STAGE_OPENING);
  nomo_session_close_records (self->session);
  nomo_session_set_shop (self->session, NULL);
  nomo_shop_halt_async (restoring->shop, halted_cb, restoring);
  return G_SOURCE_REMOVE;
}

/* The store is shown, and can be worked with, until what takes its place has been looked through. */
static void
make_way (gpointer way)
{
  Restoring *restoring = way;

  g_idle_add_full (G_PRIORITY_DEFAULT, put_away_cb, restoring, NULL);
  g_async_queue_pop (restoring->way);
}

static void
show_job (NomoStores *self, NomoJob *job)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  nomo_stores_set_restoring (self, job);
  if (shop != NULL)
    nomo_shop_list_job (shop, job);
}

/**
 * nomo_stores_restore_async:
 * @self: the stores
 * @path: a backup
 * @passphrase: what opens it
 * @merchant: the id of the store that it is a backup of
 * @job: what is told how far it is, and cancels it; it is listed with those of the store that is shown
 * @callback: called at the end
 * @data: for @callback
 *
 * Puts a store back from a backup, and shows it. What is there of that store is kept beside it under another name.
 */
void
nomo_stores_restore_async (NomoStores *self, const char *path, const char *passphrase, const char *merchant,
                           NomoJob *job, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  Restoring *restoring;
  g_autofree char *folder = NULL;

  g_return_if_fail (NOMO_IS_STORES (self));
  task = g_task_new (self, NULL, callback, data);
  restoring = g_new0 (Restoring, 1);
  *restoring = (Restoring) { g_object_ref (self), g_strdup (path),    g_strdup (passphrase),
                             g_strdup (merchant), g_object_ref (job), NULL,
                             g_async_queue_new () };
  folder = g_build_filename (self->data_dir, "stores", NULL);
  g_task_set_source_tag (task, nomo_stores_restore_async);
  g_task_set_task_data (task, restoring, restoring_free);
  show_job (self, job);
  nomo_restore_in_use_async (path, passphrase, folder, make_way, restoring, job, restored_cb, task);
}

/**
 * nomo_stores_restore_finish:
 * @self: the stores
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is there; else what nomo_restore_finish() says, and all is as it was
 */
gboolean
nomo_stores_restore_finish (NomoStores *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  NomoRestoreDrill *drill = source != NULL ? nomo_shop_drill_finish (NOMO_SHOP (source), result, &error)
                                           : nomo_restore_drill_finish (result, &error);

  if (drill != NULL)
    g_task_return_pointer (task, drill, (GDestroyNotify) nomo_restore_drill_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_stores_try_async:
 * @self: the stores
 * @path: a backup
 * @passphrase: what was typed
 * @job: what is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Tries to restore a backup where nobody uses it, see nomo_restore_drill_async().
 */
void
nomo_stores_try_async (NomoStores *self, const char *path, const char *passphrase, NomoJob *job,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  NomoShop *shop;

  g_return_if_fail (NOMO_IS_STORES (self));
  task = g_task_new (self, NULL, callback, data);
  shop = nomo_session_get_shop (self->session);
  g_task_set_source_tag (task, nomo_stores_try_async);
  if (shop != NULL)
    nomo_shop_drill_async (shop, path, passphrase, job, tried_cb, task);
  else
    nomo_restore_drill_async (path, passphrase, self->data_dir, job, tried_cb, task);
}

/**
 * nomo_stores_try_finish:
 * @self: the stores
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what nomo_restore_drill_finish() gives
 */
NomoRestoreDrill *
nomo_stores_try_finish (NomoStores *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_stores_get_restoring:
 * @self: the stores
 *
 * Returns: (transfer none) (nullable): the job of the backup that is being restored
 */
NomoJob *
nomo_stores_get_restoring (NomoStores *self)
{
  g_return_val_if_fail (NOMO_IS_STORES (self), NULL);
  return self->restoring;
}

/**
 * nomo_stores_get_restored:
 * @self: the stores
 *
 * Returns: (transfer none) (nullable): the job that has restored the store that is shown, with what came of it, if one has since
 *   the program began
 */
NomoJob *
nomo_stores_get_restored (NomoStores *self)
{
  NomoShop *shop;

  g_return_val_if_fail (NOMO_IS_STORES (self), NULL);
  shop = nomo_session_get_shop (self->session);
  return shop != NULL && nomo_shop_get_merchant (shop) == self->restored_merchant ? self->restored : NULL;
}
