#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_BACKDROP (nomo_backdrop_get_type ())
G_DECLARE_FINAL_TYPE (NomoBackdrop, nomo_backdrop, NOMO, BACKDROP, GtkWidget)

G_END_DECLS
