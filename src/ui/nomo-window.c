#include "config.h"

#include "nomo-window.h"

#include "nomo-crash-banner.h"
#include "nomo-empty.h"
#include "nomo-first-frame.h"
#include "nomo-first-run.h"
#include "nomo-format.h"
#include "nomo-job-row.h"
#include "nomo-page-stack.h"
#include "nomo-shell.h"
#include "nomo-upgrade-progress.h"
#include "nomo-width-first.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoWindow {
  AdwApplicationWindow parent_instance;

  GtkStack *stages;
  GtkStack *opening;
  GtkProgressBar *upgrade_bar;
  GtkLabel *upgrade_done;
  GtkListBox *restoring;
  AdwBin *welcome;
  NomoCrashBanner *crash;
  NomoEmpty *failed;
  AdwBin *shop;

  NomoShell *shell;
  GSettings *settings;
  NomoStores *stores;
  NomoFirstRun *first_run;
  guint patience;
};

/* A store opens faster than this as a rule; then nothing grey flashes up. */
#define PATIENCE_MS 200

G_DEFINE_FINAL_TYPE (NomoWindow, nomo_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_upgrading (NomoWindow *self)
{
  return nomo_upgrade_watch_get_done (nomo_stores_get_upgrade (self->stores)) >= 0;
}

static gboolean
patience_cb (gpointer data)
{
  NomoWindow *self = data;

  self->patience = 0;
  if (is_upgrading (self))
    gtk_stack_set_visible_child_name (self->opening, "upgrade");
  else
    gtk_stack_set_visible_child_name (self->opening,
                                      nomo_stores_get_restoring (self->stores) != NULL ? "restore" : "blocks");
  return G_SOURCE_REMOVE;
}

/* A small file is brought up before anybody could read of it. */
static void
upgrade_cb (NomoWindow *self)
{
  int done = nomo_upgrade_watch_get_done (nomo_stores_get_upgrade (self->stores));
  g_autofree char *percent = NULL;

  if (done < 0)
    return;
  percent = nomo_format_rate (done / 10 * 100);
  gtk_progress_bar_set_fraction (self->upgrade_bar, (double) done / NOMO_UPGRADE_WHOLE);
  gtk_label_set_text (self->upgrade_done, percent);
  if (self->patience == 0 && nomo_stores_get_stage (self->stores) == NOMO_STAGE_OPENING)
    gtk_stack_set_visible_child_name (self->opening, "upgrade");
}

/* What is to be seen while the store has made way, and is nowhere else then. */
static void
restoring_cb (NomoWindow *self)
{
  NomoJob *job = nomo_stores_get_restoring (self->stores);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->restoring))) != NULL)
    gtk_list_box_remove (self->restoring, row);
  if (job != NULL)
    gtk_list_box_append (self->restoring, nomo_job_row_new (job));
}

static void
show_opening (NomoWindow *self)
{
  gtk_stack_set_visible_child_name (self->opening, "nothing");
  if (self->patience == 0)
    self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
  nomo_page_stack_show (self->stages, "opening");
}

static void
show_welcome (NomoWindow *self)
{
  if (self->first_run == NULL) {
    self->first_run = nomo_first_run_new (self->stores);
    adw_bin_set_child (self->welcome, GTK_WIDGET (self->first_run));
  }
  nomo_page_stack_show (self->stages, "welcome");
}

static void
show_failed (NomoWindow *self)
{
  const GError *error = nomo_stores_get_error (self->stores);
  g_autoptr (NomoWords) words = NULL;
  g_autofree char *sentence = NULL;

  if (error != NULL) {
    words = nomo_words_for_error (error, TRUE);
    sentence = nomo_words_sentence (error, TRUE);
    nomo_empty_set (self->failed, NOMO_TONE_ERR, "nomo-fail-symbolic", words->title, sentence);
    nomo_empty_set_action (self->failed, _ ("Try again"), "win.retry");
  }
  nomo_page_stack_show (self->stages, "failed");
}

/* The next welcome is another one and begins at its beginning. */
static void
forget_welcome (NomoWindow *self)
{
  NomoSession *session = nomo_stores_get_session (self->stores);

  nomo_session_keep (session, "welcome", NULL);
  nomo_session_keep (session, "client-id", NULL);
  adw_bin_set_child (self->welcome, NULL);
  self->first_run = NULL;
}

static void
stage_changed_cb (NomoWindow *self)
{
  NomoStage stage = nomo_stores_get_stage (self->stores);

  if (stage != NOMO_STAGE_OPENING)
    g_clear_handle_id (&self->patience, g_source_remove);
  switch (stage) {
  case NOMO_STAGE_OPENING:
    show_opening (self);
    break;
  case NOMO_STAGE_WELCOME:
    show_welcome (self);
    nomo_first_frame_show (GTK_WIDGET (self));
    break;
  case NOMO_STAGE_FAILED:
    show_failed (self);
    nomo_first_frame_show (GTK_WIDGET (self));
    break;
  case NOMO_STAGE_SHOP:
  default:
    nomo_page_stack_show (self->stages, "shop");
    forget_welcome (self);
  }
}

static void
search_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_shell_search (NOMO_WINDOW (widget)->shell);
}

static void
filter_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_shell_filter (NOMO_WINDOW (widget)->shell);
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_shell_activate (NOMO_WINDOW (widget)->shell, "records.export");
}

static void
publish_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_shell_activate (NOMO_WINDOW (widget)->shell, "builder.to-publish");
}

static void
print_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_shell_activate (NOMO_WINDOW (widget)->shell, "records.do::print");
}

static void
sidebar_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_shell_toggle_sidebar (NOMO_WINDOW (widget)->shell);
}

static void
retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_stores_start (NOMO_WINDOW (widget)->stores);
}

/* No accelerator: those come first, and Esc belongs to an open popover before it belongs to the page. */
static gboolean
key_pressed_cb (NomoWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape || nomo_stores_get_stage (self->stores) != NOMO_STAGE_SHOP)
    return GDK_EVENT_PROPAGATE;
  return nomo_shell_close_pane (self->shell) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
keep_size (NomoWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)) || width < 360 || height < 300)
    return;
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
}

static gboolean
nomo_window_close_request (GtkWindow *window)
{
  keep_size (NOMO_WINDOW (window));
  return GTK_WINDOW_CLASS (nomo_window_parent_class)->close_request (window);
}

static void
nomo_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  if (NOMO_WINDOW (widget)->shell != NULL)
    nomo_shell_set_window_width (NOMO_WINDOW (widget)->shell, width);
  GTK_WIDGET_CLASS (nomo_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
nomo_window_dispose (GObject *object)
{
  NomoWindow *self = NOMO_WINDOW (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_WINDOW);
  self->shell = NULL;
  g_clear_object (&self->settings);
  g_clear_object (&self->stores);
  G_OBJECT_CLASS (nomo_window_parent_class)->dispose (object);
}

static void
nomo_window_class_init (NomoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = nomo_window_close_request;
  widget_class->size_allocate = nomo_window_size_allocate;
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_activated);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, filter_activated);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_activated);
  gtk_widget_class_install_action (widget_class, "win.publish", NULL, publish_activated);
  gtk_widget_class_install_action (widget_class, "win.sidebar", NULL, sidebar_activated);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_activated);
  g_type_ensure (NOMO_TYPE_CRASH_BANNER);
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_WIDTH_FIRST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, stages);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, opening);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, upgrade_bar);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, upgrade_done);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, restoring);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, crash);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, NomoWindow, shop);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

/* A window that is as large as the screen is maximised: beside its frame there would be no room for it. */
static gboolean
limit_to_screen (int *width, int *height)
{
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (gdk_display_get_default ()), 0);
  gboolean exceeds;
  GdkRectangle area;

  if (monitor == NULL)
    return FALSE;
  gdk_monitor_get_geometry (monitor, &area);
  exceeds = *width >= area.width || *height >= area.height;
  *width = MIN (*width, area.width);
  *height = MIN (*height, area.height);
  return exceeds;
}

static void
restore_size (NomoWindow *self)
{
  int width = g_settings_get_int (self->settings, "window-width");
  int height = g_settings_get_int (self->settings, "window-height");

  if (limit_to_screen (&width, &height) || g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
}

static void
fill_shop (NomoWindow *self, int width)
{
  self->shell = g_object_new (NOMO_TYPE_SHELL, NULL);
  nomo_shell_set_window_width (self->shell, width);
  nomo_shell_set_stores (self->shell, self->stores);
  adw_bin_set_child (self->shop, GTK_WIDGET (self->shell));
  nomo_shell_focus (self->shell);
}

/* Another shell in the place of this one, rather than each page with a way of its own to word again what it shows. */
static void
reworded_cb (NomoWindow *self)
{
  nomo_shell_save (self->shell);
  fill_shop (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
nomo_window_init (NomoWindow *self)
{
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_page_stack_watch (self->stages);
  restore_size (self);
  /* Whoever has not touched the keyboard has no use for the mark on what would get its keys. */
  gtk_window_set_focus_visible (GTK_WINDOW (self), FALSE);
}

/**
 * nomo_window_new:
 * @application: the program
 * @stores: the stores of this device
 *
 * Returns: (transfer floating): a window in the present language that shows what the session says
 */
NomoWindow *
nomo_window_new (GtkApplication *application, NomoStores *stores)
{
  NomoWindow *self = g_object_new (NOMO_TYPE_WINDOW, "application", application, NULL);
  int width, height;

  self->stores = g_object_ref (stores);
  if (nomo_stores_get_crash (stores) != NULL)
    nomo_crash_banner_set_crash (self->crash, nomo_stores_get_crash (stores));
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  fill_shop (self, width);
  g_signal_connect_object (nomo_stores_get_session (stores), "reworded", G_CALLBACK (reworded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nomo_stores_get_upgrade (stores), "notify::done", G_CALLBACK (upgrade_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (stores, "notify::restoring", G_CALLBACK (restoring_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stores, "notify::stage", G_CALLBACK (stage_changed_cb), self, G_CONNECT_SWAPPED);
  restoring_cb (self);
  stage_changed_cb (self);
  upgrade_cb (self);
  return self;
}

/**
 * nomo_window_save:
 * @self: a window that is about to be replaced
 *
 * Gives the session and the settings what the next window needs to look like this one.
 */
void
nomo_window_save (NomoWindow *self)
{
  g_return_if_fail (NOMO_IS_WINDOW (self));
  keep_size (self);
  nomo_shell_save (self->shell);
  if (self->first_run != NULL)
    nomo_first_run_save (self->first_run);
}
