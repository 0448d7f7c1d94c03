#pragma once

#include "nomo-import-row.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoImportChecks:
 *
 * Finds out what comes of the rows of a file: which records they mean, and what the store would refuse.
 */
typedef struct _NomoImportChecks NomoImportChecks;

NomoImportChecks *nomo_import_checks_new (NomoStore *store, const NomoImportMap *map, NomoRole role);
void nomo_import_checks_remember (NomoImportChecks *self, GPtrArray *rows);
gboolean nomo_import_checks_run (NomoImportChecks *self, GPtrArray *rows, GError **error);
void nomo_import_checks_free (NomoImportChecks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoImportChecks, nomo_import_checks_free)

G_END_DECLS
