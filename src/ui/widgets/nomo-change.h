#pragma once

#include "nomo-period.h"

G_BEGIN_DECLS

/**
 * NomoChange:
 * @known: whether the other days had anything to compare with
 * @tenths: how much the figure changed, in tenths of a percent of the figure before; below 0 when it fell
 * @against: what it is compared with
 *
 * A figure against the same figure of other days.
 */
typedef struct {
  gboolean known;
  gint64 tenths;
  NomoAgainst against;
} NomoChange;

NomoChange nomo_change_of (gint64 now, gint64 before, NomoAgainst against);
char *nomo_change_format (const NomoChange *change);
const char *nomo_change_get_words (const NomoChange *change, gboolean narrow);
char *nomo_change_describe (const NomoChange *change);

G_END_DECLS
