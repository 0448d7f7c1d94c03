#include "config.h"

#include "nomo-axis.h"

#include "nomo-format.h"

/* A scale up to here is written out, a longer one in thousands. */
#define LONGEST_IN_FULL 10000

#define HIGHEST (G_MAXINT64 / 32)

static gint64
floor_to (gint64 value, gint64 step)
{
  return value >= 0 ? value / step * step : -((-value + step - 1) / step * step);
}

static gint64
ceil_to (gint64 value, gint64 step)
{
  return -floor_to (-value, step);
}

/* The steps in rising order: 1, 2, 2.5, 5, 10 … units, where 2.5 is left out as long as it would be a broken number. */
static gint64
next_step (gint64 power, guint *index, gint64 unit)
{
  static const int tenths[] = { 10, 20, 25, 50 };

  if (*index == 2 && power / unit < 10)
    *index = 3;
  return power / 10 * tenths[*index] + power % 10 * tenths[*index] / 10;
}

/**
 * nomo_axis_fit:
 * @low: the smallest value
 * @high: the largest value
 * @unit: what is written as "1", a power of ten; steps are never finer
 * @max_steps: how many steps there may be, at least 2
 *
 * The scale with the finest round steps that still has at most @max_steps of them. Zero is always on it, so that bars and
 * areas tell the truth.
 *
 * Returns: the scale
 */
NomoAxis
nomo_axis_fit (gint64 low, gint64 high, gint64 unit, guint max_steps)
{
  NomoAxis axis = { .unit = MAX (unit, 1) };

  low = CLAMP (low, -HIGHEST, 0);
  high = CLAMP (high, 0, HIGHEST);
  if (low == 0 && high == 0)
    high = axis.unit * max_steps;

  for (gint64 power = axis.unit;; power *= 10) {
    for (guint i = 0; i < 4; i++) {
      axis.step = next_step (power, &i, axis.unit);
      axis.bottom = floor_to (low, axis.step);
      axis.top = ceil_to (high, axis.step);
      if ((axis.top - axis.bottom) / axis.step <= max_steps)
        return axis;
    }
  }
}

/**
 * nomo_axis_count_ticks:
 * @axis: a scale
 *
 * Returns: how many ticks it has, foot and head included
 */
guint
nomo_axis_count_ticks (const NomoAxis *axis)
{
  return (guint) ((axis->top - axis->bottom) / axis->step) + 1;
}

/**
 * nomo_axis_get_tick:
 * @axis: a scale
 * @index: which tick, from the foot
 *
 * Returns: the value there
 */
gint64
nomo_axis_get_tick (const NomoAxis *axis, guint index)
{
  return axis->bottom + (gint64) index * axis->step;
}

/* The factor in which a large scale is written: 1000 for 10, 20, 30, "40K". 1 when the steps would become broken numbers. */
static gint64
scale_of (gint64 top, gint64 step)
{
  for (gint64 scale = 1000000000; scale > 1; scale /= 1000) {
    if (top >= scale && top > LONGEST_IN_FULL)
      return step % scale == 0 ? scale : 1;
  }
  return 1;
}

/**
 * nomo_axis_format_tick:
 * @axis: a scale
 * @index: which tick, from the foot
 *
 * The number at a tick. Thousands are named once, at the head ("40K", «40 ألف»), and the others are bare: 30, 20, 10, 0.
 *
 * Returns: (transfer full): the text
 */
char *
nomo_axis_format_tick (const NomoAxis *axis, guint index)
{
  gint64 top = axis->top / axis->unit;
  gint64 step = axis->step / axis->unit;
  gint64 value = nomo_axis_get_tick (axis, index) / axis->unit;
  gint64 scale = scale_of (top, step);

  if (scale == 1 && top > LONGEST_IN_FULL)
    return nomo_format_short (value);
  return value == top && scale > 1 ? nomo_format_short (value) : nomo_format_int (value / scale);
}

/**
 * nomo_axis_stride:
 * @slot: room of one point in pixels, > 0
 * @label: the widest label in pixels, with its margin
 *
 * Returns: that every nth point can be labelled: 1, 2, 3, 5, 7, 10 or a multiple of 10
 */
guint
nomo_axis_stride (float slot, float label)
{
  static const guint strides[] = { 1, 2, 3, 5, 7, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++) {
    if ((float) strides[i] * slot >= label)
      return strides[i];
  }
  return ((guint) (label / slot / 10) + 1) * 10;
}
