#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoScratchFolder:
 *
 * A folder that is there for a while, for what is only to be looked at.
 */
typedef struct _NomoScratchFolder NomoScratchFolder;

NomoScratchFolder *nomo_scratch_folder_new (const char *parent, GError **error);
const char *nomo_scratch_folder_get_path (NomoScratchFolder *self);
void nomo_scratch_folder_sweep (const char *parent);
void nomo_scratch_folder_free (NomoScratchFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoScratchFolder, nomo_scratch_folder_free)

G_END_DECLS
