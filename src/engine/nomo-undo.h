#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoUndone:
 * @commits: how many commits were taken back
 * @written: records that are as they were before
 * @deleted: records that had been made and are gone again
 * @waiting: how many of those Salla is to hear of, because it knew of what is taken back
 * @conflicts: (element-type NomoConflict): values that stayed, because they had changed since or for another reason
 *
 * What came of taking something back.
 */
typedef struct {
  guint commits;
  guint written;
  guint deleted;
  guint waiting;
  GPtrArray *conflicts;
} NomoUndone;

NomoUndone *nomo_undo (NomoStore *store, const char *id, const char *actor, NomoRole role, GError **error);
void nomo_undo_async (NomoStore *store, const char *id, const char *actor, NomoRole role, GAsyncReadyCallback callback,
                      gpointer data);
NomoUndone *nomo_undo_finish (NomoStore *store, GAsyncResult *result, GError **error);
void nomo_undone_free (NomoUndone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoUndone, nomo_undone_free)

G_END_DECLS
