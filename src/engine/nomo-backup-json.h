#pragma once

#include "nomo-backup-report.h"
#include "nomo-restore.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *nomo_backup_report_to_json (const NomoBackupReport *report);
JsonObject *nomo_restored_to_json (const NomoRestored *restored);

G_END_DECLS
