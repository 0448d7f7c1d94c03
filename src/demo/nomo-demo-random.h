#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stream of numbers that is a pure function of what it was started with. Not for secrets. */
typedef struct {
  guint64 state;
} NomoDemoRandom;

guint64 nomo_demo_random_mix (guint64 seed, guint64 stream, guint64 index);
void nomo_demo_random_init (NomoDemoRandom *self, guint64 seed);
guint64 nomo_demo_random_next (NomoDemoRandom *self);
guint nomo_demo_random_below (NomoDemoRandom *self, guint n);
gint64 nomo_demo_random_between (NomoDemoRandom *self, gint64 low, gint64 high);
double nomo_demo_random_unit (NomoDemoRandom *self);
gboolean nomo_demo_random_chance (NomoDemoRandom *self, guint per_thousand);

G_END_DECLS
