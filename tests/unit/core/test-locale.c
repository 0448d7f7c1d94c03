#include "config.h"

#include "nomo-locale.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>

static void
clear_environment (void)
{
  static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
}

/* The process locale is chosen once, so each environment gets a process of its own. */
static void
in_environment (const char *variable, const char *value)
{
  clear_environment ();
  g_setenv (variable, value, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_translates_in_c_locale (void)
{
  if (!g_test_subprocess ()) {
    in_environment ("LC_ALL", "C");
    return;
  }
  nomo_locale_init ("ar");
  g_assert_cmpstr (nl_langinfo (CODESET), ==, "UTF-8");
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
  /* What a library does that sets the locale from the environment again. */
  g_assert_nonnull (setlocale (LC_ALL, ""));
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
}

static void
test_translates_without_environment (void)
{
  if (!g_test_subprocess ()) {
    in_environment ("LANG", "");
    return;
  }
  nomo_locale_init ("ar");
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
}

static void
test_translates_in_absent_locale (void)
{
  if (!g_test_subprocess ()) {
    in_environment ("LANG", "tlh_KX.UTF-8");
    return;
  }
  nomo_locale_init ("ar");
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
}

static void
test_language_list_wins (void)
{
  if (!g_test_subprocess ()) {
    in_environment ("LANGUAGE", "fr:ar_SA:en");
    return;
  }
  nomo_locale_init (NULL);
  g_assert_cmpstr (nomo_locale_get_language (), ==, "ar");
  g_assert_true (nomo_locale_is_rtl ());
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
}

static void
test_language_of_locale (void)
{
  if (!g_test_subprocess ()) {
    in_environment ("LANG", "ar_SA.UTF-8");
    return;
  }
  nomo_locale_init (NULL);
  g_assert_cmpstr (nomo_locale_get_language (), ==, "ar");
}

static void
test_unknown_language_is_english (void)
{
  if (!g_test_subprocess ()) {
    in_environment ("LANG", "fr_FR.UTF-8");
    return;
  }
  nomo_locale_init (NULL);
  g_assert_cmpstr (nomo_locale_get_language (), ==, "en");
  g_assert_cmpstr (_ ("just now"), ==, "just now");
}

static void
test_switches_live (void)
{
  nomo_locale_init ("en");
  g_assert_cmpstr (_ ("just now"), ==, "just now");
  g_assert_false (nomo_locale_is_rtl ());
  nomo_locale_set_language ("ar");
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
  g_assert_true (nomo_locale_is_rtl ());
  nomo_locale_set_language ("en");
  g_assert_cmpstr (_ ("just now"), ==, "just now");
  g_assert_false (nomo_locale_is_rtl ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locale/c", test_translates_in_c_locale);
  g_test_add_func ("/locale/none", test_translates_without_environment);
  g_test_add_func ("/locale/absent", test_translates_in_absent_locale);
  g_test_add_func ("/locale/language-list", test_language_list_wins);
  g_test_add_func ("/locale/locale-decides", test_language_of_locale);
  g_test_add_func ("/locale/unknown-language", test_unknown_language_is_english);
  g_test_add_func ("/locale/live", test_switches_live);
  return g_test_run ();
}
