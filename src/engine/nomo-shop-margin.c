#include "config.h"

#include "nomo-percent.h"
#include "nomo-shop-private.h"

#define MARGIN "profit-margin"

/* What another hand wrote there and is no margin counts as none. */
int
nomo_shop_read_margin (GHashTable *meta)
{
  const char *text = g_hash_table_lookup (meta, MARGIN);
  gint64 hundredths;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, NOMO_PERCENT_WHOLE, &hundredths, NULL))
    return NOMO_PERCENT_UNKNOWN;
  return (int) hundredths;
}

/**
 * nomo_shop_get_margin:
 * @self: the shop
 *
 * The share of sales that is profit on average, as the merchant told it: what profit is estimated by where no cost is known.
 * Property `margin`.
 *
 * Returns: hundredths of a percent, 0 to 10000, or -1 (%NOMO_PERCENT_UNKNOWN): then profit is not shown
 */
int
nomo_shop_get_margin (NomoShop *self)
{
  g_return_val_if_fail (NOMO_IS_SHOP (self), NOMO_PERCENT_UNKNOWN);
  return self->margin;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error)) {
    nomo_shop_take_margin (g_task_get_source_object (task), GPOINTER_TO_INT (g_task_get_task_data (task)));
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

/**
 * nomo_shop_set_margin_async:
 * @self: the shop
 * @hundredths: as [method@Shop.get_margin] gives it
 * @callback: called when it is on the disk; the property has changed by then
 * @data: for @callback
 *
 * Keeps the margin with the store.
 */
void
nomo_shop_set_margin_async (NomoShop *self, int hundredths, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NOMO_IS_SHOP (self));
  g_return_if_fail (hundredths >= NOMO_PERCENT_UNKNOWN && hundredths <= NOMO_PERCENT_WHOLE);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, nomo_shop_set_margin_async);
  g_task_set_task_data (task, GINT_TO_POINTER (hundredths), NULL);
  g_hash_table_insert (facts, (gpointer) MARGIN,
                       hundredths == NOMO_PERCENT_UNKNOWN ? NULL : g_strdup_printf ("%d", hundredths));
  nomo_store_write_meta_async (self->store, facts, NULL, written_cb, g_steal_pointer (&task));
}

/**
 * nomo_shop_set_margin_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is kept; else a #NomoStoreError, and the margin is what it was
 */
gboolean
nomo_shop_set_margin_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
