#pragma once

#include "nomo-import-map.h"

G_BEGIN_DECLS

/**
 * NomoImportOutcome:
 * @NOMO_IMPORT_CREATED: it becomes a new record
 * @NOMO_IMPORT_CHANGED: it changes a record
 * @NOMO_IMPORT_UNCHANGED: the record is so already
 * @NOMO_IMPORT_REFUSED: it cannot be written
 * @NOMO_IMPORT_N_OUTCOMES: how many there are
 *
 * What comes of a row.
 */
typedef enum {
  NOMO_IMPORT_CREATED,
  NOMO_IMPORT_CHANGED,
  NOMO_IMPORT_UNCHANGED,
  NOMO_IMPORT_REFUSED,
  NOMO_IMPORT_N_OUTCOMES
} NomoImportOutcome;

/**
 * NomoImportRow:
 * @map: what the columns are
 * @line: the line at which it begins
 * @cells: its cells as they stood
 * @values: (array): what they say by field
 * @id: the number of the record that is meant, 0 when the row tells none
 * @old: (nullable): the record that it changes
 * @record: (nullable): the record that it makes
 * @written: whether it was written before the import was interrupted, so that nothing is to be done
 * @outcome: what comes of it
 * @column: (nullable): the column that is to blame
 * @reason: (nullable): why it is refused
 *
 * A row of a file on its way into the store.
 */
typedef struct {
  const NomoImportMap *map;
  guint64 line;
  GPtrArray *cells;
  NomoValue *values;
  gint64 id;
  NomoRecord *old;
  NomoRecord *record;
  gboolean written;
  NomoImportOutcome outcome;
  const NomoImportColumn *column;
  char *reason;
} NomoImportRow;

NomoImportRow *nomo_import_row_new (const NomoImportMap *map, const NomoCsvReader *reader);
gboolean nomo_import_row_is_empty (const NomoImportRow *self);
void nomo_import_row_refuse (NomoImportRow *self, int field, const char *reason);
void nomo_import_row_build (NomoImportRow *self);
void nomo_import_row_free (NomoImportRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoImportRow, nomo_import_row_free)

G_END_DECLS
