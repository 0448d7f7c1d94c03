#include "config.h"

#include "nomo-edit.h"

#include "nomo-store.h"

typedef struct {
  char *commit;
  gint64 id;
} Edit;

static void
edit_free (gpointer data)
{
  g_free (((Edit *) data)->commit);
  g_free (data);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Edit *edit = g_task_get_task_data (task);
  NomoCommitResult written = { 0 };
  GError *error = NULL;

  if (!nomo_store_commit_finish (NOMO_STORE (source), result, &written, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (edit->id == 0)
    edit->id = written.first_id;
  g_task_return_boolean (task, TRUE);
}

/**
 * nomo_edit_async:
 * @shop: a shop
 * @put: (nullable): a record, new or changed, to keep
 * @entity: (nullable): whose record to delete
 * @drop: the id of that record; 0 to delete none
 * @callback: called at the end
 * @data: for @callback
 *
 * Does both at once, as the merchant. What Salla is to hear of waits in the store until it has.
 */
void
nomo_edit_async (NomoShop *shop, NomoRecord *put, const NomoEntity *entity, gint64 drop, GAsyncReadyCallback callback,
                 gpointer data)
{
  const char *owner = nomo_shop_get_owner_name (shop);
  Edit *edit = g_new (Edit, 1);
  GTask *task = g_task_new (shop, NULL, callback, data);
  NomoCommit *commit;

  *edit = (Edit) { g_uuid_string_random (), put != NULL ? nomo_record_get_id (put) : drop };
  commit = nomo_commit_new (owner != NULL ? owner : "me", edit->commit);
  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  if (put != NULL)
    nomo_commit_put (commit, put);
  if (drop != 0)
    nomo_commit_delete (commit, entity, drop);
  g_task_set_source_tag (task, nomo_edit_async);
  g_task_set_task_data (task, edit, edit_free);
  nomo_store_commit_async (nomo_shop_get_store (shop), commit, NULL, committed_cb, task);
}

/**
 * nomo_edit_finish:
 * @result: what the callback got
 * @id: (out) (optional): the id of the record that was kept, else of the one that was deleted
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with a #NomoStoreError
 */
char *
nomo_edit_finish (GAsyncResult *result, gint64 *id, GError **error)
{
  const Edit *edit = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (id != NULL)
    *id = edit->id;
  return g_strdup (edit->commit);
}
