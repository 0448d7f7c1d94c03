#include "config.h"

#include "nomo-demo-grant.h"

#include "nomo-demo-install.h"
#include "nomo-demo-oauth.h"
#include "nomo-demo-pace.h"
#include "nomo-secret.h"

static const char code_grant[] = "authorization_code", refresh_grant[] = "refresh_token";

static const struct {
  const char *word;
  const char *sentence;
} outcomes[] = {
  [NOMO_DEMO_GRANT_OK] = { "ok", NULL },
  [NOMO_DEMO_GRANT_UNKNOWN] = { "unknown", "The provided authorization grant is invalid." },
  [NOMO_DEMO_GRANT_USED] = { "spent", "The grant was used before. Every token that came of it has been revoked." },
  [NOMO_DEMO_GRANT_EXPIRED] = { "expired", "The provided authorization grant is expired or revoked." },
  [NOMO_DEMO_GRANT_REVOKED] = { "revoked", "The provided authorization grant is expired or revoked." },
  [NOMO_DEMO_GRANT_MISMATCH] = { "mismatch",
                                 "The 'redirect_uri' does not match the one of the authorization request." },
};

/**
 * nomo_demo_grant_read:
 * @call: any request
 *
 * Reads the form of a token request, so that the faults know which grant it asks for. Other requests stay as they are.
 */
void
nomo_demo_grant_read (NomoDemoCall *call)
{
  g_autofree char *body = NULL;
  const char *type;

  if (!g_str_equal (call->path, NOMO_DEMO_ACCOUNTS_PREFIX "/oauth2/token"))
    return;
  body = nomo_demo_call_dup_body (call);
  g_ptr_array_set_size (call->pairs, 0);
  nomo_demo_call_add_pairs (call, body);
  type = nomo_demo_call_get (call, "grant_type");
  if (g_strcmp0 (type, code_grant) == 0)
    call->target.grant = code_grant;
  else if (g_strcmp0 (type, refresh_grant) == 0)
    call->target.grant = refresh_grant;
  else
    call->target.grant = "other";
}

static void
write_expiry (NomoDemoCall *call, const NomoDemoChain *chain, NomoDemoJson *json)
{
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_EXPIRES_ABSOLUTE))
    nomo_demo_json_int (json, "expires", (chain->access_ends + call->mishap.skew_ms) / 1000);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_EXPIRES_RELATIVE))
    nomo_demo_json_int (json, "expires", NOMO_DEMO_ACCESS_SECONDS - 1);
  else if (!nomo_demo_call_meets (call, NOMO_DEMO_FAULT_EXPIRES_MISSING))
    nomo_demo_json_int (json, "expires_in", NOMO_DEMO_ACCESS_SECONDS - 1);
}

static void
answer_pair (NomoDemoCall *call, const NomoDemoChain *chain)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_string (json, "access_token", chain->access);
  write_expiry (call, chain, json);
  if (chain->refresh != NULL && !nomo_demo_call_meets (call, NOMO_DEMO_FAULT_NO_REFRESH))
    nomo_demo_json_string (json, "refresh_token", chain->refresh);
  nomo_demo_json_string (json, "scope", chain->scope);
  nomo_demo_json_string (json, "token_type", "bearer");
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, SOUP_STATUS_OK, json);
}

static void
answer_grant (NomoDemoCall *call, NomoDemoGrant grant, const NomoDemoChain *chain)
{
  guint status = nomo_demo_call_meets (call, NOMO_DEMO_FAULT_GRANT_400) ? 400 : 401;

  call->chain = chain != NULL ? chain->id : 0;
  call->outcome = outcomes[grant].word;
  if (grant == NOMO_DEMO_GRANT_OK)
    answer_pair (call, chain);
  else
    nomo_demo_call_fail_oauth (call, status, "invalid_grant", outcomes[grant].sentence);
}

static void
fail (NomoDemoCall *call, guint status, const char *error, const char *description)
{
  call->outcome = error;
  nomo_demo_call_fail_oauth (call, status, error, description);
}

static void
exchange_code (NomoDemoCall *call, const char *code, const char *redirect_uri)
{
  NomoDemoChain *chain;
  NomoDemoGrant grant = nomo_demo_tokens_use_code (call->demo->tokens, code, redirect_uri, call->now, &chain);

  if (grant == NOMO_DEMO_GRANT_OK)
    nomo_demo_install_note (call->demo);
  answer_grant (call, grant, chain);
}

static void
refresh_pair (NomoDemoCall *call, const char *refresh)
{
  NomoDemoTokens *tokens = call->demo->tokens;
  NomoDemoChain *chain;
  NomoDemoGrant grant;

  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_INVALID_GRANT))
    nomo_demo_tokens_revoke (tokens, refresh, "revoked by Salla");
  grant = nomo_demo_tokens_use_refresh (tokens, refresh, call->now, &chain);
  if (grant == NOMO_DEMO_GRANT_OK && nomo_demo_call_meets (call, NOMO_DEMO_FAULT_OLD_ACCESS_DIES))
    nomo_demo_chain_end_former_access (chain);
  answer_grant (call, grant, chain);
}

static void
handle_client (NomoDemoCall *call)
{
  const char *code = nomo_demo_call_get (call, "code");
  const char *redirect_uri = nomo_demo_call_get (call, "redirect_uri");
  const char *refresh = nomo_demo_call_get (call, "refresh_token");

  if (call->target.grant == code_grant && code != NULL && redirect_uri != NULL)
    exchange_code (call, code, redirect_uri);
  else if (call->target.grant == refresh_grant && refresh != NULL)
    refresh_pair (call, refresh);
  else
    fail (call, 400, "invalid_request", "The request is missing a required parameter.");
}

static gboolean
is_client (NomoDemoCall *call)
{
  const char *id = nomo_demo_call_get (call, "client_id");
  const char *secret = nomo_demo_call_get (call, "client_secret");

  return nomo_secret_equal (call->demo->client_id, id) && nomo_secret_equal (call->demo->client_secret, secret);
}

/**
 * nomo_demo_grant_handle:
 * @call: `POST /oauth2/token`, read by nomo_demo_grant_read()
 *
 * Gives out a pair of tokens for a code or for a refresh token.
 */
void
nomo_demo_grant_handle (NomoDemoCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (!nomo_demo_pace_check_token (call))
    return;
  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    fail (call, 400, "invalid_request", "The body must be application/x-www-form-urlencoded.");
  else if (!is_client (call))
    fail (call, 401, "invalid_client", "Client authentication failed.");
  else
    handle_client (call);
}

/**
 * nomo_demo_grant_dup_summary:
 * @call: any request, answered
 *
 * Returns: (transfer full) (nullable): of a token request, the grant type and what came of it: "refresh_token: ok",
 *   "refresh_token: spent" …; "untouched" if a fault stood in the place of an answer
 */
char *
nomo_demo_grant_dup_summary (const NomoDemoCall *call)
{
  if (call->target.grant == NULL)
    return NULL;
  return g_strdup_printf ("%s: %s", call->target.grant, call->outcome != NULL ? call->outcome : "untouched");
}
