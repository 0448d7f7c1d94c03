#include "config.h"

#include "nomo-jobs-button.h"

#include "nomo-activity.h"
#include "nomo-format.h"
#include "nomo-job.h"
#include "nomo-menu.h"
#include "nomo-ring.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

/* What is over sooner, such as the look for changes every minute, does not flash up in the header. */
#define PATIENCE_MS 1500

struct _NomoJobsButton {
  AdwBin parent_instance;

  GtkMenuButton *button;
  NomoRing *ring;
  GtkLabel *label;

  NomoSession *session;
  NomoActivity *activity;
  GSignalGroup *list_signals;
  GSignalGroup *job_signals;
  guint patience;
};

G_DEFINE_FINAL_TYPE (NomoJobsButton, nomo_jobs_button, ADW_TYPE_BIN)

/* The newest that runs, which the list keeps alive, and how many do. */
static NomoJob *
find_running (NomoJobsButton *self, guint *n)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  GListModel *jobs = shop != NULL ? nomo_shop_get_jobs (shop) : NULL;
  NomoJob *newest = NULL;

  *n = 0;
  for (guint i = 0; jobs != NULL && i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (NomoJob) job = g_list_model_get_item (jobs, i);

    if (nomo_job_get_state (job) != NOMO_JOB_RUNNING)
      continue;
    (*n)++;
    newest = newest != NULL ? newest : job;
  }
  return newest;
}

static NomoJob *
get_job (NomoJobsButton *self)
{
  guint n;

  return find_running (self, &n);
}

static guint
count_running (NomoJobsButton *self)
{
  guint n;

  find_running (self, &n);
  return n;
}

static void
show_label (NomoJobsButton *self)
{
  guint running = count_running (self);
  g_autofree char *number = nomo_format_int (running);
  g_autofree char *label = NULL;

  /* Translators: jobs that run in the background; the number is already written for your readers */
  label = g_strdup_printf (ngettext ("%s job", "%s jobs", running), number);
  gtk_label_set_text (self->label, label);
  nomo_menu_set_name (self->button, label);
}

static void
show_progress (NomoJobsButton *self)
{
  NomoJob *job = get_job (self);

  if (job != NULL)
    nomo_ring_set_progress (self->ring, nomo_job_get_done (job), nomo_job_get_total (job));
}

/* The bar of a narrow window has no place for what goes on for hours. */
static gboolean
has_place (NomoJobsButton *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  return !nomo_session_get_narrow (self->session) || (shop != NULL && nomo_shop_get_job (shop) != NULL);
}

/* The words beside the ring are for what is over soon; what goes on for hours takes no more place than it must. */
static gboolean
has_words (NomoJobsButton *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  return !nomo_session_get_narrow (self->session) && shop != NULL && nomo_shop_get_job (shop) != NULL;
}

static gboolean
patience_cb (gpointer data)
{
  NomoJobsButton *self = data;

  self->patience = 0;
  if (get_job (self) != NULL) {
    show_label (self);
    show_progress (self);
    gtk_widget_set_visible (GTK_WIDGET (self->label), has_words (self));
    gtk_widget_set_visible (GTK_WIDGET (self), has_place (self));
  }
  return G_SOURCE_REMOVE;
}

/* Under an open popover the button stays: it would point at nothing. */
static void
hide_unless_open (NomoJobsButton *self)
{
  if (get_job (self) != NULL && has_place (self))
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->activity))) {
    nomo_ring_set_progress (self->ring, 1, 1);
    show_label (self);
    return;
  }
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
job_changed_cb (NomoJobsButton *self)
{
  NomoJob *job = get_job (self);

  g_signal_group_set_target (self->job_signals, job);
  g_clear_handle_id (&self->patience, g_source_remove);
  if (job == NULL || !has_place (self))
    hide_unless_open (self);
  else
    self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

static void
shop_changed_cb (NomoJobsButton *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_signal_group_set_target (self->list_signals, shop != NULL ? nomo_shop_get_jobs (shop) : NULL);
  job_changed_cb (self);
}

static void
progress_cb (NomoJobsButton *self, GParamSpec *pspec, NomoJob *job)
{
  if (nomo_job_get_state (job) == NOMO_JOB_RUNNING)
    show_progress (self);
  else
    job_changed_cb (self);
}

static void
narrow_changed_cb (NomoJobsButton *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->label), has_words (self));
  if (get_job (self) != NULL && self->patience == 0)
    gtk_widget_set_visible (GTK_WIDGET (self), has_place (self));
}

static void
nomo_jobs_button_dispose (GObject *object)
{
  NomoJobsButton *self = NOMO_JOBS_BUTTON (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->list_signals);
  g_clear_object (&self->job_signals);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_JOBS_BUTTON);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_jobs_button_parent_class)->dispose (object);
}

static void
nomo_jobs_button_class_init (NomoJobsButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_jobs_button_dispose;
  g_type_ensure (NOMO_TYPE_RING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-jobs-button.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoJobsButton, button);
  gtk_widget_class_bind_template_child (widget_class, NomoJobsButton, ring);
  gtk_widget_class_bind_template_child (widget_class, NomoJobsButton, label);
}

static void
nomo_jobs_button_init (NomoJobsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->activity = nomo_activity_new ();
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->activity));
  g_signal_connect_object (self->activity, "closed", G_CALLBACK (hide_unless_open), self, G_CONNECT_SWAPPED);
  self->list_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->list_signals, "items-changed", G_CALLBACK (job_changed_cb), self);
  self->job_signals = g_signal_group_new (NOMO_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify", G_CALLBACK (progress_cb), self);
}

/**
 * nomo_jobs_button_set_session:
 * @self: the button
 * @session: whose shop's jobs it counts; once
 */
void
nomo_jobs_button_set_session (NomoJobsButton *self, NomoSession *session)
{
  g_return_if_fail (NOMO_IS_JOBS_BUTTON (self));
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  nomo_activity_set_session (self->activity, session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self);
  shop_changed_cb (self);
}
