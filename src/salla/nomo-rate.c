#include "config.h"

#include "nomo-rate.h"

#include "nomo-clock.h"

/* The longest window of Salla's is ten minutes; a header that asks for more is not believed. */
#define MAX_WAIT_MS (15 * 60 * 1000LL)

static gboolean
read_header (NomoHttpAnswer *answer, const char *name, gint64 *value)
{
  const char *text = nomo_http_answer_get_header (answer, name);

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT32 * 1000LL, value, NULL);
}

static gint64
wait_until (const NomoRate *self, gint64 salla_ms)
{
  gint64 left = salla_ms - (nomo_clock_now () + self->skew_ms);

  return left > 0 ? nomo_clock_to_real (MIN (left, MAX_WAIT_MS)) : 0;
}

/**
 * nomo_rate_learn:
 * @self: the rate
 * @answer: an answer of the API
 *
 * Takes over what the answer's headers say. An answer without rate headers changes nothing.
 */
void
nomo_rate_learn (NomoRate *self, NomoHttpAnswer *answer)
{
  gint64 remaining, reset_s;

  if (answer->date_ms > 0)
    self->skew_ms = answer->date_ms - nomo_clock_now ();
  if (!read_header (answer, "X-RateLimit-Remaining", &remaining))
    return;
  self->known = TRUE;
  self->remaining = remaining;
  self->reset_ms = read_header (answer, "X-RateLimit-Reset", &reset_s) ? reset_s * 1000 : 0;
}

/**
 * nomo_rate_get_wait_ms:
 * @self: the rate
 *
 * Returns: how long to wait before the next request, real milliseconds
 */
gint64
nomo_rate_get_wait_ms (const NomoRate *self)
{
  return self->known && self->remaining == 0 ? wait_until (self, self->reset_ms) : 0;
}

/**
 * nomo_rate_get_retry_ms:
 * @self: the rate, which has learned from @answer
 * @answer: an answer that was a failure
 *
 * What Salla asks for with a 429 or 503: `Retry-After`, else the reset of the bucket.
 *
 * Returns: how long to wait, real milliseconds; 0 when the answer does not say
 */
gint64
nomo_rate_get_retry_ms (const NomoRate *self, NomoHttpAnswer *answer)
{
  gint64 seconds;

  if (answer->status != 429 && answer->status != 503)
    return 0;
  if (read_header (answer, "Retry-After", &seconds))
    return nomo_clock_to_real (MIN (seconds * 1000, MAX_WAIT_MS));
  return answer->status == 429 ? wait_until (self, self->reset_ms) : 0;
}
