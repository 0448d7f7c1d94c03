#include "config.h"

#include "nomo-table.h"

#include "nomo-record-private.h"
#include "nomo-sql.h"
#include "nomo-text.h"

#include <string.h>

#define FIRST_FIELD (int) G_N_ELEMENTS (nomo_store_columns)

static char *
part_sql (const NomoEntity *entity, const NomoPart *part, const char *format)
{
  g_autofree char *table = g_strdup_printf ("part_%s_%s", entity->name, part->name);

  return g_strdup_printf (format, table);
}

/**
 * nomo_table_new:
 * @entity: an entity
 *
 * Returns: (transfer full): its SQL
 */
NomoTable *
nomo_table_new (const NomoEntity *entity)
{
  NomoTable *self = g_new0 (NomoTable, 1);

  self->entity = entity;
  self->select = nomo_sql_select (entity);
  self->get = g_strconcat (self->select, " WHERE id = ?1", NULL);
  self->put = nomo_sql_put (entity);
  self->add = nomo_sql_add (entity);
  self->touch = g_strdup_printf ("UPDATE record_%s SET as_of = ?2 WHERE id = ?1", entity->name);
  self->find = g_strdup_printf ("SELECT id FROM record_%s WHERE salla_id = ?1", entity->name);
  self->remove = g_strdup_printf ("DELETE FROM record_%s WHERE id = ?1", entity->name);
  self->parts = g_new0 (NomoPartSql, entity->n_parts + 1);
  for (guint i = 0; i < entity->n_parts; i++) {
    self->parts[i].select = nomo_sql_part_select (entity, &entity->parts[i]);
    self->parts[i].insert = nomo_sql_part_insert (entity, &entity->parts[i]);
    self->parts[i].remove = part_sql (entity, &entity->parts[i], "DELETE FROM %s WHERE owner = ?1");
  }
  return self;
}

/**
 * nomo_table_free:
 * @self: (transfer full): a table
 */
void
nomo_table_free (NomoTable *self)
{
  for (guint i = 0; i < self->entity->n_parts; i++) {
    g_free (self->parts[i].select);
    g_free (self->parts[i].insert);
    g_free (self->parts[i].remove);
  }
  g_free (self->parts);
  g_free (self->select);
  g_free (self->get);
  g_free (self->put);
  g_free (self->touch);
  g_free (self->add);
  g_free (self->find);
  g_free (self->remove);
  g_free (self);
}

/**
 * nomo_field_has_index:
 * @field: a field of an entity
 *
 * Returns: %TRUE when its table has an index for it
 */
gboolean
nomo_field_has_index (const NomoField *field)
{
  return (field->flags & (NOMO_FIELD_INDEXED | NOMO_FIELD_UNIQUE | NOMO_FIELD_GROUPED | NOMO_FIELD_PERSON)) != 0 ||
         field->on_delete != NOMO_ON_DELETE_KEEP;
}

/**
 * nomo_part_is_grouped:
 * @part: a part
 *
 * Returns: %TRUE when records are filtered by a field of it, so that its rows know where their record stands in the natural
 *   order
 */
gboolean
nomo_part_is_grouped (const NomoPart *part)
{
  for (guint i = 0; i < part->n_fields; i++)
    if (nomo_field_is_grouped (&part->fields[i]))
      return TRUE;
  return FALSE;
}

/**
 * nomo_field_has_key:
 * @field: a field
 *
 * Returns: %TRUE when the field is sorted and compared by a key that is kept beside it
 */
gboolean
nomo_field_has_key (const NomoField *field)
{
  return field->type == NOMO_TYPE_TEXT && (field->flags & (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)) != 0;
}

/**
 * nomo_field_make_key:
 * @field: a field that has a key
 * @text: (nullable): its value
 *
 * The key of a text is its fold; that of a number is its length and the number, so that 9 comes before 10.
 *
 * Returns: (transfer full) (nullable): the key
 */
char *
nomo_field_make_key (const NomoField *field, const char *text)
{
  g_autofree char *key = text != NULL ? nomo_text_fold_sort (text) : NULL;
  gsize length = key != NULL ? strlen (key) : 0;

  if ((field->flags & NOMO_FIELD_NUMBER) != 0 && length > 0 && length < 100 && strspn (key, "0123456789") == length)
    return g_strdup_printf ("%02d %s", (int) length, key);
  return g_steal_pointer (&key);
}

static gboolean
read_part (const NomoTable *self, NomoConnection *connection, guint part, NomoRecord *record, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, self->parts[part].select, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  record->parts[part].known = TRUE;
  nomo_statement_bind_int (statement, 1, record->id);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    NomoValue *cells = _nomo_record_add_row (record, part);

    for (guint i = 0; i < self->entity->parts[part].n_fields; i++)
      nomo_statement_get_value (statement, (int) i, &cells[i]);
  }
  return step == NOMO_STEP_DONE;
}

/* A record that does not wait for Salla has nothing there. */
static void
read_confirmed (const NomoEntity *entity, NomoStatement *statement, NomoRecord *record)
{
  int column = FIRST_FIELD + (int) entity->n_fields;
  int last = nomo_statement_count_columns (statement) - 1;
  guint n_values = entity->n_fields + entity->n_parts;

  if (!nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    return;
  if (nomo_statement_get_int (statement, last - 1) == 0)
    return;
  record->is_refused = nomo_statement_get_int (statement, last) != 0;
  record->confirmed = g_new0 (NomoValue, n_values);
  for (guint i = 0; i < n_values; i++)
    if (_nomo_entity_is_two_way (entity, i))
      nomo_statement_get_value (statement, column++, &record->confirmed[i]);
}

/**
 * nomo_table_read_row:
 * @self: a table
 * @statement: a statement that begins with the table's `select` and has a row
 *
 * Returns: (transfer full): the record of the row, of whose parts nothing is said
 */
NomoRecord *
nomo_table_read_row (const NomoTable *self, NomoStatement *statement)
{
  NomoRecord *record = _nomo_record_new (self->entity, nomo_statement_get_int (statement, 0));

  record->as_of = nomo_statement_get_int (statement, 1);
  record->seq = (guint64) nomo_statement_get_int (statement, 2);
  record->deleted_at = nomo_statement_get_int (statement, 3);
  record->salla_id = nomo_statement_get_int (statement, 4);
  for (guint i = 0; i < self->entity->n_fields; i++)
    nomo_statement_get_value (statement, FIRST_FIELD + (int) i, &record->values[i]);
  read_confirmed (self->entity, statement, record);
  return record;
}

/**
 * nomo_table_read:
 * @self: a table
 * @connection: a connection
 * @statement: a statement that begins with the table's `select` and has a row
 * @record: (out) (transfer full): the record of the row
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_table_read (const NomoTable *self, NomoConnection *connection, NomoStatement *statement, NomoRecord **record,
                 GError **error)
{
  g_autoptr (NomoRecord) read = nomo_table_read_row (self, statement);

  for (guint i = 0; i < self->entity->n_parts; i++)
    if (!read_part (self, connection, i, read, error))
      return FALSE;
  *record = g_steal_pointer (&read);
  return TRUE;
}

/**
 * nomo_table_get:
 * @self: a table
 * @connection: a connection
 * @id: id of a record
 * @record: (out) (transfer full) (nullable): the record, also a deleted one; %NULL when there is none
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_table_get (const NomoTable *self, NomoConnection *connection, gint64 id, NomoRecord **record, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, self->get, error);
  NomoStep step;

  *record = NULL;
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, id);
  step = nomo_connection_step (connection, statement, error);
  if (step == NOMO_STEP_ROW)
    return nomo_table_read (self, connection, statement, record, error);
  return step == NOMO_STEP_DONE;
}

static void
bind_key (NomoStatement *statement, int index, const NomoField *field, const NomoValue *value)
{
  g_autofree char *key = nomo_field_make_key (field, value->tag == NOMO_VALUE_TEXT ? value->text : NULL);

  nomo_statement_bind_text (statement, index, key);
}

static void
bind_row (NomoStatement *statement, const NomoRecord *record, guint index, guint row)
{
  const NomoPart *part = &record->entity->parts[index];
  int column = 3;

  nomo_statement_bind_int (statement, 1, record->id);
  nomo_statement_bind_int (statement, 2, row);
  for (guint i = 0; i < part->n_fields; i++)
    nomo_statement_bind_value (statement, column++, _nomo_record_cell (record, index, row, i));
  for (guint i = 0; i < part->n_fields; i++)
    if (nomo_field_has_key (&part->fields[i]))
      bind_key (statement, column++, &part->fields[i], _nomo_record_cell (record, index, row, i));
  if (!nomo_part_is_grouped (part))
    return;
  if (nomo_field_has_key (&record->entity->fields[record->entity->sort_field]))
    bind_key (statement, column, &record->entity->fields[record->entity->sort_field],
              &record->values[record->entity->sort_field]);
  else
    nomo_statement_bind_value (statement, column, &record->values[record->entity->sort_field]);
}

static gboolean
put_part (const NomoTable *self, NomoConnection *connection, const NomoRecord *record, guint part, gboolean replace,
          GError **error)
{
  NomoStatement *remove = nomo_connection_prepare (connection, self->parts[part].remove, error);
  NomoStatement *insert = nomo_connection_prepare (connection, self->parts[part].insert, error);

  if (remove == NULL || insert == NULL)
    return FALSE;
  nomo_statement_bind_int (remove, 1, record->id);
  if (replace && !nomo_connection_run (connection, remove, error))
    return FALSE;
  for (guint row = 0; row < nomo_record_count_part (record, part); row++) {
    bind_row (insert, record, part, row);
    if (!nomo_connection_run (connection, insert, error))
      return FALSE;
  }
  return TRUE;
}

static int
bind_confirmed (NomoStatement *statement, int column, const NomoRecord *record)
{
  const NomoEntity *entity = record->entity;

  for (guint i = 0; i < entity->n_fields + entity->n_parts; i++) {
    if (!_nomo_entity_is_two_way (entity, i))
      continue;
    if (record->confirmed != NULL)
      nomo_statement_bind_value (statement, column, &record->confirmed[i]);
    column++;
  }
  return column;
}

static void
bind_record (const NomoEntity *entity, NomoStatement *statement, const NomoRecord *record, guint64 seq)
{
  int column = FIRST_FIELD + 1;

  nomo_statement_bind_int (statement, 1, record->id);
  nomo_statement_bind_int (statement, 2, record->as_of);
  nomo_statement_bind_int (statement, 3, (gint64) seq);
  if (record->deleted_at != 0)
    nomo_statement_bind_int (statement, 4, record->deleted_at);
  if (record->salla_id != 0)
    nomo_statement_bind_int (statement, 5, record->salla_id);
  for (guint i = 0; i < entity->n_fields; i++)
    nomo_statement_bind_value (statement, column++, &record->values[i]);
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY)) {
    column = bind_confirmed (statement, column, record);
    nomo_statement_bind_int (statement, column++, record->confirmed != NULL ? 1 : 0);
  }
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_field_has_key (&entity->fields[i]))
      bind_key (statement, column++, &entity->fields[i], &record->values[i]);
}

static gboolean
must_put_part (const NomoRecord *old, const NomoRecord *record, guint part)
{
  guint sort = record->entity->sort_field;

  if (old == NULL)
    return nomo_record_count_part (record, part) > 0;
  return !_nomo_record_part_equal (old, record, part) ||
         (nomo_part_is_grouped (&record->entity->parts[part]) &&
          !nomo_value_equal (&old->values[sort], &record->values[sort]));
}

/**
 * nomo_table_put:
 * @self: a table
 * @connection: a connection that writes
 * @record: a whole record
 * @seq: sequence number of the commit
 * @old: (nullable): what the table holds; parts that are equal are left alone
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_table_put (const NomoTable *self, NomoConnection *connection, const NomoRecord *record, guint64 seq,
                const NomoRecord *old, GError **error)
{
  NomoStatement *statement = nomo_connection_prepare (connection, self->put, error);

  if (statement == NULL)
    return FALSE;
  bind_record (self->entity, statement, record, seq);
  if (!nomo_connection_run (connection, statement, error))
    return FALSE;
  for (guint i = 0; i < self->entity->n_parts; i++)
    if (must_put_part (old, record, i) && !put_part (self, connection, record, i, old != NULL, error))
      return FALSE;
  return TRUE;
}

/**
 * nomo_table_add:
 * @self: a table of facts
 * @connection: a connection that writes
 * @fact: a fact
 * @id: (out): its id, 0 when a fact of the same key is there already
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_table_add (const NomoTable *self, NomoConnection *connection, const NomoRecord *fact, gint64 *id, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, self->add, error);
  NomoStep step;

  *id = 0;
  if (statement == NULL)
    return FALSE;
  bind_record (self->entity, statement, fact, 0);
  nomo_statement_bind_null (statement, 1);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW)
    *id = nomo_statement_get_int (statement, 0);
  return step == NOMO_STEP_DONE;
}

/**
 * nomo_table_find:
 * @self: a table of two-way records
 * @connection: a connection
 * @salla_id: an id at Salla
 * @id: (out): id of the record that has it, 0 when there is none
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_table_find (const NomoTable *self, NomoConnection *connection, gint64 salla_id, gint64 *id, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, self->find, error);
  NomoStep step;

  *id = 0;
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, salla_id);
  step = nomo_connection_step (connection, statement, error);
  if (step == NOMO_STEP_ROW)
    *id = nomo_statement_get_int (statement, 0);
  return step != NOMO_STEP_ERROR;
}

/**
 * nomo_table_remove:
 * @self: a table
 * @connection: a connection that writes
 * @id: id of a record
 * @error: return location
 *
 * Removes a record and its parts for good: not even a tombstone stays.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_table_remove (const NomoTable *self, NomoConnection *connection, gint64 id, GError **error)
{
  for (guint i = 0; i <= self->entity->n_parts; i++) {
    const char *sql = i < self->entity->n_parts ? self->parts[i].remove : self->remove;
    NomoStatement *statement = nomo_connection_prepare (connection, sql, error);

    if (statement == NULL)
      return FALSE;
    nomo_statement_bind_int (statement, 1, id);
    if (!nomo_connection_run (connection, statement, error))
      return FALSE;
  }
  return TRUE;
}
