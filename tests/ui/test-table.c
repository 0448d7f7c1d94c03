#include "fixture.h"

#include "nomo-calendar.h"
#include "nomo-cells.h"
#include "nomo-locale.h"
#include "nomo-record-table.h"
#include "nomo-views-form.h"

#define USUAL  1000
#define LARGE  G_GINT64_CONSTANT (999999999999)
#define WIDTH  400
#define HEIGHT 300

typedef struct {
  Fixture *fixture;
  NomoRecordList *list;
  NomoRecordTable *table;
  GtkWidget *window;
} World;

#define TOTAL(title, room)                                                                \
  {                                                                                       \
    title, ORDER_TOTAL, FALSE, FALSE, room, nomo_cell_create_amount, nomo_cell_show_money \
  }
#define NUMBER                                                                            \
  {                                                                                       \
    "Number", ORDER_REFERENCE, FALSE, TRUE, 0, nomo_cell_create_code, nomo_cell_show_text \
  }

static const NomoColumn giving_way[] = { NUMBER, TOTAL ("First", 300), TOTAL ("Second", 400), TOTAL ("Third", 300) };
static const NomoColumn needed[] = { NUMBER, TOTAL ("First", 0), TOTAL ("Second", 0), TOTAL ("Third", 0) };

static void
put_orders (World *world, gint64 total)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (gint64 id = 1; id <= 5; id++) {
    g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH + id * 60000, total, "completed", 1);

    nomo_commit_put (commit, order);
  }
  fixture_commit (world->fixture, commit);
}

static void
tick_cb (GdkFrameClock *clock, guint *left)
{
  *left -= *left > 0;
}

/* What does not fit is seen with one frame, and gives way with the next. */
static void
settle (World *world)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (world->window);
  guint left = 12;
  gulong id = g_signal_connect_after (clock, "after-paint", G_CALLBACK (tick_cb), &left);

  while (left > 0) {
    gtk_widget_queue_draw (world->window);
    g_main_context_iteration (NULL, TRUE);
  }
  g_signal_handler_disconnect (clock, id);
}

static gboolean
is_current (gpointer data)
{
  World *world = data;

  return nomo_record_list_get_count (world->list) >= 0 &&
         nomo_record_list_get_seq (world->list) == nomo_store_get_seq (world->fixture->store);
}

static void
show_totals (World *world, gint64 total)
{
  put_orders (world, total);
  fixture_wait (is_current, world);
  settle (world);
}

static void
world_init (World *world, Fixture *fixture, const NomoColumn *columns, guint n_columns, GtkTextDirection direction)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  gtk_widget_set_default_direction (direction);
  *world = (World) { .fixture = fixture };
  put_orders (world, USUAL);
  world->list = nomo_record_list_new (fixture->store, query);
  world->table = NOMO_RECORD_TABLE (nomo_record_table_new (columns, n_columns, &columns[0], NULL));
  nomo_record_table_set_width (world->table, WIDTH);
  nomo_record_table_set_list (world->table, world->list);
  world->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (world->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (world->window), GTK_WIDGET (world->table));
  gtk_window_present (GTK_WINDOW (world->window));
  fixture_wait (is_current, world);
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

static GtkColumnView *
find_view (GtkWidget *widget)
{
  GtkColumnView *found = GTK_IS_COLUMN_VIEW (widget) ? GTK_COLUMN_VIEW (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

static GtkAdjustment *
get_across (World *world)
{
  return gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (find_view (GTK_WIDGET (world->table))));
}

static double
get_overhang (World *world)
{
  GtkAdjustment *across = get_across (world);

  return gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across);
}

static void
assert_columns (World *world, const char *titles)
{
  GListModel *columns = gtk_column_view_get_columns (find_view (GTK_WIDGET (world->table)));
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    if (gtk_column_view_column_get_visible (column))
      g_string_append_printf (shown, "%s%s", shown->len > 0 ? " " : "", gtk_column_view_column_get_title (column));
  }
  g_assert_cmpstr (shown->str, ==, titles);
}

/* The column that goes first at a lesser width goes first, of two the last; in a wider table they are back. */
static void
test_gives_way (Fixture *fixture, gconstpointer data)
{
  World world;

  world_init (&world, fixture, giving_way, G_N_ELEMENTS (giving_way), GTK_TEXT_DIR_LTR);
  assert_columns (&world, "Number First Second Third");
  g_assert_cmpfloat (get_overhang (&world), <=, 0);
  show_totals (&world, LARGE);
  assert_columns (&world, "Number First");
  g_assert_cmpfloat (get_overhang (&world), <=, 0);
  nomo_record_table_set_width (world.table, 2 * WIDTH);
  assert_columns (&world, "Number First Second Third");
  world_clear (&world);
}

/* Where nothing can give way the start is what is seen, also when the columns grow; but who has scrolled stays there. */
static void
test_begins_at_start (Fixture *fixture, gconstpointer data)
{
  GtkTextDirection direction = GPOINTER_TO_INT (data);
  gboolean rtl = direction == GTK_TEXT_DIR_RTL;
  World world;

  world_init (&world, fixture, needed, G_N_ELEMENTS (needed), direction);
  show_totals (&world, LARGE);
  assert_columns (&world, "Number First Second Third");
  g_assert_cmpfloat (get_overhang (&world), >, 20);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_across (&world)), ==, rtl ? get_overhang (&world) : 0);
  gtk_adjustment_set_value (get_across (&world), rtl ? get_overhang (&world) - 12 : 12);
  show_totals (&world, LARGE / 100);
  g_assert_cmpfloat (get_overhang (&world), >, 12);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_across (&world)), ==, rtl ? get_overhang (&world) - 12 : 12);
  world_clear (&world);
}

static const NomoFilterGroup every[] = { { "all", "All", NULL } };
static const NomoFilterKind kind = { nomo_order_entity, every, 1, ORDER_STATUS, "order status", NULL, 0 };

static GtkWidget *
find_of (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of (child, type);
  return found;
}

static gboolean
cannot_save (gpointer form)
{
  return !gtk_widget_get_sensitive (find_of (form, GTK_TYPE_BUTTON)) &&
         !gtk_widget_get_sensitive (find_of (form, GTK_TYPE_ENTRY));
}

static gboolean
can_save (gpointer form)
{
  return !cannot_save (form);
}

/* Saved views that could not be read must not be written over. */
static void
test_unread_views (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecordFilter) filter = nomo_record_filter_new (&kind, nomo_calendar_riyadh (), "SAR");
  World world;
  GtkWidget *form;

  world_init (&world, fixture, needed, G_N_ELEMENTS (needed), GTK_TEXT_DIR_LTR);
  form = g_object_ref_sink (nomo_views_form_new (fixture->store, "orders", filter, world.table));
  fixture_wait (can_save, form);
  g_object_unref (form);
  nomo_store_close (fixture->store);
  form = g_object_ref_sink (nomo_views_form_new (fixture->store, "orders", filter, world.table));
  fixture_wait (cannot_save, form);
  g_object_unref (form);
  world_clear (&world);
  fixture_reopen (fixture);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/table/gives-way", Fixture, NULL, fixture_set_up, test_gives_way, fixture_tear_down);
  g_test_add ("/table/begins-at-start/ltr", Fixture, GINT_TO_POINTER (GTK_TEXT_DIR_LTR), fixture_set_up,
              test_begins_at_start, fixture_tear_down);
  g_test_add ("/table/begins-at-start/rtl", Fixture, GINT_TO_POINTER (GTK_TEXT_DIR_RTL), fixture_set_up,
              test_begins_at_start, fixture_tear_down);
  g_test_add ("/table/unread-views", Fixture, NULL, fixture_set_up, test_unread_views, fixture_tear_down);
  return g_test_run ();
}
