#include "config.h"

#include "nomo-cli.h"
#include "nomo-format.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

static void
print_progress_json (NomoJob *job)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *progress = json_object_new ();

  if (nomo_job_get_step (job) != NULL)
    json_object_set_string_member (progress, "step", nomo_job_get_step (job));
  json_object_set_int_member (progress, "done", nomo_job_get_done (job));
  json_object_set_int_member (progress, "total", nomo_job_get_total (job));
  json_object_set_int_member (progress, "seconds_left", nomo_job_get_seconds_left (job));
  json_object_set_object_member (object, "progress", progress);
  nomo_cli_print_json (object);
}

/**
 * nomo_cli_progress_cb:
 * @job: work that is under way
 * @pspec: its `done`
 * @self: the command line
 *
 * Tells how far the work is: in JSON, or to a terminal.
 */
void
nomo_cli_progress_cb (NomoJob *job, GParamSpec *pspec, NomoCli *self)
{
  const char *what = nomo_job_get_detail (job) != NULL ? nomo_job_get_detail (job) : nomo_job_get_title (job);
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;
  g_autofree char *line = NULL;

  if (nomo_job_get_total (job) == 0)
    return;
  if (self->json) {
    print_progress_json (job);
  } else if (isatty (STDERR_FILENO)) {
    done = nomo_job_format_amount (job, nomo_job_get_done (job));
    total = nomo_job_format_amount (job, nomo_job_get_total (job));
    /* Translators: progress, such as “Orders: 1,200 of 3,000”. */
    line = g_strdup_printf (_ ("%1$s: %2$s of %3$s"), what, done, total);
    g_printerr ("\r%s ", line);
  }
}

/**
 * nomo_cli_end_progress:
 * @self: the command line
 *
 * Ends the line on which a terminal was told how far the work is.
 */
void
nomo_cli_end_progress (NomoCli *self)
{
  if (!self->json && isatty (STDERR_FILENO))
    g_printerr ("\n");
}

static gboolean
interrupt_cb (gpointer job)
{
  nomo_job_cancel (job);
  return G_SOURCE_CONTINUE;
}

/**
 * nomo_cli_wait_for_job:
 * @self: the command line
 * @job: work that is under way
 * @result: where nomo_cli_keep_result() puts what came of it
 *
 * Waits as nomo_cli_wait() does. How far the work is, is told, and Ctrl+C ends it well.
 *
 * Returns: (transfer none): the result
 */
GAsyncResult *
nomo_cli_wait_for_job (NomoCli *self, NomoJob *job, GAsyncResult **result)
{
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, job);
  guint term = g_unix_signal_add (SIGTERM, interrupt_cb, job);

  g_signal_connect (job, "notify::done", G_CALLBACK (nomo_cli_progress_cb), self);
  nomo_cli_wait (result);
  g_source_remove (interrupt);
  g_source_remove (term);
  nomo_cli_end_progress (self);
  return *result;
}
