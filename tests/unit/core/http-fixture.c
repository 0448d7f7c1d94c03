#include "http-fixture.h"

#include <string.h>
#include <sys/socket.h>

#define MIB (1024 * 1024)

static void
on_lost_cb (SoupServerMessage *message, HttpFixture *fixture)
{
  g_atomic_int_inc (&fixture->lost);
  g_main_context_wakeup (NULL);
}

static void
write_chunk (SoupServerMessage *message, HttpFixture *fixture)
{
  static const char zeros[64 * 1024];
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  fixture->written += (gint64) sizeof zeros;
  if (fixture->written > 256 * MIB)
    soup_message_body_complete (body);
  else
    soup_message_body_append (body, SOUP_MEMORY_STATIC, zeros, sizeof zeros);
  soup_server_message_unpause (message);
}

static void
serve_endless (SoupServerMessage *message, HttpFixture *fixture)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (write_chunk), fixture);
  g_signal_connect (message, "finished", G_CALLBACK (on_lost_cb), fixture);
  write_chunk (message, fixture);
}

static gboolean
write_drop (gpointer stream)
{
  static const char drop[] = "1\r\nx\r\n";

  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), drop, sizeof drop - 1, NULL, NULL, NULL);
}

/* A byte every hundredth of a second, for as long as somebody is there. */
static void
serve_drip (SoupServerMessage *message, HttpFixture *fixture)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  g_autoptr (GSource) source = g_timeout_source_new (10);
  GIOStream *stream = soup_server_message_steal_connection (message);

  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, sizeof head - 1, NULL, NULL, NULL));
  g_source_set_callback (source, write_drop, stream, g_object_unref);
  g_source_attach (source, fixture->context);
}

static void
serve_bomb (SoupServerMessage *message)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree char *zeros = g_malloc0 (64 * MIB);
  g_autofree char *packed = g_malloc (MIB);
  gsize read = 0;
  gsize written = 0;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (gzip), zeros, 64 * MIB, packed, MIB, G_CONVERTER_INPUT_AT_END,
                                        &read, &written, NULL),
                   ==, G_CONVERTER_FINISHED);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Encoding", "gzip");
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, packed, written);
}

/* Writes these very bytes to the socket. Then the connection is held open, closed, or reset. */
static void
serve_raw (SoupServerMessage *message, HttpFixture *fixture, const char *bytes, const char *end)
{
  g_autoptr (GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL, NULL, NULL));
  if (g_str_equal (end, "hold")) {
    g_ptr_array_add (fixture->held, g_steal_pointer (&stream));
    return;
  }
  if (g_str_equal (end, "reset")) {
    struct linger linger = { .l_onoff = 1, .l_linger = 0 };

    g_assert_cmpint (setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger), ==, 0);
  }
  g_io_stream_close (stream, NULL, NULL);
}

static void
serve_table (SoupServerMessage *message, HttpFixture *fixture, const char *path)
{
  static const char *const table[][3] = {
    { "/announced", "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", "hold" },
    { "/stall", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n", "hold" },
    { "/silent", "", "hold" },
    { "/closed", "", "close" },
    { "/cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", "close" },
    { "/cut-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf", "close" },
    { "/cut-between", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n", "close" },
    { "/reset", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "reset" },
    { "/garbage", "220 smtp.example.com ESMTP\r\n\r\n", "close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (path, table[i][0]))
      serve_raw (message, fixture, table[i][1], table[i][2]);
}

static void
serve_echo (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strdup_printf ("%s|%s|%s|%s|%.*s", soup_server_message_get_method (message),
                                           soup_message_headers_get_one (headers, "Authorization"),
                                           soup_message_headers_get_one (headers, "Cookie"),
                                           soup_message_headers_get_content_type (headers, NULL),
                                           (int) g_bytes_get_size (body), (const char *) g_bytes_get_data (body, NULL));

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Set-Cookie", "a=b");
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
serve_status (SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  int status = (int) g_ascii_strtoll (path + strlen ("/status/"), NULL, 10);

  soup_message_headers_replace (headers, "Date", "Fri, 20 Nov 2026 09:00:01 GMT");
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", "59");
  if (status == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Basic realm=\"x\"");
  if (status >= 300 && status < 400)
    soup_message_headers_replace (headers, "Location", "/echo");
  if (status != 204)
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "text", 4);
  soup_server_message_set_status (message, (guint) status, NULL);
}

static void
finished_cb (HttpFixture *fixture)
{
  g_atomic_int_inc (&fixture->answered);
}

void
http_fixture_handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  HttpFixture *fixture = data;

  g_atomic_int_inc (&fixture->hits);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (finished_cb), fixture);
  soup_server_message_set_status (message, 200, NULL);
  if (g_str_has_prefix (path, "/status/"))
    serve_status (message, path);
  else if (g_str_equal (path, "/echo"))
    serve_echo (message);
  else if (g_str_equal (path, "/endless"))
    serve_endless (message, fixture);
  else if (g_str_equal (path, "/drip"))
    serve_drip (message, fixture);
  else if (g_str_equal (path, "/bomb"))
    serve_bomb (message);
  else
    serve_table (message, fixture, path);
  g_main_context_wakeup (NULL);
}

static gboolean
tell_ready (gpointer data)
{
  HttpFixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  g_cond_signal (&fixture->cond);
  g_mutex_unlock (&fixture->mutex);
  return G_SOURCE_REMOVE;
}

static gpointer
server_run (gpointer data)
{
  HttpFixture *fixture = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  server = soup_server_new ("server-header", "test", NULL);
  soup_server_add_handler (server, NULL, http_fixture_handle, fixture, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  GSList *uris = soup_server_get_uris (server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->context = context;
  fixture->loop = loop;
  g_main_context_invoke (context, tell_ready, fixture);
  g_main_loop_run (loop);
  soup_server_disconnect (server);
  g_ptr_array_unref (fixture->held);
  g_clear_object (&server);
  while (g_main_context_iteration (context, FALSE)) {
  }
  g_main_context_pop_thread_default (context);
  return NULL;
}

void
http_fixture_set_up (HttpFixture *fixture, gconstpointer data)
{
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->cond);
  g_mutex_lock (&fixture->mutex);
  fixture->thread = g_thread_new ("server", server_run, fixture);
  while (fixture->loop == NULL)
    g_cond_wait (&fixture->cond, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  fixture->http = nomo_http_new ();
}

static gboolean
quit_loop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
http_fixture_tear_down (HttpFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->http);
  g_main_context_invoke (fixture->context, quit_loop, fixture->loop);
  g_thread_join (fixture->thread);
  g_free (fixture->base);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->cond);
}
