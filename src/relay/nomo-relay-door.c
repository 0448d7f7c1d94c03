#include "config.h"

#include "nomo-relay-door.h"

#include "nomo-relay-guest.h"
#include "nomo-relay-handshake.h"

#include <string.h>

#define SWEEP_MS 500

/* Who is told to go gets so long to read why, and may send so much meanwhile: whoever sends as fast as it is read would keep the
 * relay from all else. */
#define LEAVE_MS  2000
#define MOST_LEFT (8 * NOMO_RELAY_MOST_BODY)

struct _NomoRelayDoor {
  GObject parent_instance;

  SoupServer *server;
  GSocketService *service;
  GInetAddress *only;           /* nullable: nobody else is let in */
  GTlsCertificate *certificate; /* nullable */
  GHashTable *guests;           /* GSocketAddress → NomoRelayGuest */
  guint timer;
  guint64 let_in;
  guint64 turned_out[NOMO_RELAY_N_EXITS];
};

G_DEFINE_FINAL_TYPE (NomoRelayDoor, nomo_relay_door, G_TYPE_OBJECT)

static void
shut (NomoRelayGuest *guest)
{
  g_socket_shutdown (guest->socket, TRUE, TRUE, NULL);
  nomo_relay_guest_enter (guest, NOMO_RELAY_LEAVING);
}

static void
turn_out (NomoRelayDoor *self, NomoRelayGuest *guest, NomoRelayExit why)
{
  self->turned_out[why]++;
  shut (guest);
}

static void
guest_free (gpointer guest)
{
  nomo_relay_guest_free (guest);
}

/* Without a stream there is nothing to ask in yet. */
static gint64
most_ms (const NomoRelayGuest *guest)
{
  return guest->stream != NULL ? NOMO_RELAY_REQUEST_MS : NOMO_RELAY_HANDSHAKE_MS;
}

static void
sweep_guest (NomoRelayDoor *self, NomoRelayGuest *guest, gint64 now)
{
  nomo_relay_guest_note_begun (guest);
  if (nomo_relay_guest_is_over (guest, NOMO_RELAY_WAITING, now, NOMO_RELAY_IDLE_MS))
    turn_out (self, guest, NOMO_RELAY_IDLE);
  else if (nomo_relay_guest_is_over (guest, NOMO_RELAY_READING, now, most_ms (guest)))
    turn_out (self, guest, NOMO_RELAY_SLOW);
  else if (nomo_relay_guest_is_over (guest, NOMO_RELAY_LEAVING, now, LEAVE_MS))
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
    sweep_guest (self, guest, now);
  return G_SOURCE_CONTINUE;
}

static gboolean
may_be_evicted (const NomoRelayGuest *guest)
{
  return guest->state == NOMO_RELAY_WAITING || guest->state == NOMO_RELAY_READING;
}

/* Whoever has kept the relay waiting longest makes room, also in the middle of a request: to fill the relay with halves of requests
 * would keep all others out. Who delivers has not been there for long. */
static gboolean
make_room (NomoRelayDoor *self)
{
  NomoRelayGuest *oldest = NULL;
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &data)) {
    NomoRelayGuest *guest = data;

    nomo_relay_guest_note_begun (guest);
    if (may_be_evicted (guest) && (oldest == NULL || guest->since < oldest->since))
      oldest = guest;
  }
  if (oldest == NULL)
    return FALSE;
  turn_out (self, oldest, NOMO_RELAY_EVICTED);
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
    n += ((NomoRelayGuest *) guest)->state != NOMO_RELAY_LEAVING;
  return n;
}

static gboolean
may_enter (NomoRelayDoor *self, GSocketAddress *remote)
{
  GInetAddress *address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));

  if (self->only != NULL && !g_inet_address_equal (address, self->only)) {
    self->turned_out[NOMO_RELAY_STRANGER]++;
    return FALSE;
  }
  if (g_hash_table_size (self->guests) < NOMO_RELAY_MOST_GUESTS || count_staying (self) < NOMO_RELAY_MOST_GUESTS ||
      make_room (self))
    return TRUE;
  self->turned_out[NOMO_RELAY_NO_ROOM]++;
  return FALSE;
}

/* Somebody on his way in. */
typedef struct {
  GWeakRef door;
  GSocketAddress *local;
  GSocketAddress *remote;
} Entry;

static void
come_in (GIOStream *stream, gpointer data)
{
  Entry *entry = data;
  g_autoptr (NomoRelayDoor) self = g_weak_ref_get (&entry->door);
  NomoRelayGuest *guest = self != NULL ? g_hash_table_lookup (self->guests, entry->remote) : NULL;

  if (guest != NULL && guest->state != NOMO_RELAY_LEAVING && stream != NULL) {
    guest->stream = stream;
    if (stream != G_IO_STREAM (guest->connection))
      nomo_relay_guest_enter (guest, NOMO_RELAY_WAITING);
    soup_server_accept_iostream (self->server, stream, entry->local, entry->remote, NULL);
  } else if (guest != NULL && guest->state != NOMO_RELAY_LEAVING) {
    turn_out (self, guest, NOMO_RELAY_NO_TLS);
  }
  g_weak_ref_clear (&entry->door);
  g_object_unref (entry->local);
  g_object_unref (entry->remote);
  g_free (entry);
}

static void
gone_cb (gpointer data, GObject *connection)
{
  NomoRelayGuest *guest = data;

  g_hash_table_remove (NOMO_RELAY_DOOR (guest->door)->guests, guest->address);
}

static gboolean
incoming_cb (NomoRelayDoor *self, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  NomoRelayGuest *guest = NULL;
  Entry *entry = NULL;

  /* Who has hung up already has no address. */
  if (local == NULL || remote == NULL || !may_enter (self, remote))
    return TRUE;
  guest = nomo_relay_guest_new (self, connection, remote);
  g_hash_table_insert (self->guests, guest->address, guest);
  g_object_weak_ref (G_OBJECT (connection), gone_cb, guest);
  self->let_in++;
  entry = g_new0 (Entry, 1);
  g_weak_ref_init (&entry->door, self);
  entry->local = g_object_ref (local);
  entry->remote = g_object_ref (remote);
  if (self->certificate != NULL)
    nomo_relay_handshake (connection, self->certificate, come_in, entry);
  else
    come_in (G_IO_STREAM (connection), entry);
  return TRUE;
}

static NomoRelayGuest *
find_guest (NomoRelayDoor *self, SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_hash_table_lookup (self->guests, address) : NULL;
}

/* Nothing else was written for this request, so that the answer may go its own way while the rest of the body is thrown away.
 * With a status no handler gets to see the message. */
static void
refuse_body (NomoRelayDoor *self, SoupServerMessage *message, NomoRelayGuest *guest)
{
  static const char answer[] = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  GOutputStream *out = g_io_stream_get_output_stream (guest->stream);

  soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (out), answer, strlen (answer), NULL, NULL);
  g_socket_shutdown (guest->socket, FALSE, TRUE, NULL);
  self->turned_out[NOMO_RELAY_TOO_LARGE]++;
  nomo_relay_guest_enter (guest, NOMO_RELAY_LEAVING);
}

static void
got_headers_cb (SoupServerMessage *message, NomoRelayDoor *self)
{
  NomoRelayGuest *guest = find_guest (self, message);
  goffset length = soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));

  if (guest == NULL)
    return;
  guest->body = 0;
  if (guest->state == NOMO_RELAY_WAITING)
    nomo_relay_guest_enter (guest, NOMO_RELAY_READING);
  /* libsoup takes a length with a sign, or beyond what it can count, for a negative one. */
  if (length < 0 || length > NOMO_RELAY_MOST_BODY)
    refuse_body (self, message, guest);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, NomoRelayDoor *self)
{
  NomoRelayGuest *guest = find_guest (self, message);

  if (guest == NULL)
    return;
  guest->body += g_bytes_get_size (chunk);
  if (guest->state == NOMO_RELAY_LEAVING && guest->body > MOST_LEFT)
    nomo_relay_guest_cut (guest);
  else if (guest->state != NOMO_RELAY_LEAVING && guest->body > NOMO_RELAY_MOST_BODY)
    refuse_body (self, message, guest);
}

static void
got_body_cb (SoupServerMessage *message, NomoRelayDoor *self)
{
  NomoRelayGuest *guest = find_guest (self, message);

  if (guest != NULL && guest->state == NOMO_RELAY_READING)
    nomo_relay_guest_enter (guest, NOMO_RELAY_ANSWERING);
}

static void
finished_cb (SoupServerMessage *message, NomoRelayDoor *self)
{
  NomoRelayGuest *guest = find_guest (self, message);

  if (guest != NULL && guest->state != NOMO_RELAY_LEAVING)
    nomo_relay_guest_enter (guest, NOMO_RELAY_LEAVING);
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
  g_clear_object (&self->only);
  g_clear_object (&self->certificate);
  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &guest))
    g_object_weak_unref (G_OBJECT (((NomoRelayGuest *) guest)->connection), gone_cb, guest);
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
 * SoupServer knows no limits. This lets people in to it: at most 512 at a time, of whom the one who has kept it waiting longest, for
 * a request or for the rest of one, makes room; nobody takes longer than 3 seconds to come to terms about TLS, or waits longer than
 * 30 seconds with a request, which is whole within 10 seconds of its first byte, and a body has at most 1 MiB. A connection ends
 * with its answer.
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
 * nomo_relay_door_set_only:
 * @self: a door
 * @only: (nullable): who alone is let in
 */
void
nomo_relay_door_set_only (NomoRelayDoor *self, GInetAddress *only)
{
  g_return_if_fail (NOMO_IS_RELAY_DOOR (self));
  g_set_object (&self->only, only);
}

/**
 * nomo_relay_door_set_certificate:
 * @self: a door
 * @certificate: (nullable): what is shown to those who come from now on; without one nothing is encrypted
 */
void
nomo_relay_door_set_certificate (NomoRelayDoor *self, GTlsCertificate *certificate)
{
  g_return_if_fail (NOMO_IS_RELAY_DOOR (self));
  g_set_object (&self->certificate, certificate);
}

/**
 * nomo_relay_door_get_certificate:
 * @self: a door
 *
 * Returns: (transfer none) (nullable): what is shown to those who come
 */
GTlsCertificate *
nomo_relay_door_get_certificate (NomoRelayDoor *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_DOOR (self), NULL);
  return self->certificate;
}

/**
 * nomo_relay_door_is_busy:
 * @self: a door
 *
 * It does not stay so for longer than a request may take.
 *
 * Returns: whether somebody has begun to ask who has no answer yet
 */
gboolean
nomo_relay_door_is_busy (NomoRelayDoor *self)
{
  GHashTableIter iter;
  gpointer data;

  g_return_val_if_fail (NOMO_IS_RELAY_DOOR (self), FALSE);
  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &data)) {
    NomoRelayGuest *guest = data;

    nomo_relay_guest_note_begun (guest);
    if (guest->state == NOMO_RELAY_READING || guest->state == NOMO_RELAY_ANSWERING)
      return TRUE;
  }
  return FALSE;
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
