#include "config.h"

#include "nomo-table.h"

#include "nomo-record-private.h"
#include "nomo-sql.h"
#include "nomo-text.h"

#include <string.h>

#define FIRST_FIELD 4

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
  self->touch = g_strdup_printf ("UPDATE record_%s SET as_of = ?2 WHERE id = ?1", entity->name);
  self->parts = g_new0 (NomoPartSql, entity->n_parts + 1);
  for (guint i = 0; i < entity->n_parts; i++) {
    self->parts[i].select = nomo_sql_part_select (entity, &entity->parts[i]);
    self->parts[i].insert = nomo_sql_part_insert (entity, &entity->parts[i]);
    self->parts[i].remove =
        g_strdup_printf ("DELETE FROM part_%s_%s WHERE owner = ?1", entity->name, entity->parts[i].name);
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
  g_free (self);
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
  return field->type == NOMO_TYPE_TEXT && (field->flags & NOMO_FIELD_INDEXED) != 0;
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
  for (guint i = 0; i < self->entity->n_fields; i++)
    nomo_statement_get_value (statement, (int) (FIRST_FIELD + i), &record->values[i]);
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

static gboolean
put_part (const NomoTable *self, NomoConnection *connection, const NomoRecord *record, guint part, GError **error)
{
  NomoStatement *remove = nomo_connection_prepare (connection, self->parts[part].remove, error);
  NomoStatement *insert = nomo_connection_prepare (connection, self->parts[part].insert, error);

  if (remove == NULL || insert == NULL)
    return FALSE;
  nomo_statement_bind_int (remove, 1, record->id);
  if (!nomo_connection_run (connection, remove, error))
    return FALSE;
  for (guint row = 0; row < nomo_record_count_part (record, part); row++) {
    nomo_statement_bind_int (insert, 1, record->id);
    nomo_statement_bind_int (insert, 2, row);
    for (guint i = 0; i < self->entity->parts[part].n_fields; i++)
      nomo_statement_bind_value (insert, (int) (3 + i), _nomo_record_cell (record, part, row, i));
    if (!nomo_connection_run (connection, insert, error))
      return FALSE;
  }
  return TRUE;
}

static void
bind_record (const NomoTable *self, NomoStatement *statement, const NomoRecord *record, guint64 seq)
{
  int index = FIRST_FIELD + (int) self->entity->n_fields + 1;

  nomo_statement_bind_int (statement, 1, record->id);
  nomo_statement_bind_int (statement, 2, record->as_of);
  nomo_statement_bind_int (statement, 3, (gint64) seq);
  if (record->deleted_at != 0)
    nomo_statement_bind_int (statement, 4, record->deleted_at);
  for (guint i = 0; i < self->entity->n_fields; i++) {
    const NomoField *field = &self->entity->fields[i];

    nomo_statement_bind_value (statement, (int) (FIRST_FIELD + i + 1), &record->values[i]);
    if (nomo_field_has_key (field)) {
      g_autofree char *key = nomo_field_make_key (field, nomo_record_get_text (record, i));

      nomo_statement_bind_text (statement, index++, key);
    }
  }
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
  bind_record (self, statement, record, seq);
  if (!nomo_connection_run (connection, statement, error))
    return FALSE;
  for (guint i = 0; i < self->entity->n_parts; i++)
    if ((old == NULL ? nomo_record_count_part (record, i) > 0 : !_nomo_record_part_equal (old, record, i)) &&
        !put_part (self, connection, record, i, error))
      return FALSE;
  return TRUE;
}
