#include "config.h"

#include "nomo-bar-list.h"
#include "nomo-chart.h"
#include "nomo-graph-output.h"
#include "nomo-heat-map.h"
#include "nomo-legend.h"
#include "nomo-locale.h"
#include "nomo-stack.h"
#include "nomo-style.h"
#include "nomo-week.h"

#include <glib/gstdio.h>

static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };
static guint n_points = 5;
static const gint64 values[] = { 10000, 30050, 20000, 50000, 40000 };

#define assert_label(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text)
#define assert_description(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text)

static char *
name_tick (guint index, int previous, gpointer data)
{
  return g_strdup_printf ("%u", index);
}

static char *
name_point (guint index, gpointer data)
{
  g_assert_cmpuint (index, <, n_points);
  return g_strdup_printf ("Day %u", index);
}

static char *
name_value (gint64 value, gpointer data)
{
  return g_strdup_printf ("SAR %d", (int) (value / 100));
}

static char *
name_count (gint64 value, gpointer data)
{
  return g_strdup_printf ("%d orders", (int) value);
}

static GtkWidget *
build_stack (void)
{
  static const char *const titles[] = { "TikTok", "=Snap", "Direct" };
  GtkWidget *chart = nomo_chart_new ();
  g_autoptr (GPtrArray) series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (series, nomo_series_new (NOMO_SERIES_STACK, titles[i], i + 1, values, G_N_ELEMENTS (values)));
  nomo_chart_set_words (NOMO_CHART (chart), &(NomoChartWords) { name_tick, name_point, name_value }, NULL, NULL);
  nomo_chart_set_unfinished (NOMO_CHART (chart), TRUE);
  nomo_chart_set_series (NOMO_CHART (chart), (NomoSeries *const *) series->pdata, series->len, 100);
  nomo_graph_set_summary (NOMO_GRAPH (chart), "Sales by channel");
  nomo_graph_set_title (NOMO_GRAPH (chart), "Sales by channel", "as of 10:42 AM");
  return chart;
}

static GtkWidget *
build_heat_map (void)
{
  GtkWidget *heat = nomo_heat_map_new ();
  gint64 counts[NOMO_WEEK_DAYS * NOMO_WEEK_HOURS];

  for (int i = 0; i < NOMO_WEEK_DAYS * NOMO_WEEK_HOURS; i++)
    counts[i] = i;
  nomo_heat_map_set_words (
      NOMO_HEAT_MAP (heat),
      &(NomoHeatWords) { nomo_week_name_day, nomo_week_name_hour, nomo_week_name_cell, name_count }, NULL, NULL);
  nomo_heat_map_set_counts (NOMO_HEAT_MAP (heat), counts, NOMO_WEEK_DAYS, NOMO_WEEK_HOURS);
  nomo_graph_set_summary (NOMO_GRAPH (heat), "Orders by weekday and hour, most on Saturday");
  return heat;
}

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
  nomo_bar_list_set_items (NOMO_BAR_LIST (list), items, G_N_ELEMENTS (items), 3, name_value, NULL);
  return list;
}

static GtkWidget *
build_all (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *legend = nomo_legend_new ();
  GtkWidget *heat = build_heat_map ();
  GtkWidget *stack = build_stack ();

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
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static void
wait_for_paint (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;

  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (clock, painted_cb, &painted);
}

static GtkWidget *
show_in_window (GtkWidget *child, int width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (child) == 0)
    wait_for_paint (window);
  return window;
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
    window = show_in_window (child, 300);
    wait_for_paint (window);
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_assert_cmpint (minimum, <=, 300);
    gtk_window_destroy (GTK_WINDOW (window));
    while (child != NULL)
      g_main_context_iteration (NULL, TRUE);
  }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static gboolean
press_with (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
  }
  return handled;
}

static gboolean
press (GtkWidget *widget, guint key)
{
  return press_with (widget, key, 0);
}

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
assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}

static void
test_stack_is_spoken (void)
{
  GtkWidget *chart = g_object_ref_sink (build_stack ());

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_IMG);
  assert_label (chart, "Sales by channel");
  nomo_graph_select (NOMO_GRAPH (chart), 1);
  assert_description (chart, "Day 1 · TikTok: SAR 300 · =Snap: SAR 300 · Direct: SAR 300 · Total: SAR 901");
  g_object_unref (chart);
}

static void
test_heat_map_is_spoken (void)
{
  GtkWidget *heat = g_object_ref_sink (build_heat_map ());

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (heat), GTK_ACCESSIBLE_ROLE_IMG);
  assert_label (heat, "Orders by weekday and hour, most on Saturday");
  assert_description (heat, "The arrow keys walk the points, Ctrl+T shows a table");
  nomo_graph_select (NOMO_GRAPH (heat), 4 * 24 + 21);
  assert_description (heat, "Thursday, 9 PM – 10 PM · 117 orders");
  g_object_unref (heat);
}

static void
test_heat_map_is_walked (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    GtkWidget *heat = g_object_ref_sink (build_heat_map ());
    NomoGraph *graph = NOMO_GRAPH (heat);
    gboolean rtl = directions[i] == GTK_TEXT_DIR_RTL;
    guint onward = rtl ? GDK_KEY_Left : GDK_KEY_Right;

    gtk_widget_set_direction (heat, directions[i]);
    g_assert_true (press (heat, GDK_KEY_Down));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 0);
    g_assert_true (press (heat, onward));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 1);
    g_assert_true (press (heat, GDK_KEY_Down));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 25);
    g_assert_true (press (heat, GDK_KEY_End));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 47);
    g_assert_true (press (heat, GDK_KEY_Home));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 24);
    g_assert_true (press (heat, rtl ? GDK_KEY_Right : GDK_KEY_Left));
    g_assert_cmpint (nomo_graph_get_selected (graph), ==, 24);
    g_assert_false (press (heat, GDK_KEY_a));
    g_object_unref (heat);
  }
}

/* Enter and a click choose, the same again takes back, Escape too; one cell at a time. */
static void
test_heat_map_is_chosen (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *heat = build_heat_map ();
  GtkWidget *window = show_in_window (heat, 600);
  guint row = 99;
  guint column = 99;

  nomo_graph_select (NOMO_GRAPH (heat), 30);
  g_assert_false (press (heat, GDK_KEY_Return));
  g_signal_connect (heat, "chosen", G_CALLBACK (chosen_cb), log);
  g_assert_false (nomo_heat_map_get_chosen (NOMO_HEAT_MAP (heat), &row, &column));
  g_assert_true (press (heat, GDK_KEY_Return));
  assert_log (log, "30-30 ");
  g_assert_true (nomo_heat_map_get_chosen (NOMO_HEAT_MAP (heat), &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, 6);
  g_assert_true (press_with (heat, GDK_KEY_Right, GDK_SHIFT_MASK));
  assert_log (log, "31-31 ");
  g_assert_true (press (heat, GDK_KEY_space));
  assert_log (log, "-1--1 ");
  nomo_heat_map_choose (NOMO_HEAT_MAP (heat), 6, 23);
  assert_log (log, "167-167 ");
  g_assert_true (press (heat, GDK_KEY_Escape));
  assert_log (log, "-1--1 ");
  g_assert_false (press (heat, GDK_KEY_Escape));
  drag (heat, 590, 5, 0);
  assert_log (log, "23-23 ");
  drag (heat, 590, 5, 0);
  assert_log (log, "-1--1 ");
  nomo_heat_map_choose (NOMO_HEAT_MAP (heat), 0, 0);
  nomo_heat_map_set_counts (NOMO_HEAT_MAP (heat), NULL, 0, 0);
  assert_log (log, "0-0 -1--1 ");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Shift and arrows make a range from where one stood, in both directions of reading. */
static void
test_range_is_chosen (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    g_autoptr (GString) log = g_string_new (NULL);
    GtkWidget *chart = g_object_ref_sink (build_stack ());
    guint back = directions[i] == GTK_TEXT_DIR_RTL ? GDK_KEY_Right : GDK_KEY_Left;
    guint onward = directions[i] == GTK_TEXT_DIR_RTL ? GDK_KEY_Left : GDK_KEY_Right;

    gtk_widget_set_direction (chart, directions[i]);
    g_assert_true (press_with (chart, back, GDK_SHIFT_MASK));
    g_assert_false (nomo_graph_get_chosen (NOMO_GRAPH (chart), NULL, NULL));
    g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
    nomo_graph_select (NOMO_GRAPH (chart), 2);
    g_assert_true (press_with (chart, back, GDK_SHIFT_MASK));
    g_assert_true (press_with (chart, back, GDK_SHIFT_MASK));
    assert_log (log, "1-2 0-2 ");
    assert_description (chart, "Day 0 · TikTok: SAR 100 · =Snap: SAR 100 · Direct: SAR 100 · Total: SAR 300 · "
                               "Chosen: Day 0 – Day 2");
    g_assert_true (press_with (chart, GDK_KEY_End, GDK_SHIFT_MASK));
    assert_log (log, "2-4 ");
    g_assert_true (press (chart, back));
    assert_log (log, "");
    g_assert_true (press (chart, GDK_KEY_Return));
    assert_log (log, "3-3 ");
    g_assert_true (press_with (chart, onward, GDK_SHIFT_MASK));
    assert_log (log, "3-4 ");
    g_assert_true (press (chart, GDK_KEY_Escape));
    assert_log (log, "-1--1 ");
    g_object_unref (chart);
  }
}

static void
test_range_is_dragged (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *chart = build_stack ();
  GtkWidget *window = show_in_window (chart, 600);

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
  drag (chart, 580, 50, -340);
  assert_log (log, "1-4 ");
  drag (chart, 580, 50, 0);
  assert_log (log, "4-4 ");
  nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
  drag (chart, 580, 50, -340);
  assert_log (log, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A finger that turns out to scroll the page changes nothing. */
static void
test_dragging_is_cancelled (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *chart = build_stack ();
  GtkWidget *window = show_in_window (chart, 600);
  GtkGesture *gesture = find_drag (chart);
  int first;
  int last;

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
  nomo_graph_choose (NOMO_GRAPH (chart), 0, 1);
  assert_log (log, "0-1 ");
  g_signal_emit_by_name (gesture, "drag-begin", 580.0, 50.0);
  g_signal_emit_by_name (gesture, "cancel", NULL);
  g_signal_emit_by_name (gesture, "drag-end", 0.0, 0.0);
  assert_log (log, "");
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
  GtkWidget *chart = g_object_ref_sink (build_stack ());
  g_autoptr (NomoSeries) fewer = nomo_series_new (NOMO_SERIES_STACK, "TikTok", 1, values, 2);

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), log);
  nomo_graph_select (NOMO_GRAPH (chart), 4);
  nomo_graph_choose (NOMO_GRAPH (chart), 3, 4);
  n_points = 2;
  nomo_chart_set_series (NOMO_CHART (chart), &fewer, 1, 100);
  assert_log (log, "3-4 -1--1 ");
  g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, -1);
  assert_description (chart, "The arrow keys walk the points, Ctrl+T shows a table");
  n_points = 5;
  g_object_unref (chart);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_type (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Hours run down, days across, and seven columns need no more room than the cells. */
static void
test_heat_map_as_table (void)
{
  GtkWidget *heat = build_heat_map ();
  GtkWidget *window = show_in_window (heat, 300);
  GtkWidget *list;
  int minimum;

  g_assert_true (gtk_widget_activate_action (heat, "chart.table", NULL));
  list = find_type (heat, GTK_TYPE_LIST_BOX);
  g_assert_nonnull (list);
  assert_label (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 21),
                "9 PM · Sunday: 21 orders · Monday: 45 orders · Tuesday: 69 orders · Wednesday: 93 orders · "
                "Thursday: 117 orders · Friday: 141 orders · Saturday: 165 orders");
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 24));
  gtk_widget_measure (heat, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 300);
  g_assert_true (press (heat, GDK_KEY_Escape));
  g_assert_false (nomo_graph_is_table (NOMO_GRAPH (heat)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

/* Through the display, as another program would read it. */
static void
test_data_is_copied (void)
{
  GtkWidget *chart = build_stack ();
  GtkWidget *window = show_in_window (chart, 600);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (chart);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  g_assert_true (gtk_widget_activate_action (chart, "chart.copy-data", NULL));
  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  text = gdk_clipboard_read_text_finish (clipboard, result, NULL);
  g_assert_cmpstr (text, ==,
                   "\tTikTok\t'=Snap\tDirect\r\n"
                   "Day 0\t100\t100\t100\r\n"
                   "Day 1\t300.50\t300.50\t300.50\r\n"
                   "Day 2\t200\t200\t200\r\n"
                   "Day 3\t500\t500\t500\r\n"
                   "Day 4\t400\t400\t400\r\n");
  gtk_window_destroy (GTK_WINDOW (window));
}

static guchar
first_blue (GdkTexture *texture)
{
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  g_autofree guchar *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));

  gdk_texture_download (texture, pixels, stride);
  return pixels[0];
}

static void
test_image_is_copied (void)
{
  GtkWidget *heat = build_heat_map ();
  GtkWidget *window = show_in_window (heat, 600);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (heat);
  GdkRGBA card = nomo_style_get_color (heat, NOMO_COLOR_CARD);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_assert_true (gtk_widget_activate_action (heat, "chart.copy-image", NULL));
  gdk_clipboard_read_texture_async (clipboard, NULL, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  texture = gdk_clipboard_read_texture_finish (clipboard, result, NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * (gtk_widget_get_width (heat) + 32));
  /* The key stands above it. */
  g_assert_cmpint (gdk_texture_get_height (texture), >, 2 * (gtk_widget_get_height (heat) + 32 + 10));
  g_assert_cmpint (first_blue (texture), ==, (int) (card.blue * 255 + .5f));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "image/png"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GBytes *
take_picture (GtkWidget *chart)
{
  g_autoptr (GdkTexture) texture = nomo_graph_output_create_texture (NOMO_GRAPH (chart));

  return gdk_texture_save_to_png_bytes (texture);
}

/* Whoever opens the menu with the keyboard stands on a point, which would show on the picture. */
static void
test_image_has_no_cursor (void)
{
  GtkWidget *chart = build_stack ();
  GtkWidget *window = show_in_window (chart, 600);
  g_autoptr (GBytes) before = take_picture (chart);
  g_autoptr (GBytes) after = NULL;

  nomo_graph_select (NOMO_GRAPH (chart), 2);
  after = take_picture (chart);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpint (nomo_graph_get_selected (NOMO_GRAPH (chart)), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* On paper the colours are those of the light theme: the test runs in the dark one. */
static void
test_is_printed (void)
{
  GtkWidget *chart = build_stack ();
  GtkWidget *window = show_in_window (chart, 600);
  g_autoptr (GtkPrintOperation) operation = nomo_graph_output_create_print (NOMO_GRAPH (chart));
  g_autofree char *file = g_build_filename (g_get_tmp_dir (), "nomo-test-charts-XXXXXX", NULL);
  g_autofree char *contents = NULL;
  GdkRGBA before = nomo_style_get_color (chart, NOMO_COLOR_TEXT);
  GdkRGBA after;
  GError *error = NULL;

  g_close (g_mkstemp (file), NULL);
  gtk_print_operation_set_export_filename (operation, file);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (window), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  after = nomo_style_get_color (chart, NOMO_COLOR_TEXT);
  g_assert_true (gdk_rgba_equal (&before, &after));
  nomo_style_set_paper (chart, TRUE);
  after = nomo_style_get_color (chart, NOMO_COLOR_CARD);
  nomo_style_set_paper (chart, FALSE);
  g_assert_cmpfloat (after.red, ==, 1);
  g_unlink (file);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
list_labels (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (text, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_labels (child, text);
}

static void
assert_menu (GtkWidget *chart, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *menu;

  g_assert_true (gtk_widget_activate_action (chart, "chart.menu", NULL));
  menu = find_type (chart, GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (menu);
  while (!gtk_widget_get_mapped (menu))
    g_main_context_iteration (NULL, TRUE);
  assert_label (menu, "Chart");
  list_labels (menu, text);
  g_assert_cmpstr (text->str, ==, expected);
  gtk_popover_popdown (GTK_POPOVER (menu));
  while (gtk_widget_get_mapped (menu))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_menu (void)
{
  GtkWidget *chart = build_stack ();
  GtkWidget *window = show_in_window (chart, 600);

  assert_menu (chart, "Show as a table|Ctrl+T|Copy as an image|Copy the figures|Print…|");
  nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
  assert_menu (chart, "Show as a chart|Ctrl+T|Copy as an image|Copy the figures|Print…|");
  nomo_chart_set_series (NOMO_CHART (chart), NULL, 0, 1);
  gtk_widget_activate_action (chart, "chart.menu", NULL);
  g_assert_false (gtk_widget_get_visible (find_type (chart, GTK_TYPE_POPOVER_MENU)));
  gtk_window_destroy (GTK_WINDOW (window));
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
    g_ptr_array_add (series, nomo_series_new (NOMO_SERIES_STACK, titles[i], i + 1, values, 1));
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
  GtkWidget *window = show_in_window (widget, 300);
  GtkListBox *list = GTK_LIST_BOX (find_type (widget, GTK_TYPE_LIST_BOX));

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
  assert_log (log, "oud long none ");

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)));
  nomo_bar_list_set_items (NOMO_BAR_LIST (widget), (NomoBarItem[]) { { "x", "X", 0 }, { "y", NULL, 0 } }, 2, 5,
                           name_value, NULL);
  assert_row (list, 1, "No name · SAR 0 · 0.0%");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1))));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The named colours exist: otherwise all of them would be the colour of text. */
static void
test_ramp_is_named (void)
{
  GtkWidget *heat = build_heat_map ();
  GtkWidget *window = show_in_window (heat, 600);
  GdkRGBA ramp[3];

  nomo_style_get_ramp (heat, ramp);
  for (guint i = 0; i < 3; i++)
    g_assert_false (gdk_rgba_equal (&ramp[i], &ramp[(i + 1) % 3]));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
load_style (const char *name)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_strconcat ("/io/github/nomoflow/NomoFlow/", name, NULL);

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ("style.css");
  load_style ("style-dark.css");
  g_test_add_func ("/ui/charts/live", test_live);
  g_test_add_func ("/ui/charts/stack-is-spoken", test_stack_is_spoken);
  g_test_add_func ("/ui/charts/heat-map-is-spoken", test_heat_map_is_spoken);
  g_test_add_func ("/ui/charts/heat-map-is-walked", test_heat_map_is_walked);
  g_test_add_func ("/ui/charts/heat-map-is-chosen", test_heat_map_is_chosen);
  g_test_add_func ("/ui/charts/range-is-chosen", test_range_is_chosen);
  g_test_add_func ("/ui/charts/range-is-dragged", test_range_is_dragged);
  g_test_add_func ("/ui/charts/dragging-is-cancelled", test_dragging_is_cancelled);
  g_test_add_func ("/ui/charts/fewer-points", test_fewer_points);
  g_test_add_func ("/ui/charts/heat-map-as-table", test_heat_map_as_table);
  g_test_add_func ("/ui/charts/data-is-copied", test_data_is_copied);
  g_test_add_func ("/ui/charts/image-is-copied", test_image_is_copied);
  g_test_add_func ("/ui/charts/image-has-no-cursor", test_image_has_no_cursor);
  g_test_add_func ("/ui/charts/is-printed", test_is_printed);
  g_test_add_func ("/ui/charts/menu", test_menu);
  g_test_add_func ("/ui/charts/legend-wraps", test_legend_wraps);
  g_test_add_func ("/ui/charts/bar-list", test_bar_list);
  g_test_add_func ("/ui/charts/ramp-is-named", test_ramp_is_named);
  return g_test_run ();
}
