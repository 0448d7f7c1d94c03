#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_first_frame_present (GtkWindow *window, gboolean wait);
void nomo_first_frame_show (GtkWidget *widget);
void nomo_first_frame_tell (GtkWidget *widget);

G_END_DECLS
