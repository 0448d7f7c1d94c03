#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_folder_open_async (const char *path, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_folder_open_finish (GAsyncResult *result);

G_END_DECLS
