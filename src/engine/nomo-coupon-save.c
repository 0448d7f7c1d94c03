#include "config.h"

#include "nomo-coupon-save.h"

#include "nomo-store.h"

typedef struct {
  char *commit;
  gint64 id;
} Saved;

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  g_free (saved->commit);
  g_free (saved);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Saved *saved = g_task_get_task_data (task);
  NomoCommitResult written = { 0 };
  GError *error = NULL;

  if (!nomo_store_commit_finish (NOMO_STORE (source), result, &written, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (saved->id == 0)
    saved->id = written.first_id;
  g_task_return_boolean (task, TRUE);
}

/**
 * nomo_coupon_save_async:
 * @shop: a shop
 * @coupon: a coupon, new or changed
 * @callback: called at the end
 * @data: for @callback
 *
 * Keeps a coupon as the merchant wants it. It waits in the store until Salla has heard of it.
 */
void
nomo_coupon_save_async (NomoShop *shop, NomoRecord *coupon, GAsyncReadyCallback callback, gpointer data)
{
  const char *owner = nomo_shop_get_owner_name (shop);
  Saved *saved = g_new (Saved, 1);
  GTask *task = g_task_new (shop, NULL, callback, data);
  NomoCommit *commit;

  *saved = (Saved) { g_uuid_string_random (), nomo_record_get_id (coupon) };
  commit = nomo_commit_new (owner != NULL ? owner : "me", saved->commit);
  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  nomo_commit_put (commit, coupon);
  g_task_set_source_tag (task, nomo_coupon_save_async);
  g_task_set_task_data (task, saved, saved_free);
  nomo_store_commit_async (nomo_shop_get_store (shop), commit, NULL, committed_cb, task);
}

/**
 * nomo_coupon_save_finish:
 * @result: what the callback got
 * @id: (out): the coupon's id in the store
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with a #NomoStoreError
 */
char *
nomo_coupon_save_finish (GAsyncResult *result, gint64 *id, GError **error)
{
  const Saved *saved = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *id = saved->id;
  return g_strdup (saved->commit);
}
