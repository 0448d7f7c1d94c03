#pragma once

#include <glib.h>

G_BEGIN_DECLS

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
  gint64 old_ms;
  gint64 old_balance;
  gint64 young_ms;
  gint64 young_balance;
} NomoRefill;

void nomo_refill_note (NomoRefill *self, gint64 now_ms, gint64 balance);
void nomo_refill_restart (NomoRefill *self);

G_END_DECLS
