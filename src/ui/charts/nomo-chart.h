#pragma once

#include "nomo-events.h"
#include "nomo-graph.h"

G_BEGIN_DECLS

/**
 * NomoChartWords:
 * @tick: what stands under the point @index, as short as can be; @previous is the point labelled before it, −1 for the first
 * @point: the point in full, for the tip and the table
 * @value: a value in full
 *
 * How a chart puts its points and values into words. Each returns a new string.
 */
typedef struct {
  char *(*tick) (guint index, int previous, gpointer data);
  char *(*point) (guint index, gpointer data);
  char *(*value) (gint64 value, gpointer data);
} NomoChartWords;

#define NOMO_TYPE_CHART (nomo_chart_get_type ())
G_DECLARE_FINAL_TYPE (NomoChart, nomo_chart, NOMO, CHART, NomoGraph)

GtkWidget *nomo_chart_new (void);
void nomo_chart_set_words (NomoChart *self, const NomoChartWords *words, gpointer data, GDestroyNotify destroy);
void nomo_chart_set_series (NomoChart *self, NomoSeries *const *series, guint n_series, gint64 unit);
void nomo_chart_set_events (NomoChart *self, const GArray *events);
void nomo_chart_set_unfinished (NomoChart *self, gboolean unfinished);

G_END_DECLS
