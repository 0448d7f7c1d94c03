#include "config.h"

#include "nomo-demo-hook-delivery.h"
#include "nomo-demo-hook-mishap.h"
#include "nomo-demo-hook-plan.h"

#define KEPT        20000
#define MAX_AT_ONCE 4 /* to one receiver: as many connections as a client of ours has */

/* What waits for one receiver: whoever is slow or down holds up nobody else. */
typedef struct {
  NomoDemoHookTarget *target;
  NomoHttp *http;
  GSequence *waiting; /* NomoDemoHookDelivery, by the moment that they are due */
  guint n_underway;
  char *old_event; /* what was delivered first, NULL before; others may come again with it */
  gint64 old_record;
  GBytes *old_body;
  char *old_seal;
} Lane;

struct _NomoDemoHookPost {
  NomoDemoClock *clock;
  guint64 seed;
  GQueue deliveries; /* NomoDemoHookDelivery, oldest first */
  GHashTable *lanes; /* by target */
  GCancellable *end;
  guint n_made;
  guint n_dropped;
  guint n_underway;
  guint n_waiting;
};

/* A try. */
typedef struct {
  NomoDemoHookPost *post;
  NomoDemoHookDelivery *delivery;
  Lane *lane;
  gint64 began;
} Flight;

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  g_object_unref (lane->http);
  g_sequence_free (lane->waiting);
  g_free (lane->old_event);
  g_clear_pointer (&lane->old_body, g_bytes_unref);
  g_free (lane->old_seal);
  nomo_demo_hook_target_unref (lane->target);
  g_free (lane);
}

/**
 * nomo_demo_hook_post_new:
 * @clock: (transfer none): the store's clock
 * @seed: a number for what is left to chance
 *
 * Returns: (transfer full): a post with nothing to deliver
 */
NomoDemoHookPost *
nomo_demo_hook_post_new (NomoDemoClock *clock, guint64 seed)
{
  NomoDemoHookPost *self = g_new0 (NomoDemoHookPost, 1);

  self->clock = clock;
  self->seed = seed;
  self->lanes = g_hash_table_new_full (NULL, NULL, NULL, lane_free);
  self->end = g_cancellable_new ();
  g_queue_init (&self->deliveries);
  return self;
}

void
nomo_demo_hook_post_free (NomoDemoHookPost *self)
{
  g_cancellable_cancel (self->end);
  while (self->n_underway > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->end);
  g_hash_table_unref (self->lanes);
  g_queue_clear_full (&self->deliveries, (GDestroyNotify) nomo_demo_hook_delivery_free);
  g_free (self);
}

static Lane *
lane_of (NomoDemoHookPost *self, NomoDemoHookTarget *target)
{
  Lane *lane = g_hash_table_lookup (self->lanes, target);

  if (lane == NULL) {
    lane = g_new0 (Lane, 1);
    lane->target = nomo_demo_hook_target_ref (target);
    lane->http = nomo_http_new ();
    nomo_http_set_timeouts (lane->http, 0, nomo_demo_hook_plan_timeout_ms (nomo_demo_clock_get_scale (self->clock)));
    lane->waiting = g_sequence_new (NULL);
    g_hash_table_insert (self->lanes, target, lane);
  }
  return lane;
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer unused)
{
  const NomoDemoHookDelivery *one = a, *other = b;

  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

static void
wait_for_turn (NomoDemoHookPost *self, Lane *lane, NomoDemoHookDelivery *delivery)
{
  delivery->outcome = NOMO_DEMO_HOOK_WAITING;
  self->n_waiting++;
  g_sequence_insert_sorted (lane->waiting, delivery, compare_due, NULL);
}

/* The oldest make room once it is known what became of them. */
static void
forget_old (NomoDemoHookPost *self)
{
  while (self->deliveries.length > KEPT && nomo_demo_hook_delivery_is_settled (self->deliveries.head->data)) {
    nomo_demo_hook_delivery_free (g_queue_pop_head (&self->deliveries));
    self->n_dropped++;
  }
}

static void
keep (Lane *lane, const NomoDemoHookParcel *parcel)
{
  lane->old_event = g_strdup (parcel->event);
  lane->old_record = parcel->record;
  lane->old_body = g_bytes_ref (parcel->body);
  lane->old_seal = nomo_demo_hook_target_dup_seal (lane->target, parcel->body, parcel->mishaps);
}

/**
 * nomo_demo_hook_post_add:
 * @self: a post
 * @target: who receives it
 * @parcel: what is delivered
 *
 * Nothing is sent before the next nomo_demo_hook_post_beat().
 */
void
nomo_demo_hook_post_add (NomoDemoHookPost *self, NomoDemoHookTarget *target, const NomoDemoHookParcel *parcel)
{
  NomoDemoHookDelivery *delivery = nomo_demo_hook_delivery_new (++self->n_made, target, parcel);
  Lane *lane = lane_of (self, target);

  if (lane->old_event == NULL && parcel->body != NULL && (parcel->mishaps & NOMO_DEMO_HOOK_FORGED) == 0)
    keep (lane, parcel);
  g_queue_push_tail (&self->deliveries, delivery);
  wait_for_turn (self, lane, delivery);
  forget_old (self);
}

/**
 * nomo_demo_hook_post_replay:
 * @self: a post
 * @target: who receives it
 * @parcel: what is delivered otherwise
 *
 * Delivers what @target got first once more, or @parcel if there was nothing yet, with the signature of that time.
 */
void
nomo_demo_hook_post_replay (NomoDemoHookPost *self, NomoDemoHookTarget *target, const NomoDemoHookParcel *parcel)
{
  Lane *lane = lane_of (self, target);
  NomoDemoHookParcel old = *parcel;

  if (lane->old_event == NULL)
    keep (lane, parcel);
  old.event = lane->old_event;
  old.record = lane->old_record;
  old.body = lane->old_body;
  old.seal = lane->old_seal;
  nomo_demo_hook_post_add (self, target, &old);
}

static void
land (NomoDemoHookPost *self, Lane *lane, NomoDemoHookDelivery *delivery, guint status)
{
  gint64 now = nomo_demo_clock_now (self->clock);

  if (nomo_demo_hook_plan_is_taken (status))
    nomo_demo_hook_delivery_settle (delivery, NOMO_DEMO_HOOK_DELIVERED);
  else if (!nomo_demo_hook_delivery_is_probe (delivery) &&
           nomo_demo_hook_plan_again (delivery->tries->len, now, self->seed + delivery->number, &delivery->due))
    wait_for_turn (self, lane, delivery);
  else
    nomo_demo_hook_delivery_settle (delivery, NOMO_DEMO_HOOK_LOST);
}

static void
sent_cb (GObject *http, GAsyncResult *result, gpointer data)
{
  g_autofree Flight *flight = data;
  NomoDemoHookPost *self = flight->post;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHttpAnswer) answer = nomo_http_send_finish (NOMO_HTTP (http), result, &error);
  guint status = answer != NULL ? (guint) answer->status : 0;

  self->n_underway--;
  flight->lane->n_underway--;
  nomo_demo_hook_delivery_end_try (flight->delivery, flight->began, status, error != NULL ? error->message : NULL);
  land (self, flight->lane, flight->delivery, status);
  if (!g_cancellable_is_cancelled (self->end))
    nomo_demo_hook_post_beat (self);
}

static void
send (NomoDemoHookPost *self, Lane *lane, NomoDemoHookDelivery *delivery)
{
  g_autoptr (NomoHttpRequest) request = nomo_demo_hook_delivery_make_request (delivery);
  Flight *flight = g_new0 (Flight, 1);

  *flight = (Flight) { self, delivery, lane, nomo_demo_clock_now (self->clock) };
  delivery->outcome = NOMO_DEMO_HOOK_UNDERWAY;
  self->n_underway++;
  lane->n_underway++;
  nomo_http_send_async (lane->http, request, self->end, sent_cb, flight);
}

static void
send_due (NomoDemoHookPost *self, Lane *lane, gint64 now)
{
  while (lane->n_underway < MAX_AT_ONCE) {
    GSequenceIter *first = g_sequence_get_begin_iter (lane->waiting);
    NomoDemoHookDelivery *delivery = g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);

    if (delivery == NULL || (delivery->due > now && !lane->target->withdrawn))
      return;
    g_sequence_remove (first);
    self->n_waiting--;
    if (lane->target->withdrawn)
      nomo_demo_hook_delivery_settle (delivery, NOMO_DEMO_HOOK_WITHDRAWN);
    else
      send (self, lane, delivery);
  }
}

/**
 * nomo_demo_hook_post_beat:
 * @self: a post
 *
 * Sends what is due.
 */
void
nomo_demo_hook_post_beat (NomoDemoHookPost *self)
{
  gint64 now = nomo_demo_clock_now (self->clock);
  GHashTableIter iter;
  gpointer lane;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    send_due (self, lane, now);
}

gboolean
nomo_demo_hook_post_is_idle (const NomoDemoHookPost *self)
{
  return self->n_waiting + self->n_underway == 0;
}

/**
 * nomo_demo_hook_post_write:
 * @self: a post
 * @after: only deliveries with a greater number
 * @event: (nullable): only deliveries of this event
 * @json: where to
 *
 * Writes how many are not settled yet, and what became of the others.
 */
void
nomo_demo_hook_post_write (const NomoDemoHookPost *self, guint after, const char *event, NomoDemoJson *json)
{
  nomo_demo_json_int (json, "waiting", self->n_waiting);
  nomo_demo_json_int (json, "underway", self->n_underway);
  nomo_demo_json_int (json, "dropped", self->n_dropped);
  nomo_demo_json_begin_array (json, "hooks");
  for (GList *link = self->deliveries.head; link != NULL; link = link->next) {
    const NomoDemoHookDelivery *delivery = link->data;

    if (delivery->number > after && (event == NULL || g_str_equal (event, delivery->event)))
      nomo_demo_hook_delivery_write (delivery, json);
  }
  nomo_demo_json_end_array (json);
}
