#pragma once

#include "nomo-graph.h"

G_BEGIN_DECLS

float nomo_graph_key_draw (NomoGraph *graph, GtkSnapshot *snapshot);

G_END_DECLS
