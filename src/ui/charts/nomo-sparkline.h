#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_SPARKLINE (nomo_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (NomoSparkline, nomo_sparkline, NOMO, SPARKLINE, GtkWidget)

GtkWidget *nomo_sparkline_new (void);
void nomo_sparkline_set_values (NomoSparkline *self, const gint64 *values, guint length);

G_END_DECLS
