#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_BACKUP_GROUP (nomo_backup_group_get_type ())
G_DECLARE_FINAL_TYPE (NomoBackupGroup, nomo_backup_group, NOMO, BACKUP_GROUP, AdwPreferencesGroup)

void nomo_backup_group_set_stores (NomoBackupGroup *self, NomoStores *stores);

G_END_DECLS
