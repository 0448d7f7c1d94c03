#include "config.h"

#include "nomo-pick.h"

#include "nomo-record-private.h"
#include "nomo-sql.h"

#include <string.h>

struct _NomoPicker {
  const NomoEntity *entity;
  NomoPick pick;
  char *columns;
  char *parts[NOMO_PICK_MAX_PARTS]; /* NULL of a part of which nothing is picked */
};

static gboolean
is_picked (guint64 wanted, guint field)
{
  return (wanted & NOMO_PICK (field)) != 0;
}

/**
 * nomo_picker_new:
 * @entity: an entity
 * @pick: what is read of its records
 *
 * Returns: (transfer full): what reads it
 */
NomoPicker *
nomo_picker_new (const NomoEntity *entity, const NomoPick *pick)
{
  NomoPicker *self = g_new0 (NomoPicker, 1);

  g_assert (entity->n_fields <= 64 && entity->n_parts <= NOMO_PICK_MAX_PARTS);
  self->entity = entity;
  self->pick = *pick;
  self->columns = nomo_sql_picked_columns (entity, pick->fields);
  for (guint i = 0; i < entity->n_parts; i++)
    if (pick->parts[i] != 0)
      self->parts[i] = nomo_sql_picked_part (entity, &entity->parts[i], pick->parts[i], NOMO_PICK_MANY);
  return self;
}

/**
 * nomo_picker_free:
 * @self: (transfer full): a picker
 */
void
nomo_picker_free (NomoPicker *self)
{
  for (guint i = 0; i < NOMO_PICK_MAX_PARTS; i++)
    g_free (self->parts[i]);
  g_free (self->columns);
  g_free (self);
}

/**
 * nomo_picker_get_columns:
 * @self: a picker
 *
 * Returns: the columns of the entity's table that nomo_picker_read() reads
 */
const char *
nomo_picker_get_columns (const NomoPicker *self)
{
  return self->columns;
}

static void
read_values (NomoStatement *statement, int column, guint64 wanted, guint n_fields, NomoValue *values)
{
  for (guint i = 0; i < n_fields; i++)
    if (is_picked (wanted, i))
      nomo_statement_get_value (statement, column++, &values[i]);
}

/**
 * nomo_picker_read:
 * @self: a picker
 * @statement: a statement that selects nomo_picker_get_columns() and has a row
 *
 * Returns: (transfer full): what was picked of the record, without its parts
 */
NomoRecord *
nomo_picker_read (const NomoPicker *self, NomoStatement *statement)
{
  NomoRecord *record = _nomo_record_new (self->entity, nomo_statement_get_int (statement, 0));

  read_values (statement, 1, self->pick.fields, self->entity->n_fields, record->values);
  return record;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  const NomoRecord *first = *(NomoRecord *const *) a;
  const NomoRecord *second = *(NomoRecord *const *) b;

  return first->id < second->id ? -1 : first->id > second->id ? 1 : 0;
}

/* The rows come by id, as @records do. What is not bound is nobody's id. */
static gboolean
read_part (const NomoPicker *self, NomoConnection *connection, NomoRecord *const *records, guint n_records, guint part,
           GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, self->parts[part], error);
  guint place = 0;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n_records; i++)
    nomo_statement_bind_int (statement, (int) i + 1, records[i]->id);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 owner = nomo_statement_get_int (statement, 0);

    while (place + 1 < n_records && records[place]->id != owner)
      place++;
    read_values (statement, 1, self->pick.parts[part], self->entity->parts[part].n_fields,
                 _nomo_record_add_row (records[place], part));
  }
  return step == NOMO_STEP_DONE;
}

/**
 * nomo_picker_read_parts:
 * @self: a picker
 * @connection: a connection
 * @records: (element-type NomoRecord): at most %NOMO_PICK_MANY records that nomo_picker_read() gave
 * @error: return location
 *
 * Reads what was picked of the parts of many records at once, which is much faster than record by record.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_picker_read_parts (const NomoPicker *self, NomoConnection *connection, const GPtrArray *records, GError **error)
{
  NomoRecord *by_id[NOMO_PICK_MANY];

  g_return_val_if_fail (records->len <= NOMO_PICK_MANY, FALSE);

  if (records->len == 0)
    return TRUE;
  memcpy (by_id, records->pdata, records->len * sizeof *by_id);
  qsort (by_id, records->len, sizeof *by_id, compare_ids);
  for (guint i = 0; i < self->entity->n_parts; i++)
    if (self->parts[i] != NULL && !read_part (self, connection, by_id, records->len, i, error))
      return FALSE;
  return TRUE;
}
