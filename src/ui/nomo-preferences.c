#include "config.h"

#include "nomo-preferences.h"

#include "nomo-connection-page.h"

#include <glib/gi18n.h>

#define WIDTH  640
#define HEIGHT 680

struct _NomoPreferences {
  AdwPreferencesWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (NomoPreferences, nomo_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The welcome may be what lies below already. */
static void
connect_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "app.connect", NULL);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
nomo_preferences_class_init (NomoPreferencesClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "preferences.connect", NULL, connect_activated);
}

static void
nomo_preferences_init (NomoPreferences *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Preferences"));
  /* One page is read faster than it is searched. */
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
}

/* The window below has something else to show than a store: to sign in, or that the store is gone. */
static void
stage_changed_cb (NomoPreferences *self, GParamSpec *pspec, NomoStores *stores)
{
  if (nomo_stores_get_stage (stores) != NOMO_STAGE_SHOP)
    gtk_window_close (GTK_WINDOW (self));
}

/**
 * nomo_preferences_new:
 * @parent: the window that it lies on
 * @stores: the stores of this device
 *
 * Returns: (transfer floating): what can be seen and set of the program
 */
NomoPreferences *
nomo_preferences_new (GtkWindow *parent, NomoStores *stores)
{
  NomoPreferences *self = g_object_new (NOMO_TYPE_PREFERENCES, "application", gtk_window_get_application (parent),
                                        "transient-for", parent, "modal", TRUE, NULL);
  NomoConnectionPage *connection = nomo_connection_page_new (nomo_stores_get_session (stores));

  gtk_window_set_default_size (GTK_WINDOW (self), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (connection));
  g_signal_connect_object (stores, "notify::stage", G_CALLBACK (stage_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
