#pragma once

#include "nomo-connection.h"

G_BEGIN_DECLS

/**
 * NomoUpgradeFunc:
 * @copy: to a copy of the file of an older version, to write to it
 * @data: what nomo_upgrade() was given
 * @error: return location
 *
 * Brings the copy up to this version. It is thrown away when that fails, so nothing has to be taken back.
 *
 * Returns: %TRUE when all of it was done
 */
typedef gboolean (*NomoUpgradeFunc) (NomoConnection *copy, gconstpointer data, GError **error);

gboolean nomo_upgrade (const char *path, NomoUpgradeFunc func, gconstpointer data, GError **error);

G_END_DECLS
