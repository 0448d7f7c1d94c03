#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void nomo_settings_room_look_async (GAsyncReadyCallback callback, gpointer data);
gboolean nomo_settings_room_look_finish (GAsyncResult *result, GError **error);

G_END_DECLS
