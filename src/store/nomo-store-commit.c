#include "config.h"

#include "nomo-clock.h"
#include "nomo-commit-private.h"
#include "nomo-record-private.h"
#include "nomo-rollup.h"
#include "nomo-search.h"
#include "nomo-store-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* A commit on its way into the tables. */
typedef struct {
  NomoStore *store;
  NomoConnection *connection;
  const NomoCommit *commit;
  NomoRollup *rollup;
  guint64 seq; /* of this commit, if it changes anything */
  gint64 number;
  NomoCommitResult result;
} Writing;

static gboolean
authorise (const NomoCommit *commit, const NomoEntity *entity, GError **error)
{
  gboolean salla = strcmp (commit->actor, "salla") == 0;
  gboolean known = salla || strcmp (commit->actor, "me") == 0 || strcmp (commit->actor, "demo") == 0;

  if (known && (salla || entity->kind != NOMO_KIND_MIRROR))
    return TRUE;
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED,
               /* Translators: %s is what the records are ("Orders"). */
               _ ("%s belong to Salla and cannot be written here."), _ (entity->label_many));
  return FALSE;
}

static NomoStatement *
prepare (Writing *writing, const char *sql, GError **error)
{
  return nomo_connection_prepare (writing->connection, sql, error);
}

static gboolean
run (Writing *writing, NomoStatement *statement, GError **error)
{
  return nomo_connection_run (writing->connection, statement, error);
}

static gboolean
write_feed (Writing *writing, const NomoRecord *record, GError **error)
{
  NomoStatement *statement =
      prepare (writing,
               "INSERT INTO feed (entity, id, seq, commit_number) VALUES (?1, ?2, ?3, ?4)"
               " ON CONFLICT (entity, id) DO UPDATE SET seq = excluded.seq, commit_number = excluded.commit_number",
               error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_int (statement, 2, record->id);
  nomo_statement_bind_int (statement, 3, (gint64) writing->seq);
  nomo_statement_bind_int (statement, 4, writing->number);
  return run (writing, statement, error);
}

static gboolean
write_history_row (Writing *writing, const NomoRecord *record, const char *field, const char *before, const char *after,
                   GError **error)
{
  NomoStatement *statement = prepare (
      writing, "INSERT INTO history (commit_number, entity, id, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, writing->number);
  nomo_statement_bind_text (statement, 2, record->entity->name);
  nomo_statement_bind_int (statement, 3, record->id);
  nomo_statement_bind_text (statement, 4, field);
  nomo_statement_bind_text (statement, 5, before);
  nomo_statement_bind_text (statement, 6, after);
  return run (writing, statement, error);
}

/* A mirror keeps the history of tracked fields, our own records that of every field. */
static gboolean
write_history (Writing *writing, const NomoRecord *old, const NomoRecord *record, GError **error)
{
  const NomoEntity *entity = record->entity;

  if (old == NULL)
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++) {
    gboolean kept = entity->kind != NOMO_KIND_MIRROR || (entity->fields[i].flags & NOMO_FIELD_TRACKED) != 0;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    if (!kept || nomo_value_equal (&old->values[i], &record->values[i]))
      continue;
    before = nomo_value_to_text (&old->values[i]);
    after = nomo_value_to_text (&record->values[i]);
    if (!write_history_row (writing, record, entity->fields[i].name, before, after, error))
      return FALSE;
  }
  if (nomo_record_is_deleted (old) == nomo_record_is_deleted (record))
    return TRUE;
  return write_history_row (writing, record, "deleted", nomo_record_is_deleted (old) ? "1" : NULL,
                            nomo_record_is_deleted (record) ? "1" : NULL, error);
}

/* Everything that follows from a record's change, with the old and the new one in hand. */
static gboolean
write_record (Writing *writing, const NomoTable *table, const NomoRecord *old, const NomoRecord *record, GError **error)
{
  if (old != NULL)
    nomo_rollup_take_away (writing->rollup, old);
  nomo_rollup_add (writing->rollup, record);
  return nomo_table_put (table, writing->connection, record, writing->seq, old, error) &&
         nomo_search_replace (writing->connection, old, record, error) && write_history (writing, old, record, error) &&
         write_feed (writing, record, error);
}

/* What the new record does not speak of stays as it was, and so does a smaller value of a field that keeps its minimum. */
static NomoRecord *
merge (const NomoRecord *old, const NomoRecord *record)
{
  NomoRecord *merged = _nomo_record_copy (record);

  merged->deleted_at = 0;
  for (guint i = 0; old != NULL && i < record->entity->n_fields; i++) {
    gboolean keeps_min = (record->entity->fields[i].flags & NOMO_FIELD_KEEPS_MIN) != 0;
    gboolean smaller = old->values[i].tag == NOMO_VALUE_INT &&
                       (merged->values[i].tag != NOMO_VALUE_INT || old->values[i].number < merged->values[i].number);

    if (merged->values[i].tag == NOMO_VALUE_UNSET || (keeps_min && smaller))
      nomo_value_copy (&merged->values[i], &old->values[i]);
  }
  for (guint i = 0; old != NULL && i < record->entity->n_parts; i++)
    if (!record->parts[i].known)
      _nomo_record_copy_part (merged, i, old);
  return merged;
}

static gboolean
touch (Writing *writing, const NomoTable *table, const NomoRecord *record, GError **error)
{
  NomoStatement *statement = prepare (writing, table->touch, error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, record->id);
  nomo_statement_bind_int (statement, 2, record->as_of);
  return run (writing, statement, error);
}

static gboolean
forget_raw (Writing *writing, const NomoRecord *record, GError **error)
{
  NomoStatement *statement = prepare (writing, "DELETE FROM raw WHERE entity = ?1 AND ref = ?2", error);
  g_autofree char *ref = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, record->entity->name);
  nomo_statement_bind_text (statement, 2, ref);
  return run (writing, statement, error);
}

static gboolean
put_merged (Writing *writing, const NomoTable *table, const NomoRecord *old, const NomoRecord *merged, GError **error)
{
  if (!nomo_record_validate (merged, error))
    return FALSE;
  if (old != NULL && nomo_record_equal (old, merged)) {
    writing->result.unchanged++;
    return merged->as_of <= old->as_of || touch (writing, table, merged, error);
  }
  writing->result.written++;
  return write_record (writing, table, old, merged, error);
}

static gboolean
put (Writing *writing, const NomoRecord *record, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (writing->store, record->entity, error);
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) merged = NULL;

  if (table == NULL || !authorise (writing->commit, record->entity, error) ||
      !nomo_table_get (table, writing->connection, record->id, &old, error))
    return FALSE;
  if (old != NULL && record->entity->kind == NOMO_KIND_MIRROR && record->as_of < old->as_of) {
    writing->result.stale++;
    return TRUE;
  }
  merged = merge (old, record);
  return put_merged (writing, table, old, merged, error) && forget_raw (writing, record, error);
}

static gboolean
delete_record (Writing *writing, const NomoEntity *entity, gint64 id, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (writing->store, entity, error);
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) deleted = NULL;

  if (table == NULL || !authorise (writing->commit, entity, error) ||
      !nomo_table_get (table, writing->connection, id, &old, error))
    return FALSE;
  if (old == NULL || nomo_record_is_deleted (old))
    return TRUE;
  deleted = _nomo_record_copy (old);
  deleted->deleted_at = nomo_clock_now ();
  deleted->as_of = MAX (old->as_of, deleted->deleted_at);
  writing->result.deleted++;
  return write_record (writing, table, old, deleted, error);
}

static gboolean
keep_raw (Writing *writing, const NomoChange *change, GError **error)
{
  NomoStatement *statement =
      prepare (writing,
               "INSERT INTO raw (entity, ref, reason, body, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (entity, ref)"
               " DO UPDATE SET reason = excluded.reason, body = excluded.body, at = excluded.at",
               error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, change->name);
  nomo_statement_bind_text (statement, 2, change->ref);
  nomo_statement_bind_text (statement, 3, change->reason);
  nomo_statement_bind_text (statement, 4, change->value);
  nomo_statement_bind_int (statement, 5, nomo_clock_now ());
  return run (writing, statement, error);
}

static gboolean
set_mark (Writing *writing, const NomoChange *change, GError **error)
{
  NomoStatement *statement =
      prepare (writing,
               change->value == NULL ? "DELETE FROM marks WHERE name = ?1"
                                     : "INSERT INTO marks (name, value) VALUES (?1, ?2) ON CONFLICT (name)"
                                       " DO UPDATE SET value = excluded.value",
               error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, change->name);
  if (change->value != NULL)
    nomo_statement_bind_text (statement, 2, change->value);
  return run (writing, statement, error);
}

static gboolean
apply (Writing *writing, const NomoChange *change, GError **error)
{
  switch (change->kind) {
  case NOMO_CHANGE_PUT:
    return put (writing, change->record, error);
  case NOMO_CHANGE_DELETE:
    return delete_record (writing, change->entity, change->id, error);
  case NOMO_CHANGE_RAW:
    return keep_raw (writing, change, error);
  case NOMO_CHANGE_MARK:
  default:
    return set_mark (writing, change, error);
  }
}

/* A commit that was already made gives the result it gave then. */
static gboolean
recall (Writing *writing, gboolean *known, GError **error)
{
  g_autoptr (NomoStatement) statement =
      prepare (writing, "SELECT seq, written, unchanged, stale, deleted FROM commits WHERE id = ?1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, writing->commit->id);
  step = nomo_connection_step (writing->connection, statement, error);
  *known = step == NOMO_STEP_ROW;
  if (*known)
    writing->result = (NomoCommitResult) {
      (guint64) nomo_statement_get_int (statement, 0), (guint) nomo_statement_get_int (statement, 1),
      (guint) nomo_statement_get_int (statement, 2),   (guint) nomo_statement_get_int (statement, 3),
      (guint) nomo_statement_get_int (statement, 4),
    };
  return step != NOMO_STEP_ERROR;
}

static gboolean
raise_counters (Writing *writing, gboolean changed, GError **error)
{
  NomoStatement *statement = prepare (writing, "UPDATE counters SET value = ?2 WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, "commit");
  nomo_statement_bind_int (statement, 2, writing->number);
  if (!run (writing, statement, error))
    return FALSE;
  if (!changed)
    return TRUE;
  nomo_statement_bind_text (statement, 1, "seq");
  nomo_statement_bind_int (statement, 2, (gint64) writing->seq);
  return run (writing, statement, error);
}

/* Nobody can send a commit without a name again, so it leaves a row only when the feed points to it. */
static gboolean
write_commit (Writing *writing, GError **error)
{
  gboolean changed = writing->result.written + writing->result.deleted > 0;
  NomoStatement *statement = NULL;

  writing->result.seq = changed ? writing->seq : writing->seq - 1;
  if (!changed && !writing->commit->named)
    return TRUE;
  statement = prepare (writing,
                       "INSERT INTO commits (number, id, actor, at, seq, written, unchanged, stale, deleted)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                       error);
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, writing->number);
  nomo_statement_bind_text (statement, 2, writing->commit->id);
  nomo_statement_bind_text (statement, 3, writing->commit->actor);
  nomo_statement_bind_int (statement, 4, nomo_clock_now ());
  nomo_statement_bind_int (statement, 5, (gint64) writing->result.seq);
  nomo_statement_bind_int (statement, 6, writing->result.written);
  nomo_statement_bind_int (statement, 7, writing->result.unchanged);
  nomo_statement_bind_int (statement, 8, writing->result.stale);
  nomo_statement_bind_int (statement, 9, writing->result.deleted);
  return run (writing, statement, error) && raise_counters (writing, changed, error);
}

static gboolean
read_counters (Writing *writing, GError **error)
{
  gint64 seq = 0;

  if (!nomo_connection_read_int (writing->connection, "SELECT value FROM counters WHERE name = 'seq'", &seq, error) ||
      !nomo_connection_read_int (writing->connection, "SELECT value FROM counters WHERE name = 'commit'",
                                 &writing->number, error))
    return FALSE;
  writing->seq = (guint64) seq + 1;
  writing->number++;
  return TRUE;
}

static gboolean
write_all (Writing *writing, GError **error)
{
  gboolean known = FALSE;

  if (!recall (writing, &known, error) || known)
    return known;
  if (!read_counters (writing, error))
    return FALSE;
  for (guint i = 0; i < writing->commit->changes->len; i++)
    if (!apply (writing, g_ptr_array_index (writing->commit->changes, i), error))
      return FALSE;
  return nomo_rollup_write (writing->rollup, writing->connection, error) && write_commit (writing, error);
}

/*
 * _nomo_store_write:
 * @self: a store; the writing connection is the caller's
 * @commit: a commit
 * @result: (out): what came of it
 * @error: return location
 *
 * Returns: %TRUE when the commit is on the disk, %FALSE when nothing of it is
 */
gboolean
_nomo_store_write (NomoStore *self, const NomoCommit *commit, NomoCommitResult *result, GError **error)
{
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();
  Writing writing = { .store = self, .connection = self->writer, .commit = commit, .rollup = rollup };

  if (!nomo_connection_exec (self->writer, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!write_all (&writing, error) || !nomo_connection_exec (self->writer, "COMMIT", error)) {
    nomo_connection_exec (self->writer, "ROLLBACK", NULL);
    return FALSE;
  }
  *result = writing.result;
  return TRUE;
}
