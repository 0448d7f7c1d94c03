#include "config.h"

#include "nomo-history.h"
#include "nomo-writing.h"

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

static gboolean
keep_value (NomoWriting *self, const NomoRecord *old, guint i, GError **error)
{
  static const NomoValue nothing = { NOMO_VALUE_NULL, { 0 } };

  return !_nomo_entity_is_two_way (old->entity, i) || nomo_value_equal (&old->confirmed[i], &old->values[i]) ||
         _nomo_writing_keep_lost (self, old, old->entity->fields[i].name, &old->confirmed[i], &old->values[i], &nothing,
                                  error);
}

/* Told as the history tells rows. */
static gboolean
keep_rows (NomoWriting *self, const NomoRecord *old, guint part, GError **error)
{
  const NomoValue *confirmed = &old->confirmed[old->entity->n_fields + part];
  const char *before = confirmed->tag == NOMO_VALUE_TEXT ? confirmed->text : NULL;
  g_autofree char *lost = _nomo_record_part_to_text (old, part);

  return !_nomo_entity_is_two_way (old->entity, old->entity->n_fields + part) || g_strcmp0 (before, lost) == 0 ||
         _nomo_writing_add_conflict (self, old, old->entity->parts[part].name, "edit", before, lost, NULL, error);
}

/* What was wanted of a record that nobody but Salla can make. */
static gboolean
keep_edits (NomoWriting *self, const NomoRecord *old, GError **error)
{
  if (old->confirmed == NULL)
    return TRUE;
  for (guint i = 0; i < old->entity->n_fields; i++)
    if (!keep_value (self, old, i, error))
      return FALSE;
  for (guint i = 0; i < old->entity->n_parts; i++)
    if (!keep_rows (self, old, i, error))
      return FALSE;
  return _nomo_writing_forget_note (self, old->entity, old->id, error);
}

/* What Salla has told by itself needed no repair. */
static gboolean
note_gone (NomoWriting *self, const NomoRecord *gone, GError **error)
{
  return g_str_equal (self->commit->actor, NOMO_ACTOR_WEBHOOK) ||
         _nomo_writing_note_repair (self, gone, NOMO_REPAIR_GONE, error);
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
      !_nomo_writing_find_own_id (self, table, &id, error) ||
      !nomo_table_get (table, self->connection, id, &old, error) ||
      !_nomo_writing_end_doubt (self, change->entity, id, error))
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
  return keep_edits (self, old, error) && note_gone (self, gone, error) &&
         _nomo_writing_write (self, table, old, gone, error);
}
