#include "config.h"

#include "nomo-record-merge.h"

static const NomoValue no_value = { NOMO_VALUE_NULL, { 0 } };

/*
 * _nomo_record_says:
 * @self: a record that is put
 * @field: index of a field
 *
 * Returns: %TRUE when @self says something of the field that it had not read there
 */
gboolean
_nomo_record_says (const NomoRecord *self, guint field)
{
  return self->values[field].tag != NOMO_VALUE_UNSET &&
         (self->base == NULL || !nomo_value_equal (&self->base->values[field], &self->values[field]));
}

/*
 * _nomo_record_says_part:
 * @self: a record that is put
 * @part: index of a part
 *
 * Returns: %TRUE when @self says something of the part that it had not read there
 */
gboolean
_nomo_record_says_part (const NomoRecord *self, guint part)
{
  return self->parts[part].known && (self->base == NULL || !_nomo_record_part_equal (self->base, self, part));
}

static const NomoValue *
confirmed_of (const NomoRecord *old, guint index)
{
  if (old == NULL)
    return &no_value;
  return old->confirmed != NULL ? &old->confirmed[index] : &old->values[index];
}

/* While our own edit waits, Salla's word is what it has, not what the shop wants. */
static void
merge_two_way (NomoRecord *merged, const NomoRecord *old, const NomoRecord *record, guint i, gboolean salla)
{
  gboolean says = _nomo_record_says (record, i);
  gboolean waits = old != NULL && old->confirmed != NULL && !nomo_value_equal (&old->confirmed[i], &old->values[i]);
  const NomoValue *before = old != NULL ? &old->values[i] : &no_value;

  nomo_value_copy (&merged->confirmed[i], says && salla ? &record->values[i] : confirmed_of (old, i));
  nomo_value_copy (&merged->values[i], says && !(salla && waits) ? &record->values[i] : before);
}

static void
merge_value (NomoRecord *merged, const NomoRecord *old, const NomoRecord *record, guint i)
{
  gboolean keeps_min = (record->entity->fields[i].flags & NOMO_FIELD_KEEPS_MIN) != 0;
  gboolean smaller = old != NULL && old->values[i].tag == NOMO_VALUE_INT &&
                     (record->values[i].tag != NOMO_VALUE_INT || old->values[i].number < record->values[i].number);

  if (old != NULL && (!_nomo_record_says (record, i) || (keeps_min && smaller)))
    nomo_value_copy (&merged->values[i], &old->values[i]);
}

static guint
hash_value (gconstpointer data)
{
  const NomoValue *value = data;

  if (value->tag == NOMO_VALUE_TEXT)
    return g_str_hash (value->text);
  return value->tag == NOMO_VALUE_INT ? g_int64_hash (&value->number) : 0;
}

static gboolean
equal_values (gconstpointer a, gconstpointer b)
{
  return nomo_value_equal (a, b);
}

/* Sets may be long, so what is in one is not looked for row by row. */
static GHashTable *
collect_keys (const NomoRecord *record, guint part)
{
  GHashTable *keys = g_hash_table_new (hash_value, equal_values);

  for (guint row = 0; row < nomo_record_count_part (record, part); row++)
    g_hash_table_add (keys, (gpointer) _nomo_record_cell (record, part, row, 0));
  return keys;
}

static void
add_row (NomoRecord *merged, guint part, const NomoRecord *from, guint row, GHashTable *added)
{
  const NomoValue *key = _nomo_record_cell (from, part, row, 0);
  NomoValue *cells = NULL;

  if (!g_hash_table_add (added, (gpointer) key))
    return;
  cells = _nomo_record_add_row (merged, part);
  for (guint i = 0; i < from->entity->parts[part].n_fields; i++)
    nomo_value_copy (&cells[i], _nomo_record_cell (from, part, row, i));
}

/* A set that was read and changed is its additions and removals. */
static void
merge_set (NomoRecord *merged, const NomoRecord *old, const NomoRecord *record, guint part)
{
  g_autoptr (GHashTable) said = collect_keys (record, part);
  g_autoptr (GHashTable) read = collect_keys (record->base, part);
  g_autoptr (GHashTable) added = g_hash_table_new (hash_value, equal_values);

  g_clear_pointer (&merged->parts[part].cells, g_array_unref);
  merged->parts[part].known = TRUE;
  for (guint row = 0; row < nomo_record_count_part (old, part); row++) {
    const NomoValue *key = _nomo_record_cell (old, part, row, 0);

    if (g_hash_table_contains (said, key) || !g_hash_table_contains (read, key))
      add_row (merged, part, old, row, added);
  }
  for (guint row = 0; row < nomo_record_count_part (record, part); row++)
    if (!g_hash_table_contains (read, _nomo_record_cell (record, part, row, 0)))
      add_row (merged, part, record, row, added);
}

static void
merge_rows (NomoRecord *merged, const NomoRecord *old, const NomoRecord *record, guint part)
{
  if (old == NULL)
    return;
  if (!_nomo_record_says_part (record, part))
    _nomo_record_copy_part (merged, part, old);
  else if (record->base != NULL && record->entity->parts[part].is_set)
    merge_set (merged, old, record, part);
}

static void
set_part_image (NomoValue *image, const NomoRecord *record, guint part)
{
  g_autofree char *text = _nomo_record_part_to_text (record, part);

  nomo_value_set_text (image, text, -1);
}

static void
merge_two_way_rows (NomoRecord *merged, const NomoRecord *old, const NomoRecord *record, guint part, gboolean salla)
{
  NomoValue *image = &merged->confirmed[record->entity->n_fields + part];
  gboolean says = _nomo_record_says_part (record, part);
  gboolean waits = FALSE;

  if (old != NULL && old->confirmed != NULL) {
    g_autofree char *text = _nomo_record_part_to_text (old, part);

    nomo_value_copy (image, &old->confirmed[record->entity->n_fields + part]);
    waits = image->tag != NOMO_VALUE_TEXT || !g_str_equal (image->text, text);
  } else if (old != NULL) {
    set_part_image (image, old, part);
  } else {
    nomo_value_set_text (image, "[]", -1);
  }
  if (says && salla)
    set_part_image (image, record, part);
  if (salla && waits)
    _nomo_record_copy_part (merged, part, old);
  else
    merge_rows (merged, old, record, part);
}

static gboolean
part_is_confirmed (const NomoRecord *self, guint part)
{
  const NomoValue *image = &self->confirmed[self->entity->n_fields + part];
  g_autofree char *text = _nomo_record_part_to_text (self, part);

  return image->tag == NOMO_VALUE_TEXT && g_str_equal (image->text, text);
}

/*
 * _nomo_record_settle:
 * @self: a record under construction
 *
 * Forgets the confirmed image when it says the same as the record, so that the record no longer waits for Salla. A record of a
 * two-way entity that Salla does not know yet always waits.
 */
void
_nomo_record_settle (NomoRecord *self)
{
  gboolean same = self->entity->kind != NOMO_KIND_TWO_WAY || self->salla_id != 0;

  for (guint i = 0; same && i < self->entity->n_fields; i++)
    same = !_nomo_entity_is_two_way (self->entity, i) || nomo_value_equal (&self->values[i], &self->confirmed[i]);
  for (guint i = 0; same && i < self->entity->n_parts; i++)
    same = !_nomo_entity_is_two_way (self->entity, self->entity->n_fields + i) || part_is_confirmed (self, i);
  if (same)
    _nomo_record_clear_confirmed (self);
}

/*
 * _nomo_record_merge:
 * @old: (nullable): what the store holds
 * @record: what is put
 * @salla: whether Salla puts it
 *
 * What the store will hold: what @record does not speak of stays as it was, and so does a smaller value of a field that keeps
 * its minimum. Both images of two-way fields are brought forward. A deleted record comes back.
 *
 * Returns: (transfer full): the whole record
 */
NomoRecord *
_nomo_record_merge (const NomoRecord *old, const NomoRecord *record, gboolean salla)
{
  const NomoEntity *entity = record->entity;
  NomoRecord *merged = _nomo_record_copy (record);

  merged->deleted_at = 0;
  merged->as_of = salla || old == NULL ? record->as_of : old->as_of;
  merged->salla_id = old != NULL ? old->salla_id : salla && entity->kind == NOMO_KIND_TWO_WAY ? record->id : 0;
  _nomo_record_clear_confirmed (merged);
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    merged->confirmed = g_new0 (NomoValue, entity->n_fields + entity->n_parts);
  for (guint i = 0; i < entity->n_fields; i++)
    if (_nomo_entity_is_two_way (entity, i))
      merge_two_way (merged, old, record, i, salla);
    else
      merge_value (merged, old, record, i);
  for (guint i = 0; i < entity->n_parts; i++)
    if (_nomo_entity_is_two_way (entity, entity->n_fields + i))
      merge_two_way_rows (merged, old, record, i, salla);
    else
      merge_rows (merged, old, record, i);
  if (merged->confirmed != NULL)
    _nomo_record_settle (merged);
  return merged;
}

/*
 * _nomo_record_foreach_lost:
 * @old: what the store holds
 * @record: what is put
 * @func: called for each value of @old that somebody had written since @record was read, and that @record replaces
 * @data: for @func
 *
 * Returns: %FALSE when @func stopped
 */
gboolean
_nomo_record_foreach_lost (const NomoRecord *old, const NomoRecord *record, NomoMergeLost func, gpointer data)
{
  for (guint i = 0; record->base != NULL && i < record->entity->n_fields; i++)
    if (_nomo_record_says (record, i) && !nomo_value_equal (&old->values[i], &record->base->values[i]) &&
        !nomo_value_equal (&old->values[i], &record->values[i]) &&
        !func (record->entity->fields[i].name, &record->base->values[i], &old->values[i], &record->values[i], data))
      return FALSE;
  return TRUE;
}

/*
 * _nomo_record_confirmed_equal:
 * @a: a record
 * @b: another of the same entity
 *
 * Returns: %TRUE when both wait for Salla with the same image of what it holds, or neither does
 */
gboolean
_nomo_record_confirmed_equal (const NomoRecord *a, const NomoRecord *b)
{
  if (a->confirmed == NULL || b->confirmed == NULL)
    return a->confirmed == b->confirmed;
  for (guint i = 0; i < a->entity->n_fields + a->entity->n_parts; i++)
    if (!nomo_value_equal (&a->confirmed[i], &b->confirmed[i]))
      return FALSE;
  return TRUE;
}
