#include "config.h"

#include "nomo-relay-handshake.h"

typedef struct {
  GSocketConnection *connection;
  GTlsCertificate *certificate;
  NomoRelayShaken func;
  gpointer data;
} Handshake;

static void
end (Handshake *self, GIOStream *stream)
{
  self->func (stream, self->data);
  g_object_unref (self->connection);
  g_object_unref (self->certificate);
  g_free (self);
}

static void
shaken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  end (data, g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL) ? G_IO_STREAM (source) : NULL);
}

/* g_tls_server_connection_new() would read the certificates of all authorities first, which takes a hundred times as long as all the
 * rest; nobody is asked for a certificate here. */
static GIOStream *
make_stream (Handshake *self)
{
  return g_initable_new (g_tls_backend_get_server_connection_type (g_tls_backend_get_default ()), NULL, NULL,
                         "base-io-stream", self->connection, "certificate", self->certificate, "database", NULL,
                         "require-close-notify", FALSE, NULL);
}

/* GIO has few threads at first and adds one at a time: whoever came last goes first, so that a crowd of those who say no more than
 * hello does not keep the others waiting, and after all that is not a handshake. */
static int
next_priority (void)
{
  static int last = G_MAXINT;

  last = last > 1 ? last - 1 : G_MAXINT;
  return last;
}

static gboolean
spoke_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Handshake *self = data;
  g_autoptr (GIOStream) stream = make_stream (self);

  if (stream == NULL) {
    end (self, NULL);
    return G_SOURCE_REMOVE;
  }
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), next_priority (), NULL, shaken_cb, self);
  return G_SOURCE_REMOVE;
}

/**
 * nomo_relay_handshake:
 * @connection: somebody who is connected
 * @certificate: what is shown to him, with its key
 * @func: told what came of it, once
 * @data: for @func
 *
 * Comes to terms about TLS. Has no limit of its own: shutting the socket ends it. A handshake takes a thread of GIO's, so that it does
 * not begin before the other side has said something.
 */
void
nomo_relay_handshake (GSocketConnection *connection, GTlsCertificate *certificate, NomoRelayShaken func, gpointer data)
{
  Handshake *self = g_new0 (Handshake, 1);
  g_autoptr (GSource) source = g_socket_create_source (g_socket_connection_get_socket (connection), G_IO_IN, NULL);

  self->connection = g_object_ref (connection);
  self->certificate = g_object_ref (certificate);
  self->func = func;
  self->data = data;
  g_source_set_callback (source, G_SOURCE_FUNC (spoke_cb), self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
