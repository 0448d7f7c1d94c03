#include "config.h"

#include "nomo-refill.h"

#define ENOUGH    8
#define ENOUGH_MS 10000
#define YOUNG_MS  30000

/**
 * nomo_refill_note:
 * @self: a measurement
 * @now_ms: the present moment of a clock that never jumps
 * @balance: what is left and all that we ever took, in requests
 *
 * Only what comes back lets the balance grow; what others take lets it shrink. The pace is measured over the last half to
 * whole minute. As whole numbers are all that is told, one request of the difference may be rounding.
 */
void
nomo_refill_note (NomoRefill *self, gint64 now_ms, gint64 balance)
{
  if (!self->marked) {
    self->marked = TRUE;
    self->old_ms = self->young_ms = now_ms;
    self->old_balance = self->young_balance = balance;
    return;
  }
  gint64 span_ms = now_ms - self->old_ms;
  gint64 came_back = balance - self->old_balance;
  if (span_ms >= ENOUGH_MS || (span_ms > 0 && came_back >= ENOUGH)) {
    double span_s = (double) span_ms / 1000;

    self->per_s = (double) MAX (came_back, 0) / span_s;
    self->sure_per_s = (double) MAX (came_back - 1, 0) / span_s;
    self->measured = TRUE;
  }
  if (now_ms - self->young_ms >= YOUNG_MS) {
    self->old_ms = self->young_ms;
    self->old_balance = self->young_balance;
    self->young_ms = now_ms;
    self->young_balance = balance;
  }
}

/**
 * nomo_refill_restart:
 * @self: a measurement
 *
 * What comes next is not compared with what was: the bucket was full meanwhile, or has become another one. The pace that was
 * measured stays until there is a new one.
 */
void
nomo_refill_restart (NomoRefill *self)
{
  self->marked = FALSE;
}
