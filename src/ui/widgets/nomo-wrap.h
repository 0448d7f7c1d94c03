#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_WRAP (nomo_wrap_get_type ())
G_DECLARE_FINAL_TYPE (NomoWrap, nomo_wrap, NOMO, WRAP, GtkWidget)

GtkWidget *nomo_wrap_new (int columns, int min_column, int gap);
void nomo_wrap_append (NomoWrap *self, GtkWidget *child, int span);

G_END_DECLS
