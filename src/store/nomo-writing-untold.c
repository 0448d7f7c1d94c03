#include "config.h"

#include "nomo-writing.h"

/* Salla tries for a quarter of an hour to deliver something. */
#define LATE_MS (3600 * G_GINT64_CONSTANT (1000))

/* By so much the time of a change may be behind that of the event which tells it. */
#define BEHIND_MS (2 * G_GINT64_CONSTANT (1000))

/* By so much Salla's clock and ours may differ. */
#define CLOCKS_MS (60 * G_GINT64_CONSTANT (1000))

/* Since when Salla tells of records of an entity by itself. */
#define HOOKED "hooked."

static gboolean
is_told (const NomoWriting *self)
{
  return g_str_equal (self->commit->actor, NOMO_ACTOR_WEBHOOK);
}

/* What was noted since then Salla may have told late. */
static gint64
get_first_late (const NomoWriting *self)
{
  return (self->commit->told_at != 0 ? self->commit->told_at : self->now) - LATE_MS;
}

static gboolean
read_flag_for (NomoWriting *self, const char *sql, const NomoRecord *record, gboolean *flag, GError **error)
{
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (self, sql, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  step = nomo_connection_step (self->connection, statement, error);
  *flag = step == NOMO_STEP_ROW && nomo_statement_get_int (statement, 0) != 0;
  return step != NOMO_STEP_ERROR;
}

/* 0 when Salla does not tell of them. */
static gboolean
read_hooked (NomoWriting *self, const NomoEntity *entity, gint64 *since, GError **error)
{
  g_autoptr (NomoStatement) statement =
      _nomo_writing_prepare (self, "SELECT value FROM marks WHERE name = '" HOOKED "' || ?1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, entity->name);
  step = nomo_connection_step (self->connection, statement, error);
  *since = step == NOMO_STEP_ROW ? g_ascii_strtoll (nomo_statement_get_string (statement, 0), NULL, 10) : 0;
  return step != NOMO_STEP_ERROR;
}

static gboolean
note_hooked (NomoWriting *self, const NomoRecord *record, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (
      self, "INSERT INTO marks (name, value) VALUES ('" HOOKED "' || ?1, ?2) ON CONFLICT (name) DO NOTHING", error);
  g_autofree char *since = g_strdup_printf ("%" G_GINT64_FORMAT, record->as_of);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_text (statement, 2, since);
  return _nomo_writing_run (self, statement, error);
}

static gint64
get_changed_at (const NomoRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    if ((record->entity->fields[i].flags & NOMO_FIELD_CHANGED) != 0)
      return nomo_record_get_int (record, i);
  return 0;
}

/* A record may also differ because it was known in part: a webhook tells it without the time of its last change, which a list
 * brings afterwards. */
static gboolean
has_changed (const NomoRecord *old, gint64 changed_at)
{
  return changed_at > old->as_of + BEHIND_MS;
}

static gboolean
is_expected (const NomoWriting *self, const NomoRecord *old, const NomoRecord *merged)
{
  return self->commit->untold == merged->entity &&
         (old == NULL || (self->commit->untold_changes && has_changed (old, get_changed_at (merged))));
}

/*
 * _nomo_writing_is_untold:
 * @self: a commit on its way
 * @old: (nullable): the record as the store holds it
 * @merged: the record as Salla has it, and another than @old
 * @untold: (out): whether Salla should have told of it by itself, and has not
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_is_untold (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, gboolean *untold,
                         GError **error)
{
  gint64 changed_at = get_changed_at (merged);
  gint64 since = 0;
  gboolean told = FALSE;

  *untold = FALSE;
  if (!is_expected (self, old, merged))
    return TRUE;
  if (!read_hooked (self, merged->entity, &since, error))
    return FALSE;
  if (since == 0 || (changed_at != 0 && changed_at < since))
    return TRUE;
  if (!read_flag_for (self, "SELECT EXISTS (SELECT 1 FROM doubts WHERE entity = ?1 AND id = ?2)", merged, &told, error))
    return FALSE;
  *untold = !told;
  return TRUE;
}

/*
 * _nomo_writing_find_untold:
 * @self: a commit on its way
 * @error: return location
 *
 * Finds out whether the commit may tell what was noted as untold.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_find_untold (NomoWriting *self, GError **error)
{
  g_autoptr (NomoStatement) statement = NULL;
  NomoStep step;

  if (!is_told (self))
    return TRUE;
  statement = _nomo_writing_prepare (self, "SELECT at FROM repairs ORDER BY number DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  step = nomo_connection_step (self->connection, statement, error);
  self->has_untold = step == NOMO_STEP_ROW && nomo_statement_get_int (statement, 0) > get_first_late (self);
  return step != NOMO_STEP_ERROR;
}

static gboolean
take_back (NomoWriting *self, const NomoEntity *entity, gint64 id, gint64 as_of, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, entity, error);

  return table != NULL && _nomo_writing_find_own_id (self, table, &id, error) &&
         _nomo_writing_run_for (self,
                                "DELETE FROM repairs WHERE entity = ?1 AND id = ?2 AND at >= ?3"
                                " AND what = '" NOMO_REPAIR_UNTOLD "'",
                                entity, id, MAX (as_of - CLOCKS_MS, get_first_late (self)), error);
}

/*
 * _nomo_writing_tell:
 * @self: a commit on its way
 * @change: something of it
 * @error: return location
 *
 * Remembers what Salla tells of by itself, and takes back that it had not, where it was late.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_tell (NomoWriting *self, const NomoChange *change, GError **error)
{
  const NomoRecord *record = change->kind == NOMO_CHANGE_PUT ? change->record : NULL;

  if (!is_told (self))
    return TRUE;
  if (record != NULL)
    return note_hooked (self, record, error) &&
           (!self->has_untold || take_back (self, record->entity, record->id, record->as_of, error));
  if (self->has_untold && (change->kind == NOMO_CHANGE_GONE || change->kind == NOMO_CHANGE_DOUBT))
    return take_back (self, change->entity, change->salla_id, change->as_of, error);
  return TRUE;
}
