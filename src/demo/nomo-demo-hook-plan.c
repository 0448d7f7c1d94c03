#include "config.h"

#include "nomo-demo-hook-plan.h"

#include "nomo-demo-random.h"

enum { STREAM_WAIT = 951 };

#define TRIES     4
#define WAIT_MS   G_GINT64_CONSTANT (300000)
#define SPREAD_MS 20000

/* The receiver's own time is not scaled: however fast the store's clock runs, it has this long. */
#define TIMEOUT_MS     30000
#define MIN_TIMEOUT_MS 2000

/**
 * nomo_demo_hook_plan_is_taken:
 * @status: what the receiver answered, 0 for nothing
 *
 * Returns: whether Salla counts that as delivered: 202 and 204 are not
 */
gboolean
nomo_demo_hook_plan_is_taken (guint status)
{
  return status == 200 || status == 201;
}

/**
 * nomo_demo_hook_plan_again:
 * @tries: how many there were, all in vain
 * @ended: when the last of them ended, UTC milliseconds of the store's clock
 * @seed: a number for what "about five minutes" is
 * @due: (out): when to try again
 *
 * Returns: whether there is another try; else the delivery is lost
 */
gboolean
nomo_demo_hook_plan_again (guint tries, gint64 ended, guint64 seed, gint64 *due)
{
  if (tries >= TRIES)
    return FALSE;
  *due = ended + WAIT_MS + (gint64) (nomo_demo_random_mix (seed, STREAM_WAIT, tries) % SPREAD_MS);
  return TRUE;
}

/**
 * nomo_demo_hook_plan_timeout_ms:
 * @scale: how many times as fast as real time the store's clock runs
 *
 * Returns: how long a receiver may take to answer, real milliseconds
 */
guint
nomo_demo_hook_plan_timeout_ms (double scale)
{
  return (guint) CLAMP (TIMEOUT_MS / scale, MIN_TIMEOUT_MS, 1000.0 * TIMEOUT_MS);
}
