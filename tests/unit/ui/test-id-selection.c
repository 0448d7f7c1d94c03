#include "fixture.h"

#include "nomo-id-selection.h"

#define MANY 3000

typedef struct {
  Fixture *fixture;
  NomoRecordList *list;
  NomoIdSelection *selection;
  guint n_ids_told;
} World;

static void
put_orders (Fixture *fixture, gint64 first, gint64 last)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (gint64 id = first; id <= last; id++) {
    g_autoptr (NomoRecord) order =
        fixture_order (id, FIXTURE_EPOCH + id * 60000, 1000, id % 3 == 0 ? "canceled" : "completed", 1);

    nomo_commit_put (commit, order);
  }
  fixture_commit (fixture, commit);
}

static gboolean
is_current (gpointer data)
{
  World *world = data;

  return nomo_record_list_get_count (world->list) >= 0 &&
         nomo_record_list_get_seq (world->list) == nomo_store_get_seq (world->fixture->store);
}

static void
count_cb (World *world)
{
  world->n_ids_told++;
}

/* The newest first: the first order stands at the end. */
static void
world_init (World *world, Fixture *fixture, gint64 n)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  *world = (World) { .fixture = fixture };
  put_orders (fixture, 1, n);
  world->list = nomo_record_list_new (fixture->store, query);
  world->selection = nomo_id_selection_new (world->list);
  g_signal_connect_swapped (world->selection, "notify::id", G_CALLBACK (count_cb), world);
  fixture_wait (is_current, world);
}

static void
world_clear (World *world)
{
  g_assert_finalize_object (world->selection);
  g_assert_finalize_object (world->list);
}

static GtkSelectionModel *
model_of (World *world)
{
  return GTK_SELECTION_MODEL (world->selection);
}

static void
assert_selected (World *world, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (world->list));
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (model_of (world));

  for (guint i = 0; i < n; i++) {
    gboolean selected = gtk_selection_model_is_selected (model_of (world), i);

    g_assert_true (selected == gtk_bitset_contains (bits, i));
    if (selected)
      g_string_append_printf (ids, "%s%d", ids->len > 0 ? " " : "", (int) nomo_record_list_get_id (world->list, i));
  }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_found (World *world, const char *expected)
{
  g_autoptr (NomoQuery) query = nomo_id_selection_create_query (world->selection);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = nomo_store_list_ids (world->fixture->store, query, 0, NULL, &error);
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%d", i > 0 ? " " : "", (int) g_array_index (found, gint64, i));
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, 5);
  gtk_selection_model_select_item (model_of (&world), 1, TRUE);
  g_assert_cmpint (nomo_id_selection_get_id (world.selection), ==, 4);
  g_assert_false (nomo_id_selection_is_picked (world.selection));
  assert_selected (&world, "4");
  gtk_selection_model_select_item (model_of (&world), 2, TRUE);
  assert_selected (&world, "3");
  g_assert_cmpuint (world.n_ids_told, ==, 2);
  world_clear (&world);
}

static void
test_picking (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, 9);
  gtk_selection_model_select_item (model_of (&world), 8, FALSE);
  g_assert_cmpint (nomo_id_selection_get_id (world.selection), ==, 1);
  gtk_selection_model_select_item (model_of (&world), 0, FALSE);
  gtk_selection_model_select_item (model_of (&world), 4, FALSE);
  assert_selected (&world, "9 5 1");
  assert_found (&world, "9 5 1");
  g_assert_true (nomo_id_selection_is_picked (world.selection));
  g_assert_cmpint (nomo_id_selection_get_id (world.selection), ==, 0);
  g_assert_cmpint (nomo_id_selection_get_count (world.selection), ==, 3);
  gtk_selection_model_unselect_item (model_of (&world), 0);
  gtk_selection_model_unselect_item (model_of (&world), 8);
  g_assert_cmpint (nomo_id_selection_get_id (world.selection), ==, 5);
  gtk_selection_model_unselect_item (model_of (&world), 4);
  g_assert_false (nomo_id_selection_is_picked (world.selection));
  assert_selected (&world, "");
  world_clear (&world);
}

static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, 9);
  gtk_selection_model_select_range (model_of (&world), 1, 3, TRUE);
  assert_selected (&world, "8 7 6");
  gtk_selection_model_select_range (model_of (&world), 3, 3, FALSE);
  assert_selected (&world, "8 7 6 5 4");
  gtk_selection_model_unselect_range (model_of (&world), 2, 2);
  assert_selected (&world, "8 5 4");
  gtk_selection_model_select_range (model_of (&world), 7, 50, TRUE);
  assert_selected (&world, "2 1");
  gtk_selection_model_select_item (model_of (&world), 0, TRUE);
  assert_selected (&world, "9");
  g_assert_cmpint (nomo_id_selection_get_id (world.selection), ==, 9);
  world_clear (&world);
}

/* All is the filter, not its ids: what comes belongs to it, what was taken out stays out. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = NULL;
  World world;

  world_init (&world, fixture, 4);
  gtk_selection_model_select_all (model_of (&world));
  g_assert_true (nomo_id_selection_is_all (world.selection));
  gtk_selection_model_unselect_item (model_of (&world), 1);
  g_assert_false (nomo_id_selection_is_all (world.selection));
  assert_selected (&world, "4 2 1");
  g_assert_cmpint (nomo_id_selection_get_count (world.selection), ==, 3);
  put_orders (fixture, 5, 6);
  fixture_wait (is_current, &world);
  assert_selected (&world, "6 5 4 2 1");
  assert_found (&world, "6 5 4 2 1");
  gtk_selection_model_select_item (model_of (&world), 3, FALSE);
  g_assert_true (nomo_id_selection_is_all (world.selection));
  gtk_selection_model_unselect_all (model_of (&world));
  assert_selected (&world, "");
  gtk_selection_model_select_range (model_of (&world), 0, 6, TRUE);
  g_assert_true (nomo_id_selection_is_all (world.selection));
  world_clear (&world);
}

/* What leaves the list stays selected, and what is gone is not found. */
static void
test_after_removal (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoQuery) completed = NULL;
  World world;

  world_init (&world, fixture, 6);
  gtk_selection_model_select_range (model_of (&world), 1, 3, TRUE);
  nomo_commit_gone (commit, nomo_order_entity (), 5, 2);
  fixture_commit (fixture, commit);
  fixture_wait (is_current, &world);
  assert_selected (&world, "4 3");
  assert_found (&world, "4 3");
  completed = nomo_query_parse (nomo_order_entity (), "status = completed", NULL);
  nomo_record_list_set_query (world.list, completed);
  fixture_wait (is_current, &world);
  assert_selected (&world, "4");
  assert_found (&world, "4 3");
  world_clear (&world);
}

static void
test_language_switch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) kept = NULL;
  World world;

  world_init (&world, fixture, 6);
  gtk_selection_model_select_all (model_of (&world));
  gtk_selection_model_unselect_item (model_of (&world), 5);
  kept = g_variant_ref_sink (nomo_id_selection_to_variant (world.selection));
  nomo_id_selection_set_id (world.selection, 3);
  nomo_id_selection_from_variant (world.selection, kept);
  assert_selected (&world, "6 5 4 3 2");
  g_assert_true (nomo_id_selection_is_picked (world.selection));
  world_clear (&world);
}

/* Ctrl+A asks nothing of anybody, and a range is as good as its ends. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, MANY);
  gtk_selection_model_select_range (model_of (&world), 10, MANY - 20, TRUE);
  gtk_selection_model_select_range (model_of (&world), 0, 30, FALSE);
  g_assert_cmpint (nomo_id_selection_get_count (world.selection), ==, MANY - 10);
  gtk_selection_model_unselect_range (model_of (&world), 0, MANY);
  g_assert_cmpint (nomo_id_selection_get_count (world.selection), ==, 0);
  world_clear (&world);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/id-selection/one", test_one);
  ADD ("/id-selection/picking", test_picking);
  ADD ("/id-selection/ranges", test_ranges);
  ADD ("/id-selection/all", test_all);
  ADD ("/id-selection/after-removal", test_after_removal);
  ADD ("/id-selection/language-switch", test_language_switch);
  ADD ("/id-selection/many", test_many);
  return g_test_run ();
}
