#include "config.h"

#include "nomo-record-private.h"

G_DEFINE_BOXED_TYPE (NomoRecord, nomo_record, nomo_record_ref, nomo_record_unref)

static const NomoValue no_value = { NOMO_VALUE_NULL, { 0 } };

static guint
count_images (const NomoEntity *entity)
{
  return entity->n_fields + entity->n_parts;
}

static void
clear_value (gpointer value)
{
  nomo_value_clear (value);
}

/*
 * _nomo_record_new:
 * @entity: what the record is
 * @id: its id
 *
 * Returns: (transfer full): a record of which nothing is said yet
 */
NomoRecord *
_nomo_record_new (const NomoEntity *entity, gint64 id)
{
  NomoRecord *self = g_malloc0 (sizeof (NomoRecord) + entity->n_fields * sizeof (NomoValue));

  g_atomic_ref_count_init (&self->references);
  self->entity = entity;
  self->id = id;
  self->parts = entity->n_parts > 0 ? g_new0 (NomoPartRows, entity->n_parts) : NULL;
  return self;
}

/*
 * _nomo_record_add_row:
 * @self: a record under construction
 * @part: index of a part
 *
 * Returns: (array): the cells of a new last row of @part
 */
NomoValue *
_nomo_record_add_row (NomoRecord *self, guint part)
{
  NomoPartRows *rows = &self->parts[part];
  guint width = self->entity->parts[part].n_fields;
  guint length;

  if (rows->cells == NULL) {
    rows->cells = g_array_new (FALSE, TRUE, sizeof (NomoValue));
    g_array_set_clear_func (rows->cells, clear_value);
  }
  rows->known = TRUE;
  length = rows->cells->len;
  g_array_set_size (rows->cells, length + width);
  return &g_array_index (rows->cells, NomoValue, length);
}

/*
 * _nomo_record_copy_part:
 * @self: a record under construction
 * @part: index of a part
 * @from: a record of the same entity
 *
 * Gives @self the rows of @from.
 */
void
_nomo_record_copy_part (NomoRecord *self, guint part, const NomoRecord *from)
{
  guint width = self->entity->parts[part].n_fields;

  g_clear_pointer (&self->parts[part].cells, g_array_unref);
  self->parts[part].known = from->parts[part].known;
  for (guint row = 0; row < nomo_record_count_part (from, part); row++) {
    NomoValue *cells = _nomo_record_add_row (self, part);

    for (guint i = 0; i < width; i++)
      nomo_value_copy (&cells[i], _nomo_record_cell (from, part, row, i));
  }
}

/*
 * _nomo_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): a copy that may still be changed
 */
NomoRecord *
_nomo_record_copy (const NomoRecord *record)
{
  NomoRecord *self = _nomo_record_new (record->entity, record->id);

  self->as_of = record->as_of;
  self->seq = record->seq;
  self->deleted_at = record->deleted_at;
  self->salla_id = record->salla_id;
  for (guint i = 0; i < record->entity->n_fields; i++)
    nomo_value_copy (&self->values[i], &record->values[i]);
  for (guint i = 0; i < record->entity->n_parts; i++)
    _nomo_record_copy_part (self, i, record);
  if (record->confirmed != NULL) {
    self->confirmed = g_new0 (NomoValue, count_images (record->entity));
    for (guint i = 0; i < count_images (record->entity); i++)
      nomo_value_copy (&self->confirmed[i], &record->confirmed[i]);
  }
  return self;
}

/*
 * _nomo_record_clear_confirmed:
 * @self: a record under construction
 *
 * What @self says is what Salla holds.
 */
void
_nomo_record_clear_confirmed (NomoRecord *self)
{
  for (guint i = 0; self->confirmed != NULL && i < count_images (self->entity); i++)
    nomo_value_clear (&self->confirmed[i]);
  g_clear_pointer (&self->confirmed, g_free);
}

/*
 * _nomo_record_cell:
 * @self: a record
 * @part: index of a part
 * @row: index of a row
 * @field: index of a field of the part
 *
 * Returns: the value
 */
const NomoValue *
_nomo_record_cell (const NomoRecord *self, guint part, guint row, guint field)
{
  g_return_val_if_fail (row < nomo_record_count_part (self, part), &no_value);
  g_return_val_if_fail (field < self->entity->parts[part].n_fields, &no_value);

  return &g_array_index (self->parts[part].cells, NomoValue, row * self->entity->parts[part].n_fields + field);
}

/**
 * nomo_record_ref:
 * @self: a record
 *
 * Returns: (transfer full): the same record
 */
NomoRecord *
nomo_record_ref (NomoRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * nomo_record_unref:
 * @self: (transfer full): a record
 */
void
nomo_record_unref (NomoRecord *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->entity->n_fields; i++)
    nomo_value_clear (&self->values[i]);
  for (guint i = 0; i < self->entity->n_parts; i++)
    g_clear_pointer (&self->parts[i].cells, g_array_unref);
  _nomo_record_clear_confirmed (self);
  g_clear_pointer (&self->base, nomo_record_unref);
  g_free (self->parts);
  g_free (self);
}

/**
 * nomo_record_get_entity:
 * @self: a record
 *
 * Returns: what it is
 */
const NomoEntity *
nomo_record_get_entity (const NomoRecord *self)
{
  return self->entity;
}

/**
 * nomo_record_get_id:
 * @self: a record
 *
 * Returns: its id, unique among the records of its entity
 */
gint64
nomo_record_get_id (const NomoRecord *self)
{
  return self->id;
}

/**
 * nomo_record_get_as_of:
 * @self: a record
 *
 * Returns: the moment in Salla's clock at which the record was so, UTC milliseconds
 */
gint64
nomo_record_get_as_of (const NomoRecord *self)
{
  return self->as_of;
}

/**
 * nomo_record_get_seq:
 * @self: a record
 *
 * Returns: the store's sequence number of the last change; 0 for a record that was not read from a store
 */
guint64
nomo_record_get_seq (const NomoRecord *self)
{
  return self->seq;
}

/**
 * nomo_record_get_salla_id:
 * @self: a record of a two-way entity
 *
 * Returns: its id at Salla, 0 when it is not there yet
 */
gint64
nomo_record_get_salla_id (const NomoRecord *self)
{
  return self->salla_id;
}

/**
 * nomo_record_is_pending:
 * @self: a record
 *
 * Returns: %TRUE when it says something that Salla has not confirmed yet
 */
gboolean
nomo_record_is_pending (const NomoRecord *self)
{
  return self->confirmed != NULL;
}

/**
 * nomo_record_is_refused:
 * @self: a record that was read from a store
 *
 * Returns: %TRUE when it is pending, and Salla has refused what it says
 */
gboolean
nomo_record_is_refused (const NomoRecord *self)
{
  return self->is_refused;
}

/**
 * nomo_record_get_confirmed:
 * @self: a record
 * @field: index of a two-way field
 *
 * Returns: (transfer none): what Salla last confirmed of the field
 */
const NomoValue *
nomo_record_get_confirmed (const NomoRecord *self, guint field)
{
  g_return_val_if_fail (field < self->entity->n_fields, &no_value);

  return self->confirmed != NULL ? &self->confirmed[field] : &self->values[field];
}

/*
 * _nomo_record_take_confirmed:
 * @self: a record under construction that waits for Salla
 *
 * Gives @self what Salla last confirmed; it waits on.
 */
void
_nomo_record_take_confirmed (NomoRecord *self)
{
  guint n_fields = self->entity->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if (_nomo_entity_is_two_way (self->entity, i))
      nomo_value_copy (&self->values[i], &self->confirmed[i]);
  for (guint i = 0; i < self->entity->n_parts; i++)
    if (_nomo_entity_is_two_way (self->entity, n_fields + i))
      _nomo_record_part_from_text (self, i, self->confirmed[n_fields + i].text);
}

/**
 * nomo_record_dup_confirmed:
 * @self: a record
 *
 * Returns: (transfer full): the record as Salla last confirmed it
 */
NomoRecord *
nomo_record_dup_confirmed (const NomoRecord *self)
{
  NomoRecord *confirmed = _nomo_record_copy (self);

  if (confirmed->confirmed == NULL)
    return confirmed;
  _nomo_record_take_confirmed (confirmed);
  _nomo_record_clear_confirmed (confirmed);
  return confirmed;
}

/**
 * nomo_record_is_deleted:
 * @self: a record
 *
 * Returns: %TRUE when the record was deleted and only its tombstone stays
 */
gboolean
nomo_record_is_deleted (const NomoRecord *self)
{
  return self->deleted_at != 0;
}

/**
 * nomo_record_is_null:
 * @self: a record
 * @field: index of a field
 *
 * Returns: %TRUE when the field has no value
 */
gboolean
nomo_record_is_null (const NomoRecord *self, guint field)
{
  g_return_val_if_fail (field < self->entity->n_fields, TRUE);

  return self->values[field].tag <= NOMO_VALUE_NULL;
}

/**
 * nomo_record_get_int:
 * @self: a record
 * @field: index of a field that is not text
 *
 * Returns: the value, 0 when there is none
 */
gint64
nomo_record_get_int (const NomoRecord *self, guint field)
{
  g_return_val_if_fail (field < self->entity->n_fields, 0);

  return self->values[field].tag == NOMO_VALUE_INT ? self->values[field].number : 0;
}

/**
 * nomo_record_get_text:
 * @self: a record
 * @field: index of a field that is text
 *
 * Returns: (nullable): the value, %NULL when there is none
 */
const char *
nomo_record_get_text (const NomoRecord *self, guint field)
{
  g_return_val_if_fail (field < self->entity->n_fields, NULL);

  return self->values[field].tag == NOMO_VALUE_TEXT ? self->values[field].text : NULL;
}

/**
 * nomo_record_count_part:
 * @self: a record
 * @part: index of a part
 *
 * Returns: how many rows the part has
 */
guint
nomo_record_count_part (const NomoRecord *self, guint part)
{
  g_return_val_if_fail (part < self->entity->n_parts, 0);

  return self->parts[part].cells == NULL ? 0 : self->parts[part].cells->len / self->entity->parts[part].n_fields;
}

/**
 * nomo_record_part_is_null:
 * @self: a record
 * @part: index of a part
 * @row: index of a row
 * @field: index of a field of the part
 *
 * Returns: whether there is no value
 */
gboolean
nomo_record_part_is_null (const NomoRecord *self, guint part, guint row, guint field)
{
  return _nomo_record_cell (self, part, row, field)->tag <= NOMO_VALUE_NULL;
}

/**
 * nomo_record_part_int:
 * @self: a record
 * @part: index of a part
 * @row: index of a row
 * @field: index of a field of the part that is not text
 *
 * Returns: the value, 0 when there is none
 */
gint64
nomo_record_part_int (const NomoRecord *self, guint part, guint row, guint field)
{
  const NomoValue *value = _nomo_record_cell (self, part, row, field);

  return value->tag == NOMO_VALUE_INT ? value->number : 0;
}

/**
 * nomo_record_part_text:
 * @self: a record
 * @part: index of a part
 * @row: index of a row
 * @field: index of a field of the part that is text
 *
 * Returns: (nullable): the value, %NULL when there is none
 */
const char *
nomo_record_part_text (const NomoRecord *self, guint part, guint row, guint field)
{
  const NomoValue *value = _nomo_record_cell (self, part, row, field);

  return value->tag == NOMO_VALUE_TEXT ? value->text : NULL;
}

/*
 * _nomo_record_part_equal:
 * @a: a record
 * @b: another of the same entity
 * @part: index of a part
 *
 * Returns: %TRUE when both have the same rows in the same order
 */
gboolean
_nomo_record_part_equal (const NomoRecord *a, const NomoRecord *b, guint part)
{
  guint n_rows = nomo_record_count_part (a, part);

  if (n_rows != nomo_record_count_part (b, part))
    return FALSE;
  for (guint i = 0; i < n_rows * a->entity->parts[part].n_fields; i++)
    if (!nomo_value_equal (&g_array_index (a->parts[part].cells, NomoValue, i),
                           &g_array_index (b->parts[part].cells, NomoValue, i)))
      return FALSE;
  return TRUE;
}

/**
 * nomo_record_equal:
 * @a: a record
 * @b: another
 *
 * Compares what the records say: entity, id, whether they are deleted, values and parts; neither when they said it nor
 * when they were written.
 *
 * Returns: %TRUE when they say the same
 */
gboolean
nomo_record_equal (const NomoRecord *a, const NomoRecord *b)
{
  if (a->entity != b->entity || a->id != b->id || (a->deleted_at != 0) != (b->deleted_at != 0))
    return FALSE;
  for (guint i = 0; i < a->entity->n_fields; i++)
    if (!nomo_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  for (guint i = 0; i < a->entity->n_parts; i++)
    if (!_nomo_record_part_equal (a, b, i))
      return FALSE;
  return TRUE;
}
