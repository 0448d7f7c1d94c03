#include "config.h"

#include "nomo-demo.h"

#include "nomo-demo-program.h"
#include "nomo-demo-relay.h"
#include "nomo-engine-error.h"
#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-secret.h"

#include <errno.h>
#include <string.h>

#define PROGRAM "nomo-demo-store"

struct _NomoDemo {
  GObject parent_instance;

  char *data_dir;
  NomoKeyring *keyring;
  NomoHttp *http;

  GSubprocess *process;
  NomoDemoRelay *relay; /* NULL until the records are here */
  NomoSignIn *sign_in;
  NomoSallaEndpoints *endpoints;
  char *client_id;
  char *client_secret;
  char *control_url;
};

G_DEFINE_FINAL_TYPE (NomoDemo, nomo_demo, G_TYPE_OBJECT)

typedef struct {
  char *program;
  char *born;
} Prepared;

static void
prepared_free (gpointer data)
{
  Prepared *prepared = data;

  g_free (prepared->program);
  g_free (prepared->born);
  g_free (prepared);
}

static void
fail (GTask *task, const char *what)
{
  g_task_return_new_error (task, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_DEMO, "%s", what);
}

static char *
make_born_path (NomoDemo *self)
{
  return g_build_filename (self->data_dir, "demo.born", NULL);
}

static char *
read_born (NomoDemo *self)
{
  g_autofree char *path = make_born_path (self);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strstrip (text);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Prepared *prepared = g_new0 (Prepared, 1);

  prepared->program = nomo_demo_program_find (PROGRAM, "demo", "NOMO_DEMO_STORE");
  prepared->born = read_born (source);
  g_task_return_pointer (task, prepared, prepared_free);
}

static void
keep_born_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoDemo *self = source;
  g_autofree char *path = make_born_path (self);
  g_autoptr (GError) failed = NULL;

  if (g_mkdir_with_parents (self->data_dir, 0700) != 0)
    g_task_return_error (task, nomo_engine_error_new_errno (errno));
  else if (g_file_set_contents (path, data, -1, &failed))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, nomo_engine_error_new_kept (failed));
}

/* The relay reads what the shop reads, at the same store's pace, so it waits until that is here. */
static void
synced_cb (NomoDemo *self, GParamSpec *pspec, NomoShop *shop)
{
  const NomoDemoRelayApp app = { self->endpoints, self->control_url, self->client_id, self->client_secret };

  g_signal_handlers_disconnect_by_func (shop, synced_cb, self);
  if (self->process != NULL && self->control_url != NULL)
    self->relay = nomo_demo_relay_new (self->data_dir, self->http, &app);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  NomoShop *shop = nomo_shop_create_finish (result, &error);

  if (shop == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_signal_connect_object (shop, "notify::as-of", G_CALLBACK (synced_cb), g_task_get_source_object (task),
                           G_CONNECT_SWAPPED);
  g_task_return_pointer (task, shop, g_object_unref);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  NomoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoSignedIn) signed_in = nomo_sign_in_finish (NOMO_SIGN_IN (source), result, &error);

  g_clear_object (&self->sign_in);
  if (signed_in == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    if (!g_task_return_error_if_cancelled (task))
      fail (task, "its sign-in page did not send the browser back");
    g_error_free (error);
  } else if (signed_in == NULL)
    g_task_return_error (task, error);
  else
    nomo_shop_create_async (self->data_dir, signed_in, self->endpoints, self->client_id, self->client_secret, TRUE,
                            self->keyring, self->http, cancellable, created_cb, g_steal_pointer (&task));
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GCancellable) giving_up = data;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, NULL);

  if (answer == NULL)
    g_cancellable_cancel (giving_up);
}

/* The consent page sent the browser back to us: the browser goes there. */
static void
consent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GCancellable) giving_up = data;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, NULL);
  const char *location = answer != NULL ? nomo_http_answer_get_header (answer, "Location") : NULL;
  g_autoptr (NomoHttpRequest) request = NULL;

  if (location == NULL) {
    g_cancellable_cancel (giving_up);
    return;
  }
  request = nomo_http_request_new ("GET", location);
  nomo_http_send_async (NOMO_HTTP (source), request, giving_up, page_cb, g_object_ref (giving_up));
}

static void
forward_cancel (GCancellable *cancellable, gpointer giving_up)
{
  g_cancellable_cancel (giving_up);
}

/* Does what the browser would do: opens the address and follows the redirect back to the listener. */
static void
sign_in (GTask *task)
{
  NomoDemo *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GCancellable) giving_up = g_cancellable_new ();
  g_autoptr (NomoHttpRequest) request = NULL;
  const char *url;

  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (forward_cancel), g_object_ref (giving_up), g_object_unref);
  self->sign_in = nomo_sign_in_new (self->endpoints, self->client_id, self->client_secret, 0, self->http);
  nomo_sign_in_run_async (self->sign_in, giving_up, signed_in_cb, task);
  url = nomo_sign_in_get_authorize_url (self->sign_in);
  if (url == NULL)
    return;
  request = nomo_http_request_new ("GET", url);
  nomo_http_request_show_redirect (request);
  nomo_http_send_async (self->http, request, giving_up, consent_cb, g_object_ref (giving_up));
}

static void
born_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    sign_in (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static gboolean
take_ready_line (NomoDemo *self, JsonNode *ready)
{
  g_autofree char *accounts = nomo_json_dup_text (ready, "accounts_url");
  g_autofree char *api = nomo_json_dup_text (ready, "api_url");

  self->client_id = nomo_json_dup_text (ready, "client_id");
  self->client_secret = nomo_json_dup_text (ready, "client_secret");
  self->control_url = nomo_json_dup_text (ready, "control_url");
  if (accounts != NULL && api != NULL)
    self->endpoints = nomo_salla_endpoints_new (accounts, api, NULL);
  return self->endpoints != NULL && self->client_id != NULL && self->client_secret != NULL;
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  NomoDemo *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  g_autoptr (GBytes) bytes = g_bytes_new (line, line != NULL ? strlen (line) : 0);
  g_autoptr (JsonNode) ready = line != NULL ? nomo_json_parse (bytes, 0, NULL, &error) : NULL;
  g_autoptr (GTask) keeping = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (ready == NULL || !take_ready_line (self, ready)) {
    fail (task, error != NULL ? error->message : "it ended before it was ready");
  } else {
    keeping = g_task_new (self, cancellable, born_kept_cb, g_steal_pointer (&task));
    g_task_set_task_data (keeping, nomo_json_dup_text (ready, "born"), g_free);
    g_task_run_in_thread (keeping, keep_born_thread);
  }
}

static void
spawn (GTask *task, const Prepared *prepared)
{
  NomoDemo *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  const char *argv[] = {
    prepared->program, "--port",  "0", "--auto-approve", "--plan",
    "special",         "--trade", "1", "--with-parent",  prepared->born != NULL ? "--born" : NULL,
    prepared->born,    NULL,
  };

  /* The pipe on its standard input closes when this process ends, however it ends, and takes the store with it. */
  self->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL) {
    fail (task, error->message);
    g_object_unref (task);
    return;
  }
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), ready_cb, task);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  Prepared *prepared = g_task_propagate_pointer (G_TASK (result), &error);

  if (prepared == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (prepared->program == NULL)
    fail (task, PROGRAM " is not there");
  else
    spawn (g_steal_pointer (&task), prepared);
  prepared_free (prepared);
}

/**
 * nomo_demo_start_async:
 * @self: a demo store that does not run
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Starts the store, signs in to it as a browser would, and opens its shop, whose records may be there from before. A relay is
 * set up for the store once the shop's records are here.
 */
void
nomo_demo_start_async (NomoDemo *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GTask) preparing = NULL;

  g_task_set_source_tag (task, nomo_demo_start_async);
  nomo_demo_stop (self);
  preparing = g_task_new (self, cancellable, prepared_cb, task);
  g_task_run_in_thread (preparing, prepare_thread);
}

/**
 * nomo_demo_start_finish:
 * @self: the demo store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the shop, not started yet; %NULL with %NOMO_ENGINE_ERROR_DEMO or an error of sign-in, keyring or
 *   store
 */
NomoShop *
nomo_demo_start_finish (NomoDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_demo_stop:
 * @self: the demo store
 *
 * Ends the process, and that of its relay. The shop stays readable.
 */
void
nomo_demo_stop (NomoDemo *self)
{
  if (self->relay != NULL)
    nomo_demo_relay_stop (self->relay);
  g_clear_object (&self->relay);
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->client_secret, nomo_secret_free);
  g_clear_pointer (&self->control_url, g_free);
}

/**
 * nomo_demo_get_control_url:
 * @self: the demo store
 *
 * Returns: (nullable): where it can be looked into and disturbed
 */
const char *
nomo_demo_get_control_url (NomoDemo *self)
{
  return self->control_url;
}

/**
 * nomo_demo_new:
 * @data_dir: the data directory that the shop lives in
 * @keyring: where to keep its sign-in
 * @http: sends the requests
 *
 * Returns: (transfer full): a demo store that does not run
 */
NomoDemo *
nomo_demo_new (const char *data_dir, NomoKeyring *keyring, NomoHttp *http)
{
  NomoDemo *self = g_object_new (NOMO_TYPE_DEMO, NULL);

  self->data_dir = g_strdup (data_dir);
  self->keyring = g_object_ref (keyring);
  self->http = g_object_ref (http);
  return self;
}

static void
nomo_demo_finalize (GObject *object)
{
  NomoDemo *self = NOMO_DEMO (object);

  nomo_demo_stop (self);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_free (self->data_dir);
  G_OBJECT_CLASS (nomo_demo_parent_class)->finalize (object);
}

static void
nomo_demo_class_init (NomoDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_demo_finalize;
}

static void
nomo_demo_init (NomoDemo *self)
{
}
