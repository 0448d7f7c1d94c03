#include "config.h"

#include "nomo-backup-run.h"

#include <glib/gi18n.h>

/* How often the job is told how far it is. */
#define LOOK_MS 200

typedef struct {
  NomoJob *job;
  NomoBackupWork work;
  gpointer params;
  GDestroyNotify free_params;
  GDestroyNotify free_result;
  NomoBackupProgress progress;
  guint looking;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_handle_id (&run->looking, g_source_remove);
  run->free_params (run->params);
  g_object_unref (run->job);
  g_free (run);
}

static gboolean
look_cb (gpointer data)
{
  Run *run = data;

  nomo_job_advance (run->job, g_atomic_int_get (&run->progress.done), g_atomic_int_get (&run->progress.total));
  if (g_atomic_int_get (&run->progress.is_checking)) {
    nomo_job_set_step (run->job, NOMO_BACKUP_STEP_CHECK);
    nomo_job_set_detail (run->job, _ ("Checking the records"));
  }
  if (g_atomic_int_get (&run->progress.is_last))
    nomo_job_set_can_cancel (run->job, FALSE);
  return G_SOURCE_CONTINUE;
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  gpointer result = run->work (run->params, &run->progress, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, run->free_result);
  else
    g_task_return_error (task, error);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gpointer outcome = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&run->looking, g_source_remove);
  look_cb (run);
  if (error != NULL) {
    nomo_job_fail (run->job, error);
    g_task_return_error (task, error);
  } else {
    nomo_job_finish (run->job);
    g_task_return_pointer (task, outcome, run->free_result);
  }
}

/**
 * nomo_backup_run:
 * @job: what is told how far it is, and cancels it
 * @tag: source tag of the task
 * @work: what is to be done, in a thread
 * @params: (transfer full): for @work
 * @free_params: frees @params, in the thread that called this
 * @free_result: frees what @work gives
 * @callback: called at the end; the result is what g_task_propagate_pointer() gives
 * @data: for @callback
 */
void
nomo_backup_run (NomoJob *job, gpointer tag, NomoBackupWork work, gpointer params, GDestroyNotify free_params,
                 GDestroyNotify free_result, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  g_autoptr (GTask) working = g_task_new (NULL, nomo_job_get_cancellable (job), worked_cb, task);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, tag);
  *run = (Run) { g_object_ref (job), work, params, free_params, free_result, { 0, 0, 0, 0 }, 0 };
  nomo_job_set_unit_size (job, NOMO_BACKUP_UNIT);
  run->looking = g_timeout_add (LOOK_MS, look_cb, run);
  g_task_set_check_cancellable (working, FALSE);
  g_task_set_task_data (working, run, run_free);
  g_task_run_in_thread (working, work_thread);
}
