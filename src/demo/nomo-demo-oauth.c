#include "config.h"

#include "nomo-demo-oauth.h"

#include "nomo-demo-api.h"
#include "nomo-demo-grant.h"
#include "nomo-demo-page.h"
#include "nomo-random.h"
#include "nomo-secret.h"

#include <string.h>

#define CONSENT_MS   (10 * G_GINT64_CONSTANT (60000))
#define MAX_CONSENTS 1000

/* A sign-in whose page is open. */
typedef struct {
  char *redirect_uri;
  char *scope;
  char *state;
  gint64 ends;
} Consent;

static const char *const resources[] = { "settings",   "orders",  "customers",      "products",
                                         "categories", "brands",  "marketing",      "specialoffers",
                                         "carts",      "reviews", "feedbacks",      "webhooks",
                                         "payments",   "exports", "store-settings", "metadata" };

void
nomo_demo_consent_free (gpointer data)
{
  Consent *consent = data;

  g_free (consent->redirect_uri);
  g_free (consent->scope);
  g_free (consent->state);
  g_free (consent);
}

static gboolean
is_loopback (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && g_uri_get_port (uri) > 0 &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "localhost"));
}

static gboolean
is_registered (const NomoDemoStore *demo, const char *redirect_uri)
{
  if (redirect_uri == NULL)
    return FALSE;
  if (demo->options->redirect_uri != NULL)
    return g_str_equal (redirect_uri, demo->options->redirect_uri);
  return is_loopback (redirect_uri);
}

static gboolean
is_known_scope (const char *scope)
{
  const char *dot = strchr (scope, '.');

  if (*scope == '\0' || g_str_equal (scope, "offline_access"))
    return TRUE;
  if (dot == NULL || (!g_str_equal (dot, ".read") && !g_str_equal (dot, ".read_write")))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    if (strlen (resources[i]) == (gsize) (dot - scope) && strncmp (resources[i], scope, dot - scope) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
are_known_scopes (const char *text)
{
  g_auto (GStrv) scopes = g_strsplit (text, " ", -1);

  for (guint i = 0; scopes[i] != NULL; i++)
    if (!is_known_scope (scopes[i]))
      return FALSE;
  return TRUE;
}

static char *
dup_without_hyphens (const char *state)
{
  g_auto (GStrv) parts = g_strsplit (state, "-", -1);

  return g_strjoinv ("", parts);
}

/* Salla drops hyphens out of the state. */
static char *
dup_echo (NomoDemoCall *call, const char *state)
{
  g_autofree char *echo = dup_without_hyphens (state);
  gsize half = g_utf8_strlen (echo, -1) / 2;
  const char *middle = g_utf8_offset_to_pointer (echo, (glong) half);

  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_STATE_WRONG))
    return nomo_random_alnum (24);
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_STATE_HYPHENS))
    return g_strdup_printf ("%.*s-%s", (int) (middle - echo), echo, middle);
  return g_steal_pointer (&echo);
}

static void
append_parameter (GString *uri, const char *name, const char *value)
{
  g_string_append_c (uri, strchr (uri->str, '?') == NULL ? '?' : '&');
  g_string_append_printf (uri, "%s=", name);
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
}

static void
redirect_back (NomoDemoCall *call, GString *uri, const char *state)
{
  g_autofree char *echo = dup_echo (call, state);
  g_autofree char *text = NULL;

  append_parameter (uri, "state", echo);
  text = g_string_free (uri, FALSE);
  nomo_demo_call_redirect (call, text);
}

static void
redirect_error (NomoDemoCall *call, const char *redirect_uri, const char *state, const char *error,
                const char *description)
{
  GString *uri = g_string_new (redirect_uri);

  append_parameter (uri, "error", error);
  append_parameter (uri, "error_description", description);
  redirect_back (call, uri, state);
}

static void
redirect_denied (NomoDemoCall *call, const Consent *consent)
{
  redirect_error (call, consent->redirect_uri, consent->state, "access_denied",
                  "The resource owner denied the request");
}

static void
redirect_code (NomoDemoCall *call, const Consent *consent)
{
  GString *uri = g_string_new (consent->redirect_uri);

  append_parameter (uri, "code",
                    nomo_demo_tokens_issue_code (call->demo->tokens, consent->scope, consent->redirect_uri, call->now));
  append_parameter (uri, "scope", consent->scope);
  redirect_back (call, uri, consent->state);
}

static void
show_error (NomoDemoCall *call, guint status, const char *sentence)
{
  g_autofree char *page = nomo_demo_page_error ("تعذّر تسجيل الدخول", sentence);

  nomo_demo_call_reply_html (call, status, page);
}

static gboolean
is_stale (gpointer key, gpointer value, gpointer now)
{
  return ((const Consent *) value)->ends <= *(const gint64 *) now;
}

static void
show_consent (NomoDemoCall *call, Consent *consent)
{
  GHashTable *consents = call->demo->consents;
  g_autofree char *nonce = nomo_random_alnum (32);
  g_autofree char *page = nomo_demo_page_consent (consent->scope, nonce);

  g_hash_table_foreach_remove (consents, is_stale, &call->now);
  if (g_hash_table_size (consents) >= MAX_CONSENTS)
    g_hash_table_remove_all (consents);
  g_hash_table_insert (consents, g_steal_pointer (&nonce), consent);
  nomo_demo_call_reply_html (call, SOUP_STATUS_OK, page);
}

static void
ask_consent (NomoDemoCall *call, const char *redirect_uri, const char *scope, const char *state)
{
  Consent *consent = g_new0 (Consent, 1);

  consent->redirect_uri = g_strdup (redirect_uri);
  consent->scope = g_strdup (scope);
  consent->state = g_strdup (state);
  consent->ends = call->now + CONSENT_MS;
  if (!nomo_demo_call_meets (call, NOMO_DEMO_FAULT_DENY) && !call->demo->options->auto_approve) {
    show_consent (call, consent);
    return;
  }
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_DENY))
    redirect_denied (call, consent);
  else
    redirect_code (call, consent);
  nomo_demo_consent_free (consent);
}

static void
handle_auth (NomoDemoCall *call)
{
  const char *redirect_uri = nomo_demo_call_get (call, "redirect_uri");
  const char *client_id = nomo_demo_call_get (call, "client_id");
  const char *state = nomo_demo_call_get (call, "state");
  const char *scope = nomo_demo_call_get (call, "scope");
  const char *type = nomo_demo_call_get (call, "response_type");

  if (client_id == NULL || !nomo_secret_equal (call->demo->client_id, client_id))
    show_error (call, 401, "invalid_client: The requested OAuth 2.0 Client does not exist.");
  else if (!is_registered (call->demo, redirect_uri))
    show_error (call, 400,
                "invalid_request: The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's "
                "pre-registered redirect urls.");
  else if (g_strcmp0 (type, "code") != 0)
    redirect_error (call, redirect_uri, state != NULL ? state : "", "unsupported_response_type",
                    "The authorization server does not support this response type");
  else if (state == NULL || strlen (state) < 8)
    redirect_error (call, redirect_uri, state != NULL ? state : "", "invalid_state",
                    "The state is missing or does not have enough characters");
  else if (!are_known_scopes (scope != NULL ? scope : ""))
    redirect_error (call, redirect_uri, state, "invalid_scope",
                    "The requested scope is invalid, unknown, or malformed");
  else
    ask_consent (call, redirect_uri, scope != NULL ? scope : "", state);
}

static void
handle_consent (NomoDemoCall *call)
{
  g_autofree char *body = nomo_demo_call_dup_body (call);
  const char *nonce, *decision;
  gpointer key, value;

  nomo_demo_call_add_pairs (call, body);
  nonce = nomo_demo_call_get (call, "nonce");
  decision = nomo_demo_call_get (call, "decision");
  if (nonce == NULL || !g_hash_table_steal_extended (call->demo->consents, nonce, &key, &value)) {
    show_error (call, 400, "انتهت صلاحية هذه الصفحة. ابدأ الربط من جديد من التطبيق.");
    return;
  }
  g_free (key);
  if (((Consent *) value)->ends <= call->now)
    show_error (call, 400, "انتهت صلاحية هذه الصفحة. ابدأ الربط من جديد من التطبيق.");
  else if (g_strcmp0 (decision, "approve") == 0)
    redirect_code (call, value);
  else
    redirect_denied (call, value);
  nomo_demo_consent_free (value);
}

static const struct {
  const char *method;
  const char *path;
  void (*handle) (NomoDemoCall *call);
} routes[] = {
  { "GET", "/oauth2/auth", handle_auth },
  { "POST", "/oauth2/consent", handle_consent },
  { "POST", "/oauth2/token", nomo_demo_grant_handle },
  { "GET", "/oauth2/user/info", nomo_demo_api_user_info },
};

/**
 * nomo_demo_oauth_handle:
 * @call: a request below the accounts address
 *
 * Answers sign-in, consent, token exchange and refresh, and user info.
 */
void
nomo_demo_oauth_handle (NomoDemoCall *call)
{
  const char *path = call->path + strlen (NOMO_DEMO_ACCOUNTS_PREFIX);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (g_str_equal (routes[i].path, path) && g_str_equal (routes[i].method, call->method)) {
      routes[i].handle (call);
      return;
    }
  }
  show_error (call, 404, "404");
}
