#include "config.h"

#include "nomo-check-private.h"
#include "nomo-record-private.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>

/*
 * _nomo_check_count:
 * @check: a store that is being looked through
 * @sql: a query for one number
 * @count: (out): the number
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_check_count (NomoCheck *check, const char *sql, gint64 *count, GError **error)
{
  return nomo_connection_read_int (check->read->connection, sql, count, error);
}

/*
 * _nomo_check_is_erased:
 * @check: a store that is being looked through
 * @record: a record
 * @is_erased: (out): whether a person was erased from it
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_check_is_erased (NomoCheck *check, const NomoRecord *record, gboolean *is_erased, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (check->read->connection, "SELECT 1 FROM erasures WHERE entity = ?1 AND id = ?2", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  step = nomo_connection_step (check->read->connection, statement, error);
  *is_erased = step == NOMO_STEP_ROW;
  return step != NOMO_STEP_ERROR;
}

/* What is noted of an edit is of a record that waits. */
static gboolean
check_notes (NomoCheck *check, const NomoEntity *entity, GError **error)
{
  NomoInspectedPart *outbox = &check->inspection->parts[NOMO_INSPECTED_OUTBOX];
  g_autofree char *strays =
      g_strdup_printf ("SELECT '%1$s', o.id FROM outbox AS o LEFT JOIN record_%1$s AS r ON r.id = o.id"
                       " WHERE o.entity = '%1$s' AND (r.id IS NULL OR r.waits = 0)",
                       entity->name);
  g_autofree char *waiting = g_strdup_printf ("SELECT count(*) FROM record_%s WHERE waits = 1", entity->name);
  gint64 count = 0;

  if (!nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    return TRUE;
  if (!_nomo_check_rows (check, NOMO_INSPECTED_OUTBOX, strays,
                         /* Translators: 1 is an entity such as "order", 2 the record's number. */
                         _ ("The outbox speaks of %1$s %2$s, which does not wait for Salla."), error) ||
      !_nomo_check_count (check, waiting, &count, error))
    return FALSE;
  outbox->count += count;
  return TRUE;
}

static gboolean
check_states (NomoCheck *check, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < NOMO_N_OUTBOX_STATES; i++)
    g_string_append_printf (known, "%s'%s'", i == 0 ? "" : ", ", _nomo_outbox_states[i]);
  sql = g_strdup_printf ("SELECT entity, id FROM outbox WHERE state NOT IN (%s)", known->str);
  /* Translators: 1 is an entity such as "order", 2 the record's number. */
  return _nomo_check_rows (check, NOMO_INSPECTED_OUTBOX, sql, _ ("What became of the edit of %1$s %2$s is not known."),
                           error);
}

/*
 * _nomo_check_outbox:
 * @check: a store that is being looked through
 * @error: return location
 *
 * Returns: %TRUE when what waits for Salla was looked at, whatever was found
 */
gboolean
_nomo_check_outbox (NomoCheck *check, GError **error)
{
  for (guint i = 0; i < check->read->store->tables->len; i++) {
    const NomoTable *table = g_ptr_array_index (check->read->store->tables, i);

    if (!check_notes (check, table->entity, error))
      return FALSE;
  }
  return check_states (check, error) &&
         _nomo_check_count (check, "SELECT count(*) FROM outbox WHERE state = 'refused'",
                            &check->inspection->parts[NOMO_INSPECTED_OUTBOX].more, error);
}

/* Of the records that name another one which is not here. */
static char *
dup_dangling (const NomoEntity *entity, guint field, const char *what)
{
  return g_strdup_printf ("SELECT %4$s FROM record_%1$s AS r LEFT JOIN record_%3$s AS t"
                          " ON t.id = r.\"%2$s\" AND t.deleted_at IS NULL"
                          " WHERE r.deleted_at IS NULL AND r.\"%2$s\" IS NOT NULL AND t.id IS NULL",
                          entity->name, entity->fields[field].name, entity->fields[field].ref, what);
}

/* What belongs to a record of ours goes with it, or forgets it. Only a person that is erased is not held by it. */
static gboolean
check_kept (NomoCheck *check, const NomoEntity *entity, guint field, GError **error)
{
  g_autofree char *what = g_strdup_printf ("'%s', r.id", entity->name);
  g_autofree char *dangling = dup_dangling (entity, field, what);
  g_autofree char *sql = g_strdup_printf (
      "%1$s AND NOT EXISTS (SELECT 1 FROM erasures AS e WHERE e.entity = '%2$s' AND e.id = r.\"%3$s\")", dangling,
      entity->fields[field].ref, entity->fields[field].name);

  /* Translators: 1 is an entity such as "task", 2 the record's number. */
  return _nomo_check_rows (check, NOMO_INSPECTED_REFERENCES, sql, _ ("What %1$s %2$s belongs to does not exist."),
                           error);
}

static gboolean
check_field (NomoCheck *check, const NomoEntity *entity, guint field, GError **error)
{
  NomoInspectedPart *references = &check->inspection->parts[NOMO_INSPECTED_REFERENCES];
  g_autofree char *named = g_strdup_printf ("SELECT count(*) FROM record_%1$s WHERE deleted_at IS NULL"
                                            " AND \"%2$s\" IS NOT NULL",
                                            entity->name, entity->fields[field].name);
  g_autofree char *dangling = dup_dangling (entity, field, "count(*)");
  gint64 n_named = 0;
  gint64 n_dangling = 0;

  if (!_nomo_check_count (check, named, &n_named, error) || !_nomo_check_count (check, dangling, &n_dangling, error))
    return FALSE;
  references->count += n_named;
  references->more += n_dangling;
  return entity->fields[field].on_delete == NOMO_ON_DELETE_KEEP || check_kept (check, entity, field, error);
}

/*
 * _nomo_check_references:
 * @check: a store that is being looked through
 * @error: return location
 *
 * Returns: %TRUE when what names other records was looked at, whatever was found
 */
gboolean
_nomo_check_references (NomoCheck *check, GError **error)
{
  for (guint i = 0; i < check->read->store->tables->len; i++) {
    const NomoEntity *entity = ((NomoTable *) g_ptr_array_index (check->read->store->tables, i))->entity;

    for (guint field = 0; field < entity->n_fields; field++)
      if (entity->fields[field].type == NOMO_TYPE_REF &&
          nomo_store_find_entity (check->read->store, entity->fields[field].ref) != NULL &&
          !check_field (check, entity, field, error))
        return FALSE;
  }
  return TRUE;
}

/**
 * nomo_store_count_dangling:
 * @self: a store
 * @entity: an entity
 * @field: index of a field of it that refers to records
 * @error: return location
 *
 * Counts the living records whose @field names a record that is not here. Of mirrors that is no fault: orders come before
 * their customers. Blocks.
 *
 * Returns: how many there are, -1 on an error
 */
gint64
nomo_store_count_dangling (NomoStore *self, const NomoEntity *entity, guint field, GError **error)
{
  g_autoptr (NomoRead) read = NULL;
  g_autofree char *sql = NULL;
  gint64 count = 0;

  g_return_val_if_fail (field < entity->n_fields && entity->fields[field].type == NOMO_TYPE_REF, -1);

  sql = dup_dangling (entity, field, "count(*)");
  read = _nomo_read_begin (self, NULL, error);
  return read != NULL && nomo_connection_read_int (read->connection, sql, &count, error) ? count : -1;
}

/**
 * nomo_store_count_since:
 * @self: a store
 * @entity: an entity
 * @since: a sequence number of the store
 * @changed: (out): how many living records have been written after @since
 * @deleted: (out): how many have been deleted after @since
 * @error: return location
 *
 * Blocks.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_store_count_since (NomoStore *self, const NomoEntity *entity, guint64 since, gint64 *changed, gint64 *deleted,
                        GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) - count(r.deleted_at), count(r.deleted_at) FROM feed AS f JOIN record_%1$s AS r"
                       " ON r.id = f.id WHERE f.entity = '%1$s' AND f.seq > ?1",
                       entity->name);
  g_autoptr (NomoStatement) statement = read != NULL ? nomo_connection_prepare (read->connection, sql, error) : NULL;

  *changed = *deleted = 0;
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, (gint64) since);
  if (nomo_connection_step (read->connection, statement, error) != NOMO_STEP_ROW)
    return FALSE;
  *changed = nomo_statement_get_int (statement, 0);
  *deleted = nomo_statement_get_int (statement, 1);
  return TRUE;
}
