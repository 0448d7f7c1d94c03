#include "config.h"

#include "nomo-relay-watch.h"

#include "nomo-relay-metrics.h"

#include <string.h>

/* Monitors that ask more often get the same answer: each trial is a sync. */
#define TRIAL_AGE_US (G_USEC_PER_SEC / 5)

struct _NomoRelayWatch {
  GObject parent_instance;

  NomoInbox *inbox;
  char *path; /* of the inbox */
  NomoRelayIntake *intake;
  NomoRelayDoor *watched;
  SoupServer *server;
  NomoRelayDoor *door;
  GPtrArray *asking; /* (element-type SoupServerMessage): who waits for the trial that is under way */
  char *lack;        /* (nullable): why the last trial failed */
  gint64 tried_at;   /* monotonic microseconds, 0 before the first trial */
};

G_DEFINE_FINAL_TYPE (NomoRelayWatch, nomo_relay_watch, G_TYPE_OBJECT)

static void
nomo_relay_watch_dispose (GObject *object)
{
  NomoRelayWatch *self = NOMO_RELAY_WATCH (object);

  g_clear_object (&self->door);
  g_clear_object (&self->server);
  g_clear_object (&self->watched);
  g_clear_object (&self->intake);
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (nomo_relay_watch_parent_class)->dispose (object);
}

static void
nomo_relay_watch_finalize (GObject *object)
{
  NomoRelayWatch *self = NOMO_RELAY_WATCH (object);

  g_ptr_array_unref (self->asking);
  g_free (self->path);
  g_free (self->lack);
  G_OBJECT_CLASS (nomo_relay_watch_parent_class)->finalize (object);
}

static void
nomo_relay_watch_class_init (NomoRelayWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_relay_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_watch_finalize;
}

static void
nomo_relay_watch_init (NomoRelayWatch *self)
{
  self->asking = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
}

static void
answer_line (SoupServerMessage *message, guint status, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  answer (message, status, "text/plain; charset=utf-8", text);
}

static gboolean
is_read (SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  if (method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD)
    return TRUE;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", "GET, HEAD");
  soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  return FALSE;
}

/* A handler is called for all that lies below its path too. */
static gboolean
is_asked (SoupServerMessage *message, const char *path, const char *wanted)
{
  if (g_str_equal (path, wanted))
    return is_read (message);
  soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  return FALSE;
}

static void
health_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  if (is_asked (message, path, "/healthz"))
    answer_line (message, SOUP_STATUS_OK, "ok");
}

static void
answer_ready (NomoRelayWatch *self, SoupServerMessage *message)
{
  answer_line (message, self->lack == NULL ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE,
               self->lack == NULL ? "ok" : self->lack);
}

static void
tried_cb (gboolean is_new, const GError *error, gpointer data)
{
  g_autoptr (NomoRelayWatch) self = data;

  g_free (self->lack);
  self->lack = error != NULL ? g_strdup (error->message) : NULL;
  self->tried_at = g_get_monotonic_time ();
  for (guint i = 0; i < self->asking->len; i++) {
    answer_ready (self, self->asking->pdata[i]);
    soup_server_message_unpause (self->asking->pdata[i]);
  }
  g_ptr_array_set_size (self->asking, 0);
}

static void
ready_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  NomoRelayWatch *self = data;

  if (!is_asked (message, path, "/readyz"))
    return;
  if (self->tried_at != 0 && g_get_monotonic_time () - self->tried_at < TRIAL_AGE_US) {
    answer_ready (self, message);
    return;
  }
  soup_server_message_pause (message);
  g_ptr_array_add (self->asking, g_object_ref (message));
  if (self->asking->len == 1)
    nomo_inbox_try (self->inbox, tried_cb, g_object_ref (self));
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoRelayWatch *self = source;
  g_autoptr (GError) error = NULL;
  NomoInboxSummary *summary = nomo_inbox_summary_read (self->path, &error);

  if (summary == NULL)
    g_message ("the inbox cannot be counted: %s", error->message);
  g_task_return_pointer (task, summary, (GDestroyNotify) nomo_inbox_summary_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoRelayWatch *self = NOMO_RELAY_WATCH (source);
  g_autoptr (SoupServerMessage) message = data;
  g_autoptr (NomoInboxSummary) summary = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *text = nomo_relay_metrics_write (self->intake, self->watched, summary);

  answer (message, SOUP_STATUS_OK, "text/plain; version=0.0.4; charset=utf-8", text);
  soup_server_message_unpause (message);
}

static void
metrics_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  NomoRelayWatch *self = data;
  g_autoptr (GTask) task = NULL;

  if (!is_asked (message, path, "/metrics"))
    return;
  soup_server_message_pause (message);
  task = g_task_new (self, NULL, read_cb, g_object_ref (message));
  g_task_set_source_tag (task, metrics_cb);
  g_task_run_in_thread (task, read_thread);
}

/**
 * nomo_relay_watch_new:
 * @inbox: where deliveries are stored
 * @path: its file
 * @intake: what counts deliveries
 * @door: what counts connections
 *
 * `/healthz` says that the program answers, `/readyz` whether a delivery that came now would be stored, `/metrics` tells figures in
 * Prometheus' text format. They have an address of their own, so that a web server that passes everything on does not show them to
 * the world, and so that a crowd at the other one does not hide them.
 *
 * Returns: (transfer full): a watch that nobody can ask yet
 */
NomoRelayWatch *
nomo_relay_watch_new (NomoInbox *inbox, const char *path, NomoRelayIntake *intake, NomoRelayDoor *door)
{
  NomoRelayWatch *self = g_object_new (NOMO_TYPE_RELAY_WATCH, NULL);

  self->inbox = g_object_ref (inbox);
  self->path = g_strdup (path);
  self->intake = g_object_ref (intake);
  self->watched = g_object_ref (door);
  self->server = soup_server_new ("server-header", NULL, NULL);
  self->door = nomo_relay_door_new (self->server);
  soup_server_add_handler (self->server, "/healthz", health_cb, self, NULL);
  soup_server_add_handler (self->server, "/readyz", ready_cb, self, NULL);
  soup_server_add_handler (self->server, "/metrics", metrics_cb, self, NULL);
  return self;
}

/**
 * nomo_relay_watch_listen:
 * @self: a watch
 * @host: an address of this machine, as numbers
 * @port: (inout): the port; 0 for any that is free, which is returned
 * @error: return location
 *
 * Returns: whether it can be asked
 */
gboolean
nomo_relay_watch_listen (NomoRelayWatch *self, const char *host, guint16 *port, GError **error)
{
  g_return_val_if_fail (NOMO_IS_RELAY_WATCH (self), FALSE);
  return nomo_relay_door_listen (self->door, host, port, error);
}

/**
 * nomo_relay_watch_close:
 * @self: a watch
 *
 * Ends it. Who still asks gets no answer.
 */
void
nomo_relay_watch_close (NomoRelayWatch *self)
{
  g_return_if_fail (NOMO_IS_RELAY_WATCH (self));
  nomo_relay_door_close (self->door);
  soup_server_disconnect (self->server);
}
