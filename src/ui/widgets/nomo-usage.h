#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_USAGE (nomo_usage_get_type ())
G_DECLARE_FINAL_TYPE (NomoUsage, nomo_usage, NOMO, USAGE, GtkBox)

GtkWidget *nomo_usage_new (void);
void nomo_usage_set (NomoUsage *self, gint64 used, gint64 limit, gboolean over);

G_END_DECLS
