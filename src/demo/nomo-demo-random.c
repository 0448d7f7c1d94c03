#include "config.h"

#include "nomo-demo-random.h"

/* The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
static guint64
finalise (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * nomo_demo_random_mix:
 * @seed: the seed of the shop
 * @stream: what the number is for
 * @index: which of these
 *
 * A number that depends on nothing but its arguments, to start a [struct@NomoDemoRandom] with.
 *
 * Returns: 64 well mixed bits
 */
guint64
nomo_demo_random_mix (guint64 seed, guint64 stream, guint64 index)
{
  guint64 z = finalise (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = finalise (z ^ (stream * G_GUINT64_CONSTANT (0xd1342543de82ef95) + 1));
  return finalise (z ^ (index * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + 2));
}

void
nomo_demo_random_init (NomoDemoRandom *self, guint64 seed)
{
  self->state = seed;
}

guint64
nomo_demo_random_next (NomoDemoRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return finalise (self->state);
}

/**
 * nomo_demo_random_below:
 * @self: a stream
 * @n: the bound, > 0
 *
 * Returns: a number from 0 to @n - 1
 */
guint
nomo_demo_random_below (NomoDemoRandom *self, guint n)
{
  return (guint) (((nomo_demo_random_next (self) >> 32) * (guint64) n) >> 32);
}

/**
 * nomo_demo_random_between:
 * @self: a stream
 * @low: the lowest value
 * @high: the bound above, > @low
 *
 * Returns: a number from @low to @high - 1
 */
gint64
nomo_demo_random_between (NomoDemoRandom *self, gint64 low, gint64 high)
{
  return low + (gint64) (nomo_demo_random_next (self) % (guint64) (high - low));
}

/**
 * nomo_demo_random_unit:
 * @self: a stream
 *
 * Returns: a number over 0 and up to 1
 */
double
nomo_demo_random_unit (NomoDemoRandom *self)
{
  return (double) ((nomo_demo_random_next (self) >> 11) + 1) / 9007199254740992.0;
}

gboolean
nomo_demo_random_chance (NomoDemoRandom *self, guint per_thousand)
{
  return nomo_demo_random_below (self, 1000) < per_thousand;
}
