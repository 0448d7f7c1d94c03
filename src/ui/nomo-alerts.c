#include "config.h"

#include "nomo-alerts.h"

#include "nomo-features.h"
#include "nomo-machine.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* What features tell goes to the desktop's notifications, and into the window where the desktop has none. */
struct _NomoAlerts {
  GObject parent_instance;

  GApplication *application;
  NomoSession *session;
  GSettings *settings;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (NomoAlerts, nomo_alerts, G_TYPE_OBJECT)

/* Who shows notifications, in the order in which GIO asks for them. */
static const char *const daemons[] = { "org.gtk.Notifications", "org.freedesktop.Notifications" };

/* It is there outside of a sandbox as well, where GIO does not ask it. */
#define PORTAL "org.freedesktop.portal.Desktop"

static GVariant *
get_target (const NomoAlert *alert, const char **action)
{
  *action = alert->record != 0 ? "app.open" : alert->filter != NULL ? "app.list" : "app.page";
  if (alert->record != 0)
    return g_variant_new ("(sx)", alert->place, alert->record);
  if (alert->filter != NULL)
    return g_variant_new ("(sss)", alert->place, alert->filter, alert->title);
  return g_variant_new_string (alert->place);
}

typedef struct {
  NomoAlerts *self;
  NomoAlert *alert;
} Telling;

static void
telling_free (Telling *telling)
{
  g_object_unref (telling->self);
  nomo_alert_free (telling->alert);
  g_free (telling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Telling, telling_free)

static void
tell_desktop (NomoAlerts *self, const NomoAlert *alert)
{
  g_autoptr (GNotification) notification = g_notification_new (alert->title);
  g_autofree char *id =
      g_strdup_printf ("%s-%" G_GINT64_FORMAT, nomo_feature_kinds ()[alert->feature].name, alert->record);
  const char *action = NULL;
  GVariant *target = get_target (alert, &action);

  g_notification_set_body (notification, alert->body);
  g_notification_set_default_action_and_target_value (notification, action, target);
  g_application_send_notification (self->application, id, notification);
}

static void
tell_window (NomoAlerts *self, const NomoAlert *alert)
{
  /* Translators: what is told in the window where the desktop shows no notifications: 1 is what happened, 2 more of it. */
  g_autofree char *sentence = g_strdup_printf (_ ("%1$s: %2$s"), alert->title, alert->body);
  const char *action = NULL;
  GVariant *target = get_target (alert, &action);

  nomo_session_mention (self->session, sentence, C_ ("alert", "Show"), action, target);
}

static gboolean
has_daemon (GVariant *names)
{
  g_autofree const char **list = NULL;

  g_variant_get (names, "(^a&s)", &list);
  if (nomo_machine_is_sandbox ())
    return g_strv_contains (list, PORTAL);
  for (guint i = 0; i < G_N_ELEMENTS (daemons); i++)
    if (g_strv_contains (list, daemons[i]))
      return TRUE;
  return FALSE;
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Telling) telling = data;
  g_autoptr (GVariant) names = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (names != NULL && has_daemon (names))
    tell_desktop (telling->self, telling->alert);
  else
    tell_window (telling->self, telling->alert);
}

static void
list_names (Telling *telling, const char *method, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (g_application_get_dbus_connection (telling->self->application), "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus", method, NULL, G_VARIANT_TYPE ("(as)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback, telling);
}

/* A daemon that does not run yet is started by the first notification. */
static void
running_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Telling) telling = data;
  g_autoptr (GVariant) names = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (names != NULL && has_daemon (names))
    tell_desktop (telling->self, telling->alert);
  else
    list_names (g_steal_pointer (&telling), "ListActivatableNames", named_cb);
}

static void
tell (NomoAlerts *self, const NomoAlert *alert)
{
  Telling *telling = g_new (Telling, 1);

  *telling = (Telling) { g_object_ref (self), nomo_alert_copy (alert) };
  if (g_application_get_dbus_connection (self->application) != NULL) {
    list_names (telling, "ListNames", running_cb);
  } else {
    tell_window (self, alert);
    telling_free (telling);
  }
}

/**
 * nomo_alerts_try:
 * @self: the alerts
 *
 * Tells something that did not happen, so that a person sees whether it arrives.
 */
void
nomo_alerts_try (NomoAlerts *self)
{
  NomoAlert alert = {
    NOMO_FEATURE_NEW_ORDERS, _ ("Notifications arrive"), _ ("New orders will look like this."), "features", 0, NULL
  };

  g_return_if_fail (NOMO_IS_ALERTS (self));
  tell (self, &alert);
}

static void
apply_quiet (NomoAlerts *self)
{
  NomoFeatures *features = nomo_session_get_features (self->session);
  gboolean quiet = g_settings_get_boolean (self->settings, "quiet-hours");
  int from = g_settings_get_int (self->settings, "quiet-from");

  if (features != NULL)
    nomo_features_set_quiet (features, from, quiet ? g_settings_get_int (self->settings, "quiet-to") : from);
}

static void
failed_cb (NomoAlerts *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  nomo_session_say (self->session, sentence, NULL, NULL, NULL);
}

static void
shop_changed_cb (NomoAlerts *self)
{
  g_signal_group_set_target (self->signals, nomo_session_get_features (self->session));
  apply_quiet (self);
}

static void
nomo_alerts_dispose (GObject *object)
{
  NomoAlerts *self = NOMO_ALERTS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_alerts_parent_class)->dispose (object);
}

static void
nomo_alerts_class_init (NomoAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_alerts_dispose;
}

static void
nomo_alerts_init (NomoAlerts *self)
{
  self->signals = g_signal_group_new (NOMO_TYPE_FEATURES);
  g_signal_group_connect_swapped (self->signals, "alert", G_CALLBACK (tell), self);
  g_signal_group_connect_swapped (self->signals, "failed", G_CALLBACK (failed_cb), self);
}

/**
 * nomo_alerts_new:
 * @application: (transfer none): the program, which outlives this
 * @session: whose shop's features are listened to
 * @settings: the program's settings
 *
 * Returns: (transfer full): what brings alerts to the merchant
 */
NomoAlerts *
nomo_alerts_new (GApplication *application, NomoSession *session, GSettings *settings)
{
  static const char *const keys[] = { "changed::quiet-hours", "changed::quiet-from", "changed::quiet-to" };
  NomoAlerts *self = g_object_new (NOMO_TYPE_ALERTS, NULL);

  self->application = application;
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (settings, keys[i], G_CALLBACK (apply_quiet), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  return self;
}
