#include "config.h"

#include "nomo-graph-key.h"

#include "nomo-heat-grid.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

#define KEY_PERCENT  82
#define ENTRY_GAP    16
#define SWATCH       10
#define SWATCH_SPACE 7
#define RAMP_STEPS   5
#define RAMP_STEP    15
#define LINE_GAP     4
#define FOOT         10

typedef struct {
  GtkWidget *widget;
  GtkSnapshot *snapshot;
  float width;
  float x;
  float y;
  float line_height;
} Pen;

/* @x runs from the start. */
static float
mirror (const Pen *pen, float x, float width)
{
  return nomo_style_is_rtl (pen->widget) ? pen->width - x - width : x;
}

static void
append_swatch (const Pen *pen, float x, float width, const GdkRGBA *color)
{
  float y = pen->y + (pen->line_height - SWATCH) / 2;

  gtk_snapshot_append_color (pen->snapshot, color, &GRAPHENE_RECT_INIT (mirror (pen, x, width), y, width, SWATCH));
}

static void
append_name (const Pen *pen, float x, PangoLayout *layout, int width)
{
  GdkRGBA dim = nomo_style_get_color (pen->widget, NOMO_COLOR_DIM);

  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (mirror (pen, x, (float) width), pen->y));
  gtk_snapshot_append_layout (pen->snapshot, layout, &dim);
  gtk_snapshot_restore (pen->snapshot);
}

/* A name behind @swatch pixels of room, on the next line when this one is full. */
static void
write_name (Pen *pen, const char *name, float swatch, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = nomo_style_create_layout (pen->widget, name, KEY_PERCENT, PANGO_WEIGHT_NORMAL);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (pen->x > 0 && pen->x + swatch + (float) width > pen->width) {
    pen->y += pen->line_height + LINE_GAP;
    pen->x = 0;
  }
  pen->line_height = (float) height;
  if (color != NULL)
    append_swatch (pen, pen->x, SWATCH, color);
  append_name (pen, pen->x + swatch, layout, width);
  pen->x += swatch + (float) width;
}

static void
write_series (Pen *pen, const GPtrArray *series)
{
  for (guint s = 0; s < series->len; s++) {
    const NomoSeries *one = g_ptr_array_index (series, s);
    GdkRGBA color = nomo_style_get_color (pen->widget, NOMO_COLOR_CHART_1 + nomo_series_get_palette (one) - 1);

    write_name (pen, nomo_series_get_title (one), SWATCH + SWATCH_SPACE, &color);
    pen->x += ENTRY_GAP;
  }
}

static void
write_ramp (Pen *pen)
{
  GdkRGBA ramp[3];

  nomo_style_get_ramp (pen->widget, ramp);
  write_name (pen, C_ ("heat map", "Less"), 0, NULL);
  pen->x += SWATCH_SPACE;
  for (int i = 0; i < RAMP_STEPS; i++) {
    GdkRGBA color = nomo_heat_grid_mix (ramp, i, RAMP_STEPS - 1);

    append_swatch (pen, pen->x, RAMP_STEP, &color);
    pen->x += RAMP_STEP + 2;
  }
  write_name (pen, C_ ("heat map", "More"), SWATCH_SPACE, NULL);
}

/**
 * nomo_graph_key_draw:
 * @graph: a chart that has points
 * @snapshot: where to draw
 *
 * What the colours of a chart mean, for a picture that leaves the window, and with it its legend. A single series needs no key.
 *
 * Returns: how high it is, with room below
 */
float
nomo_graph_key_draw (NomoGraph *graph, GtkSnapshot *snapshot)
{
  Pen pen = { .widget = GTK_WIDGET (graph), .snapshot = snapshot };
  g_auto (NomoChartData) data = { NULL };

  pen.width = (float) gtk_widget_get_width (pen.widget);
  nomo_graph_list (graph, &data);
  if (NOMO_GRAPH_GET_CLASS (graph)->ramp)
    write_ramp (&pen);
  else if (data.series->len > 1)
    write_series (&pen, data.series);
  else
    return 0;
  return pen.y + pen.line_height + FOOT;
}
