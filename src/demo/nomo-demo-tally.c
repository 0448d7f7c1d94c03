#include "config.h"

#include "nomo-demo-tally.h"

/**
 * nomo_demo_tally_add:
 * @self: a tally
 * @basket: what an order holds that was placed just now
 */
void
nomo_demo_tally_add (NomoDemoTally *self, const NomoDemoBasket *basket)
{
  for (guint i = 0; i < basket->n_items; i++)
    self->sold[basket->items[i].product] += basket->items[i].quantity;
}
