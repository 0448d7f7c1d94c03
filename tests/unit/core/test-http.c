#include "nomo-error.h"
#include "nomo-http.h"
#include "nomo-json.h"

#include <string.h>
#include <sys/socket.h>

#define MIB (1024 * 1024)

/* A server in a thread of its own. It counts what arrives, by path. */
typedef struct {
  NomoHttp *http;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  GMainContext *context;
  GMainLoop *loop;
  char *base;
  GPtrArray *held;
  int hits;
  int lost;
  gint64 written;
} Fixture;

static void
on_lost_cb (SoupServerMessage *message, Fixture *fixture)
{
  g_atomic_int_inc (&fixture->lost);
  g_main_context_wakeup (NULL);
}

static void
write_chunk (SoupServerMessage *message, Fixture *fixture)
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
serve_endless (SoupServerMessage *message, Fixture *fixture)
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
serve_drip (SoupServerMessage *message, Fixture *fixture)
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
serve_raw (SoupServerMessage *message, Fixture *fixture, const char *bytes, const char *end)
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
serve_table (SoupServerMessage *message, Fixture *fixture, const char *path)
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
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->hits);
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
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  g_cond_signal (&fixture->cond);
  g_mutex_unlock (&fixture->mutex);
  return G_SOURCE_REMOVE;
}

static gpointer
server_run (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  server = soup_server_new ("server-header", "test", NULL);
  soup_server_add_handler (server, NULL, handle, fixture, NULL);
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

static void
set_up (Fixture *fixture, gconstpointer data)
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

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->http);
  g_main_context_invoke (fixture->context, quit_loop, fixture->loop);
  g_thread_join (fixture->thread);
  g_free (fixture->base);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->cond);
}

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

static NomoHttpAnswer *
wait_for_answer (Fixture *fixture, GAsyncResult **result, GError **error)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  NomoHttpAnswer *answer = nomo_http_send_finish (fixture->http, *result, error);
  g_clear_object (result);
  return answer;
}

static NomoHttpAnswer *
send_request (Fixture *fixture, NomoHttpRequest *request, GError **error)
{
  GAsyncResult *result = NULL;

  nomo_http_send_async (fixture->http, request, NULL, on_sent_cb, &result);
  return wait_for_answer (fixture, &result, error);
}

static NomoHttpRequest *
request_for (Fixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (fixture->base, path, NULL);

  return nomo_http_request_new (method, uri);
}

static NomoHttpAnswer *
get (Fixture *fixture, const char *path, GError **error)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", path);

  return send_request (fixture, request, error);
}

static void
assert_fails (Fixture *fixture, const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = get (fixture, path, &error);

  g_assert_null (answer);
  g_assert_error (error, NOMO_CORE_ERROR, code);
}

static void
assert_body (NomoHttpAnswer *answer, const char *expected)
{
  g_assert_nonnull (answer);
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), expected, strlen (expected));
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  static const int statuses[] = { 200, 204, 304, 401, 403, 404, 422, 429, 500, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *path = g_strdup_printf ("/status/%d", statuses[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoHttpAnswer) answer = get (fixture, path, &error);

    g_assert_no_error (error);
    g_assert_cmpint (answer->status, ==, statuses[i]);
    assert_body (answer, statuses[i] == 204 || statuses[i] == 304 ? "" : "text");
    g_assert_cmpstr (nomo_http_answer_get_header (answer, "x-ratelimit-remaining"), ==, "59");
    g_assert_null (nomo_http_answer_get_header (answer, "x-nothing"));
    g_assert_cmpint (answer->date_ms, ==, 1795165201000);
  }
}

static void
test_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "POST", "/echo");
  g_autoptr (NomoHttpAnswer) form = NULL;
  g_autoptr (NomoHttpAnswer) json = NULL;
  g_autoptr (JsonNode) node = json_from_string ("{\"a\": [1]}", NULL);

  nomo_http_request_set_bearer (request, "old");
  nomo_http_request_set_bearer (request, "token");
  nomo_http_request_set_form (request, "grant_type", "refresh_token", "refresh_token", "a b&ع", NULL);
  form = send_request (fixture, request, NULL);
  assert_body (form, "POST|Bearer token|(null)|application/x-www-form-urlencoded|"
                     "grant_type=refresh_token&refresh_token=a+b%26%D8%B9");
  nomo_http_request_set_header (request, "authorization", NULL);
  nomo_http_request_set_json (request, node);
  json = send_request (fixture, request, NULL);
  assert_body (json, "POST|(null)|(null)|application/json|{\"a\":[1]}");
}

static void
test_redirects_are_not_followed (Fixture *fixture, gconstpointer data)
{
  static const int statuses[] = { 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *path = g_strdup_printf ("/status/%d", statuses[i]);

    assert_fails (fixture, path, NOMO_CORE_ERROR_REDIRECT);
    g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, (int) i + 1);
  }
}

static void
test_redirect_is_shown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", "/status/302");
  g_autoptr (NomoHttpAnswer) answer = NULL;

  nomo_http_request_show_redirect (request);
  answer = send_request (fixture, request, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpint (answer->status, ==, 302);
  g_assert_cmpstr (nomo_http_answer_get_header (answer, "Location"), ==, "/echo");
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 1);
}

static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  nomo_http_set_timeouts (fixture->http, 50, 0);
  assert_fails (fixture, "/silent", NOMO_CORE_ERROR_TIMEOUT);
  assert_fails (fixture, "/stall", NOMO_CORE_ERROR_TIMEOUT);
  /* A server that keeps dripping is stopped by the time of the whole. */
  nomo_http_set_timeouts (fixture->http, 20000, 100);
  assert_fails (fixture, "/drip", NOMO_CORE_ERROR_TIMEOUT);
  nomo_http_set_timeouts (fixture->http, 0, 0);
  g_autoptr (NomoHttpAnswer) answer = get (fixture, "/status/200", NULL);
  assert_body (answer, "text");
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", uri);
  g_autoptr (NomoHttpRequest) nowhere = nomo_http_request_new ("GET", "https://no..where.invalid/");
  g_autoptr (GError) error = NULL;

  g_socket_listener_close (listener);
  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_null (send_request (fixture, nowhere, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
}

static void
test_lost_half_way (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "/closed", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/cut", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/cut-chunk", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/reset", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/garbage", NOMO_CORE_ERROR_FAILED);
}

/* The transport may miss this one. The gate does not. */
static void
test_cut_between_chunks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = get (fixture, "/cut-between", &error);

  if (answer == NULL) {
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
    return;
  }
  g_assert_null (nomo_json_parse (answer->body, 0, NULL, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON);
}

/* A refresh token works once: a request that may have arrived is not sent again behind our back. */
static void
test_post_is_sent_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "POST", "/closed");
  g_autoptr (GError) error = NULL;

  /* Leaves a kept connection that would look as if it had been closed before. */
  g_autoptr (NomoHttpAnswer) answer = get (fixture, "/status/200", NULL);
  assert_body (answer, "text");
  nomo_http_request_set_form (request, "a", "b", NULL);
  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 2);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "/announced", NOMO_CORE_ERROR_TOO_LARGE);
  assert_fails (fixture, "/bomb", NOMO_CORE_ERROR_TOO_LARGE);

  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", "/status/200");
  g_autoptr (GError) error = NULL;
  nomo_http_request_set_max_size (request, 4);
  g_autoptr (NomoHttpAnswer) answer = send_request (fixture, request, &error);
  assert_body (answer, "text");
  nomo_http_request_set_max_size (request, 3);
  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE);
}

/* The server would send 256 MiB. It loses its reader soon after the first one of them. */
static void
test_too_large_stops_the_stream (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", "/endless");
  g_autoptr (NomoHttpRequest) stalled = request_for (fixture, "GET", "/stall");
  g_autoptr (GError) error = NULL;

  nomo_http_request_set_max_size (request, MIB);
  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  while (g_atomic_int_get (&fixture->lost) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture->written, >, MIB);
  g_assert_cmpint (fixture->written, <, 32 * MIB);

  /* Letting go of a body whose rest never comes does not wait for it. */
  nomo_http_request_set_max_size (stalled, 5);
  g_assert_null (send_request (fixture, stalled, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", data);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  nomo_http_send_async (fixture->http, request, cancellable, on_sent_cb, &result);
  while (g_atomic_int_get (&fixture->hits) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  g_assert_null (wait_for_answer (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  nomo_http_send_async (fixture->http, request, cancellable, on_sent_cb, &result);
  g_assert_null (wait_for_answer (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 1);
}

static void
assert_not_sent (Fixture *fixture, NomoHttpRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 0);
}

static void
test_invalid_requests (Fixture *fixture, gconstpointer data)
{
  static const char *const uris[] = { "",
                                      "x",
                                      "/path",
                                      "ftp://127.0.0.1/",
                                      "http://salla.sa/",
                                      "http://10.0.0.1/",
                                      "https://user:pass@salla.sa/",
                                      "https:///x",
                                      "http://localhost.evil.example/",
                                      "http://127.0.0.1.evil.example/",
                                      "https://" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", uris[i]);

    g_assert_false (nomo_http_uri_is_safe (uris[i]));
    assert_not_sent (fixture, request);
  }
  g_assert_false (nomo_http_uri_is_safe (NULL));
  g_assert_true (nomo_http_uri_is_safe ("https://api.salla.dev/admin/v2"));
  g_assert_true (nomo_http_uri_is_safe ("http://127.0.0.1:8080/x"));
  g_assert_true (nomo_http_uri_is_safe ("http://[::1]:8080/x"));
  g_assert_true (nomo_http_uri_is_safe ("http://localhost/x"));

  g_autoptr (NomoHttpRequest) split = request_for (fixture, "GET", "/echo");
  nomo_http_request_set_bearer (split, "a\r\nX-Other: b");
  assert_not_sent (fixture, split);
  g_autoptr (NomoHttpRequest) name = request_for (fixture, "GET", "/echo");
  nomo_http_request_set_header (name, "X Y", "b");
  assert_not_sent (fixture, name);
}

static void
test_untrusted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "unit", "core", "self-signed.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (certificate);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error));
  soup_server_add_handler (server, NULL, handle, fixture, NULL);
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%d/echo", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", uri);
  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TLS);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 0);
}

/* More than the connections that one host gets: the rest waits for its turn. */
static void
test_many_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", "/status/200");
  GAsyncResult *results[40] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    nomo_http_send_async (fixture->http, request, NULL, on_sent_cb, &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (NomoHttpAnswer) answer = wait_for_answer (fixture, &results[i], NULL);

    assert_body (answer, "text");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/http/answers", Fixture, NULL, set_up, test_answers, tear_down);
  g_test_add ("/http/request", Fixture, NULL, set_up, test_request, tear_down);
  g_test_add ("/http/redirects-are-not-followed", Fixture, NULL, set_up, test_redirects_are_not_followed, tear_down);
  g_test_add ("/http/redirect-is-shown", Fixture, NULL, set_up, test_redirect_is_shown, tear_down);
  g_test_add ("/http/timeout", Fixture, NULL, set_up, test_timeout, tear_down);
  g_test_add ("/http/offline", Fixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/http/lost-half-way", Fixture, NULL, set_up, test_lost_half_way, tear_down);
  g_test_add ("/http/cut-between-chunks", Fixture, NULL, set_up, test_cut_between_chunks, tear_down);
  g_test_add ("/http/post-is-sent-once", Fixture, NULL, set_up, test_post_is_sent_once, tear_down);
  g_test_add ("/http/too-large", Fixture, NULL, set_up, test_too_large, tear_down);
  g_test_add ("/http/too-large-stops-the-stream", Fixture, NULL, set_up, test_too_large_stops_the_stream, tear_down);
  g_test_add ("/http/cancel-waiting", Fixture, "/silent", set_up, test_cancel, tear_down);
  g_test_add ("/http/cancel-reading", Fixture, "/stall", set_up, test_cancel, tear_down);
  g_test_add ("/http/invalid-requests", Fixture, NULL, set_up, test_invalid_requests, tear_down);
  g_test_add ("/http/untrusted", Fixture, NULL, set_up, test_untrusted, tear_down);
  g_test_add ("/http/many-at-once", Fixture, NULL, set_up, test_many_at_once, tear_down);
  return g_test_run ();
}
