#include "config.h"

#include "nomo-demo-relay.h"

#include "nomo-demo-program.h"
#include "nomo-json.h"
#include "nomo-secret.h"

#include <string.h>
#include <unistd.h>

#define FOLDER   "demo-relay"
#define PROGRAM  "nomo-relay"
#define SETTINGS "relay.conf"

/* What is on the screen comes first. */
#define NICENESS 10

/* A relay for the demo store, as a merchant would set one up: its own folder, its own consent, its own copy of the records. The demo
 * is whole without it, so what goes wrong ends it and is told to developers alone. */
struct _NomoDemoRelay {
  GObject parent_instance;

  char *folder;
  NomoHttp *http;
  char *accounts_url;
  char *api_url;
  char *control_url;
  char *client_id;
  NomoSecret *client_secret;

  char *program;
  NomoSecret *secret; /* that the demo store signs with */
  char *address;
  GSubprocess *process;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoDemoRelay, nomo_demo_relay, G_TYPE_OBJECT)

typedef struct {
  char *program;
  gboolean is_set_up;
} Prepared;

static void
prepared_free (gpointer data)
{
  Prepared *prepared = data;

  g_free (prepared->program);
  g_free (prepared);
}

static void
give_up (NomoDemoRelay *self, const char *step, const GError *error)
{
  g_debug ("The demo store has no relay: %s: %s", step, error != NULL ? error->message : "it failed");
  nomo_demo_relay_stop (self);
}

static char *
make_url (NomoDemoRelay *self, const char *path)
{
  return g_strconcat (self->control_url, path, NULL);
}

static void
post (NomoDemoRelay *self, const char *path, JsonObject *body, GAsyncReadyCallback callback)
{
  g_autofree char *url = make_url (self, path);
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("POST", url);
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (GBytes) bytes = NULL;

  json_node_init_object (node, body);
  bytes = nomo_secret_to_bytes (nomo_json_write (node));
  nomo_http_request_set_body (request, "application/json", bytes);
  nomo_http_send_async (self->http, request, self->cancellable, callback, g_object_ref (self));
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDemoRelay) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);

  if (answer == NULL || answer->status >= 300)
    give_up (self, "its consent", error);
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDemoRelay) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (source), result, &error);
  g_autoptr (JsonObject) body = json_object_new ();

  if (answer == NULL || answer->status >= 300) {
    give_up (self, "its address", error);
    return;
  }
  json_object_set_string_member (body, "authorize", "after");
  post (self, "/install", body, installed_cb);
}

/* The demo store delivers to it from now on, beginning with a consent of its own. */
static void
tell_demo (NomoDemoRelay *self)
{
  g_autofree char *url = g_strconcat (self->address, "/webhooks/salla", NULL);
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "url", url);
  json_object_set_string_member (body, "secret", self->secret);
  json_object_set_string_member (body, "strategy", "signature");
  post (self, "/webhook", body, told_cb);
}

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDemoRelay) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  const char *address = line != NULL ? strstr (line, "http://") : NULL;

  if (address == NULL) {
    give_up (self, "serve", error);
    return;
  }
  self->address = g_strdup (address);
  tell_demo (self);
}

static void
be_nice (gpointer data)
{
  if (nice (NICENESS) == -1)
    return;
}

static void
serve (NomoDemoRelay *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  const char *argv[] = { self->program, "--data", self->folder, "--port", "0", "--with-parent", "serve", NULL };
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, be_nice, NULL, NULL);
  /* The pipe on its standard input closes when this process ends, however it ends, and takes the relay with it. */
  self->process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (self->process == NULL) {
    give_up (self, "serve", error);
    return;
  }
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_LOW, self->cancellable, listening_cb, g_object_ref (self));
}

/* Gives @input to a verb of the relay's and waits for its end. */
static void
run_verb (NomoDemoRelay *self, const char *const *argv, const char *input, GAsyncReadyCallback callback)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  if (process != NULL)
    g_subprocess_communicate_utf8_async (process, input, self->cancellable, callback, g_object_ref (self));
  else
    give_up (self, "its verbs", error);
}

static void
app_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDemoRelay) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ended = g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, NULL, NULL, &error);

  if (ended && g_subprocess_get_successful (G_SUBPROCESS (source)))
    serve (self);
  else
    give_up (self, "app", error);
}

static void
tell_app (NomoDemoRelay *self)
{
  const char *argv[] = {
    self->program, "--data",      self->folder, "--client-id", self->client_id, "--accounts-url", self->accounts_url,
    "--api-url",   self->api_url, "app",        NULL
  };
  g_autoptr (NomoSecret) input = g_strconcat (self->client_secret, "\n", NULL);

  run_verb (self, argv, input, app_cb);
}

/* The secret stands in the last line. */
static void
secret_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDemoRelay) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) said = NULL;
  const char *last;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &said, NULL, &error) ||
      !g_subprocess_get_successful (G_SUBPROCESS (source))) {
    give_up (self, "its secret", error);
    return;
  }
  g_strchomp (said);
  last = strrchr (said, '\n');
  self->secret = g_strdup (last != NULL ? last + 1 : said);
  tell_app (self);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoDemoRelay *self = NOMO_DEMO_RELAY (source);
  Prepared *prepared = g_task_propagate_pointer (G_TASK (result), NULL);
  const char *argv[] = { NULL, "--data", self->folder, NULL, NULL };

  if (prepared == NULL)
    return;
  self->program = g_steal_pointer (&prepared->program);
  argv[0] = self->program;
  argv[3] = prepared->is_set_up ? "rotate-secret" : "init";
  if (self->program != NULL)
    run_verb (self, argv, "", secret_cb);
  prepared_free (prepared);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoDemoRelay *self = source;
  Prepared *prepared = g_new0 (Prepared, 1);
  g_autofree char *settings = g_build_filename (self->folder, SETTINGS, NULL);

  prepared->program = nomo_demo_program_find (PROGRAM, "relay", "NOMO_DEMO_RELAY");
  prepared->is_set_up = g_file_test (settings, G_FILE_TEST_EXISTS);
  g_task_return_pointer (task, prepared, prepared_free);
}

/**
 * nomo_demo_relay_new:
 * @data_dir: the data directory that the demo store's shop lives in
 * @http: sends the requests
 * @app: the demo store
 *
 * Sets up a relay for the demo store in a folder beside the stores, or takes the one of before, and starts it. It ends with this
 * program, however that ends. Where there is no relay to start nothing happens.
 *
 * Returns: (transfer full): the relay, on its way
 */
NomoDemoRelay *
nomo_demo_relay_new (const char *data_dir, NomoHttp *http, const NomoDemoRelayApp *app)
{
  NomoDemoRelay *self = g_object_new (NOMO_TYPE_DEMO_RELAY, NULL);
  g_autoptr (GTask) preparing = NULL;

  self->folder = g_build_filename (data_dir, FOLDER, NULL);
  self->http = g_object_ref (http);
  self->accounts_url = g_strdup (nomo_salla_endpoints_get_accounts_url (app->endpoints));
  self->api_url = g_strdup (nomo_salla_endpoints_get_api_url (app->endpoints));
  self->control_url = g_strdup (app->control_url);
  self->client_id = g_strdup (app->client_id);
  self->client_secret = g_strdup (app->client_secret);
  preparing = g_task_new (self, self->cancellable, prepared_cb, NULL);
  g_task_set_source_tag (preparing, nomo_demo_relay_new);
  g_task_run_in_thread (preparing, prepare_thread);
  return self;
}

/**
 * nomo_demo_relay_stop:
 * @self: the relay
 *
 * Ends the process. What it has kept stays.
 */
void
nomo_demo_relay_stop (NomoDemoRelay *self)
{
  g_return_if_fail (NOMO_IS_DEMO_RELAY (self));

  g_cancellable_cancel (self->cancellable);
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);
}

static void
nomo_demo_relay_finalize (GObject *object)
{
  NomoDemoRelay *self = NOMO_DEMO_RELAY (object);

  nomo_demo_relay_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->http);
  g_clear_pointer (&self->client_secret, nomo_secret_free);
  g_clear_pointer (&self->secret, nomo_secret_free);
  g_free (self->folder);
  g_free (self->accounts_url);
  g_free (self->api_url);
  g_free (self->control_url);
  g_free (self->client_id);
  g_free (self->program);
  g_free (self->address);
  G_OBJECT_CLASS (nomo_demo_relay_parent_class)->finalize (object);
}

static void
nomo_demo_relay_class_init (NomoDemoRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_demo_relay_finalize;
}

static void
nomo_demo_relay_init (NomoDemoRelay *self)
{
  self->cancellable = g_cancellable_new ();
}
