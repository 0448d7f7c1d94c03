#include "config.h"

#include "nomo-relay-reason.h"

#include "nomo-event-writer.h"
#include "nomo-relay-app-events.h"

#include <glib/gi18n.h>

static const struct {
  const char *reason;
  const char *words; /* N_() */
} reasons[] = {
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
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].reason, reason))
      return _ (reasons[i].words);
  return reason;
}
