#include "config.h"

#include "nomo-tile-order.h"

static void
assert_text (const char *text, const char *expected)
{
  NomoTileOrder order;
  g_autofree char *found = NULL;

  nomo_tile_order_parse (&order, text);
  found = nomo_tile_order_to_text (&order);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_text (void)
{
  static const char other[] = "orders sales -average customers refunds carts profit";

  assert_text ("", "");
  assert_text (NULL, "");
  assert_text ("sales orders average customers refunds carts profit", "");
  assert_text (other, other);
}

/* Settings of an older or a newer version, or of another hand. */
static void
test_other_hands (void)
{
  assert_text ("-profit orders", "-profit orders sales average customers refunds carts");
  assert_text ("orders weather orders - -- -orders", "orders sales average customers refunds carts profit");
  assert_text ("   ", "");
}

static void
test_move (void)
{
  NomoTileOrder order;

  nomo_tile_order_parse (&order, NULL);
  g_assert_true (nomo_tile_order_is_usual (&order));
  g_assert_false (nomo_tile_order_move (&order, 0, -1));
  g_assert_false (nomo_tile_order_move (&order, NOMO_N_TILES - 1, 1));
  g_assert_false (nomo_tile_order_move (&order, NOMO_N_TILES, -1));
  g_assert_true (nomo_tile_order_move (&order, 0, 2));
  g_assert_cmpint (order.kinds[0], ==, NOMO_TILE_ORDERS);
  g_assert_cmpint (order.kinds[1], ==, NOMO_TILE_AVERAGE);
  g_assert_cmpint (order.kinds[2], ==, NOMO_TILE_SALES);
  g_assert_false (nomo_tile_order_is_usual (&order));
  g_assert_true (nomo_tile_order_move (&order, 2, -2));
  g_assert_true (nomo_tile_order_is_usual (&order));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/tile-order/text", test_text);
  g_test_add_func ("/ui/tile-order/other-hands", test_other_hands);
  g_test_add_func ("/ui/tile-order/move", test_move);
  return g_test_run ();
}
