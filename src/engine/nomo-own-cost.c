#include "config.h"

#include "nomo-own-cost.h"

#include "nomo-product.h"
#include "nomo-store.h"

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_own_cost_set_async:
 * @shop: a shop
 * @product: id of a product
 * @cost: (nullable): what one piece costs the shop, in minor units of the product's currency; %NULL to forget it
 * @callback: called at the end
 * @data: for @callback
 *
 * Keeps the merchant's word about what a product costs. Salla's own word goes before it, and no sync changes it.
 */
void
nomo_own_cost_set_async (NomoShop *shop, gint64 product, const gint64 *cost, GAsyncReadyCallback callback,
                         gpointer data)
{
  const char *owner = nomo_shop_get_owner_name (shop);
  g_autofree char *id = g_uuid_string_random ();
  NomoCommit *commit = nomo_commit_new (owner != NULL ? owner : "me", id);
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), product);
  g_autoptr (NomoRecord) change = NULL;
  GTask *task = g_task_new (shop, NULL, callback, data);

  if (cost != NULL)
    nomo_builder_set_int (builder, PRODUCT_OWN_COST, *cost);
  else
    nomo_builder_set_null (builder, PRODUCT_OWN_COST);
  change = nomo_builder_end (builder);
  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  nomo_commit_put (commit, change);
  g_task_set_source_tag (task, nomo_own_cost_set_async);
  g_task_set_task_data (task, g_steal_pointer (&id), g_free);
  nomo_store_commit_async (nomo_shop_get_store (shop), commit, NULL, committed_cb, task);
}

/**
 * nomo_own_cost_set_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with a #NomoStoreError
 */
char *
nomo_own_cost_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
