#include "config.h"

#include "nomo-relay-visitors.h"

#include "nomo-clock.h"
#include "nomo-salla-error.h"
#include "nomo-salla-introspect.h"

#include <string.h>

/* How long Salla may take for an answer. */
#define ANSWER_MS 10000

/* A token lives as long as Salla says, but who has lost the right to it is not shown the page all day. */
#define MOST_KNOWN_MS (3600 * G_GINT64_CONSTANT (1000))
#define REFUSED_MS    (60 * G_GINT64_CONSTANT (1000))

/* What is asked at Salla in a minute, in all and for one address, and what waits for an answer at a time. */
#define MOST_A_MINUTE 120
#define MOST_OF_ONE   20
#define MOST_AT_ONCE  8

/* No token is so long. */
#define LONGEST 4096

/* Whose a token is, until when. */
typedef struct {
  gint64 merchant; /* 0 when Salla does not know it */
  gint64 until;
} Known;

struct _NomoRelayVisitors {
  GObject parent_instance;

  NomoHttp *http;
  NomoSallaEndpoints *endpoints;
  char *app_id;
  GHashTable *known; /* hash of a token → Known */
  GHashTable *asked; /* hash of a token → GPtrArray of GTask: those who wait for Salla */
  GHashTable *peers; /* address → how much was asked for it in this minute */
  gint64 minute;
  guint asked_this_minute;
};

G_DEFINE_FINAL_TYPE (NomoRelayVisitors, nomo_relay_visitors, G_TYPE_OBJECT)

static void
nomo_relay_visitors_finalize (GObject *object)
{
  NomoRelayVisitors *self = NOMO_RELAY_VISITORS (object);

  g_object_unref (self->http);
  nomo_salla_endpoints_unref (self->endpoints);
  g_free (self->app_id);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->peers);
  G_OBJECT_CLASS (nomo_relay_visitors_parent_class)->finalize (object);
}

static void
nomo_relay_visitors_class_init (NomoRelayVisitorsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_visitors_finalize;
}

static void
nomo_relay_visitors_init (NomoRelayVisitors *self)
{
  self->http = nomo_http_new ();
  nomo_http_set_timeouts (self->http, ANSWER_MS, ANSWER_MS);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * nomo_relay_visitors_new:
 * @endpoints: where Salla is
 * @app_id: the number of the app at Salla
 *
 * Returns: (transfer full): nobody is known yet
 */
NomoRelayVisitors *
nomo_relay_visitors_new (NomoSallaEndpoints *endpoints, const char *app_id)
{
  NomoRelayVisitors *self = g_object_new (NOMO_TYPE_RELAY_VISITORS, NULL);

  self->endpoints = nomo_salla_endpoints_ref (endpoints);
  self->app_id = g_strdup (app_id);
  return self;
}

static gboolean
is_over (gpointer hash, gpointer known, gpointer now)
{
  return ((const Known *) known)->until <= *(const gint64 *) now;
}

/* What is over is forgotten here, so that no more is known than could be asked. */
static void
begin_minute (NomoRelayVisitors *self)
{
  gint64 minute = g_get_monotonic_time () / (60 * G_USEC_PER_SEC);
  gint64 now = nomo_clock_now ();

  if (self->minute == minute)
    return;
  self->minute = minute;
  self->asked_this_minute = 0;
  g_hash_table_remove_all (self->peers);
  g_hash_table_foreach_remove (self->known, is_over, &now);
}

/* Who asks for others cannot use up what is left for all. */
static gboolean
may_ask (NomoRelayVisitors *self, const char *peer)
{
  guint of_peer;

  begin_minute (self);
  of_peer = GPOINTER_TO_UINT (g_hash_table_lookup (self->peers, peer));
  if (self->asked_this_minute >= MOST_A_MINUTE || of_peer >= MOST_OF_ONE ||
      g_hash_table_size (self->asked) >= MOST_AT_ONCE)
    return FALSE;
  self->asked_this_minute++;
  g_hash_table_replace (self->peers, g_strdup (peer), GUINT_TO_POINTER (of_peer + 1));
  return TRUE;
}

static void
return_refused (GTask *task)
{
  g_task_return_new_error (task, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT, "Salla does not know the page’s token");
}

static void
return_known (GTask *task, gint64 merchant)
{
  if (merchant > 0)
    g_task_return_int (task, (gssize) merchant);
  else
    return_refused (task);
}

static void
learn (NomoRelayVisitors *self, const char *hash, const NomoSallaVisitor *visitor)
{
  gint64 now = nomo_clock_now ();
  Known *known = g_new (Known, 1);

  *known = (Known) { visitor->merchant, MIN (visitor->until, now + MOST_KNOWN_MS) };
  if (visitor->merchant == 0)
    known->until = now + REFUSED_MS;
  g_hash_table_replace (self->known, g_strdup (hash), known);
}

typedef struct {
  NomoRelayVisitors *visitors;
  char *hash;
} Question;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  NomoRelayVisitors *self = question->visitors;
  g_autoptr (GPtrArray) waiting = g_ptr_array_ref (g_hash_table_lookup (self->asked, question->hash));
  g_autoptr (GError) error = NULL;
  NomoSallaVisitor visitor = { 0 };
  gboolean told = nomo_salla_introspect_finish (NOMO_HTTP (source), result, &visitor, &error);

  g_hash_table_remove (self->asked, question->hash);
  /* A token that has ended is not one, however it is told. */
  if (told && visitor.until <= nomo_clock_now ())
    visitor.merchant = 0;
  if (told || g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT))
    learn (self, question->hash, &visitor);
  for (guint i = 0; i < waiting->len; i++)
    if (told)
      return_known (waiting->pdata[i], visitor.merchant);
    else
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
  g_free (question->hash);
  g_object_unref (question->visitors);
  g_free (question);
}

static void
ask (NomoRelayVisitors *self, const char *token, const char *hash, GTask *task)
{
  GPtrArray *waiting = g_ptr_array_new_with_free_func (g_object_unref);
  Question *question = g_new (Question, 1);

  g_ptr_array_add (waiting, task);
  g_hash_table_insert (self->asked, g_strdup (hash), waiting);
  *question = (Question) { g_object_ref (self), g_strdup (hash) };
  nomo_salla_introspect_async (self->http, self->endpoints, self->app_id, token, answered_cb, question);
}

/**
 * nomo_relay_visitors_ask_async:
 * @self: visitors
 * @token: what came with a request for the page
 * @peer: the address from which it came
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_relay_visitors_ask_async (NomoRelayVisitors *self, const char *token, const char *peer,
                               GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  const Known *known = g_hash_table_lookup (self->known, hash);
  GPtrArray *waiting = g_hash_table_lookup (self->asked, hash);

  g_task_set_source_tag (task, nomo_relay_visitors_ask_async);
  if (*token == '\0' || strlen (token) > LONGEST)
    return_refused (task);
  else if (known != NULL && known->until > nomo_clock_now ())
    return_known (task, known->merchant);
  else if (waiting != NULL)
    g_ptr_array_add (waiting, g_steal_pointer (&task));
  else if (may_ask (self, peer))
    ask (self, token, hash, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_TOO_MANY, "too many tokens were asked about");
}

/**
 * nomo_relay_visitors_ask_finish:
 * @self: visitors
 * @result: what the callback got
 * @error: return location
 *
 * Returns: the number of the store in whose dashboard the page is open, or −1: %NOMO_SALLA_ERROR_SIGNED_OUT when Salla does not
 *   know the token or not any more, %NOMO_SALLA_ERROR_TOO_MANY when it is not asked now, else an error of Salla or of the network
 */
gint64
nomo_relay_visitors_ask_finish (NomoRelayVisitors *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
