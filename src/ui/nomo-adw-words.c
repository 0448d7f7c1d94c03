#include "config.h"

#include "nomo-adw-words.h"

#include <libintl.h>

#define DOMAIN "libadwaita"

static gboolean
has_arabic (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "ar", "LC_MESSAGES", DOMAIN ".mo", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Beside the catalogue of the program in a build that is not installed. */
static char *
dup_directory (void)
{
  const char *directory = g_getenv ("NOMO_LOCALEDIR");

  return directory != NULL ? g_build_filename (directory, DOMAIN, NULL) : g_strdup (NOMO_ADW_LOCALEDIR);
}

/**
 * nomo_adw_words_bind:
 *
 * libadwaita as Debian 12 has it knows no Arabic: its window about the program, its tooltips and what it says to screen readers
 * would be English. So it gets a catalogue of ours, unless it has one. Call it after libadwaita has told gettext where its
 * catalogues are, which it does as the application starts up.
 */
void
nomo_adw_words_bind (void)
{
  const char *bound = bindtextdomain (DOMAIN, NULL);
  g_autofree char *ours = dup_directory ();

  if (bound == NULL || has_arabic (bound))
    return;
  bindtextdomain (DOMAIN, ours);
  bind_textdomain_codeset (DOMAIN, "UTF-8");
}
