#include "config.h"

#include "nomo-demo-pace.h"

#include "nomo-demo-api.h"

#define LIMIT     "X-RateLimit-Limit"
#define REMAINING "X-RateLimit-Remaining"
#define RESET     "X-RateLimit-Reset"

static void
write_pace (NomoDemoCall *call, const NomoDemoBucket *bucket)
{
  static const guint limits[] = { 120, 720, 360 };
  gint64 reset = nomo_demo_bucket_get_reset (bucket) + call->mishap.skew_ms / 1000;
  gboolean changes = nomo_demo_call_meets (call, NOMO_DEMO_FAULT_PLAN_CHANGE);
  guint limit = changes ? limits[call->demo->n_requests % G_N_ELEMENTS (limits)] : bucket->capacity;

  nomo_demo_call_set_header (call, LIMIT, "%u", limit);
  nomo_demo_call_set_header (call, REMAINING, "%u", MIN (limit, nomo_demo_bucket_get_remaining (bucket)));
  nomo_demo_call_set_header (call, RESET, "%" G_GINT64_FORMAT, reset);
}

static void
remove_pace (NomoDemoCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);

  soup_message_headers_remove (headers, LIMIT);
  soup_message_headers_remove (headers, REMAINING);
  soup_message_headers_remove (headers, RESET);
}

static void
reply_text (NomoDemoCall *call)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("Too Many Requests\n", 18);

  nomo_demo_call_reply (call, 429, "text/plain; charset=utf-8", text);
}

static void
refuse (NomoDemoCall *call, guint seconds)
{
  gboolean silent = nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429_SILENT);

  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429_TEXT))
    reply_text (call);
  else
    nomo_demo_call_fail (call, 429, "too_many_requests", "Too Many Attempts.");
  nomo_demo_call_set_header (call, REMAINING, "0");
  if (!silent && !nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429_BARE))
    nomo_demo_call_set_header (call, "Retry-After", "%u", MAX (1, seconds));
  if (silent)
    remove_pace (call);
}

static gboolean
take (NomoDemoCall *call, NomoDemoBucket *bucket)
{
  gboolean fits = nomo_demo_bucket_take (bucket, call->now);

  write_pace (call, bucket);
  if (!fits)
    refuse (call, nomo_demo_bucket_get_retry_after (bucket));
  return fits;
}

/**
 * nomo_demo_pace_meets_fault:
 * @call: a request
 *
 * Returns: whether one of the faults that answer 429 befalls it
 */
gboolean
nomo_demo_pace_meets_fault (NomoDemoCall *call)
{
  return nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429) || nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429_BARE) ||
         nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429_TEXT) ||
         nomo_demo_call_meets (call, NOMO_DEMO_FAULT_429_SILENT);
}

/**
 * nomo_demo_pace_refuse:
 * @call: a request
 *
 * Answers 429 in the shape that the faults ask for.
 */
void
nomo_demo_pace_refuse (NomoDemoCall *call)
{
  write_pace (call, &call->demo->bucket);
  refuse (call, 1);
}

/* The fault "429" without a count is a bucket that is soon full; with "after" it is a refusal like the others. */
static gboolean
is_tiny (NomoDemoCall *call)
{
  return !nomo_demo_call_meets (call, NOMO_DEMO_FAULT_AFTER) &&
         nomo_demo_faults_is_endless (call->demo->faults, &call->target, NOMO_DEMO_FAULT_429);
}

static gboolean
is_refused (NomoDemoCall *call)
{
  return nomo_demo_pace_meets_fault (call) && !nomo_demo_call_meets (call, NOMO_DEMO_FAULT_AFTER);
}

/**
 * nomo_demo_pace_check:
 * @call: a request of the Admin API
 *
 * Returns: whether the store's plan lets it through; else 429 was answered
 */
gboolean
nomo_demo_pace_check (NomoDemoCall *call)
{
  NomoDemoStore *demo = call->demo;

  if (is_tiny (call))
    return take (call, &demo->tiny_bucket);
  if (!take (call, &demo->bucket))
    return FALSE;
  if (is_refused (call)) {
    refuse (call, 1);
    return FALSE;
  }
  return !g_str_has_prefix (call->path, NOMO_DEMO_API_PREFIX "/customers") || take (call, &demo->customers_bucket);
}

/**
 * nomo_demo_pace_check_token:
 * @call: a token request, whose pace nobody limits but the faults
 *
 * Returns: whether it gets through; else 429 was answered
 */
gboolean
nomo_demo_pace_check_token (NomoDemoCall *call)
{
  if (is_tiny (call))
    return take (call, &call->demo->token_bucket);
  if (!is_refused (call))
    return TRUE;
  nomo_demo_pace_refuse (call);
  return FALSE;
}
