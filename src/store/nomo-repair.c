#include "config.h"

#include "nomo-repair.h"

#include "nomo-writing.h"

/*
 * _nomo_writing_note_repair:
 * @self: a commit on its way
 * @record: the record as it is now
 * @what: one of the words of #NomoRepair
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_note_repair (NomoWriting *self, const NomoRecord *record, const char *what, GError **error)
{
  NomoStatement *statement =
      _nomo_writing_prepare (self, "INSERT INTO repairs (entity, id, what, at) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  nomo_statement_bind_text (statement, 3, what);
  nomo_statement_bind_int (statement, 4, self->now);
  return _nomo_writing_run (self, statement, error);
}

/* What a version to come has noted of records that this one does not know is left out. */
static void
add_repair (NomoStore *self, NomoStatement *statement, GArray *repairs)
{
  NomoRepair repair = { nomo_store_find_entity (self, nomo_statement_get_string (statement, 0)),
                        nomo_statement_get_int (statement, 1),
                        g_intern_string (nomo_statement_get_string (statement, 2)),
                        nomo_statement_get_int (statement, 3) };

  if (repair.entity != NULL)
    g_array_append_val (repairs, repair);
}

/**
 * nomo_store_read_repairs:
 * @self: a store
 * @since: only what was put right from this moment on, UTC milliseconds
 * @limit: how many at most, 0 for all
 * @error: return location
 *
 * Reads the ledger of what was put right; it goes back 180 days. Blocks.
 *
 * Returns: (transfer full) (element-type NomoRepair) (nullable): the repairs, the newest first
 */
GArray *
nomo_store_read_repairs (NomoStore *self, gint64 since, guint limit, GError **error)
{
  g_autoptr (GArray) repairs = g_array_new (FALSE, FALSE, sizeof (NomoRepair));
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  if (read == NULL)
    return NULL;
  statement = nomo_connection_prepare (
      read->connection, "SELECT entity, id, what, at FROM repairs WHERE at >= ?1 ORDER BY number DESC LIMIT ?2", error);
  if (statement == NULL)
    return NULL;
  nomo_statement_bind_int (statement, 1, since);
  nomo_statement_bind_int (statement, 2, limit > 0 ? limit : G_MAXINT32);
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW)
    add_repair (self, statement, repairs);
  return step == NOMO_STEP_DONE ? g_steal_pointer (&repairs) : NULL;
}

/**
 * nomo_store_count_repairs:
 * @self: a store
 * @since: only what was put right from this moment on, UTC milliseconds
 * @what: one of the words of #NomoRepair
 * @error: return location
 *
 * Blocks.
 *
 * Returns: how often that was put right, −1 when it failed
 */
gint64
nomo_store_count_repairs (NomoStore *self, gint64 since, const char *what, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM repairs WHERE at >= ?1 AND what = ?2";
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoStatement) statement = read != NULL ? nomo_connection_prepare (read->connection, sql, error) : NULL;

  if (statement == NULL)
    return -1;
  nomo_statement_bind_int (statement, 1, since);
  nomo_statement_bind_text (statement, 2, what);
  if (nomo_connection_step (read->connection, statement, error) != NOMO_STEP_ROW)
    return -1;
  return nomo_statement_get_int (statement, 0);
}
