#include "config.h"

#include "nomo-percent.h"
#include "nomo-shop-private.h"

#define MARGIN "profit-margin"
#define BY     "profit-by"

static const char *const ways[NOMO_N_PROFIT_WAYS] = {
  [NOMO_PROFIT_NONE] = "none",
  [NOMO_PROFIT_BY_MARGIN] = "margin",
  [NOMO_PROFIT_BY_COSTS] = "costs",
};

/* What another hand wrote there and is no margin counts as none. */
static int
read_margin (GHashTable *meta)
{
  const char *text = g_hash_table_lookup (meta, MARGIN);
  gint64 hundredths;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, NOMO_PERCENT_WHOLE, &hundredths, NULL))
    return NOMO_PERCENT_UNKNOWN;
  return (int) hundredths;
}

/* A margin was a choice before there was another one. */
static NomoProfitBy
read_by (GHashTable *meta)
{
  const char *text = g_hash_table_lookup (meta, BY);

  for (int by = 0; by < NOMO_N_PROFIT_WAYS; by++)
    if (g_strcmp0 (text, ways[by]) == 0)
      return (NomoProfitBy) by;
  return read_margin (meta) == NOMO_PERCENT_UNKNOWN ? NOMO_PROFIT_NONE : NOMO_PROFIT_BY_MARGIN;
}

static void
take (NomoShop *self, NomoProfitBy by, int margin)
{
  gboolean changed = self->profit_by != by || self->margin != margin;

  self->profit_by = by;
  self->margin = margin;
  if (changed)
    g_object_notify (G_OBJECT (self), "margin");
}

void
nomo_shop_take_profit (NomoShop *self, GHashTable *meta)
{
  take (self, read_by (meta), read_margin (meta));
}

/**
 * nomo_shop_get_margin:
 * @self: the shop
 *
 * The share of sales that is profit on average, as the merchant told it: what profit is estimated by where no cost is known.
 * Property `margin`.
 *
 * Returns: hundredths of a percent, 0 to 10000, or -1 (%NOMO_PERCENT_UNKNOWN)
 */
int
nomo_shop_get_margin (NomoShop *self)
{
  g_return_val_if_fail (NOMO_IS_SHOP (self), NOMO_PERCENT_UNKNOWN);
  return self->margin;
}

/**
 * nomo_shop_get_profit_by:
 * @self: the shop
 *
 * By what profit is figured, as the merchant chose. Property `margin` tells when it changes.
 *
 * Returns: the way
 */
NomoProfitBy
nomo_shop_get_profit_by (NomoShop *self)
{
  g_return_val_if_fail (NOMO_IS_SHOP (self), NOMO_PROFIT_NONE);
  return self->profit_by;
}

/**
 * nomo_shop_shows_profit:
 * @self: the shop
 *
 * Returns: whether there is a way to figure profit: one was chosen, and its margin is known
 */
gboolean
nomo_shop_shows_profit (NomoShop *self)
{
  g_return_val_if_fail (NOMO_IS_SHOP (self), FALSE);
  return self->profit_by == NOMO_PROFIT_BY_COSTS ||
         (self->profit_by == NOMO_PROFIT_BY_MARGIN && self->margin != NOMO_PERCENT_UNKNOWN);
}

typedef struct {
  NomoProfitBy by;
  int margin;
} Wish;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Wish *wish = g_task_get_task_data (task);
  GError *error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error)) {
    take (g_task_get_source_object (task), wish->by, wish->margin);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

/**
 * nomo_shop_set_profit_async:
 * @self: the shop
 * @by: by what profit is to be figured
 * @margin: as [method@Shop.get_margin] gives it
 * @callback: called when it is on the disk; what is told of it has changed by then
 * @data: for @callback
 *
 * Keeps with the store how profit is figured.
 */
void
nomo_shop_set_profit_async (NomoShop *self, NomoProfitBy by, int margin, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const Wish wish = { by, margin };
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NOMO_IS_SHOP (self) && by < NOMO_N_PROFIT_WAYS);
  g_return_if_fail (margin >= NOMO_PERCENT_UNKNOWN && margin <= NOMO_PERCENT_WHOLE);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, nomo_shop_set_profit_async);
  g_task_set_task_data (task, g_memdup2 (&wish, sizeof wish), g_free);
  g_hash_table_insert (facts, (gpointer) BY, g_strdup (ways[by]));
  g_hash_table_insert (facts, (gpointer) MARGIN,
                       margin == NOMO_PERCENT_UNKNOWN ? NULL : g_strdup_printf ("%d", margin));
  nomo_store_write_meta_async (self->store, facts, NULL, written_cb, g_steal_pointer (&task));
}

/**
 * nomo_shop_set_profit_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is kept; else a #NomoStoreError, and all is as it was
 */
gboolean
nomo_shop_set_profit_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
