#include "config.h"

#include "nomo-calendar.h"
#include "nomo-coupon-due.h"
#include "nomo-coupon.h"
#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-notice.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* Longer than anybody is told before the end. */
#define REMEMBERED_MS (60 * DAY_MS)

#define ENDS "ends"
#define USES "uses"

/* One that is extended, or gets more uses, may be told anew: what bounds it is part of the key. */
static char *
dup_key (const NomoRecord *coupon, const char *what)
{
  guint bound = g_str_equal (what, ENDS) ? COUPON_EXPIRY : COUPON_USAGE_LIMIT;

  return g_strdup_printf ("coupons:%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, what, nomo_record_get_id (coupon),
                          nomo_record_get_int (coupon, bound));
}

static void
keep_untold (const NomoFeatureLook *look, GPtrArray *coupons, const char *what, GHashTable *noted, GPtrArray *notes)
{
  for (guint i = coupons->len; i-- > 0;) {
    g_autofree char *key = dup_key (coupons->pdata[i], what);

    if (g_hash_table_contains (noted, key))
      g_ptr_array_remove_index (coupons, i);
    else
      g_ptr_array_add (notes, nomo_feature_make_note (look, key, what, nomo_record_get_id (coupons->pdata[i])));
  }
}

static char *
word_end (const NomoFeatureLook *look, const NomoRecord *coupon)
{
  int day = nomo_day_of (nomo_record_get_int (coupon, COUPON_EXPIRY), nomo_calendar_riyadh ());
  int left = day - nomo_day_of (look->now, nomo_calendar_riyadh ());
  g_autofree char *date = nomo_format_first_date (day, NOMO_DAY_FULL);

  if (left <= 1)
    return g_strdup (left == 1 ? _ ("It ends tomorrow.") : _ ("It ends today."));
  /* Translators: %s is a date. */
  return g_strdup_printf (_ ("It ends on %s."), date);
}

static char *
word_uses (const NomoRecord *coupon)
{
  gint64 limit = nomo_record_get_int (coupon, COUPON_USAGE_LIMIT);
  gint64 left = limit - nomo_record_get_int (coupon, COUPON_USES);
  g_autofree char *number = nomo_format_int (left);

  return g_strdup_printf (ngettext ("%s use is left.", "%s uses are left.", (gulong) left), number);
}

static void
tell_one (const NomoFeatureLook *look, const NomoRecord *coupon, char *body)
{
  const char *name = nomo_coupon_due_get_name (coupon);
  g_autofree char *island = nomo_text_isolate (name != NULL ? name : "");
  /* Translators: %s is the code of a coupon. */
  char *title = g_strdup_printf (_ ("Coupon %s"), island);

  nomo_feature_tell (look, "coupons", title, body)->record = nomo_record_get_id (coupon);
}

static void
tell_some (const NomoFeatureLook *look, GPtrArray *coupons, char *title)
{
  nomo_feature_tell (look, "coupons", title, nomo_feature_name_some (coupons, COUPON_CODE, COUPON_GROUP_NAME))->filter =
      nomo_coupon_due_dup_filter (coupons, NULL);
}

static void
tell_ending (const NomoFeatureLook *look, GPtrArray *coupons)
{
  g_autofree char *count = nomo_format_int (coupons->len);

  if (coupons->len == 1)
    tell_one (look, coupons->pdata[0], word_end (look, coupons->pdata[0]));
  else if (coupons->len > 1)
    tell_some (look, coupons,
               g_strdup_printf (ngettext ("%s coupon ends soon", "%s coupons end soon", coupons->len), count));
}

static void
tell_running_out (const NomoFeatureLook *look, GPtrArray *coupons)
{
  g_autofree char *count = nomo_format_int (coupons->len);

  if (coupons->len == 1)
    tell_one (look, coupons->pdata[0], word_uses (coupons->pdata[0]));
  else if (coupons->len > 1)
    tell_some (look, coupons,
               g_strdup_printf (ngettext ("%s coupon is almost used up", "%s coupons are almost used up", coupons->len),
                                count));
}

/**
 * nomo_feature_find_coupons:
 * @look: the look
 * @error: return location
 *
 * Coupons that end within the days that were set, and those of whose uses no more than a few are left. Each is told once, unless
 * it was extended or its limit raised since. When it is switched on, what is due already is told at once.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_coupons (const NomoFeatureLook *look, GError **error)
{
  g_auto (NomoCouponDue) due = { NULL, NULL };
  g_autoptr (GHashTable) noted = nomo_feature_find_noted (look, look->now - REMEMBERED_MS, error);
  g_autoptr (GPtrArray) notes = nomo_feature_new_records ();
  gboolean new = FALSE;

  if (noted == NULL || !nomo_coupon_due_read (look->store, look->values[COUPONS_DAYS], look->values[COUPONS_PERCENT],
                                              look->now, &due, error))
    return FALSE;
  keep_untold (look, due.ending, ENDS, noted, notes);
  keep_untold (look, due.running_out, USES, noted, notes);
  if (!nomo_feature_note (look, notes, &new, error))
    return FALSE;
  if (new) {
    tell_ending (look, due.ending);
    tell_running_out (look, due.running_out);
  }
  return TRUE;
}
