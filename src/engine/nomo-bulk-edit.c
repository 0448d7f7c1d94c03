#include "config.h"

#include "nomo-bulk-edit.h"

#include "nomo-store.h"

typedef struct {
  NomoQuery *query;
  NomoBulkChange change;
  gpointer data;
  GDestroyNotify destroy;
  char *actor;
  char *commit_id;
  guint n;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  if (edit->destroy != NULL)
    edit->destroy (edit->data);
  nomo_query_unref (edit->query);
  g_free (edit->actor);
  g_free (edit->commit_id);
  g_free (edit);
}

static NomoCommit *
create_commit (const Edit *edit, const GArray *ids)
{
  NomoCommit *commit = nomo_commit_new (edit->actor, edit->commit_id);

  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autoptr (NomoRecord) change = edit->change != NULL ? edit->change (id, edit->data) : NULL;

    if (change != NULL)
      nomo_commit_put (commit, change);
    else
      nomo_commit_delete (commit, nomo_query_get_entity (edit->query), id);
  }
  return commit;
}

static gboolean
run (Edit *edit, NomoStore *store, GError **error)
{
  g_autoptr (GArray) ids = nomo_store_list_ids (store, edit->query, 0, NULL, error);
  g_autoptr (NomoCommit) commit = NULL;
  NomoCommitResult result = { 0 };

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  commit = create_commit (edit, ids);
  if (!nomo_store_commit (store, commit, &result, error))
    return FALSE;
  edit->n = result.written + result.deleted;
  return TRUE;
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (data, nomo_shop_get_store (source), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_bulk_edit_async:
 * @shop: a shop
 * @query: which records
 * @change: (nullable): makes the change of each; %NULL to delete them
 * @data: for @change
 * @destroy: (nullable): frees @data
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Changes or deletes many records in one commit, as the shop's owner.
 */
void
nomo_bulk_edit_async (NomoShop *shop, const NomoQuery *query, NomoBulkChange change, gpointer data,
                      GDestroyNotify destroy, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (shop, NULL, callback, user_data);
  const char *owner = nomo_shop_get_owner_name (shop);
  Edit *edit = g_new0 (Edit, 1);

  *edit = (Edit) { nomo_query_copy (query), change, data, destroy, g_strdup (owner != NULL ? owner : "me"),
                   g_uuid_string_random (), 0 };
  g_task_set_source_tag (task, nomo_bulk_edit_async);
  g_task_set_task_data (task, edit, edit_free);
  g_task_run_in_thread (task, run_worker);
}

/**
 * nomo_bulk_edit_finish:
 * @result: what the callback got
 * @n: (out) (optional): how many records changed or were deleted
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with a #NomoStoreError
 */
char *
nomo_bulk_edit_finish (GAsyncResult *result, guint *n, GError **error)
{
  const Edit *edit = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (n != NULL)
    *n = edit->n;
  return g_strdup (edit->commit_id);
}
