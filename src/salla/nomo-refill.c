#include "config.h"

#include "nomo-refill.h"

#define ENOUGH    8
#define ENOUGH_MS 10000
#define YOUNG_MS  30000

/* As whole numbers are all that is told, one request of the difference may be rounding. */
static void
measure (NomoRefill *self, const NomoBalance *balance)
{
  gint64 span_ms = balance->at_ms - self->old.at_ms;
  gint64 sure = balance->least - self->old.most;
  gint64 twice = balance->least + balance->most - self->old.least - self->old.most;

  if (span_ms < ENOUGH_MS && (span_ms <= 0 || sure < ENOUGH))
    return;
  self->per_s = (double) MAX (twice, 0) * 500 / (double) span_ms;
  self->sure_per_s = (double) MAX (sure - 1, 0) * 1000 / (double) span_ms;
  self->measured = TRUE;
}

/**
 * nomo_refill_note:
 * @self: a measurement
 * @balance: the newest
 *
 * Measures the pace over the last half to whole minute.
 */
void
nomo_refill_note (NomoRefill *self, const NomoBalance *balance)
{
  if (!self->marked) {
    self->marked = TRUE;
    self->old = self->young = *balance;
    return;
  }
  measure (self, balance);
  if (balance->at_ms - self->young.at_ms >= YOUNG_MS) {
    self->old = self->young;
    self->young = *balance;
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
