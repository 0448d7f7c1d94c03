#include "config.h"

#include "nomo-history.h"
#include "nomo-writing.h"

static gboolean
write_feed (NomoWriting *self, const NomoRecord *record, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (
      self,
      "INSERT INTO feed (entity, id, seq, commit_number) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (entity, id) DO UPDATE SET seq = excluded.seq, commit_number = excluded.commit_number",
      error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  nomo_statement_bind_int (statement, 3, (gint64) self->seq);
  nomo_statement_bind_int (statement, 4, self->number);
  return _nomo_writing_run (self, statement, error);
}

/* References that the file must keep whole are looked at when the whole commit is there. */
static void
note_references (NomoWriting *self, const NomoRecord *old, const NomoRecord *record)
{
  gboolean anew = old == NULL || nomo_record_is_deleted (old);

  for (guint i = 0; !nomo_record_is_deleted (record) && i < record->entity->n_fields; i++) {
    NomoLink link = { record->entity, record->id, i };

    if (record->entity->fields[i].on_delete != NOMO_ON_DELETE_KEEP && record->values[i].tag == NOMO_VALUE_INT &&
        (anew || !nomo_value_equal (&old->values[i], &record->values[i])))
      g_array_append_val (self->referring, link);
  }
}

static void
note_gone (NomoWriting *self, const NomoRecord *old, const NomoRecord *record)
{
  NomoLink link = { record->entity, record->id, 0 };

  if (old != NULL && !nomo_record_is_deleted (old) && nomo_record_is_deleted (record))
    g_array_append_val (self->gone, link);
}

/*
 * _nomo_writing_write:
 * @self: a commit on its way
 * @table: the table of the record's entity
 * @old: (nullable): the record as it was
 * @record: the whole record as it is now
 * @error: return location
 *
 * Writes a record with everything that follows from its change, with the old and the new one in hand.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_write (NomoWriting *self, const NomoTable *table, const NomoRecord *old, NomoRecord *record,
                     GError **error)
{
  if (old != NULL)
    nomo_rollup_take_away (self->rollup, old);
  nomo_rollup_add (self->rollup, record);
  if (record->entity->kind == NOMO_KIND_FACT)
    return nomo_table_put (table, self->connection, record, 0, old, error);
  note_references (self, old, record);
  note_gone (self, old, record);
  self->result.waiting += record->confirmed != NULL;
  nomo_search_batch_replace (self->search, old, record);
  return nomo_table_put (table, self->connection, record, self->seq, old, error) &&
         _nomo_history_write (self, old, record, error) && write_feed (self, record, error);
}

static gboolean
touch (NomoWriting *self, const NomoTable *table, const NomoRecord *record, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (self, table->touch, error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, record->id);
  nomo_statement_bind_int (statement, 2, record->as_of);
  return _nomo_writing_run (self, statement, error);
}

static gboolean
add_doubt (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  self->has_doubts = TRUE;
  return _nomo_writing_run_for (
      self, "INSERT INTO doubts (entity, id, at) VALUES (?1, ?2, ?3) ON CONFLICT (entity, id) DO NOTHING", entity, id,
      self->now, error);
}

/*
 * _nomo_writing_end_doubt:
 * @self: a commit on its way
 * @entity: an entity
 * @id: id of a record of which Salla has said more
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_end_doubt (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  return !self->has_doubts ||
         _nomo_writing_run_for (self, "DELETE FROM doubts WHERE entity = ?1 AND id = ?2", entity, id, 0, error);
}

/*
 * _nomo_writing_doubt:
 * @self: a commit on its way
 * @change: what is to be fetched
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_doubt (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, change->entity, error);
  gint64 id = change->salla_id;

  return table != NULL && _nomo_writing_authorise (self, change->entity, NOMO_VERB_CREATE, error) &&
         _nomo_writing_find_own_id (self, table, &id, error) && add_doubt (self, change->entity, id, error);
}

/* Salla's clock counts seconds: of two changes within one, nobody knows which came first. */
static gboolean
note_doubt (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, gboolean changed, GError **error)
{
  gboolean same_second = old != NULL && old->as_of / 1000 == merged->as_of / 1000;

  if (self->commit->role != NOMO_ROLE_SALLA || merged->entity->kind == NOMO_KIND_OWN)
    return TRUE;
  if (changed && same_second) {
    self->result.again++;
    return add_doubt (self, merged->entity, merged->id, error);
  }
  return same_second || _nomo_writing_end_doubt (self, merged->entity, merged->id, error);
}

/* What has changed since it was known is no repair, and neither is what was known in part. */
static gboolean
has_moved_on (const NomoRecord *old, const NomoRecord *merged)
{
  for (guint i = 0; i < merged->entity->n_fields; i++)
    if ((merged->entity->fields[i].flags & NOMO_FIELD_CHANGED) != 0 && !nomo_record_is_null (merged, i))
      return nomo_record_is_null (old, i) || nomo_record_get_int (old, i) < nomo_record_get_int (merged, i);
  return FALSE;
}

static gboolean
says_the_same (const NomoRecord *old, const NomoRecord *merged)
{
  const NomoEntity *entity = merged->entity;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & NOMO_FIELD_DERIVED) == 0 && !nomo_value_equal (&old->values[i], &merged->values[i]))
      return FALSE;
  for (guint i = 0; i < entity->n_parts; i++)
    if (!_nomo_record_part_equal (old, merged, i))
      return FALSE;
  return TRUE;
}

static gboolean
note_written (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, gboolean untold, GError **error)
{
  gboolean lacked = old == NULL || nomo_record_is_deleted (old);

  if (!lacked && says_the_same (old, merged)) {
    self->result.restated++;
    return TRUE;
  }
  if (self->commit->only_if_equal) {
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DIFFERS, "a record differs");
    return FALSE;
  }
  if (self->commit->repairs == merged->entity && (lacked || !has_moved_on (old, merged)))
    return _nomo_writing_note_repair (self, merged, lacked ? NOMO_REPAIR_MISSED : NOMO_REPAIR_CHANGED, error);
  return !untold || _nomo_writing_note_repair (self, merged, NOMO_REPAIR_UNTOLD, error);
}

typedef struct {
  NomoWriting *writing;
  const NomoRecord *record;
  GError **error;
} Losing;

static gboolean
keep_lost_cb (const char *field, const NomoValue *before, const NomoValue *lost, const NomoValue *kept, gpointer data)
{
  Losing *losing = data;

  return _nomo_writing_keep_lost (losing->writing, losing->record, field, before, lost, kept, losing->error);
}

static gboolean
keep_all_lost (NomoWriting *self, const NomoMerge *merge, const NomoRecord *merged, GError **error)
{
  Losing losing = { self, merged, error };

  if (merge->old == NULL)
    return TRUE;
  return merge->salla ? _nomo_record_foreach_lost_to_salla (merge, merged, keep_lost_cb, &losing)
                      : _nomo_record_foreach_lost (merge->old, merge->record, keep_lost_cb, &losing);
}

/* What waits no more, what Salla has done and what was edited since needs no note. */
static gboolean
settle_note (NomoWriting *self, const NomoMerge *merge, const NomoRecord *merged, GError **error)
{
  if (merged->confirmed != NULL && !merge->salla)
    return _nomo_writing_try_again (self, merged, error);
  if (merged->confirmed != NULL && !_nomo_record_is_done (merge))
    return TRUE;
  return !nomo_entity_has_kind (merged->entity, NOMO_KIND_TWO_WAY) ||
         _nomo_writing_forget_note (self, merged->entity, merged->id, error);
}

/*
 * _nomo_writing_write_merged:
 * @self: a commit on its way
 * @table: the table of the record's entity
 * @merge: what was put, and over what
 * @merged: what the store will hold
 * @error: return location
 *
 * Writes a record if it is another than before, the actor may write what is other, and the rules of its entity hold.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_write_merged (NomoWriting *self, const NomoTable *table, const NomoMerge *merge, NomoRecord *merged,
                            GError **error)
{
  const NomoRecord *old = merge->old;
  gboolean same = old != NULL && nomo_record_equal (old, merged) && _nomo_record_confirmed_equal (old, merged);
  gboolean untold = FALSE;

  if (!_nomo_writing_authorise_values (self, old, merged, error) || !nomo_record_validate (merged, error) ||
      (!same && !_nomo_writing_is_untold (self, old, merged, &untold, error)) ||
      !note_doubt (self, old, merged, !same, error) || !settle_note (self, merge, merged, error))
    return FALSE;
  if (same) {
    self->result.unchanged++;
    return merged->as_of <= old->as_of || touch (self, table, merged, error);
  }
  if (!_nomo_writing_check_unique (self, merged, error) || !keep_all_lost (self, merge, merged, error))
    return FALSE;
  self->result.written++;
  return note_written (self, old, merged, untold, error) && _nomo_writing_write (self, table, old, merged, error);
}
