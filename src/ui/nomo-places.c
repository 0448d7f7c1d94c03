#include "config.h"

#include "nomo-places.h"

#include "nomo-orders-page.h"
#include "nomo-overview-page.h"

#include <glib/gi18n.h>

static const NomoPlace places[] = {
  { "overview", N_ ("Overview"), "nomo-overview-symbolic", NULL, nomo_overview_page_get_type },
  { "orders", N_ ("Orders"), "nomo-bag-symbolic", N_ ("Store"), nomo_orders_page_get_type },
};

/**
 * nomo_places:
 * @n_places: (out): how many there are
 *
 * Returns: (array length=n_places): the pages that exist, in the sidebar's order
 */
const NomoPlace *
nomo_places (guint *n_places)
{
  *n_places = G_N_ELEMENTS (places);
  return places;
}
