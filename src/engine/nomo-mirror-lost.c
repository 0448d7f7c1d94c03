#include "config.h"

#include "nomo-mirror-lost.h"

#include "nomo-lookups.h"

/* More would keep the changes waiting that happen meanwhile. */
#define AT_MOST 200

typedef struct {
  const NomoEntity *entity;
  gint64 since;
  gint64 as_of; /* of the last answer */
} Lost;

static gboolean
find_unseen (NomoStore *store, guint limit, gconstpointer data, NomoLack *lack, GError **error)
{
  const Lost *lost = data;
  g_autoptr (GArray) ids = nomo_store_list_unseen (store, lost->entity, lost->since, limit, error);

  if (ids != NULL)
    g_array_append_vals (lack->ids, ids->data, ids->len);
  return ids != NULL;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoLookups *lookups = NOMO_LOOKUPS (source);
  GError *error = NULL;

  if (nomo_lookups_run_finish (lookups, result, &error))
    g_task_return_int (task, nomo_lookups_is_limited (lookups) ? 0 : 1);
  else
    g_task_return_error (task, error);
}

/* A list of a page or two, whose records have no place of their own. */
static void
take_out_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Lost *lost = data;
  GError *error = NULL;
  g_autoptr (GArray) ids = nomo_store_list_unseen (source, lost->entity, lost->since, AT_MOST, &error);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    nomo_commit_gone (commit, lost->entity, g_array_index (ids, gint64, i), lost->as_of);
  if (ids == NULL || (ids->len > 0 && !nomo_store_commit (source, commit, NULL, &error)))
    g_task_return_error (task, error);
  else
    g_task_return_int (task, ids->len < AT_MOST);
}

/**
 * nomo_mirror_find_lost_async:
 * @self: what is to be found; only used during the call
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks up what was not in the list, a few hundred at most: what Salla has no more becomes a tombstone and is noted as a
 * repair. Of a list whose records cannot be looked up only what a steady one lacks is taken out.
 */
void
nomo_mirror_find_lost_async (const NomoMirrorLost *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self->store, cancellable, callback, data);
  Lost *lost = g_new0 (Lost, 1);

  *lost = (Lost) { self->kind->entity (), self->since, nomo_salla_client_get_as_of (self->client) };
  g_task_set_source_tag (task, nomo_mirror_find_lost_async);
  g_task_set_task_data (task, lost, g_free);
  if (self->kind->one != NULL) {
    g_autoptr (NomoLookups) lookups =
        nomo_lookups_new (self->kind, self->store, self->client, self->owner, self->currency);

    nomo_lookups_set_find (lookups, find_unseen, NULL, g_memdup2 (lost, sizeof *lost), g_free);
    nomo_lookups_set_limit (lookups, AT_MOST);
    nomo_lookups_run_async (lookups, cancellable, looked_up_cb, task);
  } else if (self->steady) {
    g_task_run_in_thread (task, take_out_thread);
    g_object_unref (task);
  } else {
    g_task_return_int (task, 1);
    g_object_unref (task);
  }
}

/**
 * nomo_mirror_find_lost_finish:
 * @store: the store
 * @result: what the callback got
 * @all: (out): whether all that can be found has been
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_mirror_find_lost_finish (NomoStore *store, GAsyncResult *result, gboolean *all, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  value = g_task_propagate_int (G_TASK (result), &problem);
  *all = value == 1;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
