#include "config.h"

#include "nomo-series.h"

#include <string.h>

/* Comparison periods always have this colour of the palette, dashed. */
#define PALETTE_BEFORE 8

struct _NomoSeries {
  gatomicrefcount refs;
  NomoSeriesKind kind;
  char *title;
  guint palette;
  gboolean dashed;
  gint64 *values;
  guint length;
};

/**
 * nomo_series_new:
 * @kind: how it is drawn
 * @title: its name, translated
 * @palette: its colour in the chart palette, 1 to 8
 * @values: (array length=length): a value for each point, or %NOMO_SERIES_NONE
 * @length: how many points
 *
 * Numbers of a chart, in time order, oldest first. Immutable.
 *
 * Returns: (transfer full): the series
 */
NomoSeries *
nomo_series_new (NomoSeriesKind kind, const char *title, guint palette, const gint64 *values, guint length)
{
  NomoSeries *self = g_new0 (NomoSeries, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->title = g_strdup (title);
  self->palette = CLAMP (palette, 1, 8);
  self->values = g_memdup2 (values, length * sizeof *values);
  self->length = length;
  return self;
}

/**
 * nomo_series_new_before:
 * @title: its name, translated
 * @values: (array length=length): a value for each point, or %NOMO_SERIES_NONE
 * @length: how many points
 *
 * The period that another series is compared with: a dashed line in slate.
 *
 * Returns: (transfer full): the series
 */
NomoSeries *
nomo_series_new_before (const char *title, const gint64 *values, guint length)
{
  NomoSeries *self = nomo_series_new (NOMO_SERIES_LINE, title, PALETTE_BEFORE, values, length);

  self->dashed = TRUE;
  return self;
}

NomoSeries *
nomo_series_ref (NomoSeries *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
nomo_series_unref (NomoSeries *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->title);
  g_free (self->values);
  g_free (self);
}

NomoSeriesKind
nomo_series_get_kind (const NomoSeries *self)
{
  return self->kind;
}

const char *
nomo_series_get_title (const NomoSeries *self)
{
  return self->title;
}

guint
nomo_series_get_palette (const NomoSeries *self)
{
  return self->palette;
}

/**
 * nomo_series_is_bar:
 * @self: a series
 *
 * Returns: whether it is drawn as bars, side by side or stacked, which need a slot of their own
 */
gboolean
nomo_series_is_bar (const NomoSeries *self)
{
  return self->kind == NOMO_SERIES_BARS || self->kind == NOMO_SERIES_STACK;
}

gboolean
nomo_series_is_dashed (const NomoSeries *self)
{
  return self->dashed;
}

guint
nomo_series_get_length (const NomoSeries *self)
{
  return self->length;
}

/**
 * nomo_series_get_value:
 * @self: a series
 * @index: a point
 *
 * Returns: the value there; %NOMO_SERIES_NONE also behind the end
 */
gint64
nomo_series_get_value (const NomoSeries *self, guint index)
{
  return index < self->length ? self->values[index] : NOMO_SERIES_NONE;
}

/**
 * nomo_series_equal:
 * @a: a series
 * @b: another
 *
 * Returns: whether a chart would show them alike
 */
gboolean
nomo_series_equal (const NomoSeries *a, const NomoSeries *b)
{
  return a->kind == b->kind && a->palette == b->palette && a->dashed == b->dashed && a->length == b->length &&
         g_str_equal (a->title, b->title) &&
         (a->length == 0 || memcmp (a->values, b->values, a->length * sizeof *a->values) == 0);
}

/**
 * nomo_series_get_range:
 * @self: a series
 * @low: (inout): lowered to the smallest value
 * @high: (inout): raised to the largest value
 *
 * Returns: whether the series has any value
 */
gboolean
nomo_series_get_range (const NomoSeries *self, gint64 *low, gint64 *high)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->length; i++) {
    if (self->values[i] == NOMO_SERIES_NONE)
      continue;
    *low = MIN (*low, self->values[i]);
    *high = MAX (*high, self->values[i]);
    any = TRUE;
  }
  return any;
}
