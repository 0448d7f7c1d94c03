#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_SALLA_CLOCK_VOTES 5

/**
 * NomoSallaClock:
 *
 * What the answers say of Salla's clock, so that one that is off by hours does not count: a record that seems to be of tomorrow
 * could not be changed until then. Begins as zeros.
 */
typedef struct {
  gint64 offsets[NOMO_SALLA_CLOCK_VOTES]; /* of the last answers, against our monotonic clock, milliseconds */
  guint n;                                /* answers so far */
  gint64 last;
} NomoSallaClock;

gint64 nomo_salla_clock_take (NomoSallaClock *self, gint64 date_ms, gint64 now_ms);
gint64 nomo_salla_clock_get_last (const NomoSallaClock *self);

G_END_DECLS
