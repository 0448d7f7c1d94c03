#pragma once

#include "nomo-import-row.h"

G_BEGIN_DECLS

/**
 * NomoImportRefused:
 *
 * The rows that an import refuses, as a CSV that can be corrected and imported. The file appears with the first of them.
 */
typedef struct _NomoImportRefused NomoImportRefused;

NomoImportRefused *nomo_import_refused_new (const char *source, const char *path, char separator);
gboolean nomo_import_refused_resume (NomoImportRefused *self, const char *path, gint64 size, GError **error);
gboolean nomo_import_refused_rewind (NomoImportRefused *self, gint64 size, GError **error);
gboolean nomo_import_refused_add (NomoImportRefused *self, const NomoImportRow *row, GError **error);
gboolean nomo_import_refused_keep (NomoImportRefused *self, GError **error);
const char *nomo_import_refused_get_path (const NomoImportRefused *self);
gint64 nomo_import_refused_get_size (const NomoImportRefused *self);
void nomo_import_refused_free (NomoImportRefused *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoImportRefused, nomo_import_refused_free)

G_END_DECLS
