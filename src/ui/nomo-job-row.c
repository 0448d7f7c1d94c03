#include "config.h"

#include "nomo-job-row.h"

#include "nomo-backup-read.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-ring.h"
#include "nomo-style.h"
#include "nomo-sync-state.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoJobRow {
  GtkListBoxRow parent_instance;

  GtkStack *mark;
  NomoRing *ring;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *cancel;

  NomoJob *job;
};

G_DEFINE_FINAL_TYPE (NomoJobRow, nomo_job_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_done (NomoJob *job)
{
  g_autofree char *when = nomo_format_recent (nomo_job_get_started (job), nomo_clock_now (), nomo_calendar_riyadh ());
  /* Translators: a job that ended well; %s is when it started, like "2 min ago" */
  g_autofree char *done = g_strdup_printf (_ ("Done · %s"), when);
  const char *result = nomo_job_get_result (job);

  return result != NULL ? g_strdup_printf ("%s\n%s", done, result) : g_steal_pointer (&done);
}

/* How far it is cannot be told while a backup is checked. */
static char *
dup_progress (NomoJob *job)
{
  if (!nomo_job_get_can_cancel (job))
    return g_strdup (_ ("Almost done. It can no longer be cancelled."));
  if (g_strcmp0 (nomo_job_get_step (job), NOMO_BACKUP_STEP_CHECK) == 0)
    return g_strdup (nomo_job_get_detail (job));
  return nomo_sync_state_progress (job);
}

static char *
dup_detail (NomoJob *job)
{
  switch (nomo_job_get_state (job)) {
  case NOMO_JOB_DONE:
    return dup_done (job);
  case NOMO_JOB_CANCELLED:
    return g_strdup (nomo_job_get_result (job) != NULL ? nomo_job_get_result (job)
                                                       : _ ("Cancelled. What has arrived is kept."));
  case NOMO_JOB_FAILED:
    return nomo_words_sentence (nomo_job_get_error (job), TRUE);
  case NOMO_JOB_RUNNING:
  default:
    if (g_cancellable_is_cancelled (nomo_job_get_cancellable (job)))
      return g_strdup (_ ("Stopping…"));
    return dup_progress (job);
  }
}

static void
show_mark (NomoJobRow *self)
{
  static const struct {
    const char *icon;
    NomoTone tone;
  } marks[] = {
    [NOMO_JOB_RUNNING] = { "nomo-sync-symbolic", NOMO_TONE_INFO },
    [NOMO_JOB_DONE] = { "nomo-ok-symbolic", NOMO_TONE_OK },
    [NOMO_JOB_FAILED] = { "nomo-fail-symbolic", NOMO_TONE_ERR },
    [NOMO_JOB_CANCELLED] = { "nomo-end-symbolic", NOMO_TONE_MUTE },
  };
  NomoJobState state = nomo_job_get_state (self->job);

  gtk_stack_set_visible_child_name (self->mark, state == NOMO_JOB_RUNNING ? "running" : "ended");
  gtk_image_set_from_icon_name (self->icon, marks[state].icon);
  nomo_style_set_tone (GTK_WIDGET (self->icon), marks[state].tone);
  nomo_ring_set_progress (self->ring, nomo_job_get_done (self->job), nomo_job_get_total (self->job));
}

static void
show (NomoJobRow *self)
{
  g_autofree char *detail = dup_detail (self->job);
  gboolean running = nomo_job_get_state (self->job) == NOMO_JOB_RUNNING;

  show_mark (self);
  gtk_label_set_text (self->title, _ (nomo_job_get_title (self->job)));
  gtk_label_set_text (self->detail, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), running && nomo_job_get_can_cancel (self->job));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel),
                            !g_cancellable_is_cancelled (nomo_job_get_cancellable (self->job)));
}

static void
cancel_clicked_cb (NomoJobRow *self)
{
  nomo_job_cancel (self->job);
  show (self);
}

static void
nomo_job_row_dispose (GObject *object)
{
  NomoJobRow *self = NOMO_JOB_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_JOB_ROW);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (nomo_job_row_parent_class)->dispose (object);
}

static void
nomo_job_row_class_init (NomoJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_job_row_dispose;
  g_type_ensure (NOMO_TYPE_RING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoJobRow, mark);
  gtk_widget_class_bind_template_child (widget_class, NomoJobRow, ring);
  gtk_widget_class_bind_template_child (widget_class, NomoJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, NomoJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, NomoJobRow, detail);
  gtk_widget_class_bind_template_child (widget_class, NomoJobRow, cancel);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
nomo_job_row_init (NomoJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_job_row_new:
 * @job: a job
 *
 * Returns: (transfer floating): a row that follows @job
 */
GtkWidget *
nomo_job_row_new (NomoJob *job)
{
  NomoJobRow *self = g_object_new (NOMO_TYPE_JOB_ROW, "activatable", FALSE, "focusable", FALSE, NULL);

  self->job = g_object_ref (job);
  g_signal_connect_object (job, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
