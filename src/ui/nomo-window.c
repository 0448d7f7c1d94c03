#include "config.h"

#include "nomo-window.h"

#include <glib/gi18n.h>

struct _NomoWindow {
  AdwApplicationWindow parent_instance;

  NomoSession *session;
};

G_DEFINE_FINAL_TYPE (NomoWindow, nomo_window, ADW_TYPE_APPLICATION_WINDOW)

static void
nomo_window_finalize (GObject *object)
{
  g_clear_object (&NOMO_WINDOW (object)->session);
  G_OBJECT_CLASS (nomo_window_parent_class)->finalize (object);
}

static void
nomo_window_class_init (NomoWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_window_finalize;
}

static void
nomo_window_init (NomoWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Nomo Flow"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 820);
}

/**
 * nomo_window_new:
 * @application: the program
 * @session: what the pages share
 *
 * Returns: (transfer floating): a window of the shell
 */
NomoWindow *
nomo_window_new (GtkApplication *application, NomoSession *session)
{
  NomoWindow *self = g_object_new (NOMO_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  return self;
}
