#include "config.h"

#include "nomo-export.h"
#include "nomo-format.h"
#include "nomo-shop-private.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* How often the job is told how far it is. */
#define LOOK_MS 200

typedef struct {
  NomoExport *export;
  NomoQuery *query;
  char *path;
  NomoJob *job;
  gint64 total;
  guint looking;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_handle_id (&run->looking, g_source_remove);
  nomo_export_free (run->export);
  nomo_query_unref (run->query);
  g_object_unref (run->job);
  g_free (run->path);
  g_free (run);
}

static gboolean
look_cb (gpointer data)
{
  Run *run = data;
  gint64 count = (gint64) nomo_export_get_count (run->export);

  nomo_job_advance (run->job, count, MAX (count, run->total));
  return G_SOURCE_CONTINUE;
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;

  if (nomo_export_run_to_file (run->export, nomo_shop_get_store (source), run->query, run->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
word_result (Run *run)
{
  gint64 count = (gint64) nomo_export_get_count (run->export);
  g_autofree char *number = nomo_format_int (count);
  g_autofree char *name = g_path_get_basename (run->path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *island = nomo_text_isolate (shown);

  /* Translators: 1 is the name of a file, 2 a number */
  return g_strdup_printf (
      ngettext ("“%1$s” is written, with %2$s record.", "“%1$s” is written, with %2$s records.", (gulong) count),
      island, number);
}

static void
end_job (Run *run, const GError *error)
{
  g_autofree char *words = error == NULL ? word_result (run) : g_strdup (_ ("Cancelled. No file was written."));

  look_cb (run);
  nomo_job_set_result (run->job, words);
  if (error == NULL)
    nomo_job_finish (run->job);
  else
    nomo_job_fail (run->job, error);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  g_clear_handle_id (&run->looking, g_source_remove);
  end_job (run, error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (nomo_job_get_result (run->job)), g_free);
}

/**
 * nomo_shop_export_async:
 * @self: the shop
 * @export: (transfer full): what the export is to look like
 * @query: which records, of the export's entity
 * @total: how many those are, as far as known
 * @path: the file, which is replaced when all is written and not before
 * @callback: called at the end
 * @data: for @callback
 *
 * Writes records to a file, as a job that is listed with the others and can be cancelled there.
 */
void
nomo_shop_export_async (NomoShop *self, NomoExport *export, const NomoQuery *query, gint64 total, const char *path,
                        GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Writing records to a file"));
  g_autoptr (GTask) work = g_task_new (self, nomo_job_get_cancellable (job), ran_cb, task);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, nomo_shop_export_async);
  *run = (Run) { export, nomo_query_copy (query), g_strdup (path), g_object_ref (job), total, 0 };
  run->looking = g_timeout_add (LOOK_MS, look_cb, run);
  look_cb (run);
  nomo_shop_list_job (self, job);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, run, run_free);
  g_task_run_in_thread (work, run_worker);
}

/**
 * nomo_shop_export_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was written, in words; %NULL with %NOMO_ENGINE_ERROR_OUTPUT, an error of the
 *   store's, or cancelled: then there is no file, or the one that was there before
 */
char *
nomo_shop_export_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
