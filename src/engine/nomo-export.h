#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoExportFormat:
 * @NOMO_EXPORT_CSV: for spreadsheets: a header, dates in the shop's zone, amounts as decimals, choices in words; of a part how
 *   many rows there are and their names
 * @NOMO_EXPORT_JSONL: for programs: one record a line, as nomo_record_append_json() writes it
 */
typedef enum {
  NOMO_EXPORT_CSV,
  NOMO_EXPORT_JSONL,
} NomoExportFormat;

/**
 * NomoExportOptions:
 * @format: what is written
 * @columns: (nullable): names of fields and parts, with commas between them; %NULL for all
 * @keys: whether a CSV has the names of the fields and the keys of the choices in place of words
 * @separator: of a CSV: `,`, `;` or a tab; 0 for a comma
 * @by_id: whether the order of the records does not matter, which is faster
 *
 * What an export is to look like.
 */
typedef struct {
  NomoExportFormat format;
  const char *columns;
  gboolean keys;
  char separator;
  gboolean by_id;
} NomoExportOptions;

typedef struct _NomoExport NomoExport;

NomoExport *nomo_export_new (const NomoEntity *entity, const NomoExportOptions *options, GError **error);
gboolean nomo_export_run (NomoExport *self, NomoStore *store, const NomoQuery *query, GOutputStream *stream,
                          GCancellable *cancellable, GError **error);
gboolean nomo_export_run_to_file (NomoExport *self, NomoStore *store, const NomoQuery *query, const char *path,
                                  GCancellable *cancellable, GError **error);
guint64 nomo_export_get_count (const NomoExport *self);
void nomo_export_free (NomoExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoExport, nomo_export_free)

G_END_DECLS
