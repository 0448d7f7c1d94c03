#pragma once

#include "nomo-backup-label.h"
#include "nomo-backup-read.h"
#include "nomo-job.h"

G_BEGIN_DECLS

/**
 * NomoRestored:
 * @label: what was in the backup
 * @kept_aside: (array zero-terminated=1): under which names what was there before is kept
 * @is_damaged: whether the backup is damaged, though not where its files are
 *
 * What was put back from a backup.
 */
typedef struct {
  NomoBackupLabel *label;
  GStrv kept_aside;
  gboolean is_damaged;
} NomoRestored;

void nomo_restored_free (NomoRestored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRestored, nomo_restored_free)

/**
 * NomoRestoreMakeWay:
 * @way: what was given with it
 *
 * Has whoever uses what is in the place of a store leave it. Blocks; called in a thread.
 */
typedef void (*NomoRestoreMakeWay) (gpointer way);

gboolean nomo_restore_try (const char *path, const char *passphrase, const char *folder, NomoBackupReport **report,
                           NomoBackupProgress *progress, GCancellable *cancellable, GError **error);
void nomo_restore_async (NomoBackupKind kind, const char *path, const char *passphrase, const char *folder,
                         gboolean replace, NomoJob *job, GAsyncReadyCallback callback, gpointer data);
void nomo_restore_in_use_async (const char *path, const char *passphrase, const char *folder,
                                NomoRestoreMakeWay make_way, gpointer way, NomoJob *job, GAsyncReadyCallback callback,
                                gpointer data);
NomoRestored *nomo_restore_finish (GAsyncResult *result, GError **error);

G_END_DECLS
