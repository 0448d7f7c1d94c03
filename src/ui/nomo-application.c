#include "config.h"

#include "nomo-application.h"

#include "nomo-window.h"

struct _NomoApplication {
  AdwApplication parent_instance;

  NomoSession *session;
};

G_DEFINE_FINAL_TYPE (NomoApplication, nomo_application, ADW_TYPE_APPLICATION)

static void
nomo_application_activate (GApplication *application)
{
  NomoApplication *self = NOMO_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (nomo_window_new (GTK_APPLICATION (self), self->session));
  gtk_window_present (window);
}

static void
nomo_application_dispose (GObject *object)
{
  NomoApplication *self = NOMO_APPLICATION (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_application_parent_class)->dispose (object);
}

static void
nomo_application_class_init (NomoApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_application_dispose;
  G_APPLICATION_CLASS (klass)->activate = nomo_application_activate;
}

static void
nomo_application_init (NomoApplication *self)
{
  self->session = nomo_session_new ();
}

/**
 * nomo_application_new:
 *
 * Returns: (transfer full): the program; a second one with the same data raises the first one's window
 */
NomoApplication *
nomo_application_new (void)
{
  return g_object_new (NOMO_TYPE_APPLICATION, "application-id", NOMO_APPLICATION_ID, "resource-base-path",
                       "/io/github/nomoflow/NomoFlow", NULL);
}

/**
 * nomo_application_get_session:
 * @self: the program
 *
 * Returns: (transfer none): what its windows and pages share
 */
NomoSession *
nomo_application_get_session (NomoApplication *self)
{
  g_return_val_if_fail (NOMO_IS_APPLICATION (self), NULL);
  return self->session;
}
