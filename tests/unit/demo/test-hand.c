#include "nomo-demo-catalogue.h"
#include "nomo-demo-rhythm.h"

#define BORN  G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */
#define LATER (BORN + NOMO_DEMO_DAY_MS)

/* More than are kept. */
#define N_PUTS (NOMO_DEMO_MAX_HAND_STEPS + 6)

static const NomoDemoOrderChange nothing = { .created = -1, .customer = -1, .total = -1, .status = -1 };

static NomoDemoShop *
new_shop (double trade)
{
  NomoDemoShopPlan plan = { 7, BORN, 900, 300, trade };

  return nomo_demo_shop_new (&plan);
}

static guint
count_left (NomoDemoShop *shop)
{
  return nomo_demo_shop_count_left (shop, NOMO_DEMO_ORDERS, nomo_demo_shop_get_n_orders (shop));
}

/* Each list holds every order that is left once, in its order. */
static void
assert_lists_are_right (NomoDemoShop *shop)
{
  const guint32 *by_time = nomo_demo_shop_get_by_time (shop), *by_update = nomo_demo_shop_get_by_update (shop);
  const guint32 *by_total = nomo_demo_shop_get_by_total (shop), *lists[] = { by_time, by_update, by_total };
  guint n = count_left (shop);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

    for (guint j = 0; j < n && lists[i] != NULL; j++) {
      g_assert_false (nomo_demo_shop_has_lost (shop, NOMO_DEMO_ORDERS, lists[i][j]));
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (lists[i][j] + 1)));
    }
  }
  for (guint j = 1; j < n; j++) {
    const NomoDemoOrder *a, *b;

    a = nomo_demo_shop_get_order (shop, by_update[j - 1]);
    b = nomo_demo_shop_get_order (shop, by_update[j]);
    g_assert_cmpint (a->updated, <=, b->updated);
    a = nomo_demo_shop_get_order (shop, by_total[j - 1]);
    b = nomo_demo_shop_get_order (shop, by_total[j]);
    g_assert_cmpint (a->total, <=, b->total);
    a = nomo_demo_shop_get_order (shop, by_time != NULL ? by_time[j - 1] : j - 1);
    b = nomo_demo_shop_get_order (shop, by_time != NULL ? by_time[j] : j);
    g_assert_cmpint (a->created, <=, b->created);
  }
}

static void
test_deleted_orders (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (20);
  gint64 id = nomo_demo_shop_get_order (shop, 899)->id;
  guint before;

  g_assert_null (nomo_demo_shop_get_by_time (shop));
  nomo_demo_shop_hide (shop, NOMO_DEMO_ORDERS, 899);
  nomo_demo_shop_hide (shop, NOMO_DEMO_ORDERS, 0);
  g_assert_cmpuint (count_left (shop), ==, 898);
  g_assert_null (nomo_demo_shop_find_order (shop, id));
  g_assert_nonnull (nomo_demo_shop_find_order (shop, nomo_demo_shop_get_order (shop, 898)->id));
  g_assert_cmpuint (nomo_demo_shop_count_before (shop, G_MAXINT64), ==, 898);
  assert_lists_are_right (shop);
  nomo_demo_shop_advance (shop, LATER);
  before = nomo_demo_shop_get_n_orders (shop);
  g_assert_cmpuint (before, >, 1100);
  g_assert_cmpuint (count_left (shop), ==, before - 2);
  nomo_demo_shop_place_orders (shop, LATER, 10);
  g_assert_cmpuint (count_left (shop), ==, before + 8);
  assert_lists_are_right (shop);
}

static void
test_moved_to_another_day (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  NomoDemoOrderChange change = nothing;
  NomoDemoBasket before, after;
  guint first;

  nomo_demo_shop_fill_basket (shop, nomo_demo_shop_get_order (shop, 500), &before);
  change.created = nomo_demo_shop_get_order (shop, 20)->created + 1;
  first = nomo_demo_shop_count_before (shop, change.created + 1);
  nomo_demo_shop_change_order (shop, 500, &change, LATER);
  g_assert_cmpuint (nomo_demo_shop_count_before (shop, change.created + 1), ==, first + 1);
  nomo_demo_shop_fill_basket (shop, nomo_demo_shop_get_order (shop, 500), &after);
  g_assert_cmpint (after.total, ==, before.total);
  g_assert_cmpint (after.items[0].price, ==, before.items[0].price);
  g_assert_cmpint (nomo_demo_shop_get_order (shop, 500)->updated, ==, LATER);
  assert_lists_are_right (shop);
}

static void
test_restated (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  static const gint64 totals[] = { 100000, 12345, 500, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++) {
    NomoDemoOrderChange change = nothing;
    NomoDemoBasket before, basket;

    nomo_demo_shop_fill_basket (shop, nomo_demo_shop_get_order (shop, 33), &before);
    change.currency = nomo_demo_basket_find_currency ("USD");
    change.total = totals[i];
    nomo_demo_shop_change_order (shop, 33, &change, LATER);
    nomo_demo_shop_fill_basket (shop, nomo_demo_shop_get_order (shop, 33), &basket);
    g_assert_cmpstr (basket.currency, ==, "USD");
    g_assert_cmpint (basket.total, ==, totals[i]);
    g_assert_cmpint (basket.sub_total, >=, 0);
    g_assert_cmpint (basket.sub_total + basket.shipping + basket.cod + basket.tax - basket.discount, ==, totals[i]);
    g_assert_cmpstr (basket.payment_method, ==, before.payment_method);
  }
  assert_lists_are_right (shop);
  g_assert_null (nomo_demo_basket_find_currency ("XAU"));
}

/* An order that was put somewhere stays there, whatever its seed had in mind. */
static void
test_put_by_hand (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  NomoDemoOrderChange change = nothing;
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  const NomoDemoOrder *order;
  guint n, index;

  nomo_demo_shop_place_orders (shop, BORN, 1);
  index = nomo_demo_shop_get_n_orders (shop) - 1;
  for (guint i = 0; i < N_PUTS; i++) {
    change.status = i % 2 == 0 ? NOMO_DEMO_SHIPPED : NOMO_DEMO_CANCELED;
    nomo_demo_shop_change_order (shop, index, &change, BORN + 1000 + i);
  }
  nomo_demo_shop_advance (shop, BORN + 30 * NOMO_DEMO_DAY_MS);
  order = nomo_demo_shop_get_order (shop, index);
  g_assert_cmpuint (order->status, ==, NOMO_DEMO_CANCELED);
  g_assert_cmpint (order->updated, ==, BORN + 1000 + N_PUTS - 1);
  n = nomo_demo_shop_read_steps (shop, order, steps);
  g_assert_cmpuint (n, <=, NOMO_DEMO_MAX_STEPS);
  g_assert_cmpuint (steps[n - 1].status, ==, NOMO_DEMO_CANCELED);
  g_assert_cmpint (steps[n - 1].moment, ==, BORN + 1000 + N_PUTS - 1);
  g_assert_false (nomo_demo_shop_find_review (shop, index, &n));
  assert_lists_are_right (shop);
}

static void
test_quietly (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  NomoDemoOrderChange change = nothing;
  gint64 updated = nomo_demo_shop_get_order (shop, 40)->updated;

  change.quietly = TRUE;
  change.status = NOMO_DEMO_REFUNDED;
  change.customer = 7;
  nomo_demo_shop_change_order (shop, 40, &change, LATER);
  g_assert_cmpint (nomo_demo_shop_get_order (shop, 40)->updated, ==, updated);
  g_assert_cmpuint (nomo_demo_shop_get_order (shop, 40)->status, ==, NOMO_DEMO_REFUNDED);
  g_assert_cmpuint (nomo_demo_shop_get_order (shop, 40)->customer, ==, 7);
}

static void
test_products (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  NomoDemoStock before, stock;
  guint found;

  nomo_demo_stock_fill (&before, shop, 2, BORN);
  nomo_demo_shop_change_product (shop, 2, NULL, NULL, 12300, 0);
  nomo_demo_stock_fill (&stock, shop, 2, BORN);
  g_assert_cmpint (nomo_demo_price_asked (&stock.price), ==, 12300);
  g_assert_cmpint (stock.price.changed, ==, before.price.changed);
  g_assert_cmpstr (stock.name, ==, nomo_demo_products[2].name);
  nomo_demo_shop_change_product (shop, 2, "وردة", NULL, -1, LATER);
  nomo_demo_stock_fill (&stock, shop, 2, LATER);
  g_assert_cmpint (nomo_demo_price_asked (&stock.price), ==, 12300);
  g_assert_cmpint (stock.price.changed, ==, LATER);
  g_assert_cmpstr (stock.name, ==, "وردة");
  g_assert_null (stock.picture);
  nomo_demo_shop_change_product (shop, 2, NULL, "https://x/y.jpg", -1, LATER);
  nomo_demo_shop_change_product (shop, 2, NULL, NULL, 12300, LATER);
  nomo_demo_stock_fill (&stock, shop, 2, LATER);
  g_assert_cmpstr (stock.picture, ==, "https://x/y.jpg");
  nomo_demo_shop_hide (shop, NOMO_DEMO_PRODUCTS, 2);
  g_assert_false (nomo_demo_product_find (shop, nomo_demo_product_get_id (2), &found));
  g_assert_true (nomo_demo_product_find (shop, nomo_demo_product_get_id (3), &found));
}

static void
test_customers (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (shop, 11);
  gint64 updated = nomo_demo_shop_get_customer_updated (shop, customer, BORN);
  g_auto (NomoDemoPerson) before = { 0 }, after = { 0 };

  nomo_demo_shop_fill_person (shop, customer, &before);
  nomo_demo_shop_change_customer (shop, 11, NULL, "الباحة", 0);
  g_assert_cmpint (nomo_demo_shop_get_customer_updated (shop, customer, LATER), <=, LATER);
  g_assert_cmpint (nomo_demo_shop_get_customer_updated (shop, customer, BORN), ==, updated);
  nomo_demo_shop_change_customer (shop, 11, "هدى", NULL, LATER);
  nomo_demo_shop_fill_person (shop, customer, &after);
  g_assert_cmpstr (after.first, ==, "هدى");
  g_assert_cmpstr (after.city->name, ==, "الباحة");
  g_assert_cmpstr (after.last, ==, before.last);
  g_assert_true (after.country == before.country);
  g_assert_cmpint (nomo_demo_shop_get_customer_updated (shop, customer, LATER), ==, LATER);
  nomo_demo_shop_hide (shop, NOMO_DEMO_CUSTOMERS, 11);
  g_assert_null (nomo_demo_shop_find_customer (shop, customer->id));
}

/* One in eight does, within 90 days of the day when they came. */
static guint
count_changed_after (NomoDemoShop *shop, gint64 moment, gint64 now)
{
  guint n = 0;

  for (guint i = 0; i < nomo_demo_shop_get_n_customers (shop); i++)
    n += nomo_demo_shop_get_customer_updated (shop, nomo_demo_shop_get_customer (shop, i), now) > moment;
  return n;
}

static void
test_customers_of_a_closed_shop (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  gint64 later = BORN + 90 * NOMO_DEMO_DAY_MS;

  g_assert_cmpuint (count_changed_after (shop, BORN, later), >, 0);
  nomo_demo_shop_close (shop, BORN);
  g_assert_cmpuint (count_changed_after (shop, BORN, later), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hand/deleted-orders", test_deleted_orders);
  g_test_add_func ("/hand/moved-to-another-day", test_moved_to_another_day);
  g_test_add_func ("/hand/restated", test_restated);
  g_test_add_func ("/hand/put-by-hand", test_put_by_hand);
  g_test_add_func ("/hand/quietly", test_quietly);
  g_test_add_func ("/hand/products", test_products);
  g_test_add_func ("/hand/customers", test_customers);
  g_test_add_func ("/hand/customers-of-a-closed-shop", test_customers_of_a_closed_shop);
  return g_test_run ();
}
