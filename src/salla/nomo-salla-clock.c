#include "config.h"

#include "nomo-salla-clock.h"

#include <stdlib.h>

#define TOLERANCE_MS (60 * 1000LL)

static int
compare (const void *a, const void *b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gint64
median (const NomoSallaClock *self)
{
  gint64 sorted[NOMO_SALLA_CLOCK_VOTES];
  guint n = MIN (self->n, NOMO_SALLA_CLOCK_VOTES);

  for (guint i = 0; i < n; i++)
    sorted[i] = self->offsets[i];
  qsort (sorted, n, sizeof *sorted, compare);
  return sorted[(n - 1) / 2];
}

/**
 * nomo_salla_clock_take:
 * @self: a clock
 * @date_ms: the date of an answer, UTC milliseconds, 0 when it has none
 * @now_ms: our monotonic clock; where it stood still, as in a suspended machine, the moment told is too early for a while,
 *   which lets nothing newer be lost
 *
 * Returns: when the answer was given, by Salla's clock: its date, or where that is more than a minute away from what most of
 *   the last answers said, what these say
 */
gint64
nomo_salla_clock_take (NomoSallaClock *self, gint64 date_ms, gint64 now_ms)
{
  gint64 expected;

  if (date_ms > 0)
    self->offsets[self->n++ % NOMO_SALLA_CLOCK_VOTES] = date_ms - now_ms;
  expected = now_ms + (self->n > 0 ? median (self) : 0);
  self->last = date_ms > 0 && ABS (date_ms - expected) <= TOLERANCE_MS ? date_ms : expected;
  return self->last;
}

/**
 * nomo_salla_clock_get_last:
 * @self: a clock
 *
 * Returns: what the last answer was taken to say, UTC milliseconds, 0 before the first
 */
gint64
nomo_salla_clock_get_last (const NomoSallaClock *self)
{
  return self->last;
}
