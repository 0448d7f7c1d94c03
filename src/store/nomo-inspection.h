#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoInspected:
 * @NOMO_INSPECTED_PAGES: the file's pages; how many, and how many bytes they are
 * @NOMO_INSPECTED_RECORDS: each record by the rules of its entity; how many live, and how many are deleted
 * @NOMO_INSPECTED_SEARCH: what search finds; how many records
 * @NOMO_INSPECTED_SUMS: the sums by day, added up anew from the records; how many, and of how many days
 * @NOMO_INSPECTED_FEED: the last change of each record; how many, and the store's counter
 * @NOMO_INSPECTED_HISTORY: what was changed when; how many changes, and of how many commits
 * @NOMO_INSPECTED_OUTBOX: what waits for Salla; how many records, and of how many Salla refuses what they say
 * @NOMO_INSPECTED_REFERENCES: records that name others; how many do, and how many of those that they name are not here
 *
 * What is looked at in a store, and what is counted there.
 */
typedef enum {
  NOMO_INSPECTED_PAGES,
  NOMO_INSPECTED_RECORDS,
  NOMO_INSPECTED_SEARCH,
  NOMO_INSPECTED_SUMS,
  NOMO_INSPECTED_FEED,
  NOMO_INSPECTED_HISTORY,
  NOMO_INSPECTED_OUTBOX,
  NOMO_INSPECTED_REFERENCES,
  NOMO_N_INSPECTED,
} NomoInspected;

/**
 * NomoInspectedPart:
 * @count: how many of it there are
 * @more: the second number of it
 * @n_problems: how much is wrong
 * @problems: (element-type utf8): the first of what is wrong, as sentences
 *
 * What was found in one part of a store.
 */
typedef struct {
  gint64 count;
  gint64 more;
  gint64 n_problems;
  GPtrArray *problems;
} NomoInspectedPart;

/**
 * NomoInspection:
 * @parts: what was found
 * @version: the version of the file's tables
 * @seq: its sequence number, all of it being of that moment
 * @epoch: (nullable): when it began anew
 *
 * A store, looked through.
 */
typedef struct {
  NomoInspectedPart parts[NOMO_N_INSPECTED];
  gint64 version;
  guint64 seq;
  char *epoch;
} NomoInspection;

/**
 * NomoInspectionProgress:
 * @done: how many records and changes have been looked at, atomic
 * @total: of how many, atomic; 0 while unknown
 *
 * How far an inspection is, told from the thread that does it.
 */
typedef struct {
  gint done;
  gint total;
} NomoInspectionProgress;

NomoInspection *nomo_store_inspect (NomoStore *self, NomoInspectionProgress *progress, GCancellable *cancellable,
                                    GError **error);
void nomo_inspection_free (NomoInspection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoInspection, nomo_inspection_free)

G_END_DECLS
