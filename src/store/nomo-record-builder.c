#include "config.h"

#include "nomo-record-private.h"

struct _NomoRecordBuilder {
  NomoRecord *record;
};

static NomoRecordBuilder *
builder_take (NomoRecord *record)
{
  NomoRecordBuilder *self = g_new (NomoRecordBuilder, 1);

  self->record = record;
  return self;
}

/**
 * nomo_record_build:
 * @entity: what the record will be
 * @id: its id; 0 for a record that is new here and gets its id when it is committed
 *
 * Begins a record. Fields and parts of which nothing is said keep what the store holds when the record is put; a field
 * that never had a value is null.
 *
 * Returns: (transfer full): a builder; nomo_builder_end() frees it
 */
NomoRecordBuilder *
nomo_record_build (const NomoEntity *entity, gint64 id)
{
  g_return_val_if_fail (entity != NULL, NULL);

  return builder_take (_nomo_record_new (entity, id));
}

/**
 * nomo_record_build_from:
 * @record: a record
 *
 * Begins a record that is equal to @record so far. What is not changed in it says nothing when it is put: what others have
 * changed since @record was read stays.
 *
 * Returns: (transfer full): a builder; nomo_builder_end() frees it
 */
NomoRecordBuilder *
nomo_record_build_from (const NomoRecord *record)
{
  NomoRecord *copy = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  copy = _nomo_record_copy (record);
  copy->base = nomo_record_ref ((NomoRecord *) record);
  return builder_take (copy);
}

/**
 * nomo_record_rebuild:
 * @record: a record
 *
 * Begins a record that says all that @record says when it is put, and then more or less.
 *
 * Returns: (transfer full): a builder; nomo_builder_end() frees it
 */
NomoRecordBuilder *
nomo_record_rebuild (const NomoRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  return builder_take (_nomo_record_copy (record));
}

/**
 * nomo_builder_set_int:
 * @self: a builder
 * @field: index of a field that is not text
 * @value: its value, in the units of the field's type
 */
void
nomo_builder_set_int (NomoRecordBuilder *self, guint field, gint64 value)
{
  g_return_if_fail (field < self->record->entity->n_fields);
  g_return_if_fail (!nomo_type_is_text (self->record->entity->fields[field].type));

  nomo_value_set_int (&self->record->values[field], value);
}

/**
 * nomo_builder_set_text:
 * @self: a builder
 * @field: index of a field that is text
 * @value: (nullable): its value; what is not UTF-8 in it is replaced
 */
void
nomo_builder_set_text (NomoRecordBuilder *self, guint field, const char *value)
{
  g_return_if_fail (field < self->record->entity->n_fields);
  g_return_if_fail (nomo_type_is_text (self->record->entity->fields[field].type));

  nomo_value_set_text (&self->record->values[field], value, -1);
}

/**
 * nomo_builder_set_null:
 * @self: a builder
 * @field: index of a field
 *
 * Says that the field has no value; a put removes the one that the store holds.
 */
void
nomo_builder_set_null (NomoRecordBuilder *self, guint field)
{
  g_return_if_fail (field < self->record->entity->n_fields);

  nomo_value_set_null (&self->record->values[field]);
}

/**
 * nomo_builder_set_as_of:
 * @self: a builder
 * @ms: the moment in Salla's clock at which the record is so, UTC milliseconds
 */
void
nomo_builder_set_as_of (NomoRecordBuilder *self, gint64 ms)
{
  self->record->as_of = ms;
}

/**
 * nomo_builder_clear_part:
 * @self: a builder
 * @part: index of a part
 *
 * Says that the part has no rows, until some are added.
 */
void
nomo_builder_clear_part (NomoRecordBuilder *self, guint part)
{
  g_return_if_fail (part < self->record->entity->n_parts);

  g_clear_pointer (&self->record->parts[part].cells, g_array_unref);
  self->record->parts[part].known = TRUE;
}

/**
 * nomo_builder_forget_part:
 * @self: a builder
 * @part: index of a part
 *
 * Says nothing of the part any more; a put keeps the rows that the store holds.
 */
void
nomo_builder_forget_part (NomoRecordBuilder *self, guint part)
{
  g_return_if_fail (part < self->record->entity->n_parts);

  g_clear_pointer (&self->record->parts[part].cells, g_array_unref);
  self->record->parts[part].known = FALSE;
}

/**
 * nomo_builder_add_part:
 * @self: a builder
 * @part: index of a part
 *
 * Adds a row to the part; nomo_builder_part_int() and nomo_builder_part_text() fill it.
 */
void
nomo_builder_add_part (NomoRecordBuilder *self, guint part)
{
  NomoValue *cells = NULL;

  g_return_if_fail (part < self->record->entity->n_parts);

  cells = _nomo_record_add_row (self->record, part);
  for (guint i = 0; i < self->record->entity->parts[part].n_fields; i++)
    nomo_value_set_null (&cells[i]);
}

static NomoValue *
last_cell (NomoRecordBuilder *self, guint part, guint field)
{
  const NomoEntity *entity = self->record->entity;
  guint n_rows = nomo_record_count_part (self->record, part);

  g_return_val_if_fail (n_rows > 0 && field < entity->parts[part].n_fields, NULL);

  return (NomoValue *) _nomo_record_cell (self->record, part, n_rows - 1, field);
}

/**
 * nomo_builder_part_int:
 * @self: a builder
 * @part: index of a part
 * @field: index of a field of the part that is not text
 * @value: its value in the part's last row
 */
void
nomo_builder_part_int (NomoRecordBuilder *self, guint part, guint field, gint64 value)
{
  NomoValue *cell = last_cell (self, part, field);

  if (cell != NULL)
    nomo_value_set_int (cell, value);
}

/**
 * nomo_builder_part_text:
 * @self: a builder
 * @part: index of a part
 * @field: index of a field of the part that is text
 * @value: (nullable): its value in the part's last row
 */
void
nomo_builder_part_text (NomoRecordBuilder *self, guint part, guint field, const char *value)
{
  NomoValue *cell = last_cell (self, part, field);

  if (cell != NULL)
    nomo_value_set_text (cell, value, -1);
}

/**
 * nomo_builder_end:
 * @self: (transfer full): a builder
 *
 * Ends the construction.
 *
 * Returns: (transfer full): the record, which never changes any more
 */
NomoRecord *
nomo_builder_end (NomoRecordBuilder *self)
{
  NomoRecord *record = g_steal_pointer (&self->record);

  nomo_builder_free (self);
  return record;
}

/**
 * nomo_builder_free:
 * @self: (transfer full): a builder
 *
 * Gives the construction up.
 */
void
nomo_builder_free (NomoRecordBuilder *self)
{
  g_clear_pointer (&self->record, nomo_record_unref);
  g_free (self);
}
