#pragma once

#include "nomo-backup-read.h"

G_BEGIN_DECLS

/**
 * NomoBackupWork:
 * @params: what it needs
 * @progress: to be told how far it is
 * @cancellable: gives up
 * @error: return location
 *
 * Some work on a backup. Blocks; called in a thread of its own.
 *
 * Returns: what came of it, %NULL when it failed
 */
typedef gpointer (*NomoBackupWork) (gpointer params, NomoBackupProgress *progress, GCancellable *cancellable,
                                    GError **error);

void nomo_backup_run (NomoJob *job, gpointer tag, NomoBackupWork work, gpointer params, GDestroyNotify free_params,
                      GDestroyNotify free_result, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
