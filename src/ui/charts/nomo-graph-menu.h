#pragma once

#include "nomo-graph.h"

G_BEGIN_DECLS

void nomo_graph_menu_install_actions (GtkWidgetClass *widget_class);
void nomo_graph_menu_enable_actions (NomoGraph *graph, gboolean enable);
GtkWidget *nomo_graph_menu_new (NomoGraph *graph);
void nomo_graph_menu_popup (GtkWidget *menu, NomoGraph *graph, const GdkRectangle *at);

G_END_DECLS
