#include "config.h"

#include "nomo-bucket.h"

#include <math.h>

#define RESERVE_MIN    3
#define RESERVE_MAX    30
#define PAUSE_MS       1000
#define MIN_PROBE_MS   500
#define FIRST_PROBE_MS 5000
#define MAX_PROBE_MS   (5 * 60 * 1000)

static gint64
get_in_flight (const NomoBucket *self)
{
  return self->sent - self->ended;
}

static gboolean
is_refilling (const NomoBucket *self)
{
  return self->refill.sure_per_s > 0;
}

/**
 * nomo_bucket_get_reserve:
 * @self: a bucket
 *
 * Returns: how many requests the background leaves to a person who waits
 */
gint64
nomo_bucket_get_reserve (const NomoBucket *self)
{
  return MIN (CLAMP (self->limit / 10, RESERVE_MIN, RESERVE_MAX), self->limit / 2);
}

/* The last request closes the bucket until its reset, which may be minutes away: where it refills, that one is awaited. */
static gint64
get_kept (const NomoBucket *self, gboolean live)
{
  if (!live)
    return nomo_bucket_get_reserve (self);
  return is_refilling (self) && self->limit > 1 ? 1 : 0;
}

/**
 * nomo_bucket_forget:
 * @self: a bucket
 *
 * Salla has stopped to talk about it. A refusal holds all the same.
 */
void
nomo_bucket_forget (NomoBucket *self)
{
  if (self->closed)
    return;
  self->limit = 0;
  self->next_ms = 0;
  self->trusted = FALSE;
  self->refill = (NomoRefill) { 0 };
}

/**
 * nomo_bucket_send:
 * @self: a bucket
 * @now_ms: the present moment
 * @sent: (out caller-allocates): for the end of the request
 *
 * A request goes out that takes from this bucket.
 */
void
nomo_bucket_send (NomoBucket *self, gint64 now_ms, NomoBucketSent *sent)
{
  self->sent++;
  self->uncounted++;
  sent->number = self->sent;
  sent->ended = self->ended;
  sent->before_ms = self->sent_ms;
  self->sent_ms = now_ms;
}

/* A word that came meanwhile did not count it either. */
static void
take_back (NomoBucket *self, const NomoBucketSent *sent)
{
  self->unsent++;
  self->uncounted = MAX (self->uncounted - 1, 0);
  if (sent->number == self->sent)
    self->sent_ms = sent->before_ms;
}

/**
 * nomo_bucket_end:
 * @self: a bucket
 * @sent: what nomo_bucket_send() gave
 * @end: how
 *
 * A request has ended. Comes before nomo_bucket_learn().
 */
void
nomo_bucket_end (NomoBucket *self, const NomoBucketSent *sent, NomoBucketEnd end)
{
  self->ended++;
  if (end == NOMO_BUCKET_UNSENT)
    take_back (self, sent);
  else if (end != NOMO_BUCKET_TOLD)
    self->silent = self->ended;
  if (end == NOMO_BUCKET_PASSED && self->limit > 0 && !self->closed)
    self->trusted = TRUE;
}

static void
close_for (NomoBucket *self, gint64 now_ms, gint64 span_ms, gint64 next_remaining)
{
  gint64 until = now_ms + CLAMP (span_ms, 1, NOMO_RATE_MAX_MS);

  self->next_ms = self->closed ? MAX (self->next_ms, until) : until;
  self->next_remaining = next_remaining;
  self->closed = TRUE;
  self->closed_at_sent = self->sent;
  self->remaining = 0;
  self->uncounted = get_in_flight (self);
  self->at_ms = now_ms;
}

static void
take_refusal (NomoBucket *self, gint64 now_ms, const NomoRateHeaders *headers, gint64 backoff_ms)
{
  gint64 asked = nomo_rate_headers_get_asked_ms (headers);
  gboolean until_reset = headers->retry_ms < 0 && asked > 0 && self->limit > 0;

  close_for (self, now_ms, MAX (asked, backoff_ms), until_reset ? self->limit : 1);
}

static void
set_limit (NomoBucket *self, gint64 limit)
{
  if (limit == 0 || limit == self->limit)
    return;
  self->limit = limit;
  nomo_refill_restart (&self->refill);
}

/* A bucket that is full hides what it refills. */
static void
measure (NomoBucket *self, gint64 now_ms, gint64 since_ms, gint64 overlap)
{
  gint64 taken = self->sent - self->unsent;
  NomoBalance balance = { now_ms, self->remaining + taken - overlap, self->remaining + taken };

  if (self->remaining >= self->limit - 1)
    nomo_refill_restart (&self->refill);
  nomo_refill_note (&self->refill, &balance);
  if (is_refilling (self) || self->probe_ms == 0)
    self->probe_ms = FIRST_PROBE_MS;
  else if (self->refill.measured && since_ms >= self->probe_ms)
    self->probe_ms = MIN (2 * self->probe_ms, MAX_PROBE_MS);
}

static void
take_zero (NomoBucket *self, gint64 now_ms, const NomoRateHeaders *headers)
{
  gboolean until_reset = headers->until_reset_ms > 0;

  close_for (self, now_ms, until_reset ? headers->until_reset_ms : PAUSE_MS, until_reset ? self->limit : 1);
}

static void
set_next (NomoBucket *self, gint64 now_ms, const NomoRateHeaders *headers)
{
  gboolean believed = headers->until_reset_ms > 0 && headers->until_reset_ms <= NOMO_RATE_MAX_MS;

  self->next_ms = now_ms + (believed ? headers->until_reset_ms : NOMO_RATE_MAX_MS);
  self->next_remaining = self->limit;
  if (believed)
    self->implied_per_s = (double) (self->limit - self->remaining) * 1000 / (double) headers->until_reset_ms;
}

/* The answer may have been made before that of any other request that was on its way together with this one. When none is
 * any more, each has told, and none of zero, one is left at least. */
static void
take_word (NomoBucket *self, gint64 now_ms, const NomoBucketSent *sent, const NomoRateHeaders *headers)
{
  gint64 overlap = self->sent - sent->ended - 1;
  gint64 since_ms = now_ms - self->at_ms;
  gboolean all_told = get_in_flight (self) == 0 && self->silent <= sent->ended && headers->remaining > 0;

  if (headers->limit == 0)
    set_limit (self, MAX (self->limit, headers->remaining + 1));
  self->closed = FALSE;
  self->trusted = TRUE;
  self->remaining = headers->remaining;
  self->uncounted = all_told ? MIN (overlap, headers->remaining - 1) : overlap;
  self->at_ms = now_ms;
  measure (self, now_ms, since_ms, overlap);
  if (self->remaining == 0)
    take_zero (self, now_ms, headers);
  else
    set_next (self, now_ms, headers);
}

/**
 * nomo_bucket_learn:
 * @self: a bucket
 * @now_ms: the present moment
 * @sent: what nomo_bucket_send() gave
 * @headers: what its answer says about this bucket
 * @backoff_ms: how long a refusal that asks for nothing closes the bucket; at least as long as any refusal does
 *
 * Takes over what Salla says. What was asked before the bucket closed does not open it again.
 */
void
nomo_bucket_learn (NomoBucket *self, gint64 now_ms, const NomoBucketSent *sent, const NomoRateHeaders *headers,
                   gint64 backoff_ms)
{
  gboolean late = self->closed && sent->number <= self->closed_at_sent;

  set_limit (self, headers->limit);
  if (headers->reset_ms > 0)
    self->reset_ms = headers->reset_ms;
  if (headers->refused)
    take_refusal (self, now_ms, headers, backoff_ms);
  else if (late && headers->remaining == 0)
    take_zero (self, now_ms, headers);
  else if (!late && headers->remaining >= 0)
    take_word (self, now_ms, sent, headers);
}

/* The reset promises a full bucket, except for what was sent since. One request tries whether that is so. */
static void
refresh (NomoBucket *self, gint64 now_ms)
{
  if (self->next_ms == 0 || now_ms < self->next_ms)
    return;
  self->closed = FALSE;
  self->trusted = FALSE;
  self->remaining = self->next_remaining;
  self->at_ms = now_ms;
  self->next_ms = 0;
  nomo_refill_restart (&self->refill);
}

/* Before the reset, since a bucket that has become full does not tell how fast it was. */
static gint64
get_probe_ms (const NomoBucket *self)
{
  gint64 since = MAX (self->at_ms, self->sent_ms);
  gint64 span = MAX (self->probe_ms, FIRST_PROBE_MS);

  if (self->next_ms > since)
    span = MIN (span, MAX ((self->next_ms - since) / 2, MIN_PROBE_MS));
  return since + span;
}

static gint64
wait_for_room (NomoBucket *self, gint64 now_ms, gint64 kept, gboolean may_probe)
{
  gint64 certain = self->remaining - self->uncounted;
  gint64 until = self->at_ms + NOMO_RATE_MAX_MS;

  if (certain > kept)
    return 0;
  if (get_in_flight (self) > 0 && (certain < 1 || !is_refilling (self)))
    return NOMO_BUCKET_ANSWER;
  if (is_refilling (self))
    until = self->at_ms + (gint64) ceil ((double) (kept + 1 - certain) * 1000 / self->refill.sure_per_s);
  else if (may_probe || certain > kept / 2)
    until = get_probe_ms (self);
  if (self->next_ms > 0)
    until = MIN (until, self->next_ms);
  return CLAMP (until - now_ms, 0, NOMO_RATE_MAX_MS);
}

/**
 * nomo_bucket_get_wait_ms:
 * @self: a bucket
 * @now_ms: the present moment
 * @live: whether a person waits for the request
 * @blind: whether the answers of such requests tell nothing about this bucket
 *
 * What was announced as left may be sent; the background stops at the reserve. From there on it goes as fast as the bucket
 * refills, which one request alone finds out now and then as long as it is unknown, at the cost of half the reserve at most.
 * As each answer says anew what is left, a wrong measure slows down by itself.
 *
 * Returns: how long a request has to wait, at most %NOMO_RATE_MAX_MS; 0 when it may go, %NOMO_BUCKET_ANSWER when one that is
 *   on its way has to end first
 */
gint64
nomo_bucket_get_wait_ms (NomoBucket *self, gint64 now_ms, gboolean live, gboolean blind)
{
  refresh (self, now_ms);
  if (self->closed)
    return self->next_ms - now_ms;
  if (!self->trusted)
    return get_in_flight (self) == 0 ? 0 : NOMO_BUCKET_ANSWER;
  return wait_for_room (self, now_ms, get_kept (self, live), live || blind);
}

static double
estimate (const NomoBucket *self, gint64 now_ms)
{
  double refilled = self->refill.sure_per_s * (double) (now_ms - self->at_ms) / 1000;

  return MIN ((double) (self->remaining - self->uncounted) + refilled, (double) self->limit);
}

/**
 * nomo_bucket_get_remaining:
 * @self: a bucket
 * @now_ms: the present moment
 *
 * Returns: how many requests are left by what Salla said, what was sent since and what came back by the measured pace; −1
 *   when nothing is known
 */
gint64
nomo_bucket_get_remaining (NomoBucket *self, gint64 now_ms)
{
  refresh (self, now_ms);
  return self->limit > 0 ? MAX ((gint64) estimate (self, now_ms), 0) : -1;
}

/**
 * nomo_bucket_get_eta_ms:
 * @self: a bucket
 * @now_ms: the present moment
 * @n: requests of the background
 *
 * How long it takes until there was room for all of them. As long as no refill has been measured, the one that limit,
 * remainder and reset imply is taken, which is right for a leaking bucket and the best guess for a window.
 *
 * Returns: milliseconds; 0 when nothing is known
 */
gint64
nomo_bucket_get_eta_ms (NomoBucket *self, gint64 now_ms, gint64 n)
{
  double per_s, free;
  gint64 closed_ms;

  refresh (self, now_ms);
  if (self->limit == 0)
    return 0;
  per_s = is_refilling (self) ? self->refill.per_s : self->implied_per_s;
  closed_ms = self->closed ? self->next_ms - now_ms : 0;
  free = self->closed ? (double) self->next_remaining : estimate (self, now_ms);
  free -= (double) nomo_bucket_get_reserve (self);
  if ((double) n <= free || per_s <= 0)
    return closed_ms;
  return closed_ms + (gint64) MIN (((double) n - free) * 1000 / per_s, (double) G_MAXINT32 * 1000);
}
