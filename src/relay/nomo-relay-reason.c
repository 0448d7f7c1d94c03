#include "config.h"

#include "nomo-relay-reason.h"

#include "nomo-event-writer.h"
#include "nomo-format.h"
#include "nomo-inbox-summary.h"
#include "nomo-relay-app-events.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const struct {
  const char *reason;
  const char *words; /* N_() */
} known[] = {
  { NOMO_EVENT_NO_STORE, N_ ("Their store is not connected to this relay") },
  { NOMO_EVENT_NO_MERCHANT, N_ ("They do not say whose they are") },
  { NOMO_EVENT_NO_SUCH, N_ ("This version does not know such an event") },
  { NOMO_EVENT_NO_SENSE, N_ ("What they say could not be understood") },
  { NOMO_APP_NO_TOKENS, N_ ("They brought no sign-in, or it was used already") },
  { NOMO_APP_DEAD, N_ ("Salla does not accept the sign-in that they brought") },
  { NOMO_APP_OTHER_STORE, N_ ("They brought the sign-in of another store") },
  { NOMO_APP_STILL_THERE, N_ ("They say that the app was removed, but Salla answers as before") },
};

/**
 * nomo_relay_reason_words:
 * @reason: why a delivery is kept, as the inbox has it
 *
 * Returns: (transfer none): the same in words, or @reason itself where it is in words already
 */
const char *
nomo_relay_reason_words (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].reason, reason))
      return _ (known[i].words);
  return reason;
}

/**
 * nomo_relay_reasons_to_json:
 * @reasons: (element-type NomoInboxReason): why deliveries are kept
 *
 * Returns: (transfer full): the reasons for programs
 */
JsonArray *
nomo_relay_reasons_to_json (const GPtrArray *reasons)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < reasons->len; i++) {
    const NomoInboxReason *reason = reasons->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "reason", reason->reason);
    json_object_set_int_member (object, "count", reason->count);
    json_object_set_int_member (object, "last", reason->last);
    json_array_add_object_element (array, object);
  }
  return array;
}

/**
 * nomo_relay_reasons_write:
 * @reasons: (element-type NomoInboxReason): why deliveries are kept
 * @indent: what each line begins with
 * @text: where to add a line for each
 */
void
nomo_relay_reasons_write (const GPtrArray *reasons, const char *indent, GString *text)
{
  for (guint i = 0; i < reasons->len; i++) {
    const NomoInboxReason *reason = reasons->pdata[i];
    g_autofree char *isolated = nomo_text_isolate (nomo_relay_reason_words (reason->reason));
    g_autofree char *count = nomo_format_int (reason->count);
    g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, reason->last);

    g_string_append (text, indent);
    /* Translators: 1 is a reason (“They do not say whose they are”), 2 how many deliveries, 3 the number of the last of them. */
    g_string_append_printf (text, _ ("%1$s: %2$s, the last one is number %3$s"), isolated, count, last);
    g_string_append_c (text, '\n');
  }
}
