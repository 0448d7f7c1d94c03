#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoAxis:
 * @bottom: the value at the foot, 0 unless there are negative ones
 * @top: the value at the head
 * @step: the distance of two ticks, 1, 2, 2.5 or 5 times a power of ten
 * @unit: what is written as "1": 100 for halalas shown in riyals
 *
 * A linear scale with round numbers.
 */
typedef struct {
  gint64 bottom;
  gint64 top;
  gint64 step;
  gint64 unit;
} NomoAxis;

NomoAxis nomo_axis_fit (gint64 low, gint64 high, gint64 unit, guint max_steps);
guint nomo_axis_count_ticks (const NomoAxis *axis);
gint64 nomo_axis_get_tick (const NomoAxis *axis, guint index);
char *nomo_axis_format_tick (const NomoAxis *axis, guint index);
guint nomo_axis_stride (float slot, float label);

G_END_DECLS
