#include "config.h"

#include "nomo-preferences.h"

#include "nomo-connection-page.h"
#include "nomo-costs-page.h"
#include "nomo-data-page.h"
#include "nomo-general-page.h"
#include "nomo-notifications-page.h"
#include "nomo-settings-room.h"
#include "nomo-team-page.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define WIDTH  760
#define HEIGHT 680

struct _NomoPreferences {
  AdwPreferencesWindow parent_instance;

  NomoGeneralPage *general;
  NomoCostsPage *costs;
  GSettings *settings;
  gboolean leaving; /* it closes once what was typed is kept */
  gboolean refused; /* that could not be kept the last time it was to close */
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
say_unkept (NomoPreferences *self, const char *why)
{
  g_autofree char *island = nomo_text_isolate (why);
  /* Translators: a setting that was chosen; %s says why it is not saved, as "the disk is full" */
  g_autofree char *words =
      g_strdup_printf (_ ("It is so until Nomo Flow is closed, but could not be saved: %s."), island);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (escaped));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoPreferences) self = data;
  g_autoptr (GError) error = NULL;

  if (!nomo_settings_room_look_finish (result, &error) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    say_unkept (self, error->message);
}

static void
setting_changed_cb (NomoPreferences *self)
{
  nomo_settings_room_look_async (looked_cb, g_object_ref (self));
}

/* What was typed is kept before the window goes. Who was told that it cannot be, and closes it again, is let go. */
static gboolean
nomo_preferences_close_request (GtkWindow *window)
{
  NomoPreferences *self = NOMO_PREFERENCES (window);
  gboolean again = self->refused;

  self->refused = FALSE;
  if (!nomo_costs_page_keep (self->costs) || again)
    return GTK_WINDOW_CLASS (nomo_preferences_parent_class)->close_request (window);
  self->leaving = TRUE;
  return TRUE;
}

static void
settled_cb (NomoPreferences *self, gboolean kept)
{
  if (!self->leaving)
    return;
  self->leaving = FALSE;
  self->refused = !kept;
  if (kept)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), "costs");
}

static void
nomo_preferences_finalize (GObject *object)
{
  g_object_unref (NOMO_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (nomo_preferences_parent_class)->finalize (object);
}

static void
nomo_preferences_class_init (NomoPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_preferences_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = nomo_preferences_close_request;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "preferences.connect", NULL, connect_activated);
}

static void
nomo_preferences_init (NomoPreferences *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Preferences"));
  /* A few short pages are read faster than they are searched. */
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
}

/* The window below has something else to show than a store: to sign in, or that the store is gone. */
static void
stage_changed_cb (NomoPreferences *self, GParamSpec *pspec, NomoStores *stores)
{
  if (nomo_stores_get_stage (stores) != NOMO_STAGE_SHOP)
    gtk_window_close (GTK_WINDOW (self));
}

static void
add_pages (NomoPreferences *self, NomoStores *stores)
{
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (self);
  NomoSession *session = nomo_stores_get_session (stores);

  self->general = nomo_general_page_new (session);
  self->costs = nomo_costs_page_new (session);
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (self->general));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (nomo_notifications_page_new ()));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (nomo_connection_page_new (session)));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (self->costs));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (nomo_team_page_new (session)));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (nomo_data_page_new (stores)));
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

  gtk_window_set_default_size (GTK_WINDOW (self), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  add_pages (self, stores);
  g_signal_connect_object (self->costs, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stores, "notify::stage", G_CALLBACK (stage_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_preferences_new_in_place:
 * @before: the preferences in another language
 * @parent: the window that it lies on, not yet on the screen
 * @stores: the stores of this device
 *
 * Returns: (transfer floating): the preferences in the present language, of the size of @before, on its page and with what was being typed there
 */
NomoPreferences *
nomo_preferences_new_in_place (NomoPreferences *before, GtkWindow *parent, NomoStores *stores)
{
  NomoPreferences *self = nomo_preferences_new (parent, stores);
  const char *page = adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (before));
  g_autofree char *typed = nomo_costs_page_dup_typed (before->costs);

  gtk_window_set_default_size (GTK_WINDOW (self), gtk_widget_get_width (GTK_WIDGET (before)),
                               gtk_widget_get_height (GTK_WIDGET (before)));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  nomo_costs_page_type (self->costs, typed);
  if (g_strcmp0 (page, "general") == 0)
    nomo_general_page_focus_language (self->general);
  return self;
}

/* Rows are found by the names they have in their template. */
static GtkWidget *
find_row (GtkWidget *widget, const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, id);
  return found;
}

/**
 * nomo_preferences_go_to:
 * @self: the preferences
 * @setting: the name of a page, or of a page and a row of it, as in `general/theme`
 *
 * Shows that page, with the focus on that row.
 */
void
nomo_preferences_go_to (NomoPreferences *self, const char *setting)
{
  g_auto (GStrv) names = g_strsplit (setting, "/", 2);
  GtkWidget *page, *row;

  g_return_if_fail (NOMO_IS_PREFERENCES (self));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), names[0]);
  page = GTK_WIDGET (adw_preferences_window_get_visible_page (ADW_PREFERENCES_WINDOW (self)));
  row = page != NULL && names[1] != NULL ? find_row (page, names[1]) : page;
  gtk_window_set_focus_visible (GTK_WINDOW (self), TRUE);
  if (row != NULL && !gtk_widget_grab_focus (row))
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}
