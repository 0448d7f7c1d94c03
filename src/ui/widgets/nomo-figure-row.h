#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_FIGURE_ROW (nomo_figure_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoFigureRow, nomo_figure_row, NOMO, FIGURE_ROW, GtkWidget)

void nomo_figure_row_set_children (NomoFigureRow *self, GtkWidget *figure, GtkWidget *extra);

G_END_DECLS
