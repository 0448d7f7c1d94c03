#include "config.h"

#include "nomo-layer.h"

#include <math.h>

#define LINE_WIDTH  2.2
#define DASH_WIDTH  1.6
#define BAR_SHARE   .72
#define BAR_RADIUS  3.5
#define HATCH_SPACE 6
#define SLICE_GAP   1.5

typedef struct {
  double x;
  double y;
  double slope;
} Knot;

/* The slopes of a curve that never leaves the range of its points, so that no value is shown that did not occur (Fritsch and
 * Carlson, "Monotone piecewise cubic interpolation", 1980). Points have equal distances; slopes are per point. */
static void
set_slopes (Knot *knots, guint n)
{
  for (guint i = 0; i < n; i++) {
    double before = i > 0 ? knots[i].y - knots[i - 1].y : 0;
    double after = i + 1 < n ? knots[i + 1].y - knots[i].y : 0;

    if (i == 0 || i + 1 == n)
      knots[i].slope = i == 0 ? after : before;
    else
      knots[i].slope = before * after <= 0 ? 0 : 2 * before * after / (before + after);
  }
}

static void
curve_through (cairo_t *cr, const Knot *knots, guint n)
{
  for (guint i = 1; i < n; i++) {
    const Knot *a = &knots[i - 1];
    const Knot *b = &knots[i];
    double third = (b->x - a->x) / 3;

    cairo_curve_to (cr, a->x + third, a->y + a->slope / 3, b->x - third, b->y - b->slope / 3, b->x, b->y);
  }
}

/* Lines from the foot of the start to the head of the end. */
static void
hatch (cairo_t *cr, const GdkRGBA *color, double x, double y, double width, double height)
{
  GdkRGBA faint = *color;

  faint.alpha *= .45f;
  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &faint);
  cairo_set_line_width (cr, 1.2);
  cairo_set_dash (cr, NULL, 0, 0);
  for (double at = x - height; at < x + width; at += HATCH_SPACE) {
    cairo_move_to (cr, at, y + height);
    cairo_line_to (cr, at + height, y);
  }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
area_path (cairo_t *cr, const NomoPlot *plot, const Knot *knots, guint n)
{
  double foot = plot->y + plot->height;

  cairo_move_to (cr, knots[0].x, foot);
  cairo_line_to (cr, knots[0].x, knots[0].y);
  curve_through (cr, knots, n);
  cairo_line_to (cr, knots[n - 1].x, foot);
  cairo_close_path (cr);
}

static void
fill_area (cairo_t *cr, const NomoPlot *plot, const Knot *knots, guint n, const GdkRGBA *color)
{
  cairo_pattern_t *shade = cairo_pattern_create_linear (0, plot->y, 0, plot->y + plot->height);

  cairo_pattern_add_color_stop_rgba (shade, 0, color->red, color->green, color->blue, .22);
  cairo_pattern_add_color_stop_rgba (shade, 1, color->red, color->green, color->blue, .03);
  area_path (cr, plot, knots, n);
  cairo_set_source (cr, shade);
  cairo_fill (cr);
  cairo_pattern_destroy (shade);
}

static void
hatch_area (cairo_t *cr, const NomoPlot *plot, const Knot *knots, const GdkRGBA *color)
{
  double x = MIN (knots[0].x, knots[1].x);

  cairo_save (cr);
  area_path (cr, plot, knots, 2);
  cairo_clip (cr);
  hatch (cr, color, x, plot->y, fabs (knots[1].x - knots[0].x), plot->height);
  cairo_restore (cr);
}

static void
stroke_line (cairo_t *cr, const Knot *knots, guint n, const GdkRGBA *color, gboolean dashed)
{
  static const double dashes[] = { 4, 4 };

  cairo_save (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, dashed ? DASH_WIDTH : LINE_WIDTH);
  cairo_set_line_cap (cr, dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, dashed ? G_N_ELEMENTS (dashes) : 0, 0);
  cairo_move_to (cr, knots[0].x, knots[0].y);
  curve_through (cr, knots, n);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A stretch of a line without gaps. A stretch of one point is a dot. */
static void
draw_stretch (cairo_t *cr, const NomoPlot *plot, const NomoSeries *series, const NomoLayerLook *look, Knot *knots,
              guint n, gboolean at_end)
{
  guint finished = at_end && look->unfinished && n > 1 ? n - 1 : n;
  GdkRGBA faint = look->color;

  set_slopes (knots, n);
  faint.alpha *= .6f;
  if (n == 1) {
    gdk_cairo_set_source_rgba (cr, &look->color);
    cairo_arc (cr, knots[0].x, knots[0].y, 3, 0, 2 * G_PI);
    cairo_fill (cr);
    return;
  }
  if (nomo_series_get_kind (series) == NOMO_SERIES_AREA) {
    fill_area (cr, plot, knots, finished, &look->color);
    if (finished < n)
      hatch_area (cr, plot, knots + finished - 1, &look->color);
  }
  if (finished < n && !nomo_series_is_dashed (series)) {
    stroke_line (cr, knots + finished - 1, 2, &faint, FALSE);
    stroke_line (cr, knots, finished, &look->color, FALSE);
  } else {
    stroke_line (cr, knots, n, &look->color, nomo_series_is_dashed (series));
  }
}

static void
draw_line (cairo_t *cr, const NomoPlot *plot, const NomoSeries *series, const NomoLayerLook *look)
{
  g_autofree Knot *knots = g_new (Knot, plot->n + 1);
  guint n = 0;

  for (guint i = 0; i < plot->n; i++) {
    gint64 value = nomo_series_get_value (series, i);

    if (value != NOMO_SERIES_NONE)
      knots[n++] = (Knot) { nomo_plot_x (plot, i), nomo_plot_y (plot, value), 0 };
    if (n > 0 && (value == NOMO_SERIES_NONE || i + 1 == plot->n)) {
      draw_stretch (cr, plot, series, look, knots, n, value != NOMO_SERIES_NONE);
      n = 0;
    }
  }
}

static void
bar_path (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width / 2, height));

  cairo_move_to (cr, x, y + height);
  cairo_line_to (cr, x, y + r);
  cairo_arc (cr, x + r, y + r, r, G_PI, 1.5 * G_PI);
  cairo_arc (cr, x + width - r, y + r, r, 1.5 * G_PI, 2 * G_PI);
  cairo_line_to (cr, x + width, y + height);
  cairo_close_path (cr);
}

static void
fill_bar (cairo_t *cr, const NomoPlot *plot, guint index, const graphene_rect_t *bar, const NomoLayerLook *look)
{
  gboolean open = look->unfinished && index + 1 == plot->n;
  GdkRGBA fill = look->color;

  if (open)
    fill.alpha *= .30f;
  else if (look->chosen >= 0 && look->chosen != (int) index)
    fill.alpha *= .55f;
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill_preserve (cr);
  if (open) {
    cairo_save (cr);
    cairo_clip (cr);
    hatch (cr, &look->color, bar->origin.x, bar->origin.y, bar->size.width, bar->size.height);
    cairo_restore (cr);
  }
  cairo_new_path (cr);
}

static void
draw_bar (cairo_t *cr, const NomoPlot *plot, guint index, gint64 value, const NomoLayerLook *look)
{
  double share = nomo_plot_slot (plot) * BAR_SHARE / MAX (look->n_bars, 1);
  double place = ((double) look->bar - (look->n_bars - 1) / 2.0) * share;
  double width = MAX (share - (look->n_bars > 1 ? 1.5 : 0), 1);
  double x = nomo_plot_x (plot, index) + (plot->rtl ? -place : place) - width / 2;
  double y = nomo_plot_y (plot, value);
  double height = nomo_plot_y (plot, 0) - y;

  if (height <= 0)
    return;
  bar_path (cr, x, y, width, height, BAR_RADIUS);
  fill_bar (cr, plot, index, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), look);
}

/* The gap is taken from the foot of a slice, so that the head of the stack shows the sum; the lowest one stands on zero. */
static void
draw_slice (cairo_t *cr, const NomoPlot *plot, guint index, gint64 value, const NomoLayerLook *look)
{
  gint64 base = look->bases[index];
  double width = MAX (nomo_plot_slot (plot) * BAR_SHARE, 1);
  double x = nomo_plot_x (plot, index) - width / 2;
  double y = nomo_plot_y (plot, base + value);
  double height = nomo_plot_y (plot, base) - y;

  if (height <= 0)
    return;
  if (base > 0)
    height = MAX (height - SLICE_GAP, MIN (height, 1));
  bar_path (cr, x, y, width, height, look->tops[index] == base + value ? BAR_RADIUS : 0);
  fill_bar (cr, plot, index, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), look);
}

/**
 * nomo_layer_draw:
 * @cr: where to draw
 * @plot: where the points lie
 * @series: what to draw
 * @look: how
 *
 * Draws one series of a chart.
 */
void
nomo_layer_draw (cairo_t *cr, const NomoPlot *plot, const NomoSeries *series, const NomoLayerLook *look)
{
  if (!nomo_series_is_bar (series)) {
    draw_line (cr, plot, series, look);
    return;
  }
  for (guint i = 0; i < plot->n; i++) {
    gint64 value = nomo_series_get_value (series, i);

    if (value != NOMO_SERIES_NONE && look->bases != NULL)
      draw_slice (cr, plot, i, value, look);
    else if (value != NOMO_SERIES_NONE)
      draw_bar (cr, plot, i, value, look);
  }
}
