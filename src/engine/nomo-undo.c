#include "config.h"

#include "nomo-undo.h"

#include "nomo-code-batch.h"
#include "nomo-history.h"
#include "nomo-import-state.h"
#include "nomo-store-scan.h"

static gboolean
add_conflicts (NomoUndone *self, NomoStore *store, const char *id, GError **error)
{
  g_autoptr (GPtrArray) conflicts = nomo_store_read_conflicts (store, id, error);

  if (conflicts == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (self->conflicts, g_steal_pointer (&conflicts));
  return TRUE;
}

/* The id makes taking it back twice the same as once. */
static gboolean
undo_commit (NomoUndone *self, NomoStore *store, const char *commit_id, const char *actor, NomoRole role,
             GError **error)
{
  g_autofree char *id = g_strconcat ("undo-", commit_id, NULL);
  g_autoptr (NomoCommit) commit = nomo_commit_new (actor, id);
  NomoCommitResult result = { 0 };

  nomo_commit_set_role (commit, role);
  nomo_commit_undo (commit, commit_id);
  if (!nomo_store_commit (store, commit, &result, error))
    return FALSE;
  self->commits++;
  self->written += result.written;
  self->deleted += result.deleted;
  self->waiting += result.waiting;
  return result.refused == 0 || add_conflicts (self, store, id, error);
}

static gboolean
undo_whole (NomoUndone *self, NomoStore *store, const char *id, const char *actor, NomoRole role, GError **error)
{
  g_autofree char *prefix = g_strconcat (id, "-", NULL);
  g_autoptr (GPtrArray) ids = nomo_store_list_commits (store, prefix, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!undo_commit (self, store, ids->pdata[i], actor, role, error))
      return FALSE;
  return ids != NULL;
}

/* What was done in many commits. */
static gboolean
is_whole (const char *id)
{
  return g_str_has_prefix (id, NOMO_IMPORT_PREFIX) || g_str_has_prefix (id, NOMO_CODE_BATCH_PREFIX);
}

static gboolean
undo (NomoUndone *self, NomoStore *store, const char *id, const char *actor, NomoRole role, GError **error)
{
  /* One that is not known is left to the store, which says so. */
  if (is_whole (id) && !undo_whole (self, store, id, actor, role, error))
    return FALSE;
  return self->commits > 0 || undo_commit (self, store, id, actor, role, error);
}

/**
 * nomo_undo:
 * @store: a store
 * @id: id of a commit, or of an import or a work on a batch of codes, whose commits are taken back beginning with the newest
 * @actor: who takes it back
 * @role: the actor's role
 * @error: return location
 *
 * Takes back what a commit changed, value by value; what has changed since stays. Interrupted, it can be done again. Blocks.
 *
 * Returns: (transfer full) (nullable): what came of it
 */
NomoUndone *
nomo_undo (NomoStore *store, const char *id, const char *actor, NomoRole role, GError **error)
{
  g_autoptr (NomoUndone) self = g_new0 (NomoUndone, 1);

  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_conflict_free);
  return undo (self, store, id, actor, role, error) ? g_steal_pointer (&self) : NULL;
}

typedef struct {
  char *id;
  char *actor;
  NomoRole role;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->id);
  g_free (wish->actor);
  g_free (wish);
}

static void
undo_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  NomoUndone *undone = nomo_undo (source, wish->id, wish->actor, wish->role, &error);

  if (undone != NULL)
    g_task_return_pointer (task, undone, (GDestroyNotify) nomo_undone_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_undo_async:
 * @store: a store
 * @id: as for nomo_undo()
 * @actor: who takes it back
 * @role: the actor's role
 * @callback: called at the end
 * @data: for @callback
 *
 * Takes something back as nomo_undo() does, without blocking.
 */
void
nomo_undo_async (NomoStore *store, const char *id, const char *actor, NomoRole role, GAsyncReadyCallback callback,
                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, data);
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish) { g_strdup (id), g_strdup (actor), role };
  g_task_set_source_tag (task, nomo_undo_async);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, undo_worker);
}

/**
 * nomo_undo_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it
 */
NomoUndone *
nomo_undo_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_undone_free:
 * @self: (transfer full): what came of it
 */
void
nomo_undone_free (NomoUndone *self)
{
  g_ptr_array_unref (self->conflicts);
  g_free (self);
}
