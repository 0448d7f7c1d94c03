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

/* What was sent and has come back another way is what Salla made of it. */
static gboolean
is_answered (const NomoMerge *merge, guint i)
{
  return merge->answers && merge->sent != NULL && nomo_value_equal (&merge->sent->values[i], &merge->old->values[i]);
}

/* While our own edit waits, be it that something else was sent before, Salla's word is what it has, not what the shop wants. */
static gboolean
value_waits (const NomoMerge *merge, guint i)
{
  const NomoRecord *old = merge->old;
  const NomoRecord *sent = merge->sent;

  return old != NULL && old->confirmed != NULL && !is_answered (merge, i) &&
         (!nomo_value_equal (&old->confirmed[i], &old->values[i]) ||
          (sent != NULL && !nomo_value_equal (&sent->values[i], &old->values[i])));
}

static gboolean
is_once (const NomoEntity *entity, guint i)
{
  return (entity->fields[i].flags & NOMO_FIELD_ONCE) != 0;
}

/* Salla has no value for it. That it was told is known from its answer, or said in its name. */
static void
merge_once (NomoRecord *merged, const NomoMerge *merge, guint i)
{
  const NomoRecord *old = merge->old;
  const NomoValue *said = &merge->record->values[i];
  const NomoValue *before = old != NULL ? &old->values[i] : &no_value;
  gboolean says = _nomo_record_says (merge->record, i);
  gboolean told = is_answered (merge, i) || (merge->salla && says && nomo_value_equal (said, before));

  nomo_value_copy (&merged->confirmed[i], &no_value);
  nomo_value_copy (&merged->values[i], told ? &no_value : says && !merge->salla ? said : before);
}

static void
merge_two_way (NomoRecord *merged, const NomoMerge *merge, guint i)
{
  const NomoRecord *old = merge->old;
  const NomoValue *said = &merge->record->values[i];
  gboolean says = _nomo_record_says (merge->record, i);
  const NomoValue *before = old != NULL ? &old->values[i] : &no_value;

  nomo_value_copy (&merged->confirmed[i], says && merge->salla ? said : confirmed_of (old, i));
  nomo_value_copy (&merged->values[i], says && !(merge->salla && value_waits (merge, i)) ? said : before);
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

/* What is there, with the additions and removals of somebody who had read something else. */
static void
merge_set (NomoRecord *merged, guint part, const NomoRecord *present, const NomoRecord *said, const NomoRecord *read)
{
  g_autoptr (GHashTable) wanted = collect_keys (said, part);
  g_autoptr (GHashTable) known = collect_keys (read, part);
  g_autoptr (GHashTable) added = g_hash_table_new (hash_value, equal_values);

  g_clear_pointer (&merged->parts[part].cells, g_array_unref);
  merged->parts[part].known = TRUE;
  for (guint row = 0; row < nomo_record_count_part (present, part); row++) {
    const NomoValue *key = _nomo_record_cell (present, part, row, 0);

    if (g_hash_table_contains (wanted, key) || !g_hash_table_contains (known, key))
      add_row (merged, part, present, row, added);
  }
  for (guint row = 0; row < nomo_record_count_part (said, part); row++)
    if (!g_hash_table_contains (known, _nomo_record_cell (said, part, row, 0)))
      add_row (merged, part, said, row, added);
}

static void
merge_rows (NomoRecord *merged, const NomoRecord *old, const NomoRecord *record, guint part)
{
  if (old == NULL)
    return;
  if (!_nomo_record_says_part (record, part))
    _nomo_record_copy_part (merged, part, old);
  else if (record->base != NULL && record->entity->parts[part].is_set)
    merge_set (merged, part, old, record, record->base);
}

static void
set_part_image (NomoValue *image, const NomoRecord *record, guint part)
{
  g_autofree char *text = _nomo_record_part_to_text (record, part);

  nomo_value_set_text (image, text, -1);
}

static gboolean
part_is_confirmed (const NomoRecord *self, guint part)
{
  const NomoValue *image = &self->confirmed[self->entity->n_fields + part];
  g_autofree char *text = _nomo_record_part_to_text (self, part);

  return image->tag == NOMO_VALUE_TEXT && g_str_equal (image->text, text);
}

static gboolean
rows_wait (const NomoMerge *merge, guint part)
{
  const NomoRecord *old = merge->old;
  gboolean as_sent = old != NULL && merge->sent != NULL && _nomo_record_part_equal (merge->sent, old, part);

  return old != NULL && old->confirmed != NULL && !(merge->answers && as_sent) &&
         (!part_is_confirmed (old, part) || (merge->sent != NULL && !as_sent));
}

/* What both sides knew of a set: what was sent once Salla has it, else what Salla had confirmed. */
static NomoRecord *
known_rows (const NomoMerge *merge, guint part)
{
  const NomoRecord *old = merge->old;
  NomoRecord *known = _nomo_record_new (old->entity, old->id);

  if (merge->sent != NULL && (merge->answers || _nomo_record_part_equal (merge->sent, merge->record, part)))
    _nomo_record_copy_part (known, part, merge->sent);
  else
    _nomo_record_part_from_text (known, part, old->confirmed[old->entity->n_fields + part].text);
  return known;
}

static void
merge_waiting_rows (NomoRecord *merged, const NomoMerge *merge, guint part)
{
  g_autoptr (NomoRecord) known = known_rows (merge, part);

  if (merge->record->entity->parts[part].is_set && _nomo_record_says_part (merge->record, part))
    merge_set (merged, part, merge->record, merge->old, known);
  else
    _nomo_record_copy_part (merged, part, merge->old);
}

static gboolean
has_same_keys (const NomoRecord *a, const NomoRecord *b, guint part)
{
  g_autoptr (GHashTable) keys = collect_keys (a, part);
  g_autoptr (GHashTable) others = collect_keys (b, part);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (others, key))
      return FALSE;
  return g_hash_table_size (keys) == g_hash_table_size (others);
}

/* What was taken out of a set and put in again is what Salla has, with all that it knows of it. */
static void
settle_set (NomoRecord *merged, const NomoValue *image, guint part)
{
  g_autoptr (NomoRecord) held = _nomo_record_new (merged->entity, merged->id);

  if (image->tag == NOMO_VALUE_TEXT && _nomo_record_part_from_text (held, part, image->text) &&
      has_same_keys (held, merged, part))
    _nomo_record_copy_part (merged, part, held);
}

static void
merge_two_way_rows (NomoRecord *merged, const NomoMerge *merge, guint part)
{
  const NomoRecord *old = merge->old;
  guint n_fields = merge->record->entity->n_fields;
  NomoValue *image = &merged->confirmed[n_fields + part];

  if (old != NULL && old->confirmed != NULL)
    nomo_value_copy (image, &old->confirmed[n_fields + part]);
  else if (old != NULL)
    set_part_image (image, old, part);
  else
    nomo_value_set_text (image, "[]", -1);
  if (merge->salla && _nomo_record_says_part (merge->record, part))
    set_part_image (image, merge->record, part);
  if (merge->salla && rows_wait (merge, part))
    merge_waiting_rows (merged, merge, part);
  else
    merge_rows (merged, old, merge->record, part);
  if (!merge->salla && merge->record->entity->parts[part].is_set)
    settle_set (merged, image, part);
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

static gint64
salla_id_of (const NomoMerge *merge)
{
  if (merge->old != NULL && merge->old->salla_id != 0)
    return merge->old->salla_id;
  return merge->salla && merge->record->entity->kind == NOMO_KIND_TWO_WAY ? merge->record->id : 0;
}

/*
 * _nomo_record_merge:
 * @merge: what is put, and over what
 *
 * What the store will hold: what the record does not speak of stays as it was, and so does a smaller value of a field that keeps
 * its minimum. Both images of two-way fields are brought forward. A deleted record comes back.
 *
 * Returns: (transfer full): the whole record
 */
NomoRecord *
_nomo_record_merge (const NomoMerge *merge)
{
  const NomoRecord *old = merge->old;
  const NomoRecord *record = merge->record;
  const NomoEntity *entity = record->entity;
  NomoRecord *merged = _nomo_record_copy (record);

  merged->deleted_at = 0;
  merged->as_of = merge->salla || old == NULL ? record->as_of : old->as_of;
  merged->salla_id = salla_id_of (merge);
  _nomo_record_clear_confirmed (merged);
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    merged->confirmed = g_new0 (NomoValue, entity->n_fields + entity->n_parts);
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_once (entity, i))
      merge_once (merged, merge, i);
    else if (_nomo_entity_is_two_way (entity, i))
      merge_two_way (merged, merge, i);
    else
      merge_value (merged, old, record, i);
  for (guint i = 0; i < entity->n_parts; i++)
    if (_nomo_entity_is_two_way (entity, entity->n_fields + i))
      merge_two_way_rows (merged, merge, i);
    else
      merge_rows (merged, old, record, i);
  /* While something is on its way, what Salla holds is not known. */
  if (merged->confirmed != NULL && (merge->salla || merge->sent == NULL))
    _nomo_record_settle (merged);
  return merged;
}

/* Nothing was to be said. */
static gboolean
is_untold (const NomoMerge *merge, guint i)
{
  return is_once (merge->record->entity, i) && nomo_value_equal (&merge->sent->values[i], &no_value);
}

/*
 * _nomo_record_is_done:
 * @merge: what Salla puts, and over what
 *
 * Returns: %TRUE when Salla holds what it was sent
 */
gboolean
_nomo_record_is_done (const NomoMerge *merge)
{
  const NomoEntity *entity = merge->record->entity;

  if (merge->answers || merge->sent == NULL)
    return merge->answers;
  for (guint i = 0; i < entity->n_fields; i++)
    if (_nomo_entity_is_two_way (entity, i) && (is_once (entity, i) || _nomo_record_says (merge->record, i)) &&
        !nomo_value_equal (&merge->sent->values[i], &merge->record->values[i]) && !is_untold (merge, i))
      return FALSE;
  for (guint i = 0; i < entity->n_parts; i++)
    if (_nomo_entity_is_two_way (entity, entity->n_fields + i) && _nomo_record_says_part (merge->record, i) &&
        !_nomo_record_part_equal (merge->sent, merge->record, i))
      return FALSE;
  return TRUE;
}

static gboolean
is_known_value (const NomoMerge *merge, guint i)
{
  const NomoValue *said = &merge->record->values[i];

  return nomo_value_equal (&merge->old->confirmed[i], said) ||
         (merge->sent != NULL && nomo_value_equal (&merge->sent->values[i], said));
}

static gboolean
is_known_part (const NomoMerge *merge, guint part)
{
  const NomoValue *image = &merge->old->confirmed[merge->old->entity->n_fields + part];
  g_autofree char *text = _nomo_record_part_to_text (merge->record, part);

  return (image->tag == NOMO_VALUE_TEXT && g_str_equal (image->text, text)) ||
         (merge->sent != NULL && _nomo_record_part_equal (merge->sent, merge->record, part));
}

/*
 * _nomo_record_is_old_news:
 * @merge: what Salla says of a record that was deleted here, of which it is to hear
 *
 * Returns: %TRUE when Salla says of the two-way values nothing but what it had confirmed when the record was deleted, or what it
 *   was sent before
 */
gboolean
_nomo_record_is_old_news (const NomoMerge *merge)
{
  const NomoEntity *entity = merge->old->entity;

  for (guint i = 0; i < entity->n_fields; i++)
    if (_nomo_entity_is_two_way (entity, i) && _nomo_record_says (merge->record, i) && !is_known_value (merge, i))
      return FALSE;
  for (guint i = 0; i < entity->n_parts; i++)
    if (_nomo_entity_is_two_way (entity, entity->n_fields + i) && _nomo_record_says_part (merge->record, i) &&
        !is_known_part (merge, i))
      return FALSE;
  return TRUE;
}

/*
 * _nomo_record_merge_deleted:
 * @old: a record that was deleted here and of which Salla is to hear so
 * @record: what Salla says of it, which is old news
 *
 * Returns: (transfer full): the record, deleted still, with what Salla counts
 */
NomoRecord *
_nomo_record_merge_deleted (const NomoRecord *old, const NomoRecord *record)
{
  NomoRecord *merged = _nomo_record_copy (old);

  merged->as_of = record->as_of;
  for (guint i = 0; i < old->entity->n_fields; i++)
    if (!_nomo_entity_is_two_way (old->entity, i) && _nomo_record_says (record, i))
      nomo_value_copy (&merged->values[i], &record->values[i]);
  return merged;
}

/* Ours goes on waiting, and what Salla has put in its place is lost; or Salla has made something else of what was sent. What
 * Salla has from us is lost by nobody. */
static gboolean
loses (const NomoMerge *merge, const NomoRecord *merged, guint i, const NomoValue **lost)
{
  const NomoValue *theirs = &merge->record->values[i];
  const NomoValue *mine = &merge->old->values[i];
  gboolean keeps_mine = nomo_value_equal (&merged->values[i], mine);
  gboolean from_us = merge->sent != NULL && (merge->answers || nomo_value_equal (theirs, &merge->sent->values[i]));

  *lost = keeps_mine ? theirs : mine;
  return !nomo_value_equal (*lost, &merged->values[i]) && !nomo_value_equal (*lost, &merge->old->confirmed[i]) &&
         !(keeps_mine && from_us);
}

/*
 * _nomo_record_foreach_lost_to_salla:
 * @merge: what Salla puts, and over what
 * @merged: what the store will hold
 * @func: called for each value that both sides have changed, with the one that is not kept
 * @data: for @func
 *
 * Returns: %FALSE when @func stopped
 */
gboolean
_nomo_record_foreach_lost_to_salla (const NomoMerge *merge, const NomoRecord *merged, NomoMergeLost func, gpointer data)
{
  const NomoRecord *old = merge->old;
  const NomoValue *lost = NULL;

  for (guint i = 0; old != NULL && old->confirmed != NULL && i < old->entity->n_fields; i++)
    if (_nomo_entity_is_two_way (old->entity, i) && !is_once (old->entity, i) && _nomo_record_says (merge->record, i) &&
        loses (merge, merged, i, &lost) &&
        !func (old->entity->fields[i].name, &old->confirmed[i], lost, &merged->values[i], data))
      return FALSE;
  return TRUE;
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
