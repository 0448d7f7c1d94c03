#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NOMO_RELAY_MOST_GUESTS  512
#define NOMO_RELAY_HANDSHAKE_MS 3000
#define NOMO_RELAY_REQUEST_MS   10000
#define NOMO_RELAY_IDLE_MS      30000
#define NOMO_RELAY_MOST_BODY    (1024 * 1024)

/**
 * NomoRelayExit:
 * @NOMO_RELAY_EVICTED: made room for somebody who came later
 * @NOMO_RELAY_NO_ROOM: was not let in, as all others were busy
 * @NOMO_RELAY_IDLE: sent nothing for too long
 * @NOMO_RELAY_SLOW: had not sent a whole request in time
 * @NOMO_RELAY_TOO_LARGE: sent too large a body
 * @NOMO_RELAY_STRANGER: was not let in, as only the web server in front is
 * @NOMO_RELAY_NO_TLS: did not come to terms about TLS
 *
 * Why the relay ended a connection before its answer.
 */
typedef enum {
  NOMO_RELAY_EVICTED,
  NOMO_RELAY_NO_ROOM,
  NOMO_RELAY_IDLE,
  NOMO_RELAY_SLOW,
  NOMO_RELAY_TOO_LARGE,
  NOMO_RELAY_STRANGER,
  NOMO_RELAY_NO_TLS,
  NOMO_RELAY_N_EXITS
} NomoRelayExit;

#define NOMO_TYPE_RELAY_DOOR (nomo_relay_door_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayDoor, nomo_relay_door, NOMO, RELAY_DOOR, GObject)

NomoRelayDoor *nomo_relay_door_new (SoupServer *server);
gboolean nomo_relay_door_listen (NomoRelayDoor *self, const char *host, guint16 *port, GError **error);
void nomo_relay_door_set_only (NomoRelayDoor *self, GInetAddress *only);
void nomo_relay_door_set_certificate (NomoRelayDoor *self, GTlsCertificate *certificate);
GTlsCertificate *nomo_relay_door_get_certificate (NomoRelayDoor *self);
void nomo_relay_door_close (NomoRelayDoor *self);
gboolean nomo_relay_door_is_busy (NomoRelayDoor *self);
guint nomo_relay_door_count (NomoRelayDoor *self);
guint64 nomo_relay_door_count_let_in (NomoRelayDoor *self);
guint64 nomo_relay_door_count_turned_out (NomoRelayDoor *self, NomoRelayExit why);

G_END_DECLS
