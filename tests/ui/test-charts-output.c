#include "config.h"

#include "charts-fixture.h"
#include "nomo-chart.h"
#include "nomo-graph-output.h"
#include "nomo-style.h"

#include <glib/gstdio.h>

/* Hours run down, days across, and seven columns need no more room than the cells. */
static void
test_heat_map_as_table (void)
{
  GtkWidget *heat = charts_fixture_build_heat_map ();
  GtkWidget *window = charts_fixture_show (heat, 300);
  GtkWidget *list;
  int minimum;

  g_assert_true (gtk_widget_activate_action (heat, "chart.table", NULL));
  list = charts_fixture_find_type (heat, GTK_TYPE_LIST_BOX);
  g_assert_nonnull (list);
  assert_label (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 21),
                "9 PM · Sunday: 21 orders · Monday: 45 orders · Tuesday: 69 orders · Wednesday: 93 orders · "
                "Thursday: 117 orders · Friday: 141 orders · Saturday: 165 orders");
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 24));
  gtk_widget_measure (heat, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 300);
  g_assert_true (charts_fixture_press (heat, GDK_KEY_Escape));
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
  GtkWidget *chart = charts_fixture_build_stack ();
  GtkWidget *window = charts_fixture_show (chart, 600);
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
  GtkWidget *heat = charts_fixture_build_heat_map ();
  GtkWidget *window = charts_fixture_show (heat, 600);
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
  GtkWidget *chart = charts_fixture_build_stack ();
  GtkWidget *window = charts_fixture_show (chart, 600);
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
  GtkWidget *chart = charts_fixture_build_stack ();
  GtkWidget *window = charts_fixture_show (chart, 600);
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
  menu = charts_fixture_find_type (chart, GTK_TYPE_POPOVER_MENU);
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
  GtkWidget *chart = charts_fixture_build_stack ();
  GtkWidget *window = charts_fixture_show (chart, 600);

  assert_menu (chart, "Show as a table|Ctrl+T|Copy as an image|Copy the figures|Print…|");
  nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
  assert_menu (chart, "Show as a chart|Ctrl+T|Copy as an image|Copy the figures|Print…|");
  nomo_chart_set_series (NOMO_CHART (chart), NULL, 0, 1);
  gtk_widget_activate_action (chart, "chart.menu", NULL);
  g_assert_false (gtk_widget_get_visible (charts_fixture_find_type (chart, GTK_TYPE_POPOVER_MENU)));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  charts_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/charts/heat-map-as-table", test_heat_map_as_table);
  g_test_add_func ("/ui/charts/data-is-copied", test_data_is_copied);
  g_test_add_func ("/ui/charts/image-is-copied", test_image_is_copied);
  g_test_add_func ("/ui/charts/image-has-no-cursor", test_image_has_no_cursor);
  g_test_add_func ("/ui/charts/is-printed", test_is_printed);
  g_test_add_func ("/ui/charts/menu", test_menu);
  return g_test_run ();
}
