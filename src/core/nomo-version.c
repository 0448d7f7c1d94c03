#include "config.h"

#include "nomo-version.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>

static gboolean
say_cb (const char *name, const char *value, gpointer data, GError **error)
{
  printf ("%s %s\n", g_get_prgname (), NOMO_VERSION);
  exit (EXIT_SUCCESS);
}

/**
 * nomo_version_entries:
 *
 * Options that every program has: `--version`, which says the program's name and version and ends it, as `--help` does.
 *
 * Returns: (transfer none): the options, up to one without a name
 */
const GOptionEntry *
nomo_version_entries (void)
{
  static const GOptionEntry entries[] = {
    { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, (gpointer) say_cb, N_ ("Say the version"), NULL },
    { NULL },
  };

  return entries;
}
