#include "config.h"

#include "nomo-json.h"
#include "nomo-waiting.h"
#include "nomo-writing.h"

#include <string.h>

/* What is sent, by the names of the fields and parts that Salla hears of. */
static char *
image_to_text (const NomoRecord *record)
{
  const NomoEntity *entity = record->entity;
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *image = json_object_new ();

  for (guint i = 0; i < entity->n_fields; i++)
    if (_nomo_entity_is_two_way (entity, i)) {
      g_autofree char *text = nomo_value_to_text (&record->values[i]);

      if (text != NULL)
        json_object_set_string_member (image, entity->fields[i].name, text);
      else
        json_object_set_null_member (image, entity->fields[i].name);
    }
  for (guint i = 0; i < entity->n_parts; i++)
    if (_nomo_entity_is_two_way (entity, entity->n_fields + i)) {
      g_autofree char *text = _nomo_record_part_to_text (record, i);

      json_object_set_string_member (image, entity->parts[i].name, text);
    }
  json_node_init_object (node, image);
  json_object_unref (image);
  return nomo_json_write (node);
}

static void
read_member (JsonObject *image, const char *name, JsonNode *member, gpointer data)
{
  NomoRecord *record = data;
  int field = nomo_entity_find_field (record->entity, name);
  int part = nomo_entity_find_part (record->entity, name);
  g_autofree char *text = nomo_json_dup_text (member, "");

  if (field >= 0)
    nomo_value_from_text (&record->values[field], text, nomo_type_is_text (record->entity->fields[field].type));
  else if (part >= 0 && text != NULL)
    _nomo_record_part_from_text (record, (guint) part, text);
}

static NomoRecord *
image_from_text (const NomoEntity *entity, gint64 id, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);
  NomoRecord *record = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  record = _nomo_record_new (entity, id);
  json_object_foreach_member (json_node_get_object (node), read_member, record);
  return record;
}

/*
 * _nomo_writing_read_sent:
 * @self: a commit on its way
 * @entity: an entity
 * @id: id of a record
 * @sent: (out) (nullable): what was sent to Salla and may be there or not; %NULL when nothing is on its way
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_read_sent (NomoWriting *self, const NomoEntity *entity, gint64 id, NomoRecord **sent, GError **error)
{
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  *sent = NULL;
  if (!self->has_notes)
    return TRUE;
  statement = _nomo_writing_prepare (
      self, "SELECT sent FROM outbox WHERE entity = ?1 AND id = ?2 AND state = 'sent' AND sent IS NOT NULL", error);
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, entity->name);
  nomo_statement_bind_int (statement, 2, id);
  step = nomo_connection_step (self->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    *sent = image_from_text (entity, id, nomo_statement_get_text (statement, 0));
  return step != NOMO_STEP_ERROR;
}

/*
 * _nomo_writing_forget_note:
 * @self: a commit on its way
 * @entity: an entity
 * @id: id of a record
 * @error: return location
 *
 * Forgets what came of the attempts to tell Salla of an edit.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_forget_note (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  return !self->has_notes ||
         _nomo_writing_run_for (self, "DELETE FROM outbox WHERE entity = ?1 AND id = ?2", entity, id, 0, error);
}

/*
 * _nomo_writing_try_again:
 * @self: a commit on its way
 * @record: a record that was edited here
 * @error: return location
 *
 * What was refused or put off is another thing once it was edited. What Salla has deleted is made there anew only when somebody
 * says so.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_try_again (NomoWriting *self, const NomoRecord *record, GError **error)
{
  return !self->has_notes ||
         _nomo_writing_run_for (self,
                                "DELETE FROM outbox WHERE entity = ?1 AND id = ?2 AND state <> 'sent'"
                                " AND coalesce (reason, '') <> '" NOMO_OUTBOX_GONE "'",
                                record->entity, record->id, 0, error);
}

/*
 * _nomo_writing_set_note:
 * @self: a commit on its way
 * @record: a record that waits for Salla
 * @change: with what came of an attempt
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_set_note (NomoWriting *self, const NomoRecord *record, const NomoChange *change, GError **error)
{
  gboolean sent = change->state == NOMO_OUTBOX_SENT;
  g_autofree char *image = sent ? image_to_text (record) : NULL;
  NomoStatement *statement = _nomo_writing_prepare (
      self,
      "INSERT INTO outbox (entity, id, state, sent, reason, detail, tries, at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (entity, id) DO UPDATE SET state = excluded.state,"
      " sent = excluded.sent, reason = excluded.reason, detail = excluded.detail,"
      " tries = outbox.tries + excluded.tries, at = excluded.at",
      error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  nomo_statement_bind_text (statement, 3, _nomo_outbox_states[change->state]);
  nomo_statement_bind_text (statement, 4, image);
  nomo_statement_bind_text (statement, 5, change->reason);
  nomo_statement_bind_text (statement, 6, change->value);
  nomo_statement_bind_int (statement, 7, sent ? 1 : 0);
  nomo_statement_bind_int (statement, 8, self->now);
  self->has_notes = TRUE;
  return _nomo_writing_run (self, statement, error);
}

static gboolean
get_waiting (NomoWriting *self, const NomoChange *change, const NomoTable **table, NomoRecord **old, GError **error)
{
  *table = _nomo_store_find_table (self->store, change->entity, error);
  if (*table == NULL || !nomo_table_get (*table, self->connection, change->id, old, error))
    return FALSE;
  if (*old != NULL && (*old)->confirmed == NULL)
    g_clear_pointer (old, nomo_record_unref);
  return TRUE;
}

/*
 * _nomo_writing_note:
 * @self: a commit on its way
 * @change: what came of an attempt to tell Salla of an edit; of a record that does not wait nothing is noted, and one that was
 *   deleted and is not at Salla waits no more once nothing is on its way
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_note (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoTable *table = NULL;
  g_autoptr (NomoRecord) old = NULL;

  if (!get_waiting (self, change, &table, &old, error))
    return FALSE;
  if (old != NULL && change->state == NOMO_OUTBOX_READY && nomo_record_is_deleted (old) && old->salla_id == 0)
    return _nomo_writing_settle_deletion (self, table, old, old->as_of, error);
  if (old == NULL || change->state == NOMO_OUTBOX_READY)
    return _nomo_writing_forget_note (self, change->entity, change->id, error);
  return _nomo_writing_set_note (self, old, change, error);
}

/* What is on its way is to be taken back, if it comes to that. */
static void
take_confirmed (NomoRecord *record, const NomoRecord *sent)
{
  _nomo_record_take_confirmed (record);
  record->deleted_at = 0;
  if (sent == NULL)
    _nomo_record_clear_confirmed (record);
}

/*
 * _nomo_writing_discard:
 * @self: a commit on its way
 * @change: of which record
 * @error: return location
 *
 * Gives a record the image that Salla has confirmed, so that it waits no more. One that Salla does not know is deleted.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_discard (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoTable *table = NULL;
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoRecord) sent = NULL;
  gboolean unknown;

  if (!get_waiting (self, change, &table, &old, error) ||
      !_nomo_writing_read_sent (self, change->entity, change->id, &sent, error))
    return FALSE;
  if (old == NULL)
    return TRUE;
  unknown = old->entity->kind == NOMO_KIND_TWO_WAY && old->salla_id == 0;
  if (!_nomo_writing_authorise (self, change->entity, unknown ? NOMO_VERB_DELETE : NOMO_VERB_UPDATE, error) ||
      (sent == NULL && !_nomo_writing_forget_note (self, change->entity, change->id, error)))
    return FALSE;
  if (unknown)
    return _nomo_writing_delete (self, change->entity, change->id, error);
  record = _nomo_record_copy (old);
  take_confirmed (record, sent);
  self->result.written++;
  return _nomo_writing_write (self, table, old, record, error);
}
