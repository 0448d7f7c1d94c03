#include "config.h"

#include "budget-world.h"
#include "nomo-rate-headers.h"

#define MINUTE (60 * 1000LL)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
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
  nomo_budget_add (self->budget, urgency, NULL, path, NULL);
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
answer (Fixture *self, int status, const char *lines)
{
  NomoBudgetCall *call = g_queue_pop_head (&self->sent);
  g_autoptr (NomoHttpAnswer) http_answer = world_answer_new (status, SALLA, lines);
  gint64 asked = nomo_budget_answered (self->budget, call, self->now_ms, http_answer, 500);

  nomo_budget_remove (self->budget, call);
  return asked;
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

static void
test_more_left_than_limit (Fixture *self, gconstpointer data)
{
  NomoBudgetState state;

  teach (self, "/orders", 120, 5000, 10);
  nomo_budget_get_state (self->budget, NOMO_BUDGET_STORE, self->now_ms, &state);
  g_assert_cmpint (state.limit, ==, 120);
  g_assert_cmpint (state.remaining, ==, 120);
  g_assert_cmpint (state.reset_ms, ==, SALLA + 10000);
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

static const struct {
  gint64 limit, per_1000s;
} plans[] = { { 120, 1000 }, { 360, 1000 }, { 720, 1000 }, { 60, 250 }, { 10, 1000 }, { 30, 100 } };

static void
expect_spent (WorldWork *work, double possible, double share)
{
  g_test_message ("%u of %.0f", work->answered, possible);
  g_assert_cmpfloat ((double) work->answered, >=, share * possible);
  g_assert_cmpfloat ((double) work->answered, <=, possible + 1);
}

/* With answers that come fast or late and in any order: an hour's requests are made, and none is refused. */
static void
test_an_hour (void)
{
  static const gint64 latencies[] = { 20, 300, 1500 };

  for (guint i = 0; i < G_N_ELEMENTS (plans) * G_N_ELEMENTS (latencies); i++) {
    g_autoptr (World) world = world_new (plans[i / 3].limit, plans[i / 3].per_1000s, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
    NomoBudgetState state;

    world->latency_ms = latencies[i % 3];
    world_run (world, HOUR);
    g_assert_cmpuint (world->refused + world->defied, ==, 0);
    expect_spent (work, plans[i / 3].limit + plans[i / 3].per_1000s * 3.6, 0.95);
    nomo_budget_get_state (world->budget, NOMO_BUDGET_STORE, world->now_ms, &state);
    g_assert_cmpfloat_with_epsilon (state.per_s * 1000, plans[i / 3].per_1000s, plans[i / 3].per_1000s / 10.0 + 30);
  }
}

/* After the burst it goes as steadily as the bucket refills, not in bursts with long waits between. */
static void
test_steady (void)
{
  g_autoptr (World) world = world_new (720, 1000, 4);
  WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");

  world_run (world, 10 * MINUTE);
  for (guint i = 0; i < 200; i++) {
    guint before = work->answered;

    world_run (world, 10000);
    g_assert_cmpuint (work->answered - before, >=, 8);
    g_assert_cmpuint (work->answered - before, <=, 12);
  }
}

/* So small and so fast that it is full again before anybody has looked twice. */
static void
test_small_and_fast (void)
{
  g_autoptr (World) world = world_new (10, 5000, 1);
  WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");

  world_run (world, HOUR);
  g_assert_cmpuint (world->refused + world->defied, ==, 0);
  expect_spent (work, 10 + 5 * 3600, 0.95);
}

/* A limit that refills nothing until it starts anew: each window is used, the reserve is left. */
static void
test_windows (void)
{
  for (guint i = 0; i < 4; i++) {
    g_autoptr (World) world = world_new (plans[i].limit, 0, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");

    world->store.window_ms = 5 * MINUTE;
    world_run (world, HOUR);
    g_assert_cmpuint (world->refused + world->defied, ==, 0);
    expect_spent (work, (double) plans[i].limit * 13, 0.8);
  }
}

/* Two works share equally, and whoever has a person waiting does not notice them. */
static void
test_turns (void)
{
  g_autoptr (World) world = world_new (120, 1000, 5);
  WorldWork *many = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
  WorldWork *other = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/store/info");
  guint both;

  world_run (world, HOUR);
  g_assert_cmpuint (ABS ((int) many->answered - (int) other->answered), <=, 2);
  both = many->answered + other->answered;
  world_add_work (world, NOMO_URGENCY_LIVE, "/orders");
  world_run (world, 10 * MINUTE);
  g_assert_cmpuint (many->answered + other->answered, <=, both + 3);
  g_assert_cmpuint (world->refused + world->defied, ==, 0);
}

static void
test_plan_changes (void)
{
  static const gint64 limits[] = { 720, 120, 360, 30, 600 };
  g_autoptr (World) world = world_new (120, 1000, 9);
  WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    world_run (world, 20 * MINUTE);
    world->store.limit = limits[i];
  }
  world_run (world, 20 * MINUTE);
  /* A bucket that shrinks under what is in it refuses what is on its way just then. */
  g_assert_cmpuint (world->refused, <=, 2 * 3);
  g_assert_cmpuint (world->defied, ==, 0);
  g_assert_cmpuint (work->answered, >=, 7200 * 9 / 10);
}

/* Another app takes all there is for a while: we step back, and are there again when it is gone. */
static void
test_other_app (void)
{
  static const gint64 every_ms[] = { 2000, 1000, 800 };

  for (guint i = 0; i < G_N_ELEMENTS (every_ms); i++) {
    g_autoptr (World) world = world_new (120, 1000, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
    guint before;

    world_run (world, 20 * MINUTE);
    world->eater_ms = every_ms[i];
    world_run (world, 30 * MINUTE);
    g_assert_cmpuint (world->defied, ==, 0);
    /* Where it takes more than comes back, each reset finds the bucket as full as before. */
    g_test_message ("every %d ms: %u refused", (int) every_ms[i], world->refused);
    g_assert_cmpuint (world->refused, <=, every_ms[i] < 1000 ? 18 : 0);
    world->eater_ms = 0;
    world_run (world, 10 * MINUTE);
    before = work->answered;
    world_run (world, 10 * MINUTE);
    g_assert_cmpuint (work->answered - before, >=, 570);
  }
}

/* Either limit may be the emptier one. */
static void
test_customers (void)
{
  static const struct {
    gint64 limit, per_1000s, customers, customers_per_1000s;
    double possible;
  } cases[] = {
    { 120, 1000, 500, 833, 500 + 0.833 * 3600 },
    { 720, 1000, 500, 833, 500 + 0.833 * 3600 },
    { 120, 1000, 500, 5000, 120 + 3600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (World) world = world_new (cases[i].limit, cases[i].per_1000s, i);
    WorldWork *orders = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
    WorldWork *customers;

    world->customers = (WorldLimit) { .limit = cases[i].customers, .per_1000s = cases[i].customers_per_1000s };
    world_run (world, 20 * MINUTE);
    world->depth = 0;
    world_run (world, 30 * MINUTE);
    world->depth = 8;
    orders->path = "/customers";
    customers = orders;
    customers->answered = 0;
    world_run (world, HOUR);
    g_assert_cmpuint (world->refused + world->defied, ==, 0);
    expect_spent (customers, cases[i].possible, 0.85);
  }
}

/* Salla's clock jumps by a day, either way, and stops to tell the time: nobody stalls and nobody is refused. */
static void
test_clock_jumps (void)
{
  static const gint64 jumps[] = { DAY, -DAY, HOUR, -HOUR, 30000, -30000 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (jumps); i++) {
    g_autoptr (World) world = world_new (120, 1000, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");

    world_run (world, 10 * MINUTE);
    world->salla_ms += jumps[i / 2];
    world->no_date = i % 2 == 1 && ABS (jumps[i / 2]) < DAY;
    world_run (world, 50 * MINUTE);
    g_assert_cmpuint (world->refused, ==, 0);
    expect_spent (work, 120 + 3600, 0.95);
  }
}

/* After the headers stop to come, it goes on one at a time. */
static void
test_headers_stop (void)
{
  g_autoptr (World) world = world_new (720, 100000, 3);
  WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
  guint before;

  world_run (world, MINUTE);
  world->no_headers = TRUE;
  before = work->answered;
  world_run (world, MINUTE);
  g_assert_cmpuint (work->answered - before, >=, 400);
}

/* How long it says that work takes is how long it takes: before the limit shows, and for two works as well. */
static void
test_eta (void)
{
  for (guint works = 1; works <= 2; works++) {
    g_autoptr (World) world = world_new (120, 1000, works);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
    gint64 since, eta;

    if (works == 2)
      world_add_work (world, NOMO_URGENCY_BACKGROUND, "/store/info");
    world_run (world, 1000);
    g_assert_cmpint (nomo_budget_get_eta_ms (world->budget, world->now_ms, work, "/orders", 10), ==, 0);
    eta = nomo_budget_get_eta_ms (world->budget, world->now_ms, work, "/orders", 500 - work->answered);
    since = world->now_ms;
    while (work->answered < 500)
      world_run (world, 100);
    g_test_message ("%d s said, %d s taken", (int) eta / 1000, (int) (world->now_ms - since) / 1000);
    g_assert_cmpfloat ((double) eta, >=, 0.85 * (double) (world->now_ms - since));
    g_assert_cmpfloat ((double) eta, <=, 1.15 * (double) (world->now_ms - since));
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
  add ("/budget/nothing-known", test_nothing_known);
  add ("/budget/not-believed", test_not_believed);
  add ("/budget/nothing-left", test_nothing_left);
  add ("/budget/more-left-than-limit", test_more_left_than_limit);
  add ("/budget/reserve", test_reserve);
  add ("/budget/answers-out-of-order", test_answers_out_of_order);
  add ("/budget/lost-requests-count", test_lost_requests_count);
  add ("/budget/refused", test_refused);
  add ("/budget/late-answers", test_late_answers);
  add ("/budget/service-unavailable", test_service_unavailable);
  add ("/budget/two-limits", test_two_limits);
  add ("/budget/customers-take-from-store", test_customers_take_from_store);
  add ("/budget/leaves-at-once", test_leaves_at_once);
  g_test_add_func ("/budget/an-hour", test_an_hour);
  g_test_add_func ("/budget/steady", test_steady);
  g_test_add_func ("/budget/small-and-fast", test_small_and_fast);
  g_test_add_func ("/budget/windows", test_windows);
  g_test_add_func ("/budget/turns", test_turns);
  g_test_add_func ("/budget/plan-changes", test_plan_changes);
  g_test_add_func ("/budget/other-app", test_other_app);
  g_test_add_func ("/budget/customers", test_customers);
  g_test_add_func ("/budget/clock-jumps", test_clock_jumps);
  g_test_add_func ("/budget/headers-stop", test_headers_stop);
  g_test_add_func ("/budget/eta", test_eta);
  return g_test_run ();
}
