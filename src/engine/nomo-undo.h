#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoUndone:
 * @commits: how many commits were taken back
 * @written: records that are as they were before
 * @deleted: records that had been made and are gone again
 * @conflicts: (element-type NomoConflict): values that stayed, because they had changed since or for another reason
 *
 * What came of taking something back.
 */
typedef struct {
  guint commits;
  guint written;
  guint deleted;
  GPtrArray *conflicts;
} NomoUndone;

NomoUndone *nomo_undo (NomoStore *store, const char *id, const char *actor, NomoRole role, GError **error);
void nomo_undone_free (NomoUndone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoUndone, nomo_undone_free)

G_END_DECLS
