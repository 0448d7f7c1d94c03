#include "config.h"

#include "nomo-buckets.h"

/**
 * nomo_buckets_count:
 * @n_values: how many values there are
 * @size: how many of them make one
 *
 * Returns: how many there are then; the last may be of fewer values
 */
guint
nomo_buckets_count (guint n_values, guint size)
{
  return (n_values + size - 1) / size;
}

/**
 * nomo_buckets_sum:
 * @values: (array length=n_values): what to add up
 * @n_values: how many
 * @size: how many of them make one, such as 7 for weeks of days
 *
 * Returns: (transfer full): nomo_buckets_count() sums
 */
gint64 *
nomo_buckets_sum (const gint64 *values, guint n_values, guint size)
{
  gint64 *sums = g_new0 (gint64, nomo_buckets_count (n_values, size) + 1);

  for (guint i = 0; i < n_values; i++)
    sums[i / size] += values[i];
  return sums;
}
