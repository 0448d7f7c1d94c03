#pragma once

#include "nomo-commit-private.h"
#include "nomo-record-merge.h"
#include "nomo-repair.h"
#include "nomo-rollup.h"
#include "nomo-search.h"
#include "nomo-store-private.h"

G_BEGIN_DECLS

extern const char *const _nomo_outbox_states[];

#define NOMO_KEEP_PERSONAL_MS  (30 * 24 * 3600 * G_GINT64_CONSTANT (1000))
#define NOMO_KEEP_TOMBSTONE_MS (180 * 24 * 3600 * G_GINT64_CONSTANT (1000))

/* A commit on its way into the tables. */
typedef struct {
  NomoStore *store;
  NomoConnection *connection;
  const NomoCommit *commit;
  NomoRollup *rollup;
  NomoSearchBatch *search;
  guint64 seq; /* of this commit, if it changes anything */
  gint64 number;
  gint64 now;
  gboolean has_raw;
  gboolean has_doubts;
  gboolean has_untold; /* of late, and the commit may tell it */
  gboolean has_erased;
  gboolean has_notes; /* of the outbox */
  gboolean erases;
  GArray *gone;      /* NomoLink: deleted, which others may refer to */
  GArray *referring; /* NomoLink: references that must name something that lives */
  NomoCommitResult result;
} NomoWriting;

typedef struct {
  const NomoEntity *entity;
  gint64 id;
  guint field; /* of referring */
} NomoLink;

NomoStatement *_nomo_writing_prepare (NomoWriting *self, const char *sql, GError **error);
gboolean _nomo_writing_run (NomoWriting *self, NomoStatement *statement, GError **error);
gboolean _nomo_writing_run_for (NomoWriting *self, const char *sql, const NomoEntity *entity, gint64 id, gint64 at,
                                GError **error);
GArray *_nomo_writing_read_ids (NomoWriting *self, char *sql, gint64 value, GError **error);
gboolean _nomo_writing_authorise (NomoWriting *self, const NomoEntity *entity, NomoVerbs verb, GError **error);

gboolean _nomo_writing_write (NomoWriting *self, const NomoTable *table, const NomoRecord *old, NomoRecord *record,
                              GError **error);
gboolean _nomo_writing_write_merged (NomoWriting *self, const NomoTable *table, const NomoMerge *merge,
                                     NomoRecord *merged, GError **error);
gboolean _nomo_writing_doubt (NomoWriting *self, const NomoChange *change, GError **error);
gboolean _nomo_writing_end_doubt (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error);
gboolean _nomo_writing_check_unique (NomoWriting *self, const NomoRecord *record, GError **error);
gboolean _nomo_writing_authorise_values (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged,
                                         GError **error);
gboolean _nomo_writing_find_own_id (NomoWriting *self, const NomoTable *table, gint64 *id, GError **error);
gboolean _nomo_writing_put (NomoWriting *self, const NomoChange *change, GError **error);
gboolean _nomo_writing_delete (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error);
gboolean _nomo_writing_gone (NomoWriting *self, const NomoChange *change, GError **error);
gboolean _nomo_writing_confirm (NomoWriting *self, const NomoChange *change, GError **error);
gboolean _nomo_writing_undo (NomoWriting *self, const char *commit_id, GError **error);
gboolean _nomo_writing_erase (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error);
gboolean _nomo_writing_is_erased (NomoWriting *self, const NomoEntity *entity, gint64 id, gboolean *erased,
                                  GError **error);
void _nomo_record_clear_personal (NomoRecord *self);
gboolean _nomo_writing_retire (NomoWriting *self, GError **error);
gboolean _nomo_writing_is_needed (NomoWriting *self, const NomoEntity *entity, gint64 id, gboolean *needed,
                                  GError **error);
gboolean _nomo_writing_check_links (NomoWriting *self, GError **error);
gboolean _nomo_writing_add_conflict (NomoWriting *self, const NomoRecord *record, const char *field, const char *reason,
                                     const char *before, const char *lost, const char *kept, GError **error);
gboolean _nomo_writing_keep_lost (NomoWriting *self, const NomoRecord *record, const char *field,
                                  const NomoValue *before, const NomoValue *lost, const NomoValue *kept,
                                  GError **error);

gboolean _nomo_writing_read_sent (NomoWriting *self, const NomoEntity *entity, gint64 id, NomoRecord **sent,
                                  GError **error);
gboolean _nomo_writing_note (NomoWriting *self, const NomoChange *change, GError **error);
gboolean _nomo_writing_set_note (NomoWriting *self, const NomoRecord *record, const NomoChange *change, GError **error);
gboolean _nomo_writing_try_again (NomoWriting *self, const NomoRecord *record, GError **error);
gboolean _nomo_writing_forget_note (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error);
gboolean _nomo_writing_settle_deletion (NomoWriting *self, const NomoTable *table, const NomoRecord *old, gint64 as_of,
                                        GError **error);
gboolean _nomo_writing_discard (NomoWriting *self, const NomoChange *change, GError **error);

gboolean _nomo_writing_is_untold (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, gboolean *untold,
                                  GError **error);
gboolean _nomo_writing_find_untold (NomoWriting *self, GError **error);
gboolean _nomo_writing_tell (NomoWriting *self, const NomoChange *change, GError **error);
gboolean _nomo_writing_note_repair (NomoWriting *self, const NomoRecord *record, const char *what, GError **error);

gboolean _nomo_history_write (NomoWriting *self, const NomoRecord *old, const NomoRecord *record, GError **error);

G_END_DECLS
