#include "config.h"

#include "nomo-calendar.h"
#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-occasion.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* No occasion comes round more seldom than once in a year, and a reminder is at most two months ahead of it. */
#define REMEMBERED_MS (500 * DAY_MS)

static void
tell (const NomoFeatureLook *look, const NomoOccasion *occasion, int today)
{
  g_autofree char *days = nomo_format_days (occasion->sale_from - today);
  g_autofree char *begins = nomo_format_both_dates (occasion->sale_from, NOMO_DAY_WEEKDAY_SHORT);
  const char *name = nomo_occasion_get_name (occasion->kind);
  /* Translators: 1 is a season, 2 days, such as "30 days". */
  char *title = occasion->sale_from > today ? g_strdup_printf (_ ("%1$s: offers begin in %2$s"), name, days)
                                            : g_strdup_printf (_ ("%s: offers begin now"), name);

  nomo_feature_tell (look, "seasons", title,
                     /* Translators: %s is a day, in both calendars. */
                     g_strdup_printf (_ ("From %s. A coupon for it is prepared, for you to look at."), begins));
}

static gboolean
is_due (const NomoFeatureLook *look, const NomoOccasion *occasion, int today)
{
  int days = (int) look->values[SEASONS_DAYS];
  int remind = days > 0 ? occasion->sale_from - days : occasion->remind;

  return look->values[SEASONS_KIND + occasion->kind] != 0 && remind <= today && today <= occasion->sale_from;
}

/**
 * nomo_feature_find_seasons:
 * @look: the look
 * @error: return location
 *
 * The occasions for which it is time to prepare, each once whenever it comes round.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_seasons (const NomoFeatureLook *look, GError **error)
{
  int today = nomo_day_of (look->now, nomo_calendar_riyadh ());
  /* Of one that ends today no coupon can be made any more. */
  g_autoptr (GArray) occasions = nomo_occasions_next (today + 1);
  g_autoptr (GHashTable) noted = nomo_feature_find_noted (look, look->now - REMEMBERED_MS, error);

  for (guint i = 0; noted != NULL && i < occasions->len; i++) {
    const NomoOccasion *occasion = &g_array_index (occasions, NomoOccasion, i);
    g_autofree char *key = g_strdup_printf ("season:%u:%d", occasion->kind, occasion->from);
    g_autoptr (GPtrArray) notes = nomo_feature_new_records ();
    gboolean new = FALSE;

    if (!is_due (look, occasion, today) || g_hash_table_contains (noted, key))
      continue;
    g_ptr_array_add (notes, nomo_feature_make_note (look, key, "season", 0));
    if (!nomo_feature_note (look, notes, &new, error))
      return FALSE;
    if (new)
      tell (look, occasion, today);
  }
  return noted != NULL;
}
