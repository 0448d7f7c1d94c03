#include "config.h"

#include "nomo-locale.h"

#include "nomo-tongue.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

typedef enum { ENGLISH, ARABIC } Language;

static int current_language = ENGLISH;
static int arabic_digits_wanted = FALSE;

static const char *
language_code (int language)
{
  return language == ARABIC ? "ar" : "en";
}

static gboolean
language_from_code (const char *code, Language *language)
{
  if (code != NULL && g_str_has_prefix (code, "ar") && !g_ascii_isalpha (code[2]))
    *language = ARABIC;
  else if (code != NULL && g_str_has_prefix (code, "en") && !g_ascii_isalpha (code[2]))
    *language = ENGLISH;
  else
    return FALSE;
  return TRUE;
}

/* In the order of gettext: LANGUAGE is a list, the first language we speak wins; of the others the first that is set decides. */
static Language
language_from_environment (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
  g_auto (GStrv) list = g_strsplit (g_getenv ("LANGUAGE") != NULL ? g_getenv ("LANGUAGE") : "", ":", -1);
  Language language = ENGLISH;

  for (guint i = 0; list[i] != NULL; i++)
    if (language_from_code (list[i], &language))
      return language;
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++) {
    const char *value = g_getenv (variables[i]);

    if (value != NULL && *value != '\0') {
      language_from_code (value, &language);
      break;
    }
  }
  return language;
}

static gboolean
is_c_locale (const char *name)
{
  return name == NULL || g_str_equal (name, "POSIX") || g_str_equal (name, "C") || g_str_has_prefix (name, "C.");
}

static gboolean
locale_serves (void)
{
  return !is_c_locale (setlocale (LC_MESSAGES, NULL)) && !is_c_locale (setlocale (LC_CTYPE, NULL)) &&
         g_ascii_strcasecmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

static gboolean
try_locale (const char *name)
{
  return setlocale (LC_ALL, name) != NULL && locale_serves ();
}

static const char *
try_known_locales (Language language)
{
  static const char *const names[] = {
    "ar_SA.UTF-8", "ar_AE.UTF-8", "ar_EG.UTF-8", "ar_KW.UTF-8", "en_US.UTF-8", "en_GB.UTF-8", "ar_SA.UTF-8",
  };

  for (guint i = language == ARABIC ? 0 : 4; i < G_N_ELEMENTS (names); i++)
    if (try_locale (names[i]))
      return names[i];
  return NULL;
}

static char *
try_installed_locales (void)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) names = NULL;

  if (!g_spawn_command_line_sync ("locale -a", &output, NULL, NULL, NULL))
    return NULL;
  names = g_strsplit (output, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_c_locale (names[i]) && try_locale (names[i]))
      return g_strdup (names[i]);
  return NULL;
}

/* gettext translates nothing in the C locale (newer glibc: nor in C.UTF-8), whatever LANGUAGE says. The choice goes to LC_ALL,
 * because libraries call setlocale (LC_ALL, "") again. */
static void
choose_process_locale (Language language)
{
  g_autofree char *found = NULL;

  setlocale (LC_ALL, "");
  if (locale_serves ())
    return;
  found = g_strdup (try_known_locales (language));
  if (found == NULL)
    found = try_installed_locales ();
  if (found == NULL)
    found = g_strdup (setlocale (LC_ALL, "C.UTF-8"));
  if (found != NULL)
    g_setenv ("LC_ALL", found, TRUE);
}

/**
 * nomo_locale_init:
 * @language: (nullable): "ar" or "en"; %NULL takes it from the environment
 *
 * Chooses the language of the process: the process locale (UTF-8 and not C; any installed one serves when the environment
 * asks for another), the message catalogue (in the directory `NOMO_LOCALEDIR`, else where it was installed) and `LANGUAGE`.
 * Call it in `main()` before the first thread.
 */
void
nomo_locale_init (const char *language)
{
  const char *directory = g_getenv ("NOMO_LOCALEDIR");
  Language chosen;

  if (!language_from_code (language, &chosen))
    chosen = language_from_environment ();
  choose_process_locale (chosen);
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : NOMO_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  nomo_locale_set_language (language_code (chosen));
}

/**
 * nomo_locale_set_language:
 * @language: "ar" or "en"
 *
 * Changes the language while the program runs: what is translated or formatted from now on is in @language. Windows that
 * are already built must be built again. Main thread.
 */
void
nomo_locale_set_language (const char *language)
{
  Language chosen;

  g_return_if_fail (language_from_code (language, &chosen));

  g_atomic_int_set (&current_language, (int) chosen);
  g_setenv ("LANGUAGE", language_code ((int) chosen), TRUE);
  /* Naming the domain again is what makes gettext look at LANGUAGE afresh. */
  textdomain (GETTEXT_PACKAGE);
}

/**
 * nomo_locale_get_language:
 *
 * Returns: (transfer none): "ar" or "en": that of the thread where nomo_tongue_set() has set one. Any thread.
 */
const char *
nomo_locale_get_language (void)
{
  const char *tongue = nomo_tongue_get ();

  return tongue != NULL ? tongue : language_code (g_atomic_int_get (&current_language));
}

/**
 * nomo_locale_is_rtl:
 *
 * Returns: whether the interface runs right to left. Any thread.
 */
gboolean
nomo_locale_is_rtl (void)
{
  return *nomo_locale_get_language () == 'a';
}

/**
 * nomo_locale_set_arabic_digits:
 * @arabic_digits: whether the Arabic interface writes ١٢٣ in place of 123
 *
 * Changes the digits of what is formatted from now on. English always has Western digits.
 */
void
nomo_locale_set_arabic_digits (gboolean arabic_digits)
{
  g_atomic_int_set (&arabic_digits_wanted, arabic_digits ? TRUE : FALSE);
}

/**
 * nomo_locale_get_arabic_digits:
 *
 * Returns: whether the merchant asked for ١٢٣ in the Arabic interface. Any thread.
 */
gboolean
nomo_locale_get_arabic_digits (void)
{
  return g_atomic_int_get (&arabic_digits_wanted);
}
