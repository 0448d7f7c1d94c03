#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*NomoFirstFrameFunc) (GObject *object);

void nomo_first_frame_present (GtkWindow *window, gboolean wait);
void nomo_first_frame_show (GtkWidget *widget);
void nomo_first_frame_tell (GtkWidget *widget);
void nomo_first_frame_do_after (NomoFirstFrameFunc func, GObject *object);

G_END_DECLS
