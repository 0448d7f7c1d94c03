#include "config.h"

#include "nomo-history.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>

/* What a commit changed in one record. */
typedef struct {
  char *entity;
  gint64 id;
  GPtrArray *rows; /* Row, the newest first */
  gboolean late;   /* records that refer to it were looked at before */
} Target;

typedef struct {
  char *field;
  char *before;
  char *after;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->field);
  g_free (row->before);
  g_free (row->after);
  g_free (row);
}

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->entity);
  g_ptr_array_unref (target->rows);
  g_free (target);
}

static Target *
target_of (GPtrArray *targets, GHashTable *known, const char *entity, gint64 id)
{
  g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, entity, id);
  Target *target = g_hash_table_lookup (known, key);

  if (target != NULL)
    return target;
  target = g_new0 (Target, 1);
  target->entity = g_strdup (entity);
  target->id = id;
  target->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (targets, target);
  g_hash_table_insert (known, g_steal_pointer (&key), target);
  return target;
}

static gboolean
find_commit (NomoWriting *self, const char *commit_id, gint64 *number, GError **error)
{
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (self, "SELECT number FROM commits WHERE id = ?1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, commit_id);
  step = nomo_connection_step (self->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    *number = nomo_statement_get_int (statement, 0);
  else if (step == NOMO_STEP_DONE)
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
                 /* Translators: %s is the id of a change. */
                 _ ("There is no change “%s” to take back."), commit_id);
  return step == NOMO_STEP_ROW;
}

static GPtrArray *
read_targets (NomoWriting *self, gint64 number, GError **error)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (target_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (
      self, "SELECT entity, id, field, before, after FROM history WHERE commit_number = ?1 ORDER BY number DESC",
      error);
  NomoStep step;

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_int (statement, 1, number);
  while ((step = nomo_connection_step (self->connection, statement, error)) == NOMO_STEP_ROW) {
    Row *row = g_new0 (Row, 1);

    row->field = g_strdup (nomo_statement_get_string (statement, 2));
    row->before = g_strdup (nomo_statement_get_text (statement, 3));
    row->after = g_strdup (nomo_statement_get_text (statement, 4));
    g_ptr_array_add (
        target_of (targets, known, nomo_statement_get_string (statement, 0), nomo_statement_get_int (statement, 1))
            ->rows,
        row);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&targets) : NULL;
}

static gboolean
changed_since (NomoWriting *self, const Target *target, gint64 number, gboolean *changed, GError **error)
{
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (
      self, "SELECT 1 FROM history WHERE entity = ?1 AND id = ?2 AND commit_number > ?3 LIMIT 1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, target->entity);
  nomo_statement_bind_int (statement, 2, target->id);
  nomo_statement_bind_int (statement, 3, number);
  step = nomo_connection_step (self->connection, statement, error);
  *changed = step == NOMO_STEP_ROW;
  return step != NOMO_STEP_ERROR;
}

static char *
present_value (const NomoRecord *record, const char *name)
{
  int field = nomo_entity_find_field (record->entity, name);
  int part = nomo_entity_find_part (record->entity, name);

  if (field >= 0)
    return nomo_value_to_text (&record->values[field]);
  return part >= 0 ? _nomo_record_part_to_text (record, (guint) part) : NULL;
}

static gboolean
refuse (NomoWriting *self, const NomoRecord *record, const Row *row, const char *reason, GError **error)
{
  g_autofree char *present = present_value (record, row->field);

  self->result.refused++;
  return _nomo_writing_add_conflict (self, record, row->field, reason, row->after, row->before, present, error);
}

/* Why a value cannot be taken back; NULL when it can. */
static const char *
find_reason (NomoWriting *self, const NomoRecord *old, const Row *row)
{
  const NomoEntity *entity = old->entity;
  int field = nomo_entity_find_field (entity, row->field);
  int part = nomo_entity_find_part (entity, row->field);
  NomoKind kind = field >= 0  ? nomo_entity_get_field_kind (entity, (guint) field)
                  : part >= 0 ? nomo_entity_get_part_kind (entity, (guint) part)
                              : NOMO_KIND_MIRROR;
  g_autofree char *present = present_value (old, row->field);

  if (kind == NOMO_KIND_MIRROR)
    return "salla";
  if (!nomo_entity_allows (entity, self->commit->role, NOMO_VERB_UPDATE) ||
      (field >= 0 && !nomo_entity_allows_field (entity, self->commit->role, (guint) field)))
    return "denied";
  return g_strcmp0 (present, row->after) == 0 ? NULL : "changed";
}

static void
set_back (NomoRecord *wanted, const Row *row)
{
  int field = nomo_entity_find_field (wanted->entity, row->field);

  if (field >= 0)
    nomo_value_from_text (&wanted->values[field], row->before, nomo_type_is_text (wanted->entity->fields[field].type));
  else
    _nomo_record_part_from_text (wanted, (guint) nomo_entity_find_part (wanted->entity, row->field), row->before);
}

static const Row *
find_row (const Target *target, const char *field)
{
  for (guint i = 0; i < target->rows->len; i++) {
    const Row *row = target->rows->pdata[i];

    if (g_str_equal (row->field, field))
      return row;
  }
  return NULL;
}

static gboolean
refuse_all (NomoWriting *self, const NomoRecord *old, const Target *target, const char *reason, GError **error)
{
  for (guint i = 0; i < target->rows->len; i++)
    if (!refuse (self, old, target->rows->pdata[i], reason, error))
      return FALSE;
  return TRUE;
}

static gboolean
undo_values (NomoWriting *self, const NomoTable *table, const NomoRecord *old, const Target *target, GError **error)
{
  g_autoptr (NomoRecord) wanted = _nomo_record_new (old->entity, old->id);
  g_autoptr (NomoRecord) merged = NULL;
  g_autoptr (NomoRecord) sent = NULL;
  NomoMerge merging = { .old = old };
  guint n = find_row (target, NOMO_HISTORY_DELETED) != NULL ? 1 : 0;

  for (guint i = 0; i < target->rows->len; i++) {
    const Row *row = target->rows->pdata[i];
    const char *reason = NULL;

    if (g_str_equal (row->field, NOMO_HISTORY_DELETED))
      continue;
    reason = find_reason (self, old, row);
    if (reason != NULL && !refuse (self, old, row, reason, error))
      return FALSE;
    if (reason != NULL)
      continue;
    set_back (wanted, row);
    n++;
  }
  if (n == 0)
    return TRUE;
  if (!_nomo_writing_read_sent (self, old->entity, old->id, &sent, error))
    return FALSE;
  merging.record = wanted;
  merging.sent = sent;
  merged = _nomo_record_merge (&merging);
  return _nomo_writing_write_merged (self, table, &merging, merged, error);
}

/* What goes with it may go after it; it is looked at once more when all the others were. */
static gboolean
undo_birth (NomoWriting *self, const NomoRecord *old, Target *target, GError **error)
{
  gboolean needed = FALSE;

  if (!_nomo_writing_is_needed (self, old->entity, old->id, &needed, error))
    return FALSE;
  if (needed && target->late)
    return refuse_all (self, old, target, "needed", error);
  target->late = needed;
  return needed || _nomo_writing_delete (self, old->entity, old->id, error);
}

static gboolean
is_at_salla (const NomoRecord *record)
{
  return !nomo_record_is_deleted (record) && nomo_record_get_salla_id (record) != 0;
}

/* The record was made or brought back, or it was deleted. */
static gboolean
undo_life (NomoWriting *self, const NomoTable *table, const NomoRecord *old, Target *target, gint64 number,
           GError **error)
{
  const Row *deleted = find_row (target, NOMO_HISTORY_DELETED);
  gboolean was_born = deleted == NULL || deleted->after == NULL;
  gboolean changed = FALSE;

  if (!changed_since (self, target, number, &changed, error))
    return FALSE;
  if (!nomo_entity_allows (old->entity, self->commit->role, NOMO_VERB_DELETE))
    return refuse_all (self, old, target, "denied", error);
  if (changed || nomo_record_is_deleted (old) == was_born)
    return refuse_all (self, old, target, was_born && is_at_salla (old) ? "sent" : "changed", error);
  return was_born ? undo_birth (self, old, target, error) : undo_values (self, table, old, target, error);
}

static gboolean
undo_record (NomoWriting *self, Target *target, gint64 number, GError **error)
{
  const NomoEntity *entity = nomo_store_find_entity (self->store, target->entity);
  const NomoTable *table = entity != NULL ? _nomo_store_find_table (self->store, entity, error) : NULL;
  g_autoptr (NomoRecord) old = NULL;
  gboolean erased = FALSE;

  if (table == NULL)
    return entity == NULL;
  if (!nomo_table_get (table, self->connection, target->id, &old, error) ||
      (self->has_erased && !_nomo_writing_is_erased (self, entity, target->id, &erased, error)))
    return FALSE;
  if (old == NULL) {
    old = _nomo_record_new (entity, target->id);
    return refuse_all (self, old, target, "gone", error);
  }
  if (erased)
    return refuse_all (self, old, target, "erased", error);
  if (find_row (target, NOMO_HISTORY_CREATED) != NULL || find_row (target, NOMO_HISTORY_DELETED) != NULL)
    return undo_life (self, table, old, target, number, error);
  if (nomo_record_is_deleted (old))
    return refuse_all (self, old, target, "gone", error);
  return undo_values (self, table, old, target, error);
}

/*
 * _nomo_writing_undo:
 * @self: a commit on its way
 * @commit_id: id of an earlier commit
 * @error: return location
 *
 * Writes the inverse of what the history holds of that commit, refusing value by value what has changed since.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_undo (NomoWriting *self, const char *commit_id, GError **error)
{
  g_autoptr (GPtrArray) targets = NULL;
  gint64 number = 0;

  if (!find_commit (self, commit_id, &number, error))
    return FALSE;
  targets = read_targets (self, number, error);
  for (guint i = 0; targets != NULL && i < targets->len; i++)
    if (!undo_record (self, targets->pdata[i], number, error))
      return FALSE;
  for (guint i = 0; targets != NULL && i < targets->len; i++)
    if (((Target *) targets->pdata[i])->late && !undo_record (self, targets->pdata[i], number, error))
      return FALSE;
  return targets != NULL;
}
