#include "config.h"

#include "nomo-commands.h"
#include "nomo-locale.h"
#include "nomo-places.h"
#include "nomo-recent.h"

#include <string.h>

#define MOST 4

static NomoCommand *
find_first (const char *language, const char *text)
{
  static GPtrArray *commands;
  g_autoptr (GPtrArray) found = NULL;

  nomo_locale_set_language (language);
  g_clear_pointer (&commands, g_ptr_array_unref);
  commands = nomo_commands_list (NULL);
  found = nomo_commands_find (commands, text, MOST);
  return found->len > 0 ? found->pdata[0] : NULL;
}

static gboolean
finds (const char *language, const char *text, const char *action)
{
  g_autoptr (GPtrArray) commands = NULL;
  g_autoptr (GPtrArray) found = NULL;

  nomo_locale_set_language (language);
  commands = nomo_commands_list (NULL);
  found = nomo_commands_find (commands, text, MOST);
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((NomoCommand *) found->pdata[i])->action, action))
      return TRUE;
  return FALSE;
}

/* What a merchant types, and what has to be there: in both languages the same, whichever one is shown. */
static void
test_both_languages (void)
{
  static const struct {
    const char *text;
    const char *action;
  } searches[] = {
    { "orders", "app.page::orders" },
    { "طلبات", "app.page::orders" },
    { "الطلبات", "app.page::orders" },
    { "طَلَبـات", "app.page::orders" },
    { "invoices", "app.page::orders" },
    { "زبائن", "app.page::customers" },
    { "المتروكه", "app.page::carts" },
    { "واتساب", "app.page::carts" },
    { "كوبون", "app.page::coupons" },
    { "vouchers", "app.page::coupons" },
    { "عروض", "app.page::offers" },
    { "موظفين", "app.setting::team" },
    { "staff", "app.setting::team" },
    { "dark", "app.theme::dark" },
    { "Dark COL", "app.theme::dark" },
    { "داكن", "app.theme::dark" },
    { "الالوان الداكنه", "app.theme::dark" },
    { "ليلي", "app.setting::general/theme" },
    { "أرقام", "app.setting::general/digits" },
    { "ارقام", "app.setting::general/digits" },
    { "١٢٣", "app.setting::general/digits" },
    { "digits", "app.setting::general/digits" },
    { "VAT", "app.setting::costs/by" },
    { "ضريبة", "app.setting::costs/by" },
    { "hijri", "app.setting::general/calendar" },
    { "هجري", "app.setting::general/calendar" },
    { "settings", "app.preferences" },
    { "الإعدادات", "app.preferences" },
    { "reconnect", "app.setting::connection/reconnect" },
    { "sync", "app.sync" },
    { "مزامنة", "app.sync" },
    { "إنجليزي", "app.language::en" },
    { "خروج", "app.quit" },
  };
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    for (guint j = 0; j < G_N_ELEMENTS (searches); j++)
      if (!finds (languages[i], searches[j].text, searches[j].action))
        g_error ("in %s “%s” does not find %s", languages[i], searches[j].text, searches[j].action);
}

static void
test_words_of_the_language_shown (void)
{
  NomoCommand *arabic = find_first ("ar", "orders");
  g_autofree char *name = g_strdup (arabic->name);
  NomoCommand *english = find_first ("en", "طلبات");

  g_assert_cmpstr (name, ==, "الطلبات");
  g_assert_cmpstr (english->name, ==, "Orders");
  g_assert_cmpstr (english->keys, ==, "<Alt>3");
}

/* A list that shares the row of another in the sidebar has no key of its own, and takes none from the others. */
static void
test_shared_row (void)
{
  g_assert_cmpstr (find_first ("en", "customers")->keys, ==, "<Alt>8");
  g_assert_null (find_first ("en", "special offers")->keys);
  g_assert_cmpstr (nomo_places_get_row ("offers"), ==, "coupons");
  g_assert_cmpstr (nomo_places_get_row ("orders"), ==, "orders");
}

static void
test_nothing (void)
{
  g_assert_null (find_first ("en", ""));
  g_assert_null (find_first ("en", " ؟! "));
  g_assert_null (find_first ("en", "rders"));
  g_assert_null (find_first ("en", "orders zebra"));
  g_assert_null (find_first ("ar", "قفقفق"));
}

/* A name that begins with what was typed stands before one that holds it, and before other words. */
static void
test_ranked (void)
{
  g_autoptr (GPtrArray) commands = NULL;
  g_autoptr (GPtrArray) found = NULL;
  NomoCommandKind kind = NOMO_COMMAND_PAGE;

  nomo_locale_set_language ("en");
  commands = nomo_commands_list (NULL);
  found = nomo_commands_find (commands, "co", 99);
  g_assert_cmpuint (found->len, >, 5);
  for (guint i = 0; i < found->len; i++) {
    NomoCommand *command = found->pdata[i];

    g_assert_cmpint (command->kind, >=, kind);
    if (command->kind != kind && kind < NOMO_COMMAND_ACTION)
      kind = command->kind;
  }
  g_assert_cmpstr (find_first ("en", "colours a")->action, ==, "app.theme::system");
  g_assert_cmpstr (find_first ("en", "c")->name, ==, "Coupons");
  g_clear_pointer (&found, g_ptr_array_unref);
  found = nomo_commands_find (commands, "co", 1);
  g_assert_cmpuint (found->len, ==, 3);
}

static void
test_details (void)
{
  g_assert_cmpstr (find_first ("en", "hijri")->detail, ==, "Preferences · General");
  g_assert_cmpstr (find_first ("en", "privacy")->detail, ==, "Preferences");
  g_assert_cmpstr (find_first ("en", "orders")->detail, ==, "");
}

/* No key does two things, and every name is found by itself. */
static void
test_specs (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const NomoCommandSpec *specs = nomo_command_specs (&n);

  for (guint i = 0; i < n; i++) {
    if (specs[i].keys != NULL)
      g_assert_true (g_hash_table_add (keys, (gpointer) specs[i].keys));
    g_assert_true ((specs[i].keys != NULL) == (specs[i].group != NULL) || specs[i].kind == NOMO_COMMAND_PAGE);
    if (specs[i].kind != NOMO_COMMAND_KEY)
      g_assert_true (finds ("en", specs[i].name, specs[i].action));
  }
}

#define assert_recent(recent, text)                              \
  G_STMT_START                                                   \
  {                                                              \
    g_autofree char *recent_text = nomo_recent_to_text (recent); \
    g_assert_cmpstr (recent_text, ==, text);                     \
  }                                                              \
  G_STMT_END

static void
test_recent (void)
{
  g_autoptr (NomoSession) session = nomo_session_new ();
  g_autoptr (NomoRecent) recent = nomo_recent_new (session);
  g_autofree char *many = NULL;

  assert_recent (recent, "");
  nomo_recent_add (recent, "orders", 0, 10000);
  nomo_recent_add (recent, "customers", 7, 20000);
  assert_recent (recent, "customers:7 orders:0");
  nomo_recent_add (recent, "orders", 0, 30000);
  assert_recent (recent, "orders:0 customers:7");
  nomo_recent_add (recent, "orders", 5, 31000);
  assert_recent (recent, "orders:5 customers:7");
  nomo_recent_add (recent, "orders", 6, 33000);
  assert_recent (recent, "orders:6 orders:5 customers:7");
  nomo_recent_add (recent, "reviews", 0, 33001);
  assert_recent (recent, "reviews:0 orders:6 orders:5 customers:7");
  nomo_recent_clear (recent);
  assert_recent (recent, "");
  for (int i = 1; i <= 40; i++)
    nomo_recent_add (recent, "orders", i, i * 10000);
  many = nomo_recent_to_text (recent);
  g_assert_cmpuint (strlen (many), <, 24 * strlen ("orders:40 "));
}

/* By the session: a page, and a record that is opened on it at once, which takes its place. */
static void
test_recent_follows (void)
{
  g_autoptr (NomoSession) session = nomo_session_new ();
  g_autoptr (NomoRecent) recent = nomo_recent_new (session);

  nomo_session_set_page (session, "customers");
  assert_recent (recent, "customers:0");
  nomo_session_set_page (session, "orders");
  nomo_session_set_open (session, "orders", 9);
  assert_recent (recent, "orders:9 customers:0");
  nomo_session_set_open (session, "orders", 0);
  assert_recent (recent, "orders:9 customers:0");
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/commands/both-languages", test_both_languages);
  g_test_add_func ("/ui/commands/words-of-the-language-shown", test_words_of_the_language_shown);
  g_test_add_func ("/ui/commands/shared-row", test_shared_row);
  g_test_add_func ("/ui/commands/nothing", test_nothing);
  g_test_add_func ("/ui/commands/ranked", test_ranked);
  g_test_add_func ("/ui/commands/details", test_details);
  g_test_add_func ("/ui/commands/specs", test_specs);
  g_test_add_func ("/ui/recent/list", test_recent);
  g_test_add_func ("/ui/recent/follows", test_recent_follows);
  return g_test_run ();
}
