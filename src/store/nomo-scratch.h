#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoScratch:
 *
 * A file in a folder of stores that is there for a while: a copy, or what is to become a store.
 */
typedef struct _NomoScratch NomoScratch;

NomoScratch *nomo_scratch_new (const char *folder, GError **error);
const char *nomo_scratch_get_path (NomoScratch *self);
int nomo_scratch_get_file (NomoScratch *self);
gboolean nomo_scratch_move (NomoScratch *self, const char *path, GError **error);
void nomo_scratch_free (NomoScratch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoScratch, nomo_scratch_free)

G_END_DECLS
