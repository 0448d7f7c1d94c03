#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoChange:
 * @known: whether the period before had anything to compare with
 * @tenths: how much the figure changed, in tenths of a percent of the figure before; below 0 when it fell
 *
 * A figure against the same figure of the period before.
 */
typedef struct {
  gboolean known;
  gint64 tenths;
} NomoChange;

NomoChange nomo_change_of (gint64 now, gint64 before);
char *nomo_change_format (const NomoChange *change);
char *nomo_change_describe (const NomoChange *change);

G_END_DECLS
