#include "config.h"

#include "nomo-demo-carts.h"

#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-search.h"

enum { STREAM_MOMENT = 801 };

#define MIN_STRIDE G_GINT64_CONSTANT (60000)
#define MAX_STRIDE (2 * NOMO_DEMO_DAY_MS)
#define BUSIEST    2.7 /* the greatest weight of an hour */
#define TRIES      8
#define LIFETIME   (3650 * NOMO_DEMO_DAY_MS)

/* Time is cut into stretches, and in each somebody leaves a cart. */
struct _NomoDemoCarts {
  guint64 seed;
  gint64 start;  /* of the stretch that the next cart is in */
  gint64 stride; /* and its length */
  gint64 born;
  gint64 later_stride; /* of stretches after birth */
  gint64 next;
  gint64 last;         /* no cart is left later, so that a clock that races does not fill the memory */
  guint64 n_stretches; /* that are over, with or without a cart */
  GArray *carts;       /* NomoDemoCart, by time */
};

static gint64
next_moment (const NomoDemoCarts *self)
{
  gint64 at = self->start;
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (self->seed, STREAM_MOMENT, self->n_stretches));
  for (guint i = 0; i < TRIES; i++) {
    gint64 local;

    at = nomo_demo_random_between (&random, self->start, self->start + self->stride);
    if (self->stride <= 2 * NOMO_DEMO_HOUR_MS)
      break;
    local = at + 3 * NOMO_DEMO_HOUR_MS;
    if (nomo_demo_random_unit (&random) * BUSIEST <
        nomo_demo_rhythm_hour_weight (nomo_demo_rhythm_day (at), (int) (local / NOMO_DEMO_HOUR_MS % 24)))
      break;
  }
  return at;
}

/* Two carts for three orders that come @apart. */
static gint64
stride_of (gint64 apart)
{
  return CLAMP (apart * 3 / 2, MIN_STRIDE, MAX_STRIDE);
}

/**
 * nomo_demo_carts_new:
 * @seed: the seed of the shop
 * @opened: when the shop opened, UTC milliseconds
 * @born: when its history ends, UTC milliseconds
 * @orders: how many orders come between the two
 * @trade: orders per hour that come later, 0 for none
 *
 * Returns: (transfer full): no carts; there will be two for three orders
 */
NomoDemoCarts *
nomo_demo_carts_new (guint64 seed, gint64 opened, gint64 born, guint orders, double trade)
{
  NomoDemoCarts *self = g_new0 (NomoDemoCarts, 1);

  self->seed = seed;
  self->start = opened;
  self->born = born;
  self->stride = stride_of ((born - opened) / MAX (orders, 1));
  self->later_stride = trade > 0 ? stride_of ((gint64) MIN (NOMO_DEMO_HOUR_MS / trade, MAX_STRIDE)) : self->stride;
  self->last = born + LIFETIME;
  self->next = next_moment (self);
  self->carts = g_array_new (FALSE, FALSE, sizeof (NomoDemoCart));
  return self;
}

void
nomo_demo_carts_free (NomoDemoCarts *self)
{
  g_array_unref (self->carts);
  g_free (self);
}

/**
 * nomo_demo_carts_end:
 * @self: carts
 * @now: UTC milliseconds
 *
 * No cart is left from now on.
 */
void
nomo_demo_carts_end (NomoDemoCarts *self, gint64 now)
{
  self->last = MIN (self->last, now);
  if (self->next > self->last)
    self->next = G_MAXINT64;
}

/**
 * nomo_demo_carts_peek:
 * @self: carts
 *
 * Returns: when the next cart is left, UTC milliseconds; %G_MAXINT64 when that is over
 */
gint64
nomo_demo_carts_peek (const NomoDemoCarts *self)
{
  return self->next;
}

/**
 * nomo_demo_carts_skip:
 * @self: carts
 *
 * Lets the next cart be: there is nobody yet who could leave it.
 */
void
nomo_demo_carts_skip (NomoDemoCarts *self)
{
  self->start += self->stride;
  self->n_stretches++;
  if (self->start >= self->born)
    self->stride = self->later_stride;
  self->next = next_moment (self);
  if (self->next > self->last)
    self->next = G_MAXINT64;
}

/**
 * nomo_demo_carts_add:
 * @self: carts
 * @customer: index of who leaves the next cart
 * @lost: whether nobody ever comes back for it
 */
void
nomo_demo_carts_add (NomoDemoCarts *self, guint customer, gboolean lost)
{
  NomoDemoCart cart = { self->next, customer, NOMO_DEMO_NO_ORDER, lost };

  g_array_append_val (self->carts, cart);
  nomo_demo_carts_skip (self);
}

/**
 * nomo_demo_carts_pick_open:
 * @self: carts
 * @seed: a number for the choice
 * @now: the present moment, UTC milliseconds
 * @cart: (out): which
 *
 * Looks for a cart of the last three days, left an hour ago at least, for which somebody may come back. A few looks must do.
 *
 * Returns: whether one was found
 */
gboolean
nomo_demo_carts_pick_open (NomoDemoCarts *self, guint64 seed, gint64 now, guint *cart)
{
  guint first = nomo_demo_carts_count_before (self, now - 3 * NOMO_DEMO_DAY_MS);
  guint last = nomo_demo_carts_count_before (self, now - NOMO_DEMO_HOUR_MS);
  NomoDemoRandom random;

  nomo_demo_random_init (&random, seed);
  for (guint i = 0; i < TRIES && first < last; i++) {
    const NomoDemoCart *each;

    *cart = first + nomo_demo_random_below (&random, last - first);
    each = nomo_demo_carts_get (self, *cart);
    if (each->order == NOMO_DEMO_NO_ORDER && !each->lost)
      return TRUE;
  }
  return FALSE;
}

void
nomo_demo_carts_set_order (NomoDemoCarts *self, guint cart, guint order)
{
  g_array_index (self->carts, NomoDemoCart, cart).order = order;
}

guint
nomo_demo_carts_get_n (const NomoDemoCarts *self)
{
  return self->carts->len;
}

/**
 * nomo_demo_carts_count_before:
 * @self: carts
 * @moment: UTC milliseconds
 *
 * Returns: how many carts were left before @moment
 */
guint
nomo_demo_carts_count_before (const NomoDemoCarts *self, gint64 moment)
{
  return nomo_demo_search_count_below (self->carts, G_STRUCT_OFFSET (NomoDemoCart, created), moment);
}

/**
 * nomo_demo_carts_get:
 * @self: carts
 * @cart: which, the oldest is 0
 *
 * Returns: (transfer none): the cart, valid until the shop lives on
 */
const NomoDemoCart *
nomo_demo_carts_get (const NomoDemoCarts *self, guint cart)
{
  return &g_array_index (self->carts, NomoDemoCart, cart);
}
