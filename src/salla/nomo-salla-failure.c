#include "config.h"

#include "nomo-salla-failure.h"

#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-salla-error.h"

#include <string.h>

static const struct {
  const char *error;
  NomoSallaError code;
} oauth_errors[] = {
  { "access_denied", NOMO_SALLA_ERROR_CONSENT_DENIED },
  { "invalid_client", NOMO_SALLA_ERROR_CLIENT },
  { "unauthorized_client", NOMO_SALLA_ERROR_CLIENT },
  { "invalid_grant", NOMO_SALLA_ERROR_CODE },
  { "invalid_scope", NOMO_SALLA_ERROR_SCOPE },
  { "server_error", NOMO_SALLA_ERROR_SERVER },
  { "temporarily_unavailable", NOMO_SALLA_ERROR_SERVER },
};

/**
 * nomo_salla_failure_of_oauth:
 * @oauth_error: the `error` of an OAuth answer or redirect
 * @description: (nullable): its `error_description`
 *
 * Returns: (transfer full): the error in our terms; what OAuth knows and we do not is %NOMO_SALLA_ERROR_REFUSED
 */
GError *
nomo_salla_failure_of_oauth (const char *oauth_error, const char *description)
{
  NomoSallaError code = NOMO_SALLA_ERROR_REFUSED;

  for (guint i = 0; i < G_N_ELEMENTS (oauth_errors); i++) {
    if (g_strcmp0 (oauth_error, oauth_errors[i].error) == 0)
      code = oauth_errors[i].code;
  }
  return g_error_new (NOMO_SALLA_ERROR, code, "%s%s%s", oauth_error, description != NULL ? ": " : "",
                      description != NULL ? description : "");
}

static char *
dup_message (JsonNode *node)
{
  char *message = node != NULL ? nomo_json_dup_text (node, "error.message") : NULL;

  if (message == NULL && node != NULL)
    message = nomo_json_dup_text (node, "error_description");
  if (message == NULL && node != NULL)
    message = nomo_json_dup_text (node, "error");
  return message != NULL ? message : g_strdup ("");
}

/* What the five kinds of 401 say; a sixth one is no reason to renew anything. */
static const struct {
  const char *words;
  NomoSallaError code;
} unauthorized[] = {
  { "scope", NOMO_SALLA_ERROR_SCOPE },
  { "is not exists", NOMO_SALLA_ERROR_USER_GONE },
  { "invalid", NOMO_SALLA_ERROR_SIGNED_OUT },
  { "expired", NOMO_SALLA_ERROR_SIGNED_OUT },
  { "nauthenticated", NOMO_SALLA_ERROR_SIGNED_OUT },
  { "inactive", NOMO_SALLA_ERROR_INACTIVE },
  { "نشط", NOMO_SALLA_ERROR_INACTIVE },
  { "مفعل", NOMO_SALLA_ERROR_INACTIVE },
  { "مفعّل", NOMO_SALLA_ERROR_INACTIVE },
};

static NomoSallaError
code_of_unauthorized (const char *message, const char *oauth_error)
{
  if (g_strcmp0 (oauth_error, "invalid_grant") == 0)
    return NOMO_SALLA_ERROR_REVOKED;
  if (*message == '\0')
    return NOMO_SALLA_ERROR_SIGNED_OUT;
  for (guint i = 0; i < G_N_ELEMENTS (unauthorized); i++) {
    if (strstr (message, unauthorized[i].words) != NULL)
      return unauthorized[i].code;
  }
  return NOMO_SALLA_ERROR_FORBIDDEN;
}

/* Whoever is blocked is not told of scopes. */
static NomoSallaError
code_of_forbidden (const char *message)
{
  return strstr (message, "scope") != NULL ? NOMO_SALLA_ERROR_SCOPE : NOMO_SALLA_ERROR_FORBIDDEN;
}

static NomoSallaError
code_of_status (int status, const char *message, const char *oauth_error)
{
  switch (status) {
  case 401:
    return code_of_unauthorized (message, oauth_error);
  case 403:
    return code_of_forbidden (message);
  case 404:
  case 410:
    return NOMO_SALLA_ERROR_NOT_FOUND;
  case 429:
    return NOMO_SALLA_ERROR_TOO_MANY;
  default:
    return status >= 500 ? NOMO_SALLA_ERROR_SERVER : NOMO_SALLA_ERROR_REFUSED;
  }
}

static gboolean
is_success (int status)
{
  return status >= 200 && status < 300;
}

/* Where HTTP reports a success and the body a failure, only the body can say which. */
static int
status_of_failure (NomoHttpAnswer *answer, JsonNode *node)
{
  gint64 status;

  if (is_success (answer->status) && nomo_json_get_int (node, "status", &status) && status >= 400 && status < 600)
    return (int) status;
  return answer->status;
}

static void
add_field (JsonObject *object, const char *name, JsonNode *said, gpointer data)
{
  g_autofree char *text = nomo_json_dup_text (said, JSON_NODE_HOLDS_ARRAY (said) ? "0" : "");

  if (text == NULL)
    return;
  g_ptr_array_add (data, g_strdup (name));
  g_ptr_array_add (data, g_steal_pointer (&text));
}

static GStrv
read_fields (JsonNode *node)
{
  JsonObject *object = node != NULL ? nomo_json_get_object (node, "error.fields") : NULL;
  g_autoptr (GPtrArray) fields = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  if (object != NULL)
    json_object_foreach_member (object, add_field, fields);
  return fields->len > 0 ? (GStrv) g_ptr_array_steal (fields, NULL) : NULL;
}

static GError *
failure_of_answer (NomoHttpAnswer *answer, JsonNode *node)
{
  g_autofree char *message = dup_message (node);
  g_autofree char *oauth_error = node != NULL ? nomo_json_dup_text (node, "error") : NULL;
  int status = status_of_failure (answer, node);

  GError *error = g_error_new (NOMO_SALLA_ERROR, code_of_status (status, message, oauth_error), "HTTP %d%s%s", status,
                               *message != '\0' ? ": " : "", message);

  nomo_salla_error_take_fields (error, read_fields (node));
  return error;
}

/* In an error the body is help, not substance: a proxy may well speak HTML. */
static JsonNode *
parse_body (NomoHttpAnswer *answer, GError **error)
{
  g_autoptr (GError) failed = NULL;
  JsonNode *node = nomo_json_parse (answer->body, 0, NULL, &failed);

  if (node == NULL && is_success (answer->status))
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "%s", failed->message);
  return node;
}

/**
 * nomo_salla_read_answer:
 * @answer: an answer of the Admin API or of user/info
 * @error: return location
 *
 * Judges by the HTTP class and `success`, never by the body's own `status`, which need not agree. That tells only which
 * failure it is when HTTP does not.
 *
 * Returns: (transfer full): the whole body as JSON, or %NULL with a #NomoSallaError
 */
JsonNode *
nomo_salla_read_answer (NomoHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = parse_body (answer, error);

  if (is_success (answer->status) && node == NULL)
    return NULL;
  if (is_success (answer->status) && nomo_json_get_bool (node, "success", TRUE))
    return g_steal_pointer (&node);
  g_propagate_error (error, failure_of_answer (answer, node));
  return NULL;
}

/**
 * nomo_salla_read_token_answer:
 * @answer: an answer of the token endpoint
 * @error: return location
 *
 * The token endpoint speaks bare OAuth, not the Salla envelope, and says 400 or 401 for the same thing.
 *
 * Returns: (transfer full): the body as JSON, or %NULL with a #NomoSallaError
 */
JsonNode *
nomo_salla_read_token_answer (NomoHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = parse_body (answer, error);
  g_autofree char *oauth_error = NULL;
  g_autofree char *description = NULL;

  if (is_success (answer->status))
    return g_steal_pointer (&node);
  if (node != NULL && answer->status < 500 && answer->status != 429)
    oauth_error = nomo_json_dup_text (node, "error");
  if (oauth_error != NULL) {
    description = nomo_json_dup_text (node, "error_description");
    g_propagate_error (error, nomo_salla_failure_of_oauth (oauth_error, description));
  } else {
    g_propagate_error (error, failure_of_answer (answer, node));
  }
  return NULL;
}

/**
 * nomo_salla_failure_is_uncertain:
 * @error: why a request that was to change something failed
 * @sent: whether it had left
 *
 * Returns: whether Salla may have done it all the same
 */
gboolean
nomo_salla_failure_is_uncertain (const GError *error, gboolean sent)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
         (sent && error->domain != NOMO_SALLA_ERROR);
}

/**
 * nomo_salla_failure_may_pass:
 * @error: why a request failed
 *
 * Returns: whether the same request, asked again later, may well succeed
 */
gboolean
nomo_salla_failure_may_pass (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_TOO_MANY) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
         g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT) ||
         g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
}
