#include "nomo-demo-catalogue.h"

#include "nomo-demo-person.h"
#include "nomo-demo-rhythm.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static NomoDemoShop *
new_shop (double trade)
{
  NomoDemoShopPlan plan = { 7, BORN, 3000, 1000, trade };

  return nomo_demo_shop_new (&plan);
}

static gboolean
prices_are_equal (const NomoDemoPrice *a, const NomoDemoPrice *b)
{
  return a->regular == b->regular && a->sale == b->sale && a->sale_ends == b->sale_ends && a->changed == b->changed;
}

/* A price holds from the moment it names; looks at every six hours of two years. */
static void
test_prices_hold_since_they_changed (void)
{
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    for (gint64 at = BORN - 730 * NOMO_DEMO_DAY_MS; at < BORN; at += 6 * NOMO_DEMO_HOUR_MS) {
      NomoDemoPrice price = nomo_demo_price_at (i, at), then = nomo_demo_price_at (i, price.changed);
      NomoDemoPrice before = nomo_demo_price_at (i, price.changed - 1);

      g_assert_cmpint (price.changed, <=, at);
      g_assert_true (prices_are_equal (&price, &then));
      g_assert_cmpint (before.changed, <, price.changed);
      g_assert_cmpint (price.regular % 100 + price.sale % 100, ==, 0);
      g_assert_cmpint (ABS (price.regular - nomo_demo_products[i].price), <=, nomo_demo_products[i].price / 10);
    }
  }
}

/* What is said to come next comes then, and nothing before it. */
static void
test_next_price (void)
{
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    gint64 at = BORN;

    for (guint j = 0; j < 20; j++) {
      gint64 next = nomo_demo_price_next (i, at);
      NomoDemoPrice last = nomo_demo_price_at (i, next - 1), now = nomo_demo_price_at (i, at);

      g_assert_cmpint (next, >, at);
      g_assert_true (prices_are_equal (&last, &now));
      g_assert_cmpint (nomo_demo_price_at (i, next).changed, ==, next);
      at = next;
    }
  }
}

static void
test_sales_end (void)
{
  guint n = 0;

  for (guint i = 0; i < nomo_demo_n_products; i++) {
    NomoDemoPrice price = nomo_demo_price_at (i, BORN), ended;

    g_assert_true ((price.sale == 0) == (price.sale_ends == 0));
    if (price.sale == 0)
      continue;
    n++;
    g_assert_cmpint (price.sale, <, price.regular);
    g_assert_cmpint (nomo_demo_price_asked (&price), ==, price.sale);
    g_assert_cmpint (nomo_demo_price_at (i, price.sale_ends).sale, ==, price.sale);
    g_assert_cmpint ((price.sale_ends + 3 * NOMO_DEMO_HOUR_MS + 1000) % NOMO_DEMO_DAY_MS, ==, 0);
    ended = nomo_demo_price_at (i, price.sale_ends + 1000);
    g_assert_cmpint (ended.sale, ==, 0);
    g_assert_cmpint (ended.regular, ==, price.regular);
    g_assert_cmpint (ended.changed, ==, price.sale_ends + 1000);
  }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, nomo_demo_n_products / 3);
}

static const char *
currency_of (NomoDemoShop *shop, const NomoDemoOrder *order)
{
  return nomo_demo_person_country (nomo_demo_shop_get_customer (shop, order->customer)->seed)->currency;
}

static void
test_orders_hold_what_was_asked (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  guint on_sale = 0;

  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    const char *currency = currency_of (shop, order);
    NomoDemoBasket basket;

    nomo_demo_shop_fill_basket (shop, order, &basket);
    for (guint j = 0; j < basket.n_items; j++) {
      NomoDemoPrice price = nomo_demo_price_at (basket.items[j].product, order->created);

      g_assert_cmpint (basket.items[j].price, ==, nomo_demo_basket_convert (nomo_demo_price_asked (&price), currency));
      g_assert_cmpint (basket.items[j].regular, ==, nomo_demo_basket_convert (price.regular, currency));
      on_sale += price.sale != 0 ? 1 : 0;
    }
  }
  g_assert_cmpuint (on_sale, >, 50);
}

static void
assert_sold_is_what_orders_hold (NomoDemoShop *shop)
{
  guint sold[NOMO_DEMO_MAX_PRODUCTS] = { 0 };

  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    NomoDemoBasket basket;

    nomo_demo_shop_fill_basket (shop, order, &basket);
    for (guint j = 0; j < basket.n_items; j++)
      sold[basket.items[j].product] += basket.items[j].quantity;
  }
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    NomoDemoStock stock;

    nomo_demo_stock_fill (&stock, shop, i, BORN);
    g_assert_cmpuint (stock.sold, ==, sold[i]);
  }
}

static void
test_sold (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (5);

  assert_sold_is_what_orders_hold (shop);
  nomo_demo_shop_place_orders (shop, BORN + 1, 50);
  nomo_demo_shop_advance (shop, BORN + 2 * NOMO_DEMO_DAY_MS);
  g_assert_cmpuint (nomo_demo_shop_get_n_orders (shop), >, 3000 + 50 + 100);
  assert_sold_is_what_orders_hold (shop);
}

static void
test_stock (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  guint hidden = 0, unlimited = 0, without_cost = 0;

  for (guint i = 0; i < nomo_demo_n_products; i++) {
    NomoDemoStock stock;

    nomo_demo_stock_fill (&stock, shop, i, BORN);
    g_assert_cmpint (stock.cost, >=, 0);
    g_assert_cmpint (stock.cost, <, nomo_demo_price_asked (&stock.price));
    g_assert_cmpuint (stock.quantity, <, 100);
    g_assert_cmpuint (stock.stars, >=, stock.n_ratings);
    g_assert_cmpuint (stock.stars, <=, stock.n_ratings * 5);
    g_assert_cmpuint (stock.n_ratings, <=, stock.sold);
    g_assert_cmpuint (stock.views, >=, stock.sold);
    hidden += stock.hidden ? 1 : 0;
    unlimited += stock.unlimited ? 1 : 0;
    without_cost += stock.cost == 0 ? 1 : 0;
  }
  g_assert_cmpuint (hidden, >, 0);
  g_assert_cmpuint (hidden, <, nomo_demo_n_products / 4);
  g_assert_cmpuint (unlimited, >, 0);
  g_assert_cmpuint (without_cost, >, 0);
  g_assert_cmpuint (without_cost, <, nomo_demo_n_products / 2);
}

/* What is sold is missing from the shelf, until the shelf is filled again. */
static void
test_stock_goes_down (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  g_autofree NomoDemoStock *before = g_new0 (NomoDemoStock, nomo_demo_n_products);
  guint down = 0;

  for (guint i = 0; i < nomo_demo_n_products; i++)
    nomo_demo_stock_fill (&before[i], shop, i, BORN);
  nomo_demo_shop_place_orders (shop, BORN + 1, 20);
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    NomoDemoStock stock;
    guint taken;

    nomo_demo_stock_fill (&stock, shop, i, BORN);
    taken = stock.sold - before[i].sold;
    if (stock.unlimited || taken == 0)
      g_assert_cmpuint (stock.quantity, ==, before[i].quantity);
    else if (taken <= before[i].quantity) {
      g_assert_cmpuint (stock.quantity, ==, before[i].quantity - taken);
      down++;
    }
  }
  g_assert_cmpuint (down, >, 5);
}

static void
test_categories (void)
{
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    guint own = nomo_demo_products[i].category;

    g_assert_false (nomo_demo_category_is_top (own));
    g_assert_true (nomo_demo_category_is_top (nomo_demo_categories[own].parent));
    g_assert_true (nomo_demo_product_is_in (i, own));
    g_assert_true (nomo_demo_product_is_in (i, nomo_demo_categories[own].parent));
    g_assert_false (nomo_demo_product_is_in (i, NOMO_DEMO_LAST_SUMMER));
  }
}

static void
test_ids (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (0);
  guint index = 99;

  for (guint i = 0; i < nomo_demo_n_products; i++) {
    g_assert_true (nomo_demo_product_find (shop, nomo_demo_product_get_id (i), &index));
    g_assert_cmpuint (index, ==, i);
  }
  g_assert_false (nomo_demo_product_find (shop, nomo_demo_product_get_id (0) - 1, &index));
  g_assert_false (nomo_demo_product_find (shop, nomo_demo_product_get_id (nomo_demo_n_products), &index));
  g_assert_false (nomo_demo_category_find (shop, nomo_demo_category_get_id (NOMO_DEMO_N_CATEGORIES), &index));
}

static void
test_every_brand_name_is_known (void)
{
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    guint brand;

    g_assert_true (nomo_demo_product_get_brand (i, &brand) ==
                   (nomo_demo_categories[nomo_demo_products[i].category].brand != NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/prices-hold-since-they-changed", test_prices_hold_since_they_changed);
  g_test_add_func ("/catalogue/next-price", test_next_price);
  g_test_add_func ("/catalogue/sales-end", test_sales_end);
  g_test_add_func ("/catalogue/orders-hold-what-was-asked", test_orders_hold_what_was_asked);
  g_test_add_func ("/catalogue/sold", test_sold);
  g_test_add_func ("/catalogue/stock", test_stock);
  g_test_add_func ("/catalogue/stock-goes-down", test_stock_goes_down);
  g_test_add_func ("/catalogue/categories", test_categories);
  g_test_add_func ("/catalogue/ids", test_ids);
  g_test_add_func ("/catalogue/every-brand-name-is-known", test_every_brand_name_is_known);
  return g_test_run ();
}
