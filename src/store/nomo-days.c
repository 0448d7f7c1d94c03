#include "config.h"

#include "nomo-days.h"

struct _NomoDays {
  gatomicrefcount references;
  int from;
  int to;
  guint64 seq;
  gint64 sums[][NOMO_MEASURES];
};

G_DEFINE_BOXED_TYPE (NomoDays, nomo_days, nomo_days_ref, nomo_days_unref)

/**
 * nomo_days_new:
 * @from_day: first day, days since 1970-01-01
 * @to_day: last day, included; not before @from_day
 *
 * Returns: (transfer full): sums of 0 for every day
 */
NomoDays *
nomo_days_new (int from_day, int to_day)
{
  NomoDays *self = NULL;

  g_return_val_if_fail (from_day <= to_day, NULL);

  self = g_malloc0 (sizeof (NomoDays) + (gsize) (to_day - from_day + 1) * sizeof (gint64[NOMO_MEASURES]));
  g_atomic_ref_count_init (&self->references);
  self->from = from_day;
  self->to = to_day;
  return self;
}

/**
 * nomo_days_ref:
 * @self: sums by day
 *
 * Returns: (transfer full): the same sums
 */
NomoDays *
nomo_days_ref (NomoDays *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * nomo_days_unref:
 * @self: (transfer full): sums by day
 */
void
nomo_days_unref (NomoDays *self)
{
  if (g_atomic_ref_count_dec (&self->references))
    g_free (self);
}

/* Around the end of the numbers, as a damaged table may hold anything. */
static gint64
wrap (gint64 sum, gint64 more)
{
  return (gint64) ((guint64) sum + (guint64) more);
}

/**
 * nomo_days_add:
 * @self: sums by day
 * @day: a day; outside of the range nothing happens
 * @measures: (array fixed-size=4): what to add
 */
void
nomo_days_add (NomoDays *self, int day, const gint64 *measures)
{
  if (day < self->from || day > self->to)
    return;
  for (guint i = 0; i < NOMO_MEASURES; i++)
    self->sums[day - self->from][i] = wrap (self->sums[day - self->from][i], measures[i]);
}

/**
 * nomo_days_get_from:
 * @self: sums by day
 *
 * Returns: the first day
 */
int
nomo_days_get_from (const NomoDays *self)
{
  return self->from;
}

/**
 * nomo_days_get_to:
 * @self: sums by day
 *
 * Returns: the last day
 */
int
nomo_days_get_to (const NomoDays *self)
{
  return self->to;
}

/**
 * nomo_days_get:
 * @self: sums by day
 * @day: a day
 * @measure: index of a measure of the rollup
 *
 * Returns: the sum, 0 outside of the range
 */
gint64
nomo_days_get (const NomoDays *self, int day, guint measure)
{
  g_return_val_if_fail (measure < NOMO_MEASURES, 0);

  return day < self->from || day > self->to ? 0 : self->sums[day - self->from][measure];
}

/**
 * nomo_days_sum:
 * @self: sums by day
 * @from_day: first day
 * @to_day: last day, included
 * @measure: index of a measure of the rollup
 *
 * Returns: the sum over the days that lie in the range
 */
gint64
nomo_days_sum (const NomoDays *self, int from_day, int to_day, guint measure)
{
  gint64 sum = 0;

  for (int day = MAX (from_day, self->from); day <= MIN (to_day, self->to); day++)
    sum = wrap (sum, nomo_days_get (self, day, measure));
  return sum;
}

/**
 * nomo_days_get_seq:
 * @self: sums by day
 *
 * Returns: the store's sequence number at which they were read
 */
guint64
nomo_days_get_seq (const NomoDays *self)
{
  return self->seq;
}

/**
 * nomo_days_set_seq:
 * @self: sums by day
 * @seq: the store's sequence number at which they were read
 */
void
nomo_days_set_seq (NomoDays *self, guint64 seq)
{
  self->seq = seq;
}
