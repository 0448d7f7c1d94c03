#include "config.h"

#include "nomo-budget.h"

#include "nomo-bucket.h"
#include "nomo-clock.h"
#include "nomo-turns.h"

#include <string.h>

#define N_LIMITS    2
#define N_URGENCIES 2
#define MAX_BEHIND  (NOMO_BUDGET_MAX_IN_FLIGHT - 1) /* of the background, so that a person finds a way free */
#define CUSTOMERS   "/customers"

typedef enum { WAITING, RESTING, ON_ITS_WAY, OUT } Place;

struct _NomoBudgetCall {
  NomoTurn turn; /* its line: whether it takes from the limit of customers */
  NomoUrgency urgency;
  Place place;
  gint64 when_ms;
  NomoBucketSent sent[N_LIMITS];
  gpointer data;
};

struct _NomoBudget {
  NomoBucket buckets[N_LIMITS];
  NomoTurns *turns[N_URGENCIES];
  GQueue resting;
  guint in_flight;
  gint64 salla_ms;
  gint64 salla_at_ms;
};

/**
 * nomo_budget_new:
 *
 * Returns: (transfer full): a budget of which nothing is known
 */
NomoBudget *
nomo_budget_new (void)
{
  NomoBudget *self = g_new0 (NomoBudget, 1);

  for (guint i = 0; i < N_URGENCIES; i++)
    self->turns[i] = nomo_turns_new ();
  g_queue_init (&self->resting);
  return self;
}

/**
 * nomo_budget_free:
 * @self: an empty budget
 */
void
nomo_budget_free (NomoBudget *self)
{
  g_assert (nomo_budget_is_empty (self));
  for (guint i = 0; i < N_URGENCIES; i++)
    nomo_turns_free (self->turns[i]);
  g_free (self);
}

static guint
line_of (const char *path)
{
  gsize length = strlen (CUSTOMERS);
  gboolean below = g_str_has_prefix (path, CUSTOMERS) && (path[length] == '\0' || path[length] == '/');

  return below ? NOMO_BUDGET_CUSTOMERS : NOMO_BUDGET_STORE;
}

/**
 * nomo_budget_add:
 * @self: a budget
 * @urgency: whether a person waits
 * @owner: (nullable): the work that it belongs to; only compared, and works are served in turn
 * @path: below the root of the API; tells which limits it takes from
 * @data: for the caller
 *
 * A request waits for its turn.
 *
 * Returns: (transfer none): it, until nomo_budget_remove()
 */
NomoBudgetCall *
nomo_budget_add (NomoBudget *self, NomoUrgency urgency, gconstpointer owner, const char *path, gpointer data)
{
  NomoBudgetCall *call = g_new0 (NomoBudgetCall, 1);

  call->turn.owner = owner;
  call->turn.line = line_of (path);
  call->urgency = urgency;
  call->data = data;
  nomo_turns_push (self->turns[urgency], &call->turn);
  return call;
}

/* Once their answers tell of the limit of customers, they are silent about that of the store. */
static gboolean
is_blind (NomoBudget *self, guint line)
{
  return line == NOMO_BUDGET_CUSTOMERS && self->buckets[NOMO_BUDGET_CUSTOMERS].limit > 0;
}

static gint64
get_wait_ms (NomoBudget *self, gint64 now_ms, NomoUrgency urgency, guint line)
{
  gboolean live = urgency == NOMO_URGENCY_LIVE;
  gint64 wait, besides;

  if (self->in_flight >= (live ? NOMO_BUDGET_MAX_IN_FLIGHT : MAX_BEHIND))
    return NOMO_BUCKET_ANSWER;
  wait = nomo_bucket_get_wait_ms (&self->buckets[NOMO_BUDGET_STORE], now_ms, live, is_blind (self, line));
  if (line == NOMO_BUDGET_STORE || wait == NOMO_BUCKET_ANSWER)
    return wait;
  besides = nomo_bucket_get_wait_ms (&self->buckets[NOMO_BUDGET_CUSTOMERS], now_ms, live, FALSE);
  return besides == NOMO_BUCKET_ANSWER ? besides : MAX (wait, besides);
}

static void
shorten (gint64 *wait_ms, gint64 other_ms)
{
  if (*wait_ms < 0 || other_ms < *wait_ms)
    *wait_ms = other_ms;
}

static void
wake_rested (NomoBudget *self, gint64 now_ms, gint64 *wait_ms)
{
  GList *next;

  for (GList *link = self->resting.head; link != NULL; link = next) {
    NomoBudgetCall *call = link->data;

    next = link->next;
    if (call->when_ms > now_ms) {
      shorten (wait_ms, call->when_ms - now_ms);
      continue;
    }
    g_queue_delete_link (&self->resting, link);
    call->place = WAITING;
    nomo_turns_push_back (self->turns[call->urgency], &call->turn);
  }
}

static NomoBudgetCall *
pop (NomoBudget *self, gint64 now_ms, NomoUrgency urgency, gint64 *wait_ms)
{
  gboolean open[NOMO_TURNS_LINES];

  for (guint line = 0; line < NOMO_TURNS_LINES; line++) {
    gboolean waits = nomo_turns_get_length (self->turns[urgency], line) > 0;
    gint64 line_ms = waits ? get_wait_ms (self, now_ms, urgency, line) : NOMO_BUCKET_ANSWER;

    open[line] = line_ms == 0;
    if (line_ms > 0)
      shorten (wait_ms, line_ms);
  }
  /* A turn is the first member of its call. */
  return (NomoBudgetCall *) nomo_turns_pop (self->turns[urgency], open);
}

static void
send (NomoBudget *self, NomoBudgetCall *call, gint64 now_ms)
{
  call->place = ON_ITS_WAY;
  self->in_flight++;
  for (guint i = 0; i <= call->turn.line; i++)
    nomo_bucket_send (&self->buckets[i], now_ms, &call->sent[i]);
}

/**
 * nomo_budget_take:
 * @self: a budget
 * @now_ms: the present moment
 * @wait_ms: (out): when there is none: after how long to ask again; −1 when only the end of another request can change it
 *
 * Takes the request that may be sent now: those that a person waits for first, then in turn. It counts as sent until
 * nomo_budget_answered(), nomo_budget_lost() or nomo_budget_unsent().
 *
 * Returns: (transfer none) (nullable): the request
 */
NomoBudgetCall *
nomo_budget_take (NomoBudget *self, gint64 now_ms, gint64 *wait_ms)
{
  NomoBudgetCall *call = NULL;

  *wait_ms = -1;
  wake_rested (self, now_ms, wait_ms);
  for (guint urgency = 0; urgency < N_URGENCIES && call == NULL; urgency++)
    call = pop (self, now_ms, urgency, wait_ms);
  if (call != NULL)
    send (self, call, now_ms);
  return call;
}

static void
leave_flight (NomoBudget *self, NomoBudgetCall *call)
{
  g_assert (call->place == ON_ITS_WAY);
  call->place = OUT;
  self->in_flight--;
}

/* Salla's clock goes on as ours does since its last answer, however often ours is set. */
static gint64
get_salla_ms (NomoBudget *self, gint64 now_ms)
{
  return self->salla_ms > 0 ? self->salla_ms + now_ms - self->salla_at_ms : nomo_clock_now ();
}

/* Both limits are told in the same words; their size tells them apart. */
static guint
limit_of (NomoBudget *self, const NomoBudgetCall *call, const NomoRateHeaders *headers)
{
  if (call->turn.line == NOMO_BUDGET_CUSTOMERS && headers->limit != self->buckets[NOMO_BUDGET_STORE].limit)
    return NOMO_BUDGET_CUSTOMERS;
  return NOMO_BUDGET_STORE;
}

static void
learn (NomoBudget *self, NomoBudgetCall *call, gint64 now_ms, const NomoRateHeaders *headers, gint64 backoff_ms)
{
  guint told = limit_of (self, call, headers);
  gboolean unclear = headers->limit == 0 && (headers->refused || headers->remaining == 0);
  gboolean silent = headers->good && headers->limit == 0 && headers->remaining < 0;
  gboolean passed = headers->good && is_blind (self, call->turn.line);

  for (guint i = 0; i <= call->turn.line; i++) {
    gboolean tells = (i == told || unclear) && (headers->refused || headers->remaining >= 0);

    nomo_bucket_end (&self->buckets[i], &call->sent[i],
                     tells    ? NOMO_BUCKET_TOLD
                     : passed ? NOMO_BUCKET_PASSED
                              : NOMO_BUCKET_UNKNOWN);
    if (silent)
      nomo_bucket_forget (&self->buckets[i]);
    else if (i == told || unclear)
      nomo_bucket_learn (&self->buckets[i], now_ms, &call->sent[i], headers, backoff_ms);
  }
  if (self->buckets[NOMO_BUDGET_CUSTOMERS].limit == self->buckets[NOMO_BUDGET_STORE].limit)
    nomo_bucket_forget (&self->buckets[NOMO_BUDGET_CUSTOMERS]);
}

/**
 * nomo_budget_answered:
 * @self: a budget
 * @call: a request on its way
 * @now_ms: the present moment
 * @answer: its answer, good or not
 * @backoff_ms: how long to wait at least after a refusal
 *
 * Takes over what the answer's headers say, for all requests. A 429 closes its limit until Retry-After, else until the reset,
 * else for @backoff_ms.
 *
 * Returns: how long Salla asks to wait with the same request, milliseconds; 0 when it asks for nothing
 */
gint64
nomo_budget_answered (NomoBudget *self, NomoBudgetCall *call, gint64 now_ms, NomoHttpAnswer *answer, gint64 backoff_ms)
{
  NomoRateHeaders headers;

  nomo_rate_headers_read (&headers, answer, get_salla_ms (self, now_ms));
  if (answer->date_ms > 0) {
    self->salla_ms = answer->date_ms;
    self->salla_at_ms = now_ms;
  }
  leave_flight (self, call);
  learn (self, call, now_ms, &headers, backoff_ms);
  if (headers.refused)
    return nomo_rate_headers_get_asked_ms (&headers);
  return answer->status == 503 ? MAX (headers.retry_ms, 0) : 0;
}

static void
end_silently (NomoBudget *self, NomoBudgetCall *call, NomoBucketEnd end)
{
  leave_flight (self, call);
  for (guint i = 0; i <= call->turn.line; i++)
    nomo_bucket_end (&self->buckets[i], &call->sent[i], end);
}

/**
 * nomo_budget_lost:
 * @self: a budget
 * @call: a request on its way that ended without an answer
 *
 * It has taken from the limits all the same, as far as anybody knows.
 */
void
nomo_budget_lost (NomoBudget *self, NomoBudgetCall *call)
{
  end_silently (self, call, NOMO_BUCKET_UNKNOWN);
}

/**
 * nomo_budget_unsent:
 * @self: a budget
 * @call: a request on its way that never left
 *
 * It has taken nothing. Were it counted, whoever is offline would wait for a limit that is not in the way.
 */
void
nomo_budget_unsent (NomoBudget *self, NomoBudgetCall *call)
{
  end_silently (self, call, NOMO_BUCKET_UNSENT);
}

/**
 * nomo_budget_put_back:
 * @self: a budget
 * @call: a request that has ended
 * @when_ms: the moment from which on it may be sent again
 *
 * It waits again, in front of the others of its owner.
 */
void
nomo_budget_put_back (NomoBudget *self, NomoBudgetCall *call, gint64 when_ms)
{
  g_assert (call->place == OUT);
  call->place = RESTING;
  call->when_ms = when_ms;
  g_queue_push_tail (&self->resting, call);
}

/**
 * nomo_budget_remove:
 * @self: a budget
 * @call: (transfer full): a request that is not on its way
 */
void
nomo_budget_remove (NomoBudget *self, NomoBudgetCall *call)
{
  g_assert (call->place != ON_ITS_WAY);
  if (call->place == WAITING)
    nomo_turns_remove (self->turns[call->urgency], &call->turn);
  else if (call->place == RESTING)
    g_queue_remove (&self->resting, call);
  g_free (call);
}

/**
 * nomo_budget_call_get_data:
 * @call: a request
 *
 * Returns: (transfer none): what nomo_budget_add() got for the caller
 */
gpointer
nomo_budget_call_get_data (NomoBudgetCall *call)
{
  return call->data;
}

/**
 * nomo_budget_call_get_urgency:
 * @call: a request
 *
 * Returns: whether a person waits for it
 */
NomoUrgency
nomo_budget_call_get_urgency (NomoBudgetCall *call)
{
  return call->urgency;
}

/**
 * nomo_budget_get_waiting:
 * @self: a budget
 *
 * Returns: how many requests wait, for their turn, for room or for another try
 */
guint
nomo_budget_get_waiting (NomoBudget *self)
{
  guint n = self->resting.length;

  for (guint urgency = 0; urgency < N_URGENCIES; urgency++)
    for (guint line = 0; line < NOMO_TURNS_LINES; line++)
      n += nomo_turns_get_length (self->turns[urgency], line);
  return n;
}

/**
 * nomo_budget_is_empty:
 * @self: a budget
 *
 * Returns: whether nothing waits and nothing is on its way
 */
gboolean
nomo_budget_is_empty (NomoBudget *self)
{
  return self->in_flight == 0 && nomo_budget_get_waiting (self) == 0;
}

/**
 * nomo_budget_get_state:
 * @self: a budget
 * @limit: which limit
 * @now_ms: the present moment
 * @state: (out caller-allocates): what is known of it
 */
void
nomo_budget_get_state (NomoBudget *self, NomoBudgetLimit limit, gint64 now_ms, NomoBudgetState *state)
{
  NomoBucket *bucket = &self->buckets[limit];

  state->remaining = nomo_bucket_get_remaining (bucket, now_ms);
  state->limit = bucket->limit;
  state->reset_ms = bucket->reset_ms;
  state->per_s = bucket->refill.measured ? bucket->refill.per_s : -1;
}

/**
 * nomo_budget_get_eta_ms:
 * @self: a budget
 * @now_ms: the present moment
 * @owner: (nullable): a work of the background
 * @path: what it asks for
 * @n: how many requests of it are still to come
 *
 * How long the limits take to make room for that many. Each other work that waits in the background takes as much
 * meanwhile. The time that the requests themselves take is not in it.
 *
 * Returns: milliseconds of Salla's clock, see nomo_clock_to_real(); 0 when there is room, or when nothing is known
 */
gint64
nomo_budget_get_eta_ms (NomoBudget *self, gint64 now_ms, gconstpointer owner, const char *path, gint64 n)
{
  gint64 all = n * (1 + nomo_turns_count_others (self->turns[NOMO_URGENCY_BACKGROUND], owner));
  gint64 eta = 0;

  for (guint i = 0; i <= line_of (path); i++)
    eta = MAX (eta, nomo_bucket_get_eta_ms (&self->buckets[i], now_ms, all));
  return eta;
}
