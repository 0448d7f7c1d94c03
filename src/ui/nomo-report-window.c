#include "config.h"

#include "nomo-report-window.h"

#include "nomo-banner.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH  640
#define HEIGHT 640
#define NAME   "nomo-flow-report.txt"
#define SUFFIX "txt"

struct _NomoReportWindow {
  AdwWindow parent_instance;

  NomoBanner *banner;
  GtkStack *stack;
  GtkTextView *view;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoReportWindow, nomo_report_window, ADW_TYPE_WINDOW)

static char *
dup_text (NomoReportWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoReportWindow *self = NOMO_REPORT_WINDOW (widget);
  g_autofree char *text = dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  nomo_banner_show (self->banner, NOMO_TONE_OK, "nomo-ok-symbolic", _ ("The report is copied."));
}

static void
show_error (NomoReportWindow *self, const GError *reason)
{
  g_autoptr (GError) error = nomo_engine_error_new_output (reason);
  g_autofree char *sentence = nomo_words_sentence (error, FALSE);

  nomo_banner_show (self->banner, NOMO_TONE_ERR, "nomo-fail-symbolic", sentence);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoReportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (G_FILE (source));
  g_autofree char *shown = nomo_text_isolate_ltr (path);
  g_autofree char *sentence = NULL;
  gboolean ok = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (self->banner == NULL)
    return;
  if (!ok) {
    show_error (self, error);
    return;
  }
  /* Translators: %s is a path. */
  sentence = g_strdup_printf (_ ("The report is saved: %s"), shown);
  nomo_banner_show (self->banner, NOMO_TONE_OK, "nomo-ok-symbolic", sentence);
}

static void
save_to (gpointer data, const char *path, const char *option)
{
  NomoReportWindow *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (path != NULL ? path : "");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->view == NULL)
    return;
  text = dup_text (self);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable, saved_cb,
                                       g_object_ref (self));
}

static void
save_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_dialogs_ask_file (GTK_WINDOW (widget), &(NomoFileQuestion) { _ ("Save the report"), NAME, _ ("Text"), SUFFIX },
                         save_to, g_object_ref (widget), g_object_unref);
}

static void
set_ready (NomoReportWindow *self, gboolean ready)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.copy", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save", ready);
  gtk_stack_set_visible_child_name (self->stack, ready ? "report" : "wait");
}

/* Whoever opened it reads it. */
static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoReportWindow) self = data;
  g_autofree char *report = nomo_support_report_make_finish (result, NULL);
  GtkTextBuffer *buffer;
  GtkTextIter start;

  if (report == NULL || self->view == NULL)
    return;
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_set_text (buffer, report, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  set_ready (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
nomo_report_window_dispose (GObject *object)
{
  NomoReportWindow *self = NOMO_REPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_REPORT_WINDOW);
  G_OBJECT_CLASS (nomo_report_window_parent_class)->dispose (object);
}

static void
nomo_report_window_finalize (GObject *object)
{
  g_clear_object (&NOMO_REPORT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (nomo_report_window_parent_class)->finalize (object);
}

static void
nomo_report_window_class_init (NomoReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_report_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_report_window_finalize;
  g_type_ensure (NOMO_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoReportWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, NomoReportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoReportWindow, view);
  gtk_widget_class_install_action (widget_class, "report.copy", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "report.save", NULL, save_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "report.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
nomo_report_window_init (NomoReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  /* English, whatever the interface speaks. */
  gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
  set_ready (self, FALSE);
}

/**
 * nomo_report_window_new:
 * @parent: the window that it lies on
 * @facts: what the report is about
 *
 * Makes a report for support and shows all of it, before it can be saved or copied.
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
nomo_report_window_new (GtkWindow *parent, const NomoSupportFacts *facts)
{
  NomoReportWindow *self = g_object_new (NOMO_TYPE_REPORT_WINDOW, "transient-for", parent, "application",
                                         gtk_window_get_application (parent), NULL);

  gtk_window_set_default_size (GTK_WINDOW (self), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  nomo_support_report_make_async (facts, self->cancellable, made_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
