#include "config.h"

#include "nomo-machine.h"

#include <string.h>

static char *
read_machine_id (void)
{
  static const char *const paths[] = { "/etc/machine-id", "/var/lib/dbus/machine-id" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    char *text = NULL;

    if (g_file_get_contents (paths[i], &text, NULL, NULL) && *g_strstrip (text) != '\0')
      return text;
    g_free (text);
  }
  return NULL;
}

/**
 * nomo_machine_dup_id:
 *
 * Tells this machine from others, so that a home directory that was copied to another one is noticed. The system's own id is
 * not to be shown to anybody, so this is one derived from it for this application (see machine-id(5)). The same inside and
 * outside of a Flatpak. Reads a file: not for the main loop.
 *
 * Returns: (transfer full): 64 hexadecimal digits; "unknown" on a system without an id, where machines cannot be told apart
 */
char *
nomo_machine_dup_id (void)
{
  g_autofree char *id = read_machine_id ();

  if (id == NULL)
    return g_strdup ("unknown");
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) id, strlen (id), NOMO_APPLICATION_ID, -1);
}

/**
 * nomo_machine_is_sandbox:
 *
 * Returns: whether this program runs as a Flatpak, where the desktop is reached through portals
 */
gboolean
nomo_machine_is_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
