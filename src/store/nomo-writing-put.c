#include "config.h"

#include "nomo-history.h"
#include "nomo-id.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>

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

/*
 * _nomo_writing_find_own_id:
 * @self: a commit on its way
 * @table: the table of an entity
 * @id: (inout): the id of a record as the actor knows it; then the one that it has here
 * @error: return location
 *
 * Salla knows what was made here by another id.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_find_own_id (NomoWriting *self, const NomoTable *table, gint64 *id, GError **error)
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

  if (!_nomo_writing_find_own_id (self, table, &record->id, error) ||
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
