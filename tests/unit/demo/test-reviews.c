#include "nomo-demo-catalogue.h"
#include "nomo-demo-reviews-list.h"
#include "nomo-demo-rhythm.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static NomoDemoShop *
new_shop (guint orders, double trade)
{
  NomoDemoShopPlan plan = { 7, BORN, orders, orders / 3, trade };

  return nomo_demo_shop_new (&plan);
}

static const NomoDemoReview *
get (NomoDemoShop *shop, guint index)
{
  return nomo_demo_reviews_get (nomo_demo_shop_get_reviews (shop), index);
}

static guint
count (NomoDemoShop *shop)
{
  return nomo_demo_reviews_get_n (nomo_demo_shop_get_reviews (shop));
}

static gint64
delivered_at (NomoDemoShop *shop, const NomoDemoOrder *order)
{
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint n = nomo_demo_shop_read_steps (shop, order, steps);

  for (guint i = 0; i < n; i++)
    if (steps[i].status == NOMO_DEMO_DELIVERED)
      return steps[i].moment;
  return G_MAXINT64;
}

static gboolean
is_in (const NomoDemoBasket *basket, guint product)
{
  for (guint i = 0; i < basket->n_items; i++)
    if (basket->items[i].product == product)
      return TRUE;
  return FALSE;
}

static void
test_of_delivered_orders (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (6000, 0);
  g_autoptr (GHashTable) orders = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (count (shop), >, 6000 / 12);
  g_assert_cmpuint (count (shop), <, 6000 / 5);
  for (guint i = 0; i < count (shop); i++) {
    const NomoDemoReview *review = get (shop, i);
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, review->order);
    NomoDemoBasket basket;
    guint found;

    nomo_demo_shop_fill_basket (shop, order, &basket);
    g_assert_true (is_in (&basket, review->product));
    g_assert_cmpuint (review->customer, ==, order->customer);
    g_assert_cmpint (review->created, >=, delivered_at (shop, order) + NOMO_DEMO_DAY_MS);
    g_assert_cmpint (review->created, <=, BORN);
    if (i > 0)
      g_assert_cmpint (get (shop, i - 1)->created, <=, review->created);
    g_assert_true (g_hash_table_add (orders, GUINT_TO_POINTER (review->order + 1)));
    g_assert_true (nomo_demo_review_find (shop, nomo_demo_review_get_id (shop, i), &found));
    g_assert_cmpuint (found, ==, i);
  }
}

static void
test_kinds_and_stars (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (12000, 0);
  guint kinds[NOMO_DEMO_N_REVIEW_KINDS] = { 0 }, stars[6] = { 0 }, replies = 0, n = count (shop);

  for (guint i = 0; i < n; i++) {
    const NomoDemoReview *review = get (shop, i);

    kinds[review->kind]++;
    stars[review->stars]++;
    replies += nomo_demo_review_get_reply (review, BORN) != NULL ? 1 : 0;
    g_assert_null (nomo_demo_review_get_reply (review, review->created));
    g_assert_nonnull (nomo_demo_review_get_content (review));
    g_assert_true ((review->stars == 0) == (review->kind == NOMO_DEMO_ASK));
  }
  g_assert_cmpuint (kinds[NOMO_DEMO_RATING], >, n * 3 / 4);
  for (guint i = 0; i < NOMO_DEMO_N_REVIEW_KINDS; i++)
    g_assert_cmpuint (kinds[i], >, n / 50);
  g_assert_cmpuint (stars[5], >, n / 2);
  g_assert_cmpuint (stars[4], >, n / 8);
  for (guint i = 1; i < 4; i++) {
    g_assert_cmpuint (stars[i], >, 0);
    g_assert_cmpuint (stars[i], <, stars[4]);
  }
  g_assert_cmpuint (replies, >, n / 8);
  g_assert_cmpuint (replies, <, n / 2);
}

static void
test_products_are_rated_by_them (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (3000, 8);
  guint n[NOMO_DEMO_MAX_PRODUCTS] = { 0 }, stars[NOMO_DEMO_MAX_PRODUCTS] = { 0 };

  nomo_demo_shop_advance (shop, BORN + 20 * NOMO_DEMO_DAY_MS);
  for (guint i = 0; i < count (shop); i++) {
    n[get (shop, i)->product] += get (shop, i)->kind == NOMO_DEMO_RATING ? 1 : 0;
    stars[get (shop, i)->product] += get (shop, i)->kind == NOMO_DEMO_RATING ? get (shop, i)->stars : 0;
  }
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    NomoDemoStock stock;

    nomo_demo_stock_fill (&stock, shop, i, BORN);
    g_assert_cmpuint (stock.n_ratings, ==, n[i]);
    g_assert_cmpuint (stock.stars, ==, stars[i]);
  }
}

static void
test_any_way_to_now_is_the_same (void)
{
  g_autoptr (NomoDemoShop) a = new_shop (900, 6), b = new_shop (900, 6);
  gint64 end = BORN + 25 * NOMO_DEMO_DAY_MS;
  guint before = count (a);

  nomo_demo_shop_advance (a, end);
  for (gint64 now = BORN; now < end; now += 12345678)
    nomo_demo_shop_advance (b, now);
  nomo_demo_shop_advance (b, end);
  g_assert_cmpuint (count (a), >, before + 100);
  g_assert_cmpuint (count (a), ==, count (b));
  for (guint i = 0; i < count (a); i++) {
    g_assert_cmpint (nomo_demo_review_get_id (a, i), ==, nomo_demo_review_get_id (b, i));
    g_assert_cmpint (get (a, i)->created, ==, get (b, i)->created);
    g_assert_cmpuint (get (a, i)->stars, ==, get (b, i)->stars);
  }
}

static void
test_of_orders_that_are_gone (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (900, 0);
  gint64 id = nomo_demo_review_get_id (shop, 5);
  guint n = count (shop), found;

  nomo_demo_shop_hide (shop, NOMO_DEMO_ORDERS, get (shop, 5)->order);
  g_assert_true (nomo_demo_review_find (shop, id, &found));
  nomo_demo_shop_hide (shop, NOMO_DEMO_REVIEWS, 5);
  g_assert_false (nomo_demo_review_find (shop, id, &found));
  g_assert_cmpuint (nomo_demo_shop_count_left (shop, NOMO_DEMO_REVIEWS, n), ==, n - 1);
  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++)
    nomo_demo_shop_hide (shop, NOMO_DEMO_ORDERS, i);
  nomo_demo_shop_advance (shop, BORN + 60 * NOMO_DEMO_DAY_MS);
  g_assert_cmpuint (count (shop), ==, n);
  g_assert_false (nomo_demo_review_find (shop, 1, &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reviews/of-delivered-orders", test_of_delivered_orders);
  g_test_add_func ("/reviews/kinds-and-stars", test_kinds_and_stars);
  g_test_add_func ("/reviews/products-are-rated-by-them", test_products_are_rated_by_them);
  g_test_add_func ("/reviews/any-way-to-now-is-the-same", test_any_way_to_now_is_the_same);
  g_test_add_func ("/reviews/of-orders-that-are-gone", test_of_orders_that_are_gone);
  return g_test_run ();
}
