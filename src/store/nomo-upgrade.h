#pragma once

#include "nomo-connection.h"
#include "nomo-upgrade-progress.h"

G_BEGIN_DECLS

/* How much of the whole is done when all is copied, and when the copy is changed. */
#define NOMO_UPGRADE_COPIED  50
#define NOMO_UPGRADE_CHANGED 950

/**
 * NomoUpgradeFunc:
 * @copy: to a copy of the file of an older version, to write to it
 * @data: what nomo_upgrade() was given
 * @progress: told how far it is, in parts that end before %NOMO_UPGRADE_CHANGED
 * @error: return location
 *
 * Brings the copy up to this version. It is thrown away when that fails, so nothing has to be taken back.
 *
 * Returns: %TRUE when all of it was done
 */
typedef gboolean (*NomoUpgradeFunc) (NomoConnection *copy, gconstpointer data, NomoUpgradeProgress *progress,
                                     GError **error);

gboolean nomo_upgrade (const char *path, NomoUpgradeFunc func, gconstpointer data, GError **error);

G_END_DECLS
