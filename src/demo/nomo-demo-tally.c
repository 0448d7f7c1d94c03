#include "config.h"

#include "nomo-demo-tally.h"

G_STATIC_ASSERT (NOMO_DEMO_N_DISCOUNTS <= 8);

static void
add_use (NomoDemoUses *uses, const NomoDemoBasket *basket, guint8 *used)
{
  guint8 bit = (guint8) (1 << basket->coupon);

  uses->orders++;
  uses->customers += (*used & bit) != 0 ? 0 : 1;
  uses->sales += nomo_demo_basket_to_riyals (basket->total, basket->currency);
  *used |= bit;
}

/**
 * nomo_demo_tally_add:
 * @self: a tally
 * @basket: what an order holds that was placed just now
 * @used: (inout): one bit for each coupon that the customer has used
 */
void
nomo_demo_tally_add (NomoDemoTally *self, const NomoDemoBasket *basket, guint8 *used)
{
  for (guint i = 0; i < basket->n_items; i++)
    self->sold[basket->items[i].product] += basket->items[i].quantity;
  if (basket->coupon != NOMO_DEMO_NO_DISCOUNT)
    add_use (&self->uses[basket->coupon], basket, used);
}
