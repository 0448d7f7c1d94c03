#pragma once

#include "nomo-backup-report.h"
#include "nomo-restore.h"

G_BEGIN_DECLS

char *nomo_backup_dup_written_words (const NomoBackupReport *report, const char *path);
char *nomo_backup_dup_findings (const NomoBackupReport *report);
char *nomo_backup_dup_report_words (const NomoBackupReport *report);
char *nomo_restored_dup_words (const NomoRestored *restored);
char *nomo_restored_dup_sentence (const NomoRestored *restored);

G_END_DECLS
