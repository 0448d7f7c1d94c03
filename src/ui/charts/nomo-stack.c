#include "config.h"

#include "nomo-stack.h"

#include <glib/gi18n.h>

#define PALETTE_OTHER 8

static NomoSeries *
sum_up (NomoSeries *const *series, guint n_series)
{
  g_autofree gint64 *values = NULL;
  guint length = 0;

  for (guint s = 0; s < n_series; s++)
    length = MAX (length, nomo_series_get_length (series[s]));
  values = g_new0 (gint64, MAX (length, 1));
  for (guint s = 0; s < n_series; s++) {
    for (guint i = 0; i < length; i++) {
      gint64 value = nomo_series_get_value (series[s], i);

      values[i] += value == NOMO_SERIES_NONE ? 0 : MAX (value, 0);
    }
  }
  /* Translators: the slice of a chart that holds everything which has no slice of its own */
  return nomo_series_new (NOMO_SERIES_STACK, C_ ("chart", "Other"), PALETTE_OTHER, values, length);
}

/**
 * nomo_stack_fold:
 * @series: (array length=n_series): any number of stacked series, the largest first
 * @n_series: how many
 *
 * A chart with more than five colours cannot be read: the sixth series and those behind it become one, "Other". Six remain
 * six: a rest of one keeps its name.
 *
 * Returns: (transfer full) (element-type NomoSeries): at most six series
 */
GPtrArray *
nomo_stack_fold (NomoSeries *const *series, guint n_series)
{
  GPtrArray *folded = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  guint kept = n_series <= NOMO_STACK_MOST + 1 ? n_series : NOMO_STACK_MOST;

  for (guint s = 0; s < kept; s++)
    g_ptr_array_add (folded, nomo_series_ref (series[s]));
  if (kept < n_series)
    g_ptr_array_add (folded, sum_up (series + kept, n_series - kept));
  return folded;
}

/**
 * nomo_stack_base:
 * @series: (element-type NomoSeries): the series of a chart
 * @which: one of them
 * @index: a point
 *
 * A slice begins where those before it end. What is negative has no slice.
 *
 * Returns: the value at which the slice of @which begins
 */
gint64
nomo_stack_base (const GPtrArray *series, guint which, guint index)
{
  gint64 base = 0;

  for (guint s = 0; s < which; s++) {
    const NomoSeries *below = g_ptr_array_index (series, s);
    gint64 value = nomo_series_get_value (below, index);

    if (nomo_series_get_kind (below) == NOMO_SERIES_STACK && value != NOMO_SERIES_NONE && value > 0)
      base += value;
  }
  return base;
}

/**
 * nomo_stack_top:
 * @series: (element-type NomoSeries): the series of a chart
 * @index: a point
 *
 * Returns: the sum of all slices
 */
gint64
nomo_stack_top (const GPtrArray *series, guint index)
{
  return nomo_stack_base (series, series->len, index);
}
