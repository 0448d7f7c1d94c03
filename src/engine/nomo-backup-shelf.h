#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoBackupEntry:
 * @path: a backup
 * @made_at: when it was made, UTC milliseconds
 * @size: how many bytes it has
 *
 * A backup that was made by the plan of this device for a store.
 */
typedef struct {
  char *path;
  gint64 made_at;
  guint64 size;
} NomoBackupEntry;

char *nomo_backup_shelf_make_path (const char *folder, const char *store_path, const char *shop_name, gint64 now);
GPtrArray *nomo_backup_shelf_list (const char *folder, const char *store_path);
guint nomo_backup_shelf_clear (const char *folder, const char *store_path, const char *newest, guint keep);
void nomo_backup_shelf_sweep (const char *folder, const char *store_path);

G_END_DECLS
