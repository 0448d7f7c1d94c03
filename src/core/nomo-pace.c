#include "config.h"

#include "nomo-pace.h"

#include <math.h>

#define SAMPLE_EVERY_US G_USEC_PER_SEC
#define SHORTEST_US     (2 * G_USEC_PER_SEC)

/**
 * nomo_pace_add:
 * @self: a pace
 * @now_us: the present moment of a clock that never jumps, microseconds
 * @done: how much is done by now
 *
 * Notes how far something has come. Samples are a second apart, so that 16 of them look back over at least a quarter of a
 * minute; what comes in between moves the newest one. Going backwards starts anew.
 */
void
nomo_pace_add (NomoPace *self, gint64 now_us, gint64 done)
{
  g_return_if_fail (self != NULL);

  guint last = self->count - 1;
  if (self->count > 0 && done < self->done[last])
    self->count = 0;
  if (self->count > 1 && now_us - self->time_us[last - 1] < SAMPLE_EVERY_US) {
    self->time_us[last] = now_us;
    self->done[last] = done;
    return;
  }
  if (self->count == NOMO_PACE_SAMPLES) {
    for (guint i = 1; i < NOMO_PACE_SAMPLES; i++) {
      self->time_us[i - 1] = self->time_us[i];
      self->done[i - 1] = self->done[i];
    }
    self->count--;
  }
  self->time_us[self->count] = now_us;
  self->done[self->count++] = done;
}

/**
 * nomo_pace_get_seconds_left:
 * @self: a pace
 * @now_us: the present moment of the same clock
 * @total: how much there is to do
 *
 * How long the rest takes at the pace of the last samples. The time since the newest sample counts as well, so the answer
 * grows while nothing moves.
 *
 * Returns: whole seconds, rounded up; 0 when nothing is left; −1 when two seconds or any movement are missing to tell
 */
gint64
nomo_pace_get_seconds_left (const NomoPace *self, gint64 now_us, gint64 total)
{
  g_return_val_if_fail (self != NULL, -1);

  if (self->count == 0 || total <= 0)
    return -1;
  gint64 done = self->done[self->count - 1];
  gint64 moved = done - self->done[0];
  gint64 took_us = now_us - self->time_us[0];
  if (done >= total)
    return 0;
  if (moved <= 0 || took_us < SHORTEST_US)
    return -1;

  double seconds = (double) (total - done) * (double) took_us / (double) moved / G_USEC_PER_SEC;
  return seconds < (double) G_MAXINT32 ? (gint64) ceil (seconds) : -1;
}
