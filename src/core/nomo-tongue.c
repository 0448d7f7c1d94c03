#include "config.h"

#include "nomo-catalogue.h"

#include "nomo-tongue.h"

#include <libintl.h>
#include <string.h>

typedef enum { OF_PROCESS, ENGLISH, ARABIC } Tongue;

/* Of each thread, a Tongue. */
static GPrivate tongue;

static Tongue
get_tongue (void)
{
  return (Tongue) GPOINTER_TO_INT (g_private_get (&tongue));
}

static gpointer
open_arabic (gpointer unused)
{
  return nomo_catalogue_open ("ar");
}

/* One for all threads, as nothing in it changes. */
static const NomoCatalogue *
get_arabic (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, open_arabic, NULL);
}

/**
 * nomo_tongue_set:
 * @language: (nullable): "ar" or "en"; %NULL for that of the process
 *
 * Sets the language in which this thread words what is for somebody else than whoever runs the process, until it is set back.
 * gettext itself knows only one language for all threads. What is formatted follows it, and so do the words of those files that
 * include nomo-tongue.h.
 */
void
nomo_tongue_set (const char *language)
{
  Tongue wanted = g_strcmp0 (language, "ar") == 0 ? ARABIC : ENGLISH;

  g_private_set (&tongue, GINT_TO_POINTER (language != NULL ? wanted : OF_PROCESS));
}

/**
 * nomo_tongue_get:
 *
 * Returns: (transfer none) (nullable): what nomo_tongue_set() set for this thread
 */
const char *
nomo_tongue_get (void)
{
  if (get_tongue () == OF_PROCESS)
    return NULL;
  return get_tongue () == ARABIC ? "ar" : "en";
}

/**
 * nomo_tongue_say:
 * @words: a source string
 *
 * Returns: (transfer none): it in the language of this thread
 */
const char *
nomo_tongue_say (const char *words)
{
  const char *said = NULL;

  if (get_tongue () == OF_PROCESS)
    return gettext (words);
  if (get_tongue () == ARABIC)
    said = nomo_catalogue_lookup (get_arabic (), words);
  return said != NULL ? said : words;
}

/**
 * nomo_tongue_say_in:
 * @context: the context of the source string
 * @words: the source string
 *
 * Returns: (transfer none): it in the language of this thread
 */
const char *
nomo_tongue_say_in (const char *context, const char *words)
{
  g_autofree char *key = NULL;
  const char *said = NULL;

  if (get_tongue () == OF_PROCESS)
    return g_dpgettext2 (NULL, context, words);
  if (get_tongue () == ARABIC) {
    key = g_strconcat (context, "\004", words, NULL);
    said = nomo_catalogue_lookup (get_arabic (), key);
  }
  return said != NULL ? said : words;
}

/**
 * nomo_tongue_say_number:
 * @one: a source string for one
 * @many: the same for any other number
 * @n: the number
 *
 * Returns: (transfer none): what fits the number, in the language of this thread
 */
const char *
nomo_tongue_say_number (const char *one, const char *many, gulong n)
{
  const char *said = NULL;

  if (get_tongue () == OF_PROCESS)
    return (ngettext) (one, many, n);
  if (get_tongue () == ARABIC)
    said = nomo_catalogue_lookup_number (get_arabic (), one, n);
  if (said != NULL)
    return said;
  return n == 1 ? one : many;
}
