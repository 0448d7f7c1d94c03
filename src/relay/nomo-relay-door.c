#include "config.h"

#include "nomo-relay-door.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define SWEEP_MS 500

/* Who is told to go gets so long to read why. */
#define LEAVE_MS 2000

typedef enum {
  WAITING, /* no byte has come */
  READING, /* a request has begun and is not whole */
  ANSWERING,
  LEAVING,
} State;

/* Somebody who is connected. */
typedef struct {
  NomoRelayDoor *door;           /* unowned: it closes before it goes */
  GSocketConnection *connection; /* unowned: the server has it */
  GSocket *socket;
  GSocketAddress
      *address; /* the very object by which the server's messages name them, as they do not tell the socket */
  State state;
  gint64 since;  /* monotonic microseconds */
  guint64 bytes; /* that had come when it began to wait */
  gsize body;
} Guest;

struct _NomoRelayDoor {
  GObject parent_instance;

  SoupServer *server;
  GSocketService *service;
  GHashTable *guests; /* GSocketAddress → Guest */
  guint timer;
  guint64 let_in;
  guint64 turned_out[NOMO_RELAY_N_EXITS];
};

G_DEFINE_FINAL_TYPE (NomoRelayDoor, nomo_relay_door, G_TYPE_OBJECT)

/* The server reads each byte as it comes, so that only the system knows that a request has begun. */
static guint64
count_bytes (Guest *guest)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (getsockopt (g_socket_get_fd (guest->socket), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return guest->bytes;
  return info.tcpi_bytes_received;
}

static void
enter (Guest *guest, State state)
{
  guest->state = state;
  guest->since = g_get_monotonic_time ();
  if (state == WAITING)
    guest->bytes = count_bytes (guest);
}

static void
shut (Guest *guest)
{
  g_socket_shutdown (guest->socket, TRUE, TRUE, NULL);
  enter (guest, LEAVING);
}

static void
turn_out (Guest *guest, NomoRelayExit why)
{
  guest->door->turned_out[why]++;
  shut (guest);
}

static void
guest_free (gpointer data)
{
  Guest *guest = data;

  g_object_unref (guest->socket);
  g_object_unref (guest->address);
  g_free (guest);
}

static void
gone_cb (gpointer data, GObject *connection)
{
  Guest *guest = data;

  g_hash_table_remove (guest->door->guests, guest->address);
}

static gboolean
is_over (const Guest *guest, State state, gint64 now, gint64 ms)
{
  return guest->state == state && now - guest->since > ms * 1000;
}

static void
note_begun (Guest *guest)
{
  if (guest->state == WAITING && count_bytes (guest) > guest->bytes)
    enter (guest, READING);
}

static void
sweep_guest (Guest *guest, gint64 now)
{
  note_begun (guest);
  if (is_over (guest, WAITING, now, NOMO_RELAY_IDLE_MS))
    turn_out (guest, NOMO_RELAY_IDLE);
  else if (is_over (guest, READING, now, NOMO_RELAY_REQUEST_MS))
    turn_out (guest, NOMO_RELAY_SLOW);
  else if (is_over (guest, LEAVING, now, LEAVE_MS))
    shut (guest);
}

static gboolean
sweep_cb (gpointer data)
{
  NomoRelayDoor *self = data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer guest;

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &guest))
    sweep_guest (guest, now);
  return G_SOURCE_CONTINUE;
}

/* Who has waited longest makes room. */
static gboolean
make_room (NomoRelayDoor *self)
{
  Guest *oldest = NULL;
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &data)) {
    Guest *guest = data;

    note_begun (guest);
    if (guest->state == WAITING && (oldest == NULL || guest->since < oldest->since))
      oldest = guest;
  }
  if (oldest == NULL)
    return FALSE;
  turn_out (oldest, NOMO_RELAY_EVICTED);
  return TRUE;
}

static guint
count_staying (NomoRelayDoor *self)
{
  GHashTableIter iter;
  gpointer guest;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &guest))
    n += ((Guest *) guest)->state != LEAVING;
  return n;
}

static gboolean
incoming_cb (NomoRelayDoor *self, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  Guest *guest = NULL;

  /* Who has hung up already has no address. */
  if (local == NULL || remote == NULL)
    return TRUE;
  if (g_hash_table_size (self->guests) >= NOMO_RELAY_MOST_GUESTS && count_staying (self) >= NOMO_RELAY_MOST_GUESTS &&
      !make_room (self)) {
    self->turned_out[NOMO_RELAY_NO_ROOM]++;
    return TRUE;
  }
  guest = g_new0 (Guest, 1);
  guest->door = self;
  guest->connection = connection;
  guest->socket = g_object_ref (g_socket_connection_get_socket (connection));
  guest->address = g_object_ref (remote);
  enter (guest, WAITING);
  g_hash_table_insert (self->guests, guest->address, guest);
  self->let_in++;
  g_object_weak_ref (G_OBJECT (connection), gone_cb, guest);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

static Guest *
find_guest (NomoRelayDoor *self, SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_hash_table_lookup (self->guests, address) : NULL;
}

/* Nothing else was written for this request, so that the answer may go its own way while the rest of the body is thrown away.
 * With a status no handler gets to see the message. */
static void
refuse_body (SoupServerMessage *message, Guest *guest)
{
  static const char answer[] = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (guest->connection));

  soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (out), answer, strlen (answer), NULL, NULL);
  g_socket_shutdown (guest->socket, FALSE, TRUE, NULL);
  guest->door->turned_out[NOMO_RELAY_TOO_LARGE]++;
  enter (guest, LEAVING);
}

static void
got_headers_cb (SoupServerMessage *message, NomoRelayDoor *self)
{
  Guest *guest = find_guest (self, message);
  goffset length = soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));

  if (guest == NULL)
    return;
  guest->body = 0;
  if (guest->state == WAITING)
    enter (guest, READING);
  if (length > NOMO_RELAY_MOST_BODY)
    refuse_body (message, guest);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, NomoRelayDoor *self)
{
  Guest *guest = find_guest (self, message);

  if (guest == NULL || guest->state == LEAVING)
    return;
  guest->body += g_bytes_get_size (chunk);
  if (guest->body > NOMO_RELAY_MOST_BODY)
    refuse_body (message, guest);
}

static void
got_body_cb (SoupServerMessage *message, NomoRelayDoor *self)
{
  Guest *guest = find_guest (self, message);

  if (guest != NULL && guest->state == READING)
    enter (guest, ANSWERING);
}

static void
finished_cb (SoupServerMessage *message, NomoRelayDoor *self)
{
  Guest *guest = find_guest (self, message);

  if (guest != NULL && guest->state != LEAVING)
    enter (guest, LEAVING);
}

/* SoupServer keeps a connection for ever that its client closes between two requests, so that there is one for each. */
static void
started_cb (NomoRelayDoor *self, SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, 0);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, 0);
  g_signal_connect_object (message, "got-body", G_CALLBACK (got_body_cb), self, 0);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, 0);
}

/**
 * nomo_relay_door_close:
 * @self: a door
 *
 * Lets nobody in any more. Who is in gets the answer that is on its way.
 */
void
nomo_relay_door_close (NomoRelayDoor *self)
{
  g_return_if_fail (NOMO_IS_RELAY_DOOR (self));
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

static void
nomo_relay_door_dispose (GObject *object)
{
  NomoRelayDoor *self = NOMO_RELAY_DOOR (object);
  GHashTableIter iter;
  gpointer guest;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->service != NULL)
    nomo_relay_door_close (self);
  g_clear_object (&self->service);
  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &guest))
    g_object_weak_unref (G_OBJECT (((Guest *) guest)->connection), gone_cb, guest);
  g_hash_table_remove_all (self->guests);
  g_clear_object (&self->server);
  G_OBJECT_CLASS (nomo_relay_door_parent_class)->dispose (object);
}

static void
nomo_relay_door_finalize (GObject *object)
{
  g_hash_table_unref (NOMO_RELAY_DOOR (object)->guests);
  G_OBJECT_CLASS (nomo_relay_door_parent_class)->finalize (object);
}

static void
nomo_relay_door_class_init (NomoRelayDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_relay_door_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_door_finalize;
}

static void
nomo_relay_door_init (NomoRelayDoor *self)
{
  self->guests = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, guest_free);
  /* Active from the start it would accept on the first address and be cancelled by the second. */
  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), NOMO_RELAY_MOST_GUESTS);
  self->timer = g_timeout_add (SWEEP_MS, sweep_cb, self);
}

/**
 * nomo_relay_door_new:
 * @server: a server that listens nowhere itself
 *
 * SoupServer knows no limits. This lets people in to it: at most 512 at a time, of whom the one who has waited longest makes room;
 * nobody waits longer than 30 seconds with a request, which is whole within 10 seconds of its first byte, and a body has at most
 * 1 MiB. A connection ends with its answer.
 *
 * Returns: (transfer full): a door, still closed
 */
NomoRelayDoor *
nomo_relay_door_new (SoupServer *server)
{
  NomoRelayDoor *self = g_object_new (NOMO_TYPE_RELAY_DOOR, NULL);

  self->server = g_object_ref (server);
  g_signal_connect_object (server, "request-started", G_CALLBACK (started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_relay_door_listen:
 * @self: a door
 * @host: an address of this machine, as numbers
 * @port: (inout): the port; 0 for any that is free, which is returned
 * @error: return location
 *
 * Returns: whether it is open; the error is of the system
 */
gboolean
nomo_relay_door_listen (NomoRelayDoor *self, const char *host, guint16 *port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, *port);
  g_autoptr (GSocketAddress) effective = NULL;

  g_return_val_if_fail (NOMO_IS_RELAY_DOOR (self), FALSE);
  if (address == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no address", host);
    return FALSE;
  }
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);
  return TRUE;
}

/**
 * nomo_relay_door_count:
 * @self: a door
 *
 * Returns: how many are connected
 */
guint
nomo_relay_door_count (NomoRelayDoor *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_DOOR (self), 0);
  return g_hash_table_size (self->guests);
}

/**
 * nomo_relay_door_count_let_in:
 * @self: a door
 *
 * Returns: how many were let in since it was made
 */
guint64
nomo_relay_door_count_let_in (NomoRelayDoor *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_DOOR (self), 0);
  return self->let_in;
}

/**
 * nomo_relay_door_count_turned_out:
 * @self: a door
 * @why: a reason
 *
 * Returns: how many were turned out for that reason since it was made
 */
guint64
nomo_relay_door_count_turned_out (NomoRelayDoor *self, NomoRelayExit why)
{
  g_return_val_if_fail (NOMO_IS_RELAY_DOOR (self) && why < NOMO_RELAY_N_EXITS, 0);
  return self->turned_out[why];
}
