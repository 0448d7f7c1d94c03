#include "config.h"

#include "nomo-relay-histogram.h"

/* From a sync of a fast disk to what Salla waits for at most. */
static const struct {
  gint64 us;
  const char *seconds;
} bounds[] = {
  { 1000, "0.001" },  { 2500, "0.0025" }, { 5000, "0.005" },  { 10000, "0.01" }, { 25000, "0.025" },
  { 50000, "0.05" },  { 100000, "0.1" },  { 250000, "0.25" }, { 500000, "0.5" }, { 1000000, "1" },
  { 2500000, "2.5" }, { 5000000, "5" },   { 10000000, "10" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (bounds) == NOMO_RELAY_HISTOGRAM_BOUNDS);

/**
 * nomo_relay_histogram_add:
 * @self: a histogram
 * @us: how long it took, microseconds
 */
void
nomo_relay_histogram_add (NomoRelayHistogram *self, gint64 us)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (bounds) && us > bounds[i].us)
    i++;
  self->counts[i]++;
  self->sum += us;
}

/**
 * nomo_relay_histogram_write:
 * @self: a histogram
 * @name: what it is called, in seconds
 * @text: to add its samples to, in Prometheus' text format: its buckets add up
 */
void
nomo_relay_histogram_write (const NomoRelayHistogram *self, const char *name, GString *text)
{
  guint64 count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++) {
    count += self->counts[i];
    g_string_append_printf (text, "%s_bucket{le=\"%s\"} %" G_GUINT64_FORMAT "\n", name, bounds[i].seconds, count);
  }
  count += self->counts[G_N_ELEMENTS (bounds)];
  g_string_append_printf (text, "%s_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n", name, count);
  g_string_append_printf (text, "%s_sum %" G_GINT64_FORMAT ".%06d\n", name, self->sum / G_USEC_PER_SEC,
                          (int) (self->sum % G_USEC_PER_SEC));
  g_string_append_printf (text, "%s_count %" G_GUINT64_FORMAT "\n", name, count);
}
