#pragma once

#include "nomo-mirror-marks.h"

G_BEGIN_DECLS

/**
 * NomoMirrorTally:
 * @total: how many rows Salla said that the list has
 * @count: how many records of it were here then
 * @unreadable: and how many rows that could not be understood
 * @seq: the store's sequence number before they were counted
 * @at: when that was, UTC milliseconds
 *
 * What a list was counted to, there and here, when nothing was left to fetch or to compare.
 */
typedef struct {
  gint64 total;
  gint64 count;
  gint64 unreadable;
  guint64 seq;
  gint64 at;
} NomoMirrorTally;

gboolean nomo_mirror_tally_read (NomoMirrorTally *self, const NomoMirrorMarks *marks);
void nomo_mirror_tally_write (const NomoMirrorTally *self, const NomoMirrorMarks *marks, NomoCommit *commit);
gboolean nomo_mirror_tally_agrees (const NomoMirrorTally *self, gint64 count, gint64 changed, gint64 deleted);

G_END_DECLS
