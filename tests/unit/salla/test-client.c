#include "config.h"

#include "keeper.h"
#include "nomo-clock.h"
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
  int value;      /* of Retry-After; of X-RateLimit-Reset seconds from now, with no request left */
  int remaining;  /* of 720 requests; 0 to say nothing */
  guint together; /* kept back until so many requests are on their way */
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
  char *paths[MAX_ANSWERS];
  GQueue kept_back;
  NomoHttp *http;
  KeeperFixture keeper;
  NomoSallaClient *client;
} Fixture;

static void
set_rate (SoupMessageHeaders *headers, int limit, int remaining)
{
  g_autofree char *limit_text = g_strdup_printf ("%d", limit);
  g_autofree char *remaining_text = g_strdup_printf ("%d", remaining);

  soup_message_headers_replace (headers, "X-RateLimit-Limit", limit_text);
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", remaining_text);
}

static void
set_date (SoupMessageHeaders *headers)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (nomo_clock_now () / 1000);
  g_autofree char *text = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", text);
}

static void
keep_back (Fixture *fixture, SoupServerMessage *message, guint together)
{
  SoupServerMessage *kept;

  soup_server_message_pause (message);
  g_queue_push_tail (&fixture->kept_back, message);
  if (fixture->kept_back.length < together)
    return;
  while ((kept = g_queue_pop_head (&fixture->kept_back)) != NULL)
    soup_server_message_unpause (kept);
}

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  guint hit = (guint) g_atomic_int_get (&fixture->hits);
  const Answer *answer = &fixture->answers[MIN (hit, fixture->n_answers - 1)];
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean reset = g_strcmp0 (answer->name, "X-RateLimit-Reset") == 0;
  g_autofree char *value =
      g_strdup_printf ("%" G_GINT64_FORMAT, (reset ? nomo_clock_now () / 1000 : 0) + answer->value);

  if (hit < MAX_ANSWERS) {
    fixture->times[hit] = nomo_clock_monotonic ();
    g_free (fixture->paths[hit]);
    fixture->paths[hit] = g_strdup (path);
  }
  g_atomic_int_inc (&fixture->hits);
  set_date (headers);
  g_assert_cmpstr (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"),
                   ==, "Bearer x");
  if (answer->name != NULL)
    soup_message_headers_replace (headers, answer->name, value);
  if (reset || answer->remaining > 0)
    set_rate (headers, 720, answer->remaining);
  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer->body,
                                    strlen (answer->body));
  if (answer->together > 1)
    keep_back (fixture, message, answer->together);
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
  for (guint i = 0; i < MAX_ANSWERS; i++)
    g_free (fixture->paths[i]);
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

static void
ask_behind (Fixture *fixture, gconstpointer owner, GCancellable *cancellable, GAsyncResult **result)
{
  nomo_salla_client_get_in_background_async (fixture->client, owner, owner != NULL ? owner : "/orders", NULL,
                                             cancellable, keep_result, result);
}

static gint64
gap_ms (Fixture *fixture, guint first)
{
  return fixture->times[first + 1] - fixture->times[first];
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
    { { 429, REFUSED }, NOMO_SALLA_ERROR_TOO_MANY, 4 },
    { { 500, "" }, NOMO_SALLA_ERROR_SERVER, 4 },
    { { 503, "away" }, NOMO_SALLA_ERROR_SERVER, 4 },
    { { 200, "<html>" }, NOMO_SALLA_ERROR_UNREADABLE, 4 },
    { { 200, "{}" }, NOMO_SALLA_ERROR_UNREADABLE, 4 },
    { { 401, "{}" }, NOMO_SALLA_ERROR_SIGNED_OUT, 1 },
    { { 403, "{}" }, NOMO_SALLA_ERROR_FORBIDDEN, 1 },
    { { 422, "{}" }, NOMO_SALLA_ERROR_REFUSED, 1 },
    { { 200, "{\"status\":500,\"success\":false}" }, NOMO_SALLA_ERROR_SERVER, 4 },
    { { 200, "{\"status\":200,\"success\":false}" }, NOMO_SALLA_ERROR_REFUSED, 1 },
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
  static const Answer answers[] = { { 503, "", "Retry-After", 600 }, { 200, GOOD } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NomoSallaAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *first = NULL, *second = NULL;

  fixture->answers = answers;
  fixture->n_answers = G_N_ELEMENTS (answers);
  ask_behind (fixture, NULL, cancellable, &first);
  ask_behind (fixture, NULL, NULL, &second);
  answer = finish (fixture, &second, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpint (fixture->hits, ==, 2);
  g_assert_null (first);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A refusal holds for all calls; each can be cancelled out of it. */
static void
test_refused_for_all (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 429, REFUSED, "Retry-After", 600 }, { 200, GOOD } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[3] = { NULL };

  fixture->answers = answers;
  fixture->n_answers = G_N_ELEMENTS (answers);
  ask_behind (fixture, NULL, cancellable, &results[0]);
  while (nomo_budget_get_waiting (nomo_salla_client_get_budget (fixture->client)) == 0)
    g_main_context_iteration (NULL, TRUE);
  ask_behind (fixture, NULL, cancellable, &results[1]);
  nomo_salla_client_get_async (fixture->client, "/store/info", NULL, cancellable, keep_result, &results[2]);
  g_assert_cmpuint (nomo_budget_get_waiting (nomo_salla_client_get_budget (fixture->client)), ==, 3);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (finish (fixture, &results[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  g_assert_cmpint (fixture->hits, ==, 1);
}

/* Nobody sits and waits for ten minutes: what Salla said is told at once. */
static void
test_person_does_not_wait (Fixture *fixture, gconstpointer data)
{
  static const Answer refused = { 429, REFUSED, "Retry-After", 600 };
  static const Answer away = { 503, "", "Retry-After", 600 };
  g_autoptr (GError) unavailable = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (fixture, &away, 1, &unavailable));
  g_assert_error (unavailable, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER);
  g_assert_null (ask (fixture, &refused, 1, &error));
  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_TOO_MANY);
  g_assert_cmpint (fixture->hits, ==, 2);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  ask_behind (fixture, NULL, cancellable, &result);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fixture->hits, ==, 0);
}

static guint
count_hits (Fixture *fixture, const char *path)
{
  guint n = 0;

  for (guint i = 0; i < (guint) fixture->hits; i++)
    n += g_str_equal (fixture->paths[i], path);
  return n;
}

/* Three of the background at once, and a person besides: the server answers none before the fourth has come. */
static void
test_four_at_once (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = {
    { 200, GOOD, .remaining = 700 },
    { 200, GOOD, .remaining = 690, .together = 4 },
    { 200, GOOD, .remaining = 690, .together = 4 },
    { 200, GOOD, .remaining = 690, .together = 4 },
    { 200, GOOD, .remaining = 690, .together = 4 },
    { 200, GOOD, .remaining = 690 },
  };
  g_autoptr (NomoSallaAnswer) first = ask (fixture, answers, G_N_ELEMENTS (answers), NULL);
  GAsyncResult *results[9] = { NULL };

  g_assert_nonnull (first);
  for (guint i = 0; i < 8; i++)
    ask_behind (fixture, i % 2 == 0 ? "/even" : "/odd", NULL, &results[i]);
  nomo_salla_client_get_async (fixture->client, "/live", NULL, NULL, keep_result, &results[8]);
  while (g_atomic_int_get (&fixture->hits) < 5)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_hits (fixture, "/live"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (NomoSallaAnswer) answer = finish (fixture, &results[i], NULL);

    g_assert_nonnull (answer);
  }
  g_assert_cmpint (fixture->hits, ==, 10);
}

/* Works in turn, first come first served within one, and a person before them all. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 200, GOOD } };
  static const char *const owners[] = { "/many", "/many", "/many", "/few", "/many", "/few" };
  static const char *const expected[] = { "/many", "/live", "/many", "/few", "/many", "/few", "/many" };
  GAsyncResult *results[7] = { NULL };

  fixture->answers = answers;
  fixture->n_answers = G_N_ELEMENTS (answers);
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    ask_behind (fixture, owners[i], NULL, &results[i]);
  nomo_salla_client_get_async (fixture->client, "/live", NULL, NULL, keep_result, &results[6]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (NomoSallaAnswer) answer = finish (fixture, &results[i], NULL);

    g_assert_nonnull (answer);
  }
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (fixture->paths[i], ==, expected[i]);
}

static void
drop_client (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoSallaClient **client = data;

  nomo_salla_answer_free (nomo_salla_client_get_finish (*client, result, NULL));
  g_clear_object (client);
}

/* The callback drops the client while another call waits, which ends all the same. */
static void
test_dropped_in_callback (Fixture *fixture, gconstpointer data)
{
  static const Answer answers[] = { { 200, GOOD } };
  NomoSallaClient *client = g_object_ref (fixture->client);
  GAsyncResult *result = NULL;

  fixture->answers = answers;
  fixture->n_answers = G_N_ELEMENTS (answers);
  g_clear_object (&fixture->client);
  nomo_salla_client_get_async (client, "/orders", NULL, NULL, drop_client, &client);
  nomo_salla_client_get_async (client, "/orders", NULL, NULL, keep_result, &result);
  wait_for (&result);
  g_assert_null (client);
  fixture->client = NOMO_SALLA_CLIENT (g_async_result_get_source_object (result));
  nomo_salla_answer_free (finish (fixture, &result, NULL));
  g_assert_cmpint (fixture->hits, ==, 2);
}

/* More than is read does not become less by asking again. */
static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  static char body[40 * 1024 * 1024 + 1]; /* outlives the server */
  const Answer answers[] = { { 200, body } };
  g_autoptr (GError) error = NULL;

  memset (body, ' ', sizeof body - 1);
  g_assert_null (ask (fixture, answers, 1, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE);
  g_assert_cmpint (fixture->hits, ==, 1);
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
  g_autofree char *clock = nomo_clock_spec (g_get_real_time () / 1000, g_get_real_time () / 1000, 20);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/client/retry-after", test_retry_after);
  add ("/client/reset-without-retry-after", test_reset_without_retry_after);
  add ("/client/shapes-of-too-many", test_shapes_of_too_many);
  add ("/client/waits-for-room", test_waits_for_room);
  add ("/client/bounded", test_bounded);
  add ("/client/offline", test_offline);
  add ("/client/cancel-while-waiting", test_cancel_while_waiting);
  add ("/client/cancel-while-paced", test_cancel_while_paced);
  add ("/client/refused-for-all", test_refused_for_all);
  add ("/client/person-does-not-wait", test_person_does_not_wait);
  add ("/client/cancelled-before", test_cancelled_before);
  add ("/client/four-at-once", test_four_at_once);
  add ("/client/order", test_order);
  add ("/client/dropped-in-callback", test_dropped_in_callback);
  add ("/client/too-large", test_too_large);
  return g_test_run ();
}
