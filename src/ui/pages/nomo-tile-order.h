#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoTileKind:
 * @NOMO_TILE_SALES: sales
 * @NOMO_TILE_ORDERS: orders
 * @NOMO_TILE_AVERAGE: average order
 * @NOMO_TILE_CUSTOMERS: new customers
 * @NOMO_TILE_REFUNDS: money given back
 * @NOMO_TILE_CARTS: carts left today
 * @NOMO_TILE_PROFIT: what is left of the sales by the merchant's margin
 *
 * The tiles that Overview can have.
 */
typedef enum {
  NOMO_TILE_SALES,
  NOMO_TILE_ORDERS,
  NOMO_TILE_AVERAGE,
  NOMO_TILE_CUSTOMERS,
  NOMO_TILE_REFUNDS,
  NOMO_TILE_CARTS,
  NOMO_TILE_PROFIT,
  NOMO_N_TILES
} NomoTileKind;

/**
 * NomoTileOrder:
 * @kinds: every kind once, in the order of reading
 * @hidden: by kind, whether it is not shown
 *
 * Which tiles there are and in what order. Plain data.
 */
typedef struct {
  NomoTileKind kinds[NOMO_N_TILES];
  gboolean hidden[NOMO_N_TILES];
} NomoTileOrder;

void nomo_tile_order_parse (NomoTileOrder *self, const char *text);
char *nomo_tile_order_to_text (const NomoTileOrder *self);
gboolean nomo_tile_order_move (NomoTileOrder *self, guint place, int by);
gboolean nomo_tile_order_is_usual (const NomoTileOrder *self);

G_END_DECLS
