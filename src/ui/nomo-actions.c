#include "config.h"

#include "nomo-actions.h"

#include "nomo-commands.h"
#include "nomo-dialogs.h"
#include "nomo-folder.h"
#include "nomo-preferences.h"
#include "nomo-proof-window.h"
#include "nomo-report-window.h"
#include "nomo-shortcuts.h"
#include "nomo-sign-in-facts.h"
#include "nomo-store-error.h"
#include "nomo-store.h"
#include "nomo-stores.h"
#include "nomo-undo-words.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

static NomoSession *
get_session (gpointer data)
{
  return nomo_application_get_session (data);
}

static GtkWindow *
get_window (gpointer data)
{
  return gtk_application_get_active_window (data);
}

/* A notification leads here as well, and the window may be hidden or closed by then. */
static void
come_forward (gpointer data)
{
  g_application_activate (data);
}

static void
page_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  nomo_session_set_page (get_session (data), g_variant_get_string (parameter, NULL));
  come_forward (data);
}

static void
open_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *place;
  gint64 record;

  g_variant_get (parameter, "(&sx)", &place, &record);
  nomo_session_set_page (get_session (data), place);
  nomo_session_set_open (get_session (data), place, record);
  come_forward (data);
}

static void
list_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *place, *filter, *words;

  g_variant_get (parameter, "(&s&s&s)", &place, &filter, &words);
  nomo_session_set_page (get_session (data), place);
  nomo_session_set_open (get_session (data), place, 0);
  nomo_session_narrow (get_session (data), place, filter, words);
  come_forward (data);
}

static void
new_coupon_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (nomo_session_get_shop (get_session (data)) == NULL)
    return;
  nomo_session_set_open (get_session (data), "coupon-builder", 0);
  nomo_session_set_page (get_session (data), "coupon-builder");
  come_forward (data);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *summary = nomo_shop_sync_finish (NOMO_SHOP (source), result, NULL);
}

/* How it ended stands in the shop's state and in its job. */
static void
sync_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  NomoShop *shop = nomo_session_get_shop (get_session (data));

  if (shop != NULL)
    nomo_shop_sync_async (shop, NULL, synced_cb, NULL);
}

static void
connect_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  nomo_session_keep (get_session (data), "welcome", NULL);
  nomo_stores_welcome (nomo_application_get_stores (data), TRUE);
}

static void
reconnect_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  NomoShop *shop = nomo_session_get_shop (get_session (data));
  NomoStores *stores = nomo_application_get_stores (data);

  if (shop != NULL && nomo_shop_get_is_demo (shop)) {
    nomo_stores_open_demo (stores);
  } else {
    /* It is known which store it is, so there is nothing to choose. */
    nomo_session_keep (get_session (data), "welcome", g_variant_new_string ("own"));
    nomo_stores_welcome (stores, TRUE);
  }
}

/* Asks the keyring once more. */
static void
reopen_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  NomoShop *shop = nomo_session_get_shop (get_session (data));
  g_autofree char *merchant = NULL;

  if (shop == NULL)
    return;
  merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop));
  nomo_stores_open (nomo_application_get_stores (data), merchant);
}

static void
store_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  nomo_stores_open (nomo_application_get_stores (data), g_variant_get_string (parameter, NULL));
}

static void
disconnect_answered (gpointer data, const char *answer)
{
  if (g_str_equal (answer, "keep") || g_str_equal (answer, "erase"))
    nomo_stores_disconnect (nomo_application_get_stores (data), g_str_equal (answer, "erase"));
}

static void
disconnect_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  NomoShop *shop = nomo_session_get_shop (get_session (data));
  const char *name = shop != NULL ? nomo_shop_get_name (shop) : NULL;

  if (shop == NULL)
    return;
  if (nomo_sign_in_is_forgotten (shop))
    nomo_dialogs_ask_erase (get_window (data), name != NULL ? name : "", disconnect_answered, g_object_ref (data),
                            g_object_unref);
  else
    nomo_dialogs_ask_disconnect (get_window (data), name != NULL ? name : "", disconnect_answered, g_object_ref (data),
                                 g_object_unref);
}

static GtkWindow *
find_preferences (gpointer data)
{
  for (GList *window = gtk_application_get_windows (data); window != NULL; window = window->next)
    if (NOMO_IS_PREFERENCES (window->data))
      return window->data;
  return NULL;
}

/* The window manager may give the keys to the window below them. */
static void
preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = nomo_application_get_main_window (data);
  GtkWindow *there = find_preferences (data);

  if (window != NULL && get_window (data) == window)
    gtk_window_present (there != NULL ? there
                                      : GTK_WINDOW (nomo_preferences_new (window, nomo_application_get_stores (data))));
}

static void
prove_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = nomo_application_get_main_window (data);

  if (window != NULL && get_window (data) == window && nomo_session_get_shop (get_session (data)) != NULL)
    gtk_window_present (GTK_WINDOW (nomo_proof_window_new (window, get_session (data))));
}

typedef struct {
  NomoSession *session;
  char *path;
} Shown;

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Shown *shown = data;
  g_autofree char *folder = g_path_get_dirname (shown->path);
  /* Translators: %s is a path */
  g_autofree char *sentence = g_strdup_printf (_ ("No program here opens folders. The file is in %s."), folder);

  if (!nomo_folder_open_finish (result))
    nomo_session_say (shown->session, sentence, NULL, NULL, NULL);
  g_object_unref (shown->session);
  g_free (shown->path);
  g_free (shown);
}

static void
show_file_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Shown *shown = g_new (Shown, 1);

  *shown = (Shown) { g_object_ref (get_session (data)), g_variant_dup_string (parameter, NULL) };
  nomo_folder_open_async (shown->path, shown_cb, shown);
}

static void
try_alert_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  nomo_application_try_alert (data);
}

typedef struct {
  NomoSession *session;
  char *commit;
} Undoing;

static void
undoing_free (Undoing *undoing)
{
  g_object_unref (undoing->session);
  g_free (undoing->commit);
  g_free (undoing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undoing, undoing_free)

/* What could not be taken back now can be once there is room. */
static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Undoing) undoing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoUndone) undone = nomo_undo_finish (NOMO_STORE (source), result, &error);
  g_autofree char *sentence = undone != NULL ? nomo_undo_words (undone) : nomo_words_sentence (error, TRUE);

  if (undone != NULL || !nomo_store_error_is_about_writing (error))
    nomo_session_say (undoing->session, sentence, NULL, NULL, NULL);
  else
    nomo_session_say (undoing->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (undoing->commit));
}

static void
undo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  NomoShop *shop = nomo_session_get_shop (get_session (data));
  const char *name = shop != NULL ? nomo_shop_get_owner_name (shop) : NULL;
  Undoing *undoing;

  if (shop == NULL)
    return;
  undoing = g_new (Undoing, 1);
  *undoing = (Undoing) { g_object_ref (get_session (data)), g_variant_dup_string (parameter, NULL) };
  nomo_undo_async (nomo_shop_get_store (shop), undoing->commit, name != NULL ? name : "me", NOMO_ROLE_OWNER, undone_cb,
                   undoing);
}

/* For what has no session at hand: a sentence, and the commit that can be undone. */
static void
say_done_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *sentence, *commit_id;

  g_variant_get (parameter, "(&s&s)", &sentence, &commit_id);
  nomo_session_say (get_session (data), sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit_id));
}

/* On the page and the row that the target names, as "general/theme". */
static void
setting_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *active = get_window (data);
  gboolean is_free = NOMO_IS_PREFERENCES (active) || active == nomo_application_get_main_window (data);

  g_action_group_activate_action (data, "preferences", NULL);
  if (is_free && find_preferences (data) != NULL)
    nomo_preferences_go_to (NOMO_PREFERENCES (find_preferences (data)), g_variant_get_string (parameter, NULL));
}

/* One is enough, and it may lie on any window. */
static void
report_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = get_window (data);
  NomoStores *stores = nomo_application_get_stores (data);
  g_autofree char *libraries = NULL;
  NomoSupportFacts facts;

  if (window == NULL || stores == NULL || NOMO_IS_REPORT_WINDOW (window))
    return;
  libraries = g_strdup_printf ("GTK %u.%u.%u, libadwaita %u.%u.%u", gtk_get_major_version (), gtk_get_minor_version (),
                               gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
                               adw_get_micro_version ());
  facts = (NomoSupportFacts) { "nomo-flow", libraries, nomo_stores_get_data_dir (stores),
                               nomo_crash_get_folder (nomo_stores_get_crash (stores)) };
  gtk_window_present (GTK_WINDOW (nomo_report_window_new (window, &facts)));
}

static void
forget_crash_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  NomoStores *stores = nomo_application_get_stores (data);

  if (stores != NULL)
    nomo_crash_set_told (nomo_stores_get_crash (stores));
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  nomo_dialogs_show_about (get_window (data));
}

static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  nomo_shortcuts_show (get_window (data));
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window;

  nomo_application_stay (data, FALSE);
  while ((window = get_window (data)) != NULL)
    gtk_window_destroy (window);
}

static void
language_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  if (g_variant_equal (g_action_get_state (G_ACTION (action)), value))
    return;
  g_simple_action_set_state (action, value);
  nomo_application_set_language (data, g_variant_get_string (value, NULL));
}

static void
theme_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  nomo_application_set_theme (data, g_variant_get_string (value, NULL));
}

static const GActionEntry entries[] = {
  { "page", page_activated, "s" },
  { "open", open_activated, "(sx)" },
  { "list", list_activated, "(sss)" },
  { "new-coupon", new_coupon_activated },
  { "sync", sync_activated },
  { "connect", connect_activated },
  { "reconnect", reconnect_activated },
  { "reopen", reopen_activated },
  { "disconnect", disconnect_activated },
  { "preferences", preferences_activated },
  { "prove", prove_activated },
  { "show-file", show_file_activated, "s" },
  { "setting", setting_activated, "s" },
  { "store", store_activated, "s" },
  { "try-alert", try_alert_activated },
  { "report", report_activated },
  { "forget-crash", forget_crash_activated },
  { "about", about_activated },
  { "shortcuts", shortcuts_activated },
  { "quit", quit_activated },
  { "undo", undo_activated, "s" },
  { "say-done", say_done_activated, "(ss)" },
  { "language", NULL, "s", "'en'", language_changed },
  { "theme", NULL, "s", "'system'", theme_changed },
};

static void
set_accels (NomoApplication *application)
{
  guint n;
  const NomoCommandSpec *specs = nomo_command_specs (&n);

  for (guint i = 0; i < n; i++)
    if (specs[i].action != NULL && specs[i].keys != NULL)
      gtk_application_set_accels_for_action (GTK_APPLICATION (application), specs[i].action,
                                             (const char *[]) { specs[i].keys, NULL });
}

/**
 * nomo_actions_install:
 * @application: the program, with its language and theme set
 *
 * Gives the program its commands and their keys. Menus, buttons and tests go by the same names.
 */
void
nomo_actions_install (NomoApplication *application)
{
  GAction *action;

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  action = g_action_map_lookup_action (G_ACTION_MAP (application), "language");
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (nomo_application_get_language (application)));
  action = g_action_map_lookup_action (G_ACTION_MAP (application), "theme");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (nomo_application_get_theme (application)));
  set_accels (application);
}
