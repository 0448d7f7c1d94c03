#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_RELAY_HISTOGRAM_BOUNDS 13

/**
 * NomoRelayHistogram:
 * @counts: how many times took at most as long as each bound says and longer than the one before; the last one is of those that
 *   took longer than all
 * @sum: of all of them, microseconds
 *
 * How long something took.
 */
typedef struct {
  guint64 counts[NOMO_RELAY_HISTOGRAM_BOUNDS + 1];
  gint64 sum;
} NomoRelayHistogram;

void nomo_relay_histogram_add (NomoRelayHistogram *self, gint64 us);
void nomo_relay_histogram_write (const NomoRelayHistogram *self, const char *name, GString *text);

G_END_DECLS
