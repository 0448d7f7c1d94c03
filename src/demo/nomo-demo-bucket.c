#include "config.h"

#include "nomo-demo-bucket.h"

/**
 * nomo_demo_bucket_init:
 * @self: (out caller-allocates): a bucket
 * @capacity: how many requests it holds
 * @leak: how many run out of it in 1000 seconds, > 0
 * @now: the present moment, UTC milliseconds
 */
void
nomo_demo_bucket_init (NomoDemoBucket *self, guint capacity, guint leak, gint64 now)
{
  *self = (NomoDemoBucket) { .at = now, .capacity = capacity, .leak = leak };
}

/* Milliseconds until @drop thousandths have run out. */
static gint64
leak_time (const NomoDemoBucket *self, gint64 drop)
{
  return (drop * 1000 + self->leak - 1) / self->leak;
}

/**
 * nomo_demo_bucket_take:
 * @self: a bucket
 * @now: the present moment, UTC milliseconds
 *
 * Puts one request in, if it fits.
 *
 * Returns: whether it fitted
 */
gboolean
nomo_demo_bucket_take (NomoDemoBucket *self, gint64 now)
{
  gint64 elapsed = MAX (0, now - self->at);
  gint64 full = (gint64) self->capacity * 1000;

  if (elapsed >= leak_time (self, self->level))
    self->level = 0;
  else
    self->level = MAX (0, self->level - elapsed * self->leak / 1000);
  self->at = MAX (self->at, now);
  if (self->level + 1000 > full)
    return FALSE;
  self->level += 1000;
  return TRUE;
}

/**
 * nomo_demo_bucket_resize:
 * @self: a bucket
 * @capacity: how many requests it holds from now on
 *
 * What is in the bucket stays in it, and runs out as fast as before.
 */
void
nomo_demo_bucket_resize (NomoDemoBucket *self, guint capacity)
{
  self->capacity = capacity;
}

guint
nomo_demo_bucket_get_remaining (const NomoDemoBucket *self)
{
  gint64 full = (gint64) self->capacity * 1000;

  return (guint) (MAX (0, full - self->level) / 1000);
}

/**
 * nomo_demo_bucket_get_reset:
 * @self: a bucket
 *
 * Returns: when the bucket will be empty, UTC seconds
 */
gint64
nomo_demo_bucket_get_reset (const NomoDemoBucket *self)
{
  return (self->at + leak_time (self, self->level) + 999) / 1000;
}

/**
 * nomo_demo_bucket_get_retry_after:
 * @self: a bucket
 *
 * Returns: after how many seconds the next request fits
 */
guint
nomo_demo_bucket_get_retry_after (const NomoDemoBucket *self)
{
  gint64 over = self->level + 1000 - (gint64) self->capacity * 1000;

  return over <= 0 ? 0 : (guint) ((leak_time (self, over) + 999) / 1000);
}
