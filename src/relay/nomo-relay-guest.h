#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  NOMO_RELAY_WAITING, /* no byte has come */
  NOMO_RELAY_READING, /* a request has begun and is not whole */
  NOMO_RELAY_ANSWERING,
  NOMO_RELAY_LEAVING,
} NomoRelayGuestState;

/**
 * NomoRelayGuest:
 * @door: unowned: the door that let him in closes before it goes
 * @connection: unowned: the server has it
 * @stream: unowned: what the server reads, the connection or TLS over it
 * @address: the very object by which the server's messages name him, as they do not tell the socket
 * @since: when he came to be in his state, monotonic microseconds
 * @bytes: how many had come when he began to wait
 * @body: how many bytes of his request's body have come
 *
 * Somebody who is connected.
 */
typedef struct {
  gpointer door;
  GSocketConnection *connection;
  GIOStream *stream;
  GSocket *socket;
  GSocketAddress *address;
  NomoRelayGuestState state;
  gint64 since;
  guint64 bytes;
  gsize body;
} NomoRelayGuest;

NomoRelayGuest *nomo_relay_guest_new (gpointer door, GSocketConnection *connection, GSocketAddress *address);
void nomo_relay_guest_enter (NomoRelayGuest *self, NomoRelayGuestState state);
void nomo_relay_guest_note_begun (NomoRelayGuest *self);
gboolean nomo_relay_guest_is_over (const NomoRelayGuest *self, NomoRelayGuestState state, gint64 now, gint64 ms);
void nomo_relay_guest_cut (NomoRelayGuest *self);
void nomo_relay_guest_free (NomoRelayGuest *self);

G_END_DECLS
