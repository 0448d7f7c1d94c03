#include "config.h"

#include "nomo-cli-coupons.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon-draft.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-span.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>

/**
 * nomo_cli_coupon_refuse:
 * @error: return location
 * @option: an option of the command line
 * @reason: what is wrong with it, a translated sentence
 *
 * Returns: %FALSE
 */
gboolean
nomo_cli_coupon_refuse (GError **error, const char *option, const char *reason)
{
  /* Translators: 1 is an option of the command line, 2 a sentence that says what is wrong with it. */
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("%1$s: %2$s"), option, reason);
  return FALSE;
}

/**
 * nomo_cli_coupon_read_draft:
 * @path: a JSON file
 * @currency: the shop's currency
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the coupon that it describes, see nomo_coupon_draft_read()
 */
NomoRecord *
nomo_cli_coupon_read_draft (const char *path, const char *currency, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &text, &size, &failed)) {
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, failed->message);
    return NULL;
  }
  bytes = g_bytes_new_take (text, size);
  return nomo_coupon_draft_read (bytes, currency, error);
}

/**
 * nomo_cli_coupon_read_day:
 * @option: an option of the command line
 * @text: (nullable): what was typed behind it; without it nothing happens
 * @last: whether the last day is meant where several are said
 * @day: (out): days since 1970-01-01
 * @error: return location
 *
 * Returns: whether @text could be understood
 */
gboolean
nomo_cli_coupon_read_day (const char *option, const char *text, gboolean last, int *day, GError **error)
{
  NomoSpan span;
  gint64 first_ms, last_ms;

  if (text == NULL)
    return TRUE;
  if (!nomo_span_parse (text, &span))
    return nomo_cli_coupon_refuse (error, option, _ ("this is not a date. Write it like 2026-10-31."));
  nomo_span_resolve (&span, nomo_clock_now (), &first_ms, &last_ms);
  *day = nomo_day_of (last ? last_ms : first_ms, nomo_calendar_riyadh ());
  return TRUE;
}

/**
 * nomo_cli_coupon_say_refused:
 * @cli: the command line
 * @error: what went wrong
 *
 * What is not understood is a matter of the command line, and so is a coupon that breaks a rule.
 *
 * Returns: the exit code
 */
int
nomo_cli_coupon_say_refused (NomoCli *cli, const GError *error)
{
  int code;

  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID))
    return nomo_cli_usage ("%s", error->message);
  code = nomo_cli_fail (cli, error);
  return g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID) ? NOMO_EXIT_USAGE : code;
}
