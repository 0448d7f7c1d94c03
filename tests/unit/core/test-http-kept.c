#include "nomo-http.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/* A server that keeps each connection open, and knows them in the order in which they came. */
typedef struct {
  GSocketService *service;
  char *uri;
  GMutex mutex;
  GCond cond;
  GPtrArray *connections;
  guint n_closed;
  guint n_starting;
} Server;

static gboolean
read_request (GInputStream *in)
{
  g_autoptr (GString) request = g_string_new (NULL);
  char byte;

  while (g_input_stream_read (in, &byte, 1, NULL, NULL) == 1) {
    g_string_append_c (request, byte);
    if (g_str_has_suffix (request->str, "\r\n\r\n"))
      return TRUE;
  }
  return FALSE;
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, Server *self)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->connections, g_object_ref (connection));
  g_mutex_unlock (&self->mutex);
  while (read_request (g_io_stream_get_input_stream (G_IO_STREAM (connection))))
    g_output_stream_write_all (out, ANSWER, strlen (ANSWER), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_mutex_lock (&self->mutex);
  self->n_closed++;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
server_start (Server *self)
{
  guint16 port;

  self->service = g_threaded_socket_service_new (4);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u/", port);
}

static void
server_stop (Server *self)
{
  g_socket_service_stop (self->service);
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->connections->len; i++)
    g_socket_shutdown (g_socket_connection_get_socket (self->connections->pdata[i]), TRUE, TRUE, NULL);
  while (self->n_closed < self->connections->len)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_clear_object (&self->service);
  g_ptr_array_unref (self->connections);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self->uri);
}

/* Returns when the client's end knows it. */
static void
reset (Server *self, guint index)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  GSocketConnection *connection;
  int fd;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->connections->len);
  connection = self->connections->pdata[index];
  fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
  g_assert_cmpint (shutdown (fd, SHUT_RD), ==, 0);
  while (self->n_closed == 0)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/* The client has chosen a connection that was kept, and has not written to it yet. */
static gboolean
starting_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  SoupMessage *message = g_value_get_object (values);
  Server *self = data;

  if (++self->n_starting == 3)
    reset (self, (guint) soup_message_get_connection_id (message) - 1);
  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
expect_answer (NomoHttp *http, GAsyncResult **result)
{
  g_autoptr (NomoHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = nomo_http_send_finish (http, *result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, 200);
  g_clear_object (result);
}

/* Salla closes a connection that nobody used for a while, and may do so just when one begins to. Another one that is kept takes the
 * request then. */
static void
test_closed_as_it_is_used (void)
{
  Server server = { 0 };
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (NomoHttpRequest) request = NULL;
  g_autoptr (GTypeClass) messages = g_type_class_ref (SOUP_TYPE_MESSAGE);
  guint starting = g_signal_lookup ("starting", SOUP_TYPE_MESSAGE);
  gulong hook = g_signal_add_emission_hook (starting, 0, starting_cb, &server, NULL);
  GAsyncResult *results[3] = { NULL };

  server_start (&server);
  request = nomo_http_request_new ("GET", server.uri);
  nomo_http_send_async (http, request, NULL, sent_cb, &results[0]);
  nomo_http_send_async (http, request, NULL, sent_cb, &results[1]);
  expect_answer (http, &results[0]);
  expect_answer (http, &results[1]);
  nomo_http_send_async (http, request, NULL, sent_cb, &results[2]);
  expect_answer (http, &results[2]);
  g_assert_cmpuint (server.n_starting, ==, 4);
  g_assert_cmpuint (server.connections->len, ==, 2);
  g_signal_remove_emission_hook (starting, hook);
  g_clear_object (&http);
  server_stop (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-kept/closed-as-it-is-used", test_closed_as_it_is_used);
  return g_test_run ();
}
