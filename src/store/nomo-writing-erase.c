#include "config.h"

#include "nomo-search.h"
#include "nomo-sql.h"
#include "nomo-writing.h"

#include <string.h>

#define MIN_TRACE    4 /* bytes of a value by which a raw body is told to speak of a person */
#define PHONE_DIGITS 9

static void
clear_value (NomoValue *value, const NomoField *field)
{
  if ((field->flags & NOMO_FIELD_REQUIRED) != 0 && nomo_type_is_text (field->type))
    nomo_value_set_text (value, "", 0);
  else
    nomo_value_set_null (value);
}

static void
clear_rows (NomoRecord *self, guint index)
{
  const NomoPart *part = &self->entity->parts[index];

  for (guint row = 0; row < nomo_record_count_part (self, index); row++)
    for (guint i = 0; i < part->n_fields; i++)
      if ((part->fields[i].flags & NOMO_FIELD_PERSONAL) != 0)
        clear_value ((NomoValue *) _nomo_record_cell (self, index, row, i), &part->fields[i]);
}

/*
 * _nomo_record_clear_personal:
 * @self: a record under construction
 *
 * Takes what tells something about a person. A text that the record must have becomes empty.
 */
void
_nomo_record_clear_personal (NomoRecord *self)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    if ((self->entity->fields[i].flags & NOMO_FIELD_PERSONAL) != 0) {
      clear_value (&self->values[i], &self->entity->fields[i]);
      if (self->confirmed != NULL)
        nomo_value_copy (&self->confirmed[i], &self->values[i]);
    }
  for (guint i = 0; i < self->entity->n_parts; i++)
    clear_rows (self, i);
}

static gboolean
part_is_personal (const NomoPart *part)
{
  for (guint i = 0; i < part->n_fields; i++)
    if ((part->fields[i].flags & NOMO_FIELD_PERSONAL) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
forget_field (NomoWriting *self, const char *sql, const NomoRecord *record, const char *field, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  nomo_statement_bind_text (statement, 3, field);
  return _nomo_writing_run (self, statement, error);
}

static gboolean
forget_in_history (NomoWriting *self, const NomoRecord *record, const char *field, GError **error)
{
  return forget_field (self,
                       "UPDATE history SET before = NULL, after = NULL WHERE entity = ?1 AND id = ?2 AND field = ?3",
                       record, field, error) &&
         forget_field (self, "DELETE FROM conflicts WHERE entity = ?1 AND id = ?2 AND field = ?3", record, field,
                       error);
}

static gboolean
forget_history (NomoWriting *self, const NomoRecord *record, GError **error)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    if ((record->entity->fields[i].flags & NOMO_FIELD_PERSONAL) != 0 &&
        !forget_in_history (self, record, record->entity->fields[i].name, error))
      return FALSE;
  for (guint i = 0; i < record->entity->n_parts; i++)
    if (part_is_personal (&record->entity->parts[i]) &&
        !forget_in_history (self, record, record->entity->parts[i].name, error))
      return FALSE;
  return TRUE;
}

/* Writes the record without what is personal in it; then the history forgets what this very change told it. */
static gboolean
write_cleared (NomoWriting *self, const NomoTable *table, const NomoRecord *old, gboolean deletes, GError **error)
{
  g_autoptr (NomoRecord) cleared = _nomo_record_copy (old);

  _nomo_record_clear_personal (cleared);
  if (deletes && !nomo_record_is_deleted (cleared)) {
    cleared->deleted_at = self->now;
    self->result.deleted++;
  }
  if (!nomo_record_equal (old, cleared)) {
    self->result.written += nomo_record_is_deleted (old) == nomo_record_is_deleted (cleared) ? 1 : 0;
    if (!_nomo_writing_write (self, table, old, cleared, error))
      return FALSE;
  }
  return forget_history (self, cleared, error);
}

static gboolean
forget_raw (NomoWriting *self, const char *trace, GError **error)
{
  NomoStatement *statement = NULL;

  if (trace == NULL || strlen (trace) < MIN_TRACE)
    return TRUE;
  statement = _nomo_writing_prepare (self, "DELETE FROM raw WHERE instr(body, ?1) > 0 OR instr(ref, ?1) > 0", error);
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, trace);
  return _nomo_writing_run (self, statement, error);
}

/* A raw body speaks of a person by its id, its phone, its e-mail or its whole name. */
static gboolean
forget_bodies (NomoWriting *self, const NomoRecord *old, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, old->id);

  if (!forget_raw (self, id, error))
    return FALSE;
  for (guint i = 0; i < old->entity->n_fields; i++) {
    const NomoField *field = &old->entity->fields[i];
    const char *text = nomo_type_is_text (field->type) ? nomo_record_get_text (old, i) : NULL;
    gboolean tells =
        field->type == NOMO_TYPE_PHONE || field->type == NOMO_TYPE_EMAIL || (field->flags & NOMO_FIELD_NAME) != 0;

    if (text == NULL || !tells || (field->flags & NOMO_FIELD_PERSONAL) == 0)
      continue;
    if (field->type == NOMO_TYPE_PHONE && strlen (text) > PHONE_DIGITS)
      text += strlen (text) - PHONE_DIGITS;
    if (!forget_raw (self, text, error))
      return FALSE;
  }
  return TRUE;
}

/*
 * _nomo_writing_is_erased:
 * @self: a commit on its way
 * @entity: an entity
 * @id: id of a record
 * @erased: (out): whether it is a person that was erased
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_is_erased (NomoWriting *self, const NomoEntity *entity, gint64 id, gboolean *erased, GError **error)
{
  g_autoptr (NomoStatement) statement =
      _nomo_writing_prepare (self, "SELECT 1 FROM erasures WHERE entity = ?1 AND id = ?2", error);
  NomoStep step;

  *erased = FALSE;
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, entity->name);
  nomo_statement_bind_int (statement, 2, id);
  step = nomo_connection_step (self->connection, statement, error);
  *erased = step == NOMO_STEP_ROW;
  return step != NOMO_STEP_ERROR;
}

static gboolean
note_erasure (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  self->has_erased = self->erases = TRUE;
  return _nomo_writing_run_for (
      self, "INSERT INTO erasures (entity, id, at) VALUES (?1, ?2, ?3) ON CONFLICT (entity, id) DO NOTHING", entity, id,
      self->now, error);
}

static gboolean
clear_one (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, entity, error);
  g_autoptr (NomoRecord) old = NULL;

  if (table == NULL || !nomo_table_get (table, self->connection, id, &old, error))
    return FALSE;
  return old == NULL || write_cleared (self, table, old, FALSE, error);
}

static gboolean erase_person (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error);

static gboolean
clear_referring (NomoWriting *self, const NomoEntity *entity, guint field, gint64 id, gboolean living, GError **error)
{
  g_autoptr (GArray) ids = _nomo_writing_read_ids (self, nomo_sql_referring (entity, field, living), id, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 found = g_array_index (ids, gint64, i);

    if (entity->is_person ? !erase_person (self, entity, found, error) : !clear_one (self, entity, found, error))
      return FALSE;
  }
  return ids != NULL;
}

static gboolean
clear_about (NomoWriting *self, const NomoEntity *person, gint64 id, GError **error)
{
  for (const NomoEntity *const *entity = self->store->entities; *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      if (((*entity)->fields[i].flags & NOMO_FIELD_PERSON) != 0 &&
          g_str_equal ((*entity)->fields[i].ref, person->name) &&
          (!clear_referring (self, *entity, i, id, TRUE, error) ||
           !clear_referring (self, *entity, i, id, FALSE, error)))
        return FALSE;
  return TRUE;
}

static gboolean
erase_person (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, entity, error);
  g_autoptr (NomoRecord) old = NULL;

  if (table == NULL || !nomo_table_get (table, self->connection, id, &old, error))
    return FALSE;
  return note_erasure (self, entity, id, error) &&
         (old == NULL || (forget_bodies (self, old, error) && write_cleared (self, table, old, TRUE, error))) &&
         clear_about (self, entity, id, error);
}

/*
 * _nomo_writing_erase:
 * @self: a commit on its way
 * @entity: an entity whose records are persons
 * @id: id of a record
 * @error: return location
 *
 * Takes a person out of the tables, and with it the persons that are the same (a contact of a customer). The words that
 * search still holds in its segments go before the commit ends; the log goes behind it, see _nomo_store_write().
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_erase (NomoWriting *self, const NomoEntity *entity, gint64 id, GError **error)
{
  return _nomo_writing_authorise (self, entity, NOMO_VERB_ERASE, error) && erase_person (self, entity, id, error);
}

static gboolean
retire_personal (NomoWriting *self, const NomoTable *table, GError **error)
{
  g_autoptr (GArray) ids =
      _nomo_writing_read_ids (self, nomo_sql_deleted_before (table->entity), self->now - NOMO_KEEP_PERSONAL_MS, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!clear_one (self, table->entity, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids != NULL;
}

/* Followers that have not come as far as the tombstone must begin anew: they could not learn of it any more. */
static gboolean
remove_tombstone (NomoWriting *self, const NomoTable *table, gint64 id, GError **error)
{
  static const char *const statements[] = {
    ("UPDATE counters SET value = (SELECT seq FROM feed WHERE entity = ?1 AND id = ?2) WHERE name = 'forgotten'"
     " AND value < (SELECT seq FROM feed WHERE entity = ?1 AND id = ?2)"),
    "DELETE FROM feed WHERE entity = ?1 AND id = ?2",
    "DELETE FROM history WHERE entity = ?1 AND id = ?2",
    "DELETE FROM conflicts WHERE entity = ?1 AND id = ?2",
    "DELETE FROM doubts WHERE entity = ?1 AND id = ?2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!_nomo_writing_run_for (self, statements[i], table->entity, id, 0, error))
      return FALSE;
  self->result.written++;
  return nomo_table_remove (table, self->connection, id, error);
}

static gboolean
retire_tombstones (NomoWriting *self, const NomoTable *table, GError **error)
{
  g_autoptr (GArray) ids =
      _nomo_writing_read_ids (self, nomo_sql_deleted_before (table->entity), self->now - NOMO_KEEP_TOMBSTONE_MS, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!remove_tombstone (self, table, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids != NULL;
}

static gboolean
retire_repairs (NomoWriting *self, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (self, "DELETE FROM repairs WHERE at < ?1", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, self->now - NOMO_KEEP_TOMBSTONE_MS);
  return _nomo_writing_run (self, statement, error);
}

/*
 * _nomo_writing_retire:
 * @self: a commit on its way
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_retire (NomoWriting *self, GError **error)
{
  for (guint i = 0; i < self->store->tables->len; i++) {
    const NomoTable *table = self->store->tables->pdata[i];

    if (!retire_tombstones (self, table, error) || !retire_personal (self, table, error))
      return FALSE;
  }
  return retire_repairs (self, error);
}
