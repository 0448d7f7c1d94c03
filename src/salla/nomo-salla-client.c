#include "config.h"

#include "nomo-salla-client.h"

#include "nomo-clock.h"
#include "nomo-error.h"
#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-salla-clock.h"
#include "nomo-salla-error.h"
#include "nomo-salla-failure.h"
#include "nomo-secret.h"

#define FIRST_BACKOFF_MS 500
#define MAX_BACKOFF_MS   16000
#define TRIES            6
#define OFFLINE_TRIES    2

/* How long after its first failure a request is tried again at most, by Salla's clock. */
#define PATIENCE_LIVE_MS       (60 * 1000LL)
#define PATIENCE_BACKGROUND_MS (30 * 60 * 1000LL)

struct _NomoSallaClient {
  GObject parent_instance;

  NomoHttp *http;
  NomoSallaEndpoints *endpoints;
  NomoTokenKeeper *keeper;
  NomoBudget *budget; /* holds the task of each call */
  NomoSallaClock clock;
  GSource *timer;
  guint first_backoff_ms;
  guint tries;
};

typedef struct {
  char *url;
  const char *method;
  GBytes *body; /* nullable */
  NomoBudgetCall *place;
  guint failures;
  gint64 failed_ms;        /* when it failed first */
  NomoSallaTokens *tokens; /* sent with */
  char *refused;           /* the access token that was, before others were asked for */
  GSource *cancelled;
} Call;

G_DEFINE_FINAL_TYPE (NomoSallaClient, nomo_salla_client, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  clear_source (&call->cancelled);
  g_clear_pointer (&call->tokens, nomo_salla_tokens_unref);
  nomo_secret_free (call->refused);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call->url);
  g_free (call);
}

/**
 * nomo_salla_answer_free:
 * @self: an answer
 */
void
nomo_salla_answer_free (NomoSallaAnswer *self)
{
  json_node_unref (self->data);
  g_free (self);
}

static gint64
read_count (JsonNode *node, const char *path, gint64 fallback)
{
  gint64 value;

  return nomo_json_get_int (node, path, &value) && value >= 0 ? value : fallback;
}

static NomoSallaAnswer *
make_answer (NomoHttpAnswer *http_answer, gint64 as_of, GError **error)
{
  g_autoptr (JsonNode) node = nomo_salla_read_answer (http_answer, error);
  JsonNode *data = node != NULL ? nomo_json_get (node, "data") : NULL;
  NomoSallaAnswer *answer;

  if (node != NULL && data == NULL)
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "the answer holds no data");
  if (data == NULL)
    return NULL;
  answer = g_new0 (NomoSallaAnswer, 1);
  answer->data = json_node_copy (data);
  answer->total = read_count (node, "pagination.total", -1);
  answer->pages = read_count (node, "pagination.totalPages", -1);
  answer->page = read_count (node, "pagination.currentPage", 0);
  answer->as_of = as_of;
  return answer;
}

static void client_send (NomoSallaClient *self, GTask *task);

static gboolean timer_cb (gpointer data);

static void
set_timer (NomoSallaClient *self, gint64 wait_ms)
{
  gint64 real_ms = nomo_clock_to_real (wait_ms);

  self->timer = g_timeout_source_new ((guint) CLAMP (real_ms, 1, G_MAXINT));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Sends what may be sent now, and looks again when more may. */
static void
client_go_on (NomoSallaClient *self)
{
  NomoBudgetCall *next;
  gint64 wait_ms;

  clear_source (&self->timer);
  while ((next = nomo_budget_take (self->budget, nomo_clock_monotonic (), &wait_ms)) != NULL)
    client_send (self, nomo_budget_call_get_data (next));
  if (wait_ms >= 0)
    set_timer (self, wait_ms);
}

static gboolean
timer_cb (gpointer data)
{
  client_go_on (data);
  return G_SOURCE_REMOVE;
}

/* The next call starts before the callback of this one runs, so that the callback may drop the client. */
static void
leave (NomoSallaClient *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  clear_source (&call->cancelled);
  nomo_budget_remove (self->budget, g_steal_pointer (&call->place));
  client_go_on (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = data;

  leave (g_task_get_source_object (task), task);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* While a call is on its way, its sending ends it. */
static void
watch_cancelled (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  call->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (call->cancelled, g_task_get_context (task));
}

static gint64
backoff_ms (NomoSallaClient *self, guint failures)
{
  gint64 full = MIN ((gint64) self->first_backoff_ms << MIN (failures, 16), MAX_BACKOFF_MS);

  return full / 2 + g_random_int_range (0, (int) full / 2 + 1);
}

static guint
tries_for (NomoSallaClient *self, const GError *error)
{
  if (!nomo_salla_failure_may_pass (error))
    return 0;
  return g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE) ? MIN (OFFLINE_TRIES, self->tries)
                                                                           : self->tries;
}

static gboolean
may_try_again (NomoSallaClient *self, Call *call, const GError *error, gint64 when_ms)
{
  gboolean live = nomo_budget_call_get_urgency (call->place) == NOMO_URGENCY_LIVE;
  gint64 patience_ms = live ? PATIENCE_LIVE_MS : PATIENCE_BACKGROUND_MS;

  return call->failures < tries_for (self, error) && when_ms - call->failed_ms <= patience_ms;
}

/* An invalid token is exchanged once: a pair that is refused too is not helped by a third one. */
static gboolean
call_renews (NomoSallaClient *self, GTask *task, const GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (call->refused != NULL || !g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT))
    return FALSE;
  call->refused = g_strdup (nomo_salla_tokens_get_access (call->tokens));
  nomo_budget_put_back (self->budget, call->place, nomo_clock_monotonic ());
  watch_cancelled (task);
  client_go_on (self);
  return TRUE;
}

static gboolean
is_reading (const Call *call)
{
  return g_str_equal (call->method, SOUP_METHOD_GET);
}

/* What may have been done is not asked for again: it is to be looked at first. */
static GError *
doubt (const Call *call, GError *error, gboolean sent)
{
  GError *uncertain = NULL;

  if (is_reading (call) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      !nomo_salla_failure_is_uncertain (error, sent))
    return error;
  uncertain = g_error_new_literal (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNCERTAIN, error->message);
  g_error_free (error);
  return uncertain;
}

static void
call_failed (NomoSallaClient *self, GTask *task, GError *error, gint64 wait_ms)
{
  Call *call = g_task_get_task_data (task);
  gint64 now_ms = nomo_clock_monotonic ();

  if (call_renews (self, task, error)) {
    g_error_free (error);
    return;
  }
  if (call->failures++ == 0)
    call->failed_ms = now_ms;
  if (!may_try_again (self, call, error, now_ms + wait_ms)) {
    leave (self, task);
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  g_error_free (error);
  nomo_budget_put_back (self->budget, call->place, now_ms + wait_ms);
  watch_cancelled (task);
  client_go_on (self);
}

static void
call_answered (NomoSallaClient *self, GTask *task, NomoHttpAnswer *http_answer, gint64 wait_ms)
{
  GError *error = NULL;
  gint64 as_of = nomo_salla_clock_take (&self->clock, http_answer->date_ms, nomo_clock_monotonic ());
  NomoSallaAnswer *answer = make_answer (http_answer, as_of, &error);

  if (answer == NULL) {
    call_failed (self, task, doubt (g_task_get_task_data (task), error, TRUE), wait_ms);
    return;
  }
  leave (self, task);
  g_task_return_pointer (task, answer, (GDestroyNotify) nomo_salla_answer_free);
  g_object_unref (task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (NomoSallaClient) self = g_object_ref (g_task_get_source_object (task));
  Call *call = g_task_get_task_data (task);
  gint64 wait_ms = backoff_ms (self, call->failures);
  GError *error = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);
  gint64 asked_ms;

  if (answer == NULL) {
    gboolean sent = nomo_http_was_sent (self->http, result);

    if (sent)
      nomo_budget_lost (self->budget, call->place);
    else
      nomo_budget_unsent (self->budget, call->place);
    call_failed (self, task, doubt (call, error, sent), wait_ms);
    return;
  }
  nomo_token_keeper_take_answer (self->keeper, answer->date_ms, answer->status < 300);
  asked_ms = nomo_budget_answered (self->budget, call->place, nomo_clock_monotonic (), answer, wait_ms);
  call_answered (self, task, answer, MAX (wait_ms, asked_ms));
}

/* The only place that the token leaves from. */
static void
send_with_tokens (NomoSallaClient *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new (call->method, call->url);

  nomo_http_request_set_bearer (request, nomo_salla_tokens_get_access (call->tokens));
  nomo_http_request_set_header (request, "Accept", "application/json");
  if (call->body != NULL)
    nomo_http_request_set_body (request, "application/json", call->body);
  nomo_http_send_async (self->http, request, g_task_get_cancellable (task), sent_cb, task);
}

static void
tokens_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (NomoSallaClient) self = g_object_ref (g_task_get_source_object (task));
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&call->tokens, nomo_salla_tokens_unref);
  call->tokens = nomo_token_keeper_get_finish (NOMO_TOKEN_KEEPER (source), result, &error);
  if (call->tokens != NULL) {
    send_with_tokens (self, task);
    return;
  }
  nomo_budget_unsent (self->budget, call->place);
  leave (self, task);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
client_send (NomoSallaClient *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  clear_source (&call->cancelled);
  nomo_token_keeper_get_async (self->keeper, call->refused, g_task_get_cancellable (task), tokens_cb, task);
}

static char *
make_url (NomoSallaClient *self, const char *path, const char *const *query)
{
  GString *url = g_string_new (nomo_salla_endpoints_get_api_url (self->endpoints));

  g_string_append (url, path);
  for (guint i = 0; query != NULL && query[i] != NULL; i += 2) {
    g_string_append_c (url, i == 0 ? '?' : '&');
    g_string_append_uri_escaped (url, query[i], "[]", FALSE);
    g_string_append_c (url, '=');
    g_string_append_uri_escaped (url, query[i + 1], NULL, FALSE);
  }
  return g_string_free (url, FALSE);
}

static void
client_ask (NomoSallaClient *self, NomoUrgency urgency, gconstpointer owner, Call *call, const char *path, GTask *task)
{
  g_task_set_task_data (task, call, call_free);
  call->place = nomo_budget_add (self->budget, urgency, owner, path, task);
  watch_cancelled (task);
  client_go_on (self);
}

static void
client_get (NomoSallaClient *self, NomoUrgency urgency, gconstpointer owner, const char *path, const char *const *query,
            GTask *task)
{
  Call *call = g_new0 (Call, 1);

  call->url = make_url (self, path, query);
  call->method = SOUP_METHOD_GET;
  client_ask (self, urgency, owner, call, path, task);
}

/**
 * nomo_salla_client_get_async:
 * @self: the client
 * @path: below the root of the API, such as `/orders`
 * @query: (nullable) (array zero-terminated=1): names and values in turn
 * @cancellable: (nullable): ends waiting and sending
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks for something that a person waits for: before all that runs in the background, and out of the reserve that is kept
 * for this. What fails is not tried again for longer than a minute.
 */
void
nomo_salla_client_get_async (NomoSallaClient *self, const char *path, const char *const *query,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_salla_client_get_async);
  client_get (self, NOMO_URGENCY_LIVE, NULL, path, query, task);
}

/**
 * nomo_salla_client_get_in_background_async:
 * @self: the client
 * @owner: (nullable): the work that asks; only compared, and works are served in turn
 * @path: below the root of the API, such as `/orders`
 * @query: (nullable) (array zero-terminated=1): names and values in turn
 * @cancellable: (nullable): ends waiting and sending
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks for something that nobody waits for. Ends with nomo_salla_client_get_finish().
 */
void
nomo_salla_client_get_in_background_async (NomoSallaClient *self, gconstpointer owner, const char *path,
                                           const char *const *query, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_salla_client_get_in_background_async);
  client_get (self, NOMO_URGENCY_BACKGROUND, owner, path, query, task);
}

/**
 * nomo_salla_client_get_finish:
 * @self: the client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the answer, or %NULL with a #NomoSallaError, a #NomoCoreError or %G_IO_ERROR_CANCELLED
 */
NomoSallaAnswer *
nomo_salla_client_get_finish (NomoSallaClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_salla_client_send_async:
 * @self: the client
 * @owner: (nullable): the work that asks; only compared, and works are served in turn
 * @method: (transfer none): `POST`, `PUT` or `DELETE`, a constant
 * @path: below the root of the API, such as `/coupons`
 * @body: (nullable): what is sent, as JSON
 * @cancellable: (nullable): ends waiting and sending
 * @callback: called at the end
 * @data: for @callback
 *
 * Changes something at Salla. It is sent again only when Salla has certainly not done it: when it was too much at once, when the
 * access token was refused, or when it did not leave this machine.
 */
void
nomo_salla_client_send_async (NomoSallaClient *self, gconstpointer owner, const char *method, const char *path,
                              GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, nomo_salla_client_send_async);
  call->url = make_url (self, path, NULL);
  call->method = method;
  call->body = body != NULL ? g_bytes_ref (body) : NULL;
  client_ask (self, NOMO_URGENCY_BACKGROUND, owner, call, path, task);
}

/**
 * nomo_salla_client_send_finish:
 * @self: the client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the answer, or %NULL with a #NomoSallaError, of which %NOMO_SALLA_ERROR_UNCERTAIN leaves it open
 *   whether Salla has done it and %NOMO_SALLA_ERROR_REFUSED has nomo_salla_error_get_fields(); with a #NomoCoreError when it
 *   did not leave this machine; or with %G_IO_ERROR_CANCELLED, which leaves it open too
 */
NomoSallaAnswer *
nomo_salla_client_send_finish (NomoSallaClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_salla_client_get_seconds_left:
 * @self: the client
 * @owner: (nullable): a work of the background
 * @path: what it asks for
 * @n: how many requests of it are still to come
 *
 * Returns: how long the request budget makes them take at least, whole real seconds; 0 when there is room for all of them,
 *   or when nothing is known yet
 */
gint64
nomo_salla_client_get_seconds_left (NomoSallaClient *self, gconstpointer owner, const char *path, gint64 n)
{
  gint64 eta_ms = nomo_budget_get_eta_ms (self->budget, nomo_clock_monotonic (), owner, path, n);

  return eta_ms > 0 ? (nomo_clock_to_real (eta_ms) + 999) / 1000 : 0;
}

/**
 * nomo_salla_client_get_as_of:
 * @self: the client
 *
 * Returns: when the last answer of any kind was given, by Salla's clock, UTC milliseconds; 0 before the first
 */
gint64
nomo_salla_client_get_as_of (NomoSallaClient *self)
{
  return nomo_salla_clock_get_last (&self->clock);
}

/**
 * nomo_salla_client_get_budget:
 * @self: the client
 *
 * Returns: (transfer none): the request budget, to look at
 */
NomoBudget *
nomo_salla_client_get_budget (NomoSallaClient *self)
{
  return self->budget;
}

/**
 * nomo_salla_client_set_backoff:
 * @self: the client
 * @first_ms: how long to wait after the first failure, milliseconds of Salla's clock; doubles with each further one
 * @tries: how often a request is sent at most
 */
void
nomo_salla_client_set_backoff (NomoSallaClient *self, guint first_ms, guint tries)
{
  self->first_backoff_ms = MAX (first_ms, 1);
  self->tries = tries;
}

/**
 * nomo_salla_client_new:
 * @http: sends the requests
 * @endpoints: where Salla is
 * @keeper: gives out the store's access token
 *
 * Returns: (transfer full): a client
 */
NomoSallaClient *
nomo_salla_client_new (NomoHttp *http, NomoSallaEndpoints *endpoints, NomoTokenKeeper *keeper)
{
  NomoSallaClient *self = g_object_new (NOMO_TYPE_SALLA_CLIENT, NULL);

  self->http = g_object_ref (http);
  self->endpoints = nomo_salla_endpoints_ref (endpoints);
  self->keeper = g_object_ref (keeper);
  return self;
}

static void
nomo_salla_client_finalize (GObject *object)
{
  NomoSallaClient *self = NOMO_SALLA_CLIENT (object);

  clear_source (&self->timer);
  nomo_budget_free (self->budget);
  g_clear_object (&self->http);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (nomo_salla_client_parent_class)->finalize (object);
}

static void
nomo_salla_client_class_init (NomoSallaClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_salla_client_finalize;
}

static void
nomo_salla_client_init (NomoSallaClient *self)
{
  self->budget = nomo_budget_new ();
  self->first_backoff_ms = FIRST_BACKOFF_MS;
  self->tries = TRIES;
}
