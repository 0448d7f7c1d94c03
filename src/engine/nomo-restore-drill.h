#pragma once

#include "nomo-backup-report.h"
#include "nomo-job.h"
#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoDrillCount:
 * @entity: a kind of record
 * @told: how many of them the backup says that it has, those among them that were deleted and are kept for a while
 * @found: how many of them there were when it was put back
 * @changed: how many of them came or changed in the store since the backup was made; 0 when that is not known
 *
 * How much of one kind is in a backup.
 */
typedef struct {
  const NomoEntity *entity;
  gint64 told;
  gint64 found;
  gint64 changed;
} NomoDrillCount;

/**
 * NomoRestoreDrill:
 * @report: how the backup stands, each damaged part of it named
 * @took_ms: how long it took to read it, to put it back and to look it through
 * @is_restored: whether it could be put back
 * @problems: (element-type utf8): what is wrong with what was put back, as sentences
 * @counts: (element-type NomoDrillCount): what was put back, a row for each kind that the backup or the store has
 * @is_compared: whether the store that it is a backup of is here and could be compared
 *
 * What came of putting a backup back at a place where nobody uses it.
 */
typedef struct {
  NomoBackupReport *report;
  gint64 took_ms;
  gboolean is_restored;
  GPtrArray *problems;
  GArray *counts;
  gboolean is_compared;
} NomoRestoreDrill;

void nomo_restore_drill_async (const char *path, const char *passphrase, const char *data_dir, NomoJob *job,
                               GAsyncReadyCallback callback, gpointer data);
NomoRestoreDrill *nomo_restore_drill_finish (GAsyncResult *result, GError **error);
gboolean nomo_restore_drill_is_sound (const NomoRestoreDrill *self);
void nomo_restore_drill_free (NomoRestoreDrill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRestoreDrill, nomo_restore_drill_free)

G_END_DECLS
