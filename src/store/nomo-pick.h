#pragma once

#include "nomo-connection.h"
#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_PICK_MAX_PARTS 8

/* So many records share one reading of their parts. */
#define NOMO_PICK_MANY 64

/* The bit of a field. */
#define NOMO_PICK(field) (G_GUINT64_CONSTANT (1) << (field))

/**
 * NomoPick:
 * @fields: the bits of the fields that are read
 * @parts: of each part the bits of its fields that are read; a part with none has no rows
 *
 * What is read of a record. Of the rest it says nothing.
 */
typedef struct {
  guint64 fields;
  guint64 parts[NOMO_PICK_MAX_PARTS];
} NomoPick;

/**
 * NomoPicker:
 *
 * Reads what is picked of many records.
 */
typedef struct _NomoPicker NomoPicker;

NomoPicker *nomo_picker_new (const NomoEntity *entity, const NomoPick *pick);
const char *nomo_picker_get_columns (const NomoPicker *self);
NomoRecord *nomo_picker_read (const NomoPicker *self, NomoStatement *statement);
gboolean nomo_picker_read_parts (const NomoPicker *self, NomoConnection *connection, const GPtrArray *records,
                                 GError **error);
void nomo_picker_free (NomoPicker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoPicker, nomo_picker_free)

G_END_DECLS
