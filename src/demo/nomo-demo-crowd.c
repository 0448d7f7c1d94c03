#include "config.h"

#include "nomo-demo-crowd.h"

struct _NomoDemoCrowd {
  GArray *buyers;   /* guint32: the customer of each order */
  GArray *firsts;   /* guint32: the customer of each first order */
  GArray *visitors; /* guint32: those who never buy */
};

/**
 * nomo_demo_crowd_new:
 * @orders: how many orders are expected
 *
 * Returns: (transfer full): nobody
 */
NomoDemoCrowd *
nomo_demo_crowd_new (guint orders)
{
  NomoDemoCrowd *self = g_new0 (NomoDemoCrowd, 1);

  self->buyers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), orders);
  self->firsts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->visitors = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
nomo_demo_crowd_free (NomoDemoCrowd *self)
{
  g_array_unref (self->buyers);
  g_array_unref (self->firsts);
  g_array_unref (self->visitors);
  g_free (self);
}

/**
 * nomo_demo_crowd_add_buyer:
 * @self: who came so far
 * @customer: who placed the next order
 * @first: whether it is the customer's first
 */
void
nomo_demo_crowd_add_buyer (NomoDemoCrowd *self, guint customer, gboolean first)
{
  guint32 index = customer;

  g_array_append_val (self->buyers, index);
  if (first)
    g_array_append_val (self->firsts, index);
}

void
nomo_demo_crowd_add_visitor (NomoDemoCrowd *self, guint customer)
{
  guint32 index = customer;

  g_array_append_val (self->visitors, index);
}

guint
nomo_demo_crowd_get_n_buyers (const NomoDemoCrowd *self)
{
  return self->buyers->len;
}

static guint
pick_late (const GArray *from, NomoDemoRandom *random)
{
  double unit = nomo_demo_random_unit (random);
  guint back = (guint) (unit * unit * from->len);

  return g_array_index (from, guint32, from->len - 1 - MIN (back, from->len - 1));
}

/**
 * nomo_demo_crowd_pick_returning:
 * @self: who came so far; somebody bought
 * @random: for the choice
 *
 * A returning customer is one who bought before: who bought much comes often (a Yule process, whose outcome is Zipf's law),
 * who came lately comes again.
 *
 * Returns: the customer
 */
guint
nomo_demo_crowd_pick_returning (const NomoDemoCrowd *self, NomoDemoRandom *random)
{
  return pick_late (nomo_demo_random_chance (random, 380) ? self->buyers : self->firsts, random);
}

/**
 * nomo_demo_crowd_pick_for_cart:
 * @self: who came so far
 * @seed: a number for the choice
 * @customer: (out): who leaves a cart
 * @lost: (out): whether it is one who never buys
 *
 * Returns: whether there is anybody
 */
gboolean
nomo_demo_crowd_pick_for_cart (const NomoDemoCrowd *self, guint64 seed, guint *customer, gboolean *lost)
{
  NomoDemoRandom random;

  nomo_demo_random_init (&random, seed);
  *lost = self->visitors->len > 0 && nomo_demo_random_chance (&random, 300);
  if (*lost)
    *customer = pick_late (self->visitors, &random);
  else if (self->buyers->len > 0)
    *customer = nomo_demo_crowd_pick_returning (self, &random);
  else
    return FALSE;
  return TRUE;
}
