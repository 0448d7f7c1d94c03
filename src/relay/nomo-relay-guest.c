#include "config.h"

#include "nomo-relay-guest.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* The server reads each byte as it comes, so that only the system knows that a request has begun. */
static guint64
count_bytes (NomoRelayGuest *self)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (getsockopt (g_socket_get_fd (self->socket), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return self->bytes;
  return info.tcpi_bytes_received;
}

/**
 * nomo_relay_guest_new:
 * @door: the door that lets him in
 * @connection: his connection, which must outlive him
 * @address: where he comes from
 *
 * Returns: (transfer full): somebody who waits
 */
NomoRelayGuest *
nomo_relay_guest_new (gpointer door, GSocketConnection *connection, GSocketAddress *address)
{
  NomoRelayGuest *self = g_new0 (NomoRelayGuest, 1);

  self->door = door;
  self->connection = connection;
  self->socket = g_object_ref (g_socket_connection_get_socket (connection));
  self->address = g_object_ref (address);
  nomo_relay_guest_enter (self, NOMO_RELAY_WAITING);
  /* What came before he was let in belongs to his request too. */
  self->bytes = 0;
  return self;
}

/**
 * nomo_relay_guest_enter:
 * @self: a guest
 * @state: what he does from now on
 */
void
nomo_relay_guest_enter (NomoRelayGuest *self, NomoRelayGuestState state)
{
  self->state = state;
  self->since = g_get_monotonic_time ();
  if (state == NOMO_RELAY_WAITING)
    self->bytes = count_bytes (self);
}

/**
 * nomo_relay_guest_note_begun:
 * @self: a guest
 *
 * Who has waited and has begun to ask meanwhile does not wait any more.
 */
void
nomo_relay_guest_note_begun (NomoRelayGuest *self)
{
  if (self->state == NOMO_RELAY_WAITING && count_bytes (self) > self->bytes)
    nomo_relay_guest_enter (self, NOMO_RELAY_READING);
}

/**
 * nomo_relay_guest_is_over:
 * @self: a guest
 * @state: what he may do
 * @now: monotonic microseconds
 * @ms: for how long at most
 *
 * Returns: whether he has done it for longer
 */
gboolean
nomo_relay_guest_is_over (const NomoRelayGuest *self, NomoRelayGuestState state, gint64 now, gint64 ms)
{
  return self->state == state && now - self->since > ms * 1000;
}

/**
 * nomo_relay_guest_cut:
 * @self: a guest
 *
 * Ends his connection so that he notices at once, whatever he is sending.
 */
void
nomo_relay_guest_cut (NomoRelayGuest *self)
{
  const struct linger at_once = { 1, 0 };

  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

/**
 * nomo_relay_guest_free:
 * @self: (transfer full): a guest
 */
void
nomo_relay_guest_free (NomoRelayGuest *self)
{
  g_object_unref (self->socket);
  g_object_unref (self->address);
  g_free (self);
}
