#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoScanFlags:
 * @NOMO_SCAN_PARTS: read the parts of the records as well
 * @NOMO_SCAN_BY_ID: in the order of the ids, which is that of the file, in place of the query's
 *
 * How records are walked through.
 */
typedef enum {
  NOMO_SCAN_PARTS = 1 << 0,
  NOMO_SCAN_BY_ID = 1 << 1,
} NomoScanFlags;

/**
 * NomoRecordFunc:
 * @record: (transfer none): a record
 * @data: what the caller gave
 * @error: return location
 *
 * Returns: %FALSE with @error to fail
 */
typedef gboolean (*NomoRecordFunc) (NomoRecord *record, gpointer data, GError **error);

gboolean nomo_store_foreach (NomoStore *self, const NomoQuery *query, NomoScanFlags flags, NomoRecordFunc func,
                             gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
