#include "config.h"

#include "nomo-rate-headers.h"

static gboolean
read_number (NomoHttpAnswer *answer, const char *name, gint64 low, gint64 high, gint64 *value)
{
  const char *text = nomo_http_answer_get_header (answer, name);
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && g_ascii_string_to_signed (stripped, 10, low, high, value, NULL);
}

/* RFC 9110, 10.2.3: seconds, or the moment itself. */
static gint64
read_retry (NomoHttpAnswer *answer, gint64 salla_ms)
{
  const char *text = nomo_http_answer_get_header (answer, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds;

  if (read_number (answer, "Retry-After", 0, G_MAXINT64 / 1000, &seconds))
    return MIN (seconds * 1000, NOMO_RATE_MAX_MS);
  if (text != NULL)
    date = soup_date_time_new_from_http_string (text);
  return date != NULL ? CLAMP (g_date_time_to_unix (date) * 1000 - salla_ms, 0, NOMO_RATE_MAX_MS) : -1;
}

/**
 * nomo_rate_headers_read:
 * @self: (out caller-allocates): what the answer says
 * @answer: an answer of the API
 * @salla_ms: the present moment in Salla's clock as far as known, UTC milliseconds; an answer with a Date knows better
 *
 * Reads `X-RateLimit-Limit`, `-Remaining`, `-Reset` and `Retry-After`. What is no number or out of all range is as good as
 * not said; a negative remainder is none.
 */
void
nomo_rate_headers_read (NomoRateHeaders *self, NomoHttpAnswer *answer, gint64 salla_ms)
{
  gint64 now_ms = answer->date_ms > 0 ? answer->date_ms : salla_ms;
  gint64 reset_s;

  *self = (NomoRateHeaders) { .remaining = -1 };
  self->refused = answer->status == 429;
  self->good = answer->status >= 200 && answer->status < 300;
  self->retry_ms = read_retry (answer, now_ms);
  if (!read_number (answer, "X-RateLimit-Limit", 1, G_MAXINT32, &self->limit))
    self->limit = 0;
  if (!read_number (answer, "X-RateLimit-Remaining", -G_MAXINT32, G_MAXINT32, &self->remaining))
    self->remaining = -1;
  else
    self->remaining = self->limit > 0 ? CLAMP (self->remaining, 0, self->limit) : MAX (self->remaining, 0);
  if (read_number (answer, "X-RateLimit-Reset", 1, G_MAXINT64 / 1000, &reset_s))
    self->reset_ms = reset_s * 1000;
  self->until_reset_ms = MAX (self->reset_ms - now_ms, 0);
}

/**
 * nomo_rate_headers_get_asked_ms:
 * @self: what an answer says
 *
 * What a refusal asks for: Retry-After, else the reset.
 *
 * Returns: how long to wait, milliseconds, at most %NOMO_RATE_MAX_MS; 0 when it asks for nothing
 */
gint64
nomo_rate_headers_get_asked_ms (const NomoRateHeaders *self)
{
  return self->retry_ms >= 0 ? self->retry_ms : MIN (self->until_reset_ms, NOMO_RATE_MAX_MS);
}
