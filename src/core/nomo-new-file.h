#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoNewFile:
 *
 * A file that is there when it is whole, and not before.
 */
typedef struct _NomoNewFile NomoNewFile;

NomoNewFile *nomo_new_file_open (const char *path, GError **error);
GOutputStream *nomo_new_file_get_stream (NomoNewFile *self);
gboolean nomo_new_file_is_special (NomoNewFile *self);
GInputStream *nomo_new_file_read_back (NomoNewFile *self, GError **error);
gboolean nomo_new_file_keep (NomoNewFile *self, GError **error);
void nomo_new_file_sync_folder (const char *path);
void nomo_new_file_free (NomoNewFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoNewFile, nomo_new_file_free)

G_END_DECLS
