#include "config.h"

#include "nomo-sign-in.h"

#include "nomo-clock.h"
#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-random.h"
#include "nomo-redirect-listener.h"
#include "nomo-redirect.h"
#include "nomo-salla-error.h"
#include "nomo-salla-failure.h"
#include "nomo-scopes.h"
#include "nomo-secret.h"

#define STATE_LENGTH 32

struct _NomoSignIn {
  GObject parent_instance;

  NomoSallaEndpoints *endpoints;
  NomoHttp *http;
  char *client_id;
  char *client_secret;
  guint16 port;

  NomoRedirectListener *listener;
  GTask *task;
  GSource *cancelled;
  char *state;
  char *authorize_url;
  char *code;
  NomoSallaTokens *tokens;
};

G_DEFINE_FINAL_TYPE (NomoSignIn, nomo_sign_in, G_TYPE_OBJECT)

enum { PROP_AUTHORIZE_URL = 1, N_PROPS };
enum { REJECTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GTask *
sign_in_end (NomoSignIn *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  if (self->listener != NULL)
    nomo_redirect_listener_close (self->listener);
  g_clear_object (&self->listener);
  g_clear_pointer (&self->state, nomo_secret_free);
  g_clear_pointer (&self->code, nomo_secret_free);
  return g_steal_pointer (&self->task);
}

static void
sign_in_fail (NomoSignIn *self, GError *error)
{
  g_autoptr (GTask) task = sign_in_end (self);

  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_clear_error (&error);
}

static void
user_info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSignIn) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);
  g_autoptr (JsonNode) node = answer != NULL ? nomo_salla_read_answer (answer, &error) : NULL;
  NomoSignedIn *signed_in = node != NULL ? nomo_signed_in_new (self->tokens, node, &error) : NULL;
  g_autoptr (GTask) task = NULL;

  g_clear_pointer (&self->tokens, nomo_salla_tokens_unref);
  if (signed_in == NULL) {
    sign_in_fail (self, g_steal_pointer (&error));
    return;
  }
  task = sign_in_end (self);
  if (task != NULL)
    g_task_return_pointer (task, signed_in, (GDestroyNotify) nomo_signed_in_unref);
  else
    nomo_signed_in_unref (signed_in);
}

static void
ask_user_info (NomoSignIn *self)
{
  g_autofree char *url =
      g_strconcat (nomo_salla_endpoints_get_accounts_url (self->endpoints), "/oauth2/user/info", NULL);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", url);

  nomo_http_request_set_bearer (request, nomo_salla_tokens_get_access (self->tokens));
  nomo_http_request_set_header (request, "Accept", "application/json");
  nomo_http_send_async (self->http, request, g_task_get_cancellable (self->task), user_info_cb, g_object_ref (self));
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSignIn) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);
  g_autoptr (JsonNode) node = answer != NULL ? nomo_salla_read_token_answer (answer, &error) : NULL;

  if (node != NULL)
    self->tokens = nomo_salla_tokens_parse (node, answer->date_ms > 0 ? answer->date_ms : nomo_clock_now (), &error);
  if (self->tokens == NULL || self->task == NULL)
    sign_in_fail (self, g_steal_pointer (&error));
  else
    ask_user_info (self);
}

/* A code is good for one use, so a lost answer is not asked for again: the merchant signs in once more. */
static void
exchange_code (NomoSignIn *self, const char *redirect_uri)
{
  g_autofree char *url = NULL;
  g_autoptr (NomoHttpRequest) request = NULL;

  if (self->task == NULL || self->code == NULL)
    return;
  url = g_strconcat (nomo_salla_endpoints_get_accounts_url (self->endpoints), "/oauth2/token", NULL);
  request = nomo_http_request_new ("POST", url);
  nomo_http_request_set_header (request, "Accept", "application/json");
  nomo_http_request_set_form (request, "grant_type", "authorization_code", "code", self->code, "client_id",
                              self->client_id, "client_secret", self->client_secret, "redirect_uri", redirect_uri,
                              NULL);
  g_clear_pointer (&self->code, nomo_secret_free);
  nomo_http_send_async (self->http, request, g_task_get_cancellable (self->task), token_cb, g_object_ref (self));
}

static void
exchange_listened_code (NomoSignIn *self)
{
  g_autofree char *redirect_uri = nomo_sign_in_dup_redirect_uri (self->port);

  exchange_code (self, redirect_uri);
}

static void
sign_in_denied (NomoSignIn *self, const NomoRedirect *redirect)
{
  sign_in_fail (self, nomo_salla_failure_of_oauth (redirect->error, redirect->description));
}

/* Salla has been seen to change the hyphens of a state; ours has none, so they say nothing. */
static gboolean
is_our_state (NomoSignIn *self, const NomoRedirect *redirect)
{
  g_auto (GStrv) parts = redirect->state != NULL ? g_strsplit (redirect->state, "-", -1) : NULL;
  g_autoptr (NomoSecret) state = parts != NULL ? g_strjoinv ("", parts) : NULL;

  return self->state != NULL && state != NULL && nomo_secret_equal (self->state, state);
}

/* The state is spent by the first redirect that carries it, whatever that redirect says. */
static gboolean
spend_state (NomoSignIn *self, const NomoRedirect *redirect)
{
  gboolean ours = is_our_state (self, redirect);

  if (ours)
    g_clear_pointer (&self->state, nomo_secret_free);
  return ours;
}

static GError *
foreign_error (void)
{
  return g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_STATE, "the redirect carries a state that is not ours");
}

static void
after_page_cb (NomoSignIn *self)
{
  if (self->code != NULL)
    exchange_listened_code (self);
  else if (self->tokens == NULL && self->task != NULL && g_task_get_task_data (self->task) != NULL)
    sign_in_denied (self, g_task_get_task_data (self->task));
}

static NomoRedirectVerdict
redirect_cb (const char *query, gpointer data)
{
  NomoSignIn *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRedirect) redirect = nomo_redirect_parse_query (query, &error);

  if (redirect == NULL || !spend_state (self, redirect)) {
    if (error == NULL)
      error = foreign_error ();
    g_signal_emit (self, signals[REJECTED], 0, error);
    return NOMO_REDIRECT_FOREIGN;
  }
  if (redirect->code != NULL) {
    self->code = g_steal_pointer (&redirect->code);
    return NOMO_REDIRECT_TAKEN;
  }
  g_task_set_task_data (self->task, g_steal_pointer (&redirect), (GDestroyNotify) nomo_redirect_free);
  return NOMO_REDIRECT_DENIED;
}

/**
 * nomo_sign_in_take_address:
 * @self: a sign-in that waits
 * @address: the address the browser ended at, as pasted
 * @error: return location
 *
 * For when the redirect cannot reach this machine. A refused address leaves the sign-in waiting.
 *
 * Returns: whether the sign-in goes on with it; else %NOMO_SALLA_ERROR_REDIRECT or %NOMO_SALLA_ERROR_STATE
 */
gboolean
nomo_sign_in_take_address (NomoSignIn *self, const char *address, GError **error)
{
  g_autoptr (NomoRedirect) redirect = NULL;

  g_return_val_if_fail (NOMO_IS_SIGN_IN (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  redirect = nomo_redirect_parse_address (address, error);
  if (redirect == NULL)
    return FALSE;
  if (!spend_state (self, redirect)) {
    g_propagate_error (error, foreign_error ());
    return FALSE;
  }
  self->code = g_steal_pointer (&redirect->code);
  if (self->code != NULL)
    exchange_listened_code (self);
  else
    sign_in_denied (self, redirect);
  return TRUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_autoptr (NomoSignIn) self = g_object_ref (data);

  sign_in_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the sign-in was cancelled"));
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (NomoSignIn *self, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());
}

/**
 * nomo_sign_in_make_url:
 * @endpoints: where Salla is
 * @client_id: the id of the Salla app
 * @redirect_uri: the redirect address as it is registered with the app
 * @state: letters and digits that nobody can guess
 *
 * Returns: (transfer full): where a merchant consents
 */
char *
nomo_sign_in_make_url (NomoSallaEndpoints *endpoints, const char *client_id, const char *redirect_uri,
                       const char *state)
{
  g_autofree char *redirect = g_uri_escape_string (redirect_uri, NULL, FALSE);
  g_autofree char *client = g_uri_escape_string (client_id, NULL, FALSE);
  g_autofree char *request = nomo_scopes_dup_request ();
  g_autofree char *scopes = g_uri_escape_string (request, NULL, FALSE);

  return g_strdup_printf ("%s/oauth2/auth?client_id=%s&response_type=code&redirect_uri=%s&scope=%s&state=%s",
                          nomo_salla_endpoints_get_accounts_url (endpoints), client, redirect, scopes, state);
}

static char *
make_authorize_url (NomoSignIn *self)
{
  g_autofree char *redirect_uri = nomo_sign_in_dup_redirect_uri (self->port);

  return nomo_sign_in_make_url (self->endpoints, self->client_id, redirect_uri, self->state);
}

/**
 * nomo_sign_in_run_async:
 * @self: a sign-in that does not run
 * @cancellable: (nullable): ends the waiting
 * @callback: called at the end
 * @data: for @callback
 *
 * Listens for the redirect and sets `authorize-url`, before this returns when the port is free. Then waits for the merchant
 * as long as it takes, exchanges the code and asks who signed in.
 */
void
nomo_sign_in_run_async (NomoSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GError *error = NULL;

  g_return_if_fail (NOMO_IS_SIGN_IN (self));
  g_return_if_fail (self->task == NULL);

  g_task_set_source_tag (task, nomo_sign_in_run_async);
  self->listener = nomo_redirect_listener_new (self->port, redirect_cb, self, &error);
  if (self->listener == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_signal_connect_object (self->listener, "closing", G_CALLBACK (after_page_cb), self, G_CONNECT_SWAPPED);
  self->port = nomo_redirect_listener_get_port (self->listener);
  self->task = g_steal_pointer (&task);
  self->state = nomo_random_alnum (STATE_LENGTH);
  g_free (self->authorize_url);
  self->authorize_url = make_authorize_url (self);
  watch_cancellable (self, cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTHORIZE_URL]);
}

/**
 * nomo_sign_in_take_tokens_async:
 * @self: a sign-in that does not run
 * @tokens: what the merchant's consent brought by another way than a redirect
 * @cancellable: (nullable): ends the waiting
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks who signed in, and ends with nomo_sign_in_finish().
 */
void
nomo_sign_in_take_tokens_async (NomoSignIn *self, NomoSallaTokens *tokens, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (NOMO_IS_SIGN_IN (self));
  g_return_if_fail (self->task == NULL && tokens != NULL);

  self->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (self->task, nomo_sign_in_take_tokens_async);
  self->tokens = nomo_salla_tokens_ref (tokens);
  watch_cancellable (self, cancellable);
  ask_user_info (self);
}

/**
 * nomo_sign_in_take_code_async:
 * @self: a sign-in that does not run
 * @code: what the redirect brought
 * @redirect_uri: where the redirect led to
 * @cancellable: (nullable): ends the waiting
 * @callback: called at the end
 * @data: for @callback
 *
 * Exchanges a code that came to a redirect address of the caller's own and asks who signed in; ends with
 * nomo_sign_in_finish().
 */
void
nomo_sign_in_take_code_async (NomoSignIn *self, const char *code, const char *redirect_uri, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (NOMO_IS_SIGN_IN (self));
  g_return_if_fail (self->task == NULL && code != NULL && redirect_uri != NULL);

  self->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (self->task, nomo_sign_in_take_code_async);
  self->code = g_strdup (code);
  watch_cancellable (self, cancellable);
  exchange_code (self, redirect_uri);
}

/**
 * nomo_sign_in_finish:
 * @self: the sign-in
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): who signed in, or %NULL with a #NomoSallaError, a #NomoCoreError or %G_IO_ERROR_CANCELLED
 */
NomoSignedIn *
nomo_sign_in_finish (NomoSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_sign_in_get_authorize_url:
 * @self: the sign-in
 *
 * Returns: (nullable): what to open in the browser
 */
const char *
nomo_sign_in_get_authorize_url (NomoSignIn *self)
{
  return self->authorize_url;
}

/**
 * nomo_sign_in_dup_redirect_uri:
 * @port: the port
 *
 * Returns: (transfer full): the redirect address as it must be registered with the Salla app, to the letter
 */
char *
nomo_sign_in_dup_redirect_uri (guint16 port)
{
  return g_strdup_printf ("http://localhost:%u" NOMO_REDIRECT_PATH, port);
}

/**
 * nomo_sign_in_new:
 * @endpoints: where Salla is
 * @client_id: the id of the Salla app
 * @client_secret: its secret
 * @redirect_port: the port of the registered redirect address; 0 for any, for a demo store
 * @http: sends the requests
 *
 * Returns: (transfer full): a sign-in, good for one run
 */
NomoSignIn *
nomo_sign_in_new (NomoSallaEndpoints *endpoints, const char *client_id, const char *client_secret,
                  guint16 redirect_port, NomoHttp *http)
{
  NomoSignIn *self = g_object_new (NOMO_TYPE_SIGN_IN, NULL);

  self->endpoints = nomo_salla_endpoints_ref (endpoints);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  self->port = redirect_port;
  self->http = g_object_ref (http);
  return self;
}

static void
nomo_sign_in_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, NOMO_SIGN_IN (object)->authorize_url);
}

static void
nomo_sign_in_finalize (GObject *object)
{
  NomoSignIn *self = NOMO_SIGN_IN (object);
  g_autoptr (GTask) task = sign_in_end (self);

  g_assert (task == NULL);
  g_clear_pointer (&self->tokens, nomo_salla_tokens_unref);
  nomo_salla_endpoints_unref (self->endpoints);
  g_object_unref (self->http);
  nomo_secret_free (self->client_secret);
  g_free (self->client_id);
  g_free (self->authorize_url);
  G_OBJECT_CLASS (nomo_sign_in_parent_class)->finalize (object);
}

static void
nomo_sign_in_class_init (NomoSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = nomo_sign_in_get_property;
  object_class->finalize = nomo_sign_in_finalize;
  properties[PROP_AUTHORIZE_URL] =
      g_param_spec_string ("authorize-url", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[REJECTED] = g_signal_new ("rejected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
nomo_sign_in_init (NomoSignIn *self)
{
}
