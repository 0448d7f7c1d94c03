#include "config.h"

#include "nomo-clock.h"
#include "nomo-id.h"
#include "nomo-search.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>
#include <string.h>

/*
 * _nomo_writing_prepare:
 * @self: a commit on its way
 * @sql: a statement
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the statement, prepared
 */
NomoStatement *
_nomo_writing_prepare (NomoWriting *self, const char *sql, GError **error)
{
  return nomo_connection_prepare (self->connection, sql, error);
}

/*
 * _nomo_writing_run:
 * @self: a commit on its way
 * @statement: a statement that gives no rows
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_run (NomoWriting *self, NomoStatement *statement, GError **error)
{
  return nomo_connection_run (self->connection, statement, error);
}

/*
 * _nomo_writing_run_for:
 * @self: a commit on its way
 * @sql: a statement that gives no rows; ?1 is an entity, ?2 an id
 * @entity: the entity
 * @id: the id
 * @at: ?3, a moment; 0 when @sql has none
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_run_for (NomoWriting *self, const char *sql, const NomoEntity *entity, gint64 id, gint64 at,
                       GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, entity->name);
  nomo_statement_bind_int (statement, 2, id);
  if (at != 0)
    nomo_statement_bind_int (statement, 3, at);
  return _nomo_writing_run (self, statement, error);
}

/*
 * _nomo_writing_read_ids:
 * @self: a commit on its way
 * @sql: (transfer full): a query for ids
 * @value: what ?1 is
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the ids
 */
GArray *
_nomo_writing_read_ids (NomoWriting *self, char *sql, gint64 value, GError **error)
{
  g_autofree char *owned = sql;
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (self, owned, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  NomoStep step;

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_int (statement, 1, value);
  while ((step = nomo_connection_step (self->connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 id = nomo_statement_get_int (statement, 0);

    g_array_append_val (ids, id);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/*
 * _nomo_writing_authorise:
 * @self: a commit on its way
 * @entity: an entity
 * @verb: what is done to one of its records
 * @error: return location
 *
 * Returns: %TRUE when the actor may do it, else %FALSE with %NOMO_STORE_ERROR_DENIED
 */
gboolean
_nomo_writing_authorise (NomoWriting *self, const NomoEntity *entity, NomoVerbs verb, GError **error)
{
  NomoRole role = self->commit->role;
  gboolean sallas = role != NOMO_ROLE_SALLA && entity->kind == NOMO_KIND_MIRROR && verb != NOMO_VERB_UPDATE;

  if (nomo_entity_allows (entity, role, verb))
    return TRUE;
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED,
               sallas && verb != NOMO_VERB_ERASE
                   /* Translators: %s is what the records are ("Orders"). */
                   ? _ ("%s belong to Salla and cannot be written here.")
                   /* Translators: %s is what the records are ("Contacts"). */
                   : _ ("%s: your role does not allow this."),
               _ (entity->label_many));
  return FALSE;
}

static gboolean
keep_raw (NomoWriting *self, const NomoChange *change, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (
      self,
      "INSERT INTO raw (entity, ref, reason, body, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (entity, ref)"
      " DO UPDATE SET reason = excluded.reason, body = excluded.body, at = excluded.at",
      error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, change->name);
  nomo_statement_bind_text (statement, 2, change->ref);
  nomo_statement_bind_text (statement, 3, change->reason);
  nomo_statement_bind_text (statement, 4, change->value);
  nomo_statement_bind_int (statement, 5, self->now);
  self->has_raw = TRUE;
  return _nomo_writing_run (self, statement, error);
}

static gboolean
forget_raw (NomoWriting *self, const NomoChange *change, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (self, "DELETE FROM raw WHERE entity = ?1 AND at < ?2", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, change->name);
  nomo_statement_bind_int (statement, 2, change->as_of);
  return _nomo_writing_run (self, statement, error);
}

static gboolean
set_mark (NomoWriting *self, const NomoChange *change, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (
      self,
      change->value == NULL ? "DELETE FROM marks WHERE name = ?1"
                            : "INSERT INTO marks (name, value) VALUES (?1, ?2) ON CONFLICT (name)"
                              " DO UPDATE SET value = excluded.value",
      error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, change->name);
  if (change->value != NULL)
    nomo_statement_bind_text (statement, 2, change->value);
  return _nomo_writing_run (self, statement, error);
}

static gboolean
apply (NomoWriting *self, const NomoChange *change, GError **error)
{
  switch (change->kind) {
  case NOMO_CHANGE_PUT:
    return _nomo_writing_put (self, change, error);
  case NOMO_CHANGE_DELETE:
    return _nomo_writing_authorise (self, change->entity, NOMO_VERB_DELETE, error) &&
           _nomo_writing_delete (self, change->entity, change->id, error);
  case NOMO_CHANGE_GONE:
    return _nomo_writing_gone (self, change, error);
  case NOMO_CHANGE_CONFIRM:
    return _nomo_writing_confirm (self, change, error);
  case NOMO_CHANGE_UNDO:
    return _nomo_writing_undo (self, change->name, error);
  case NOMO_CHANGE_ERASE:
    return _nomo_writing_erase (self, change->entity, change->id, error);
  case NOMO_CHANGE_RETIRE:
    return _nomo_writing_retire (self, error);
  case NOMO_CHANGE_RAW:
    return keep_raw (self, change, error);
  case NOMO_CHANGE_FORGET_RAW:
    return forget_raw (self, change, error);
  case NOMO_CHANGE_NOTE:
    return _nomo_writing_note (self, change, error);
  case NOMO_CHANGE_DISCARD:
    return _nomo_writing_discard (self, change, error);
  case NOMO_CHANGE_DOUBT:
    return _nomo_writing_doubt (self, change, error);
  case NOMO_CHANGE_MARK:
  default:
    return set_mark (self, change, error);
  }
}

/* A commit that was already made gives the result it gave then. */
static gboolean
recall (NomoWriting *self, gboolean *known, GError **error)
{
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (
      self, "SELECT seq, first_id, written, unchanged, stale, deleted, again, refused FROM commits WHERE id = ?1",
      error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, self->commit->id);
  step = nomo_connection_step (self->connection, statement, error);
  *known = step == NOMO_STEP_ROW;
  if (*known)
    self->result = (NomoCommitResult) {
      .seq = (guint64) nomo_statement_get_int (statement, 0),
      .first_id = nomo_statement_get_int (statement, 1),
      .written = (guint) nomo_statement_get_int (statement, 2),
      .unchanged = (guint) nomo_statement_get_int (statement, 3),
      .stale = (guint) nomo_statement_get_int (statement, 4),
      .deleted = (guint) nomo_statement_get_int (statement, 5),
      .again = (guint) nomo_statement_get_int (statement, 6),
      .refused = (guint) nomo_statement_get_int (statement, 7),
    };
  return step != NOMO_STEP_ERROR;
}

static gboolean
set_counter (NomoWriting *self, const char *name, gint64 value, GError **error)
{
  NomoStatement *statement = _nomo_writing_prepare (self, "UPDATE counters SET value = ?2 WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, name);
  nomo_statement_bind_int (statement, 2, value);
  return _nomo_writing_run (self, statement, error);
}

static gboolean
raise_counters (NomoWriting *self, gboolean changed, GError **error)
{
  guint n_new = self->commit->n_new;

  return set_counter (self, "commit", self->number, error) &&
         (!changed || set_counter (self, "seq", (gint64) self->seq, error)) &&
         (n_new == 0 || set_counter (self, "id", nomo_id_nth (self->result.first_id, n_new - 1), error));
}

/* Nobody can send a commit without a name again, so it leaves a row only when something points to it. */
static gboolean
write_commit (NomoWriting *self, GError **error)
{
  gboolean changed = self->result.written + self->result.deleted > 0;
  gboolean noted = changed || self->commit->named || self->result.refused > 0;
  NomoStatement *statement = NULL;

  self->result.seq = changed ? self->seq : self->seq - 1;
  if (!noted)
    return TRUE;
  statement = _nomo_writing_prepare (self,
                                     "INSERT INTO commits (number, id, actor, role, at, seq, first_id, written,"
                                     " unchanged, stale, deleted, again, refused)"
                                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                                     error);
  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, self->number);
  nomo_statement_bind_text (statement, 2, self->commit->id);
  nomo_statement_bind_text (statement, 3, self->commit->actor);
  nomo_statement_bind_int (statement, 4, self->commit->role);
  nomo_statement_bind_int (statement, 5, self->now);
  nomo_statement_bind_int (statement, 6, (gint64) self->result.seq);
  nomo_statement_bind_int (statement, 7, self->result.first_id);
  nomo_statement_bind_int (statement, 8, self->result.written);
  nomo_statement_bind_int (statement, 9, self->result.unchanged);
  nomo_statement_bind_int (statement, 10, self->result.stale);
  nomo_statement_bind_int (statement, 11, self->result.deleted);
  nomo_statement_bind_int (statement, 12, self->result.again);
  nomo_statement_bind_int (statement, 13, self->result.refused);
  return _nomo_writing_run (self, statement, error) && raise_counters (self, changed, error);
}

static gboolean
read_counter (NomoWriting *self, const char *name, gint64 *value, GError **error)
{
  g_autoptr (NomoStatement) statement =
      _nomo_writing_prepare (self, "SELECT value FROM counters WHERE name = ?1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, name);
  step = nomo_connection_step (self->connection, statement, error);
  *value = step == NOMO_STEP_ROW ? nomo_statement_get_int (statement, 0) : 0;
  return step != NOMO_STEP_ERROR;
}

static gboolean
read_flag (NomoWriting *self, const char *sql, gboolean *flag, GError **error)
{
  gint64 value = 0;

  if (!nomo_connection_read_int (self->connection, sql, &value, error))
    return FALSE;
  *flag = value != 0;
  return TRUE;
}

static gboolean
begin (NomoWriting *self, GError **error)
{
  gint64 seq = 0;
  gint64 last_id = 0;
  gint64 node = 0;

  if (!read_counter (self, "seq", &seq, error) || !read_counter (self, "commit", &self->number, error) ||
      !read_counter (self, "id", &last_id, error) || !read_counter (self, "node", &node, error) ||
      !read_flag (self, "SELECT EXISTS (SELECT 1 FROM raw)", &self->has_raw, error) ||
      !read_flag (self, "SELECT EXISTS (SELECT 1 FROM doubts)", &self->has_doubts, error) ||
      !read_flag (self, "SELECT EXISTS (SELECT 1 FROM erasures)", &self->has_erased, error) ||
      !read_flag (self, "SELECT EXISTS (SELECT 1 FROM outbox)", &self->has_notes, error))
    return FALSE;
  if (!_nomo_writing_find_untold (self, error))
    return FALSE;
  self->seq = (guint64) seq + 1;
  self->number++;
  if (self->commit->n_new > 0)
    self->result.first_id = nomo_id_next (last_id, self->now, (guint) node);
  return TRUE;
}

static gboolean
write_all (NomoWriting *self, GError **error)
{
  gboolean known = FALSE;

  if (!recall (self, &known, error) || known)
    return known;
  if (!begin (self, error))
    return FALSE;
  for (guint i = 0; i < self->commit->changes->len; i++) {
    const NomoChange *change = self->commit->changes->pdata[i];

    if (!_nomo_writing_tell (self, change, error) || !apply (self, change, error))
      return FALSE;
  }
  if (!_nomo_writing_check_links (self, error) || !nomo_search_batch_write (self->search, self->connection, error))
    return FALSE;
  if (self->erases &&
      (!nomo_search_purge (self->connection, self->store->entities, error) || !set_counter (self, "scrub", 1, error)))
    return FALSE;
  return nomo_rollup_write (self->rollup, self->connection, error) && write_commit (self, error);
}

static gboolean
write_one (NomoStore *self, const NomoCommit *commit, NomoCommitResult *result, GError **error)
{
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();
  g_autoptr (NomoSearchBatch) search = nomo_search_batch_new ();
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (NomoLink));
  g_autoptr (GArray) referring = g_array_new (FALSE, FALSE, sizeof (NomoLink));
  NomoWriting writing = {
    .store = self,
    .connection = self->writer,
    .commit = commit,
    .rollup = rollup,
    .search = search,
    .now = nomo_clock_now (),
    .gone = gone,
    .referring = referring,
  };

  if (!write_all (&writing, error))
    return FALSE;
  *result = writing.result;
  return TRUE;
}

static gboolean
write_each (NomoStore *self, const NomoCommit *const *commits, guint n, NomoCommitResult *results, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!write_one (self, commits[i], &results[i], error))
      return FALSE;
  return TRUE;
}

/*
 * _nomo_store_write:
 * @self: a store; the writing connection is the caller's
 * @commits: (array length=n): commits
 * @n: how many
 * @results: (array length=n) (out caller-allocates): what came of each
 * @error: return location
 *
 * Returns: %TRUE when the commits are on the disk, %FALSE when nothing of them is
 */
gboolean
_nomo_store_write (NomoStore *self, const NomoCommit *const *commits, guint n, NomoCommitResult *results,
                   GError **error)
{
  if (!nomo_connection_exec (self->writer, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!write_each (self, commits, n, results, error) || !nomo_connection_exec (self->writer, "COMMIT", error)) {
    nomo_connection_exec (self->writer, "ROLLBACK", NULL);
    return FALSE;
  }
  _nomo_store_scrub (self);
  return TRUE;
}
