#pragma once

#include "nomo-series.h"

G_BEGIN_DECLS

/**
 * NomoChartData:
 * @series: (element-type NomoSeries): the columns
 * @n_points: how many rows
 * @unit: what is written as "1": 100 for halalas shown in riyals
 * @point: names a row
 * @value: words a value
 * @data: for @point and @value
 *
 * What a chart shows, as rows and columns: for its table, for the clipboard.
 */
typedef struct {
  GPtrArray *series;
  guint n_points;
  gint64 unit;
  char *(*point) (guint index, gpointer data);
  char *(*value) (gint64 value, gpointer data);
  gpointer data;
} NomoChartData;

void nomo_chart_data_clear (NomoChartData *self);
char *nomo_chart_data_format_plain (gint64 value, gint64 unit);
char *nomo_chart_data_to_text (const NomoChartData *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NomoChartData, nomo_chart_data_clear)

G_END_DECLS
