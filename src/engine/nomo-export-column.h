#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoExportColumn:
 *
 * A column of a CSV.
 */
typedef struct _NomoExportColumn NomoExportColumn;

GPtrArray *nomo_export_columns_new (const NomoEntity *entity, const char *names, gboolean keys, GError **error);
char *nomo_export_column_dup_header (const NomoExportColumn *self);
gboolean nomo_export_column_is_part (const NomoExportColumn *self);
guint nomo_export_column_get_index (const NomoExportColumn *self);
const char *nomo_export_column_get_cell (NomoExportColumn *self, const NomoRecord *record);

G_END_DECLS
