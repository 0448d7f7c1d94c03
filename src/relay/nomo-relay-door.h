#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NOMO_RELAY_MOST_GUESTS 512
#define NOMO_RELAY_REQUEST_MS  10000
#define NOMO_RELAY_IDLE_MS     30000
#define NOMO_RELAY_MOST_BODY   (1024 * 1024)

#define NOMO_TYPE_RELAY_DOOR (nomo_relay_door_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayDoor, nomo_relay_door, NOMO, RELAY_DOOR, GObject)

NomoRelayDoor *nomo_relay_door_new (SoupServer *server);
gboolean nomo_relay_door_listen (NomoRelayDoor *self, const char *host, guint16 *port, GError **error);
void nomo_relay_door_close (NomoRelayDoor *self);
guint nomo_relay_door_count (NomoRelayDoor *self);

G_END_DECLS
