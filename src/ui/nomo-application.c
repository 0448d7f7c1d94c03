#include "config.h"

#include "nomo-application.h"

#include "nomo-actions.h"
#include "nomo-adw-words.h"
#include "nomo-alerts.h"
#include "nomo-calendar.h"
#include "nomo-dialogs.h"
#include "nomo-first-frame.h"
#include "nomo-gtk-mend.h"
#include "nomo-locale.h"
#include "nomo-preferences.h"
#include "nomo-run-mark.h"
#include "nomo-token-keeper.h"
#include "nomo-version.h"
#include "nomo-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _NomoApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  NomoSession *session;
  NomoStores *stores;
  NomoAlerts *alerts;
  NomoCrash *crash;
  NomoRunMark *mark; /* nullable */
  gboolean stays;    /* without a window, to watch */
  char *theme;

  gboolean demo;
  char *data_dir;
  char *accounts_url;
  char *api_url;
};

G_DEFINE_FINAL_TYPE (NomoApplication, nomo_application, ADW_TYPE_APPLICATION)

static void
failed_cb (NomoApplication *self, const GError *error)
{
  /* Without a shop the window itself says it. */
  if (nomo_stores_get_stage (self->stores) == NOMO_STAGE_SHOP &&
      !nomo_shop_get_is_demo (nomo_session_get_shop (self->session)))
    nomo_dialogs_tell (gtk_application_get_active_window (GTK_APPLICATION (self)), error, TRUE);
}

/* A sign-in that is cut off on its way into the keyring costs the merchant a reconnect, so the program outlives its windows
 * until it has arrived. */
static void
tokens_changed_cb (NomoApplication *self, NomoTokenKeeper *tokens)
{
  gboolean held = g_object_get_data (G_OBJECT (tokens), "nomo-held") != NULL;
  gboolean busy = nomo_token_keeper_is_busy (tokens);

  if (busy == held)
    return;
  g_object_set_data (G_OBJECT (tokens), "nomo-held", busy ? self : NULL);
  if (busy)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoSallaTokens *tokens = nomo_token_keeper_get_finish (NOMO_TOKEN_KEEPER (source), result, NULL);

  g_clear_pointer (&tokens, nomo_salla_tokens_unref);
}

/* With the last window goes what the keyring has not taken: it is offered once more. */
static void
nomo_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  NomoApplication *self = NOMO_APPLICATION (application);
  GList *windows = gtk_application_get_windows (application);
  NomoShop *shop = nomo_session_get_shop (self->session);
  NomoTokenKeeper *tokens = shop != NULL ? nomo_shop_get_tokens (shop) : NULL;

  if (windows != NULL && windows->next == NULL && tokens != NULL && nomo_token_keeper_is_unkept (tokens)) {
    nomo_token_keeper_hurry (tokens);
    nomo_token_keeper_get_async (tokens, NULL, NULL, got_cb, NULL);
  }
  GTK_APPLICATION_CLASS (nomo_application_parent_class)->window_removed (application, window);
}

static gboolean
signal_cb (gpointer data)
{
  g_action_group_activate_action (data, "quit", NULL);
  return G_SOURCE_CONTINUE;
}

/* A logout, too, gives a renewal the time to end. */
static void
watch_signals (NomoApplication *self)
{
  static const int signals[] = { SIGTERM, SIGINT, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], signal_cb, self);
}

static void
shop_changed_cb (NomoApplication *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  NomoTokenKeeper *tokens = shop != NULL ? nomo_shop_get_tokens (shop) : NULL;

  if (tokens == NULL)
    return;
  g_signal_handlers_disconnect_by_func (tokens, tokens_changed_cb, self);
  g_signal_connect_object (tokens, "changed", G_CALLBACK (tokens_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
apply_theme (NomoApplication *self)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (self->theme, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (self->theme, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
apply_direction (void)
{
  gtk_widget_set_default_direction (nomo_locale_is_rtl () ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

static int
weekday_of (const char *name)
{
  if (g_str_equal (name, "saturday"))
    return NOMO_SATURDAY;
  return g_str_equal (name, "monday") ? NOMO_MONDAY : NOMO_SUNDAY;
}

/* How figures and dates are written, and where weeks start. */
static void
apply_wording (NomoApplication *self)
{
  g_autofree char *calendar = g_settings_get_string (self->settings, "calendar");
  g_autofree char *week_start = g_settings_get_string (self->settings, "week-start");

  nomo_locale_set_arabic_digits (g_settings_get_boolean (self->settings, "arabic-digits"));
  nomo_calendar_set_hijri_first (g_str_equal (calendar, "hijri"));
  nomo_calendar_set_week_start (weekday_of (week_start));
}

static void
wording_changed_cb (NomoApplication *self)
{
  apply_wording (self);
  nomo_session_reword (self->session);
}

static void
follow_wording (NomoApplication *self)
{
  static const char *const signals[] = { "changed::arabic-digits", "changed::calendar", "changed::week-start" };

  apply_wording (self);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->settings, signals[i], G_CALLBACK (wording_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
background_changed_cb (NomoApplication *self)
{
  nomo_application_stay (self, g_settings_get_boolean (self->settings, "background"));
}

/* First of all, so that a start that fails is told of as well. */
static void
begin_run (NomoApplication *self)
{
  g_autofree char *folder = nomo_run_mark_dup_folder ();
  g_autoptr (GError) error = NULL;

  self->mark = nomo_run_mark_begin (folder, "nomo-flow", &error);
  if (error != NULL)
    g_debug ("This run leaves no mark: %s", error->message);
  self->crash = nomo_crash_new (folder);
}

static void
nomo_application_startup (GApplication *application)
{
  NomoApplication *self = NOMO_APPLICATION (application);
  g_autofree char *language = NULL;

  begin_run (self);
  G_APPLICATION_CLASS (nomo_application_parent_class)->startup (application);
  nomo_gtk_mend ();
  nomo_adw_words_bind ();
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  language = g_settings_get_string (self->settings, "language");
  if (*language != '\0')
    nomo_locale_set_language (language);
  follow_wording (self);
  apply_direction ();
  self->theme = g_settings_get_string (self->settings, "theme");
  apply_theme (self);
  g_settings_bind (self->settings, "period", self->session, "period", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "compare-with", self->session, "against", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "overview-tiles", self->session, "tiles", G_SETTINGS_BIND_DEFAULT);
  self->alerts = nomo_alerts_new (application, self->session, self->settings);
  g_signal_connect_object (self->settings, "changed::background", G_CALLBACK (background_changed_cb), self,
                           G_CONNECT_SWAPPED);
  background_changed_cb (self);
  nomo_actions_install (self);
  watch_signals (self);
}

static void
open_stores (NomoApplication *self)
{
  g_autoptr (NomoSallaEndpoints) endpoints = NULL;

  self->stores = nomo_stores_new (self->session, self->data_dir);
  nomo_stores_set_crash (self->stores, self->crash);
  g_signal_connect_object (self->stores, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  if (self->accounts_url != NULL || self->api_url != NULL) {
    endpoints = nomo_salla_endpoints_new (self->accounts_url, self->api_url, NULL);
    if (endpoints != NULL)
      nomo_stores_set_endpoints (self->stores, endpoints);
  }
  if (self->demo)
    nomo_stores_open_demo (self->stores);
  else
    nomo_stores_start (self->stores);
}

static void
nomo_application_activate (GApplication *application)
{
  NomoApplication *self = NOMO_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL) {
    if (self->stores == NULL)
      open_stores (self);
    window = GTK_WINDOW (nomo_window_new (GTK_APPLICATION (self), self->stores));
    nomo_first_frame_present (window, nomo_stores_get_stage (self->stores) == NOMO_STAGE_OPENING);
  } else {
    gtk_window_present (window);
  }
}

static void
nomo_application_shutdown (GApplication *application)
{
  NomoApplication *self = NOMO_APPLICATION (application);

  if (self->stores != NULL)
    nomo_stores_stop (self->stores);
  G_APPLICATION_CLASS (nomo_application_parent_class)->shutdown (application);
  g_clear_pointer (&self->mark, nomo_run_mark_end);
}

/* A wrong address ends the program here, before a window could quietly talk to the real Salla instead. */
static int
nomo_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  NomoApplication *self = NOMO_APPLICATION (application);
  g_autoptr (NomoSallaEndpoints) endpoints = NULL;
  g_autoptr (GError) error = NULL;

  endpoints = nomo_salla_endpoints_new (self->accounts_url, self->api_url, &error);
  if (endpoints == NULL) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  return -1;
}

/* Something asked of the store whose answer nobody takes any more would keep the file open, and leave its log beside it. */
static void
close_store (NomoSession *session)
{
  NomoShop *shop = session != NULL ? nomo_session_get_shop (session) : NULL;

  if (shop != NULL)
    nomo_store_close (nomo_shop_get_store (shop));
}

static void
nomo_application_dispose (GObject *object)
{
  NomoApplication *self = NOMO_APPLICATION (object);

  close_store (self->session);
  g_clear_object (&self->alerts);
  g_clear_object (&self->crash);
  g_clear_object (&self->stores);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (nomo_application_parent_class)->dispose (object);
}

static void
nomo_application_finalize (GObject *object)
{
  NomoApplication *self = NOMO_APPLICATION (object);

  g_free (self->theme);
  g_free (self->data_dir);
  g_free (self->accounts_url);
  g_free (self->api_url);
  G_OBJECT_CLASS (nomo_application_parent_class)->finalize (object);
}

static void
nomo_application_class_init (NomoApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = nomo_application_dispose;
  object_class->finalize = nomo_application_finalize;
  application_class->startup = nomo_application_startup;
  application_class->activate = nomo_application_activate;
  application_class->shutdown = nomo_application_shutdown;
  application_class->handle_local_options = nomo_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = nomo_application_window_removed;
}

static void
nomo_application_init (NomoApplication *self)
{
  const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_ ("Open the demo store"), NULL },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_ ("Keep the stores in this folder"), N_ ("FOLDER") },
    { "accounts-url", 0, 0, G_OPTION_ARG_STRING, &self->accounts_url, N_ ("Sign in at this address instead of Salla’s"),
      N_ ("ADDRESS") },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, &self->api_url, N_ ("Read from this address instead of Salla’s"),
      N_ ("ADDRESS") },
    { NULL },
  };

  self->session = nomo_session_new ();
  g_signal_connect_object (self->session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_add_main_option_entries (G_APPLICATION (self), nomo_version_entries ());
  g_application_set_option_context_summary (G_APPLICATION (self), _ ("The marketing desk of your Salla shop"));
}

/**
 * nomo_application_new:
 *
 * Returns: (transfer full): the program; a second one in the same session raises the first one's window
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

/**
 * nomo_application_get_stores:
 * @self: the program, running
 *
 * Returns: (transfer none): the stores of this device
 */
NomoStores *
nomo_application_get_stores (NomoApplication *self)
{
  g_return_val_if_fail (NOMO_IS_APPLICATION (self), NULL);
  return self->stores;
}

/**
 * nomo_application_stay:
 * @self: the program
 * @stays: whether it goes on without a window
 */
void
nomo_application_stay (NomoApplication *self, gboolean stays)
{
  g_return_if_fail (NOMO_IS_APPLICATION (self));
  if (stays == self->stays)
    return;
  self->stays = stays;
  if (stays)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

/**
 * nomo_application_try_alert:
 * @self: the program, running
 *
 * Tells something that did not happen, so that a person sees whether it arrives.
 */
void
nomo_application_try_alert (NomoApplication *self)
{
  g_return_if_fail (NOMO_IS_APPLICATION (self));
  nomo_alerts_try (self->alerts);
}

static GtkWindow *
find_window (NomoApplication *self, GType type)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL; window = window->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (window->data, type))
      return window->data;
  return NULL;
}

/**
 * nomo_application_get_main_window:
 * @self: the program
 *
 * Returns: (transfer none) (nullable): the window with the shell, whichever lies on top of it
 */
GtkWindow *
nomo_application_get_main_window (NomoApplication *self)
{
  g_return_val_if_fail (NOMO_IS_APPLICATION (self), NULL);
  return find_window (self, NOMO_TYPE_WINDOW);
}

/**
 * nomo_application_get_language:
 * @self: the program
 *
 * Returns: "ar" or "en"
 */
const char *
nomo_application_get_language (NomoApplication *self)
{
  return nomo_locale_get_language ();
}

static GtkWindow *
find_on (GtkWindow *window)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *toplevel = toplevels; toplevel != NULL; toplevel = toplevel->next)
    if (gtk_window_get_transient_for (toplevel->data) == window)
      return toplevel->data;
  return NULL;
}

/* What lies on a window goes before it: GTK asks the window below once more when it lets go of one. */
static void
destroy_with_all_on_it (GtkWindow *window)
{
  GtkWindow *above;

  while ((above = find_on (window)) != NULL)
    destroy_with_all_on_it (above);
  gtk_window_destroy (window);
}

/* Until the new window paints, what is in the old one would turn round and speak both languages: a picture of it takes its
 * place. It stays alive, since whoever asked for the language is still busy in there. */
static void
hold_still (GtkWindow *window)
{
  gboolean is_main = ADW_IS_APPLICATION_WINDOW (window);
  GtkWidget *content = is_main ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (window))
                               : adw_window_get_content (ADW_WINDOW (window));
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (content);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (live);
  GtkWidget *picture = gtk_picture_new_for_paintable (still);

  g_object_set_data_full (G_OBJECT (window), "nomo-content", g_object_ref (content), g_object_unref);
  if (is_main)
    adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), picture);
  else
    adw_window_set_content (ADW_WINDOW (window), picture);
}

/* The old window goes when the new one paints, so that nothing flickers. */
static gboolean
replaced_cb (GtkWidget *after, GdkFrameClock *clock, gpointer before)
{
  destroy_with_all_on_it (before);
  return G_SOURCE_REMOVE;
}

static void
show_in_place (GtkWindow *before, GtkWindow *after)
{
  gtk_window_present (after);
  gtk_window_set_focus_visible (after, gtk_window_get_focus_visible (before));
}

/**
 * nomo_application_set_language:
 * @self: the program
 * @language: "ar" or "en"
 *
 * Switches the interface while it runs: windows are built anew from the session and show what they showed.
 */
void
nomo_application_set_language (NomoApplication *self, const char *language)
{
  GtkWindow *before = nomo_application_get_main_window (self);
  GtkWindow *preferences = find_window (self, NOMO_TYPE_PREFERENCES);
  GtkWindow *after;

  g_return_if_fail (NOMO_IS_APPLICATION (self));
  if (before != NULL) {
    nomo_window_save (NOMO_WINDOW (before));
    hold_still (before);
  }
  if (preferences != NULL)
    hold_still (preferences);
  g_settings_set_string (self->settings, "language", language);
  nomo_locale_set_language (language);
  apply_direction ();
  if (before == NULL)
    return;
  after = GTK_WINDOW (nomo_window_new (GTK_APPLICATION (self), self->stores));
  show_in_place (before, after);
  gtk_widget_add_tick_callback (GTK_WIDGET (after), replaced_cb, g_object_ref (before), g_object_unref);
  if (preferences != NULL)
    show_in_place (preferences,
                   GTK_WINDOW (nomo_preferences_new_in_place (NOMO_PREFERENCES (preferences), after, self->stores)));
}

/**
 * nomo_application_get_theme:
 * @self: the program
 *
 * Returns: "system", "light" or "dark"
 */
const char *
nomo_application_get_theme (NomoApplication *self)
{
  return self->theme;
}

/**
 * nomo_application_set_theme:
 * @self: the program
 * @theme: "system", "light" or "dark"
 */
void
nomo_application_set_theme (NomoApplication *self, const char *theme)
{
  g_return_if_fail (NOMO_IS_APPLICATION (self));
  g_free (self->theme);
  self->theme = g_strdup (theme);
  g_settings_set_string (self->settings, "theme", theme);
  apply_theme (self);
}
