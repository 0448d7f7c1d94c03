#include "config.h"

#include "budget-world.h"

#define MINUTE (60 * 1000LL)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

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

/* People alone use nearly all there is, down to nearly nothing, and are not refused either; also when half of what they ask for
 * does not tell what it took from the store's limit. */
static void
test_people (void)
{
  for (guint i = 0; i < 24; i++) {
    g_autoptr (World) world = world_new (plans[i % 4].limit, plans[i % 4].per_1000s, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_LIVE, "/orders");
    WorldWork *other = world_add_work (world, NOMO_URGENCY_LIVE, i % 3 == 0 ? "/customers" : "/orders");

    world->latency_ms = 20 + 60 * i;
    world->customers = (WorldLimit) { .limit = 500, .per_1000s = 5000 };
    world_run (world, HOUR);
    g_assert_cmpuint (world->refused + world->defied, ==, 0);
    work->answered += other->answered;
    expect_spent (work, plans[i % 4].limit + plans[i % 4].per_1000s * 3.6, 0.9);
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

/* A limit that refills nothing until it starts anew: each window is used, and the reserve stays nearly whole. */
static void
test_windows (void)
{
  for (guint i = 0; i < 4; i++) {
    g_autoptr (World) world = world_new (plans[i].limit, 0, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
    gint64 reserve = CLAMP (plans[i].limit / 10, 3, 30);

    world->store.window_ms = 5 * MINUTE;
    world_run (world, HOUR);
    g_assert_cmpuint (world->refused + world->defied, ==, 0);
    g_assert_cmpint (world->least_left, >=, MAX (reserve / 2, reserve - 12));
    expect_spent (work, (double) plans[i].limit * 13, 0.8);
  }
}

/* A new window of which another app has taken already is no refill. */
static void
test_shared_windows (void)
{
  g_autoptr (World) world = world_new (720, 0, 7);

  world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
  world->store.window_ms = MINUTE;
  world->eater_ms = 300;
  for (guint i = 0; i < 100; i++) {
    NomoBudgetState state;

    world_run (world, 20000);
    nomo_budget_get_state (world->budget, NOMO_BUDGET_STORE, world->now_ms, &state);
    g_assert_cmpfloat (state.per_s, <, 0.1);
  }
  g_assert_cmpuint (world->defied, ==, 0);
  /* It empties the windows besides, and who looks whether they refill finds that out once in each. */
  g_assert_cmpuint (world->refused, <=, 34);
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
    NomoBudgetState state;

    world_run (world, 20 * MINUTE);
    nomo_budget_get_state (world->budget, NOMO_BUDGET_STORE, world->now_ms, &state);
    g_assert_cmpfloat_with_epsilon (state.per_s, 1, 0.1);
    world->store.limit = limits[i];
    world_run (world, 20000);
    nomo_budget_get_state (world->budget, NOMO_BUDGET_STORE, world->now_ms, &state);
    g_assert_cmpfloat (state.per_s, <, 1.2);
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

/* After the headers have stopped to come, the limit they told last holds nobody up: it goes on, one at a time. */
static void
test_headers_stop (void)
{
  g_autoptr (World) world = world_new (120, 1000, 3);
  WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");
  guint before;

  world_run (world, MINUTE);
  world->no_headers = TRUE;
  world->store.per_1000s = 100000;
  before = work->answered;
  world_run (world, MINUTE);
  g_assert_cmpuint (work->answered - before, >=, 400);
}

static void
expect_eta (World *world, WorldWork *work)
{
  guint target = work->answered + 500;
  gint64 since = world->now_ms, eta;

  world_run (world, 1000);
  g_assert_cmpint (nomo_budget_get_eta_ms (world->budget, world->now_ms, work, work->path, 10), ==, 0);
  world_run (world, 4000);
  eta = nomo_budget_get_eta_ms (world->budget, world->now_ms, work, work->path, target - work->answered) + 5000;
  while (work->answered < target)
    world_run (world, 100);
  g_test_message ("%d s said, %d s taken", (int) eta / 1000, (int) (world->now_ms - since) / 1000);
  g_assert_cmpfloat ((double) eta, >=, 0.85 * (double) (world->now_ms - since));
  g_assert_cmpfloat ((double) eta, <=, 1.15 * (double) (world->now_ms - since));
}

/* How long it says that work takes is how long it takes, said before the limit shows: for one work, for one of two, and
 * after a rest in which the bucket was full and nobody could see it refill. */
static void
test_eta (void)
{
  for (guint i = 0; i < 4; i++) {
    g_autoptr (World) world = world_new (120, 1000, i);
    WorldWork *work = world_add_work (world, NOMO_URGENCY_BACKGROUND, "/orders");

    world->no_reset = i == 3;
    if (i == 1)
      world_add_work (world, NOMO_URGENCY_BACKGROUND, "/store/info");
    if (i >= 2) {
      world_run (world, 10 * MINUTE);
      world->depth = 0;
      world_run (world, HOUR);
      world->depth = 8;
    }
    expect_eta (world, work);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/budget-hours/an-hour", test_an_hour);
  g_test_add_func ("/budget-hours/people", test_people);
  g_test_add_func ("/budget-hours/steady", test_steady);
  g_test_add_func ("/budget-hours/small-and-fast", test_small_and_fast);
  g_test_add_func ("/budget-hours/windows", test_windows);
  g_test_add_func ("/budget-hours/shared-windows", test_shared_windows);
  g_test_add_func ("/budget-hours/turns", test_turns);
  g_test_add_func ("/budget-hours/plan-changes", test_plan_changes);
  g_test_add_func ("/budget-hours/other-app", test_other_app);
  g_test_add_func ("/budget-hours/customers", test_customers);
  g_test_add_func ("/budget-hours/clock-jumps", test_clock_jumps);
  g_test_add_func ("/budget-hours/headers-stop", test_headers_stop);
  g_test_add_func ("/budget-hours/eta", test_eta);
  return g_test_run ();
}
