#include "config.h"

#include "nomo-greeting.h"

#include "nomo-text.h"

#include <glib/gi18n.h>

/* First words that are no name without the word after them. */
static const char *const openings[] = { "عبد", "أبو",   "ابو", "أم",  "ام",  "ابن", "بن", "بنت",
                                        "abd", "abdul", "abu", "umm", "ibn", "bin", NULL };

/**
 * nomo_greeting_given_name:
 * @full_name: (nullable): a person's name
 *
 * Returns: (transfer full) (nullable): how a colleague would call them; %NULL when nothing is known
 */
char *
nomo_greeting_given_name (const char *full_name)
{
  g_auto (GStrv) words = g_strsplit_set (full_name != NULL ? full_name : "", " \t\n", -1);
  const char *first = NULL;

  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *lower = NULL;

    if (*words[i] == '\0')
      continue;
    if (first != NULL)
      return g_strdup_printf ("%s %s", first, words[i]);
    lower = g_utf8_strdown (words[i], -1);
    if (!g_strv_contains (openings, lower))
      return g_strdup (words[i]);
    first = words[i];
  }
  return g_strdup (first);
}

/**
 * nomo_greeting_say:
 * @full_name: (nullable): who sits there
 * @hour: the hour of the day, 0 to 23
 *
 * Returns: (transfer full): a greeting for that hour
 */
char *
nomo_greeting_say (const char *full_name, int hour)
{
  g_autofree char *name = nomo_greeting_given_name (full_name);
  g_autofree char *isolated = name != NULL ? nomo_text_isolate (name) : NULL;

  if (hour >= 4 && hour < 12)
    /* Translators: %s is a first name */
    return name != NULL ? g_strdup_printf (_ ("Good morning, %s"), isolated) : g_strdup (_ ("Good morning"));
  if (hour >= 12 && hour < 17)
    return name != NULL ? g_strdup_printf (_ ("Good afternoon, %s"), isolated) : g_strdup (_ ("Good afternoon"));
  return name != NULL ? g_strdup_printf (_ ("Good evening, %s"), isolated) : g_strdup (_ ("Good evening"));
}
