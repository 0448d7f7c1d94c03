#include "config.h"

#include "nomo-change.h"

#include "nomo-format.h"

#include <glib/gi18n.h>

/**
 * nomo_change_of:
 * @now: a figure
 * @before: the same figure of the days it is compared with
 * @against: which days those are
 *
 * (now − before) ÷ before, in tenths of a percent, half away from zero.
 *
 * Returns: the change; not known when @before is 0 or below
 */
NomoChange
nomo_change_of (gint64 now, gint64 before, NomoAgainst against)
{
  __int128 scaled = ((__int128) now - before) * 1000;
  NomoChange change = { .known = before > 0, .against = against };

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

/* How the same is said of each of the days that a figure can be compared with. */
static const struct {
  const char *nothing;
  const char *same;
  const char *changed;
  const char *changed_narrow;
  const char *spoken_nothing;
  const char *spoken_same;
  const char *spoken_more;
  const char *spoken_less;
} words[NOMO_N_AGAINST] = {
  [NOMO_AGAINST_BEFORE] = {
    /* Translators: under a figure, in place of its change: the period before had nothing */
    N_ ("Nothing before"),
    /* Translators: under a figure that did not change */
    N_ ("As in the period before"),
    /* Translators: after a percentage with an arrow: "18.2% vs. period before"; "narrow" is for a narrow tile */
    NC_ ("change", "vs. period before"),
    NC_ ("narrow", "vs. before"),
    N_ ("Nothing to compare with in the period before"),
    N_ ("As much as in the period before"),
    /* Translators: %s is a percentage such as "18.2%" */
    N_ ("%s more than in the period before"),
    /* Translators: %s is a percentage such as "18.2%" */
    N_ ("%s less than in the period before"),
  },
  [NOMO_AGAINST_YEAR] = {
    N_ ("Nothing last year"),
    N_ ("As last year"),
    /* Translators: after a percentage with an arrow: "18.2% vs. last year" */
    NC_ ("change", "vs. last year"),
    NC_ ("narrow", "vs. last year"),
    N_ ("Nothing to compare with last year"),
    N_ ("As much as on the same days last year"),
    /* Translators: %s is a percentage such as "18.2%" */
    N_ ("%s more than on the same days last year"),
    /* Translators: %s is a percentage such as "18.2%" */
    N_ ("%s less than on the same days last year"),
  },
  [NOMO_AGAINST_HIJRI_YEAR] = {
    N_ ("Nothing last Hijri year"),
    N_ ("As last Hijri year"),
    /* Translators: after a percentage with an arrow: "18.2% vs. same Hijri days", which are those of last year */
    NC_ ("change", "vs. same Hijri days"),
    NC_ ("narrow", "vs. Hijri year"),
    N_ ("Nothing to compare with on the same Hijri days last year"),
    N_ ("As much as on the same Hijri days last year"),
    /* Translators: %s is a percentage such as "18.2%" */
    N_ ("%s more than on the same Hijri days last year"),
    /* Translators: %s is a percentage such as "18.2%" */
    N_ ("%s less than on the same Hijri days last year"),
  },
};

/**
 * nomo_change_get_words:
 * @change: a change
 * @narrow: whether there is little room
 *
 * Returns: what stands under a figure: after its change what it is compared with, «عن الفترة السابقة», or why there is none
 */
const char *
nomo_change_get_words (const NomoChange *change, gboolean narrow)
{
  if (!change->known)
    return _ (words[change->against].nothing);
  if (change->tenths == 0)
    return _ (words[change->against].same);
  if (narrow)
    return g_dpgettext2 (NULL, "narrow", words[change->against].changed_narrow);
  return g_dpgettext2 (NULL, "change", words[change->against].changed);
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
    return g_strdup (_ (words[change->against].spoken_nothing));
  if (change->tenths == 0)
    return g_strdup (_ (words[change->against].spoken_same));
  return g_strdup_printf (
      _ (change->tenths > 0 ? words[change->against].spoken_more : words[change->against].spoken_less), size);
}
