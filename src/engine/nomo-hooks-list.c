#include "config.h"

#include "nomo-hooks-list.h"

#include "nomo-mirror-rows.h"
#include "nomo-salla-hook.h"

static const NomoMirrorKind list = { .name = "webhooks", .path = "/webhooks" };

/* Each once. A row that cannot be read is none of ours. */
static GPtrArray *
read_hooks (GPtrArray *rows)
{
  GPtrArray *hooks = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_salla_hook_free);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < rows->len; i++) {
    g_autoptr (NomoSallaHook) hook = nomo_salla_hook_read (rows->pdata[i]);

    if (hook != NULL && g_hash_table_add (ids, &hook->id))
      g_ptr_array_add (hooks, g_steal_pointer (&hook));
  }
  return hooks;
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = nomo_mirror_rows_read_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (rows != NULL)
    g_task_return_pointer (task, read_hooks (rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_hooks_list_async:
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads the webhook subscriptions of a store, whoever made them.
 */
void
nomo_hooks_list_async (NomoSallaClient *client, gconstpointer owner, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_hooks_list_async);
  nomo_mirror_rows_read_async (&list, client, owner, cancellable, rows_cb, task);
}

/**
 * nomo_hooks_list_finish:
 * @client: the client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoSallaHook) (nullable): each of them once, or %NULL with an error of
 *   nomo_salla_client_get_finish()
 */
GPtrArray *
nomo_hooks_list_finish (NomoSallaClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
