#include "nomo-demo-groups.h"

#include "nomo-demo-basket.h"
#include "nomo-demo-person.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static guint
find_group (const char *name)
{
  for (guint i = 0; i < nomo_demo_groups_get_n (); i++)
    if (g_str_equal (nomo_demo_group_get_name (i), name))
      return i;
  g_assert_not_reached ();
}

static void
test_edges (void)
{
  guint big = find_group ("كبار العملاء"), often = find_group ("عملاء متكررون"), loyal = find_group ("عملاء أوفياء");
  guint never = find_group ("لم يشتروا بعد"), small = find_group ("اشتروا أقل من ٢٠٠ ريال");
  NomoDemoCustomer customer = { .n_orders = 9, .spent = 300000 };

  g_assert_false (nomo_demo_group_has (big, &customer));
  g_assert_true (nomo_demo_group_has (often, &customer));
  g_assert_false (nomo_demo_group_has (loyal, &customer));
  customer = (NomoDemoCustomer) { .n_orders = 10, .spent = 300001 };
  g_assert_true (nomo_demo_group_has (big, &customer));
  g_assert_false (nomo_demo_group_has (often, &customer));
  g_assert_true (nomo_demo_group_has (loyal, &customer));
  customer = (NomoDemoCustomer) { .n_orders = 1, .spent = 20000 };
  g_assert_false (nomo_demo_group_has (small, &customer));
  g_assert_false (nomo_demo_group_has (never, &customer));
  customer = (NomoDemoCustomer) { 0 };
  g_assert_true (nomo_demo_group_has (small, &customer));
  g_assert_true (nomo_demo_group_has (never, &customer));
}

static void
test_spent_is_what_orders_cost (void)
{
  NomoDemoShopPlan plan = { 7, BORN, 2000, 700, 4 };
  g_autoptr (NomoDemoShop) shop = nomo_demo_shop_new (&plan);
  g_autofree gint64 *spent = NULL;
  guint n, foreign = 0;

  nomo_demo_shop_place_orders (shop, BORN + 1000, 30);
  nomo_demo_shop_advance (shop, BORN + G_GINT64_CONSTANT (86400000));
  n = nomo_demo_shop_get_n_customers (shop);
  spent = g_new0 (gint64, n);
  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    guint64 seed = nomo_demo_shop_get_customer (shop, order->customer)->seed;
    const char *currency = nomo_demo_person_country (seed)->currency;

    spent[order->customer] += nomo_demo_basket_to_riyals (order->total, currency);
    foreign += g_str_equal (currency, "SAR") ? 0 : 1;
  }
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (nomo_demo_shop_get_customer (shop, i)->spent, ==, spent[i]);
  g_assert_cmpuint (foreign, >, 10);
}

/* 10 dinars, 10 dirhams, and halves that are rounded up. */
static void
test_riyals (void)
{
  g_assert_cmpint (nomo_demo_basket_to_riyals (10000, "KWD"), ==, 12210);
  g_assert_cmpint (nomo_demo_basket_to_riyals (500, "KWD"), ==, 611);
  g_assert_cmpint (nomo_demo_basket_to_riyals (1000, "AED"), ==, 1021);
  g_assert_cmpint (nomo_demo_basket_to_riyals (5000, "AED"), ==, 5106);
  g_assert_cmpint (nomo_demo_basket_to_riyals (12345, "SAR"), ==, 12345);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/groups/edges", test_edges);
  g_test_add_func ("/groups/spent-is-what-orders-cost", test_spent_is_what_orders_cost);
  g_test_add_func ("/groups/riyals", test_riyals);
  return g_test_run ();
}
