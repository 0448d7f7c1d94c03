#include "config.h"

#include "nomo-demo-clock.h"

#include "nomo-clock.h"

#define LAST_MS G_GINT64_CONSTANT (250246627200000) /* the start of the year 9900 */

struct _NomoDemoClock {
  gint64 real_ms;
  gint64 shop_ms;
  double scale;
};

/**
 * nomo_demo_clock_new:
 * @shop_ms: what the store's clock shows now, UTC milliseconds
 * @scale: how many times as fast as real time it runs, > 0
 *
 * Returns: (transfer full): a clock
 */
NomoDemoClock *
nomo_demo_clock_new (gint64 shop_ms, double scale)
{
  NomoDemoClock *self = g_new0 (NomoDemoClock, 1);

  self->real_ms = g_get_real_time () / 1000;
  self->shop_ms = shop_ms;
  self->scale = scale;
  return self;
}

void
nomo_demo_clock_free (NomoDemoClock *self)
{
  g_free (self);
}

double
nomo_demo_clock_get_scale (const NomoDemoClock *self)
{
  return self->scale;
}

/* A clock that runs a thousand million times as fast leaves the years that a date can name within minutes. */
gint64
nomo_demo_clock_now (const NomoDemoClock *self)
{
  gint64 now = self->shop_ms + (gint64) ((double) (g_get_real_time () / 1000 - self->real_ms) * self->scale);

  return MIN (now, LAST_MS);
}

/**
 * nomo_demo_clock_advance:
 * @self: a clock
 * @ms: milliseconds of the store's time, ≥ 0
 *
 * Puts the clock forward. Programs that were given the former specification now lag behind by @ms.
 */
void
nomo_demo_clock_advance (NomoDemoClock *self, gint64 ms)
{
  self->shop_ms += ms;
}

/**
 * nomo_demo_clock_dup_spec:
 * @self: a clock
 *
 * Returns: (transfer full): the value of `NOMO_CLOCK` that gives another process this clock
 */
char *
nomo_demo_clock_dup_spec (const NomoDemoClock *self)
{
  return nomo_clock_spec (self->real_ms, self->shop_ms, self->scale);
}
