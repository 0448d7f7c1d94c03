#pragma once

#include <gtk/gtk.h>

#include "nomo-series.h"

G_BEGIN_DECLS

#define NOMO_TYPE_LEGEND (nomo_legend_get_type ())
G_DECLARE_FINAL_TYPE (NomoLegend, nomo_legend, NOMO, LEGEND, GtkWidget)

GtkWidget *nomo_legend_new (void);
void nomo_legend_set_series (NomoLegend *self, NomoSeries *const *series, guint n_series);
void nomo_legend_set_ramp (NomoLegend *self, const char *less, const char *more);

G_END_DECLS
