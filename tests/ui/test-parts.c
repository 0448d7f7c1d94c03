#include "config.h"

#include "charts-fixture.h"
#include "nomo-amount.h"
#include "nomo-avatar-tile.h"
#include "nomo-banner.h"
#include "nomo-chart.h"
#include "nomo-empty.h"
#include "nomo-fold.h"
#include "nomo-gtk-mend.h"
#include "nomo-kpi-tile.h"
#include "nomo-latest-card.h"
#include "nomo-locale.h"
#include "nomo-order-row.h"
#include "nomo-page-stack.h"
#include "nomo-ring.h"
#include "nomo-sales-card.h"
#include "nomo-segmented.h"
#include "nomo-skeleton.h"
#include "nomo-sparkline.h"
#include "nomo-status-pill.h"
#include "nomo-wrap.h"

static GtkWidget *
build_chart (void)
{
  GtkWidget *chart = nomo_chart_new ();
  g_autoptr (NomoSeries) now =
      nomo_series_new (NOMO_SERIES_AREA, "Now", 1, charts_fixture_values, CHARTS_FIXTURE_N_VALUES);
  g_autoptr (NomoSeries) before = nomo_series_new_before ("Before", charts_fixture_values, CHARTS_FIXTURE_N_VALUES);
  NomoSeries *series[] = { now, before };

  charts_fixture_set_words (NOMO_CHART (chart));
  nomo_chart_set_unfinished (NOMO_CHART (chart), TRUE);
  nomo_chart_set_series (NOMO_CHART (chart), series, G_N_ELEMENTS (series), 100);
  nomo_graph_set_summary (NOMO_GRAPH (chart), "Daily sales");
  return chart;
}

static void
render (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  charts_fixture_wait_for_paint (window);
  paintable = gtk_widget_paintable_new (window);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), >, 0);
}

/* In both directions: built, laid out, drawn, let go of; any warning ends the test. */
static void
live_and_die (GtkWidget *(*build) (void) )
{
  static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *child;
    GtkWidget *window;

    gtk_widget_set_default_direction (directions[i]);
    child = build ();
    g_object_add_weak_pointer (G_OBJECT (child), (gpointer *) &child);
    window = charts_fixture_show (child, 900);
    g_assert_cmpint (gtk_widget_get_direction (child), ==, directions[i]);
    render (window);
    gtk_window_destroy (GTK_WINDOW (window));
    while (child != NULL)
      g_main_context_iteration (NULL, TRUE);
  }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static GtkWidget *
build_all (void)
{
  GtkWidget *wrap = nomo_wrap_new (3, 200, 14);
  GtkWidget *segmented = nomo_segmented_new ();
  GtkWidget *avatar = nomo_avatar_tile_new ();
  GtkWidget *banner = nomo_banner_new ();

  nomo_segmented_add (NOMO_SEGMENTED (segmented), "a", "All");
  nomo_segmented_add (NOMO_SEGMENTED (segmented), "b", "Paid");
  nomo_avatar_tile_set_name (NOMO_AVATAR_TILE (avatar), "الورد");
  nomo_banner_show (NOMO_BANNER (banner), NOMO_TONE_WARN, "nomo-offline-symbolic", "No connection.");
  nomo_wrap_append (NOMO_WRAP (wrap), build_chart (), 2);
  nomo_wrap_append (NOMO_WRAP (wrap), nomo_kpi_tile_new ("nomo-coins-symbolic", "Sales"), 1);
  nomo_wrap_append (NOMO_WRAP (wrap), nomo_skeleton_new (NOMO_SKELETON_ROWS), 1);
  nomo_wrap_append (NOMO_WRAP (wrap), nomo_status_pill_new (NOMO_TONE_OK, "nomo-ok-symbolic", "Paid"), 1);
  nomo_wrap_append (NOMO_WRAP (wrap), nomo_ring_new (), 1);
  nomo_wrap_append (NOMO_WRAP (wrap), nomo_sparkline_new (), 1);
  nomo_wrap_append (NOMO_WRAP (wrap), nomo_empty_new (), 1);
  nomo_wrap_append (NOMO_WRAP (wrap), segmented, 1);
  nomo_wrap_append (NOMO_WRAP (wrap), avatar, 1);
  nomo_wrap_append (NOMO_WRAP (wrap), banner, 3);
  return wrap;
}

static GtkWidget *
build_cards (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), nomo_order_row_new ());
  gtk_box_append (GTK_BOX (box), g_object_new (NOMO_TYPE_SALES_CARD, NULL));
  gtk_box_append (GTK_BOX (box), g_object_new (NOMO_TYPE_LATEST_CARD, NULL));
  gtk_box_append (GTK_BOX (box), list);
  return box;
}

static void
test_parts_live (void)
{
  live_and_die (build_all);
}

static void
test_cards_live (void)
{
  live_and_die (build_cards);
}

static void
test_chart_live (void)
{
  live_and_die (build_chart);
}

static void
test_chart_is_spoken (void)
{
  GtkWidget *widget = g_object_ref_sink (build_chart ());
  NomoChart *chart = NOMO_CHART (widget);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_IMG);
  assert_label (chart, "Daily sales");
  nomo_graph_select (NOMO_GRAPH (chart), 3);
  assert_description (chart, "Day 3 · Now: SAR 500 · Before: SAR 500");
  nomo_graph_select (NOMO_GRAPH (chart), -1);
  assert_description (chart, "The arrow keys walk the points, Ctrl+T shows a table");
  nomo_graph_select (NOMO_GRAPH (chart), 99);
  g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 4);
  nomo_chart_set_series (chart, NULL, 0, 1);
  g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, -1);
  g_object_unref (widget);
}

/* The table says the same as the drawing, follows new figures, and gives way to the drawing again. */
static void
test_chart_as_table (void)
{
  GtkWidget *chart = build_chart ();
  GtkWidget *window = charts_fixture_show (chart, 900);
  GtkWidget *list;

  g_assert_true (gtk_widget_activate_action (chart, "chart.table", NULL));
  g_assert_true (nomo_graph_is_table (NOMO_GRAPH (chart)));
  list = charts_fixture_find_type (chart, GTK_TYPE_LIST_BOX);
  g_assert_nonnull (list);
  assert_label (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1), "Day 1 · Now: SAR 300 · Before: SAR 300");
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 5));
  render (window);

  {
    g_autoptr (NomoSeries) now = nomo_series_new (NOMO_SERIES_AREA, "Now", 1, charts_fixture_values, 2);

    nomo_chart_set_series (NOMO_CHART (chart), &now, 1, 1);
  }
  list = charts_fixture_find_type (chart, GTK_TYPE_LIST_BOX);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  g_assert_true (gtk_widget_activate_action (chart, "chart.table", NULL));
  g_assert_false (nomo_graph_is_table (NOMO_GRAPH (chart)));
  g_assert_null (charts_fixture_find_type (chart, GTK_TYPE_LIST_BOX));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The arrow goes where it points: left is the past in English and onward in Arabic. */
static void
test_chart_is_walked (void)
{
  static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *widget = g_object_ref_sink (build_chart ());
    NomoChart *chart = NOMO_CHART (widget);
    gboolean rtl = directions[i] == GTK_TEXT_DIR_RTL;

    gtk_widget_set_direction (widget, directions[i]);
    g_assert_true (charts_fixture_press (widget, rtl ? GDK_KEY_Right : GDK_KEY_Left));
    g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 4);
    g_assert_true (charts_fixture_press (widget, rtl ? GDK_KEY_Right : GDK_KEY_Left));
    g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 3);
    g_assert_true (charts_fixture_press (widget, GDK_KEY_Home));
    g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 0);
    g_assert_true (charts_fixture_press (widget, rtl ? GDK_KEY_Left : GDK_KEY_Right));
    g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 1);
    g_assert_true (charts_fixture_press (widget, GDK_KEY_End));
    g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 4);
    g_assert_false (charts_fixture_press (widget, GDK_KEY_Escape));
    g_assert_false (charts_fixture_press (widget, GDK_KEY_a));
    nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
    g_assert_false (charts_fixture_press (widget, GDK_KEY_Left));
    g_assert_true (charts_fixture_press (widget, GDK_KEY_Escape));
    g_assert_false (nomo_graph_is_table (NOMO_GRAPH (chart)));
    g_object_unref (widget);
  }
}

static void
test_amount_is_one (void)
{
  GtkWidget *amount = g_object_ref_sink (nomo_amount_new ());

  nomo_amount_set_text (NOMO_AMOUNT (amount), "328,400", "SAR", "328,400 Saudi riyals");
  assert_label (amount, "328,400 Saudi riyals");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (amount), GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (gtk_widget_get_first_child (amount)), GTK_ACCESSIBLE_STATE_HIDDEN,
                                    TRUE);
  g_object_unref (amount);
}

/* The currency stands at the left of the figure in both directions. */
static void
test_amount_order (void)
{
  static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *amount = nomo_amount_new ();
    GtkWidget *window;
    GtkWidget *first;
    GtkWidget *last;
    graphene_rect_t first_place;
    graphene_rect_t last_place;

    gtk_widget_set_direction (amount, directions[i]);
    nomo_amount_set_text (NOMO_AMOUNT (amount), "328,400", "SAR", "328,400 Saudi riyals");
    window = charts_fixture_show (amount, 900);
    first = gtk_widget_get_first_child (amount);
    last = gtk_widget_get_last_child (amount);
    if (!gtk_widget_has_css_class (first, "currency")) {
      GtkWidget *other = first;

      first = last;
      last = other;
    }
    g_assert_true (gtk_widget_compute_bounds (first, amount, &first_place));
    g_assert_true (gtk_widget_compute_bounds (last, amount, &last_place));
    g_assert_cmpfloat (first_place.origin.x, <, last_place.origin.x);
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
test_segments (void)
{
  GtkWidget *widget = g_object_ref_sink (nomo_segmented_new ());
  NomoSegmented *segmented = NOMO_SEGMENTED (widget);
  GtkWidget *row = gtk_widget_get_first_child (widget);
  GtkWidget *first;

  g_assert_null (nomo_segmented_get_active (segmented));
  nomo_segmented_add (segmented, "all", "All");
  nomo_segmented_add (segmented, "paid", "Paid");
  nomo_segmented_set_label (segmented, "Status");
  first = gtk_widget_get_first_child (row);
  g_assert_cmpstr (nomo_segmented_get_active (segmented), ==, "all");
  nomo_segmented_set_active (segmented, "paid");
  nomo_segmented_set_active (segmented, "nothing");
  g_assert_cmpstr (nomo_segmented_get_active (segmented), ==, "paid");
  nomo_segmented_set_count (segmented, "all", 1204);
  assert_label (first, "All 1,204");
  nomo_segmented_set_count (segmented, "all", -1);
  assert_label (first, "All");
  assert_label (row, "Status");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (first), GTK_ACCESSIBLE_ROLE_RADIO);
  g_object_unref (widget);
}

/* Where its parts do not fit, a switch is a menu; both speak of the same choice. */
static void
test_segments_without_room (void)
{
  GtkWidget *widget = g_object_ref_sink (nomo_segmented_new ());
  NomoSegmented *segmented = NOMO_SEGMENTED (widget);
  GtkWidget *row = gtk_widget_get_first_child (widget);
  GtkWidget *menu = gtk_widget_get_last_child (widget);
  int minimum;
  int natural;

  nomo_segmented_add (segmented, "all", "All orders of the store");
  nomo_segmented_add (segmented, "paid", "Orders that are paid");
  nomo_segmented_add (segmented, "ended", "Orders that have ended");
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  gtk_widget_size_allocate (widget, &(GtkAllocation) { 0, 0, natural, 40 }, -1);
  g_assert_true (gtk_widget_get_child_visible (row));
  g_assert_false (gtk_widget_get_child_visible (menu));
  gtk_widget_size_allocate (widget, &(GtkAllocation) { 0, 0, natural - 1, 40 }, -1);
  g_assert_false (gtk_widget_get_child_visible (row));
  g_assert_true (gtk_widget_get_child_visible (menu));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (menu), 2);
  g_assert_cmpstr (nomo_segmented_get_active (segmented), ==, "ended");
  nomo_segmented_set_count (segmented, "ended", 12);
  g_assert_cmpstr (nomo_segmented_get_active (segmented), ==, "ended");
  nomo_segmented_set_active (segmented, "paid");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (menu)), ==, 1);
  g_object_unref (widget);
}

static void
assert_initial (const char *name, const char *initial)
{
  GtkWidget *tile = g_object_ref_sink (nomo_avatar_tile_new ());

  nomo_avatar_tile_set_name (NOMO_AVATAR_TILE (tile), name);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (tile))), ==, initial);
  g_object_unref (tile);
}

static void
test_initials (void)
{
  assert_initial ("متجر ورد الرياض", "و");
  assert_initial ("متجر الورد", "و");
  assert_initial ("Store of roses", "R");
  assert_initial ("متجر", "م");
  assert_initial ("متجر ", "م");
  assert_initial ("الورد", "و");
  assert_initial ("ألم", "أ");
  assert_initial ("sara", "S");
  assert_initial ("«هيفاء»", "ه");
  assert_initial ("", "");
}

static int
measure_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Beside its button a sentence would make the smallest window larger. */
static void
test_narrow_banner (void)
{
  GtkWidget *banner = g_object_ref_sink (nomo_banner_new ());
  int wide;

  nomo_banner_show (NOMO_BANNER (banner), NOMO_TONE_INFO, "nomo-link-symbolic",
                    "The relay relay.of-a-shop-with-a-long-name.example.net looks after this store.");
  nomo_banner_set_action (NOMO_BANNER (banner), "Take the store back", "app.sync");
  wide = measure_width (banner);
  nomo_banner_set_narrow (NOMO_BANNER (banner), TRUE);
  g_assert_cmpint (measure_width (banner), <, wide - 60);
  g_assert_cmpint (measure_width (banner), <=, 300);
  nomo_banner_set_narrow (NOMO_BANNER (banner), FALSE);
  g_assert_cmpint (measure_width (banner), ==, wide);
  g_object_unref (banner);
}

static void
test_names (void)
{
  GtkWidget *pill = g_object_ref_sink (nomo_status_pill_new (NOMO_TONE_OK, "nomo-ok-symbolic", "Paid"));
  GtkWidget *banner = g_object_ref_sink (nomo_banner_new ());
  GtkWidget *tile = g_object_ref_sink (nomo_kpi_tile_new ("nomo-coins-symbolic", "Sales"));
  GtkWidget *skeleton = g_object_ref_sink (nomo_skeleton_new (NOMO_SKELETON_FIGURE));
  GtkWidget *ring = g_object_ref_sink (nomo_ring_new ());

  assert_label (pill, "Paid");
  g_assert_false (gtk_widget_get_visible (banner));
  nomo_banner_show (NOMO_BANNER (banner), NOMO_TONE_WARN, "nomo-offline-symbolic", "No connection.");
  assert_label (banner, "No connection.");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (banner), GTK_ACCESSIBLE_ROLE_STATUS);
  assert_label (tile, "Sales");
  assert_label (skeleton, "Loading");
  nomo_ring_set_label (NOMO_RING (ring), "Bringing orders");
  nomo_ring_set_progress (NOMO_RING (ring), 1, 4);
  assert_label (ring, "Bringing orders");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ring), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.25);
  g_object_unref (pill);
  g_object_unref (banner);
  g_object_unref (tile);
  g_object_unref (skeleton);
  g_object_unref (ring);
}

/* 4 columns, then 2, then 1; never one less than a card needs. */
static void
test_wrap_columns (void)
{
  GtkWidget *wrap = g_object_ref_sink (nomo_wrap_new (4, 170, 14));
  int four;
  int two;
  int one;

  for (int i = 0; i < 4; i++) {
    GtkWidget *child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

    gtk_widget_set_size_request (child, 120, 100);
    nomo_wrap_append (NOMO_WRAP (wrap), child, 1);
  }
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 4 * 170 + 3 * 14, &four, NULL, NULL, NULL);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 4 * 170 + 3 * 14 - 1, &two, NULL, NULL, NULL);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 200, &one, NULL, NULL, NULL);
  g_assert_cmpint (four, ==, 100);
  g_assert_cmpint (two, ==, 214);
  g_assert_cmpint (one, ==, 442);
  gtk_widget_set_size_request (gtk_widget_get_first_child (wrap), 300, 100);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 4 * 170 + 3 * 14, &four, NULL, NULL, NULL);
  g_assert_cmpint (four, ==, 214);
  g_object_unref (wrap);
}

/* Whether anything on the way down is between two states. */
static gboolean
is_on_the_move (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget) && gtk_stack_get_transition_running (GTK_STACK (widget)))
    return TRUE;
  if (GTK_IS_REVEALER (widget) &&
      gtk_revealer_get_reveal_child (GTK_REVEALER (widget)) != gtk_revealer_get_child_revealed (GTK_REVEALER (widget)))
    return TRUE;
  if (ADW_IS_LEAFLET (widget) && adw_leaflet_get_child_transition_running (ADW_LEAFLET (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_on_the_move (child))
      return TRUE;
  return FALSE;
}

/* What a frame of a widget is made of: nothing at the very beginning. */
static GBytes *
dup_look (GtkWidget *window, GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  charts_fixture_wait_for_paint (window);
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL ? gsk_render_node_serialize (node) : g_bytes_new (NULL, 0);
}

static void
pass_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Drawn along time, or there at once: its first frame is its last. */
static void
assert_chart (GtkWidget *window, GtkWidget *chart, gboolean moves)
{
  g_autoptr (NomoSeries) series =
      nomo_series_new (NOMO_SERIES_AREA, "Now", 1, charts_fixture_values, CHARTS_FIXTURE_N_VALUES);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) last = NULL;
  gboolean passed = FALSE;

  nomo_chart_set_series (NOMO_CHART (chart), &series, 1, 1);
  first = dup_look (window, chart);
  g_timeout_add_once (400, pass_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
  last = dup_look (window, chart);
  g_assert_cmpuint (g_bytes_get_size (last), >, 0);
  g_assert_cmpint (g_bytes_equal (first, last), ==, !moves);
}

static GtkWidget *
add (GtkWidget *box, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (box), widget);
  return widget;
}

static GtkWidget *
add_pages (GtkWidget *box)
{
  GtkWidget *pages = add (box, gtk_stack_new ());

  gtk_stack_set_transition_type (GTK_STACK (pages), GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_add_named (GTK_STACK (pages), gtk_label_new ("First"), "first");
  gtk_stack_add_named (GTK_STACK (pages), gtk_label_new ("Second"), "second");
  nomo_page_stack_watch (GTK_STACK (pages));
  nomo_page_stack_show (GTK_STACK (pages), "first");
  return pages;
}

/* What moves of ours: banners, tiles, pages, panes and charts. It does where the desktop wants it, and only there: else what is
 * new is there at once, and what is old is gone. */
static void
test_motion (gconstpointer data)
{
  gboolean moves = GPOINTER_TO_INT (data);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *banner = add (box, nomo_banner_new ());
  GtkWidget *tile = add (box, nomo_kpi_tile_new ("nomo-coins-symbolic", "Sales"));
  GtkWidget *pages = add_pages (box);
  GtkWidget *fold = add (
      box, g_object_new (NOMO_TYPE_FOLD, "first", gtk_label_new ("First"), "second", gtk_label_new ("Second"), NULL));
  GtkWidget *chart = add (box, nomo_chart_new ());
  GtkWidget *window;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", moves, NULL);
  nomo_fold_set_can_unfold (NOMO_FOLD (fold), FALSE);
  gtk_widget_set_size_request (chart, 600, 200);
  charts_fixture_set_words (NOMO_CHART (chart));
  nomo_banner_show (NOMO_BANNER (banner), NOMO_TONE_WARN, "nomo-offline-symbolic", "No connection.");
  nomo_kpi_tile_show_loading (NOMO_KPI_TILE (tile));
  window = charts_fixture_show (box, 900);
  while (is_on_the_move (window))
    g_main_context_iteration (NULL, TRUE);

  nomo_banner_hide (NOMO_BANNER (banner));
  g_assert_cmpint (is_on_the_move (banner), ==, moves);
  g_assert_cmpint (gtk_widget_get_visible (banner), ==, moves);
  nomo_kpi_tile_set_number (NOMO_KPI_TILE (tile), 7);
  nomo_kpi_tile_show_figure (NOMO_KPI_TILE (tile));
  g_assert_cmpint (is_on_the_move (tile), ==, moves);
  nomo_page_stack_show (GTK_STACK (pages), "second");
  g_assert_cmpint (is_on_the_move (pages), ==, moves);
  g_assert_cmpint (gtk_widget_get_visible (gtk_stack_get_child_by_name (GTK_STACK (pages), "first")), ==, moves);
  nomo_fold_set_second_shown (NOMO_FOLD (fold), TRUE);
  g_assert_cmpint (is_on_the_move (fold), ==, moves);
  assert_chart (window, chart, moves);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GtkAlign align)
{
  GtkWidget *button = add (box, gtk_button_new_with_label (label));

  gtk_widget_set_halign (button, align);
  return button;
}

/* What Tab leads to, from end to end. */
static char *
walk (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_autoptr (GString) met = g_string_new (NULL);

  gtk_window_set_focus (window, NULL);
  while (gtk_widget_child_focus (widget, direction))
    g_string_append (met, gtk_button_get_label (GTK_BUTTON (gtk_window_get_focus (window))));
  return g_steal_pointer (&met->str);
}

/* A row of three, and below it two that nobody gets to straight up or down. */
static void
test_reading_order (gconstpointer direction)
{
  g_autofree char *onward = NULL;
  g_autofree char *back = NULL;
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = add (column, gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  GtkWidget *window;

  gtk_widget_set_direction (row, GPOINTER_TO_INT (direction));
  add_button (row, "1", GTK_ALIGN_FILL);
  gtk_widget_set_valign (add_button (row, "2", GTK_ALIGN_FILL), GTK_ALIGN_END);
  add_button (row, "3", GTK_ALIGN_FILL);
  gtk_widget_set_size_request (row, 600, 100);
  add_button (column, "4", GTK_ALIGN_START);
  add_button (column, "5", GTK_ALIGN_END);
  window = charts_fixture_show (column, 900);

  onward = walk (column, GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (onward, ==, "12345");
  back = walk (column, GTK_DIR_TAB_BACKWARD);
  g_assert_cmpstr (back, ==, "54321");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_of_type (GtkWidget *widget, const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of_type (child, type);
  return found;
}

static void
test_menu_item_is_named (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *window;

  g_menu_append (menu, "_Open", "test.open");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  window = charts_fixture_show (button, 900);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  assert_label (find_of_type (button, "GtkModelButton"), "Open");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  nomo_gtk_mend ();
  g_test_add_func ("/ui/parts/live", test_parts_live);
  g_test_add_func ("/ui/parts/cards-live", test_cards_live);
  g_test_add_func ("/ui/parts/chart-live", test_chart_live);
  g_test_add_func ("/ui/parts/chart-is-spoken", test_chart_is_spoken);
  g_test_add_func ("/ui/parts/chart-as-table", test_chart_as_table);
  g_test_add_func ("/ui/parts/chart-is-walked", test_chart_is_walked);
  g_test_add_func ("/ui/parts/amount-is-one", test_amount_is_one);
  g_test_add_func ("/ui/parts/amount-order", test_amount_order);
  g_test_add_func ("/ui/parts/segments", test_segments);
  g_test_add_func ("/ui/parts/segments-without-room", test_segments_without_room);
  g_test_add_func ("/ui/parts/initials", test_initials);
  g_test_add_func ("/ui/parts/names", test_names);
  g_test_add_func ("/ui/parts/narrow-banner", test_narrow_banner);
  g_test_add_func ("/ui/parts/wrap-columns", test_wrap_columns);
  g_test_add_data_func ("/ui/parts/motion", GINT_TO_POINTER (TRUE), test_motion);
  g_test_add_data_func ("/ui/parts/no-motion", GINT_TO_POINTER (FALSE), test_motion);
  g_test_add_data_func ("/ui/parts/reading-order/ltr", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_reading_order);
  g_test_add_data_func ("/ui/parts/reading-order/rtl", GINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_reading_order);
  g_test_add_func ("/ui/parts/menu-item-is-named", test_menu_item_is_named);
  return g_test_run ();
}
