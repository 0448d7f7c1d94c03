#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean nomo_disk_fail (GError **error, int failure, const char *format, const char *path);
gboolean nomo_disk_is_network (guint32 magic, const char *fstype);
gboolean nomo_disk_read_room (const char *folder, guint64 *room);
gboolean nomo_disk_prepare_folder (const char *directory, GError **error);
gboolean nomo_disk_prepare (const char *path, GError **error);
int nomo_disk_lock (const char *path);
void nomo_disk_unlock (int lock);

G_END_DECLS
