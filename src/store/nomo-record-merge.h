#pragma once

#include "nomo-record-private.h"

G_BEGIN_DECLS

/**
 * NomoMergeLost:
 * @field: name of a field
 * @before: what both sides had read
 * @lost: what the store held and @kept replaces
 * @kept: what is written
 * @data: the caller's
 *
 * Called for a value that somebody else had written since the record was read.
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*NomoMergeLost) (const char *field, const NomoValue *before, const NomoValue *lost,
                                   const NomoValue *kept, gpointer data);

/**
 * NomoMerge:
 * @old: (nullable): what the store holds
 * @record: what is put
 * @sent: (nullable): what was sent to Salla of @old, and may be there or not
 * @salla: whether Salla puts it
 * @answers: whether it is Salla's answer to @sent
 *
 * What the store will hold follows from these.
 */
typedef struct {
  const NomoRecord *old;
  const NomoRecord *record;
  const NomoRecord *sent;
  gboolean salla;
  gboolean answers;
} NomoMerge;

gboolean _nomo_record_says (const NomoRecord *self, guint field);
gboolean _nomo_record_says_part (const NomoRecord *self, guint part);
NomoRecord *_nomo_record_merge (const NomoMerge *merge);
gboolean _nomo_record_is_done (const NomoMerge *merge);
gboolean _nomo_record_is_old_news (const NomoMerge *merge);
NomoRecord *_nomo_record_merge_deleted (const NomoRecord *old, const NomoRecord *record);
gboolean _nomo_record_foreach_lost (const NomoRecord *old, const NomoRecord *record, NomoMergeLost func, gpointer data);
gboolean _nomo_record_foreach_lost_to_salla (const NomoMerge *merge, const NomoRecord *merged, NomoMergeLost func,
                                             gpointer data);
gboolean _nomo_record_confirmed_equal (const NomoRecord *a, const NomoRecord *b);

G_END_DECLS
