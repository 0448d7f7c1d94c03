#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *nomo_shortcuts_new (void);
void nomo_shortcuts_show (GtkWindow *parent);

G_END_DECLS
