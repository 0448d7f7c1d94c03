#include "config.h"

#include "charts-fixture.h"
#include "nomo-chart.h"
#include "nomo-heat-map.h"

static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };
static GtkGesture *
find_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_GESTURE_DRAG (controller))
      return GTK_GESTURE (controller);
  }
  g_assert_not_reached ();
}

static void
drag (GtkWidget *widget, double x, double y, double dx)
{
  GtkGesture *gesture = find_drag (widget);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  if (dx != 0)
    g_signal_emit_by_name (gesture, "drag-update", dx, 0.0);
  g_signal_emit_by_name (gesture, "drag-end", dx, 0.0);
}

static void
chosen_cb (NomoGraph *graph, int first, int last, GString *log)
{
  g_string_append_printf (log, "%d-%d ", first, last);
}

static void
test_heat_map_is_walked (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *heat = g_object_ref_sink (charts_fixture_build_heat_map ());
    NomoGraph *graph = NOMO_GRAPH (heat);
    gboolean rtl = directions[i] == GTK_TEXT_DIR_RTL;
    guint onward = rtl ? GDK_KEY_Left : GDK_KEY_Right;

    gtk_widget_set_direction (heat, directions[i]);
    g_assert_true (charts_fixture_press (heat, GDK_KEY_Down));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 0);
    g_assert_true (charts_fixture_press (heat, onward));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 1);
    g_assert_true (charts_fixture_press (heat, GDK_KEY_Down));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 25);
    g_assert_true (charts_fixture_press (heat, GDK_KEY_End));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 47);
    g_assert_true (charts_fixture_press (heat, GDK_KEY_Home));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 24);
    g_assert_true (charts_fixture_press (heat, rtl ? GDK_KEY_Right : GDK_KEY_Left));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 24);
    g_assert_false (charts_fixture_press (heat, GDK_KEY_a));
    g_object_unref (heat);
  }
}

/* Enter and a click choose, the same again takes back, Escape too; one cell at a time. */
static void
test_heat_map_is_chosen (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *heat = charts_fixture_build_heat_map ();
  GtkWidget *window = charts_fixture_show (heat, 600);
  guint row = 99;
  guint column = 99;

  nomo_graph_select (NOMO_GRAPH (heat), 30);
  g_assert_false (charts_fixture_press (heat, GDK_KEY_Return));
  g_signal_connect (heat, "chosen", G_CALLBACK (chosen_cb), log);
  g_assert_false (nomo_heat_map_get_chosen (NOMO_HEAT_MAP (heat), &row, &column));
  g_assert_true (charts_fixture_press (heat, GDK_KEY_Return));
  charts_fixture_assert_log (log, "30-30 ");
  g_assert_true (nomo_heat_map_get_chosen (NOMO_HEAT_MAP (heat), &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, 6);
  g_assert_true (charts_fixture_press_with (heat, GDK_KEY_Right, GDK_SHIFT_MASK));
  charts_fixture_assert_log (log, "31-31 ");
  g_assert_true (charts_fixture_press (heat, GDK_KEY_space));
  charts_fixture_assert_log (log, "-1--1 ");
  nomo_heat_map_choose (NOMO_HEAT_MAP (heat), 6, 23);
  charts_fixture_assert_log (log, "167-167 ");
  g_assert_true (charts_fixture_press (heat, GDK_KEY_Escape));
  charts_fixture_assert_log (log, "-1--1 ");
  g_assert_false (charts_fixture_press (heat, GDK_KEY_Escape));
  drag (heat, 590, 5, 0);
  charts_fixture_assert_log (log, "23-23 ");
  drag (heat, 590, 5, 0);
  charts_fixture_assert_log (log, "-1--1 ");
  nomo_heat_map_choose (NOMO_HEAT_MAP (heat), 0, 0);
  nomo_heat_map_set_counts (NOMO_HEAT_MAP (heat), NULL, 0, 0);
  charts_fixture_assert_log (log, "0-0 -1--1 ");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Shift and arrows make a range from where one stood, in both directions of reading. */
static void
test_range_is_chosen (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    g_autoptr (GString) log = g_string_new (NULL);
    GtkWidget *chart = g_object_ref_sink (charts_fixture_build_stack ());
    guint back = directions[i] == GTK_TEXT_DIR_RTL ? GDK_KEY_Right : GDK_KEY_Left;
    guint onward = directions[i] == GTK_TEXT_DIR_RTL ? GDK_KEY_Left : GDK_KEY_Right;

    gtk_widget_set_direction (chart, directions[i]);
    g_assert_true (charts_fixture_press_with (chart, back, GDK_SHIFT_MASK));
    g_assert_false (nomo_graph_get_chosen (NOMO_GRAPH (chart), NULL, NULL));
    g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
    nomo_graph_select (NOMO_GRAPH (chart), 2);
    g_assert_true (charts_fixture_press_with (chart, back, GDK_SHIFT_MASK));
    g_assert_true (charts_fixture_press_with (chart, back, GDK_SHIFT_MASK));
    charts_fixture_assert_log (log, "1-2 0-2 ");
    assert_description (chart, "Day 0 · TikTok: SAR 100 · =Snap: SAR 100 · Direct: SAR 100 · Total: SAR 300 · "
                               "Chosen: Day 0 – Day 2");
    g_assert_true (charts_fixture_press_with (chart, GDK_KEY_End, GDK_SHIFT_MASK));
    charts_fixture_assert_log (log, "2-4 ");
    g_assert_true (charts_fixture_press (chart, back));
    charts_fixture_assert_log (log, "");
    g_assert_true (charts_fixture_press (chart, GDK_KEY_Return));
    charts_fixture_assert_log (log, "3-3 ");
    g_assert_true (charts_fixture_press_with (chart, onward, GDK_SHIFT_MASK));
    charts_fixture_assert_log (log, "3-4 ");
    g_assert_true (charts_fixture_press (chart, GDK_KEY_Escape));
    charts_fixture_assert_log (log, "-1--1 ");
    g_object_unref (chart);
  }
}

static void
test_range_is_dragged (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *chart = charts_fixture_build_stack ();
  GtkWidget *window = charts_fixture_show (chart, 600);

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
  drag (chart, 580, 50, -340);
  charts_fixture_assert_log (log, "1-4 ");
  drag (chart, 580, 50, 0);
  charts_fixture_assert_log (log, "4-4 ");
  nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
  drag (chart, 580, 50, -340);
  charts_fixture_assert_log (log, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A finger that turns out to scroll the page changes nothing. */
static void
test_dragging_is_cancelled (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *chart = charts_fixture_build_stack ();
  GtkWidget *window = charts_fixture_show (chart, 600);
  GtkGesture *gesture = find_drag (chart);
  int first;
  int last;

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
  nomo_graph_choose (NOMO_GRAPH (chart), 0, 1);
  charts_fixture_assert_log (log, "0-1 ");
  g_signal_emit_by_name (gesture, "drag-begin", 580.0, 50.0);
  g_signal_emit_by_name (gesture, "cancel", NULL);
  g_signal_emit_by_name (gesture, "drag-end", 0.0, 0.0);
  charts_fixture_assert_log (log, "");
  g_assert_true (nomo_graph_get_chosen (NOMO_GRAPH (chart), &first, &last));
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (last, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Points that are no more are neither pointed at nor chosen, and nobody asks for their names. */
static void
test_fewer_points (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *chart = g_object_ref_sink (charts_fixture_build_stack ());
  g_autoptr (NomoSeries) fewer = nomo_series_new (NOMO_SERIES_STACK, "TikTok", 1, charts_fixture_values, 2);

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
  nomo_graph_select (NOMO_GRAPH (chart), 4);
  nomo_graph_choose (NOMO_GRAPH (chart), 3, 4);
  charts_fixture_n_points = 2;
  nomo_chart_set_series (NOMO_CHART (chart), &fewer, 1, 100);
  charts_fixture_assert_log (log, "3-4 -1--1 ");
  g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, -1);
  assert_description (chart, "The arrow keys walk the points, Ctrl+T shows a table");
  charts_fixture_n_points = 5;
  g_object_unref (chart);
}

int
main (int argc, char *argv[])
{
  charts_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/charts/heat-map-is-walked", test_heat_map_is_walked);
  g_test_add_func ("/ui/charts/heat-map-is-chosen", test_heat_map_is_chosen);
  g_test_add_func ("/ui/charts/range-is-chosen", test_range_is_chosen);
  g_test_add_func ("/ui/charts/range-is-dragged", test_range_is_dragged);
  g_test_add_func ("/ui/charts/dragging-is-cancelled", test_dragging_is_cancelled);
  g_test_add_func ("/ui/charts/fewer-points", test_fewer_points);
  return g_test_run ();
}
