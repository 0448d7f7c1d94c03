#pragma once

#include "nomo-csv.h"
#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_IMPORT_NOTHING (-1)
#define NOMO_IMPORT_ID      (-2) /* the number of the record */

/**
 * NomoImportColumn:
 * @header: what stands above the column
 * @field: index of a field, %NOMO_IMPORT_ID, or %NOMO_IMPORT_NOTHING when the column is left out
 * @choices: (nullable): what people write, folded, to the key of the choice
 * @clears: whether an empty cell takes away the value that is there
 */
typedef struct {
  char *header;
  int field;
  GHashTable *choices;
  gboolean clears;
} NomoImportColumn;

/**
 * NomoImportMap:
 * @entity: what the records are
 * @columns: (element-type NomoImportColumn): the columns of the file
 * @defaults: (array): values of new records by field
 * @key: index of a field, %NOMO_IMPORT_ID, or %NOMO_IMPORT_NOTHING when every row is a new record
 *
 * What the columns of a file are.
 */
typedef struct {
  const NomoEntity *entity;
  GPtrArray *columns;
  NomoValue *defaults;
  int key;
} NomoImportMap;

NomoImportMap *nomo_import_map_new (const NomoEntity *entity, NomoRole role, const NomoCsvReader *header, GBytes *json,
                                    const char *key, GError **error);
int nomo_import_map_find_column (const NomoImportMap *self, int field);
void nomo_import_map_free (NomoImportMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoImportMap, nomo_import_map_free)

G_END_DECLS
