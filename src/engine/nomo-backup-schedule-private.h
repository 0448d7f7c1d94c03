#pragma once

#include "nomo-backup-making.h"
#include "nomo-backup-schedule.h"

G_BEGIN_DECLS

struct _NomoBackupSchedule {
  GObject parent_instance;

  NomoShop *shop;
  char *path; /* of the store */
  char *key;  /* of the passphrase in the keyring */
  NomoBackupPlan *plan;
  GPtrArray *backups;
  NomoBackupMaking *making;
  GCancellable *cancellable;
  gint64 not_before;   /* monotonic */
  guint n_readings;    /* on their way */
  gboolean overlapped; /* with one another or with a backup, or one failed: what is shown may not be what lies there */
  guint timer;
};

void nomo_backup_schedule_emit_changed (NomoBackupSchedule *self);
void nomo_backup_schedule_emit_failed (NomoBackupSchedule *self, const GError *error);
void nomo_backup_schedule_take (NomoBackupSchedule *self, NomoBackupPlan *plan, GPtrArray *backups);
void nomo_backup_schedule_change (NomoBackupSchedule *self, const NomoBackupPlan *wish, NomoBackupPlanPart parts,
                                  GTask *asked);

G_END_DECLS
