#pragma once

#include "nomo-pick.h"
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

/**
 * NomoFound:
 * @record: (nullable): a living record whose field compares equal to what was looked for
 * @several: whether there are more
 */
typedef struct {
  NomoRecord *record;
  gboolean several;
} NomoFound;

gboolean nomo_store_foreach (NomoStore *self, const NomoQuery *query, NomoScanFlags flags, NomoRecordFunc func,
                             gpointer data, GCancellable *cancellable, GError **error);
gboolean nomo_store_foreach_picked (NomoStore *self, const NomoQuery *query, const NomoPick *pick, NomoRecordFunc func,
                                    gpointer data, GCancellable *cancellable, GError **error);
GArray *nomo_store_find_same (NomoStore *self, const NomoEntity *entity, guint field, const NomoValue *const *values,
                              guint n_values, GError **error);
GPtrArray *nomo_store_list_commits (NomoStore *self, const char *prefix, GError **error);

G_END_DECLS
