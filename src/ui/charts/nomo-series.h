#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* No value at a point: the line has a gap there. */
#define NOMO_SERIES_NONE G_MININT64

/**
 * NomoSeriesKind:
 * @NOMO_SERIES_LINE: a line
 * @NOMO_SERIES_AREA: a line with a soft area under it
 * @NOMO_SERIES_BARS: a bar at each point
 * @NOMO_SERIES_STACK: a slice of the bar at each point, on top of the slices before it
 */
typedef enum {
  NOMO_SERIES_LINE,
  NOMO_SERIES_AREA,
  NOMO_SERIES_BARS,
  NOMO_SERIES_STACK,
} NomoSeriesKind;

typedef struct _NomoSeries NomoSeries;

NomoSeries *nomo_series_new (NomoSeriesKind kind, const char *title, guint palette, const gint64 *values, guint length);
NomoSeries *nomo_series_new_before (const char *title, const gint64 *values, guint length);
NomoSeries *nomo_series_ref (NomoSeries *self);
void nomo_series_unref (NomoSeries *self);

NomoSeriesKind nomo_series_get_kind (const NomoSeries *self);
const char *nomo_series_get_title (const NomoSeries *self);
guint nomo_series_get_palette (const NomoSeries *self);
gboolean nomo_series_is_bar (const NomoSeries *self);
gboolean nomo_series_is_dashed (const NomoSeries *self);
guint nomo_series_get_length (const NomoSeries *self);
gint64 nomo_series_get_value (const NomoSeries *self, guint index);
gboolean nomo_series_equal (const NomoSeries *a, const NomoSeries *b);
gboolean nomo_series_get_range (const NomoSeries *self, gint64 *low, gint64 *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSeries, nomo_series_unref)

G_END_DECLS
