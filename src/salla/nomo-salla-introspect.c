#include "config.h"

#include "nomo-salla-introspect.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-salla-time.h"

#define PATH      "/exchange-authority/v1/introspect"
#define MOST_BODY (64 * 1024)

/* It is beside the Admin API, not below it. */
static char *
dup_url (NomoSallaEndpoints *endpoints)
{
  g_autoptr (GUri) api = g_uri_parse (nomo_salla_endpoints_get_api_url (endpoints), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) uri = g_uri_build (G_URI_FLAGS_NONE, g_uri_get_scheme (api), NULL, g_uri_get_host (api),
                                      g_uri_get_port (api), PATH, NULL, NULL);

  return g_uri_to_string (uri);
}

/* What Salla's own library sends: a token that was made for something else is not taken for one of the page. */
static JsonNode *
make_question (const char *token)
{
  JsonNode *node = json_node_alloc ();
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "env", "prod");
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "iss", "merchant-dashboard");
  json_object_set_string_member (object, "subject", "embedded-page");
  return json_node_init_object (node, object);
}

static gboolean
fail (GError **error, NomoSallaError code, int status)
{
  g_set_error (error, NOMO_SALLA_ERROR, (int) code, "Salla does not tell whose the page is: status %d", status);
  return FALSE;
}

/* Judged by the status of HTTP, and by the body's where that says success. */
static gboolean
check_status (int status, GError **error)
{
  if (status == 400 || status == 401 || status == 422)
    return fail (error, NOMO_SALLA_ERROR_SIGNED_OUT, status);
  if (status == 403)
    return fail (error, NOMO_SALLA_ERROR_FORBIDDEN, status);
  if (status == 429)
    return fail (error, NOMO_SALLA_ERROR_TOO_MANY, status);
  return (status >= 200 && status < 300) || fail (error, NOMO_SALLA_ERROR_SERVER, status);
}

static gboolean
read_answer (const NomoHttpAnswer *answer, NomoSallaVisitor *visitor, GError **error)
{
  g_autoptr (JsonNode) body = NULL;
  gint64 status = answer->status;

  if (!check_status (answer->status, error))
    return FALSE;
  body = nomo_json_parse (answer->body, MOST_BODY, NULL, NULL);
  if (body == NULL)
    return fail (error, NOMO_SALLA_ERROR_UNREADABLE, answer->status);
  if (!nomo_json_get_bool (body, "success", FALSE)) {
    nomo_json_get_int (body, "status", &status);
    return check_status (CLAMP (status, 300, 599), error);
  }
  if (nomo_json_get_int (body, "data.merchant_id", &visitor->merchant) && visitor->merchant > 0 &&
      nomo_salla_time_read (body, "data.exp", &visitor->until))
    return TRUE;
  return fail (error, NOMO_SALLA_ERROR_UNREADABLE, answer->status);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  NomoSallaVisitor visitor = { 0 };
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);

  if (answer != NULL && read_answer (answer, &visitor, &error))
    g_task_return_pointer (task, g_memdup2 (&visitor, sizeof visitor), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_salla_introspect_async:
 * @http: how long it may take
 * @endpoints: where Salla is
 * @app_id: the number of the app at Salla
 * @token: what the dashboard gave to the page of the app that it shows
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks Salla who has opened the app's page in the dashboard.
 */
void
nomo_salla_introspect_async (NomoHttp *http, NomoSallaEndpoints *endpoints, const char *app_id, const char *token,
                             GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (http, NULL, callback, data);
  g_autofree char *url = dup_url (endpoints);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("POST", url);
  g_autoptr (JsonNode) question = make_question (token);

  g_task_set_source_tag (task, nomo_salla_introspect_async);
  nomo_http_request_set_header (request, "S-Source", app_id);
  nomo_http_request_set_header (request, "Accept", "application/json");
  nomo_http_request_set_json (request, question);
  nomo_http_request_set_max_size (request, MOST_BODY);
  nomo_http_send_async (http, request, NULL, answered_cb, task);
}

/**
 * nomo_salla_introspect_finish:
 * @http: what was given
 * @result: what the callback got
 * @visitor: (out caller-allocates): who it is
 * @error: return location
 *
 * Returns: whether Salla vouches for somebody; else %NOMO_SALLA_ERROR_SIGNED_OUT when it does not know the token, or not any
 *   more, or an error of Salla or of the network
 */
gboolean
nomo_salla_introspect_finish (NomoHttp *http, GAsyncResult *result, NomoSallaVisitor *visitor, GError **error)
{
  g_autofree NomoSallaVisitor *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, http), FALSE);
  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *visitor = *found;
  return TRUE;
}
