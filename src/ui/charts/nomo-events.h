#pragma once

#include <gtk/gtk.h>

#include "nomo-plot.h"

G_BEGIN_DECLS

/**
 * NomoEvent:
 * @first: the point it begins at
 * @last: the point it ends at; the same as @first for what only begins
 * @is_band: whether it lasts, as a season does, or begins, as a coupon does
 * @name: what it is called
 *
 * What happened at some points of a chart.
 */
typedef struct {
  guint first;
  guint last;
  gboolean is_band;
  char *name;
} NomoEvent;

GArray *nomo_events_new (void);
GArray *nomo_events_cut (const GArray *self, guint n);
gboolean nomo_events_begin_at (const GArray *self, guint index);
gboolean nomo_events_equal (const GArray *a, const GArray *b);
float nomo_events_get_height (const GArray *self, GtkWidget *widget);
void nomo_events_draw_bands (const GArray *self, GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot);
void nomo_events_draw_labels (const GArray *self, GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot);

gboolean nomo_events_find (const GArray *self, GtkWidget *widget, const NomoPlot *plot, float x, float y, guint *first,
                           guint *last);

G_END_DECLS
