#pragma once

#include <gtk/gtk.h>

#include "nomo-plot.h"
#include "nomo-series.h"

G_BEGIN_DECLS

/**
 * NomoLayerLook:
 * @color: the colour of the series
 * @unfinished: whether the last point is of a period that still runs: it is hatched
 * @chosen: the point that is pointed at, or −1
 * @n_bars: how many bar series share a slot
 * @bar: which of them this is
 * @bases: (array) (nullable): where a slice begins at each point; %NULL for what stands on zero
 * @tops: (array) (nullable): where the stack ends at each point; there with @bases
 *
 * How a series is drawn.
 */
typedef struct {
  GdkRGBA color;
  gboolean unfinished;
  int chosen;
  guint n_bars;
  guint bar;
  const gint64 *bases;
  const gint64 *tops;
} NomoLayerLook;

void nomo_layer_draw (cairo_t *cr, const NomoPlot *plot, const NomoSeries *series, const NomoLayerLook *look);

G_END_DECLS
