#pragma once

#include "nomo-backup-group.h"
#include "nomo-job.h"

G_BEGIN_DECLS

void nomo_backup_group_show_job (NomoBackupGroup *self, NomoJob *job);
NomoStores *nomo_backup_group_get_stores (NomoBackupGroup *self);
NomoBackupSchedule *nomo_backup_group_get_schedule (NomoBackupGroup *self);

void nomo_backup_deed_set_passphrase (NomoBackupGroup *group);
void nomo_backup_deed_choose_folder (NomoBackupGroup *group);
void nomo_backup_deed_try (NomoBackupGroup *group, const char *path);
void nomo_backup_deed_restore (NomoBackupGroup *group);

G_END_DECLS
