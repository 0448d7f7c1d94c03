#include "config.h"

#include "nomo-relay-peer.h"

#include <string.h>

/**
 * nomo_relay_peer_read:
 * @remote: who is connected
 * @proxy: (nullable): the web server in front, whose word is believed
 * @forwarded: (nullable): what X-Forwarded-For says
 *
 * Each web server on the way adds who it got the request from, so that only the last name is the word of the one in front; what
 * stands before it may be anybody's invention.
 *
 * Returns: (transfer full): the address from which a request comes, as numbers
 */
char *
nomo_relay_peer_read (GInetAddress *remote, GInetAddress *proxy, const char *forwarded)
{
  const char *comma = forwarded != NULL ? strrchr (forwarded, ',') : NULL;
  g_autofree char *last = g_strdup (comma != NULL ? comma + 1 : forwarded);
  g_autoptr (GInetAddress) told = NULL;

  if (last != NULL && proxy != NULL && g_inet_address_equal (remote, proxy))
    told = g_inet_address_new_from_string (g_strstrip (last));
  return g_inet_address_to_string (told != NULL ? told : remote);
}

/**
 * nomo_relay_peer_dup:
 * @message: a request
 * @proxy: (nullable): the web server in front, whose word is believed
 *
 * Returns: (transfer full): the address from which it comes, as numbers
 */
char *
nomo_relay_peer_dup (SoupServerMessage *message, GInetAddress *proxy)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("?");
  return nomo_relay_peer_read (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)), proxy,
                               soup_message_headers_get_list (headers, "X-Forwarded-For"));
}
