#include "config.h"

#include "keeper.h"

#include "nomo-clock.h"
#include "nomo-error.h"
#include "nomo-salla-error.h"
#include "nomo-token-keeper-private.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define DAY     G_GINT64_CONSTANT (86400000)
#define MINUTE  G_GINT64_CONSTANT (60000)
#define CONSENT "{\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"expires_in\":1209600,\"scope\":\"orders.read\"}"

/* What the server answers to a renewal; without a status it gives the next pair. */
typedef struct {
  guint status;
  const char *body;
} Answer;

typedef struct {
  SoupServer *server;
  char *url;
  NomoHttp *http;
  KeeperFixture kept;
  const Answer *answer;
  gboolean drops; /* the pair is exchanged and the answer lost */
  gboolean holds; /* the answer waits */
  SoupServerMessage *held;
  guint generation;
  guint renewals;
  guint reused;
} Fixture;

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GHashTable) form = soup_form_decode (soup_server_message_get_request_body (message)->data);
  g_autofree char *current = g_strdup_printf ("r%u", fixture->generation);
  g_autofree char *body = NULL;

  g_assert_cmpstr (path, ==, "/oauth2/token");
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "the-app");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_secret"), ==, "the-client-secret");
  fixture->renewals++;
  if (strcmp (g_hash_table_lookup (form, "refresh_token"), current) != 0)
    fixture->reused++;
  if (fixture->answer != NULL) {
    soup_server_message_set_status (message, fixture->answer->status, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, fixture->answer->body,
                                      strlen (fixture->answer->body));
    if (fixture->answer->status == 302)
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                    "http://127.0.0.1:1/");
    return;
  }
  fixture->generation++;
  body = g_strdup_printf ("{\"access_token\":\"a%u\",\"refresh_token\":\"r%u\",\"expires_in\":1209600}",
                          fixture->generation, fixture->generation);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
  if (fixture->drops)
    g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
  if (fixture->holds) {
    fixture->held = g_object_ref (message);
    soup_server_message_pause (message);
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GSList *uris;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, answer_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (fixture->server);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->kept.accounts_url = fixture->url;
  fixture->http = nomo_http_new ();
  fixture->generation = 1;
  keeper_fixture_set_up (&fixture->kept, fixture->http, CONSENT);
  nomo_token_keeper_set_may_renew (fixture->kept.keeper, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->reused, ==, 0);
  keeper_fixture_tear_down (&fixture->kept);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->http);
  g_free (fixture->url);
}

/* A program that starts anew over the same data and keyring. */
static void
restart (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&fixture->kept.keeper);
  fixture->kept.keeper =
      nomo_token_keeper_new (fixture->kept.store, fixture->kept.path, 1180227410, fixture->kept.keyring, fixture->http);
  nomo_token_keeper_set_may_renew (fixture->kept.keeper, TRUE);
  nomo_token_keeper_load_async (fixture->kept.keeper, keeper_fixture_keep_result, &result);
  nomo_token_keeper_load_finish (fixture->kept.keeper, keeper_fixture_wait (&result));
}

static char *
get (Fixture *fixture, const char *refused, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoSallaTokens) tokens = NULL;

  nomo_token_keeper_get_async (fixture->kept.keeper, refused, NULL, keeper_fixture_keep_result, &result);
  tokens = nomo_token_keeper_get_finish (fixture->kept.keeper, keeper_fixture_wait (&result), error);
  return tokens != NULL ? g_strdup (nomo_salla_tokens_get_access (tokens)) : NULL;
}

static void
assert_gives (Fixture *fixture, const char *refused, const char *access)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *given = get (fixture, refused, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (given, ==, access);
}

static void
assert_refuses (Fixture *fixture, const char *refused, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *given = get (fixture, refused, &error);

  g_assert_null (given);
  g_assert_error (error, NOMO_SALLA_ERROR, code);
}

static void
assert_state (Fixture *fixture, NomoTokenState state, int code)
{
  g_assert_cmpint (nomo_token_keeper_get_state (fixture->kept.keeper), ==, state);
  if (state == NOMO_TOKENS_GOOD)
    g_assert_null (nomo_token_keeper_get_error (fixture->kept.keeper));
  else
    g_assert_error (nomo_token_keeper_get_error (fixture->kept.keeper), NOMO_SALLA_ERROR, code);
}

/* Salla's clock shows so much more than ours, and the pair in use is not new. */
static void
set_skew (Fixture *fixture, gint64 skew_ms)
{
  fixture->kept.keeper->settled_ms = 0;
  nomo_token_keeper_take_answer (fixture->kept.keeper, nomo_clock_now () + skew_ms, TRUE);
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  assert_gives (fixture, NULL, "a1");
  set_skew (fixture, 7 * DAY - MINUTE);
  assert_gives (fixture, NULL, "a1");
  g_assert_cmpuint (fixture->renewals, ==, 0);
  set_skew (fixture, 7 * DAY + MINUTE);
  assert_gives (fixture, NULL, "a2");
  assert_gives (fixture, NULL, "a2");
  g_assert_cmpuint (fixture->renewals, ==, 1);
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  g_assert_cmpint (nomo_token_keeper_get_generation (fixture->kept.keeper), ==, 2);
  g_assert_cmpstr (nomo_token_keeper_get_scope (fixture->kept.keeper), ==, "orders.read");
  restart (fixture);
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  assert_gives (fixture, NULL, "a2");
}

/* What works is used on while it is not known whose the store is. */
static void
test_held_back (Fixture *fixture, gconstpointer data)
{
  nomo_token_keeper_set_holds (fixture->kept.keeper, TRUE);
  g_assert_false (nomo_token_keeper_is_due (fixture->kept.keeper));
  set_skew (fixture, 8 * DAY);
  g_assert_true (nomo_token_keeper_is_due (fixture->kept.keeper));
  assert_gives (fixture, NULL, "a1");
  g_assert_cmpuint (fixture->renewals, ==, 0);
  assert_gives (fixture, "a1", "a2");
  g_assert_cmpuint (fixture->renewals, ==, 1);
  set_skew (fixture, 16 * DAY);
  assert_gives (fixture, NULL, "a2");
  nomo_token_keeper_set_holds (fixture->kept.keeper, FALSE);
  assert_gives (fixture, NULL, "a3");
}

/* Without the engine nothing is renewed, however late it is. */
static void
test_without_the_engine (Fixture *fixture, gconstpointer data)
{
  nomo_token_keeper_set_may_renew (fixture->kept.keeper, FALSE);
  set_skew (fixture, 30 * DAY);
  assert_gives (fixture, NULL, "a1");
  assert_refuses (fixture, "a1", NOMO_SALLA_ERROR_SIGNED_OUT);
  g_assert_cmpuint (fixture->renewals, ==, 0);
}

static void
test_single_flight (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[20] = { NULL };

  set_skew (fixture, 8 * DAY);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    nomo_token_keeper_get_async (fixture->kept.keeper, i % 2 == 0 ? "a1" : NULL, NULL, keeper_fixture_keep_result,
                                 &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (NomoSallaTokens) tokens =
        nomo_token_keeper_get_finish (fixture->kept.keeper, keeper_fixture_wait (&results[i]), NULL);

    g_assert_cmpstr (nomo_salla_tokens_get_access (tokens), ==, "a2");
    g_clear_object (&results[i]);
  }
  g_assert_cmpuint (fixture->renewals, ==, 1);
}

/* A refused token is exchanged once; one that is new, or a pair that never worked, is not exchanged for yet another. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  assert_refuses (fixture, "a1", NOMO_SALLA_ERROR_SIGNED_OUT);
  g_assert_cmpuint (fixture->renewals, ==, 0);
  set_skew (fixture, 2 * 60 * MINUTE);
  assert_gives (fixture, "a1", "a2");
  assert_gives (fixture, "a1", "a2");
  nomo_token_keeper_take_answer (fixture->kept.keeper, nomo_clock_now () + 4 * 60 * MINUTE, FALSE);
  assert_refuses (fixture, "a2", NOMO_SALLA_ERROR_SIGNED_OUT);
  g_assert_cmpuint (fixture->renewals, ==, 1);
  set_skew (fixture, 4 * 60 * MINUTE);
  assert_gives (fixture, "a2", "a3");
  g_assert_cmpuint (fixture->renewals, ==, 2);
}

static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  set_skew (fixture, 8 * DAY);
  fixture->drops = TRUE;
  assert_gives (fixture, NULL, "a1");
  assert_state (fixture, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER);
  /* However long it goes on, over a restart too, and though it could be asked again: nothing is. */
  fixture->drops = FALSE;
  set_skew (fixture, 13 * DAY);
  assert_gives (fixture, NULL, "a1");
  restart (fixture);
  assert_state (fixture, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER);
  set_skew (fixture, 20 * DAY);
  assert_gives (fixture, NULL, "a1");
  g_assert_cmpuint (fixture->renewals, ==, 1);
}

/* An outage of minutes does not use the one more try up. */
static void
test_once_more_waits (Fixture *fixture, gconstpointer data)
{
  static const Answer broken = { 503, "" };

  set_skew (fixture, 8 * DAY);
  fixture->answer = &broken;
  assert_gives (fixture, NULL, "a1");
  for (guint i = 0; i < 3; i++)
    assert_refuses (fixture, "a1", NOMO_SALLA_ERROR_LOST_ANSWER);
  g_assert_cmpuint (fixture->renewals, ==, 1);
  assert_state (fixture, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER);
  g_assert_cmpint (fixture->kept.keeper->retry_ms, >, nomo_clock_monotonic () + 9 * MINUTE);
  fixture->answer = NULL;
  nomo_token_keeper_hurry (fixture->kept.keeper);
  assert_gives (fixture, "a1", "a2");
}

/* When nothing works any more it is tried once more: had Salla never seen the first try, this one brings a new pair. */
static void
test_once_more_works (Fixture *fixture, gconstpointer data)
{
  static const Answer broken = { 200, "<html>" };

  set_skew (fixture, 8 * DAY);
  fixture->answer = &broken;
  assert_gives (fixture, NULL, "a1");
  fixture->answer = NULL;
  nomo_token_keeper_hurry (fixture->kept.keeper);
  assert_gives (fixture, "a1", "a2");
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  g_assert_cmpuint (fixture->renewals, ==, 2);
  restart (fixture);
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
}

static void
test_once_more_fails (Fixture *fixture, gconstpointer data)
{
  static const Answer broken = { 503, "" };
  static const Answer revoked = { 401, "{\"error\":\"invalid_grant\"}" };

  for (guint i = 0; i < 2; i++) {
    fixture->answer = &broken;
    set_skew (fixture, 8 * DAY);
    assert_gives (fixture, NULL, "a1");
    fixture->answer = i == 0 ? &broken : &revoked;
    nomo_token_keeper_hurry (fixture->kept.keeper);
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *given = get (fixture, "a1", &error);

      g_assert_null (given);
      g_assert_nonnull (error);
    }
    assert_state (fixture, NOMO_TOKENS_ENDED, i == 0 ? NOMO_SALLA_ERROR_LOST_ANSWER : NOMO_SALLA_ERROR_REVOKED);
    fixture->answer = NULL;
    restart (fixture);
    assert_state (fixture, NOMO_TOKENS_ENDED, i == 0 ? NOMO_SALLA_ERROR_LOST_ANSWER : NOMO_SALLA_ERROR_REVOKED);
    assert_refuses (fixture, "a1", i == 0 ? NOMO_SALLA_ERROR_LOST_ANSWER : NOMO_SALLA_ERROR_REVOKED);
    g_assert_cmpuint (fixture->renewals, ==, 2 * (i + 1));
    g_assert_true (keeper_fixture_adopt (&fixture->kept, CONSENT, NULL));
    assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  }
}

/* What every answer means for the refresh token that was shown. */
static void
test_fates (Fixture *fixture, gconstpointer data)
{
  static const struct {
    Answer answer;
    NomoTokenState state;
    int code;
  } cases[] = {
    { { 401, "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}" },
      NOMO_TOKENS_ENDED,
      NOMO_SALLA_ERROR_REVOKED },
    { { 400, "{\"error\":\"invalid_grant\"}" }, NOMO_TOKENS_ENDED, NOMO_SALLA_ERROR_REVOKED },
    { { 401, "{\"error\":\"invalid_client\"}" }, NOMO_TOKENS_GOOD, 0 },
    { { 400, "{\"error\":\"unauthorized_client\"}" }, NOMO_TOKENS_GOOD, 0 },
    { { 403, "{}" }, NOMO_TOKENS_GOOD, 0 },
    { { 429, "Too Many Attempts." }, NOMO_TOKENS_GOOD, 0 },
    { { 401, "{\"error\":\"token_inactive\"}" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 401, "{}" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 400, "{\"error\":\"invalid_gr" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 404, "<html>" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 500, "{\"error\":\"invalid_grant\"}" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 502, "" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 503, "{\"error\":\"temporarily_unavailable\"}" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 302, "" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 200, "" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 200, "{}" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 200, "[[[[" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
    { { 200, "{\"access_token\":\"a2\",\"refresh_" }, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *given = NULL;

    g_test_message ("case %u", i);
    set_skew (fixture, 8 * DAY);
    fixture->answer = &cases[i].answer;
    given = get (fixture, NULL, NULL);
    g_assert_cmpstr (given, ==, cases[i].state == NOMO_TOKENS_ENDED ? NULL : "a1");
    assert_state (fixture, cases[i].state, cases[i].code);
    restart (fixture);
    assert_state (fixture, cases[i].state, cases[i].code);
    g_assert_cmpuint (fixture->renewals, ==, i + 1);
    g_assert_true (keeper_fixture_adopt (&fixture->kept, CONSENT, NULL));
  }
  fixture->answer = NULL;
}

/* A renewal that surely did not take place is tried again, but not at once. */
static void
test_not_done_is_tried_again (Fixture *fixture, gconstpointer data)
{
  static const Answer busy = { 429, "" };

  set_skew (fixture, 8 * DAY);
  fixture->answer = &busy;
  for (guint i = 0; i < 3; i++)
    assert_gives (fixture, NULL, "a1");
  g_assert_cmpuint (fixture->renewals, ==, 1);
  g_assert_cmpint (fixture->kept.keeper->retry_ms, <=, nomo_clock_monotonic () + MINUTE);
  g_assert_cmpint (fixture->kept.keeper->retry_ms, >, nomo_clock_monotonic ());
  fixture->answer = NULL;
  fixture->kept.keeper->retry_ms = 0;
  assert_gives (fixture, NULL, "a2");
}

/* Nobody listens: the request never left, so nothing is in doubt. */
static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  fixture->kept.accounts_url = "http://127.0.0.1:1";
  g_assert_true (keeper_fixture_adopt (&fixture->kept, CONSENT, NULL));
  set_skew (fixture, 8 * DAY);
  assert_gives (fixture, NULL, "a1");
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  restart (fixture);
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  /* The keyring holds the trace of that try; it stands for nothing. */
  set_skew (fixture, 8 * DAY);
  assert_gives (fixture, NULL, "a1");
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
}

/* Who cannot prove to be Salla is told nothing. */
static void
test_untrusted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "unit", "core", "self-signed.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autofree char *url = NULL;
  GSList *uris;

  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, NULL));
  soup_server_add_handler (server, NULL, answer_cb, fixture, NULL);
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->kept.accounts_url = url;
  g_assert_true (keeper_fixture_adopt (&fixture->kept, CONSENT, NULL));
  set_skew (fixture, 8 * DAY);
  assert_gives (fixture, NULL, "a1");
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *given = get (fixture, "a1", &error);

    g_assert_null (given);
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TLS);
  }
  assert_state (fixture, NOMO_TOKENS_GOOD, 0);
  g_assert_cmpuint (fixture->renewals, ==, 0);
  soup_server_disconnect (server);
}

static void
test_no_refresh_token (Fixture *fixture, gconstpointer data)
{
  g_assert_true (keeper_fixture_adopt (&fixture->kept, "{\"access_token\":\"a1\",\"expires_in\":1209600}", NULL));
  assert_state (fixture, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_NOT_RENEWABLE);
  set_skew (fixture, 13 * DAY);
  assert_gives (fixture, NULL, "a1");
  assert_refuses (fixture, "a1", NOMO_SALLA_ERROR_NOT_RENEWABLE);
  assert_state (fixture, NOMO_TOKENS_ENDED, NOMO_SALLA_ERROR_NOT_RENEWABLE);
  restart (fixture);
  assert_state (fixture, NOMO_TOKENS_ENDED, NOMO_SALLA_ERROR_NOT_RENEWABLE);
  g_assert_cmpuint (fixture->renewals, ==, 0);
}

/* A new consent that comes while the old pair is being renewed is the one that stays. */
static void
test_adopted_while_renewing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoSallaTokens) tokens = NULL;

  set_skew (fixture, 8 * DAY);
  fixture->holds = TRUE;
  nomo_token_keeper_get_async (fixture->kept.keeper, NULL, NULL, keeper_fixture_keep_result, &result);
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (nomo_token_keeper_is_renewing (fixture->kept.keeper));
  soup_server_message_unpause (fixture->held);
  g_clear_object (&fixture->held);
  g_assert_true (keeper_fixture_adopt (&fixture->kept, "{\"access_token\":\"b1\",\"refresh_token\":\"s1\"}", NULL));
  g_assert_false (nomo_token_keeper_is_renewing (fixture->kept.keeper));
  tokens = nomo_token_keeper_get_finish (fixture->kept.keeper, keeper_fixture_wait (&result), NULL);
  g_assert_cmpstr (nomo_salla_tokens_get_access (tokens), ==, "a2");
  assert_gives (fixture, "a2", "b1");
  restart (fixture);
  assert_gives (fixture, NULL, "b1");
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_token_keeper_forget_async (fixture->kept.keeper, keeper_fixture_keep_result, &result);
  g_assert_true (nomo_token_keeper_forget_finish (fixture->kept.keeper, keeper_fixture_wait (&result), NULL));
  assert_state (fixture, NOMO_TOKENS_NONE, NOMO_SALLA_ERROR_NO_SIGN_IN);
  assert_refuses (fixture, NULL, NOMO_SALLA_ERROR_NO_SIGN_IN);
  restart (fixture);
  assert_state (fixture, NOMO_TOKENS_NONE, NOMO_SALLA_ERROR_NO_SIGN_IN);
  g_assert_true (keeper_fixture_adopt (&fixture->kept, CONSENT, NULL));
  assert_gives (fixture, NULL, "a1");
}

/* Clocks that are a day off, jump, or differ between Salla's own servers: never more than one renewal an hour. */
static void
test_clock_jumps (Fixture *fixture, gconstpointer data)
{
  static const gint64 skews[] = { 0, DAY, -DAY, 400 * DAY, -400 * DAY, 0, DAY, 3000 * DAY };

  for (guint hour = 0; hour < 3; hour++) {
    fixture->kept.keeper->settled_ms = 0;
    for (guint i = 0; i < G_N_ELEMENTS (skews); i++) {
      g_autofree char *given = NULL;

      nomo_token_keeper_take_answer (fixture->kept.keeper, nomo_clock_now () + skews[i], TRUE);
      given = get (fixture, NULL, NULL);
      g_assert_nonnull (given);
      assert_state (fixture, NOMO_TOKENS_GOOD, 0);
    }
    g_assert_cmpuint (fixture->renewals, ==, hour + 1);
    g_assert_cmpint (fixture->kept.keeper->settled_ms, >, nomo_clock_monotonic () + 59 * MINUTE);
  }
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
  add ("/token-keeper/due", test_due);
  add ("/token-keeper/held-back", test_held_back);
  add ("/token-keeper/without-the-engine", test_without_the_engine);
  add ("/token-keeper/single-flight", test_single_flight);
  add ("/token-keeper/refused", test_refused);
  add ("/token-keeper/lost-answer", test_lost_answer);
  add ("/token-keeper/once-more-waits", test_once_more_waits);
  add ("/token-keeper/once-more-works", test_once_more_works);
  add ("/token-keeper/once-more-fails", test_once_more_fails);
  add ("/token-keeper/fates", test_fates);
  add ("/token-keeper/not-done-is-tried-again", test_not_done_is_tried_again);
  add ("/token-keeper/nobody-there", test_nobody_there);
  add ("/token-keeper/untrusted", test_untrusted);
  add ("/token-keeper/no-refresh-token", test_no_refresh_token);
  add ("/token-keeper/adopted-while-renewing", test_adopted_while_renewing);
  add ("/token-keeper/forgotten", test_forgotten);
  add ("/token-keeper/clock-jumps", test_clock_jumps);
  return g_test_run ();
}
