#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

char *nomo_relay_peer_read (GInetAddress *remote, GInetAddress *proxy, const char *forwarded);
char *nomo_relay_peer_dup (SoupServerMessage *message, GInetAddress *proxy);

G_END_DECLS
