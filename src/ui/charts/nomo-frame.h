#pragma once

#include <gtk/gtk.h>

#include "nomo-axis.h"
#include "nomo-plot.h"

G_BEGIN_DECLS

/* What stands under the point @index, after the point @previous (−1 for the first) was labelled. */
typedef char *(*NomoFrameTick) (guint index, int previous, gpointer data);

NomoPlot nomo_frame_find_plot (GtkWidget *widget, const NomoAxis *axis, guint n_points, gboolean slots);
void nomo_frame_draw_values (GtkWidget *widget, GtkSnapshot *snapshot, const NomoAxis *axis, const NomoPlot *plot);
void nomo_frame_draw_ticks (GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot, NomoFrameTick tick,
                            gpointer data);

G_END_DECLS
