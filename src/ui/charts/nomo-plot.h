#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoPlot:
 * @x: left edge in pixels
 * @y: upper edge
 * @width: width
 * @height: height
 * @rtl: whether time runs to the left
 * @slots: whether a point has a slot of its own, as bars need, or the first and last lie on the edges, as lines do
 * @n: how many points
 * @bottom: the value at the lower edge
 * @top: the value at the upper edge
 *
 * Where the points of a chart lie. The one place of the charts that knows the direction.
 */
typedef struct {
  float x;
  float y;
  float width;
  float height;
  gboolean rtl;
  gboolean slots;
  guint n;
  gint64 bottom;
  gint64 top;
} NomoPlot;

float nomo_plot_x (const NomoPlot *plot, guint index);
float nomo_plot_y (const NomoPlot *plot, gint64 value);
float nomo_plot_slot (const NomoPlot *plot);
int nomo_plot_find (const NomoPlot *plot, float x);
int nomo_plot_walk (const NomoPlot *plot, int index, gboolean to_left);

G_END_DECLS
