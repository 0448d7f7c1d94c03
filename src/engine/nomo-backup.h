#pragma once

#include "nomo-backup-report.h"
#include "nomo-job.h"
#include "nomo-sealed-writer.h"

G_BEGIN_DECLS

/**
 * NomoBackupSource:
 * @path: a file: of a store, or the inbox of a relay
 * @name: the name that it has in the backup
 *
 * What is to be in a backup.
 */
typedef struct {
  const char *path;
  const char *name;
} NomoBackupSource;

void nomo_backup_write_async (NomoBackupKind kind, const NomoBackupSource *sources, guint n_sources, const char *path,
                              const char *passphrase, const NomoSealedForm *form, NomoJob *job,
                              GAsyncReadyCallback callback, gpointer data);
NomoBackupReport *nomo_backup_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
