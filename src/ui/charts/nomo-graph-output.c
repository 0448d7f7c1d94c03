#include "config.h"

#include "nomo-graph-output.h"

#include "nomo-graph-key.h"
#include "nomo-style.h"

#include <math.h>

#define IMAGE_SCALE  2
#define IMAGE_MARGIN 16

#define TITLE_POINTS 16
#define AS_OF_POINTS 10
#define PAGE_GAP     14

/* The chart below what its colours mean, without what is pointed at just now. */
static GskRenderNode *
draw_whole (NomoGraph *graph, float *height)
{
  int cursor = nomo_graph_get_selected (graph);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  float key = nomo_graph_get_length (graph) > 0 ? nomo_graph_key_draw (graph, snapshot) : 0;

  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, key));
  nomo_graph_select (graph, -1);
  nomo_graph_draw (graph, snapshot);
  nomo_graph_select (graph, cursor);
  *height = key + (float) gtk_widget_get_height (GTK_WIDGET (graph));
  return gtk_snapshot_free_to_node (snapshot);
}

static GskRenderNode *
put_on_card (NomoGraph *graph, graphene_rect_t *area)
{
  GdkRGBA card = nomo_style_get_color (GTK_WIDGET (graph), NOMO_COLOR_CARD);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  float width = (float) gtk_widget_get_width (GTK_WIDGET (graph));
  float height;
  g_autoptr (GskRenderNode) whole = draw_whole (graph, &height);

  *area = GRAPHENE_RECT_INIT (0, 0, width + 2 * IMAGE_MARGIN, ceilf (height) + 2 * IMAGE_MARGIN);
  gtk_snapshot_scale (snapshot, IMAGE_SCALE, IMAGE_SCALE);
  gtk_snapshot_append_color (snapshot, &card, area);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (IMAGE_MARGIN, IMAGE_MARGIN));
  if (whole != NULL)
    gtk_snapshot_append_node (snapshot, whole);
  graphene_rect_scale (area, IMAGE_SCALE, IMAGE_SCALE, area);
  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * nomo_graph_output_create_texture:
 * @graph: a chart that is shown in a window
 *
 * Returns: (transfer full) (nullable): its picture with what its colours mean, in twice its size on the colour of a card; %NULL
 *   when it has no size
 */
GdkTexture *
nomo_graph_output_create_texture (NomoGraph *graph)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  GtkNative *native = gtk_widget_get_native (widget);
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t area;

  if (native == NULL || gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return NULL;
  node = put_on_card (graph, &area);
  return gsk_renderer_render_texture (gtk_native_get_renderer (native), node, &area);
}

/**
 * nomo_graph_output_copy_image:
 * @graph: a chart
 *
 * Puts its picture on the clipboard.
 */
void
nomo_graph_output_copy_image (NomoGraph *graph)
{
  g_autoptr (GdkTexture) texture = nomo_graph_output_create_texture (graph);

  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (graph)), texture);
}

/**
 * nomo_graph_output_copy_data:
 * @graph: a chart that has points
 *
 * Puts its figures on the clipboard, as tab-separated text.
 */
void
nomo_graph_output_copy_data (NomoGraph *graph)
{
  g_auto (NomoChartData) data = { NULL };
  g_autofree char *text = NULL;

  nomo_graph_list (graph, &data);
  text = nomo_chart_data_to_text (&data);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (graph)), text);
}

/* A line across the page, in the font of the window. Returns how high it is. */
static double
print_line (NomoGraph *graph, GtkPrintContext *context, const char *text, int points, PangoWeight weight,
            NomoColor color, double y)
{
  PangoContext *screen = gtk_widget_get_pango_context (GTK_WIDGET (graph));
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (screen));
  GdkRGBA ink = nomo_style_get_color (GTK_WIDGET (graph), color);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  int height;

  pango_font_description_set_size (font, points * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, layout);
  return (double) height / PANGO_SCALE;
}

static double
print_head (NomoGraph *graph, GtkPrintContext *context)
{
  const char *title = nomo_graph_get_title (graph);
  const char *as_of = nomo_graph_get_as_of (graph);
  double y = 0;

  if (title != NULL)
    y += print_line (graph, context, title, TITLE_POINTS, PANGO_WEIGHT_BOLD, NOMO_COLOR_TEXT, y);
  if (as_of != NULL)
    y += print_line (graph, context, as_of, AS_OF_POINTS, PANGO_WEIGHT_NORMAL, NOMO_COLOR_DIM, y);
  return y > 0 ? y + PAGE_GAP : 0;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, NomoGraph *graph)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (GskRenderNode) node = NULL;
  float height;
  double y;
  double scale;

  nomo_style_set_paper (widget, TRUE);
  y = print_head (graph, context);
  node = draw_whole (graph, &height);
  nomo_style_set_paper (widget, FALSE);
  if (node == NULL)
    return;
  scale = MIN (gtk_print_context_get_width (context) / MAX (gtk_widget_get_width (widget), 1),
               (gtk_print_context_get_height (context) - y) / MAX (height, 1));
  cairo_translate (cr, 0, y);
  cairo_scale (cr, scale, scale);
  gsk_render_node_draw (node, cr);
}

/**
 * nomo_graph_output_create_print:
 * @graph: a chart
 *
 * Returns: (transfer full): what prints it on one page, in the light theme: its title, until when it holds, its picture
 */
GtkPrintOperation *
nomo_graph_output_create_print (NomoGraph *graph)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  if (nomo_graph_get_title (graph) != NULL)
    gtk_print_operation_set_job_name (operation, nomo_graph_get_title (graph));
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), graph, 0);
  return operation;
}

/**
 * nomo_graph_output_print:
 * @graph: a chart
 *
 * Asks which printer, and prints.
 */
void
nomo_graph_output_print (NomoGraph *graph)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (graph));
  g_autoptr (GtkPrintOperation) operation = nomo_graph_output_create_print (graph);

  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}
