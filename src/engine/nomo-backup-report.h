#pragma once

#include "nomo-backup-label.h"
#include "nomo-sealed-reader.h"

G_BEGIN_DECLS

/**
 * NomoBackupReport:
 * @label: (nullable): what the backup says of itself; %NULL when both places that say it are damaged
 * @size: how many bytes the backup has
 * @n_blocks: how many blocks it has, or had
 * @block_size: how many bytes of the contents a block holds
 * @damage: (element-type NomoSealedDamage): which of its parts are not what was written, in the order of the file
 * @problems: (element-type utf8): what is wrong with files in it whose parts all are what was written, as sentences
 *
 * How a backup stands.
 */
typedef struct {
  NomoBackupLabel *label;
  guint64 size;
  guint64 n_blocks;
  guint32 block_size;
  GArray *damage;
  GPtrArray *problems;
} NomoBackupReport;

NomoBackupReport *nomo_backup_report_new (NomoSealedReader *reader, guint64 size);
gboolean nomo_backup_report_is_whole (const NomoBackupReport *self);
gboolean nomo_backup_report_is_restorable (const NomoBackupReport *self);
gboolean nomo_backup_report_touches (const NomoBackupReport *self, const NomoSealedDamage *damage,
                                     const NomoBackupFile *file);
guint64 nomo_backup_report_count_readable (const NomoBackupReport *self, const NomoBackupFile *file);
char *nomo_backup_report_dup_words (const NomoBackupReport *self, const NomoSealedDamage *damage);
char *nomo_backup_report_dup_readable (const NomoBackupReport *self, const NomoBackupFile *file);
void nomo_backup_report_free (NomoBackupReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoBackupReport, nomo_backup_report_free)

G_END_DECLS
