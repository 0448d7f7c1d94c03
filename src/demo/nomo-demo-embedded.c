#include "config.h"

#include "nomo-demo-embedded.h"

#include "nomo-demo-control.h"
#include "nomo-json.h"
#include "nomo-random.h"

#include <string.h>

#define USUAL_SECONDS 300
#define MOST_SECONDS  86400

/* A page of the app that is open in a dashboard. */
typedef struct {
  gint64 merchant;
  gint64 ends;
} Opened;

/* Salla says no more than this, whatever is wrong. */
static void
refuse (NomoDemoCall *call)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "status", SOUP_STATUS_UNAUTHORIZED);
  nomo_demo_json_bool (json, "success", FALSE);
  nomo_demo_json_begin_object (json, "error");
  nomo_demo_json_string (json, "message", "Decryption failed");
  nomo_demo_json_int (json, "code", 0);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (call, SOUP_STATUS_UNAUTHORIZED, json);
}

static char *
dup_token (NomoDemoCall *call)
{
  g_autofree char *text = nomo_demo_call_dup_body (call);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) body = nomo_json_parse (bytes, 0, NULL, NULL);

  return body != NULL ? nomo_json_dup_text (body, "token") : NULL;
}

static void
tell (NomoDemoCall *call, const Opened *opened)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, SOUP_STATUS_OK);

  nomo_demo_json_begin_object (json, "data");
  if (!nomo_demo_call_meets (call, NOMO_DEMO_FAULT_EMPTY_ARRAYS)) {
    nomo_demo_json_int (json, "merchant_id", opened->merchant);
    nomo_demo_json_int (json, "user_id", opened->merchant + 1);
    nomo_demo_json_stamp (json, "exp", opened->ends, NOMO_DEMO_STAMP_ISO);
  }
  nomo_demo_json_end_object (json);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_embedded_handle:
 * @call: a request below the address of the exchange
 *
 * Tells whose the token is that Salla's dashboard gave to the page of an app which it shows.
 */
void
nomo_demo_embedded_handle (NomoDemoCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *source = soup_message_headers_get_one (headers, "S-Source");
  g_autofree char *token = NULL;
  const Opened *opened;

  if (!g_str_equal (call->path, NOMO_DEMO_EXCHANGE_PREFIX "/introspect") || !g_str_equal (call->method, "POST")) {
    nomo_demo_call_fail (call, 404, "not_found", "The content you are trying to access is no longer available");
    return;
  }
  token = dup_token (call);
  opened = token != NULL ? g_hash_table_lookup (call->demo->opened, token) : NULL;
  if (opened == NULL || opened->ends <= call->now || g_strcmp0 (source, NOMO_DEMO_APP) != 0)
    refuse (call);
  else
    tell (call, opened);
}

/**
 * nomo_demo_embedded_make_token:
 * @call: `POST /embedded-token` at the control address
 * @body: `seconds` for which it is good (300), and the `merchant` who opens the page, that of the store when it is left out
 *
 * A merchant opens the page of the app in the dashboard.
 */
void
nomo_demo_embedded_make_token (NomoDemoCall *call, JsonNode *body)
{
  Opened opened = { call->demo->merchant, 0 };
  gint64 seconds = USUAL_SECONDS;
  g_autofree char *token = nomo_random_alnum (96);
  NomoDemoJson *json;

  nomo_json_get_int (body, "seconds", &seconds);
  nomo_json_get_int (body, "merchant", &opened.merchant);
  if (seconds < 0 || seconds > MOST_SECONDS) {
    nomo_demo_control_fail (call, 422, "seconds must be from 0 to 86400");
    return;
  }
  opened.ends = call->now + seconds * 1000;
  json = nomo_demo_control_begin ();
  nomo_demo_json_string (json, "token", token);
  nomo_demo_json_string (json, "app_id", NOMO_DEMO_APP);
  nomo_demo_json_stamp (json, "exp", opened.ends, NOMO_DEMO_STAMP_ISO);
  g_hash_table_insert (call->demo->opened, g_steal_pointer (&token), g_memdup2 (&opened, sizeof opened));
  nomo_demo_control_end (call, json);
}
