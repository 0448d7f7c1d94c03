#include "config.h"

#include "nomo-relay-refused.h"

#include "nomo-format.h"
#include "nomo-http.h"
#include "nomo-relay-line.h"
#include "nomo-relay-metrics.h"

#include <glib/gi18n.h>

/* Who looks how a relay stands does not wait for one that hangs. */
#define PATIENCE_MS 2000

static const struct {
  NomoRelayVerdict verdict;
  const char *name;  /* for programs */
  const char *words; /* N_() */
} kinds[] = {
  { NOMO_RELAY_UNSIGNED, "unsigned", N_ ("Not signed with the relay’s secret") },
  { NOMO_RELAY_UNREADABLE, "unreadable", N_ ("Not readable as a delivery") },
  { NOMO_RELAY_NO_LENGTH, "no_length", N_ ("Without a length") },
  { NOMO_RELAY_OTHER_TYPE, "other_type", N_ ("Not JSON by their own word") },
  { NOMO_RELAY_UNSTORED, "unstored", N_ ("Not stored, as the disk could not take them; Salla sends them again") },
};

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static char *
ask (const char *watch)
{
  g_autofree char *address = g_strconcat (watch, "/metrics", NULL);
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (NomoHttpRequest) request = NULL;
  g_autoptr (NomoHttpAnswer) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gsize size;
  const char *bytes;

  if (!nomo_http_uri_is_safe (address))
    return NULL;
  request = nomo_http_request_new ("GET", address);
  nomo_http_set_timeouts (http, PATIENCE_MS, PATIENCE_MS);
  nomo_http_send_async (http, request, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = nomo_http_send_finish (http, result, NULL);
  if (answer == NULL || answer->status != SOUP_STATUS_OK)
    return NULL;
  bytes = g_bytes_get_data (answer->body, &size);
  return g_strndup (bytes, size);
}

/**
 * nomo_relay_refused_read:
 * @watch: where monitors ask the relay
 *
 * Asks the relay, if it can be asked from this machine. Runs the context until it has answered.
 *
 * Returns: (transfer full) (nullable): what it has refused
 */
NomoRelayRefused *
nomo_relay_refused_read (const char *watch)
{
  g_autofree NomoRelayRefused *self = g_new0 (NomoRelayRefused, 1);
  g_autofree char *text = ask (watch);

  return text != NULL && nomo_relay_metrics_read (text, self->counts) ? g_steal_pointer (&self) : NULL;
}

/**
 * nomo_relay_refused_to_json:
 * @self: what was refused
 *
 * Returns: (transfer full): the same for programs
 */
JsonObject *
nomo_relay_refused_to_json (const NomoRelayRefused *self)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    json_object_set_int_member (object, kinds[i].name, (gint64) self->counts[kinds[i].verdict]);
  return object;
}

/**
 * nomo_relay_refused_write:
 * @self: what was refused
 * @text: where to add what people are told of it, in lines
 */
void
nomo_relay_refused_write (const NomoRelayRefused *self, GString *text)
{
  guint64 all = 0;
  g_autofree char *figure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    all += self->counts[kinds[i].verdict];
  figure = nomo_format_int ((gint64) all);
  nomo_relay_line_add (text, _ ("Refused since it serves"), "%s", figure);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *count = nomo_format_int ((gint64) self->counts[kinds[i].verdict]);

    if (self->counts[kinds[i].verdict] > 0)
      g_string_append_printf (text, "  %s: %s\n", _ (kinds[i].words), count);
  }
}
