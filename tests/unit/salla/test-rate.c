#include "config.h"

#include "nomo-clock.h"
#include "nomo-rate.h"

/* What an answer of this status and these headers is: "Name: value" in each line. */
static NomoHttpAnswer *
make_answer (int status, const char *lines)
{
  NomoHttpAnswer *answer = g_new0 (NomoHttpAnswer, 1);

  answer->status = status;
  answer->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  answer->body = g_bytes_new_static ("", 0);
  g_assert_true (soup_headers_parse (lines, (int) strlen (lines), answer->headers));
  return answer;
}

static NomoHttpAnswer *
make_limited (int status, int remaining, gint64 reset_s)
{
  g_autofree char *lines =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nX-RateLimit-Remaining: %d\r\nX-RateLimit-Reset: %" G_GINT64_FORMAT "\r\n",
                       remaining, reset_s);

  return make_answer (status, lines);
}

static gint64
now_s (void)
{
  return nomo_clock_now () / 1000;
}

static void
test_nothing_known (void)
{
  NomoRate rate = { 0 };
  g_autoptr (NomoHttpAnswer) answer = make_answer (200, "HTTP/1.1 200 OK\r\nX-Other: 1\r\n");

  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), ==, 0);
  nomo_rate_learn (&rate, answer);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), ==, 0);
}

static void
test_room (void)
{
  NomoRate rate = { 0 };
  g_autoptr (NomoHttpAnswer) some = make_limited (200, 1, now_s () + 60);
  g_autoptr (NomoHttpAnswer) none = make_limited (200, 0, now_s () + 60);
  g_autoptr (NomoHttpAnswer) silent = make_answer (200, "HTTP/1.1 200 OK\r\nX-Other: 1\r\n");
  g_autoptr (NomoHttpAnswer) over = make_limited (200, 0, now_s () - 1);

  nomo_rate_learn (&rate, some);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), ==, 0);
  nomo_rate_learn (&rate, none);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), >, 50000);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), <=, 60000);
  nomo_rate_learn (&rate, silent);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), >, 50000);
  nomo_rate_learn (&rate, over);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), ==, 0);
}

/* Salla's clock decides when its bucket is filled, however wrong ours is. */
static void
test_skew (void)
{
  NomoRate rate = { 0 };
  g_autoptr (NomoHttpAnswer) ahead = make_limited (200, 0, now_s () + 3600 + 30);
  g_autoptr (NomoHttpAnswer) behind = make_limited (200, 0, now_s () - 3600 + 30);

  ahead->date_ms = nomo_clock_now () + 3600 * 1000;
  nomo_rate_learn (&rate, ahead);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), >, 25000);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), <=, 31000);
  behind->date_ms = nomo_clock_now () - 3600 * 1000;
  nomo_rate_learn (&rate, behind);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), >, 25000);
  g_assert_cmpint (nomo_rate_get_wait_ms (&rate), <=, 31000);
}

static void
test_not_believed (void)
{
  static const char *const lines[] = {
    "HTTP/1.1 200 OK\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: soon\r\n",
    "HTTP/1.1 200 OK\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: -5\r\n",
    "HTTP/1.1 200 OK\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 99999999999999999999\r\n",
    "HTTP/1.1 200 OK\r\nX-RateLimit-Remaining: 0\r\n",
    "HTTP/1.1 200 OK\r\nX-RateLimit-Remaining: many\r\nX-RateLimit-Reset: 99999999999\r\n",
  };
  NomoRate far = { 0 };
  g_autoptr (NomoHttpAnswer) far_answer = make_limited (200, 0, now_s () * 1000);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    NomoRate rate = { 0 };
    g_autoptr (NomoHttpAnswer) answer = make_answer (200, lines[i]);

    nomo_rate_learn (&rate, answer);
    g_assert_cmpint (nomo_rate_get_wait_ms (&rate), ==, 0);
  }
  nomo_rate_learn (&far, far_answer);
  g_assert_cmpint (nomo_rate_get_wait_ms (&far), ==, 15 * 60 * 1000);
}

static void
test_retry (void)
{
  static const struct {
    int status;
    const char *lines;
    gint64 ms;
  } cases[] = {
    { 429, "HTTP/1.1 429 X\r\nRetry-After: 7\r\n", 7000 },
    { 503, "HTTP/1.1 503 X\r\nRetry-After: 7\r\n", 7000 },
    { 500, "HTTP/1.1 500 X\r\nRetry-After: 7\r\n", 0 },
    { 429, "HTTP/1.1 429 X\r\nRetry-After: 99999999\r\n", 15 * 60 * 1000 },
    { 429, "HTTP/1.1 429 X\r\nRetry-After: Fri, 20 Nov 2026 09:00:01 GMT\r\n", 0 },
    { 429, "HTTP/1.1 429 X\r\nX-Other: 1\r\n", 0 },
  };
  NomoRate limited = { 0 };
  g_autoptr (NomoHttpAnswer) reset = make_limited (429, 0, now_s () + 20);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoRate rate = { 0 };
    g_autoptr (NomoHttpAnswer) answer = make_answer (cases[i].status, cases[i].lines);

    nomo_rate_learn (&rate, answer);
    g_assert_cmpint (nomo_rate_get_retry_ms (&rate, answer), ==, cases[i].ms);
  }
  nomo_rate_learn (&limited, reset);
  g_assert_cmpint (nomo_rate_get_retry_ms (&limited, reset), >, 15000);
  g_assert_cmpint (nomo_rate_get_retry_ms (&limited, reset), <=, 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate/nothing-known", test_nothing_known);
  g_test_add_func ("/rate/room", test_room);
  g_test_add_func ("/rate/skew", test_skew);
  g_test_add_func ("/rate/not-believed", test_not_believed);
  g_test_add_func ("/rate/retry", test_retry);
  return g_test_run ();
}
