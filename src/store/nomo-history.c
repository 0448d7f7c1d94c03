#include "config.h"

#include "nomo-history.h"

#include "nomo-writing.h"

static gboolean
write_row (NomoWriting *self, const NomoRecord *record, const char *field, const char *before, const char *after,
           GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (
      self, "INSERT INTO history (commit_number, entity, id, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, self->number);
  nomo_statement_bind_text (statement, 2, record->entity->name);
  nomo_statement_bind_int (statement, 3, record->id);
  nomo_statement_bind_text (statement, 4, field);
  nomo_statement_bind_text (statement, 5, before);
  nomo_statement_bind_text (statement, 6, after);
  return _nomo_writing_run (self, statement, error);
}

static gboolean
write_field (NomoWriting *self, const NomoRecord *old, const NomoRecord *record, guint i, GError **error)
{
  const NomoEntity *entity = record->entity;
  gboolean kept =
      nomo_entity_get_field_kind (entity, i) != NOMO_KIND_MIRROR || (entity->fields[i].flags & NOMO_FIELD_TRACKED) != 0;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (!kept || nomo_value_equal (&old->values[i], &record->values[i]))
    return TRUE;
  before = nomo_value_to_text (&old->values[i]);
  after = nomo_value_to_text (&record->values[i]);
  return write_row (self, record, entity->fields[i].name, before, after, error);
}

static gboolean
write_part (NomoWriting *self, const NomoRecord *old, const NomoRecord *record, guint i, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (nomo_entity_get_part_kind (record->entity, i) == NOMO_KIND_MIRROR || _nomo_record_part_equal (old, record, i))
    return TRUE;
  before = _nomo_record_part_to_text (old, i);
  after = _nomo_record_part_to_text (record, i);
  return write_row (self, record, record->entity->parts[i].name, before, after, error);
}

/*
 * _nomo_history_write:
 * @self: a commit on its way
 * @old: (nullable): the record as it was
 * @record: the record as it is now
 * @error: return location
 *
 * Writes what changed: of fields and parts that are ours or two-way everything, of a mirror the tracked fields. A record that
 * is made here leaves one row; a mirror's first appearance is no change.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_history_write (NomoWriting *self, const NomoRecord *old, const NomoRecord *record, GError **error)
{
  if (old == NULL)
    return self->commit->role == NOMO_ROLE_SALLA || write_row (self, record, NOMO_HISTORY_CREATED, NULL, "1", error);
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (!write_field (self, old, record, i, error))
      return FALSE;
  for (guint i = 0; i < record->entity->n_parts; i++)
    if (!write_part (self, old, record, i, error))
      return FALSE;
  if (nomo_record_is_deleted (old) == nomo_record_is_deleted (record))
    return TRUE;
  return write_row (self, record, NOMO_HISTORY_DELETED, nomo_record_is_deleted (old) ? "1" : NULL,
                    nomo_record_is_deleted (record) ? "1" : NULL, error);
}

/*
 * _nomo_writing_add_conflict:
 * @self: a commit on its way
 * @record: the record
 * @field: name of a field
 * @reason: as in #NomoConflict
 * @before: (nullable): the value from which both went out
 * @lost: (nullable): the value that lost
 * @kept: (nullable): the value that the store holds
 * @error: return location
 *
 * Keeps a value that lost, so that it can be seen and chosen after all.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_add_conflict (NomoWriting *self, const NomoRecord *record, const char *field, const char *reason,
                            const char *before, const char *lost, const char *kept, GError **error)
{
  NomoStatement *statement =
      _nomo_writing_prepare (self,
                             "INSERT INTO conflicts (commit_number, entity, id, field, reason, before, lost, kept, at)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                             error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, self->number);
  nomo_statement_bind_text (statement, 2, record->entity->name);
  nomo_statement_bind_int (statement, 3, record->id);
  nomo_statement_bind_text (statement, 4, field);
  nomo_statement_bind_text (statement, 5, reason);
  nomo_statement_bind_text (statement, 6, before);
  nomo_statement_bind_text (statement, 7, lost);
  nomo_statement_bind_text (statement, 8, kept);
  nomo_statement_bind_int (statement, 9, self->now);
  return _nomo_writing_run (self, statement, error);
}

/*
 * _nomo_writing_keep_lost:
 * @self: a commit on its way
 * @record: the record
 * @field: name of a field
 * @before: the value from which both went out
 * @lost: the value that lost against another edit
 * @kept: the value that the store holds
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_keep_lost (NomoWriting *self, const NomoRecord *record, const char *field, const NomoValue *before,
                         const NomoValue *lost, const NomoValue *kept, GError **error)
{
  g_autofree char *before_text = nomo_value_to_text (before);
  g_autofree char *lost_text = nomo_value_to_text (lost);
  g_autofree char *kept_text = nomo_value_to_text (kept);

  return _nomo_writing_add_conflict (self, record, field, "edit", before_text, lost_text, kept_text, error);
}

/**
 * nomo_history_entry_free:
 * @self: (transfer full): an entry
 */
void
nomo_history_entry_free (NomoHistoryEntry *self)
{
  g_free (self->commit_id);
  g_free (self->actor);
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/**
 * nomo_conflict_free:
 * @self: (transfer full): a conflict
 */
void
nomo_conflict_free (NomoConflict *self)
{
  g_free (self->entity);
  g_free (self->field);
  g_free (self->reason);
  g_free (self->before);
  g_free (self->lost);
  g_free (self->kept);
  g_free (self);
}

static gpointer
read_entry (NomoStatement *statement)
{
  NomoHistoryEntry *entry = g_new0 (NomoHistoryEntry, 1);

  entry->commit_id = g_strdup (nomo_statement_get_string (statement, 0));
  entry->actor = g_strdup (nomo_statement_get_string (statement, 1));
  entry->at = nomo_statement_get_int (statement, 2);
  entry->field = g_strdup (nomo_statement_get_string (statement, 3));
  entry->before = g_strdup (nomo_statement_get_text (statement, 4));
  entry->after = g_strdup (nomo_statement_get_text (statement, 5));
  return entry;
}

static gpointer
read_conflict (NomoStatement *statement)
{
  NomoConflict *conflict = g_new0 (NomoConflict, 1);

  conflict->entity = g_strdup (nomo_statement_get_string (statement, 0));
  conflict->id = nomo_statement_get_int (statement, 1);
  conflict->field = g_strdup (nomo_statement_get_string (statement, 2));
  conflict->reason = g_strdup (nomo_statement_get_string (statement, 3));
  conflict->before = g_strdup (nomo_statement_get_text (statement, 4));
  conflict->lost = g_strdup (nomo_statement_get_text (statement, 5));
  conflict->kept = g_strdup (nomo_statement_get_text (statement, 6));
  conflict->at = nomo_statement_get_int (statement, 7);
  return conflict;
}

static gboolean
read_all (NomoRead *read, NomoStatement *statement, gpointer (*make) (NomoStatement *statement), GPtrArray *entries,
          GError **error)
{
  NomoStep step;

  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW)
    g_ptr_array_add (entries, make (statement));
  return step == NOMO_STEP_DONE;
}

/**
 * nomo_store_read_history:
 * @self: a store
 * @entity: an entity
 * @id: id of a record
 * @limit: how many entries at most
 * @error: return location
 *
 * Reads what changed in a record, the newest first. Blocks.
 *
 * Returns: (transfer full) (element-type NomoHistoryEntry) (nullable): the changes
 */
GPtrArray *
nomo_store_read_history (NomoStore *self, const NomoEntity *entity, gint64 id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_history_entry_free);
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoStatement) statement = NULL;

  if (read == NULL)
    return NULL;
  statement = nomo_connection_prepare (read->connection,
                                       "SELECT c.id, c.actor, c.at, h.field, h.before, h.after FROM history AS h"
                                       " JOIN commits AS c ON c.number = h.commit_number"
                                       " WHERE h.entity = ?1 AND h.id = ?2 ORDER BY h.number DESC LIMIT ?3",
                                       error);
  if (statement == NULL)
    return NULL;
  nomo_statement_bind_text (statement, 1, entity->name);
  nomo_statement_bind_int (statement, 2, id);
  nomo_statement_bind_int (statement, 3, limit);
  return read_all (read, statement, read_entry, entries, error) ? g_steal_pointer (&entries) : NULL;
}

typedef struct {
  const NomoEntity *entity;
  gint64 id;
  guint limit;
} Request;

static void
history_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  GPtrArray *entries = nomo_store_read_history (source, request->entity, request->id, request->limit, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_read_history_async:
 * @self: a store
 * @entity: an entity
 * @id: id of a record
 * @limit: how many entries at most
 * @cancellable: (nullable): lets go of the answer
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads in a thread what changed in a record, the newest first.
 */
void
nomo_store_read_history_async (NomoStore *self, const NomoEntity *entity, gint64 id, guint limit,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new (Request, 1);

  *request = (Request) { entity, id, limit };
  g_task_set_source_tag (task, nomo_store_read_history_async);
  g_task_set_task_data (task, request, g_free);
  g_task_run_in_thread (task, history_worker);
}

/**
 * nomo_store_read_history_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoHistoryEntry) (nullable): the changes
 */
GPtrArray *
nomo_store_read_history_finish (NomoStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_store_read_conflicts:
 * @self: a store
 * @commit_id: (nullable): id of a commit, %NULL for all
 * @error: return location
 *
 * Reads the values that lost in a commit, or that an undo left alone, the oldest first. Blocks.
 *
 * Returns: (transfer full) (element-type NomoConflict) (nullable): the conflicts
 */
GPtrArray *
nomo_store_read_conflicts (NomoStore *self, const char *commit_id, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_conflict_free);
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoStatement) statement = NULL;

  if (read == NULL)
    return NULL;
  statement = nomo_connection_prepare (
      read->connection,
      "SELECT x.entity, x.id, x.field, x.reason, x.before, x.lost, x.kept, x.at FROM conflicts AS x"
      " JOIN commits AS c ON c.number = x.commit_number WHERE ?1 IS NULL OR c.id = ?1 ORDER BY x.number",
      error);
  if (statement == NULL)
    return NULL;
  nomo_statement_bind_text (statement, 1, commit_id);
  return read_all (read, statement, read_conflict, conflicts, error) ? g_steal_pointer (&conflicts) : NULL;
}
