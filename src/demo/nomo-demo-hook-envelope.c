#include "config.h"

#include "nomo-demo-hook-envelope.h"

/* Some deliveries have Arabic as it is, others escape it; most moments are told the way of JavaScript. */
#define ESCAPED_EACH 3
#define ISO_EACH     5

/**
 * nomo_demo_hook_stamp:
 * @number: how many events came before
 *
 * Returns: how an event of the store tells when it happened; those of the app always use the local form
 */
NomoDemoStamp
nomo_demo_hook_stamp (guint number)
{
  return number % ISO_EACH == ISO_EACH - 1 ? NOMO_DEMO_STAMP_ISO : NOMO_DEMO_STAMP_JS;
}

/**
 * nomo_demo_hook_envelope_begin:
 * @event: its name
 * @merchant: the store's number
 * @moment: when it happened, UTC milliseconds
 * @stamp: how that is told
 * @number: how many events came before, which decides how the letters are written
 *
 * Returns: (transfer full): a writer inside of the envelope, where `data` comes next
 */
NomoDemoJson *
nomo_demo_hook_envelope_begin (const char *event, gint64 merchant, gint64 moment, NomoDemoStamp stamp, guint number)
{
  NomoDemoJson *json =
      nomo_demo_json_new (number % ESCAPED_EACH == ESCAPED_EACH - 1 ? NOMO_DEMO_JSON_ESCAPED : NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_string (json, "event", event);
  nomo_demo_json_int (json, "merchant", merchant);
  nomo_demo_json_stamp (json, "created_at", moment, stamp);
  return json;
}

/**
 * nomo_demo_hook_envelope_end:
 * @json: the writer, behind `data`
 *
 * Returns: (transfer full): the bytes that are delivered
 */
GBytes *
nomo_demo_hook_envelope_end (NomoDemoJson *json)
{
  nomo_demo_json_end_object (json);
  return nomo_demo_json_take_bytes (json);
}
