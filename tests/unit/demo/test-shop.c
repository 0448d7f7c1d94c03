#include "nomo-demo-shop.h"

#include "nomo-demo-basket.h"
#include "nomo-demo-person.h"
#include "nomo-demo-rhythm.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static NomoDemoShop *
new_shop (guint64 seed, guint orders, guint customers, double trade)
{
  NomoDemoShopPlan plan = { seed, BORN, orders, customers, trade };

  return nomo_demo_shop_new (&plan);
}

/* Equal in everything that a client can see. */
static gboolean
orders_are_equal (NomoDemoShop *a, NomoDemoShop *b, guint index, guint other)
{
  const NomoDemoOrder *x = nomo_demo_shop_get_order (a, index), *y = nomo_demo_shop_get_order (b, other);

  return x->id == y->id && x->created == y->created && x->updated == y->updated && x->total == y->total &&
         x->reference == y->reference && x->status == y->status &&
         nomo_demo_shop_get_customer (a, x->customer)->id == nomo_demo_shop_get_customer (b, y->customer)->id;
}

static void
assert_equal (NomoDemoShop *a, NomoDemoShop *b)
{
  g_assert_cmpuint (nomo_demo_shop_get_n_orders (a), ==, nomo_demo_shop_get_n_orders (b));
  g_assert_cmpuint (nomo_demo_shop_get_n_customers (a), ==, nomo_demo_shop_get_n_customers (b));
  for (guint i = 0; i < nomo_demo_shop_get_n_orders (a); i++) {
    g_assert_true (orders_are_equal (a, b, i, i));
    g_assert_cmpuint (nomo_demo_shop_get_by_update (a)[i], ==, nomo_demo_shop_get_by_update (b)[i]);
  }
}

static void
test_deterministic (void)
{
  g_autoptr (NomoDemoShop) a = new_shop (7, 2000, 700, 0);
  g_autoptr (NomoDemoShop) b = new_shop (7, 2000, 700, 0);
  g_autoptr (NomoDemoShop) c = new_shop (8, 2000, 700, 0);
  guint same = 0;

  assert_equal (a, b);
  for (guint i = 0; i < 2000; i++)
    same += nomo_demo_shop_get_order (a, i)->total == nomo_demo_shop_get_order (c, i)->total ? 1 : 0;
  g_assert_cmpuint (same, <, 200);
}

static void
test_exact_counts (void)
{
  static const guint cases[][2] = {
    { 0, 0 }, { 0, 50 }, { 1, 1 }, { 10, 200 }, { 3000, 1050 }, { 500, 1 }, { 77, 77 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (NomoDemoShop) shop = new_shop (7, cases[i][0], cases[i][1], 0);

    g_assert_cmpuint (nomo_demo_shop_get_n_orders (shop), ==, cases[i][0]);
    g_assert_cmpuint (nomo_demo_shop_get_n_customers (shop), ==, cases[i][1]);
  }
}

static void
test_ids (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 6000, 2000, 0);
  guint n = nomo_demo_shop_get_n_orders (shop);

  for (guint i = 1; i < n; i++) {
    const NomoDemoOrder *before = nomo_demo_shop_get_order (shop, i - 1), *order = nomo_demo_shop_get_order (shop, i);

    g_assert_cmpint (before->id, <, order->id);
    g_assert_cmpuint (before->reference, <, order->reference);
    g_assert_cmpint (before->created, <=, order->created);
    g_assert_true (nomo_demo_shop_find_order (shop, order->id) == order);
  }
  g_assert_cmpint (nomo_demo_shop_get_order (shop, n - 1)->id, >, G_MAXINT32);
  g_assert_null (nomo_demo_shop_find_order (shop, 12));
  for (guint i = 1; i < nomo_demo_shop_get_n_customers (shop); i++)
    g_assert_cmpint (nomo_demo_shop_get_customer (shop, i - 1)->id, <, nomo_demo_shop_get_customer (shop, i)->id);
}

static void
test_customers_come_before_their_orders (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 6000, 2000, 0);
  guint silent = 0;

  for (guint i = 0; i < 6000; i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);

    g_assert_cmpint (nomo_demo_shop_get_customer (shop, order->customer)->registered, <=, order->created);
  }
  for (guint i = 0; i < 2000; i++)
    silent += nomo_demo_shop_get_customer (shop, i)->n_orders == 0 ? 1 : 0;
  g_assert_cmpuint (silent, ==, 2000 / 12);
}

static void
test_sums (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 12000, 4200, 0);
  gint64 sum = 0;
  guint riyals = 0, lost = 0;

  for (guint i = 0; i < 12000; i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    const char *currency =
        nomo_demo_person_country (nomo_demo_shop_get_customer (shop, order->customer)->seed)->currency;
    NomoDemoBasket basket;

    nomo_demo_shop_fill_basket (shop, order, &basket);
    g_assert_cmpint (basket.total, ==, order->total);
    if (g_str_equal (currency, "SAR")) {
      sum += order->total;
      riyals++;
    }
    lost += order->status == NOMO_DEMO_PAYMENT_PENDING || order->status >= NOMO_DEMO_CANCELED ? 1 : 0;
  }
  g_assert_cmpint (sum / riyals, >, 26000);
  g_assert_cmpint (sum / riyals, <, 34000);
  g_assert_cmpuint (riyals, <, 11900);
  g_assert_cmpuint (lost, >, 12000 * 4 / 100);
  g_assert_cmpuint (lost, <, 12000 * 8 / 100);
}

static void
test_up_to_now (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 12000, 4200, 0);
  gint64 last = nomo_demo_shop_get_order (shop, 11999)->created, opened = nomo_demo_shop_get_opened (shop);

  g_assert_cmpint (last, <=, BORN);
  g_assert_cmpint (last, >, BORN - NOMO_DEMO_HOUR_MS);
  g_assert_cmpint (nomo_demo_shop_get_order (shop, 0)->created, <, opened + 7 * NOMO_DEMO_DAY_MS);
}

static void
assert_by_update_is_right (NomoDemoShop *shop)
{
  guint n = nomo_demo_shop_get_n_orders (shop);
  const guint32 *by = nomo_demo_shop_get_by_update (shop);
  g_autofree gboolean *seen = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++) {
    g_assert_false (seen[by[i]]);
    seen[by[i]] = TRUE;
    if (i > 0)
      g_assert_cmpint (nomo_demo_shop_get_order (shop, by[i - 1])->updated, <=,
                       nomo_demo_shop_get_order (shop, by[i])->updated);
  }
}

static void
test_lives_on (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 3000, 1000, 0);
  gint64 now = BORN + 6 * NOMO_DEMO_DAY_MS;
  guint moved = 0;

  assert_by_update_is_right (shop);
  nomo_demo_shop_advance (shop, now);
  g_assert_cmpuint (nomo_demo_shop_get_n_orders (shop), ==, 3000);
  assert_by_update_is_right (shop);
  for (guint i = 0; i < 3000; i++) {
    g_assert_cmpint (nomo_demo_shop_get_order (shop, i)->updated, <=, now);
    moved += nomo_demo_shop_get_order (shop, i)->updated > BORN ? 1 : 0;
  }
  g_assert_cmpuint (moved, >, 10);
}

static void
test_any_way_to_now_is_the_same (void)
{
  g_autoptr (NomoDemoShop) a = new_shop (7, 500, 200, 3);
  g_autoptr (NomoDemoShop) b = new_shop (7, 500, 200, 3);
  gint64 end = BORN + 9 * NOMO_DEMO_DAY_MS;

  nomo_demo_shop_advance (a, end);
  for (gint64 now = BORN; now < end; now += 1234567)
    nomo_demo_shop_advance (b, now);
  nomo_demo_shop_advance (b, end);
  g_assert_cmpuint (nomo_demo_shop_get_n_orders (a), >, 500 + 9 * 24 * 2);
  assert_equal (a, b);
  assert_by_update_is_right (a);
}

static void
test_hand_orders_move_nothing (void)
{
  g_autoptr (NomoDemoShop) a = new_shop (7, 500, 200, 3);
  g_autoptr (NomoDemoShop) b = new_shop (7, 500, 200, 3);
  gint64 end = BORN + 4 * NOMO_DEMO_DAY_MS;
  guint found = 0, n;

  nomo_demo_shop_place_orders (b, BORN + NOMO_DEMO_DAY_MS, 40);
  nomo_demo_shop_advance (a, end);
  nomo_demo_shop_advance (b, end);
  n = nomo_demo_shop_get_n_orders (a);
  g_assert_cmpuint (nomo_demo_shop_get_n_orders (b), ==, n + 40);
  for (guint i = 0, j = 0; i < n && j < n + 40; j++) {
    if (!orders_are_equal (a, b, i, j))
      continue;
    i++;
    found++;
  }
  g_assert_cmpuint (found, ==, n);
  assert_by_update_is_right (b);
}

static void
test_customers_return (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 6000, 2100, 0);
  guint once = 0, most = 0;

  for (guint i = 0; i < nomo_demo_shop_get_n_customers (shop); i++) {
    guint n = nomo_demo_shop_get_customer (shop, i)->n_orders;

    once += n == 1 ? 1 : 0;
    most = MAX (most, n);
  }
  g_assert_cmpuint (once, >, 2100 / 6);
  g_assert_cmpuint (once, <, 2100 / 2);
  g_assert_cmpuint (most, >, 15);
  g_assert_cmpuint (most, <, 120);
}

static void
test_by_total (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 800, 300, 0);
  const guint32 *by;

  g_assert_nonnull (nomo_demo_shop_get_by_total (shop));
  nomo_demo_shop_place_orders (shop, BORN + 1, 5);
  by = nomo_demo_shop_get_by_total (shop);
  for (guint i = 1; i < 805; i++)
    g_assert_cmpint (nomo_demo_shop_get_order (shop, by[i - 1])->total, <=,
                     nomo_demo_shop_get_order (shop, by[i])->total);
}

static void
test_weekly_rhythm (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 20000, 6000, 0);
  guint days[7] = { 0 };

  for (guint i = 0; i < 20000; i++)
    days[(nomo_demo_rhythm_day (nomo_demo_shop_get_order (shop, i)->created) + 4) % 7]++;
  for (guint i = 0; i < 5; i++) {
    g_assert_cmpuint (days[5], >, days[i]);
    g_assert_cmpuint (days[6], >, days[i]);
  }
}

static void
test_mobiles_are_unique (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (7, 6000, 5000, 0);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < nomo_demo_shop_get_n_customers (shop); i++) {
    const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (shop, i);
    g_auto (NomoDemoPerson) person = { 0 };

    nomo_demo_person_fill (&person, customer->seed, customer->serial);
    g_assert_true (
        g_hash_table_add (seen, g_strdup_printf ("%s%" G_GINT64_FORMAT, person.country->dial, person.mobile)));
  }
}

static void
test_speed (void)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (NomoDemoShop) shop = new_shop (7, 60000, 20000, 0);

  g_test_minimized_result (g_timer_elapsed (timer, NULL), "60,000 orders generated in %.3f s",
                           g_timer_elapsed (timer, NULL));
  g_assert_cmpuint (nomo_demo_shop_get_n_orders (shop), ==, 60000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shop/deterministic", test_deterministic);
  g_test_add_func ("/shop/exact-counts", test_exact_counts);
  g_test_add_func ("/shop/ids", test_ids);
  g_test_add_func ("/shop/customers-come-before-their-orders", test_customers_come_before_their_orders);
  g_test_add_func ("/shop/sums", test_sums);
  g_test_add_func ("/shop/up-to-now", test_up_to_now);
  g_test_add_func ("/shop/lives-on", test_lives_on);
  g_test_add_func ("/shop/any-way-to-now-is-the-same", test_any_way_to_now_is_the_same);
  g_test_add_func ("/shop/hand-orders-move-nothing", test_hand_orders_move_nothing);
  g_test_add_func ("/shop/customers-return", test_customers_return);
  g_test_add_func ("/shop/by-total", test_by_total);
  g_test_add_func ("/shop/weekly-rhythm", test_weekly_rhythm);
  g_test_add_func ("/shop/mobiles-are-unique", test_mobiles_are_unique);
  g_test_add_func ("/shop/speed", test_speed);
  return g_test_run ();
}
