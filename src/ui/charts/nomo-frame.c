#include "config.h"

#include "nomo-frame.h"

#include "nomo-style.h"

#include <math.h>

#define LABEL_PERCENT 82
#define LABEL_GAP     8
#define END_MARGIN    8

static PangoLayout *
create_label (GtkWidget *widget, const char *text, PangoWeight weight, int *width, int *height)
{
  PangoLayout *layout = nomo_style_create_layout (widget, text, LABEL_PERCENT, weight);

  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static void
append_label (GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/**
 * nomo_frame_find_plot:
 * @widget: the chart
 * @axis: its scale
 * @n_points: how many points it has
 * @slots: whether a point has a slot of its own, as bars need
 *
 * The plot is what the labels of the axes leave: the value axis stands at the start.
 *
 * Returns: where the points lie; without room its width or height is below 1
 */
NomoPlot
nomo_frame_find_plot (GtkWidget *widget, const NomoAxis *axis, guint n_points, gboolean slots)
{
  NomoPlot plot = { .rtl = nomo_style_is_rtl (widget), .n = n_points, .slots = slots };
  int widest = 0;
  int height = 0;

  for (guint i = 0; i < nomo_axis_count_ticks (axis); i++) {
    g_autofree char *text = nomo_axis_format_tick (axis, i);
    int width;
    g_autoptr (PangoLayout) layout = create_label (widget, text, PANGO_WEIGHT_NORMAL, &width, &height);

    widest = MAX (widest, width);
  }
  plot.bottom = axis->bottom;
  plot.top = axis->top;
  plot.x = plot.rtl ? END_MARGIN : (float) (widest + LABEL_GAP);
  plot.y = (float) height / 2;
  plot.width = (float) (gtk_widget_get_width (widget) - widest - LABEL_GAP - END_MARGIN);
  plot.height = (float) gtk_widget_get_height (widget) - plot.y - (float) (height + LABEL_GAP);
  return plot;
}

/**
 * nomo_frame_draw_values:
 * @widget: the chart
 * @snapshot: where to draw
 * @axis: its scale
 * @plot: where its points lie
 *
 * Draws the value axis: hairlines and their numbers.
 */
void
nomo_frame_draw_values (GtkWidget *widget, GtkSnapshot *snapshot, const NomoAxis *axis, const NomoPlot *plot)
{
  GdkRGBA line = nomo_style_get_color (widget, NOMO_COLOR_LINE);
  GdkRGBA dim = nomo_style_get_color (widget, NOMO_COLOR_DIM);

  for (guint i = 0; i < nomo_axis_count_ticks (axis); i++) {
    g_autofree char *text = nomo_axis_format_tick (axis, i);
    float y = nomo_plot_y (plot, nomo_axis_get_tick (axis, i));
    int width;
    int height;
    g_autoptr (PangoLayout) layout = create_label (widget, text, PANGO_WEIGHT_NORMAL, &width, &height);
    float x = plot->rtl ? (float) (gtk_widget_get_width (widget) - width) : 0;

    gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (plot->x, roundf (y), plot->width, 1));
    append_label (snapshot, layout, x, y - (float) height / 2, &dim);
  }
}

/* A label under a point, unless it would touch what is there already. @from and @to are the room that is taken. */
static gboolean
draw_tick (GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot, const char *text, guint index, float *from,
           float *to)
{
  gboolean is_last = index + 1 == plot->n;
  GdkRGBA color = nomo_style_get_color (widget, is_last ? NOMO_COLOR_TEXT : NOMO_COLOR_DIM);
  int width;
  int height;
  g_autoptr (PangoLayout) layout =
      create_label (widget, text, is_last ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, &width, &height);
  float x = nomo_plot_x (plot, index) - (float) width / 2;

  x = CLAMP (x, 0, MAX (0, (float) (gtk_widget_get_width (widget) - width)));
  if (x < *to + LABEL_GAP && x + (float) width > *from - LABEL_GAP)
    return FALSE;
  append_label (snapshot, layout, x, (float) (gtk_widget_get_height (widget) - height), &color);
  *from = x;
  *to = x + (float) width;
  return TRUE;
}

/**
 * nomo_frame_draw_ticks:
 * @widget: the chart
 * @snapshot: where to draw
 * @plot: where its points lie; at least one
 * @tick: words a point
 * @data: for @tick
 *
 * Draws the time axis: the newest point is always labelled; the others from the oldest on, as many as there is room for.
 */
void
nomo_frame_draw_ticks (GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot, NomoFrameTick tick,
                       gpointer data)
{
  float last_from = 1e9f;
  float last_to = -1e9f;
  float from = 1e9f;
  float to = -1e9f;
  int previous = -1;
  g_autofree char *widest = tick (0, -1, data);
  g_autofree char *newest = tick (plot->n - 1, -1, data);
  int width;
  g_autoptr (PangoLayout) layout = create_label (widget, widest, PANGO_WEIGHT_NORMAL, &width, NULL);
  guint stride = nomo_axis_stride (nomo_plot_slot (plot), (float) (width + 2 * LABEL_GAP));

  draw_tick (widget, snapshot, plot, newest, plot->n - 1, &last_from, &last_to);
  for (guint i = 0; i + 1 < plot->n; i += stride) {
    float x = nomo_plot_x (plot, i);
    float half = (float) width / 2 + LABEL_GAP;
    g_autofree char *text = tick (i, previous, data);

    if (previous >= 0 && x + half / 2 > last_from && x - half / 2 < last_to)
      break;
    if (draw_tick (widget, snapshot, plot, text, i, &from, &to))
      previous = (int) i;
  }
}
