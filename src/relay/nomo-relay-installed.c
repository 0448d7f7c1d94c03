#include "config.h"

#include "nomo-relay-installed.h"

#include "nomo-event-writer.h"
#include "nomo-relay-home.h"

/**
 * nomo_relay_list_installed:
 * @folder: the relay's folder
 * @error: return location
 *
 * Reads beside a relay that serves. A store is known for as long as the inbox keeps its deliveries, `keep-days`. Blocks.
 *
 * Returns: (transfer full) (element-type NomoInboxOpen) (nullable): the stores whose merchants have installed the app and that are not
 *   connected, as Salla has not sent their sign-in or it could not be used; %NULL with an error
 */
GArray *
nomo_relay_list_installed (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, NOMO_RELAY_INBOX, NULL);

  return nomo_inbox_list_open (path, "app.installed", NOMO_EVENT_NO_STORE, "app.uninstalled", error);
}
