#include "config.h"

#include "nomo-mirror-doubts.h"

#include "nomo-lookups.h"

/* More would keep the changes waiting that happen meanwhile; the next run goes on. */
#define AT_MOST 200

static gboolean
find_doubtful (NomoStore *store, guint limit, gconstpointer data, NomoLack *lack, GError **error)
{
  const NomoMirrorKind *kind = data;
  g_autoptr (GArray) ids = nomo_store_list_doubts (store, kind->entity (), limit, error);

  if (ids != NULL)
    g_array_append_vals (lack->ids, ids->data, ids->len);
  return ids != NULL;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_lookups_run_finish (NOMO_LOOKUPS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_mirror_clear_doubts_async:
 * @kind: a list whose records have a place of their own
 * @store: whose records
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @currency: the shop's currency
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks up what nomo_store_list_doubts() lists, a few hundred at most.
 */
void
nomo_mirror_clear_doubts_async (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client,
                                gconstpointer owner, const char *currency, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  g_autoptr (NomoLookups) lookups = nomo_lookups_new (kind, store, client, owner, currency);

  g_task_set_source_tag (task, nomo_mirror_clear_doubts_async);
  nomo_lookups_set_find (lookups, find_doubtful, NULL, (gpointer) kind, NULL);
  nomo_lookups_set_limit (lookups, AT_MOST);
  nomo_lookups_run_async (lookups, cancellable, looked_up_cb, task);
}

/**
 * nomo_mirror_clear_doubts_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_mirror_clear_doubts_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
