#include "config.h"

#include "charts-fixture.h"
#include "nomo-bar-list.h"
#include "nomo-graph.h"
#include "nomo-legend.h"
#include "nomo-style.h"

static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };
static GtkWidget *
build_bar_list (void)
{
  g_autofree char *long_name = g_strnfill (300, 'w');
  const NomoBarItem items[] = {
    { "oud", "عود 100 ml", 60000 },
    { "long", long_name, 20000 },
    { "none", " \n", 10000 },
    { "a", "A", 6000 },
    { "b", "B", 4000 },
  };
  GtkWidget *list = nomo_bar_list_new ();

  nomo_bar_list_set_label (NOMO_BAR_LIST (list), "Top products");
  nomo_bar_list_set_items (NOMO_BAR_LIST (list), items, G_N_ELEMENTS (items), 3, charts_fixture_name_value, NULL);
  return list;
}

static GtkWidget *
build_all (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *legend = nomo_legend_new ();
  GtkWidget *heat = charts_fixture_build_heat_map ();
  GtkWidget *stack = charts_fixture_build_stack ();

  nomo_legend_set_ramp (NOMO_LEGEND (legend), NULL, NULL);
  nomo_graph_select (NOMO_GRAPH (stack), 2);
  nomo_graph_select (NOMO_GRAPH (heat), 100);
  gtk_box_append (GTK_BOX (box), stack);
  gtk_box_append (GTK_BOX (box), heat);
  gtk_box_append (GTK_BOX (box), build_bar_list ());
  gtk_box_append (GTK_BOX (box), legend);
  return box;
}

static void
test_live (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *child;
    GtkWidget *window;
    int minimum;

    gtk_widget_set_default_direction (directions[i]);
    child = build_all ();
    g_object_add_weak_pointer (G_OBJECT (child), (gpointer *) &child);
    window = charts_fixture_show (child, 300);
    charts_fixture_wait_for_paint (window);
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_assert_cmpint (minimum, <=, 300);
    gtk_window_destroy (GTK_WINDOW (window));
    while (child != NULL)
      g_main_context_iteration (NULL, TRUE);
  }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_stack_is_spoken (void)
{
  GtkWidget *chart = g_object_ref_sink (charts_fixture_build_stack ());

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_IMG);
  assert_label (chart, "Sales by channel");
  nomo_graph_select (NOMO_GRAPH (chart), 1);
  assert_description (chart, "Day 1 · TikTok: SAR 300 · =Snap: SAR 300 · Direct: SAR 300 · Total: SAR 901");
  g_object_unref (chart);
}

static void
test_heat_map_is_spoken (void)
{
  GtkWidget *heat = g_object_ref_sink (charts_fixture_build_heat_map ());

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (heat), GTK_ACCESSIBLE_ROLE_IMG);
  assert_label (heat, "Orders by weekday and hour, most on Saturday");
  assert_description (heat, "The arrow keys walk the points, Ctrl+T shows a table");
  nomo_graph_select (NOMO_GRAPH (heat), 4 * 24 + 21);
  assert_description (heat, "Thursday, 9 PM – 10 PM · 117 orders");
  g_object_unref (heat);
}

/* Names that do not fit on one line go on to the next, from the start. */
static void
test_legend_wraps (void)
{
  static const char *const titles[] = { "A rather long name", "Another long name", "A third long name" };
  g_autoptr (GPtrArray) series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  GtkWidget *legend = g_object_ref_sink (nomo_legend_new ());
  int one_line;
  int more_lines;
  graphene_rect_t first;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (series, nomo_series_new (NOMO_SERIES_STACK, titles[i], i + 1, charts_fixture_values, 1));
  nomo_legend_set_series (NOMO_LEGEND (legend), (NomoSeries *const *) series->pdata, series->len);
  gtk_widget_set_direction (legend, GTK_TEXT_DIR_RTL);
  gtk_widget_measure (legend, GTK_ORIENTATION_VERTICAL, 900, &one_line, NULL, NULL, NULL);
  gtk_widget_measure (legend, GTK_ORIENTATION_VERTICAL, 200, &more_lines, NULL, NULL, NULL);
  g_assert_cmpint (more_lines, ==, 3 * one_line + 2 * 4);
  gtk_widget_size_allocate (legend, &(GtkAllocation) { 0, 0, 200, more_lines }, -1);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (legend), legend, &first));
  g_assert_cmpfloat (first.origin.x + first.size.width, ==, 200);
  g_assert_cmpfloat (first.origin.y, ==, 0);
  g_object_unref (legend);
}

static void
activated_cb (NomoBarList *list, const char *key, GString *log)
{
  g_string_append_printf (log, "%s ", key);
}

/* The macro of GTK takes no text with a percent sign. */
static void
assert_row (GtkListBox *list, int index, const char *text)
{
  assert_label (gtk_list_box_get_row_at_index (list, index), text);
}

static void
test_bar_list (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *widget = build_bar_list ();
  GtkWidget *window = charts_fixture_show (widget, 300);
  GtkListBox *list = GTK_LIST_BOX (charts_fixture_find_type (widget, GTK_TYPE_LIST_BOX));

  g_signal_connect (widget, "activated", G_CALLBACK (activated_cb), log);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_ROLE_LIST);
  assert_label (list, "Top products");
  assert_row (list, 0, "عود 100 ml · SAR 600 · 60.0%");
  assert_row (list, 2, "No name · SAR 100 · 10.0%");
  assert_row (list, 3, "Other · SAR 100 · 10.0%");
  g_assert_null (gtk_list_box_get_row_at_index (list, 4));
  g_assert_cmpint (gtk_widget_get_width (widget), ==, 300);
  for (int i = 0; i < 4; i++)
    gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, i)));
  charts_fixture_assert_log (log, "oud long none ");

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)));
  nomo_bar_list_set_items (NOMO_BAR_LIST (widget), (NomoBarItem[]) { { "x", "X", 0 }, { "y", NULL, 0 } }, 2, 5,
                           charts_fixture_name_value, NULL);
  assert_row (list, 1, "No name · SAR 0 · 0.0%");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1))));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The named colours exist: otherwise all of them would be the colour of text. */
static void
test_ramp_is_named (void)
{
  GtkWidget *heat = charts_fixture_build_heat_map ();
  GtkWidget *window = charts_fixture_show (heat, 600);
  GdkRGBA ramp[3];

  nomo_style_get_ramp (heat, ramp);
  for (guint i = 0; i < 3; i++)
    g_assert_false (gdk_rgba_equal (&ramp[i], &ramp[(i + 1) % 3]));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  charts_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/charts/live", test_live);
  g_test_add_func ("/ui/charts/stack-is-spoken", test_stack_is_spoken);
  g_test_add_func ("/ui/charts/heat-map-is-spoken", test_heat_map_is_spoken);
  g_test_add_func ("/ui/charts/legend-wraps", test_legend_wraps);
  g_test_add_func ("/ui/charts/bar-list", test_bar_list);
  g_test_add_func ("/ui/charts/ramp-is-named", test_ramp_is_named);
  return g_test_run ();
}
