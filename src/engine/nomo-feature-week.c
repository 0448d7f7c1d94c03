#include "config.h"

#include "nomo-calendar.h"
#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-order.h"

#include <glib/gi18n.h>

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAYS      7

static gint64
get_moment (const NomoFeatureLook *look, int day)
{
  return nomo_day_start (day, nomo_calendar_riyadh ()) + look->values[WEEK_MINUTE] * MINUTE_MS;
}

/* The last day on which a summary was due. */
static int
find_due_day (const NomoFeatureLook *look)
{
  int day = nomo_day_of (look->now, nomo_calendar_riyadh ());

  while (nomo_day_weekday (day) != look->values[WEEK_DAY] || get_moment (look, day) > look->now)
    day--;
  return day;
}

static int
find_best_day (const NomoDays *days, int to_day)
{
  int best = to_day - DAYS + 1;

  for (int day = best; day <= to_day; day++)
    if (nomo_days_get (days, day, ORDER_DAY_SALES) > nomo_days_get (days, best, ORDER_DAY_SALES))
      best = day;
  return best;
}

static char *
word_against (gint64 sales, gint64 before)
{
  gint64 tenths = before > 0 ? (gint64) (((__int128) sales - before) * 1000 / before) : 0;
  g_autofree char *percent = nomo_format_percent (ABS (tenths));

  if (before <= 0)
    return g_strdup (_ ("The week before had no sales."));
  if (tenths == 0)
    return g_strdup (_ ("As much as the week before."));
  /* Translators: %s is a percentage. */
  return g_strdup_printf (tenths > 0 ? _ ("%s more than the week before.") : _ ("%s less than the week before."),
                          percent);
}

static char *
word_orders (gint64 orders)
{
  g_autofree char *count = nomo_format_int (orders);

  return g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) orders), count);
}

static void
tell (const NomoFeatureLook *look, const NomoDays *days, int to_day)
{
  gint64 sales = nomo_days_sum (days, to_day - DAYS + 1, to_day, ORDER_DAY_SALES);
  gint64 before = nomo_days_sum (days, to_day - 2 * DAYS + 1, to_day - DAYS, ORDER_DAY_SALES);
  g_autofree char *money = nomo_format_money (sales, look->currency, FALSE);
  g_autofree char *orders = word_orders (nomo_days_sum (days, to_day - DAYS + 1, to_day, ORDER_DAY_ORDERS));
  g_autofree char *against = word_against (sales, before);
  g_autofree char *best = nomo_format_weekday ((guint) nomo_day_weekday (find_best_day (days, to_day)));
  /* Translators: %s is an amount: the sales. */
  char *title = g_strdup_printf (_ ("Your week: %s"), money);

  if (sales > 0)
    /* Translators: 1 is a number of orders such as "12 orders", 2 a sentence, 3 the name of a weekday. */
    nomo_feature_tell (look, "overview", title,
                       g_strdup_printf (_ ("%1$s. %2$s Best day: %3$s."), orders, against, best));
  else
    nomo_feature_tell (look, "overview", title, g_strdup (_ ("Nothing was sold in the last seven days.")));
}

/**
 * nomo_feature_find_week:
 * @look: the look
 * @error: return location
 *
 * The seven days before the last day on which a summary was due, when that came since the feature is on and nobody was told.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_week (const NomoFeatureLook *look, GError **error)
{
  int due = find_due_day (look);
  g_autofree char *key = g_strdup_printf ("week:%d", due);
  g_autoptr (GHashTable) noted = nomo_feature_find_noted (look, get_moment (look, due), error);
  g_autoptr (GPtrArray) notes = nomo_feature_new_records ();
  g_autoptr (NomoDays) days = NULL;
  gboolean new = FALSE;

  if (noted == NULL)
    return FALSE;
  if (get_moment (look, due) < look->since || g_hash_table_contains (noted, key))
    return TRUE;
  days = nomo_store_read_days (look->store, NOMO_ORDER_DAY, NULL, due - 2 * DAYS, due - 1, error);
  g_ptr_array_add (notes, nomo_feature_make_note (look, key, "week", 0));
  if (days == NULL || !nomo_feature_note (look, notes, &new, error))
    return FALSE;
  if (new)
    tell (look, days, due - 1);
  return TRUE;
}
