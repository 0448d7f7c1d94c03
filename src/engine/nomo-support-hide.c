#include "config.h"

#include "nomo-support-hide.h"

#define HIDDEN "[hidden]"
#define DIGIT  "[0-9٠-٩۰-۹]"
/* Shorter names of people are parts of other words as well. */
#define LEAST_NAME 3

/* An offset within a file is kept, whatever its digits. What is hidden then: addresses of e-mail, phones with a plus, long
 * numbers as all of Salla's are, and what is as long as a token. */
static const char *const patterns = "\\+0x[0-9a-f]{1,16}\\b"
                                    "|[^\\s<>\"']+@[^\\s<>\"']+"
                                    "|\\+" DIGIT "(?:[ ()-]*" DIGIT "){6,}"
                                    "|" DIGIT "{7,}"
                                    "|(?=[A-Za-z_.-]*[0-9])[A-Za-z0-9_.-]{40,}";

static gboolean
replace_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  g_autofree char *found = g_match_info_fetch (match, 0);

  g_string_append (result, g_str_has_prefix (found, "+0x") ? found : HIDDEN);
  return FALSE;
}

static char *
hide_patterns (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (patterns, 0, 0, NULL);

  return g_regex_replace_eval (regex, text, -1, 0, 0, replace_cb, NULL, NULL);
}

/* Many a computer is called after the system that was put on it. */
static gboolean
is_public (const char *name)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_ID);

  return system != NULL && g_ascii_strcasecmp (name, system) == 0;
}

static char *
hide_name (const char *text, const char *name)
{
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (name == NULL || g_utf8_strlen (name, -1) < LEAST_NAME || is_public (name))
    return g_strdup (text);
  escaped = g_regex_escape_string (name, -1);
  pattern = g_strdup_printf ("(?<![\\pL\\pN])%s(?![\\pL\\pN])", escaped);
  regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  return regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, HIDDEN, 0, NULL) : g_strdup (HIDDEN);
}

static char *
hide_names (char *text, const char *const *names)
{
  for (; *names != NULL; names++) {
    char *less = hide_name (text, *names);

    g_free (text);
    text = less;
  }
  return text;
}

/**
 * nomo_support_hide:
 * @text: what is to be shown to somebody else
 *
 * The last gate before a text leaves the computer: nothing of the kind should be in it. What looks like an e-mail address, a
 * phone, a number of a record or a token is hidden, and so are the names of whoever is at the computer, and of the computer.
 *
 * Returns: (transfer full): the text without
 */
char *
nomo_support_hide (const char *text)
{
  g_autofree char *home = g_path_get_basename (g_get_home_dir ());
  g_auto (GStrv) parts = g_strsplit (g_get_real_name (), " ", -1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *const names[] = { g_get_home_dir (),  home, g_get_user_name (), g_get_real_name (),
                                g_get_host_name (), NULL };

  return hide_names (hide_names (hide_patterns (valid), names), (const char *const *) parts);
}
