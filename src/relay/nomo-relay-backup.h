#pragma once

#include "nomo-backup-report.h"
#include "nomo-restore.h"

G_BEGIN_DECLS

NomoBackupReport *nomo_relay_backup (const char *folder, const char *path, const char *passphrase, GError **error);
NomoBackupReport *nomo_relay_verify (const char *folder, const char *path, const char *passphrase, GError **error);
NomoRestored *nomo_relay_restore (const char *folder, const char *path, const char *passphrase, gboolean replace,
                                  GError **error);

G_END_DECLS
