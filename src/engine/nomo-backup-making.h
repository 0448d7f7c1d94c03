#pragma once

#include "nomo-backup-plan.h"
#include "nomo-job.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoBackupMaking:
 *
 * One backup of a schedule on its way: from the lock that keeps others away to the removal of the oldest.
 *
 * Property `job` (NomoJob or NULL), read only with notify.
 */
#define NOMO_TYPE_BACKUP_MAKING (nomo_backup_making_get_type ())
G_DECLARE_FINAL_TYPE (NomoBackupMaking, nomo_backup_making, NOMO, BACKUP_MAKING, GObject)

NomoBackupMaking *nomo_backup_making_new (NomoShop *shop, const char *store_path, const char *key,
                                          gboolean only_when_due);
NomoJob *nomo_backup_making_get_job (NomoBackupMaking *self);
void nomo_backup_making_cancel (NomoBackupMaking *self);
void nomo_backup_making_run_async (NomoBackupMaking *self, GAsyncReadyCallback callback, gpointer data);
char *nomo_backup_making_run_finish (NomoBackupMaking *self, GAsyncResult *result, GError **error);
NomoBackupPlan *nomo_backup_making_steal_plan (NomoBackupMaking *self);
GPtrArray *nomo_backup_making_steal_backups (NomoBackupMaking *self);

G_END_DECLS
