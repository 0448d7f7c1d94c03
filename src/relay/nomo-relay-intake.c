#include "config.h"

#include "nomo-relay-intake.h"

#include "nomo-clock.h"
#include "nomo-error.h"
#include "nomo-relay-peer.h"
#include "nomo-salla-error.h"
#include "nomo-salla-webhook.h"

#include <string.h>

/* Of each kind of refusal so many seconds pass between two lines of the log. */
#define QUIET_S 10

/* The secret of before is taken for a day; a clock that was set back further than an hour does not make it longer. */
#define MOST_GRACE_MS (25 * 3600 * G_GINT64_CONSTANT (1000))

struct _NomoRelayIntake {
  GObject parent_instance;

  NomoInbox *inbox;
  NomoSecret *current;
  NomoSecret *previous;
  gint64 until; /* the previous one is taken, UTC milliseconds */
  gboolean token;
  GInetAddress *proxy; /* nullable */
  guint64 counts[NOMO_RELAY_N_VERDICTS];
  guint64 told[NOMO_RELAY_N_VERDICTS]; /* what the counts were at the last line of the log */
  gint64 told_at[NOMO_RELAY_N_VERDICTS];
  NomoRelayHistogram latency;
};

G_DEFINE_FINAL_TYPE (NomoRelayIntake, nomo_relay_intake, G_TYPE_OBJECT)

enum { STORED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const struct {
  guint status;
  const char *why; /* for the log */
} verdicts[] = {
  [NOMO_RELAY_STORED] = { 200, NULL },
  [NOMO_RELAY_AGAIN] = { 200, NULL },
  [NOMO_RELAY_UNSIGNED] = { 401, "not signed with our secret" },
  [NOMO_RELAY_NO_LENGTH] = { 411, "without a length" },
  [NOMO_RELAY_OTHER_TYPE] = { 415, "not JSON by its own word" },
  [NOMO_RELAY_UNREADABLE] = { 400, "not readable as a delivery" },
  [NOMO_RELAY_UNSTORED] = { 503, "not stored" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (verdicts) == NOMO_RELAY_N_VERDICTS);

static void
nomo_relay_intake_finalize (GObject *object)
{
  NomoRelayIntake *self = NOMO_RELAY_INTAKE (object);

  g_object_unref (self->inbox);
  nomo_secret_free (self->current);
  nomo_secret_free (self->previous);
  g_clear_object (&self->proxy);
  G_OBJECT_CLASS (nomo_relay_intake_parent_class)->finalize (object);
}

static void
nomo_relay_intake_class_init (NomoRelayIntakeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_intake_finalize;
  signals[STORED] =
      g_signal_new ("stored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_relay_intake_init (NomoRelayIntake *self)
{
}

/* A flood of refusals must not fill the disk by way of the log. */
static void
tell (NomoRelayIntake *self, SoupServerMessage *message, NomoRelayVerdict verdict, const char *detail)
{
  gint64 now = g_get_monotonic_time () / G_USEC_PER_SEC;
  g_autofree char *peer = NULL;

  self->counts[verdict]++;
  if (verdicts[verdict].why == NULL || (self->told_at[verdict] != 0 && now - self->told_at[verdict] < QUIET_S))
    return;
  peer = nomo_relay_peer_dup (message, self->proxy);
  g_message ("%" G_GUINT64_FORMAT " deliveries refused, %s, the last one from %s%s%s",
             self->counts[verdict] - self->told[verdict], verdicts[verdict].why, peer, detail != NULL ? ": " : "",
             detail != NULL ? detail : "");
  self->told[verdict] = self->counts[verdict];
  self->told_at[verdict] = now;
}

static void
answer (NomoRelayIntake *self, SoupServerMessage *message, NomoRelayVerdict verdict, const char *detail)
{
  tell (self, message, verdict, detail);
  soup_server_message_set_status (message, verdicts[verdict].status, NULL);
  if (verdict == NOMO_RELAY_UNSTORED)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "60");
}

typedef struct {
  NomoRelayIntake *self;
  SoupServerMessage *message;
  gint64 since; /* monotonic microseconds */
} Waiting;

static void
stored_cb (gboolean is_new, const GError *error, gpointer data)
{
  Waiting *waiting = data;
  NomoRelayVerdict verdict = is_new ? NOMO_RELAY_STORED : NOMO_RELAY_AGAIN;

  if (error != NULL)
    verdict = error->domain == NOMO_CORE_ERROR || error->domain == NOMO_SALLA_ERROR ? NOMO_RELAY_UNREADABLE
                                                                                    : NOMO_RELAY_UNSTORED;
  if (error == NULL)
    nomo_relay_histogram_add (&waiting->self->latency, g_get_monotonic_time () - waiting->since);
  answer (waiting->self, waiting->message, verdict, error != NULL ? error->message : NULL);
  soup_server_message_unpause (waiting->message);
  if (verdict == NOMO_RELAY_STORED)
    g_signal_emit (waiting->self, signals[STORED], 0);
  g_object_unref (waiting->message);
  g_object_unref (waiting->self);
  g_free (waiting);
}

static const char *
get_previous (NomoRelayIntake *self)
{
  gint64 now = nomo_clock_now ();

  return now < self->until && self->until - now <= MOST_GRACE_MS ? self->previous : NULL;
}

static gboolean
is_ours (NomoRelayIntake *self, SoupMessageHeaders *headers, GBytes *body)
{
  const char *signature = soup_message_headers_get_one (headers, NOMO_SALLA_SIGNATURE_HEADER);
  const char *token = soup_message_headers_get_one (headers, "Authorization");
  const char *previous = get_previous (self);

  if (self->token)
    return nomo_salla_webhook_has_token (token, self->current) || nomo_salla_webhook_has_token (token, previous);
  return nomo_salla_webhook_is_signed (body, signature, self->current) ||
         nomo_salla_webhook_is_signed (body, signature, previous);
}

static void
store (NomoRelayIntake *self, SoupServerMessage *message, gint64 merchant, GBytes *body)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->self = g_object_ref (self);
  waiting->message = g_object_ref (message);
  waiting->since = g_get_monotonic_time ();
  soup_server_message_pause (message);
  nomo_inbox_put (self->inbox, merchant, body, stored_cb, waiting);
}

static void
take (NomoRelayIntake *self, SoupServerMessage *message, gint64 merchant)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    answer (self, message, NOMO_RELAY_NO_LENGTH, NULL);
  else if (type == NULL || g_ascii_strcasecmp (type, "application/json") != 0)
    answer (self, message, NOMO_RELAY_OTHER_TYPE, NULL);
  else if (!is_ours (self, headers, body))
    answer (self, message, NOMO_RELAY_UNSIGNED, NULL);
  else
    store (self, message, merchant, body);
}

/* Below the address of all stores each has one of its own. */
static gboolean
read_merchant (const char *path, gint64 *merchant)
{
  const char *rest = path + strlen (NOMO_RELAY_WEBHOOKS_PATH);
  guint64 number = 0;

  *merchant = 0;
  if (*rest == '\0')
    return TRUE;
  if (*rest != '/' || !g_ascii_string_to_unsigned (rest + 1, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *merchant = (gint64) number;
  return TRUE;
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  NomoRelayIntake *self = data;
  const char *method = soup_server_message_get_method (message);
  gint64 merchant;

  if (!read_merchant (path, &merchant)) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  } else if (method == SOUP_METHOD_POST) {
    take (self, message, merchant);
  } else if (method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD) {
    soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  } else {
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", "GET, HEAD, POST");
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  }
}

/**
 * nomo_relay_intake_new:
 * @server: a server
 * @inbox: where deliveries are stored
 *
 * Takes what Salla delivers. 200 says that a delivery is on the disk and synced; with any other answer nothing was taken.
 *
 * Returns: (transfer full): an intake, which lives as long as @server
 */
NomoRelayIntake *
nomo_relay_intake_new (SoupServer *server, NomoInbox *inbox)
{
  NomoRelayIntake *self = g_object_new (NOMO_TYPE_RELAY_INTAKE, NULL);

  self->inbox = g_object_ref (inbox);
  soup_server_add_handler (server, NOMO_RELAY_WEBHOOKS_PATH, request_cb, g_object_ref (self), g_object_unref);
  return self;
}

/**
 * nomo_relay_intake_set_secrets:
 * @self: an intake
 * @current: (nullable): the secret that the app shares with Salla
 * @previous: (nullable): the one of before, which is taken as well
 * @until: until when it is, UTC milliseconds
 * @token: whether Salla sends the secret itself in place of a signature
 */
void
nomo_relay_intake_set_secrets (NomoRelayIntake *self, const char *current, const char *previous, gint64 until,
                               gboolean token)
{
  g_return_if_fail (NOMO_IS_RELAY_INTAKE (self));
  nomo_secret_free (self->current);
  nomo_secret_free (self->previous);
  self->current = g_strdup (current);
  self->previous = g_strdup (previous);
  self->until = until;
  self->token = token;
}

/**
 * nomo_relay_intake_set_proxy:
 * @self: an intake
 * @proxy: (nullable): the web server in front, which tells in X-Forwarded-For from whom a request comes
 */
void
nomo_relay_intake_set_proxy (NomoRelayIntake *self, GInetAddress *proxy)
{
  g_return_if_fail (NOMO_IS_RELAY_INTAKE (self));
  g_set_object (&self->proxy, proxy);
}

/**
 * nomo_relay_intake_count:
 * @self: an intake
 * @verdict: what became of requests
 *
 * Returns: of how many it became that since the relay was started
 */
guint64
nomo_relay_intake_count (NomoRelayIntake *self, NomoRelayVerdict verdict)
{
  g_return_val_if_fail (NOMO_IS_RELAY_INTAKE (self) && verdict < NOMO_RELAY_N_VERDICTS, 0);
  return self->counts[verdict];
}

/**
 * nomo_relay_intake_get_latency:
 * @self: an intake
 *
 * Returns: (transfer none): how long deliveries waited until they were on the disk
 */
const NomoRelayHistogram *
nomo_relay_intake_get_latency (NomoRelayIntake *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_INTAKE (self), NULL);
  return &self->latency;
}
