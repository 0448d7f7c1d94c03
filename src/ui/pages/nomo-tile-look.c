#include "config.h"

#include "nomo-tile-look.h"

#include <glib/gi18n.h>

#define NO_ORDERS   N_ ("No orders in this period")
#define OPEN_ORDERS N_ ("Show these orders")

static const NomoTileLook looks[NOMO_N_TILES] = {
  [NOMO_TILE_SALES] = { "nomo-coins-symbolic", N_ ("Sales"), NO_ORDERS, OPEN_ORDERS },
  [NOMO_TILE_ORDERS] = { "nomo-bag-symbolic", N_ ("Orders"), NO_ORDERS, OPEN_ORDERS },
  [NOMO_TILE_AVERAGE] = { "nomo-basket-symbolic", N_ ("Average order"), NO_ORDERS, OPEN_ORDERS },
  [NOMO_TILE_CUSTOMERS] = { "nomo-subscribers-symbolic", N_ ("New customers"), N_ ("No new customers in this period"),
                            N_ ("Show these customers") },
  [NOMO_TILE_REFUNDS] = { "nomo-sync-symbolic", N_ ("Refunds"), N_ ("No refunds in this period"), OPEN_ORDERS },
  [NOMO_TILE_CARTS] = { "nomo-cart-symbolic", N_ ("Carts left today"), N_ ("No carts left today"),
                        N_ ("Show these carts") },
  [NOMO_TILE_PROFIT] = { "nomo-percent-symbolic", N_ ("Estimated profit"), NO_ORDERS, OPEN_ORDERS },
};

/**
 * nomo_tile_look_get:
 * @kind: a kind of tiles
 *
 * Returns: how it looks
 */
const NomoTileLook *
nomo_tile_look_get (NomoTileKind kind)
{
  g_return_val_if_fail (kind < NOMO_N_TILES, &looks[0]);
  return &looks[kind];
}
