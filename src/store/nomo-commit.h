#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCommitResult:
 * @seq: the store's sequence number after the commit
 * @written: records that were new or changed
 * @unchanged: records that were already equal
 * @stale: records older than what the store holds, which were left alone
 * @deleted: records that were deleted
 */
typedef struct {
  guint64 seq;
  guint written;
  guint unchanged;
  guint stale;
  guint deleted;
} NomoCommitResult;

NomoCommit *nomo_commit_new (const char *actor, const char *id);
void nomo_commit_put (NomoCommit *self, NomoRecord *record);
void nomo_commit_delete (NomoCommit *self, const NomoEntity *entity, gint64 id);
void nomo_commit_keep_raw (NomoCommit *self, const char *entity_name, const char *ref, const char *reason,
                           const char *body);
void nomo_commit_set_mark (NomoCommit *self, const char *name, const char *value);
void nomo_commit_free (NomoCommit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCommit, nomo_commit_free)

G_END_DECLS
