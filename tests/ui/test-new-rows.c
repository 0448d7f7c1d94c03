#include "fixture.h"

#include "nomo-cells.h"
#include "nomo-locale.h"
#include "nomo-new-rows.h"

#define ORDERS 400

typedef struct {
  Fixture *fixture;
  NomoRecordList *list;
  NomoRecordTable *table;
  GtkWidget *new_rows;
  GtkWidget *window;
} World;

typedef struct {
  gboolean narrow;
  GtkTextDirection direction;
} Look;

static const Look wide = { FALSE, GTK_TEXT_DIR_LTR };
static const Look narrow = { TRUE, GTK_TEXT_DIR_LTR };
static const Look wide_rtl = { FALSE, GTK_TEXT_DIR_RTL };

static const NomoColumn columns[] = {
  { "Order", ORDER_REFERENCE, TRUE, FALSE, 0, nomo_cell_create_code, nomo_cell_show_text },
  { "Status", ORDER_STATUS, TRUE, TRUE, 0, nomo_cell_create_text, nomo_cell_show_text },
};

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) { .added = "%s new" };
}

/* The order with the highest id is the newest, and stands first. */
static void
put_orders (World *world, gint64 first, guint n)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (gint64 id = first; id < first + n; id++) {
    g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH + id * 60000, 1000, "completed", 1);

    nomo_commit_put (commit, order);
  }
  fixture_commit (world->fixture, commit);
}

static gboolean
is_current (gpointer data)
{
  World *world = data;

  return nomo_record_list_get_count (world->list) >= 0 &&
         nomo_record_list_get_seq (world->list) == nomo_store_get_seq (world->fixture->store);
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static void
wait_for_paint (World *world)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (world->window);
  gboolean painted = FALSE;

  g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  gtk_widget_queue_draw (world->window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (clock, painted_cb, &painted);
}

/* What the list knows is shown with one frame, and what follows from that with the next. */
static void
settle (World *world)
{
  fixture_wait (is_current, world);
  for (guint i = 0; i < 3; i++)
    wait_for_paint (world);
}

static GtkWidget *
get_rows (World *world)
{
  return nomo_record_table_get_rows (world->table);
}

static GtkAdjustment *
get_adjustment (World *world)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_rows (world)));
}

/* As a hand does, step by step: GTK 4.8 loses the very first one, and a second one within a frame. */
static void
scroll_to (World *world, double value)
{
  gtk_adjustment_set_value (get_adjustment (world), value / 2);
  wait_for_paint (world);
  gtk_adjustment_set_value (get_adjustment (world), value);
  settle (world);
}

static void
world_init (World *world, Fixture *fixture, const Look *look)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  gtk_widget_set_default_direction (look->direction);
  *world = (World) { .fixture = fixture };
  put_orders (world, 1, ORDERS);
  world->list = nomo_record_list_new (fixture->store, query);
  world->table = NOMO_RECORD_TABLE (nomo_record_table_new (columns, G_N_ELEMENTS (columns), &columns[0], NULL));
  nomo_record_table_set_width (world->table, 800);
  nomo_record_table_set_list (world->table, world->list);
  world->new_rows = nomo_new_rows_new (world->table, world->list, get_words);
  nomo_record_table_set_narrow (world->table, look->narrow);
  world->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (world->window), 800, 500);
  gtk_window_set_child (GTK_WINDOW (world->window), world->new_rows);
  gtk_window_present (GTK_WINDOW (world->window));
  settle (world);
}

static void
world_clear (World *world)
{
  gtk_window_destroy (GTK_WINDOW (world->window));
  while (G_OBJECT (world->list)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (world->list);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static GtkWidget *
find_pill (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "n-new-rows") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_pill (child);
  return found;
}

static void
assert_pill (World *world, const char *words)
{
  GtkWidget *pill = find_pill (world->new_rows);

  g_assert_cmpint (gtk_widget_get_mapped (pill), ==, words != NULL);
  if (words != NULL)
    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (pill), GTK_ACCESSIBLE_PROPERTY_LABEL, words);
}

static gint64
first_in_sight (World *world)
{
  guint first = 0;

  g_assert_cmpuint (nomo_record_table_find_seen (world->table, &first), >, 4);
  return nomo_record_list_get_id (world->list, first);
}

/* How far above the upper edge the first row begins. */
static float
cut_off (World *world)
{
  GtkWidget *row = gtk_widget_pick (get_rows (world), 20, 1, GTK_PICK_DEFAULT);
  graphene_rect_t bounds;

  while (gtk_widget_get_parent (row) != get_rows (world))
    row = gtk_widget_get_parent (row);
  g_assert_true (gtk_widget_compute_bounds (row, get_rows (world), &bounds));
  return bounds.origin.y;
}

/* Few new rows come as single steps, many with an order that is read anew; meanwhile others move, and one goes. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  World world;
  gint64 id;
  float cut;

  world_init (&world, fixture, data);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (world.table)));
  scroll_to (&world, 4013);
  id = first_in_sight (&world);
  cut = cut_off (&world);
  assert_pill (&world, NULL);
  put_orders (&world, 1001, 3);
  settle (&world);
  assert_pill (&world, "3 new");
  for (gint64 moved = 20; moved < 50; moved++) {
    g_autoptr (NomoRecord) order = fixture_order (moved, FIXTURE_EPOCH + (2000 + moved) * 60000, 1, "completed", 2);

    nomo_commit_put (commit, order);
  }
  nomo_commit_delete (commit, nomo_order_entity (), id + 20);
  fixture_commit (fixture, commit);
  put_orders (&world, 3001, 30);
  settle (&world);
  assert_pill (&world, "33 new");
  g_assert_cmpint (first_in_sight (&world), ==, id);
  g_assert_cmpfloat_with_epsilon (cut_off (&world), cut, 0.5);
  world_clear (&world);
}

/* Pressed, it leads to the top and goes, and the next key goes to the first row. */
static void
test_pressed (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, data);
  scroll_to (&world, 4013);
  put_orders (&world, 1001, 1);
  settle (&world);
  g_assert_true (gtk_widget_grab_focus (find_pill (world.new_rows)));
  gtk_widget_activate (find_pill (world.new_rows));
  while (gtk_adjustment_get_value (get_adjustment (&world)) > 0)
    g_main_context_iteration (NULL, TRUE);
  settle (&world);
  assert_pill (&world, NULL);
  g_assert_cmpint (first_in_sight (&world), ==, 1001);
  g_assert_true (gtk_widget_get_focus_child (get_rows (&world)) == gtk_widget_get_first_child (get_rows (&world)));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (&world)), ==, 0);
  world_clear (&world);
}

/* At its top a list shows what comes, and a hair below it does not. */
static void
test_top (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, data);
  put_orders (&world, 1001, 2);
  settle (&world);
  put_orders (&world, 1101, 20);
  settle (&world);
  assert_pill (&world, NULL);
  g_assert_cmpint (first_in_sight (&world), ==, 1120);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (&world)), ==, 0);
  scroll_to (&world, 10);
  assert_pill (&world, NULL);
  put_orders (&world, 2001, 1);
  settle (&world);
  assert_pill (&world, "1 new");
  g_assert_cmpint (first_in_sight (&world), ==, 1120);
  world_clear (&world);
}

/* Reached by scrolling, rows are new no longer. */
static void
test_scrolled (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, data);
  scroll_to (&world, 4013);
  put_orders (&world, 1001, 40);
  settle (&world);
  assert_pill (&world, "40 new");
  scroll_to (&world, 200);
  g_assert_cmpint (first_in_sight (&world), >, 1030);
  scroll_to (&world, 4013);
  g_assert_true (gtk_widget_get_mapped (find_pill (world.new_rows)));
  scroll_to (&world, 0);
  assert_pill (&world, NULL);
  scroll_to (&world, 4013);
  assert_pill (&world, NULL);
  world_clear (&world);
}

#define ADD(path, look, test) g_test_add (path, Fixture, &look, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  ADD ("/new-rows/wide/stays", wide, test_stays);
  ADD ("/new-rows/wide/pressed", wide, test_pressed);
  ADD ("/new-rows/wide/top", wide, test_top);
  ADD ("/new-rows/wide/scrolled", wide, test_scrolled);
  ADD ("/new-rows/wide-rtl/stays", wide_rtl, test_stays);
  ADD ("/new-rows/narrow/stays", narrow, test_stays);
  ADD ("/new-rows/narrow/pressed", narrow, test_pressed);
  ADD ("/new-rows/narrow/top", narrow, test_top);
  return g_test_run ();
}
