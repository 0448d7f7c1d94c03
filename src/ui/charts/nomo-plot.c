#include "config.h"

#include "nomo-plot.h"

#include <math.h>

/**
 * nomo_plot_slot:
 * @plot: a plot
 *
 * Returns: the distance of two points in pixels
 */
float
nomo_plot_slot (const NomoPlot *plot)
{
  if (plot->slots || plot->n < 2)
    return plot->width / (float) MAX (plot->n, 1);
  return plot->width / (float) (plot->n - 1);
}

/**
 * nomo_plot_x:
 * @plot: a plot
 * @index: a point, 0 is the oldest
 *
 * Returns: where it lies
 */
float
nomo_plot_x (const NomoPlot *plot, guint index)
{
  float offset = nomo_plot_slot (plot) * ((float) index + (plot->slots || plot->n < 2 ? .5f : 0));

  return plot->rtl ? plot->x + plot->width - offset : plot->x + offset;
}

/**
 * nomo_plot_y:
 * @plot: a plot
 * @value: a value
 *
 * Returns: where it lies
 */
float
nomo_plot_y (const NomoPlot *plot, gint64 value)
{
  double range = (double) (plot->top - plot->bottom);

  return plot->y + plot->height * (float) (1 - (double) (value - plot->bottom) / range);
}

/**
 * nomo_plot_find:
 * @plot: a plot
 * @x: a place, also outside the plot
 *
 * Returns: the point nearest to it; −1 when there are none
 */
int
nomo_plot_find (const NomoPlot *plot, float x)
{
  float offset = plot->rtl ? plot->x + plot->width - x : x - plot->x;
  int index = (int) lroundf (offset / nomo_plot_slot (plot) - (plot->slots || plot->n < 2 ? .5f : 0));

  return plot->n == 0 ? -1 : CLAMP (index, 0, (int) plot->n - 1);
}

/**
 * nomo_plot_walk:
 * @plot: a plot
 * @index: where one stands; −1 for nowhere yet
 * @to_left: the direction of the arrow key
 *
 * One step in the direction of the arrow. From nowhere it leads to the newest point.
 *
 * Returns: the point one arrives at; −1 when there are none
 */
int
nomo_plot_walk (const NomoPlot *plot, int index, gboolean to_left)
{
  int last = (int) plot->n - 1;

  if (index < 0)
    return last;
  return CLAMP (index + (!to_left == !plot->rtl ? 1 : -1), MIN (0, last), last);
}
