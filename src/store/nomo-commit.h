#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCommitResult:
 * @seq: the store's sequence number after the commit
 * @first_id: id of the first record that was new without an id; nomo_id_nth() gives those of the others
 * @written: records that were new or changed
 * @unchanged: records that were already equal
 * @stale: records older than what the store holds, or of an erased person, which were left alone
 * @deleted: records that were deleted
 * @again: records that changed twice within a second of Salla's clock, so that nobody knows which is the newer: they are noted
 *   to be fetched again, as by nomo_commit_doubt()
 * @restated: how many of those @written differed in no more than what follows from the shop (%NOMO_FIELD_DERIVED); not told of
 *   a commit that had been made before
 * @waiting: how many of those @written and @deleted Salla is to hear of; as @restated not told of a commit that had been made before
 * @refused: values that an undo left alone because they had changed since; nomo_store_read_conflicts() tells them
 */
typedef struct {
  guint64 seq;
  gint64 first_id;
  guint written;
  guint unchanged;
  guint stale;
  guint deleted;
  guint again;
  guint refused;
  guint restated;
  guint waiting;
} NomoCommitResult;

/* Who writes what Salla says: what it answers, and what it tells by itself. */
#define NOMO_ACTOR_SALLA   "salla"
#define NOMO_ACTOR_WEBHOOK "salla/webhook"

gboolean nomo_actor_is_salla (const char *actor);

NomoCommit *nomo_commit_new (const char *actor, const char *id);
void nomo_commit_set_role (NomoCommit *self, NomoRole role);
void nomo_commit_set_repairs (NomoCommit *self, const NomoEntity *entity);
void nomo_commit_set_untold (NomoCommit *self, const NomoEntity *entity, gboolean changes);
void nomo_commit_set_told_at (NomoCommit *self, gint64 told_at);
void nomo_commit_set_only_if_equal (NomoCommit *self);
gint64 nomo_commit_put (NomoCommit *self, NomoRecord *record);
void nomo_commit_delete (NomoCommit *self, const NomoEntity *entity, gint64 id);
void nomo_commit_gone (NomoCommit *self, const NomoEntity *entity, gint64 salla_id, gint64 as_of);
void nomo_commit_doubt (NomoCommit *self, const NomoEntity *entity, gint64 salla_id);
gboolean nomo_commit_touches (const NomoCommit *self, const NomoEntity *entity, gint64 salla_id);
void nomo_commit_confirm (NomoCommit *self, const NomoEntity *entity, gint64 id, gint64 salla_id);
gint64 nomo_commit_put_answer (NomoCommit *self, NomoRecord *record);
void nomo_commit_note (NomoCommit *self, const NomoEntity *entity, gint64 id, const NomoOutboxNote *note);
void nomo_commit_discard (NomoCommit *self, const NomoEntity *entity, gint64 id);
void nomo_commit_undo (NomoCommit *self, const char *commit_id);
void nomo_commit_erase (NomoCommit *self, const NomoEntity *entity, gint64 id);
void nomo_commit_retire (NomoCommit *self);
void nomo_commit_keep_raw (NomoCommit *self, const char *entity_name, const char *ref, const char *reason,
                           const char *body);
void nomo_commit_forget_raw (NomoCommit *self, const char *entity_name, gint64 before);
void nomo_commit_set_mark (NomoCommit *self, const char *name, const char *value);
void nomo_commit_free (NomoCommit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCommit, nomo_commit_free)

G_END_DECLS
