#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_PACE_SAMPLES 16

/**
 * NomoPace:
 *
 * How fast something moves, from its newest samples. Plain values: start with all zeros.
 */
typedef struct {
  gint64 time_us[NOMO_PACE_SAMPLES];
  gint64 done[NOMO_PACE_SAMPLES];
  guint count;
} NomoPace;

void nomo_pace_add (NomoPace *self, gint64 now_us, gint64 done);
gint64 nomo_pace_get_seconds_left (const NomoPace *self, gint64 now_us, gint64 total);

G_END_DECLS
