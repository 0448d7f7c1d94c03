#include "config.h"

#include "nomo-salla-renewal.h"

#include "nomo-clock.h"
#include "nomo-http.h"
#include "nomo-salla-error.h"
#include "nomo-salla-failure.h"

#define MAX_ANSWER (64 * 1024)

/**
 * nomo_salla_renew_async:
 * @http: sends the request
 * @kept: a sign-in with a refresh token
 * @callback: called at the end
 * @data: for @callback
 *
 * Shows the refresh token of @kept, which is good for one use, and asks for a new pair. Sent once, whatever happens, and
 * not cancellable: a renewal that was given up half way is one whose outcome nobody knows. [class@TokenKeeper] is the only
 * caller.
 */
void
nomo_salla_renew_async (NomoHttp *http, const NomoKeptSignIn *kept, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *url = g_strconcat (kept->accounts_url, "/oauth2/token", NULL);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("POST", url);

  g_return_if_fail (nomo_salla_tokens_get_refresh (kept->tokens) != NULL);

  nomo_http_request_set_header (request, "Accept", "application/json");
  nomo_http_request_set_max_size (request, MAX_ANSWER);
  nomo_http_request_set_form (request, "grant_type", "refresh_token", "refresh_token",
                              nomo_salla_tokens_get_refresh (kept->tokens), "client_id", kept->client_id,
                              "client_secret", kept->client_secret, NULL);
  nomo_http_send_async (http, request, NULL, callback, data);
}

/* Only what says clearly that nothing happened counts as such: the words of OAuth (RFC 6749, 5.2), a refusal before the
 * request was looked at (403, 429). After anything else the pair may have been exchanged. */
static NomoRenewalFate
fate_of_failure (NomoHttpAnswer *answer, const GError *error)
{
  if (answer->status == 403 || answer->status == 429)
    return NOMO_RENEWAL_NOT_DONE;
  if (answer->status != 400 && answer->status != 401)
    return NOMO_RENEWAL_UNKNOWN;
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_CODE))
    return NOMO_RENEWAL_REFUSED;
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_CLIENT) ||
      g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    return NOMO_RENEWAL_NOT_DONE;
  return NOMO_RENEWAL_UNKNOWN;
}

/**
 * nomo_salla_renew_finish:
 * @http: what sent the request
 * @result: what the callback got
 * @skew_ms: Salla's clock minus ours as known so far, for an answer without a date
 * @fate: (out): what became of it
 * @error: return location
 *
 * Returns: (transfer full): the new pair with %NOMO_RENEWAL_DONE; else %NULL with a #NomoSallaError (%NOMO_SALLA_ERROR_REVOKED
 *   with %NOMO_RENEWAL_REFUSED) or a #NomoCoreError
 */
NomoSallaTokens *
nomo_salla_renew_finish (NomoHttp *http, GAsyncResult *result, gint64 skew_ms, NomoRenewalFate *fate, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (http, result, &failed);
  g_autoptr (JsonNode) node = answer != NULL ? nomo_salla_read_token_answer (answer, &failed) : NULL;
  NomoSallaTokens *tokens = NULL;

  if (node != NULL)
    tokens =
        nomo_salla_tokens_parse (node, answer->date_ms > 0 ? answer->date_ms : nomo_clock_now () + skew_ms, &failed);
  if (tokens != NULL)
    *fate = NOMO_RENEWAL_DONE;
  else if (answer == NULL)
    *fate = nomo_http_was_sent (http, result) ? NOMO_RENEWAL_UNKNOWN : NOMO_RENEWAL_NOT_DONE;
  else
    *fate = node != NULL ? NOMO_RENEWAL_UNKNOWN : fate_of_failure (answer, failed);
  if (*fate == NOMO_RENEWAL_REFUSED)
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REVOKED, "%s", failed->message);
  else if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return tokens;
}
