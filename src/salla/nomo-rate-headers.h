#pragma once

#include "nomo-http.h"

G_BEGIN_DECLS

/* No limit of Salla's looks further ahead than ten minutes; what asks for more than this is not believed. */
#define NOMO_RATE_MAX_MS (15 * 60 * 1000LL)

/**
 * NomoRateHeaders:
 * @limit: requests that the bucket holds, 0 when it is not said
 * @remaining: requests that are left, −1 when it is not said
 * @reset_ms: the moment of the reset in Salla's clock (UTC milliseconds), 0 when it is not said
 * @until_reset_ms: how far ahead that is, 0 when it has passed or is not said
 * @retry_ms: how long Retry-After asks to wait, at most %NOMO_RATE_MAX_MS; −1 when it is not said
 * @refused: the answer is a 429
 * @good: the answer is a success
 *
 * What an answer says about the pace of requests. Plain values.
 */
typedef struct {
  gint64 limit;
  gint64 remaining;
  gint64 reset_ms;
  gint64 until_reset_ms;
  gint64 retry_ms;
  gboolean refused;
  gboolean good;
} NomoRateHeaders;

void nomo_rate_headers_read (NomoRateHeaders *self, NomoHttpAnswer *answer, gint64 salla_ms);
gint64 nomo_rate_headers_get_asked_ms (const NomoRateHeaders *self);

G_END_DECLS
