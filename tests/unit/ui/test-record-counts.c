#include "fixture.h"

#include "nomo-calendar.h"
#include "nomo-record-counts.h"

static const char *const done[] = { "completed", NULL };

static const NomoFilterGroup groups[] = {
  { "all", "All", NULL },
  { "done", "Completed", done },
};

static const NomoFilterKind kind = {
  nomo_order_entity, groups, G_N_ELEMENTS (groups), ORDER_STATUS, "order status", NULL, 0,
};

typedef struct {
  Fixture *fixture;
  NomoRecordFilter *filter;
  NomoRecordCounts *counts;
  gint64 count;
  gint64 sum;
  gint64 n_done;
  guint n_told;
  gint64 expected;
} World;

static void
summed_cb (World *world, gint64 count, gint64 sum)
{
  world->count = count;
  world->sum = sum;
  world->n_told++;
}

static void
grouped_cb (World *world, const char *group, gint64 count)
{
  if (g_str_equal (group, "done"))
    world->n_done = count;
}

static void
put (World *world, gint64 id, const char *status)
{
  fixture_put (world->fixture, fixture_order (id, FIXTURE_EPOCH + id, 1000, status, 1));
}

static void
world_init (World *world, Fixture *fixture)
{
  *world = (World) { .fixture = fixture, .count = -1, .n_done = -1 };
  put (world, 1, "completed");
  put (world, 2, "canceled");
  world->filter = nomo_record_filter_new (&kind, nomo_calendar_riyadh (), "SAR");
  world->counts = nomo_record_counts_new (fixture->store, world->filter, ORDER_TOTAL);
  g_signal_connect_swapped (world->counts, "summed", G_CALLBACK (summed_cb), world);
  g_signal_connect_swapped (world->counts, "grouped", G_CALLBACK (grouped_cb), world);
}

/* Answers that are under way hold them. */
static void
world_clear (World *world)
{
  g_object_add_weak_pointer (G_OBJECT (world->counts), (gpointer *) &world->counts);
  g_object_unref (world->counts);
  while (world->counts != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (world->filter);
}

static gboolean
is_counted (gpointer data)
{
  World *world = data;

  return world->count == world->expected && world->n_done == world->expected - 1;
}

static void
wait_for (World *world, gint64 expected)
{
  world->expected = expected;
  fixture_wait (is_counted, world);
  g_assert_cmpint (world->sum, ==, expected * 1000);
}

static gboolean
end_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean ended = FALSE;

  g_timeout_add (ms, end_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
}

/* A store that changes all the time is not counted all the time, and what changed last is not forgotten. */
static void
test_burst (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture);
  nomo_record_counts_set_watched (world.counts, TRUE);
  wait_for (&world, 2);
  world.n_told = 0;
  for (gint64 id = 3; id <= 22; id++) {
    put (&world, id, "completed");
    run_for (5);
  }
  wait_for (&world, 22);
  g_assert_cmpuint (world.n_told, <=, 3);
  world_clear (&world);
}

static gboolean
is_told_twice (gpointer data)
{
  return ((World *) data)->n_told == 2;
}

/* The count that runs may have missed it. */
static void
test_change_while_counting (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture);
  nomo_record_counts_set_watched (world.counts, TRUE);
  g_signal_emit_by_name (fixture->store, "changed", nomo_store_get_seq (fixture->store));
  fixture_wait (is_told_twice, &world);
  world_clear (&world);
}

static void
test_unwatched (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture);
  run_for (50);
  g_assert_cmpuint (world.n_told, ==, 0);
  nomo_record_counts_set_watched (world.counts, TRUE);
  wait_for (&world, 2);
  nomo_record_counts_set_watched (world.counts, FALSE);
  put (&world, 3, "completed");
  run_for (700);
  g_assert_cmpint (world.count, ==, 2);
  nomo_record_counts_set_watched (world.counts, TRUE);
  wait_for (&world, 3);
  world_clear (&world);
}

/* What somebody asks for by another filter is answered at once. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture);
  nomo_record_counts_set_watched (world.counts, TRUE);
  wait_for (&world, 2);
  nomo_record_filter_set_group (world.filter, "done");
  world.count = -1;
  while (world.count < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (world.count, ==, 1);
  g_assert_cmpint (world.sum, ==, 1000);
  world_clear (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/record-counts/burst", Fixture, NULL, fixture_set_up, test_burst, fixture_tear_down);
  g_test_add ("/record-counts/change-while-counting", Fixture, NULL, fixture_set_up, test_change_while_counting,
              fixture_tear_down);
  g_test_add ("/record-counts/unwatched", Fixture, NULL, fixture_set_up, test_unwatched, fixture_tear_down);
  g_test_add ("/record-counts/filter", Fixture, NULL, fixture_set_up, test_filter, fixture_tear_down);
  return g_test_run ();
}
