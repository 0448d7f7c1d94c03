#include "config.h"

#include "nomo-http.h"

#include "nomo-deadline.h"
#include "nomo-error.h"
#include "nomo-http-request.h"

#include <string.h>

#define IDLE_MS      30000
#define TOTAL_MS     300000
#define CHUNK_SIZE   (64 * 1024)
#define IDLE_CLOSE_S 60
#define MAX_PER_HOST 4

/* libsoup sends a request again when the connection that was kept for it is closed just then. Where another one is free at once
 * it takes the end of the first try, which comes by the main loop, for that of the second (3.2 to 3.6): a request that fails,
 * or two that end as one. So the end of a try goes before libsoup's queue, which has the usual priority. */
#define BEFORE_QUEUE (G_PRIORITY_DEFAULT - 1)

struct _NomoHttp {
  GObject parent_instance;

  SoupSession *session;
  guint idle_ms;
  guint total_ms;
};

typedef struct {
  SoupMessage *message;
  SoupMessage *again; /* nullable: the same, for one more try */
  GInputStream *stream;
  GByteArray *body;
  gsize max_size;
  gboolean shows_redirect;
  gboolean started;   /* some of it may have left */
  gboolean restarted; /* libsoup has begun it anew */
  gboolean given_up;  /* libsoup may still tell of it, or never */
  guint n_ended;      /* how often libsoup has counted it as ended where that may be twice, */
  GSource *ended_in;  /* and within what the last time; only to compare */
  GSource *cancelled; /* nullable */
  NomoDeadline *deadline;
} Send;

G_DEFINE_FINAL_TYPE (NomoHttp, nomo_http, G_TYPE_OBJECT)

static void
forget_cancelled (Send *send)
{
  if (send->cancelled != NULL)
    g_source_destroy (send->cancelled);
  g_clear_pointer (&send->cancelled, g_source_unref);
}

static void
send_free (Send *send)
{
  forget_cancelled (send);
  nomo_deadline_free (send->deadline);
  g_signal_handlers_disconnect_by_data (send->message, send);
  g_clear_object (&send->stream);
  g_clear_object (&send->message);
  g_clear_object (&send->again);
  g_clear_pointer (&send->body, g_byte_array_unref);
  g_free (send);
}

static int
core_code (const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return error->code == G_TLS_ERROR_EOF ? NOMO_CORE_ERROR_OFFLINE : NOMO_CORE_ERROR_TLS;
  if (error->domain == G_RESOLVER_ERROR)
    return NOMO_CORE_ERROR_OFFLINE;
  if (error->domain != G_IO_ERROR)
    return NOMO_CORE_ERROR_FAILED;
  switch (error->code) {
  case G_IO_ERROR_TIMED_OUT:
    return NOMO_CORE_ERROR_TIMEOUT;
  case G_IO_ERROR_INVALID_DATA:
  case G_IO_ERROR_INVALID_ARGUMENT:
    return NOMO_CORE_ERROR_FAILED;
  default:
    return NOMO_CORE_ERROR_OFFLINE;
  }
}

/* Values stay out of the log: a query may hold a phone number, a name or a code. */
static char *
dup_query_names (GUri *uri)
{
  g_auto (GStrv) pairs = g_strsplit (g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "", "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++) {
    char *value = strchr (*pair, '=');

    if (value != NULL)
      value[1] = '\0';
  }
  return g_strjoinv ("&", pairs);
}

/* Neither headers nor bodies are ever logged. */
static void
log_request (Send *send, const char *outcome)
{
  GUri *uri = soup_message_get_uri (send->message);
  g_autofree char *names = dup_query_names (uri);

  g_debug ("%s %s%s%s%s: %s, %u bytes", soup_message_get_method (send->message), g_uri_get_host (uri),
           g_uri_get_path (uri), *names != '\0' ? "?" : "", names, outcome, send->body != NULL ? send->body->len : 0);
}

static void
return_core_error (GTask *task, int code, const char *message)
{
  Send *send = g_task_get_task_data (task);

  log_request (send, message);
  g_cancellable_cancel (nomo_deadline_get_cancellable (send->deadline));
  g_task_return_new_error (task, NOMO_CORE_ERROR, code, "%s", message);
}

static void
return_error (GTask *task, const GError *error)
{
  Send *send = g_task_get_task_data (task);

  if (nomo_deadline_has_passed (send->deadline))
    return_core_error (task, NOMO_CORE_ERROR_TIMEOUT, "The other side did not answer in time");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    return_core_error (task, core_code (error), error->message);
}

static gint64
read_date (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

static void
return_answer (GTask *task)
{
  Send *send = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (send->message);
  NomoHttpAnswer *answer = g_new0 (NomoHttpAnswer, 1);
  g_autofree char *outcome = g_strdup_printf ("status %u", soup_message_get_status (send->message));

  log_request (send, outcome);
  answer->status = (int) soup_message_get_status (send->message);
  answer->headers = soup_message_headers_ref (headers);
  answer->date_ms = read_date (headers);
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&send->body));
  g_task_return_pointer (task, answer, (GDestroyNotify) nomo_http_answer_free);
}

static void read_next (GTask *task);

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Send *send = g_task_get_task_data (task);
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (chunk == NULL) {
    return_error (task, error);
  } else if (size == 0) {
    return_answer (task);
  } else if (size > send->max_size - send->body->len) {
    return_core_error (task, NOMO_CORE_ERROR_TOO_LARGE, "The answer is larger than what is read");
  } else {
    nomo_deadline_touch (send->deadline);
    g_byte_array_append (send->body, g_bytes_get_data (chunk, NULL), (guint) size);
    read_next (g_steal_pointer (&task));
  }
}

static void
read_next (GTask *task)
{
  Send *send = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (send->stream, CHUNK_SIZE, g_task_get_priority (task),
                                   nomo_deadline_get_cancellable (send->deadline), on_read_cb, task);
}

static gboolean
is_announced_too_large (Send *send)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (send->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         soup_message_headers_get_content_length (headers) > (goffset) send->max_size;
}

static void send_message (NomoHttp *self, GTask *task);

/* Takes over @task. */
static void
try_again (GTask *task)
{
  Send *send = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (send->message, send);
  g_object_unref (send->message);
  send->message = g_steal_pointer (&send->again);
  send->n_ended = 0;
  send_message (g_task_get_source_object (task), task);
}

/* libsoup 3.6 up to 3.6.5, as in Debian 13, counts a request twice as ended that fails while its answer is waited for
 * (CVE-2025-12105). It lets go of what it knows of the request and of each feature once too often, and its session may never begin
 * another request. */
static gboolean
counts_twice (void)
{
  return soup_check_version (3, 6, 0) && !soup_check_version (3, 6, 6);
}

/* Every request brings a reference that may get lost so; what is left of them goes with the session, which is when nobody asks for
 * the feature any more. */
static void
let_go_of_decoder (gpointer data)
{
  GObject *decoder = data;
  gpointer there = decoder;

  g_object_add_weak_pointer (decoder, &there);
  while (there != NULL)
    g_object_unref (decoder);
}

/* The two others that a session has are of no use here: who asks proves who it is by a token, and speaks no WebSocket. */
static void
keep_features (SoupSession *session)
{
  SoupSessionFeature *decoder = soup_session_get_feature (session, SOUP_TYPE_CONTENT_DECODER);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  g_object_set_data_full (G_OBJECT (session), "nomo-decoder", g_object_ref (decoder), let_go_of_decoder);
}

static SoupSession *
make_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "nomo-flow/" NOMO_VERSION, "idle-timeout",
                                                        IDLE_CLOSE_S, "max-conns-per-host", MAX_PER_HOST, NULL);

  if (counts_twice ())
    keep_features (session);
  return session;
}

/* What runs in it comes to its end there. */
static void
leave_session (NomoHttp *self, SoupSession *session)
{
  if (!counts_twice () || self->session != session)
    return;
  g_object_unref (self->session);
  self->session = make_session ();
}

G_LOCK_DEFINE_STATIC (lost);
static GSList *lost; /* GTask that nobody may let go of */

/* What libsoup knows of a request belongs to the task that tells of its end as well, which would let go of it in memory that is
 * free by then, or somebody else's. Told at once, there is still time to make up for what is let go of once too often; later it is
 * gone, so that the task may neither look at it nor end. */
static GInputStream *
finish_sending (Send *send, SoupSession *session, GAsyncResult *result, GError **error)
{
  if (send->n_ended > 1) {
    if (g_main_current_source () != send->ended_in) {
      G_LOCK (lost);
      lost = g_slist_prepend (lost, g_object_ref (result));
      G_UNLOCK (lost);
      return g_task_propagate_pointer (G_TASK (result), error);
    }
    g_atomic_rc_box_acquire (g_task_get_task_data (G_TASK (result)));
  }
  return soup_session_send_finish (session, result, error);
}

/* What was to begin in a session that has been left may never be told of. Nothing of it has left. */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);
  g_autoptr (GError) error = NULL;
  Send *send = g_task_get_task_data (task);

  forget_cancelled (send);
  if (send->started)
    return G_SOURCE_REMOVE;
  send->given_up = TRUE;
  g_cancellable_set_error_if_cancelled (cancellable, &error);
  return_error (task, error);
  return G_SOURCE_REMOVE;
}

static void
watch_cancelled (GTask *task)
{
  Send *send = g_task_get_task_data (task);

  send->cancelled = g_cancellable_source_new (nomo_deadline_get_cancellable (send->deadline));
  g_source_set_callback (send->cancelled, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task), g_object_unref);
  g_source_attach (send->cancelled, g_task_get_context (task));
}

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Send *send = g_task_get_task_data (task);

  forget_cancelled (send);
  send->stream = finish_sending (send, SOUP_SESSION (source), result, &error);
  if (send->stream == NULL)
    leave_session (g_task_get_source_object (task), SOUP_SESSION (source));
  if (send->given_up)
    return;
  if (send->stream == NULL) {
    if (send->restarted && send->again != NULL)
      try_again (g_steal_pointer (&task));
    else
      return_error (task, error);
    return;
  }

  guint status = soup_message_get_status (send->message);
  if (status >= 300 && status < 400 && status != SOUP_STATUS_NOT_MODIFIED && !send->shows_redirect) {
    return_core_error (task, NOMO_CORE_ERROR_REDIRECT, "The other side redirects, which is not followed");
  } else if (is_announced_too_large (send)) {
    return_core_error (task, NOMO_CORE_ERROR_TOO_LARGE, "The answer is larger than what is read");
  } else {
    nomo_deadline_touch (send->deadline);
    read_next (g_steal_pointer (&task));
  }
}

static void
starting_cb (SoupMessage *message, Send *send)
{
  send->started = TRUE;
}

static void
restarted_cb (SoupMessage *message, Send *send)
{
  send->restarted = TRUE;
}

static void
finished_cb (SoupMessage *message, Send *send)
{
  send->n_ended++;
  send->ended_in = g_main_current_source ();
}

/* libsoup 3.6 says that it begins a request anew whose kept connection was closed, and fails with the error of that. */
static gboolean
fails_to_restart (void)
{
  return soup_check_version (3, 6, 0);
}

static void
nomo_http_finalize (GObject *object)
{
  NomoHttp *self = NOMO_HTTP (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_http_parent_class)->finalize (object);
}

static void
nomo_http_class_init (NomoHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_http_finalize;
}

static void
nomo_http_init (NomoHttp *self)
{
  self->idle_ms = IDLE_MS;
  self->total_ms = TOTAL_MS;
  self->session = make_session ();
}

/**
 * nomo_http_new:
 *
 * A client with the proxy and the certificates of the system. It keeps no cookies, follows no redirects and logs no headers.
 * It belongs to the thread that made it and works in that thread's main context.
 *
 * Returns: (transfer full): the client
 */
NomoHttp *
nomo_http_new (void)
{
  return g_object_new (NOMO_TYPE_HTTP, NULL);
}

/**
 * nomo_http_set_timeouts:
 * @self: a client
 * @idle_ms: how long nothing may come (connecting and waiting for the answer included), milliseconds; 0 for no limit
 * @total_ms: how long one request may take altogether, milliseconds; 0 for no limit
 *
 * Sets how patient later requests are. The defaults are half a minute and five minutes.
 */
void
nomo_http_set_timeouts (NomoHttp *self, guint idle_ms, guint total_ms)
{
  g_return_if_fail (NOMO_IS_HTTP (self));

  self->idle_ms = idle_ms;
  self->total_ms = total_ms;
}

/* Takes over @task. */
static void
send_message (NomoHttp *self, GTask *task)
{
  Send *send = g_task_get_task_data (task);

  g_signal_connect (send->message, "starting", G_CALLBACK (starting_cb), send);
  g_signal_connect (send->message, "restarted", G_CALLBACK (restarted_cb), send);
  if (counts_twice ()) {
    g_signal_connect (send->message, "finished", G_CALLBACK (finished_cb), send);
    watch_cancelled (task);
    g_object_ref (g_object_get_data (G_OBJECT (self->session), "nomo-decoder"));
  }
  soup_session_send_async (self->session, send->message, BEFORE_QUEUE, nomo_deadline_get_cancellable (send->deadline),
                           on_sent_cb, task);
}

/**
 * nomo_http_send_async:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): to cancel it
 * @callback: called when the whole answer is there
 * @user_data: for @callback
 *
 * Sends a request and reads the answer. A request whose method is not idempotent is sent at most once, on a connection of
 * its own; others are sent again when a kept connection turns out to be closed.
 */
void
nomo_http_send_async (NomoHttp *self, NomoHttpRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (NOMO_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = nomo_http_request_to_message (request, &error);
  g_task_set_source_tag (task, nomo_http_send_async);
  if (message == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  /* The same versions may never answer one that was cancelled before it began. */
  if (g_task_return_error_if_cancelled (task))
    return;

  Send *send = g_new0 (Send, 1);
  send->message = g_steal_pointer (&message);
  send->body = g_byte_array_new ();
  send->max_size = nomo_http_request_get_max_size (request);
  send->shows_redirect = nomo_http_request_get_shows_redirect (request);
  send->deadline = nomo_deadline_new (cancellable, self->idle_ms, self->total_ms);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  if (fails_to_restart ())
    send->again = nomo_http_request_to_message (request, NULL);
  send_message (self, g_steal_pointer (&task));
}

/**
 * nomo_http_send_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Every status but 3xx is an answer, also 404 and 500.
 *
 * Errors: %NOMO_CORE_ERROR_OFFLINE (not reached, or lost half way), %NOMO_CORE_ERROR_TIMEOUT, %NOMO_CORE_ERROR_TLS,
 * %NOMO_CORE_ERROR_REDIRECT, %NOMO_CORE_ERROR_TOO_LARGE (what had come was thrown away), %NOMO_CORE_ERROR_INVALID (the
 * request cannot be sent), %NOMO_CORE_ERROR_FAILED (not HTTP), %G_IO_ERROR_CANCELLED. After all of them but INVALID the other
 * side may have done what was asked, unless nomo_http_was_sent() says that nothing left.
 *
 * Over HTTP/1.1 libsoup does not notice a body in chunks that is cut exactly between two of them: who reads it must be able
 * to tell, as nomo_json_parse() is.
 *
 * Returns: (transfer full): the answer; %NULL on error
 */
NomoHttpAnswer *
nomo_http_send_finish (NomoHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_http_was_sent:
 * @self: a client
 * @result: what the callback got, of a request that failed
 *
 * A request that never left, because there was no network, no such host, nobody who listens or no proof of who it is, can
 * be made again without fear; any other may have taken effect.
 *
 * Returns: whether any part of the request may have reached the other side
 */
gboolean
nomo_http_was_sent (NomoHttp *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), TRUE);

  Send *send = g_task_get_task_data (G_TASK (result));
  return send != NULL && send->started;
}

/**
 * nomo_http_answer_get_header:
 * @self: an answer
 * @name: a header, in any case
 *
 * Returns: (transfer none) (nullable): its value, the last one when it came more than once
 */
const char *
nomo_http_answer_get_header (NomoHttpAnswer *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return soup_message_headers_get_one (self->headers, name);
}

/**
 * nomo_http_answer_free:
 * @self: (nullable) (transfer full): an answer
 *
 * Frees an answer.
 */
void
nomo_http_answer_free (NomoHttpAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self);
}
