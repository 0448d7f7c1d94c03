#include "config.h"

#include "nomo-costs.h"

#include "nomo-product.h"

typedef struct {
  gboolean known;
  gint64 amount;
} Cost;

struct _NomoCosts {
  NomoStore *store;
  char *currency;
  GHashTable *costs; /* id of a product → Cost */
  GError *error;
};

/**
 * nomo_costs_new:
 * @store: a store
 * @currency: (nullable): the shop's currency; the cost of a product in another one is not known
 *
 * Returns: (transfer full): costs of which none was looked up
 */
NomoCosts *
nomo_costs_new (NomoStore *store, const char *currency)
{
  NomoCosts *self = g_new0 (NomoCosts, 1);

  self->store = g_object_ref (store);
  self->currency = g_strdup (currency);
  self->costs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/**
 * nomo_costs_free:
 * @self: (transfer full): costs
 */
void
nomo_costs_free (NomoCosts *self)
{
  g_clear_error (&self->error);
  g_hash_table_unref (self->costs);
  g_object_unref (self->store);
  g_free (self->currency);
  g_free (self);
}

/* A product that is gone from the shop costs what it did. */
static Cost
read_cost (NomoCosts *self, gint64 id)
{
  g_autoptr (NomoRecord) product = nomo_store_get (self->store, nomo_product_entity (), id, &self->error);
  Cost cost = { FALSE, 0 };
  const char *currency;

  if (product == NULL)
    return cost;
  currency = nomo_record_get_text (product, PRODUCT_CURRENCY);
  cost.known = nomo_product_get_cost (product, &cost.amount) &&
               (currency == NULL || self->currency == NULL || g_str_equal (currency, self->currency));
  return cost;
}

/**
 * nomo_costs_find:
 * @product: id of a product
 * @costs: a #NomoCosts
 * @amount: (out): what one piece costs, in minor units of the shop's currency
 *
 * A #NomoUnitCostFunc. Blocks. After an error nothing more is known, see nomo_costs_check().
 *
 * Returns: whether it is known
 */
gboolean
nomo_costs_find (gint64 product, gpointer costs, gint64 *amount)
{
  NomoCosts *self = costs;
  const Cost *known = g_hash_table_lookup (self->costs, &product);

  if (known == NULL && self->error == NULL) {
    Cost cost = read_cost (self, product);

    known = g_memdup2 (&cost, sizeof cost);
    g_hash_table_insert (self->costs, g_memdup2 (&product, sizeof product), (gpointer) known);
  }
  *amount = known != NULL ? known->amount : 0;
  return known != NULL && known->known;
}

/**
 * nomo_costs_check:
 * @self: costs
 * @error: return location
 *
 * Returns: whether every look-up went well so far
 */
gboolean
nomo_costs_check (NomoCosts *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
