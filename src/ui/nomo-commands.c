#include "config.h"

#include "nomo-commands.h"

#include "nomo-catalogue.h"
#include "nomo-places.h"
#include "nomo-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define ACTION  NOMO_COMMAND_ACTION
#define SETTING NOMO_COMMAND_SETTING
#define KEY     NOMO_COMMAND_KEY

#define GENERAL  N_ ("General")
#define PAGES    N_ ("Pages")
#define LISTS    N_ ("Lists")
#define CHARTS   N_ ("Charts")
#define SETTINGS "app.setting::"
#define EXPORT   "win.export"
#define MOST_ALT 9

/* How well a command matches: the lower the better. */
enum { BEGINS_NAME, IN_NAME, IN_OTHER_WORDS, NOT };

/* Whoever gives the program an action gives it a line here: the search, the keys and the window of shortcuts follow. */
static const NomoCommandSpec specs[] = {
  { KEY, N_ ("Search"), NULL, NULL, "win.search", "<Ctrl>K", GENERAL },
  { ACTION, N_ ("Sync now"), N_ ("refresh;update;reload;fetch;Salla"), "nomo-sync-symbolic", "app.sync", "F5",
    GENERAL },
  { ACTION, N_ ("New coupon"), N_ ("create;make;add;code;voucher;discount;promotion"), "nomo-coupon-symbolic",
    "app.new-coupon", "<Ctrl>N", GENERAL },
  { ACTION, N_ ("Switch to Arabic"), N_ ("language;translation;interface"), "nomo-chat-symbolic", "app.language::ar" },
  { ACTION, N_ ("Switch to English"), N_ ("language;translation;interface"), "nomo-chat-symbolic", "app.language::en" },
  { ACTION, N_ ("Dark colours"), N_ ("dark;night;black;theme;mode;colors"), "nomo-moon-symbolic", "app.theme::dark" },
  { ACTION, N_ ("Light colours"), N_ ("light;day;white;theme;mode;colors"), "nomo-sparkle-symbolic",
    "app.theme::light" },
  { ACTION, N_ ("Colours as the system"), N_ ("automatic;theme;mode;colors"), "nomo-gear-symbolic",
    "app.theme::system" },
  { ACTION, N_ ("Connect another store"), N_ ("add;new;second;shop;Salla"), "nomo-store-symbolic", "app.connect" },
  { ACTION, N_ ("Disconnect this store…"), N_ ("remove;delete;erase;log out;sign out;unlink"), "nomo-link-symbolic",
    "app.disconnect" },
  { ACTION, N_ ("Check and prove the data…"), N_ ("verify;integrity;sound;audit;certificate;PDF;backup"),
    "nomo-shield-symbolic", "app.prove" },
  { KEY, N_ ("Menu"), NULL, NULL, NULL, "F10", GENERAL },
  { ACTION, N_ ("Preferences"), N_ ("settings;options;configuration"), "nomo-gear-symbolic", "app.preferences",
    "<Ctrl>comma", GENERAL },
  { ACTION, N_ ("Keyboard shortcuts"), N_ ("keys;hotkeys;help"), "nomo-note-symbolic", "app.shortcuts",
    "<Ctrl>question", GENERAL },
  { ACTION, N_ ("Report for support"), N_ ("help;problem;bug;crash;error;log;diagnosis"), "nomo-note-symbolic",
    "app.report" },
  { ACTION, N_ ("About Nomo Flow"), N_ ("version;licence;program;help"), "nomo-rocket-symbolic", "app.about" },
  { ACTION, N_ ("Quit"), N_ ("exit;close;end"), "window-close-symbolic", "app.quit", "<Ctrl>Q", GENERAL },
  { ACTION, N_ ("Show or hide the sidebar"), N_ ("navigation;panel;full width"), "sidebar-show-symbolic", "win.sidebar",
    "F9", PAGES },
  { KEY, N_ ("Filter"), NULL, NULL, "win.filter", "<Ctrl>F", PAGES },
  { KEY, N_ ("Close the pane, then the page"), NULL, NULL, NULL, "Escape", PAGES },
  { KEY, N_ ("Select all that the filter lets through"), NULL, NULL, NULL, "<Ctrl>A", LISTS },
  { KEY, N_ ("Select one more, or one less"), NULL, NULL, NULL, "space", LISTS },
  { KEY, N_ ("Select on to the next"), NULL, NULL, NULL, "<Shift>Up <Shift>Down", LISTS },
  { ACTION, N_ ("Export to a file"), N_ ("save;download;CSV;Excel;spreadsheet"), "nomo-export-symbolic", EXPORT,
    "<Ctrl>E", LISTS },
  { KEY, N_ ("Delete the selected coupons or drafts"), NULL, NULL, NULL, "Delete", LISTS },
  { KEY, N_ ("Print the order"), NULL, NULL, "win.print", "<Ctrl>P", LISTS },
  { KEY, N_ ("From what is typed to the button that publishes"), NULL, NULL, "win.publish", "<Ctrl>Return", PAGES },
  { KEY, N_ ("Walk from point to point"), NULL, NULL, NULL, "Left Right", CHARTS },
  { KEY, N_ ("First or last point"), NULL, NULL, NULL, "Home End", CHARTS },
  { KEY, N_ ("Open the coupon that begins on a day"), NULL, NULL, NULL, "Return", CHARTS },
  { KEY, N_ ("Show as a table"), NULL, NULL, NULL, "<Ctrl>T", CHARTS },
  { KEY, N_ ("Copy or print the chart"), NULL, NULL, NULL, "<Shift>F10", CHARTS },

  { SETTING, N_ ("General"), N_ ("settings;language;appearance"), "nomo-gear-symbolic", SETTINGS "general" },
  { SETTING, N_ ("Language"), N_ ("Arabic;English;translation"), "nomo-chat-symbolic", SETTINGS "general/language" },
  { SETTING, N_ ("Digits"), N_ ("numbers;numerals;figures;123;Arabic;Indic"), "nomo-gear-symbolic",
    SETTINGS "general/digits" },
  { SETTING, N_ ("Calendar shown first"), N_ ("dates;Hijri;Gregorian;Umm al-Qura"), "nomo-calendar-symbolic",
    SETTINGS "general/calendar" },
  { SETTING, N_ ("The week starts on"), N_ ("days;Sunday;Saturday;Monday;first day"), "nomo-calendar-symbolic",
    SETTINGS "general/week_start" },
  { SETTING, N_ ("Colours"), N_ ("dark;light;theme;mode;appearance;night;colors"), "nomo-moon-symbolic",
    SETTINGS "general/theme" },
  { SETTING, N_ ("Alerts"), N_ ("notifications;bell;sound;new orders"), "nomo-bell-symbolic",
    SETTINGS "notifications" },
  { SETTING, N_ ("Keep watching when the window is closed"), N_ ("background;minimise;hidden"), "nomo-bell-symbolic",
    SETTINGS "notifications/background" },
  { SETTING, N_ ("Quiet hours"), N_ ("night;silence;do not disturb;sleep"), "nomo-moon-symbolic",
    SETTINGS "notifications/quiet" },
  { SETTING, N_ ("Connection"), N_ ("sign-in;log in;account;Salla;permissions;scopes;token"), "nomo-link-symbolic",
    SETTINGS "connection" },
  { SETTING, N_ ("Sign in to Salla again"), N_ ("reconnect;log in;renew;token"), "nomo-link-symbolic",
    SETTINGS "connection/reconnect" },
  { SETTING, N_ ("Costs"), N_ ("profit;expenses;margin"), "nomo-coins-symbolic", SETTINGS "costs" },
  { SETTING, N_ ("Figure profit"), N_ ("margin;cost;gain;markup;VAT;tax"), "nomo-percent-symbolic",
    SETTINGS "costs/by" },
  { SETTING, N_ ("Team"), N_ ("employees;staff;people;roles;users"), "nomo-contacts-symbolic", SETTINGS "team" },
  { SETTING, N_ ("Data"), N_ ("privacy;storage;size;backup;keyring"), "nomo-shield-symbolic", SETTINGS "data" },
  { SETTING, N_ ("Backups"), N_ ("copy;save;restore;passphrase;encryption;USB;disk"), "nomo-shield-symbolic",
    SETTINGS "data/backups" },
  { SETTING, N_ ("Folder of the file"), N_ ("path;directory;database;location;disk"), "nomo-shield-symbolic",
    SETTINGS "data/folder" },
};

static gpointer
create_specs (gpointer data)
{
  guint n;
  const NomoPlace *places = nomo_places (&n);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (NomoCommandSpec));

  for (guint i = 0; i < n; i++) {
    g_autofree char *action = g_strdup_printf ("app.page::%s", places[i].name);
    gboolean row = i < MOST_ALT && places[i].row == NULL;
    g_autofree char *keys = row ? g_strdup_printf ("<Alt>%u", i + 1) : NULL;
    NomoCommandSpec page = { NOMO_COMMAND_PAGE,
                             places[i].label,
                             places[i].keywords,
                             places[i].icon,
                             g_intern_string (action),
                             g_intern_string (keys),
                             PAGES };

    if (places[i].keywords != NULL)
      g_array_append_val (all, page);
  }
  g_array_append_vals (all, specs, G_N_ELEMENTS (specs));
  return all;
}

/**
 * nomo_command_specs:
 * @n_specs: (out): how many there are
 *
 * Returns: (array length=n_specs) (transfer none): all that the program can be told to do, pages first
 */
const NomoCommandSpec *
nomo_command_specs (guint *n_specs)
{
  static GOnce once = G_ONCE_INIT;
  GArray *all = g_once (&once, create_specs, NULL);

  *n_specs = all->len;
  return (const NomoCommandSpec *) all->data;
}

static void
command_free (gpointer data)
{
  NomoCommand *command = data;

  g_free (command->name);
  g_free (command->detail);
  g_free (command->action);
  g_free (command->folded);
  g_free (command->name_index);
  g_free (command->index);
  g_free (command);
}

/* Whichever language is shown, a command answers to its names in both. */
static char *
dup_index (const char *name, const NomoCommandSpec *spec, const NomoCatalogue *arabic)
{
  const char *arabic_name = nomo_catalogue_lookup (arabic, spec->name);
  const char *arabic_words = spec->keywords != NULL ? nomo_catalogue_lookup (arabic, spec->keywords) : NULL;
  g_autofree char *all = g_strjoin ("\n", name, spec->name, spec->keywords != NULL ? spec->keywords : "",
                                    arabic_name != NULL ? arabic_name : "", arabic_words, NULL);

  return nomo_text_fold_index (all);
}

static const char *
find_name (const char *action)
{
  guint n;
  const NomoCommandSpec *all = nomo_command_specs (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].action, action) == 0)
      return _ (all[i].name);
  return "";
}

/* A row of the preferences stands on a page of them. */
static char *
dup_detail (const NomoCommandSpec *spec)
{
  const char *row = spec->kind == SETTING ? strchr (spec->action, '/') : NULL;
  g_autofree char *page = row != NULL ? g_strndup (spec->action, (gsize) (row - spec->action)) : NULL;

  if (spec->kind != SETTING)
    return g_strdup ("");
  return page != NULL ? g_strdup_printf ("%s · %s", _ ("Preferences"), find_name (page)) : g_strdup (_ ("Preferences"));
}

static void
add_command (GPtrArray *commands, const NomoCommandSpec *spec, char *name, char *action, const NomoCatalogue *arabic)
{
  NomoCommand *command = g_new0 (NomoCommand, 1);

  command->kind = spec->kind;
  command->name = name;
  command->detail = dup_detail (spec);
  command->icon = spec->icon;
  command->action = action;
  command->keys = spec->keys;
  command->folded = nomo_text_fold (name);
  command->name_index = nomo_text_fold_index (name);
  command->index = dup_index (name, spec, arabic);
  g_ptr_array_add (commands, command);
}

/* Overview has nothing to export. */
static gboolean
fits_page (const NomoCommandSpec *spec, NomoStores *stores)
{
  NomoSession *session = stores != NULL ? nomo_stores_get_session (stores) : NULL;
  const NomoPlace *place = session != NULL ? nomo_places_get (nomo_session_get_page (session)) : NULL;

  return !g_str_equal (spec->action, EXPORT) || place == NULL || place->entity != NULL;
}

/* What would change nothing is not offered: the language that is spoken, the colours that are shown. */
static gboolean
changes_something (const char *detailed)
{
  GActionGroup *application = (GActionGroup *) g_application_get_default ();
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GVariant) state = NULL;

  if (application == NULL || !g_str_has_prefix (detailed, "app.") ||
      !g_action_parse_detailed_name (detailed + strlen ("app."), &name, &target, NULL))
    return TRUE;
  state = g_action_group_get_action_state (application, name);
  return g_action_group_get_action_enabled (application, name) &&
         (state == NULL || target == NULL || !g_variant_equal (state, target));
}

static void
add_other_stores (GPtrArray *commands, NomoStores *stores, const NomoCatalogue *arabic)
{
  static const NomoCommandSpec spec = { ACTION, N_ ("Open store %s"), N_ ("switch;change;other;shop"),
                                        "nomo-store-symbolic" };
  const char *const *merchants = nomo_stores_get_merchants (stores);
  NomoShop *shop = nomo_session_get_shop (nomo_stores_get_session (stores));
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, shop != NULL ? nomo_shop_get_merchant (shop) : 0);

  for (guint i = 0; merchants[i] != NULL; i++)
    if (!g_str_equal (merchants[i], shown))
      add_command (commands, &spec, g_strdup_printf (_ (spec.name), merchants[i]),
                   g_strdup_printf ("app.store::%s", merchants[i]), arabic);
}

/**
 * nomo_commands_list:
 * @stores: (nullable): the stores of this device
 *
 * Returns: (transfer full) (element-type NomoCommand): what can be told to the program now, in the language it speaks now
 */
GPtrArray *
nomo_commands_list (NomoStores *stores)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func (command_free);
  g_autoptr (NomoCatalogue) arabic = nomo_catalogue_open ("ar");
  guint n;
  const NomoCommandSpec *all = nomo_command_specs (&n);

  for (guint i = 0; i < n; i++)
    if (all[i].kind != KEY && changes_something (all[i].action) && fits_page (&all[i], stores))
      add_command (commands, &all[i], g_strdup (_ (all[i].name)), g_strdup (all[i].action), arabic);
  if (stores != NULL)
    add_other_stores (commands, stores, arabic);
  return commands;
}

static int
rank (const NomoCommand *command, const char *folded)
{
  const char *bare = nomo_text_skip_article (folded);

  if (g_str_has_prefix (command->folded, folded) || g_str_has_prefix (nomo_text_skip_article (command->folded), bare))
    return BEGINS_NAME;
  if (nomo_text_match (command->name_index, folded))
    return IN_NAME;
  return nomo_text_match (command->index, folded) ? IN_OTHER_WORDS : NOT;
}

static void
add_ranked (GPtrArray *found, GPtrArray *commands, NomoCommandKind kind, const char *folded, guint most)
{
  guint n = 0;

  for (int wanted = BEGINS_NAME; wanted < NOT; wanted++)
    for (guint i = 0; i < commands->len && n < most; i++) {
      NomoCommand *command = commands->pdata[i];

      if (command->kind != kind || rank (command, folded) != wanted)
        continue;
      g_ptr_array_add (found, command);
      n++;
    }
}

/**
 * nomo_commands_find:
 * @commands: (element-type NomoCommand): what can be told to the program
 * @text: what a person typed
 * @most_of_a_kind: at most so many of each kind
 *
 * Every word that was typed has to begin a word of the command's name or of its other words, in either language, however it is
 * spelled. By kind; those whose name begins with @text first.
 *
 * Returns: (transfer container) (element-type NomoCommand): those of @commands that match, and live as long as they do
 */
GPtrArray *
nomo_commands_find (GPtrArray *commands, const char *text, guint most_of_a_kind)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = nomo_text_fold (text);

  if (*folded == '\0')
    return found;
  for (NomoCommandKind kind = NOMO_COMMAND_PAGE; kind < NOMO_COMMAND_KEY; kind++)
    add_ranked (found, commands, kind, folded, most_of_a_kind);
  return found;
}

/**
 * nomo_commands_get_page:
 * @commands: (element-type NomoCommand): what can be told to the program
 * @place: the name of a page
 *
 * Returns: (transfer none) (nullable): the command that goes there
 */
NomoCommand *
nomo_commands_get_page (GPtrArray *commands, const char *place)
{
  g_autofree char *action = g_strdup_printf ("app.page::%s", place);

  for (guint i = 0; i < commands->len; i++)
    if (g_str_equal (((NomoCommand *) commands->pdata[i])->action, action))
      return commands->pdata[i];
  return NULL;
}
