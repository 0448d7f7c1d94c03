#include "config.h"

#include "nomo-salla-client.h"

#include "nomo-clock.h"
#include "nomo-error.h"
#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-rate.h"
#include "nomo-salla-error.h"
#include "nomo-salla-failure.h"

#define FIRST_BACKOFF_MS 500
#define MAX_BACKOFF_MS   16000
#define TRIES            6
#define OFFLINE_TRIES    2

struct _NomoSallaClient {
  GObject parent_instance;

  NomoHttp *http;
  NomoSallaEndpoints *endpoints;
  NomoTokenKeeper *keeper;
  GQueue waiting;
  GTask *running;
  NomoRate rate;
  guint first_backoff_ms;
  guint tries;
};

typedef struct {
  char *url;
  guint failures;
  NomoSallaTokens *tokens; /* sent with */
  gboolean refused;        /* they were, and others were asked for */
  gboolean paced;          /* waited for room already: a reset that stays away is not waited for again */
  GSource *timer;
  GSource *cancelled;
} Call;

G_DEFINE_FINAL_TYPE (NomoSallaClient, nomo_salla_client, G_TYPE_OBJECT)

static void client_send (NomoSallaClient *self);

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

  clear_source (&call->timer);
  clear_source (&call->cancelled);
  g_clear_pointer (&call->tokens, nomo_salla_tokens_unref);
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
make_answer (NomoHttpAnswer *http_answer, GError **error)
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
  answer->as_of = http_answer->date_ms > 0 ? http_answer->date_ms : nomo_clock_now ();
  return answer;
}

static void
client_next (NomoSallaClient *self)
{
  self->running = g_queue_pop_head (&self->waiting);
  if (self->running != NULL)
    client_send (self);
}

/* The next call starts before the callback of this one runs, so that the callback may drop the client. */
static GTask *
take_running (NomoSallaClient *self)
{
  GTask *task = g_steal_pointer (&self->running);
  Call *call = g_task_get_task_data (task);

  clear_source (&call->timer);
  clear_source (&call->cancelled);
  client_next (self);
  return task;
}

static gboolean
resume_cb (gpointer data)
{
  NomoSallaClient *self = data;
  Call *call = g_task_get_task_data (self->running);

  clear_source (&call->timer);
  clear_source (&call->cancelled);
  client_send (self);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  NomoSallaClient *self = data;
  g_autoptr (GTask) task = take_running (self);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
client_wait (NomoSallaClient *self, gint64 real_ms)
{
  Call *call = g_task_get_task_data (self->running);
  GCancellable *cancellable = g_task_get_cancellable (self->running);
  GMainContext *context = g_task_get_context (self->running);

  call->timer = g_timeout_source_new ((guint) MIN (real_ms, G_MAXINT));
  g_source_set_callback (call->timer, resume_cb, g_object_ref (self), g_object_unref);
  g_source_attach (call->timer, context);
  if (cancellable == NULL)
    return;
  call->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->cancelled, G_SOURCE_FUNC (cancelled_cb), g_object_ref (self), g_object_unref);
  g_source_attach (call->cancelled, context);
}

static gint64
backoff_ms (NomoSallaClient *self, guint failures)
{
  gint64 full = nomo_clock_to_real (MIN ((gint64) self->first_backoff_ms << (failures - 1), MAX_BACKOFF_MS));

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

static void client_ask_tokens (NomoSallaClient *self, const char *refused);

/* Asked for anew once: a pair that is refused too is not helped by a third one. */
static gboolean
client_renews (NomoSallaClient *self, const GError *error)
{
  Call *call = g_task_get_task_data (self->running);
  gboolean refused = g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT);

  if (!refused || call->refused)
    return FALSE;
  call->refused = TRUE;
  client_ask_tokens (self, nomo_salla_tokens_get_access (call->tokens));
  return TRUE;
}

static void
client_failed (NomoSallaClient *self, NomoHttpAnswer *answer, GError *error)
{
  Call *call = g_task_get_task_data (self->running);
  gint64 asked_ms = answer != NULL ? nomo_rate_get_retry_ms (&self->rate, answer) : 0;

  if (client_renews (self, error)) {
    g_error_free (error);
    return;
  }
  if (++call->failures < tries_for (self, error)) {
    client_wait (self, MAX (asked_ms, backoff_ms (self, call->failures)));
    g_error_free (error);
  } else {
    g_autoptr (GTask) task = take_running (self);

    g_task_return_error (task, error);
  }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSallaClient) self = data;
  GError *error = NULL;
  g_autoptr (NomoHttpAnswer) http_answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);
  NomoSallaAnswer *answer = NULL;
  g_autoptr (GTask) task = NULL;

  if (http_answer != NULL) {
    nomo_rate_learn (&self->rate, http_answer);
    nomo_token_keeper_take_answer (self->keeper, http_answer->date_ms, http_answer->status < 300);
    answer = make_answer (http_answer, &error);
  }
  if (answer == NULL) {
    client_failed (self, http_answer, error);
    return;
  }
  task = take_running (self);
  g_task_return_pointer (task, answer, (GDestroyNotify) nomo_salla_answer_free);
}

static void
send_with_tokens (NomoSallaClient *self)
{
  Call *call = g_task_get_task_data (self->running);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", call->url);

  nomo_http_request_set_bearer (request, nomo_salla_tokens_get_access (call->tokens));
  nomo_http_request_set_header (request, "Accept", "application/json");
  nomo_http_send_async (self->http, request, g_task_get_cancellable (self->running), sent_cb, g_object_ref (self));
}

static void
tokens_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSallaClient) self = data;
  Call *call = g_task_get_task_data (self->running);
  GError *error = NULL;
  g_autoptr (GTask) task = NULL;

  g_clear_pointer (&call->tokens, nomo_salla_tokens_unref);
  call->tokens = nomo_token_keeper_get_finish (NOMO_TOKEN_KEEPER (source), result, &error);
  if (call->tokens != NULL) {
    send_with_tokens (self);
    return;
  }
  task = take_running (self);
  g_task_return_error (task, error);
}

static void
client_ask_tokens (NomoSallaClient *self, const char *refused)
{
  nomo_token_keeper_get_async (self->keeper, refused, g_task_get_cancellable (self->running), tokens_cb,
                               g_object_ref (self));
}

static void
client_send (NomoSallaClient *self)
{
  Call *call = g_task_get_task_data (self->running);
  gint64 wait_ms = nomo_rate_get_wait_ms (&self->rate);

  if (wait_ms > 0 && !call->paced) {
    call->paced = TRUE;
    client_wait (self, wait_ms);
    return;
  }
  call->paced = FALSE;
  client_ask_tokens (self, NULL);
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

/**
 * nomo_salla_client_get_async:
 * @self: the client
 * @path: below the root of the API, such as `/orders`
 * @query: (nullable) (array zero-terminated=1): names and values in turn
 * @cancellable: (nullable): ends waiting and sending
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks when the calls before have ended and the rate headers leave room.
 */
void
nomo_salla_client_get_async (NomoSallaClient *self, const char *path, const char *const *query,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, nomo_salla_client_get_async);
  call->url = make_url (self, path, query);
  g_task_set_task_data (task, call, call_free);
  g_queue_push_tail (&self->waiting, task);
  if (self->running == NULL)
    client_next (self);
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
 * nomo_salla_client_set_backoff:
 * @self: the client
 * @first_ms: how long to wait after the first failure, milliseconds; doubles with each further one
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

  g_assert (self->running == NULL && g_queue_is_empty (&self->waiting));
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
  g_queue_init (&self->waiting);
  self->first_backoff_ms = FIRST_BACKOFF_MS;
  self->tries = TRIES;
}
