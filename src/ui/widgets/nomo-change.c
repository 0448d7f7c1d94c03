#include "config.h"

#include "nomo-change.h"

#include "nomo-format.h"

#include <glib/gi18n.h>

/**
 * nomo_change_of:
 * @now: a figure
 * @before: the same figure of the period before
 *
 * (now − before) ÷ before, in tenths of a percent, half away from zero.
 *
 * Returns: the change; not known when @before is 0 or below
 */
NomoChange
nomo_change_of (gint64 now, gint64 before)
{
  __int128 scaled = ((__int128) now - before) * 1000;
  NomoChange change = { .known = before > 0 };

  if (!change.known)
    return change;
  scaled = (scaled + (scaled < 0 ? -1 : 1) * (__int128) before / 2) / before;
  change.tenths = (gint64) CLAMP (scaled, -1000000000, 1000000000);
  return change;
}

/**
 * nomo_change_format:
 * @change: a change
 *
 * Returns: (transfer full): its size without a sign, "18.2%": an arrow beside it gives the direction
 */
char *
nomo_change_format (const NomoChange *change)
{
  return nomo_format_percent (ABS (change->tenths));
}

/**
 * nomo_change_describe:
 * @change: a change
 *
 * Returns: (transfer full): the change in words, for screen readers
 */
char *
nomo_change_describe (const NomoChange *change)
{
  g_autofree char *size = nomo_change_format (change);

  if (!change->known)
    return g_strdup (_ ("Nothing to compare with in the period before"));
  if (change->tenths == 0)
    return g_strdup (_ ("As much as in the period before"));
  /* Translators: %s is a percentage such as "18.2%" */
  return g_strdup_printf (
      change->tenths > 0 ? _ ("%s more than in the period before") : _ ("%s less than in the period before"), size);
}
