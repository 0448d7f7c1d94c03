#include "config.h"

#include "budget-world.h"
#include "nomo-rate-headers.h"

#define MINUTE (60 * 1000LL)
#define SALLA  G_GINT64_CONSTANT (1790802000000)

/* A budget, and what it has given out. */
typedef struct {
  NomoBudget *budget;
  gint64 now_ms;
  GQueue sent;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->budget = nomo_budget_new ();
  self->now_ms = 1000000;
  g_queue_init (&self->sent);
}

static void
ask (Fixture *self, NomoUrgency urgency, const char *path)
{
  nomo_budget_add (self->budget, urgency, NULL, path, (gpointer) path);
}

static gboolean
may_send (Fixture *self, gint64 *wait_ms)
{
  NomoBudgetCall *call = nomo_budget_take (self->budget, self->now_ms, wait_ms);

  if (call != NULL)
    g_queue_push_tail (&self->sent, call);
  return call != NULL;
}

static void
expect_sent (Fixture *self)
{
  gint64 wait_ms;

  g_assert_true (may_send (self, &wait_ms));
}

static gint64
expect_wait (Fixture *self)
{
  gint64 wait_ms;

  g_assert_false (may_send (self, &wait_ms));
  return wait_ms;
}

/* The oldest request on its way gets this answer. */
static gint64
answer_at (Fixture *self, int status, gint64 date_ms, const char *lines)
{
  NomoBudgetCall *call = g_queue_pop_head (&self->sent);
  g_autoptr (NomoHttpAnswer) http_answer = world_answer_new (status, date_ms, lines);
  gint64 asked = nomo_budget_answered (self->budget, call, self->now_ms, http_answer, 500);

  nomo_budget_remove (self->budget, call);
  return asked;
}

static gint64
answer (Fixture *self, int status, const char *lines)
{
  return answer_at (self, status, SALLA, lines);
}

static void
lose (Fixture *self)
{
  NomoBudgetCall *call = g_queue_pop_head (&self->sent);

  nomo_budget_lost (self->budget, call);
  nomo_budget_remove (self->budget, call);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  while (!nomo_budget_is_empty (self->budget)) {
    gint64 wait_ms;

    if (self->sent.length > 0)
      lose (self);
    else if (!may_send (self, &wait_ms))
      self->now_ms += wait_ms;
  }
  nomo_budget_free (self->budget);
}

static char *
rate_lines (int limit, int remaining, gint64 reset_in_s)
{
  return g_strdup_printf ("X-RateLimit-Limit: %d\r\nX-RateLimit-Remaining: %d\r\nX-RateLimit-Reset: %" G_GINT64_FORMAT
                          "\r\n",
                          limit, remaining, SALLA / 1000 + reset_in_s);
}

static void
answer_rate (Fixture *self, int limit, int remaining, gint64 reset_in_s)
{
  g_autofree char *lines = rate_lines (limit, remaining, reset_in_s);

  answer (self, 200, lines);
}

/* One request brings these numbers. */
static void
teach (Fixture *self, const char *path, int limit, int remaining, gint64 reset_in_s)
{
  ask (self, NOMO_URGENCY_LIVE, path);
  expect_sent (self);
  answer_rate (self, limit, remaining, reset_in_s);
}

static guint
send_all (Fixture *self)
{
  guint n = 0;
  gint64 wait_ms;

  while (may_send (self, &wait_ms))
    n++;
  return n;
}

static void
test_nothing_known (Fixture *self, gconstpointer data)
{
  NomoBudgetState state;

  for (guint i = 0; i < 5; i++)
    ask (self, NOMO_URGENCY_BACKGROUND, "/orders");
  for (guint i = 0; i < 4; i++) {
    expect_sent (self);
    g_assert_cmpint (expect_wait (self), ==, -1);
    answer (self, 200, "");
  }
  nomo_budget_get_state (self->budget, NOMO_BUDGET_STORE, self->now_ms, &state);
  g_assert_cmpint (state.limit, ==, 0);
  g_assert_cmpint (state.remaining, ==, -1);
  g_assert_cmpint (nomo_budget_get_eta_ms (self->budget, self->now_ms, NULL, "/orders", 1000), ==, 0);
  g_assert_cmpuint (nomo_budget_get_waiting (self->budget), ==, 1);
}

/* What cannot be read is as good as not said: one at a time, and none is held up. */
static void
test_not_believed (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = {
    "X-RateLimit-Limit: many\r\nX-RateLimit-Remaining: some\r\nX-RateLimit-Reset: soon\r\n",
    "X-RateLimit-Limit: -120\r\nX-RateLimit-Remaining: 99999999999999999999\r\n",
    "X-RateLimit-Limit: 0\r\nX-RateLimit-Reset: -5\r\n",
    "X-RateLimit-Limit: 99999999999999999999\r\nX-RateLimit-Reset: 99999999999999999999\r\n",
    "X-RateLimit-Remaining: \r\n",
    "X-RateLimit-Remaining: 1.5\r\n",
  };

  ask (self, NOMO_URGENCY_BACKGROUND, "/orders");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    ask (self, NOMO_URGENCY_BACKGROUND, "/orders");
    expect_sent (self);
    g_assert_cmpint (expect_wait (self), ==, -1);
    answer (self, 200, lines[i]);
  }
}

/* With nothing left nobody sends before the reset, and then one alone tries. */
static void
test_nothing_left (Fixture *self, gconstpointer data)
{
  static const struct {
    int remaining;
    gint64 reset_in_s;
    gint64 low_ms, high_ms;
  } cases[] = {
    { 0, 40, 40000, 41000 },
    { 0, -40, 1000, 1000 },
    { -7, 0, 1000, 1000 },
    { 0, 1000000, NOMO_RATE_MAX_MS, NOMO_RATE_MAX_MS },
    { 0, SALLA, NOMO_RATE_MAX_MS, NOMO_RATE_MAX_MS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 wait_ms;

    teach (self, "/orders", 120, cases[i].remaining, cases[i].reset_in_s);
    ask (self, NOMO_URGENCY_LIVE, "/orders");
    ask (self, NOMO_URGENCY_LIVE, "/orders");
    wait_ms = expect_wait (self);
    g_assert_cmpint (wait_ms, >=, cases[i].low_ms);
    g_assert_cmpint (wait_ms, <=, cases[i].high_ms);
    self->now_ms += wait_ms - 1;
    expect_wait (self);
    self->now_ms++;
    expect_sent (self);
    g_assert_cmpint (expect_wait (self), ==, -1);
    answer_rate (self, 120, 100, 20);
    expect_sent (self);
    answer_rate (self, 120, 100, 20);
  }
}

/* The limit bounds what is spent, also while no answer tells of it. */
static void
test_more_left_than_limit (Fixture *self, gconstpointer data)
{
  NomoBudgetState state;
  guint spent = 0;
  gint64 wait_ms;

  teach (self, "/orders", 120, 5000, 10);
  nomo_budget_get_state (self->budget, NOMO_BUDGET_STORE, self->now_ms, &state);
  g_assert_cmpint (state.limit, ==, 120);
  g_assert_cmpint (state.remaining, ==, 120);
  g_assert_cmpint (state.reset_ms, ==, SALLA + 10000);
  for (guint i = 0; i < 200; i++)
    ask (self, NOMO_URGENCY_BACKGROUND, "/customers");
  for (; may_send (self, &wait_ms); spent++)
    answer_rate (self, 500, 400, 100);
  g_assert_cmpuint (spent, ==, 120 - 12);
  g_assert_cmpint (wait_ms, >, 0);
}

/* An answer without a Date is read by Salla's clock as the last one told it, not by ours. */
static void
test_no_date (Fixture *self, gconstpointer data)
{
  g_autofree char *lines = rate_lines (120, 0, 100);

  teach (self, "/orders", 120, 100, 20);
  self->now_ms += MINUTE;
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
  answer_at (self, 200, 0, lines);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpint (expect_wait (self), ==, 40000);
}

/* The background leaves a tenth, and one way free; a person may use them. */
static void
test_reserve (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    ask (self, NOMO_URGENCY_BACKGROUND, "/orders");
  teach (self, "/orders", 120, 100, 20);
  g_assert_cmpuint (send_all (self), ==, 3);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpuint (send_all (self), ==, 1);
  for (int i = 0; i < 4; i++)
    answer_rate (self, 120, 16 - i, 106);
  teach (self, "/orders", 120, 14, 106);
  g_assert_cmpuint (send_all (self), ==, 2);
  g_assert_cmpint (expect_wait (self), ==, -1);
  for (guint i = 0; i < 2; i++)
    answer_rate (self, 120, 12, 108);
  g_assert_cmpint (expect_wait (self), >, 0);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
}

/* Two were on their way together: whichever answer comes last, no more than the later of the two left is spent. */
static void
test_answers_out_of_order (Fixture *self, gconstpointer data)
{
  teach (self, "/orders", 100, 3, 97);
  for (guint i = 0; i < 6; i++)
    ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpuint (send_all (self), ==, 3);
  answer_rate (self, 100, 0, 100);
  answer_rate (self, 100, 1, 99);
  answer_rate (self, 100, 2, 98);
  g_assert_cmpint (expect_wait (self), >=, 99000);
}

/* With nothing on its way any more and nobody told of zero, one is left for sure. */
static void
test_last_one (Fixture *self, gconstpointer data)
{
  teach (self, "/orders", 100, 3, 97);
  for (guint i = 0; i < 2; i++)
    ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpuint (send_all (self), ==, 2);
  answer_rate (self, 100, 2, 98);
  answer_rate (self, 100, 1, 99);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpint (expect_wait (self), ==, -1);
}

/* A request whose answer tells nothing may have taken the last one. */
static void
test_silent_one (Fixture *self, gconstpointer data)
{
  teach (self, "/customers", 500, 400, 120);
  teach (self, "/orders", 100, 3, 97);
  ask (self, NOMO_URGENCY_LIVE, "/customers");
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpuint (send_all (self), ==, 2);
  answer_rate (self, 500, 399, 121);
  answer_rate (self, 100, 1, 99);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpint (expect_wait (self), ==, 5000);
}

/* A measured refill lets one go that was not announced, but not before those on their way have told. */
static void
test_beyond_announced (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++) {
    teach (self, "/orders", 120, 3, 117);
    self->now_ms += 1000;
  }
  teach (self, "/orders", 120, 2, 118);
  for (guint i = 0; i < 3; i++)
    ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
  g_assert_cmpint (expect_wait (self), >, 0);
  self->now_ms += 5000;
  expect_sent (self);
  g_assert_cmpint (expect_wait (self), ==, -1);
}

static void
test_lost_requests_count (Fixture *self, gconstpointer data)
{
  teach (self, "/orders", 100, 2, 98);
  for (guint i = 0; i < 3; i++)
    ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpuint (send_all (self), ==, 2);
  lose (self);
  g_assert_cmpint (expect_wait (self), ==, -1);
}

/* A refusal holds for everyone, as long as it asks for; after it one alone tries. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *lines;
    gint64 asked, wait_ms;
  } cases[] = {
    { "Retry-After: 7\r\n", 7000, 7000 },
    { "Retry-After: 0\r\n", 0, 500 },
    { "Retry-After: 99999999\r\n", NOMO_RATE_MAX_MS, NOMO_RATE_MAX_MS },
    { "Retry-After: Wed, 30 Sep 2026 21:00:09 GMT\r\n", 9000, 9000 },
    { "Retry-After: Wed, 30 Sep 2026 20:00:00 GMT\r\n", 0, 500 },
    { "Retry-After: soon\r\n", 0, 500 },
    { "X-RateLimit-Reset: 1790802020\r\n", 20000, 20000 },
    { "X-RateLimit-Remaining: 55\r\nX-RateLimit-Reset: 1790801000\r\n", 0, 500 },
    { "", 0, 500 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    teach (self, "/orders", 120, 100, 20);
    ask (self, NOMO_URGENCY_BACKGROUND, "/orders");
    expect_sent (self);
    ask (self, NOMO_URGENCY_LIVE, "/store/info");
    ask (self, NOMO_URGENCY_LIVE, "/customers");
    g_assert_cmpint (answer (self, 429, cases[i].lines), ==, cases[i].asked);
    g_assert_cmpint (expect_wait (self), ==, cases[i].wait_ms);
    self->now_ms += cases[i].wait_ms;
    expect_sent (self);
    g_assert_cmpint (expect_wait (self), ==, -1);
    answer_rate (self, 120, 100, 20);
    expect_sent (self);
    answer_rate (self, 500, 499, 2);
  }
}

/* What was asked before does not open it again, and does not shorten the refusal either. */
static void
test_late_answers (Fixture *self, gconstpointer data)
{
  teach (self, "/orders", 120, 100, 20);
  for (guint i = 0; i < 4; i++)
    ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpuint (send_all (self), ==, 4);
  answer (self, 429, "Retry-After: 60\r\n");
  answer_rate (self, 120, 90, 30);
  answer_rate (self, 120, 0, 10);
  answer (self, 200, "");
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpint (expect_wait (self), ==, 60000);
}

static void
test_service_unavailable (Fixture *self, gconstpointer data)
{
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
  g_assert_cmpint (answer (self, 503, "Retry-After: 30\r\n"), ==, 30000);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
  g_assert_cmpint (answer (self, 503, ""), ==, 0);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  expect_sent (self);
  g_assert_cmpint (answer (self, 500, "Retry-After: 30\r\n"), ==, 0);
}

/* The customers' limit holds up customers alone; the store's holds up both. */
static void
test_two_limits (Fixture *self, gconstpointer data)
{
  NomoBudgetState state;

  teach (self, "/orders", 120, 100, 20);
  teach (self, "/customers", 500, 0, 600);
  ask (self, NOMO_URGENCY_LIVE, "/customers/7");
  g_assert_cmpint (expect_wait (self), >=, 600000);
  ask (self, NOMO_URGENCY_LIVE, "/customersque");
  expect_sent (self);
  answer_rate (self, 120, 98, 22);
  nomo_budget_get_state (self->budget, NOMO_BUDGET_CUSTOMERS, self->now_ms, &state);
  g_assert_cmpint (state.limit, ==, 500);
  self->now_ms += 10 * MINUTE;
  expect_sent (self);
  answer_rate (self, 120, 0, 120);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  ask (self, NOMO_URGENCY_LIVE, "/customers");
  g_assert_cmpint (expect_wait (self), >=, 120000);
}

/* A refusal that does not say of which limit it is holds for both. */
static void
test_unclear_limit (Fixture *self, gconstpointer data)
{
  teach (self, "/orders", 120, 100, 20);
  teach (self, "/customers", 500, 400, 120);
  ask (self, NOMO_URGENCY_LIVE, "/customers");
  expect_sent (self);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  answer (self, 429, "Retry-After: 9\r\n");
  g_assert_cmpint (expect_wait (self), ==, 9000);
}

/* A request for customers was answered first, and with the store's numbers. */
static void
test_customers_tell_of_store (Fixture *self, gconstpointer data)
{
  NomoBudgetState state;

  teach (self, "/customers", 120, 50, 70);
  teach (self, "/orders", 120, 49, 71);
  teach (self, "/customers", 120, 0, 120);
  nomo_budget_get_state (self->budget, NOMO_BUDGET_CUSTOMERS, self->now_ms, &state);
  g_assert_cmpint (state.limit, ==, 0);
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpint (expect_wait (self), >=, 120000);
}

/* First come first served within a work, whatever is asked for; what was tried already goes first. */
static void
test_first_come (Fixture *self, gconstpointer data)
{
  NomoBudgetCall *call;

  ask (self, NOMO_URGENCY_BACKGROUND, "/customers");
  ask (self, NOMO_URGENCY_BACKGROUND, "/orders");
  expect_sent (self);
  call = g_queue_pop_head (&self->sent);
  g_assert_cmpstr (nomo_budget_call_get_data (call), ==, "/customers");
  nomo_budget_lost (self->budget, call);
  ask (self, NOMO_URGENCY_BACKGROUND, "/customers");
  nomo_budget_put_back (self->budget, call, self->now_ms);
  expect_sent (self);
  g_assert_true (g_queue_peek_head (&self->sent) == call);
}

/* A request for customers takes from the store's limit as well, though its answer does not say so. */
static void
test_customers_take_from_store (Fixture *self, gconstpointer data)
{
  teach (self, "/orders", 120, 5, 115);
  teach (self, "/customers", 500, 499, 2);
  for (guint i = 0; i < 4; i++)
    teach (self, "/customers", 500, 498 - (int) i, 4);
  ask (self, NOMO_URGENCY_LIVE, "/customers");
  ask (self, NOMO_URGENCY_LIVE, "/orders");
  g_assert_cmpint (expect_wait (self), >, 0);
}

/* Who is offline finds that out at once, however little is left, and has what was left once he is back. */
static void
test_unsent_takes_nothing (Fixture *self, gconstpointer data)
{
  static const NomoUrgency urgencies[] = { NOMO_URGENCY_LIVE, NOMO_URGENCY_BACKGROUND };
  NomoBudgetState state;

  teach (self, "/orders", 120, 15, 60);
  for (guint i = 0; i < 100; i++) {
    NomoBudgetCall *call;

    self->now_ms += 10;
    ask (self, urgencies[i % 2], "/orders");
    expect_sent (self);
    call = g_queue_pop_head (&self->sent);
    nomo_budget_unsent (self->budget, call);
    nomo_budget_remove (self->budget, call);
  }
  nomo_budget_get_state (self->budget, NOMO_BUDGET_STORE, self->now_ms, &state);
  g_assert_cmpint (state.remaining, ==, 15);
}

static void
test_leaves_at_once (Fixture *self, gconstpointer data)
{
  NomoBudgetCall *call;

  teach (self, "/orders", 120, 0, 60);
  call = nomo_budget_add (self->budget, NOMO_URGENCY_LIVE, NULL, "/orders", NULL);
  g_assert_cmpint (expect_wait (self), >=, 60000);
  nomo_budget_remove (self->budget, call);
  g_assert_cmpint (expect_wait (self), ==, -1);
  call = nomo_budget_add (self->budget, NOMO_URGENCY_LIVE, NULL, "/orders", NULL);
  self->now_ms += MINUTE + 1000;
  expect_sent (self);
  g_queue_clear (&self->sent);
  nomo_budget_lost (self->budget, call);
  nomo_budget_put_back (self->budget, call, self->now_ms + 10);
  g_assert_cmpint (expect_wait (self), ==, 10);
  nomo_budget_remove (self->budget, call);
  g_assert_true (nomo_budget_is_empty (self->budget));
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
  add ("/budget/nothing-known", test_nothing_known);
  add ("/budget/not-believed", test_not_believed);
  add ("/budget/nothing-left", test_nothing_left);
  add ("/budget/more-left-than-limit", test_more_left_than_limit);
  add ("/budget/reserve", test_reserve);
  add ("/budget/answers-out-of-order", test_answers_out_of_order);
  add ("/budget/no-date", test_no_date);
  add ("/budget/last-one", test_last_one);
  add ("/budget/silent-one", test_silent_one);
  add ("/budget/beyond-announced", test_beyond_announced);
  add ("/budget/lost-requests-count", test_lost_requests_count);
  add ("/budget/refused", test_refused);
  add ("/budget/late-answers", test_late_answers);
  add ("/budget/service-unavailable", test_service_unavailable);
  add ("/budget/two-limits", test_two_limits);
  add ("/budget/unclear-limit", test_unclear_limit);
  add ("/budget/customers-tell-of-store", test_customers_tell_of_store);
  add ("/budget/first-come", test_first_come);
  add ("/budget/customers-take-from-store", test_customers_take_from_store);
  add ("/budget/unsent-takes-nothing", test_unsent_takes_nothing);
  add ("/budget/leaves-at-once", test_leaves_at_once);
  return g_test_run ();
}
