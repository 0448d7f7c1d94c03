#pragma once

#include "nomo-backup-trouble.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a plan and its lock are called, behind the name of the store's file. */
#define NOMO_BACKUP_PLAN_END  ".backups"
#define NOMO_BACKUP_PLAN_LOCK ".backups-lock"

#define NOMO_BACKUP_KEEP_USUAL 7
#define NOMO_BACKUP_KEEP_MOST  366

/**
 * NomoBackupOften:
 * @NOMO_BACKUP_OFF: not by itself
 * @NOMO_BACKUP_DAILY: every day
 * @NOMO_BACKUP_WEEKLY: every seven days
 *
 * How often a backup is made by itself.
 */
typedef enum {
  NOMO_BACKUP_OFF,
  NOMO_BACKUP_DAILY,
  NOMO_BACKUP_WEEKLY,
  NOMO_N_BACKUP_OFTEN,
} NomoBackupOften;

/**
 * NomoBackupPlan:
 * @often: how often a backup is made
 * @folder: (nullable): where
 * @keep: how many of them are kept
 * @has_passphrase: whether a passphrase was put into the keyring
 * @made_at: when the last one was made that was read back and is whole, UTC milliseconds; 0 for never
 * @tried_at: when one was last tried to be made, UTC milliseconds; 0 for never
 * @trouble: why that did not work
 *
 * When backups of a store are made on this device, and how it went. It lies beside the store and not in it: it is of this device
 * alone, and outlives a store that is put back from a backup.
 */
typedef struct {
  NomoBackupOften often;
  char *folder;
  guint keep;
  gboolean has_passphrase;
  gint64 made_at;
  gint64 tried_at;
  NomoBackupTrouble trouble;
} NomoBackupPlan;

/**
 * NomoBackupPlanPart:
 * @NOMO_BACKUP_PLAN_OFTEN: how often
 * @NOMO_BACKUP_PLAN_FOLDER: where
 * @NOMO_BACKUP_PLAN_KEEP: how many are kept
 * @NOMO_BACKUP_PLAN_PASSPHRASE: whether there is a passphrase
 * @NOMO_BACKUP_PLAN_TRIED: when one was last tried, and the trouble with it
 * @NOMO_BACKUP_PLAN_MADE: when one was made
 *
 * What of a plan is to be changed.
 */
typedef enum {
  NOMO_BACKUP_PLAN_OFTEN = 1 << 0,
  NOMO_BACKUP_PLAN_FOLDER = 1 << 1,
  NOMO_BACKUP_PLAN_KEEP = 1 << 2,
  NOMO_BACKUP_PLAN_PASSPHRASE = 1 << 3,
  NOMO_BACKUP_PLAN_TRIED = 1 << 4,
  NOMO_BACKUP_PLAN_MADE = 1 << 5,
} NomoBackupPlanPart;

NomoBackupPlan *nomo_backup_plan_load (const char *store_path, GError **error);
NomoBackupPlan *nomo_backup_plan_read (const char *store_path);
NomoBackupPlan *nomo_backup_plan_change (const char *store_path, const NomoBackupPlan *wish, NomoBackupPlanPart parts,
                                         GError **error);
NomoBackupPlan *nomo_backup_plan_copy (const NomoBackupPlan *self);
gboolean nomo_backup_plan_is_set_up (const NomoBackupPlan *self);
gboolean nomo_backup_plan_is_due (const NomoBackupPlan *self, gint64 now);
int nomo_backup_plan_count_days_late (const NomoBackupPlan *self, gint64 now);
void nomo_backup_plan_free (NomoBackupPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoBackupPlan, nomo_backup_plan_free)

G_END_DECLS
