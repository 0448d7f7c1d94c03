#include "config.h"

#include "nomo-freshness.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-period-words.h"

#include <glib/gi18n.h>

/* Of when the figures of a shop are, in words. */

/**
 * nomo_freshness_is_stale:
 * @shop: the shop
 *
 * Returns: whether nothing newer can come in at present, so that figures are of a moment that has passed
 */
gboolean
nomo_freshness_is_stale (NomoShop *shop)
{
  NomoShopState state = nomo_shop_get_state (shop);

  return state == NOMO_SHOP_OFFLINE || state == NOMO_SHOP_SIGNED_OUT || state == NOMO_SHOP_ERROR;
}

/**
 * nomo_freshness_is_incomplete:
 * @shop: the shop
 *
 * Returns: whether the first walk through the shop's orders has not come to its end: what is missing looks like a fall
 */
gboolean
nomo_freshness_is_incomplete (NomoShop *shop)
{
  return nomo_shop_get_as_of (shop) == 0;
}

/**
 * nomo_freshness_is_coming:
 * @shop: the shop
 *
 * Returns: whether that first walk is on its way, so that nothing may be something soon
 */
gboolean
nomo_freshness_is_coming (NomoShop *shop)
{
  return nomo_freshness_is_incomplete (shop) && nomo_shop_get_state (shop) == NOMO_SHOP_SYNCING;
}

/**
 * nomo_freshness_is_of_before:
 * @shop: the shop
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Returns: whether nothing of today is known
 */
gboolean
nomo_freshness_is_of_before (NomoShop *shop, int today)
{
  return !nomo_freshness_is_incomplete (shop) &&
         nomo_day_of (nomo_shop_get_as_of (shop), nomo_shop_get_zone (shop)) < today;
}

/**
 * nomo_freshness_word_as_of:
 * @shop: the shop
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Returns: (transfer full) (nullable): until when its figures hold; %NULL when that is not known yet
 */
char *
nomo_freshness_word_as_of (NomoShop *shop, int today)
{
  gint64 as_of = nomo_shop_get_as_of (shop);

  if (as_of == 0)
    return NULL;
  if (nomo_freshness_is_of_before (shop, today))
    return nomo_format_recent (as_of, nomo_clock_now (), nomo_shop_get_zone (shop));
  return nomo_format_time (as_of, nomo_shop_get_zone (shop));
}

/**
 * nomo_freshness_word_stamp:
 * @shop: the shop
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Returns: (transfer full) (nullable): the stamp of figures that are not of now, «حتى 10:42 ص»; %NULL when they are
 */
char *
nomo_freshness_word_stamp (NomoShop *shop, int today)
{
  g_autofree char *as_of = nomo_freshness_word_as_of (shop, today);

  if (as_of == NULL)
    /* Translators: beside figures while the shop's orders are still being brought for the first time */
    return g_strdup (_ ("Not all here yet"));
  if (!nomo_freshness_is_stale (shop))
    return NULL;
  /* Translators: the moment the figures are of: "As of 10:42 AM" */
  return g_strdup_printf (_ ("As of %s"), as_of);
}

/**
 * nomo_freshness_word_known:
 * @known: of how many orders the details are known
 * @all: how many there are
 *
 * Returns: (transfer full): what is said beside a figure that needs the details of orders
 */
char *
nomo_freshness_word_known (gint64 known, gint64 all)
{
  g_autofree char *some = nomo_format_int (known);
  g_autofree char *whole = nomo_format_int (all);

  /* Translators: of how many orders the details are known that a figure needs, as in "Known for 120 of 300 orders" */
  return g_strdup_printf (ngettext ("Known for %1$s of %2$s order", "Known for %1$s of %2$s orders", (gulong) all),
                          some, whole);
}

/**
 * nomo_freshness_word_known_before:
 * @known: of how many orders of the days that a figure is compared with the details are known
 * @all: how many there are
 * @against: which days these are
 *
 * Returns: (transfer full): what is said in place of a comparison that would be one with a part of the orders
 */
char *
nomo_freshness_word_known_before (gint64 known, gint64 all, NomoAgainst against)
{
  g_autofree char *some = nomo_format_int (known);
  g_autofree char *whole = nomo_format_int (all);

  /* Translators: in place of a comparison, in a narrow place; 1 is what it would be with, such as "Period before", 2 of how many
   * orders of 3 the details are known that it needs */
  return g_strdup_printf (_ ("%1$s: %2$s of %3$s known"), nomo_period_words_before (against), some, whole);
}
