#pragma once

#include "nomo-backup-report.h"
#include "nomo-job.h"

G_BEGIN_DECLS

/* The step of a job on a backup in which what was read is looked through, and brought up to this version. */
#define NOMO_BACKUP_STEP_CHECK "check"

/* What progress is told in: a number of bytes may be larger than an int. */
#define NOMO_BACKUP_UNIT 1024

/**
 * NomoBackupProgress:
 * @done: how many KiB are through, atomic
 * @total: of how many, atomic
 * @is_checking: whether all of it is read and is looked through now, atomic
 * @is_last: whether the last step has begun, which is not given up any more, atomic
 *
 * How far the work on a backup is, told from the thread that does it.
 */
typedef struct {
  gint done;
  gint total;
  gint is_checking;
  gint is_last;
} NomoBackupProgress;

void nomo_backup_progress_add (NomoBackupProgress *self, guint64 done, guint64 total);

GInputStream *nomo_backup_open (const char *path, GError **error);
gboolean nomo_backup_look (const char *path, GError **error);
NomoBackupReport *nomo_backup_read (GInputStream *stream, const char *passphrase, const char *folder,
                                    GPtrArray *scratches, NomoBackupProgress *progress, GCancellable *cancellable,
                                    GError **error);
void nomo_backup_verify_async (const char *path, const char *passphrase, const char *folder, NomoJob *job,
                               GAsyncReadyCallback callback, gpointer data);
NomoBackupReport *nomo_backup_verify_finish (GAsyncResult *result, GError **error);

G_END_DECLS
