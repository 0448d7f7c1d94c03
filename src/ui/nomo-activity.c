#include "config.h"

#include "nomo-activity.h"

#include "nomo-job-row.h"
#include "nomo-shop.h"
#include "nomo-sync-state.h"

struct _NomoActivity {
  GtkPopover parent_instance;

  GtkListBox *list;
  GtkStack *stack;
  GtkWidget *outbox;
  GtkLabel *waiting;

  NomoSession *session;
  GListModel *jobs;
  GSignalGroup *shop_signals;
};

G_DEFINE_FINAL_TYPE (NomoActivity, nomo_activity, GTK_TYPE_POPOVER)

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  return nomo_job_row_new (NOMO_JOB (item));
}

static void
jobs_changed_cb (NomoActivity *self)
{
  gboolean any = self->jobs != NULL && g_list_model_get_n_items (self->jobs) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "jobs" : "none");
}

static void
set_jobs (NomoActivity *self, GListModel *jobs)
{
  if (self->jobs != NULL)
    g_signal_handlers_disconnect_by_func (self->jobs, jobs_changed_cb, self);
  g_set_object (&self->jobs, jobs);
  gtk_list_box_bind_model (self->list, jobs, create_row, NULL, NULL);
  if (jobs != NULL)
    g_signal_connect_object (jobs, "items-changed", G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
  jobs_changed_cb (self);
}

static void
show_outbox (NomoActivity *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autofree char *words = shop != NULL ? nomo_sync_state_outbox (shop) : NULL;

  gtk_widget_set_visible (self->outbox, words != NULL);
  gtk_label_set_text (self->waiting, words != NULL ? words : "");
}

static void
shop_changed_cb (NomoActivity *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_signal_group_set_target (self->shop_signals, shop);
  show_outbox (self);
  set_jobs (self, shop != NULL ? nomo_shop_get_jobs (shop) : NULL);
}

static void
nomo_activity_dispose (GObject *object)
{
  NomoActivity *self = NOMO_ACTIVITY (object);

  if (self->list != NULL)
    set_jobs (self, NULL);
  g_clear_object (&self->shop_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_ACTIVITY);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_activity_parent_class)->dispose (object);
}

static void
nomo_activity_class_init (NomoActivityClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_activity_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-activity.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoActivity, list);
  gtk_widget_class_bind_template_child (widget_class, NomoActivity, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoActivity, outbox);
  gtk_widget_class_bind_template_child (widget_class, NomoActivity, waiting);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
nomo_activity_init (NomoActivity *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::unsent", G_CALLBACK (show_outbox), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::refused", G_CALLBACK (show_outbox), self);
}

/**
 * nomo_activity_new:
 *
 * The popover that shows what runs and what ended lately.
 *
 * Returns: (transfer floating): an empty one
 */
NomoActivity *
nomo_activity_new (void)
{
  return g_object_new (NOMO_TYPE_ACTIVITY, NULL);
}

/**
 * nomo_activity_set_session:
 * @self: the popover
 * @session: whose shop's jobs it shows; once
 */
void
nomo_activity_set_session (NomoActivity *self, NomoSession *session)
{
  g_return_if_fail (NOMO_IS_ACTIVITY (self));
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
}
