#include "config.h"

#include "nomo-demo-wire.h"

#include <string.h>
#include <sys/socket.h>

static gboolean
unpause_cb (gpointer data)
{
  SoupServerMessage *message = data;

  g_object_set_data (G_OBJECT (message), "nomo-demo-delay", NULL);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static void
forget_delay_cb (SoupServerMessage *message)
{
  guint source = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (message), "nomo-demo-delay"));

  if (source != 0)
    g_source_remove (source);
}

static void
delay (SoupServerMessage *message, guint ms)
{
  soup_server_message_pause (message);
  g_object_set_data (G_OBJECT (message), "nomo-demo-delay", GUINT_TO_POINTER (g_timeout_add (ms, unpause_cb, message)));
  g_signal_connect (message, "finished", G_CALLBACK (forget_delay_cb), NULL);
}

/**
 * nomo_demo_wire_drop:
 * @message: a request
 *
 * Closes its connection in good order, but without an answer.
 */
void
nomo_demo_wire_drop (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
close_stream (gpointer data)
{
  GIOStream *stream = data;

  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (stream);
}

/* A connection that closes with linger time 0 sends RST instead of FIN. */
static void
reset (SoupServerMessage *message)
{
  g_autoptr (GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  struct linger linger = { .l_onoff = 1 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  close_stream (soup_server_message_steal_connection (message));
}

/* A connection that was taken away from the server. */
typedef struct {
  GIOStream *stream;
  GSocket *socket; /* borrowed */
  GSource *heard;
  GSource *ending;
  GSource *trickling;
} Held;

static void
end_source (GSource *source)
{
  if (source == NULL)
    return;
  g_source_destroy (source);
  g_source_unref (source);
}

static void
held_end (Held *held)
{
  end_source (held->heard);
  end_source (held->ending);
  end_source (held->trickling);
  close_stream (held->stream);
  g_free (held);
}

static gboolean
heard_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  char buffer[256];

  if (g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL) > 0)
    return G_SOURCE_CONTINUE;
  held_end (data);
  return G_SOURCE_REMOVE;
}

static gboolean
ending_cb (gpointer data)
{
  held_end (data);
  return G_SOURCE_REMOVE;
}

static gboolean
send_text (Held *held, const char *text)
{
  return g_socket_send_with_blocking (held->socket, text, strlen (text), FALSE, NULL, NULL) > 0;
}

static gboolean
trickle_cb (gpointer data)
{
  if (send_text (data, "1\r\n \r\n"))
    return G_SOURCE_CONTINUE;
  held_end (data);
  return G_SOURCE_REMOVE;
}

static GSource *
add_source (GSource *source, GSourceFunc callback, Held *held)
{
  g_source_set_callback (source, callback, held, NULL);
  g_source_attach (source, NULL);
  return source;
}

/* Keeps the connection until the other side closes it, or until @limit_ms have passed. */
static Held *
hold (SoupServerMessage *message, guint limit_ms)
{
  Held *held = g_new0 (Held, 1);

  held->socket = soup_server_message_get_socket (message);
  held->stream = soup_server_message_steal_connection (message);
  held->heard = add_source (g_socket_create_source (held->socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL),
                            G_SOURCE_FUNC (heard_cb), held);
  if (limit_ms > 0)
    held->ending = add_source (g_timeout_source_new (limit_ms), ending_cb, held);
  return held;
}

static void
trickle (SoupServerMessage *message, guint limit_ms)
{
  Held *held = hold (message, limit_ms);

  send_text (held, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
  held->trickling = add_source (g_timeout_source_new_seconds (1), trickle_cb, held);
}

/**
 * nomo_demo_wire_loses_answer:
 * @mishap: what befalls a request
 *
 * Returns: whether its answer never reaches the client
 */
gboolean
nomo_demo_wire_loses_answer (const NomoDemoMishap *mishap)
{
  return nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_DROP) ||
         nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_LOST_ANSWER) ||
         nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_RESET) ||
         nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_HANG) ||
         nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_ENDLESS_BODY);
}

/**
 * nomo_demo_wire_befall:
 * @message: a request that was answered
 * @mishap: what befalls it
 *
 * Does to the connection what the faults ask for; without any, the answer is sent.
 */
void
nomo_demo_wire_befall (SoupServerMessage *message, const NomoDemoMishap *mishap)
{
  if (nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_HANG))
    hold (message, mishap->limit_ms);
  else if (nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_ENDLESS_BODY))
    trickle (message, mishap->limit_ms);
  else if (nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_RESET))
    reset (message);
  else if (nomo_demo_wire_loses_answer (mishap))
    nomo_demo_wire_drop (message);
  else if (nomo_demo_fault_set_has (mishap->set, NOMO_DEMO_FAULT_SLOW))
    delay (message, mishap->slow_ms);
}
