#include "config.h"

#include "nomo-clock.h"
#include "nomo-history.h"
#include "nomo-id.h"
#include "nomo-search.h"
#include "nomo-sql.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>

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
forget_raw (NomoWriting *self, const NomoRecord *record, GError **error)
{
  NomoStatement *statement =
      self->has_raw ? _nomo_writing_prepare (self, "DELETE FROM raw WHERE entity = ?1 AND ref = ?2", error) : NULL;
  g_autofree char *ref = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);

  if (statement == NULL)
    return !self->has_raw;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_text (statement, 2, ref);
  return _nomo_writing_run (self, statement, error);
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
    self->has_doubts = TRUE;
    return _nomo_writing_run_for (
        self, "INSERT INTO doubts (entity, id, at) VALUES (?1, ?2, ?3) ON CONFLICT (entity, id) DO NOTHING",
        merged->entity, merged->id, self->now, error);
  }
  return same_second || !self->has_doubts ||
         _nomo_writing_run_for (self, "DELETE FROM doubts WHERE entity = ?1 AND id = ?2", merged->entity, merged->id, 0,
                                error);
}

static gboolean
refuse_double (const NomoRecord *record, guint field, gint64 other, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, other);

  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
               /* Translators: 1 is the name of a field, 2 what the record is ("Contact"), 3 the record's number. */
               _ ("“%1$s” is taken: %2$s %3$s has the same."), _ (record->entity->fields[field].label),
               _ (record->entity->label), id);
  return FALSE;
}

static gboolean
check_unique (NomoWriting *self, const NomoRecord *record, guint i, GError **error)
{
  const NomoField *field = &record->entity->fields[i];
  g_autofree char *sql = nomo_sql_same (record->entity, i);
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (self, sql, error);
  g_autofree char *key =
      nomo_field_has_key (field) ? nomo_field_make_key (field, nomo_record_get_text (record, i)) : NULL;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  if (key != NULL)
    nomo_statement_bind_text (statement, 1, key);
  else
    nomo_statement_bind_value (statement, 1, &record->values[i]);
  nomo_statement_bind_int (statement, 2, record->id);
  step = nomo_connection_step (self->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    return refuse_double (record, i, nomo_statement_get_int (statement, 0), error);
  return step == NOMO_STEP_DONE;
}

/* What Salla says is so, even when it says two things at once. */
static gboolean
check_all_unique (NomoWriting *self, const NomoRecord *record, GError **error)
{
  for (guint i = 0; self->commit->role != NOMO_ROLE_SALLA && i < record->entity->n_fields; i++)
    if ((record->entity->fields[i].flags & NOMO_FIELD_UNIQUE) != 0 && !nomo_record_is_null (record, i) &&
        !check_unique (self, record, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
deny_field (const NomoRecord *record, const char *label, GError **error)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED,
               /* Translators: 1 is what the record is ("Order"), 2 the name of a field. */
               _ ("%1$s: you may not change “%2$s”."), _ (record->entity->label), _ (label));
  return FALSE;
}

static gboolean
authorise_values (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, GError **error)
{
  const NomoEntity *entity = merged->entity;
  static const NomoValue no_value = { NOMO_VALUE_NULL, { 0 } };

  for (guint i = 0; i < entity->n_fields; i++)
    if (!nomo_entity_allows_field (entity, self->commit->role, i) &&
        !nomo_value_equal (old != NULL ? &old->values[i] : &no_value, &merged->values[i]))
      return deny_field (merged, entity->fields[i].label, error);
  for (guint i = 0; i < entity->n_parts; i++)
    if (!nomo_entity_allows_part (entity, self->commit->role, i) &&
        (old != NULL ? !_nomo_record_part_equal (old, merged, i) : nomo_record_count_part (merged, i) > 0))
      return deny_field (merged, entity->parts[i].label, error);
  return TRUE;
}

typedef struct {
  NomoWriting *writing;
  const NomoRecord *record;
  GError **error;
} Losing;

static gboolean
keep_lost (const char *field, const NomoValue *before, const NomoValue *lost, const NomoValue *kept, gpointer data)
{
  Losing *losing = data;
  g_autofree char *before_text = nomo_value_to_text (before);
  g_autofree char *lost_text = nomo_value_to_text (lost);
  g_autofree char *kept_text = nomo_value_to_text (kept);

  return _nomo_writing_add_conflict (losing->writing, losing->record, field, "edit", before_text, lost_text, kept_text,
                                     losing->error);
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
note_written (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, GError **error)
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
  return self->commit->repairs != merged->entity || (!lacked && has_moved_on (old, merged)) ||
         _nomo_writing_note_repair (self, merged, lacked ? NOMO_REPAIR_MISSED : NOMO_REPAIR_CHANGED, error);
}

static gboolean
keep_all_lost (NomoWriting *self, const NomoMerge *merge, const NomoRecord *merged, GError **error)
{
  Losing losing = { self, merged, error };

  if (merge->old == NULL)
    return TRUE;
  return merge->salla ? _nomo_record_foreach_lost_to_salla (merge, merged, keep_lost, &losing)
                      : _nomo_record_foreach_lost (merge->old, merge->record, keep_lost, &losing);
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

  if (!authorise_values (self, old, merged, error) || !nomo_record_validate (merged, error) ||
      !note_doubt (self, old, merged, !same, error) || !settle_note (self, merge, merged, error))
    return FALSE;
  if (same) {
    self->result.unchanged++;
    return merged->as_of <= old->as_of || touch (self, table, merged, error);
  }
  if (!check_all_unique (self, merged, error) || !keep_all_lost (self, merge, merged, error))
    return FALSE;
  self->result.written++;
  return note_written (self, old, merged, error) && _nomo_writing_write (self, table, old, merged, error);
}

/* The stand-ins for records that get their id in this commit become their ids. What comes from Salla has its id from there, or
 * none. */
static NomoRecord *
resolve (NomoWriting *self, const NomoChange *change, GError **error)
{
  NomoRecord *record = _nomo_record_copy (change->record);

  if (change->record->base != NULL)
    record->base = nomo_record_ref (change->record->base);
  if (record->id == 0 && self->commit->role != NOMO_ROLE_SALLA)
    record->id = nomo_id_nth (self->result.first_id, (guint) change->id);
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->entity->fields[i].type == NOMO_TYPE_REF && record->values[i].tag == NOMO_VALUE_INT &&
        record->values[i].number < 0 && record->values[i].number >= -(gint64) self->commit->n_new)
      record->values[i].number = nomo_id_nth (self->result.first_id, (guint) (-record->values[i].number - 1));
  return record;
}

static void
set_birth (NomoWriting *self, NomoRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    if ((record->entity->fields[i].flags & NOMO_FIELD_BORN) != 0 && record->values[i].tag == NOMO_VALUE_UNSET)
      nomo_value_set_int (&record->values[i], self->now);
}

static gboolean
find_own_id (NomoWriting *self, const NomoTable *table, gint64 *id, GError **error)
{
  gint64 own = 0;

  if (self->commit->role != NOMO_ROLE_SALLA || table->entity->kind != NOMO_KIND_TWO_WAY)
    return TRUE;
  if (!nomo_table_find (table, self->connection, *id, &own, error))
    return FALSE;
  *id = own != 0 ? own : *id;
  return TRUE;
}

/* A person that was erased stays so, and nothing personal of it comes back with what is about it. */
static gboolean
leave_out_erased (NomoWriting *self, NomoRecord *record, gboolean *erased, GError **error)
{
  const NomoEntity *entity = record->entity;
  gboolean about_erased = FALSE;

  *erased = FALSE;
  if (!self->has_erased)
    return TRUE;
  if (entity->is_person && !_nomo_writing_is_erased (self, entity, record->id, erased, error))
    return FALSE;
  for (guint i = 0; !about_erased && i < entity->n_fields; i++) {
    const NomoEntity *person = (entity->fields[i].flags & NOMO_FIELD_PERSON) != 0
                                   ? nomo_store_find_entity (self->store, entity->fields[i].ref)
                                   : NULL;

    if (person != NULL &&
        !_nomo_writing_is_erased (self, person, nomo_record_get_int (record, i), &about_erased, error))
      return FALSE;
  }
  if (about_erased)
    _nomo_record_clear_personal (record);
  return TRUE;
}

static gboolean
refuse_kind (const NomoRecord *record, GError **error)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
               /* Translators: %s is what the records are ("Visits"). */
               _ ("%s are added once and never changed."), _ (record->entity->label_many));
  return FALSE;
}

/* What was read and changed says only what it changes. */
static NomoRecord *
reconcile (const NomoRecord *old, NomoRecord *record, gboolean salla)
{
  gboolean brief = salla && old != NULL && record->base == NULL;

  return brief && record->entity->reconcile != NULL ? record->entity->reconcile (old, record)
                                                    : nomo_record_ref (record);
}

/* Salla is to hear of a deletion: what it goes on saying until then does not bring the record back, another word does. */
static NomoRecord *
merge (NomoWriting *self, const NomoMerge *merging, GError **error)
{
  const NomoRecord *old = merging->old;
  g_autoptr (NomoRecord) merged = NULL;

  if (!merging->salla || old == NULL || !nomo_record_is_deleted (old) || old->confirmed == NULL)
    return _nomo_record_merge (merging);
  if (_nomo_record_is_old_news (merging))
    return _nomo_record_merge_deleted (old, merging->record);
  merged = _nomo_record_merge (merging);
  return _nomo_writing_add_conflict (self, merged, NOMO_HISTORY_DELETED, "edit", NULL, "1", NULL, error)
             ? g_steal_pointer (&merged)
             : NULL;
}

static gboolean
put_resolved (NomoWriting *self, const NomoTable *table, NomoRecord *record, gboolean answers, GError **error)
{
  gboolean salla = self->commit->role == NOMO_ROLE_SALLA;
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) told = NULL;
  g_autoptr (NomoRecord) sent = NULL;
  g_autoptr (NomoRecord) merged = NULL;
  gboolean erased = FALSE;
  NomoVerbs verb;

  if (!find_own_id (self, table, &record->id, error) ||
      !nomo_table_get (table, self->connection, record->id, &old, error))
    return FALSE;
  if (old == NULL)
    set_birth (self, record);
  verb = old == NULL ? NOMO_VERB_CREATE : nomo_record_is_deleted (old) ? NOMO_VERB_DELETE : NOMO_VERB_UPDATE;
  if (!_nomo_writing_authorise (self, record->entity, verb, error))
    return FALSE;
  if (salla && old != NULL && record->as_of < old->as_of) {
    self->result.stale++;
    return TRUE;
  }
  if (!_nomo_writing_read_sent (self, record->entity, record->id, &sent, error))
    return FALSE;
  told = reconcile (old, record, salla);
  NomoMerge merging = { old, told, sent, salla, answers };
  merged = merge (self, &merging, error);
  if (merged == NULL || !leave_out_erased (self, merged, &erased, error))
    return FALSE;
  if (erased) {
    self->result.stale++;
    return TRUE;
  }
  return _nomo_writing_write_merged (self, table, &merging, merged, error) && forget_raw (self, record, error);
}

/*
 * _nomo_writing_put:
 * @self: a commit on its way
 * @change: a put
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_put (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, change->record->entity, error);
  g_autoptr (NomoRecord) record = NULL;

  if (table == NULL)
    return FALSE;
  if (change->record->entity->kind == NOMO_KIND_FACT)
    return refuse_kind (change->record, error);
  record = resolve (self, change, error);
  return put_resolved (self, table, record, change->answers, error);
}

static void
snapshot (NomoRecord *deleted, const NomoRecord *old)
{
  const NomoEntity *entity = old->entity;

  if (deleted->confirmed != NULL)
    return;
  deleted->confirmed = g_new0 (NomoValue, entity->n_fields + entity->n_parts);
  for (guint i = 0; i < entity->n_fields; i++)
    nomo_value_copy (&deleted->confirmed[i], &old->values[i]);
  for (guint i = 0; i < entity->n_parts; i++) {
    g_autofree char *text = _nomo_record_part_to_text (old, i);

    nomo_value_set_text (&deleted->confirmed[entity->n_fields + i], text, -1);
  }
}

/* What Salla does not know, and was not sent, needs no word to it. */
static void
mark_deleted (NomoWriting *self, NomoRecord *deleted, const NomoRecord *old, const NomoRecord *sent)
{
  gboolean salla = self->commit->role == NOMO_ROLE_SALLA;

  deleted->deleted_at = self->now;
  if (salla)
    deleted->as_of = MAX (old->as_of, self->now);
  if (salla || (old->salla_id == 0 && sent == NULL))
    _nomo_record_clear_confirmed (deleted);
  else
    snapshot (deleted, old);
}

/*
 * _nomo_writing_delete:
 * @self: a commit on its way
 * @entity: an entity
 * @id: id of a record; when there is none, nothing happens
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_delete (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, entity, error);
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) deleted = NULL;
  g_autoptr (NomoRecord) sent = NULL;

  if (table == NULL || !nomo_table_get (table, self->connection, id, &old, error) ||
      !_nomo_writing_read_sent (self, entity, id, &sent, error))
    return FALSE;
  if (old == NULL || nomo_record_is_deleted (old))
    return TRUE;
  deleted = _nomo_record_copy (old);
  mark_deleted (self, deleted, old, sent);
  self->result.deleted++;
  return _nomo_writing_write (self, table, old, deleted, error);
}

/*
 * _nomo_writing_settle_deletion:
 * @self: a commit on its way
 * @table: the table of the record's entity
 * @old: a deleted record of which Salla was to hear
 * @as_of: when Salla said that it has none, UTC milliseconds
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_settle_deletion (NomoWriting *self, const NomoTable *table, const NomoRecord *old, gint64 as_of,
                               GError **error)
{
  g_autoptr (NomoRecord) settled = _nomo_record_copy (old);

  settled->as_of = as_of;
  _nomo_record_clear_confirmed (settled);
  self->result.written++;
  return _nomo_writing_forget_note (self, old->entity, old->id, error) &&
         _nomo_writing_write (self, table, old, settled, error);
}

/* Deleted there while it was edited here: nothing of the edit is lost. It is a record now that Salla does not know, which is not
 * made there once more before somebody says so. */
static gboolean
outlive (NomoWriting *self, const NomoTable *table, const NomoRecord *old, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecord) kept = _nomo_record_copy (old);
  NomoChange note = { .state = NOMO_OUTBOX_REFUSED, .reason = (char *) NOMO_OUTBOX_GONE };

  kept->as_of = as_of;
  kept->salla_id = 0;
  self->result.written++;
  return _nomo_writing_add_conflict (self, kept, NOMO_HISTORY_DELETED, "gone", NULL, "1", NULL, error) &&
         _nomo_writing_set_note (self, kept, &note, error) && _nomo_writing_write (self, table, old, kept, error);
}

/* What was wanted of a record that nobody but Salla can make. */
static gboolean
keep_edits (NomoWriting *self, const NomoRecord *old, GError **error)
{
  Losing losing = { self, old, error };
  static const NomoValue nothing = { NOMO_VALUE_NULL, { 0 } };

  for (guint i = 0; old->confirmed != NULL && i < old->entity->n_fields; i++)
    if (_nomo_entity_is_two_way (old->entity, i) && !nomo_value_equal (&old->confirmed[i], &old->values[i]) &&
        !keep_lost (old->entity->fields[i].name, &old->confirmed[i], &old->values[i], &nothing, &losing))
      return FALSE;
  return old->confirmed == NULL || _nomo_writing_forget_note (self, old->entity, old->id, error);
}

/*
 * _nomo_writing_gone:
 * @self: a commit on its way
 * @change: what Salla has no more
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_gone (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, change->entity, error);
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) gone = NULL;
  gint64 id = change->salla_id;

  if (table == NULL || !_nomo_writing_authorise (self, change->entity, NOMO_VERB_DELETE, error) ||
      !find_own_id (self, table, &id, error) || !nomo_table_get (table, self->connection, id, &old, error))
    return FALSE;
  if (old == NULL || (nomo_record_is_deleted (old) && old->confirmed == NULL))
    return TRUE;
  if (change->as_of < old->as_of) {
    self->result.stale++;
    return TRUE;
  }
  if (old->confirmed != NULL && old->entity->kind == NOMO_KIND_TWO_WAY)
    return nomo_record_is_deleted (old) ? _nomo_writing_settle_deletion (self, table, old, change->as_of, error)
                                        : outlive (self, table, old, change->as_of, error);
  gone = _nomo_record_copy (old);
  mark_deleted (self, gone, old, NULL);
  gone->as_of = change->as_of;
  self->result.deleted++;
  return keep_edits (self, old, error) && _nomo_writing_note_repair (self, gone, NOMO_REPAIR_GONE, error) &&
         _nomo_writing_write (self, table, old, gone, error);
}

/* A list of Salla's may have told of a record that was made here before the answer to that came: one of the two is too much. */
static gboolean
forget_twin (NomoWriting *self, const NomoTable *table, const NomoChange *change, GError **error)
{
  gint64 twin = 0;
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) gone = NULL;

  if (!nomo_table_find (table, self->connection, change->salla_id, &twin, error))
    return FALSE;
  if (twin == 0 || twin == change->id)
    return TRUE;
  if (!nomo_table_get (table, self->connection, twin, &old, error))
    return FALSE;
  gone = _nomo_record_copy (old);
  gone->salla_id = 0;
  gone->deleted_at = self->now;
  _nomo_record_clear_confirmed (gone);
  self->result.deleted++;
  return _nomo_writing_write (self, table, old, gone, error);
}

/*
 * _nomo_writing_confirm:
 * @self: a commit on its way
 * @change: a confirmation
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_confirm (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, change->entity, error);
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) known = NULL;

  if (table == NULL || !_nomo_writing_authorise (self, change->entity, NOMO_VERB_UPDATE, error) ||
      !nomo_table_get (table, self->connection, change->id, &old, error))
    return FALSE;
  if (old == NULL || old->salla_id == change->salla_id)
    return TRUE;
  if (!forget_twin (self, table, change, error))
    return FALSE;
  known = _nomo_record_copy (old);
  known->salla_id = change->salla_id;
  self->result.written++;
  return _nomo_writing_write (self, table, old, known, error);
}
