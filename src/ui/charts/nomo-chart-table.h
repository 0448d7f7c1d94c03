#pragma once

#include <adwaita.h>

#include "nomo-chart-data.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CHART_TABLE (nomo_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (NomoChartTable, nomo_chart_table, NOMO, CHART_TABLE, GtkBox)

GtkWidget *nomo_chart_table_new (const NomoChartData *data);

G_END_DECLS
