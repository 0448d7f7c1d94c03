#include "config.h"

#include "nomo-notifications-page.h"

#include "nomo-setting-field.h"

#include <glib/gi18n.h>

#define LAST_MINUTE (24 * 60 - 1)

struct _NomoNotificationsPage {
  AdwPreferencesPage parent_instance;

  GtkSwitch *background;
  GtkSwitch *quiet;
  GtkWidget *from;
  GtkWidget *to;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (NomoNotificationsPage, nomo_notifications_page, ADW_TYPE_PREFERENCES_PAGE)

static const NomoSetting times[] = {
  { "quiet-from", NOMO_SETTING_MINUTE, N_ ("From"), NULL, 0, 0, LAST_MINUTE },
  { "quiet-to", NOMO_SETTING_MINUTE, N_ ("To"), NULL, 0, 0, LAST_MINUTE },
};

static void
changed_cb (NomoNotificationsPage *self, NomoSettingField *field)
{
  const char *key = times[GTK_WIDGET (field) == self->to].name;

  g_settings_set_int (self->settings, key, (int) nomo_setting_field_get_value (field));
}

static GtkWidget *
create_time (NomoNotificationsPage *self, const NomoSetting *setting)
{
  GtkWidget *field = nomo_setting_field_new (setting, NULL);

  nomo_setting_field_set_value (NOMO_SETTING_FIELD (field), g_settings_get_int (self->settings, setting->name));
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (field));
  g_object_bind_property (self->quiet, "active", field, "visible", G_BINDING_SYNC_CREATE);
  return field;
}

static void
nomo_notifications_page_dispose (GObject *object)
{
  NomoNotificationsPage *self = NOMO_NOTIFICATIONS_PAGE (object);

  /* Switches may live on for a while, and have nobody any more to tell of a change. */
  if (self->quiet != NULL)
    g_settings_unbind (self->quiet, "active");
  if (self->background != NULL)
    g_settings_unbind (self->background, "active");
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_NOTIFICATIONS_PAGE);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (nomo_notifications_page_parent_class)->dispose (object);
}

static void
nomo_notifications_page_class_init (NomoNotificationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_notifications_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/nomoflow/NomoFlow/ui/nomo-notifications-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoNotificationsPage, background);
  gtk_widget_class_bind_template_child (widget_class, NomoNotificationsPage, quiet);
}

static void
nomo_notifications_page_init (NomoNotificationsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  g_settings_bind (self->settings, "background", self->background, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "quiet-hours", self->quiet, "active", G_SETTINGS_BIND_DEFAULT);
  self->from = create_time (self, &times[0]);
  self->to = create_time (self, &times[1]);
}

/**
 * nomo_notifications_page_new:
 *
 * A page of the preferences: how what features tell reaches the merchant. What is chosen takes effect at once.
 *
 * Returns: (transfer floating): the page
 */
NomoNotificationsPage *
nomo_notifications_page_new (void)
{
  return g_object_new (NOMO_TYPE_NOTIFICATIONS_PAGE, NULL);
}
