#pragma once

#include "nomo-rate-headers.h"
#include "nomo-refill.h"

G_BEGIN_DECLS

/* A wait whose end only an answer can tell. */
#define NOMO_BUCKET_ANSWER (-1)

/**
 * NomoBucket:
 *
 * One limit of Salla's, as far as its headers told it. Plain values: start with all zeros. All moments are those of a clock
 * that never jumps and runs as fast as Salla's, milliseconds.
 */
typedef struct {
  gint64 limit;     /* 0: nothing is known */
  gint64 remaining; /* by the newest word */
  gint64 uncounted; /* requests of ours that this word may not know of */
  gint64 at_ms;     /* when it came */
  gint64 next_ms;   /* until when it holds at most, 0 without an end */
  gint64 next_remaining;
  gint64 reset_ms; /* in Salla's clock */
  double implied_per_s;
  gboolean closed;
  gboolean trusted;
  gint64 sent;
  gint64 ended;
  gint64 unsent; /* of those that ended, how many had never left */
  gint64 silent; /* how many had ended after the last one that told nothing */
  gint64 sent_ms;
  gint64 closed_at_sent;
  gint64 probe_ms;
  NomoRefill refill;
} NomoBucket;

/**
 * NomoBucketSent:
 *
 * What a request remembers of the moment it was sent. Plain values.
 */
typedef struct {
  gint64 number;
  gint64 ended;
  gint64 before_ms; /* when the one before it was sent */
} NomoBucketSent;

/**
 * NomoBucketEnd:
 * @NOMO_BUCKET_UNSENT: it never left, so that it has taken nothing
 * @NOMO_BUCKET_UNKNOWN: nothing is known of what became of it
 * @NOMO_BUCKET_PASSED: there was room for it, but its answer has no numbers of this bucket
 * @NOMO_BUCKET_TOLD: its answer has them
 *
 * How a request ended, seen from a bucket.
 */
typedef enum {
  NOMO_BUCKET_UNSENT,
  NOMO_BUCKET_UNKNOWN,
  NOMO_BUCKET_PASSED,
  NOMO_BUCKET_TOLD,
} NomoBucketEnd;

void nomo_bucket_send (NomoBucket *self, gint64 now_ms, NomoBucketSent *sent);
void nomo_bucket_end (NomoBucket *self, const NomoBucketSent *sent, NomoBucketEnd end);
void nomo_bucket_learn (NomoBucket *self, gint64 now_ms, const NomoBucketSent *sent, const NomoRateHeaders *headers,
                        gint64 backoff_ms);
void nomo_bucket_forget (NomoBucket *self);
gint64 nomo_bucket_get_wait_ms (NomoBucket *self, gint64 now_ms, gboolean live, gboolean blind);
gint64 nomo_bucket_get_eta_ms (NomoBucket *self, gint64 now_ms, gint64 n);
gint64 nomo_bucket_get_remaining (NomoBucket *self, gint64 now_ms);
gint64 nomo_bucket_get_reserve (const NomoBucket *self);

G_END_DECLS
