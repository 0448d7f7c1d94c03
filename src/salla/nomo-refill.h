#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoBalance:
 * @at_ms: when it was, by a clock that never jumps
 * @least: what is left and all that we ever took, in requests, at least
 * @most: the same at most
 *
 * What refilling alone lets grow; what others take lets it shrink. Requests that were on their way together with the one that
 * brought the number make it uncertain.
 */
typedef struct {
  gint64 at_ms;
  gint64 least;
  gint64 most;
} NomoBalance;

/**
 * NomoRefill:
 * @per_s: requests that come back in a second most likely, ≥ 0
 * @sure_per_s: requests that come back in a second at least, ≥ 0
 * @measured: whether these have been measured
 *
 * How fast a bucket gets room again, measured and never assumed. Plain values: start with all zeros.
 */
typedef struct {
  double per_s;
  double sure_per_s;
  gboolean measured;
  gboolean marked;
  NomoBalance old;
  NomoBalance young;
} NomoRefill;

void nomo_refill_note (NomoRefill *self, const NomoBalance *balance);
void nomo_refill_restart (NomoRefill *self);

G_END_DECLS
