#include "nomo-demo-carts-list.h"

#include "nomo-demo-person.h"
#include "nomo-demo-rhythm.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */
#define ALL  G_MAXINT64

static NomoDemoShop *
new_shop (guint orders, double trade)
{
  NomoDemoShopPlan plan = { 7, BORN, orders, orders / 3, trade };

  return nomo_demo_shop_new (&plan);
}

static guint
count (NomoDemoShop *shop)
{
  return nomo_demo_carts_count_before (nomo_demo_shop_get_carts (shop), ALL);
}

static const NomoDemoCart *
get (NomoDemoShop *shop, guint cart)
{
  return nomo_demo_carts_get (nomo_demo_shop_get_carts (shop), cart);
}

static void
test_left_by_customers (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (3000, 0);
  guint lost = 0, n = count (shop);

  g_assert_cmpuint (n, >, 1900);
  g_assert_cmpuint (n, <=, 2001);
  for (guint i = 0; i < n; i++) {
    const NomoDemoCart *cart = get (shop, i);
    const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (shop, cart->customer);

    g_assert_cmpint (cart->created, <=, BORN);
    g_assert_cmpint (customer->registered, <=, cart->created);
    if (i > 0)
      g_assert_cmpint (get (shop, i - 1)->created, <=, cart->created);
    g_assert_true (cart->lost == (customer->n_orders == 0));
    lost += cart->lost ? 1 : 0;
  }
  g_assert_cmpuint (lost, >, n / 5);
  g_assert_cmpuint (lost, <, n * 2 / 5);
}

static void
assert_bought_by_who_left_them (NomoDemoShop *shop)
{
  g_autoptr (GHashTable) orders = g_hash_table_new (NULL, NULL);
  guint n = count (shop);

  for (guint i = 0; i < n; i++) {
    const NomoDemoCart *cart = get (shop, i);
    const NomoDemoOrder *order;

    if (cart->order == NOMO_DEMO_NO_ORDER)
      continue;
    order = nomo_demo_shop_get_order (shop, cart->order);
    g_assert_false (cart->lost);
    g_assert_cmpuint (order->customer, ==, cart->customer);
    g_assert_cmpint (order->created - cart->created, >=, NOMO_DEMO_HOUR_MS);
    g_assert_cmpint (order->created - cart->created, <=, 3 * NOMO_DEMO_DAY_MS);
    g_assert_true (g_hash_table_add (orders, GUINT_TO_POINTER (cart->order + 1)));
  }
  g_assert_cmpuint (g_hash_table_size (orders), >, n / 25);
  g_assert_cmpuint (g_hash_table_size (orders), <, n / 4);
}

static void
test_bought_by_who_left_them (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (3000, 6);
  guint before = count (shop);

  assert_bought_by_who_left_them (shop);
  nomo_demo_shop_place_orders (shop, BORN + 1, 30);
  nomo_demo_shop_advance (shop, BORN + 30 * NOMO_DEMO_DAY_MS);
  g_assert_cmpuint (count (shop), >, before + 50);
  assert_bought_by_who_left_them (shop);
}

/* A cart can be seen before it is bought, and is the same cart afterwards. */
static void
test_bought_later (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (2000, 6);
  guint bought = 0, n;

  nomo_demo_shop_advance (shop, BORN + NOMO_DEMO_DAY_MS);
  n = nomo_demo_carts_count_abandoned (shop, BORN + NOMO_DEMO_DAY_MS, 0);
  for (guint i = 0; i < n; i++)
    bought -= get (shop, i)->order != NOMO_DEMO_NO_ORDER ? 1 : 0;
  nomo_demo_shop_advance (shop, BORN + 4 * NOMO_DEMO_DAY_MS);
  for (guint i = 0; i < n; i++)
    bought += get (shop, i)->order != NOMO_DEMO_NO_ORDER ? 1 : 0;
  g_assert_cmpuint (bought, >, 0);
  g_assert_cmpuint (bought, <, n / 10);
}

static void
assert_equal (NomoDemoShop *a, NomoDemoShop *b)
{
  g_assert_cmpuint (count (a), ==, count (b));
  for (guint i = 0; i < count (a); i++) {
    NomoDemoCartView x, y;

    nomo_demo_cart_view_fill (&x, a, i);
    nomo_demo_cart_view_fill (&y, b, i);
    g_assert_cmpint (x.id, ==, y.id);
    g_assert_cmpint (x.created, ==, y.created);
    g_assert_cmpint (x.updated, ==, y.updated);
    g_assert_cmpint (x.customer->id, ==, y.customer->id);
    g_assert_cmpint (x.basket.total, ==, y.basket.total);
    g_assert_true ((x.order == NULL) == (y.order == NULL));
  }
}

static void
test_any_way_to_now_is_the_same (void)
{
  g_autoptr (NomoDemoShop) a = new_shop (900, 3), b = new_shop (900, 3);
  gint64 end = BORN + 9 * NOMO_DEMO_DAY_MS;

  nomo_demo_shop_advance (a, end);
  nomo_demo_shop_place_orders (b, BORN + 5, 40);
  for (gint64 now = BORN + 5; now < end; now += 1234567)
    nomo_demo_shop_advance (b, now);
  nomo_demo_shop_advance (b, end);
  assert_equal (a, b);
}

static void
test_views (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (3000, 0);

  for (guint i = 0; i < count (shop); i++) {
    NomoDemoCartView cart;

    nomo_demo_cart_view_fill (&cart, shop, i);
    g_assert_cmpint (cart.updated, >=, cart.created);
    g_assert_cmpstr (cart.basket.currency, ==, nomo_demo_person_country (cart.customer->seed)->currency);
    if (cart.order == NULL) {
      g_assert_cmpint (cart.updated, <, cart.created + NOMO_DEMO_HOUR_MS);
      continue;
    }
    g_assert_cmpint (cart.updated, ==, cart.order->created);
    g_assert_cmpint (cart.basket.total, ==, cart.order->total);
  }
}

static void
test_abandoned_after_an_hour (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (3000, 0);
  guint n = count (shop);
  gint64 last = get (shop, n - 1)->created;

  g_assert_cmpuint (nomo_demo_carts_count_abandoned (shop, last + NOMO_DEMO_HOUR_MS, 0), ==, n);
  g_assert_cmpuint (nomo_demo_carts_count_abandoned (shop, last + NOMO_DEMO_HOUR_MS - 1, 0), ==, n - 1);
  g_assert_cmpuint (nomo_demo_carts_count_abandoned (shop, last + NOMO_DEMO_HOUR_MS, 61), <, n);
  g_assert_cmpuint (nomo_demo_carts_count_abandoned (shop, last, G_MAXINT64), ==, 0);
}

/* Not one cart in a shop that nobody ever came to, and no end of memory for a clock that races. */
static void
test_bounds (void)
{
  g_autoptr (NomoDemoShop) empty = new_shop (0, 0), shop = new_shop (30, 0);

  nomo_demo_shop_advance (empty, BORN + 90 * NOMO_DEMO_DAY_MS);
  g_assert_cmpuint (count (empty), ==, 0);
  nomo_demo_shop_advance (shop, BORN + G_GINT64_CONSTANT (1000000) * NOMO_DEMO_DAY_MS);
  g_assert_cmpuint (count (shop), >, 1500);
  g_assert_cmpuint (count (shop), <, 3000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carts/left-by-customers", test_left_by_customers);
  g_test_add_func ("/carts/bought-by-who-left-them", test_bought_by_who_left_them);
  g_test_add_func ("/carts/bought-later", test_bought_later);
  g_test_add_func ("/carts/any-way-to-now-is-the-same", test_any_way_to_now_is_the_same);
  g_test_add_func ("/carts/views", test_views);
  g_test_add_func ("/carts/abandoned-after-an-hour", test_abandoned_after_an_hour);
  g_test_add_func ("/carts/bounds", test_bounds);
  return g_test_run ();
}
