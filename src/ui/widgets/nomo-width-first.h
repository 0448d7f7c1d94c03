#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_WIDTH_FIRST (nomo_width_first_get_type ())
G_DECLARE_FINAL_TYPE (NomoWidthFirst, nomo_width_first, NOMO, WIDTH_FIRST, GtkLayoutManager)

GtkWidget *nomo_width_first_create_bin (GtkWidget *child);

G_END_DECLS
