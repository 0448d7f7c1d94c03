#pragma once

#include "nomo-backup-plan.h"
#include "nomo-backup-shelf.h"
#include "nomo-job.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoBackupSchedule:
 *
 * Makes backups of a shop's store on this device: by itself when one is due, and when somebody asks for it. One that was missed is
 * made up for; what could not be made is tried again. The oldest go once a new one was read back. Never two at once, in whatever
 * programs. The passphrase is in the keyring alone. Main thread.
 *
 * Signal `changed`: the plan, the backups or what is being made changed.
 */
#define NOMO_TYPE_BACKUP_SCHEDULE (nomo_backup_schedule_get_type ())
G_DECLARE_FINAL_TYPE (NomoBackupSchedule, nomo_backup_schedule, NOMO, BACKUP_SCHEDULE, GObject)

NomoBackupSchedule *nomo_backup_schedule_new (NomoShop *shop);
NomoShop *nomo_backup_schedule_get_shop (NomoBackupSchedule *self);
const NomoBackupPlan *nomo_backup_schedule_get_plan (NomoBackupSchedule *self);
GPtrArray *nomo_backup_schedule_get_backups (NomoBackupSchedule *self);
const char *nomo_backup_schedule_get_newest (NomoBackupSchedule *self);
gboolean nomo_backup_schedule_is_making (NomoBackupSchedule *self);
NomoJob *nomo_backup_schedule_get_job (NomoBackupSchedule *self);
gboolean nomo_backup_schedule_keeps_passphrase (NomoBackupSchedule *self);

void nomo_backup_schedule_set_often (NomoBackupSchedule *self, NomoBackupOften often);
void nomo_backup_schedule_set_folder (NomoBackupSchedule *self, const char *folder);
void nomo_backup_schedule_set_keep (NomoBackupSchedule *self, guint keep);
void nomo_backup_schedule_set_passphrase_async (NomoBackupSchedule *self, const char *passphrase,
                                                GAsyncReadyCallback callback, gpointer data);
gboolean nomo_backup_schedule_set_passphrase_finish (NomoBackupSchedule *self, GAsyncResult *result, GError **error);
void nomo_backup_schedule_look_up_passphrase_async (NomoBackupSchedule *self, GAsyncReadyCallback callback,
                                                    gpointer data);
char *nomo_backup_schedule_look_up_passphrase_finish (NomoBackupSchedule *self, GAsyncResult *result, GError **error);

void nomo_backup_schedule_refresh (NomoBackupSchedule *self);
void nomo_backup_schedule_check (NomoBackupSchedule *self);
void nomo_backup_schedule_make_async (NomoBackupSchedule *self, GAsyncReadyCallback callback, gpointer data);
char *nomo_backup_schedule_make_finish (NomoBackupSchedule *self, GAsyncResult *result, GError **error);
void nomo_backup_schedule_stop (NomoBackupSchedule *self);

G_END_DECLS
