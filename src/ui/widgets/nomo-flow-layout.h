#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_FLOW_LAYOUT (nomo_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (NomoFlowLayout, nomo_flow_layout, NOMO, FLOW_LAYOUT, GtkLayoutManager)

G_END_DECLS
