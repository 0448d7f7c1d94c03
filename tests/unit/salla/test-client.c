#include "config.h"

#include "keeper.h"
#include "nomo-error.h"
#include "nomo-http.h"
#include "nomo-salla-client.h"
#include "nomo-salla-error.h"

#define MAX_ANSWERS 16
#define GOOD \
  "{\"status\":200,\"success\":true,\"data\":[1],\"pagination\":{\"total\":1,\"totalPages\":1,\"currentPage\":1}}"
#define REFUSED "{\"status\":429,\"success\":false,\"error\":{\"code\":429,\"message\":\"Too Many Attempts.\"}}"

/* What the server answers to the first request, the second and so on; the last one answers all that follow. */
typedef struct {
  guint status;
  const char *body;
  const char *name;
  int value; /* of Retry-After; of X-RateLimit-Reset seconds from now, with no request left */
} Answer;

typedef struct {
  GThread *thread;
  GMutex mutex;
  GCond cond;
  GMainContext *context;
  GMainLoop *loop;
  int port;
  const Answer *answers;
  guint n_answers;
  int hits;
  gint64 times[MAX_ANSWERS];
  NomoHttp *http;
  KeeperFixture keeper;
  NomoSallaClient *client;
} Fixture;

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  guint hit = (guint) g_atomic_int_add (&fixture->hits, 1);
  const Answer *answer = &fixture->answers[MIN (hit, fixture->n_answers - 1)];
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean reset = g_strcmp0 (answer->name, "X-RateLimit-Reset") == 0;
  g_autofree char *value =
      g_strdup_printf ("%" G_GINT64_FORMAT, (reset ? g_get_real_time () / G_USEC_PER_SEC : 0) + answer->value);

  if (hit < MAX_ANSWERS)
    fixture->times[hit] = g_get_monotonic_time ();
  g_assert_cmpstr (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"),
                   ==, "Bearer x");
  if (answer->name != NULL)
    soup_message_headers_replace (headers, answer->name, value);
  if (reset)
    soup_message_headers_replace (headers, "X-RateLimit-Remaining", "0");
  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer->body,
                                    strlen (answer->body));
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
  GSList *uris;

  g_main_context_push_thread_default (context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  fixture->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->context = context;
  g_mutex_lock (&fixture->mutex);
  fixture->loop = loop;
  g_mutex_unlock (&fixture->mutex);
  g_main_context_invoke (context, tell_ready, fixture);
  g_main_loop_run (loop);
  soup_server_disconnect (server);
  g_clear_object (&server);
  while (g_main_context_iteration (context, FALSE)) {
  }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoSallaEndpoints) endpoints = NULL;
  g_autofree char *url = NULL;

  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->cond);
  g_mutex_lock (&fixture->mutex);
  fixture->thread = g_thread_new ("server", server_run, fixture);
  while (fixture->loop == NULL)
    g_cond_wait (&fixture->cond, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  url = g_strdup_printf ("http://127.0.0.1:%d", fixture->port);
  endpoints = nomo_salla_endpoints_new (url, url, NULL);
  fixture->http = nomo_http_new ();
  keeper_fixture_set_up (&fixture->keeper, fixture->http, "{\"access_token\":\"x\",\"refresh_token\":\"y\"}");
  fixture->client = nomo_salla_client_new (fixture->http, endpoints, fixture->keeper.keeper);
  nomo_salla_client_set_backoff (fixture->client, 1, 4);
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
  g_assert_finalize_object (fixture->client);
  keeper_fixture_tear_down (&fixture->keeper);
  g_assert_finalize_object (fixture->http);
  if (fixture->thread != NULL) {
    g_main_context_invoke (fixture->context, quit_loop, fixture->loop);
    g_thread_join (fixture->thread);
  }
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->cond);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Lets go of what the call still holds, so that the client ends with the test. */
static NomoSallaAnswer *
finish (Fixture *fixture, GAsyncResult **result, GError **error)
{
  NomoSallaAnswer *answer;

  wait_for (result);
  answer = nomo_salla_client_get_finish (fixture->client, *result, error);
  g_clear_object (result);
  while (g_main_context_iteration (NULL, FALSE)) {
  }
  return answer;
}

static NomoSallaAnswer *
ask (Fixture *fixture, const Answer *answers, guint n, GError **error)
{
  GAsyncResult *result = NULL;

  fixture->answers = answers;
  fixture->n_answers = n;
  nomo_salla_client_get_async (fixture->client, "/orders", NULL, NULL, keep_result, &result);
  return finish (fixture, &result, error);
}

static gint64
gap_ms (Fixture *fixture, guint first)
{
  return (fixture->times[first + 1] - fixture->times[first]) / 1000;
}

static void
expect_good (Fixture *fixture, const Answer *answers, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSallaAnswer) answer = ask (fixture, answers, n, &error);

  g_assert_no_error (error);
  g_assert_cmpint (answer->total, ==, 1);
  g_assert_cmpint (fixture->hits, ==, n);
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 429, REFUSED, "Retry-After", 1 }, { 200, GOOD } };

  expect_good (fixture, answers, G_N_ELEMENTS (answers));
  g_assert_cmpint (gap_ms (fixture, 0), >=, 1000);
}

static void
test_reset_without_retry_after (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 429, REFUSED, "X-RateLimit-Reset", 2 }, { 200, GOOD } };

  expect_good (fixture, answers, G_N_ELEMENTS (answers));
  g_assert_cmpint (gap_ms (fixture, 0), >=, 1000);
}

/* Without a word about when, with a body that is no JSON, and with one of another shape. */
static void
test_shapes_of_too_many (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = {
    { 429, "" }, { 429, "<html>Too many</html>" }, { 429, "{\"message\":\"Too Many Attempts.\"}" }, { 200, GOOD }
  };

  expect_good (fixture, answers, G_N_ELEMENTS (answers));
}

/* The last request that was left is used, and the next one waits until there is room. */
static void
test_waits_for_room (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 200, GOOD, "X-RateLimit-Reset", 2 }, { 200, GOOD } };
  GAsyncResult *first = NULL, *second = NULL;
  g_autoptr (NomoSallaAnswer) one = NULL;
  g_autoptr (NomoSallaAnswer) two = NULL;

  fixture->answers = answers;
  fixture->n_answers = G_N_ELEMENTS (answers);
  nomo_salla_client_get_async (fixture->client, "/orders", NULL, NULL, keep_result, &first);
  nomo_salla_client_get_async (fixture->client, "/orders", NULL, NULL, keep_result, &second);
  one = finish (fixture, &first, NULL);
  g_assert_nonnull (one);
  two = finish (fixture, &second, NULL);
  g_assert_nonnull (two);
  g_assert_cmpint (fixture->hits, ==, 2);
  g_assert_cmpint (gap_ms (fixture, 0), >=, 1000);
}

static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  static const struct {
    Answer answer;
    int code;
    int hits;
  } cases[] = {
    { { 429, REFUSED }, NOMO_SALLA_ERROR_TOO_MANY, 4 },    { { 500, "" }, NOMO_SALLA_ERROR_SERVER, 4 },
    { { 200, "<html>" }, NOMO_SALLA_ERROR_UNREADABLE, 4 }, { { 200, "{}" }, NOMO_SALLA_ERROR_UNREADABLE, 4 },
    { { 401, "{}" }, NOMO_SALLA_ERROR_SIGNED_OUT, 1 },     { { 403, "{}" }, NOMO_SALLA_ERROR_FORBIDDEN, 1 },
    { { 422, "{}" }, NOMO_SALLA_ERROR_REFUSED, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_atomic_int_set (&fixture->hits, 0);
    g_assert_null (ask (fixture, &cases[i].answer, 1, &error));
    g_assert_error (error, NOMO_SALLA_ERROR, cases[i].code);
    g_assert_cmpint (fixture->hits, ==, cases[i].hits);
  }
}

/* Nobody listens any more: tried twice, then it is offline. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 200, GOOD } };
  g_autoptr (GError) error = NULL;

  g_main_context_invoke (fixture->context, quit_loop, fixture->loop);
  g_thread_join (g_steal_pointer (&fixture->thread));
  g_assert_null (ask (fixture, answers, 1, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
  g_assert_cmpint (fixture->hits, ==, 0);
}

/* A wait of minutes ends at once, and the call behind it does not suffer. */
static void
test_cancel_while_waiting (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 429, REFUSED, "Retry-After", 600 }, { 200, GOOD } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NomoSallaAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *first = NULL, *second = NULL;

  fixture->answers = answers;
  fixture->n_answers = G_N_ELEMENTS (answers);
  nomo_salla_client_get_async (fixture->client, "/orders", NULL, cancellable, keep_result, &first);
  nomo_salla_client_get_async (fixture->client, "/orders", NULL, NULL, keep_result, &second);
  while (g_atomic_int_get (&fixture->hits) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  answer = finish (fixture, &second, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpint (fixture->hits, ==, 2);
}

/* The same while it waits for room and not for a second try. */
static void
test_cancel_while_paced (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 200, GOOD, "X-RateLimit-Reset", 600 } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NomoSallaAnswer) answer = ask (fixture, answers, 1, NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_nonnull (answer);
  nomo_salla_client_get_async (fixture->client, "/orders", NULL, cancellable, keep_result, &result);
  while (g_main_context_iteration (NULL, FALSE)) {
  }
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fixture->hits, ==, 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/client/retry-after", test_retry_after);
  add ("/client/reset-without-retry-after", test_reset_without_retry_after);
  add ("/client/shapes-of-too-many", test_shapes_of_too_many);
  add ("/client/waits-for-room", test_waits_for_room);
  add ("/client/bounded", test_bounded);
  add ("/client/offline", test_offline);
  add ("/client/cancel-while-waiting", test_cancel_while_waiting);
  add ("/client/cancel-while-paced", test_cancel_while_paced);
  return g_test_run ();
}
