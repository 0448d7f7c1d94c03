#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *nomo_chip_new (const char *name);

G_END_DECLS
