#pragma once

#include "nomo-http.h"

G_BEGIN_DECLS

/**
 * NomoRate:
 * @remaining: requests that the last answer left, -1 when it did not say
 * @reset_ms: when there is room again, UTC milliseconds in Salla's clock; 0 when it did not say
 * @skew_ms: Salla's clock minus ours
 *
 * What Salla's rate headers said last. Nothing in it is our own guess. Plain values: start with all zeros.
 */
typedef struct {
  gint64 remaining;
  gint64 reset_ms;
  gint64 skew_ms;
  gboolean known;
} NomoRate;

void nomo_rate_learn (NomoRate *self, NomoHttpAnswer *answer);
gint64 nomo_rate_get_wait_ms (const NomoRate *self);
gint64 nomo_rate_get_retry_ms (const NomoRate *self, NomoHttpAnswer *answer);

G_END_DECLS
