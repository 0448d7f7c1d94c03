#include "config.h"

#include "nomo-restore-drill-words.h"
#include "nomo-shop-drill.h"
#include "nomo-shop-private.h"

#include <glib/gi18n.h>

static char *
dup_data_dir (NomoShop *self)
{
  g_autofree char *stores = g_path_get_dirname (self->path);

  return g_path_get_dirname (stores);
}

static void
drilled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  NomoRestoreDrill *drill = nomo_restore_drill_finish (result, &error);

  if (drill != NULL) {
    nomo_job_set_result (job, nomo_restore_drill_get_verdict (drill));
    g_task_return_pointer (task, drill, (GDestroyNotify) nomo_restore_drill_free);
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    nomo_job_set_result (job, _ ("Cancelled. Nothing was changed."));
  g_task_return_error (task, error);
}

/**
 * nomo_shop_drill_async:
 * @self: the shop
 * @path: a backup of a store, this or another one
 * @passphrase: what was typed
 * @job: what is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Tries to restore a backup as nomo_restore_drill_async() does, as a job that is listed with the others.
 */
void
nomo_shop_drill_async (NomoShop *self, const char *path, const char *passphrase, NomoJob *job,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  g_autofree char *data_dir = NULL;

  g_return_if_fail (NOMO_IS_SHOP (self));
  task = g_task_new (self, NULL, callback, data);
  data_dir = dup_data_dir (self);
  g_task_set_source_tag (task, nomo_shop_drill_async);
  g_task_set_task_data (task, g_object_ref (job), g_object_unref);
  nomo_shop_list_job (self, job);
  nomo_restore_drill_async (path, passphrase, data_dir, job, drilled_cb, task);
}

/**
 * nomo_shop_drill_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what nomo_restore_drill_finish() gives
 */
NomoRestoreDrill *
nomo_shop_drill_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
