#pragma once

#include "nomo-graph.h"

G_BEGIN_DECLS

GdkTexture *nomo_graph_output_create_texture (NomoGraph *graph);
GtkPrintOperation *nomo_graph_output_create_print (NomoGraph *graph);
void nomo_graph_output_copy_image (NomoGraph *graph);
void nomo_graph_output_copy_data (NomoGraph *graph);
void nomo_graph_output_print (NomoGraph *graph);

G_END_DECLS
