#include "config.h"

#include "nomo-relay-ticket.h"

#include "nomo-random.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define FOLDER "tickets"
#define LENGTH 40

/* Long enough to send the link to the merchant, and for the merchant to see it. */
#define LIFE_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* Whoever reads the folder learns of the tickets no more than that there are some. */
static char *
make_path (NomoRelayHome *home, const char *ticket)
{
  g_autofree char *folder = nomo_relay_home_dup_path (home, FOLDER);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, ticket, -1);

  return g_build_filename (folder, hash, NULL);
}

static gboolean
make_folder (NomoRelayHome *home, GError **error)
{
  g_autofree char *folder = nomo_relay_home_dup_path (home, FOLDER);
  int failure;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  failure = errno;
  /* Translators: 1 is a folder, 2 says why not. */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure), _ ("The folder %1$s cannot be created: %2$s."),
               folder, g_strerror (failure));
  return FALSE;
}

/**
 * nomo_relay_ticket_make:
 * @home: the relay's folder
 * @merchant: a store's number at Salla
 * @now: UTC milliseconds
 * @error: return location
 *
 * Makes what lets somebody connect that store, once, within a day. The relay may run meanwhile. Blocks.
 *
 * Returns: (transfer full) (nullable): the ticket, letters and digits
 */
char *
nomo_relay_ticket_make (NomoRelayHome *home, gint64 merchant, gint64 now, GError **error)
{
  g_autoptr (NomoSecret) ticket = nomo_random_alnum (LENGTH);
  g_autofree char *path = make_path (home, ticket);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", merchant, now + LIFE_MS);

  if (!make_folder (home, error) ||
      !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  return g_steal_pointer (&ticket);
}

/**
 * nomo_relay_ticket_spend:
 * @home: the relay's folder
 * @ticket: what somebody shows
 * @now: UTC milliseconds
 *
 * Of two who show the same ticket one comes too late. Blocks.
 *
 * Returns: the store's number at Salla, 0 where it is no ticket of ours, or one no more
 */
gint64
nomo_relay_ticket_spend (NomoRelayHome *home, const char *ticket, gint64 now)
{
  g_autofree char *path = make_path (home, ticket);
  g_autofree char *text = NULL;
  gint64 merchant = 0;
  gint64 until = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL) || g_unlink (path) != 0)
    return 0;
  if (sscanf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &merchant, &until) != 2 || now >= until)
    return 0;
  return merchant;
}
