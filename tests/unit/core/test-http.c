#include "http-fixture.h"

#include "nomo-error.h"
#include "nomo-json.h"

#include <string.h>

#define MIB (1024 * 1024)

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

static NomoHttpAnswer *
wait_for_answer (HttpFixture *fixture, GAsyncResult **result, GError **error)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  NomoHttpAnswer *answer = nomo_http_send_finish (fixture->http, *result, error);
  g_clear_object (result);
  return answer;
}

static NomoHttpAnswer *
send_request (HttpFixture *fixture, NomoHttpRequest *request, GError **error)
{
  GAsyncResult *result = NULL;

  nomo_http_send_async (fixture->http, request, NULL, on_sent_cb, &result);
  return wait_for_answer (fixture, &result, error);
}

static NomoHttpRequest *
request_for (HttpFixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (fixture->base, path, NULL);

  return nomo_http_request_new (method, uri);
}

static NomoHttpAnswer *
get (HttpFixture *fixture, const char *path, GError **error)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", path);

  return send_request (fixture, request, error);
}

/* Whether any of it may have left decides whether it may be sent again. */
static void
assert_fails_with (HttpFixture *fixture, NomoHttpRequest *request, int code, gboolean was_sent)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_http_send_async (fixture->http, request, NULL, on_sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (nomo_http_send_finish (fixture->http, result, &error));
  g_assert_error (error, NOMO_CORE_ERROR, code);
  g_assert_cmpint (nomo_http_was_sent (fixture->http, result), ==, was_sent);
}

static void
assert_fails (HttpFixture *fixture, const char *path, int code)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", path);

  assert_fails_with (fixture, request, code, TRUE);
}

static void
assert_body (NomoHttpAnswer *answer, const char *expected)
{
  g_assert_nonnull (answer);
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), expected, strlen (expected));
}

static void
test_answers (HttpFixture *fixture, gconstpointer data)
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
test_request (HttpFixture *fixture, gconstpointer data)
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
test_redirects_are_not_followed (HttpFixture *fixture, gconstpointer data)
{
  static const int statuses[] = { 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *path = g_strdup_printf ("/status/%d", statuses[i]);

    assert_fails (fixture, path, NOMO_CORE_ERROR_REDIRECT);
    g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, (int) i + 1);
  }
}

static void
test_redirect_is_shown (HttpFixture *fixture, gconstpointer data)
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
test_timeout (HttpFixture *fixture, gconstpointer data)
{
  /* Long enough to be sent, also on a machine that has much to do. */
  nomo_http_set_timeouts (fixture->http, 500, 0);
  assert_fails (fixture, "/silent", NOMO_CORE_ERROR_TIMEOUT);
  assert_fails (fixture, "/stall", NOMO_CORE_ERROR_TIMEOUT);
  /* A server that keeps dripping is stopped by the time of the whole. */
  nomo_http_set_timeouts (fixture->http, 20000, 500);
  assert_fails (fixture, "/drip", NOMO_CORE_ERROR_TIMEOUT);
  nomo_http_set_timeouts (fixture->http, 0, 0);
  g_autoptr (NomoHttpAnswer) answer = get (fixture, "/status/200", NULL);
  assert_body (answer, "text");
}

static void
test_offline (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", uri);
  g_autoptr (NomoHttpRequest) nowhere = nomo_http_request_new ("GET", "https://no..where.invalid/");

  g_socket_listener_close (listener);
  assert_fails_with (fixture, request, NOMO_CORE_ERROR_OFFLINE, FALSE);
  assert_fails_with (fixture, nowhere, NOMO_CORE_ERROR_OFFLINE, FALSE);
}

static void
test_lost_half_way (HttpFixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "/closed", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/cut", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/cut-chunk", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/reset", NOMO_CORE_ERROR_OFFLINE);
  assert_fails (fixture, "/garbage", NOMO_CORE_ERROR_FAILED);
}

/* The transport may miss this one. The gate does not. */
static void
test_cut_between_chunks (HttpFixture *fixture, gconstpointer data)
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
test_post_is_sent_once (HttpFixture *fixture, gconstpointer data)
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
test_too_large (HttpFixture *fixture, gconstpointer data)
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
test_too_large_stops_the_stream (HttpFixture *fixture, gconstpointer data)
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
test_cancel (HttpFixture *fixture, gconstpointer data)
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

/* Whoever asks next is answered, also when the answer that is not wanted any more lies there already. */
static void
test_cancel_and_go_on (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (NomoHttpRequest) request = request_for (fixture, "GET", "/status/200");

  for (int i = 1; i <= 3; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (NomoHttpAnswer) unwanted = NULL;
    g_autoptr (NomoHttpAnswer) answer = NULL;
    g_autoptr (GError) error = NULL;
    GAsyncResult *result = NULL;

    nomo_http_send_async (fixture->http, request, cancellable, on_sent_cb, &result);
    while (g_atomic_int_get (&fixture->hits) < 2 * i - 1)
      g_main_context_iteration (NULL, FALSE);
    while (g_atomic_int_get (&fixture->answered) < 2 * i - 1)
      g_thread_yield ();
    g_cancellable_cancel (cancellable);
    unwanted = wait_for_answer (fixture, &result, NULL);
    answer = get (fixture, "/status/200", &error);
    g_assert_no_error (error);
    assert_body (answer, "text");
  }
}

static void
assert_not_sent (HttpFixture *fixture, NomoHttpRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (send_request (fixture, request, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 0);
}

static void
test_invalid_requests (HttpFixture *fixture, gconstpointer data)
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
test_untrusted (HttpFixture *fixture, gconstpointer data)
{
  /* libsoup 3.6 still looks at a server that has gone when a connection to it comes to nothing a moment later. */
  static SoupServer *kept;
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "unit", "core", "self-signed.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (certificate);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error));
  soup_server_add_handler (server, NULL, http_fixture_handle, fixture, NULL);
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%d/echo", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", uri);
  assert_fails_with (fixture, request, NOMO_CORE_ERROR_TLS, FALSE);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, 0);
  g_set_object (&kept, server);
}

/* More than the connections that one host gets: the rest waits for its turn. */
static void
test_many_at_once (HttpFixture *fixture, gconstpointer data)
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
  g_test_add ("/http/answers", HttpFixture, NULL, http_fixture_set_up, test_answers, http_fixture_tear_down);
  g_test_add ("/http/request", HttpFixture, NULL, http_fixture_set_up, test_request, http_fixture_tear_down);
  g_test_add ("/http/redirects-are-not-followed", HttpFixture, NULL, http_fixture_set_up,
              test_redirects_are_not_followed, http_fixture_tear_down);
  g_test_add ("/http/redirect-is-shown", HttpFixture, NULL, http_fixture_set_up, test_redirect_is_shown,
              http_fixture_tear_down);
  g_test_add ("/http/timeout", HttpFixture, NULL, http_fixture_set_up, test_timeout, http_fixture_tear_down);
  g_test_add ("/http/offline", HttpFixture, NULL, http_fixture_set_up, test_offline, http_fixture_tear_down);
  g_test_add ("/http/lost-half-way", HttpFixture, NULL, http_fixture_set_up, test_lost_half_way,
              http_fixture_tear_down);
  g_test_add ("/http/cut-between-chunks", HttpFixture, NULL, http_fixture_set_up, test_cut_between_chunks,
              http_fixture_tear_down);
  g_test_add ("/http/post-is-sent-once", HttpFixture, NULL, http_fixture_set_up, test_post_is_sent_once,
              http_fixture_tear_down);
  g_test_add ("/http/too-large", HttpFixture, NULL, http_fixture_set_up, test_too_large, http_fixture_tear_down);
  g_test_add ("/http/too-large-stops-the-stream", HttpFixture, NULL, http_fixture_set_up,
              test_too_large_stops_the_stream, http_fixture_tear_down);
  g_test_add ("/http/cancel-waiting", HttpFixture, "/silent", http_fixture_set_up, test_cancel, http_fixture_tear_down);
  g_test_add ("/http/cancel-reading", HttpFixture, "/stall", http_fixture_set_up, test_cancel, http_fixture_tear_down);
  g_test_add ("/http/cancel-and-go-on", HttpFixture, NULL, http_fixture_set_up, test_cancel_and_go_on,
              http_fixture_tear_down);
  g_test_add ("/http/invalid-requests", HttpFixture, NULL, http_fixture_set_up, test_invalid_requests,
              http_fixture_tear_down);
  g_test_add ("/http/untrusted", HttpFixture, NULL, http_fixture_set_up, test_untrusted, http_fixture_tear_down);
  g_test_add ("/http/many-at-once", HttpFixture, NULL, http_fixture_set_up, test_many_at_once, http_fixture_tear_down);
  return g_test_run ();
}
