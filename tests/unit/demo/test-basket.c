#include "nomo-demo-basket.h"

#include "nomo-demo-names.h"

#define WHITE_FRIDAY G_GINT64_CONSTANT (1764331200000) /* 2025-11-28 15:00 in Riyadh */
#define TUESDAY      G_GINT64_CONSTANT (1763467200000)

static void
check_sums (const char *currency)
{
  for (guint64 seed = 0; seed < 20000; seed++) {
    NomoDemoBasket basket;
    gint64 items = 0;

    nomo_demo_basket_fill (&basket, seed, TUESDAY, currency);
    g_assert_cmpint (basket.sub_total + basket.shipping + basket.cod + basket.tax - basket.discount, ==, basket.total);
    g_assert_cmpint (ABS (basket.total * 15 - basket.tax * 115), <=, 58);
    for (guint i = 0; i < basket.n_items; i++)
      items += basket.items[i].price * basket.items[i].quantity;
    g_assert_cmpint (ABS (nomo_demo_basket_net (items) - basket.sub_total), <=, 3);
    g_assert_cmpint (basket.total, >, 0);
  }
}

static void
test_sums (void)
{
  check_sums ("SAR");
  check_sums ("KWD");
  check_sums ("AED");
}

static void
test_same_seed (void)
{
  NomoDemoBasket a, b;

  nomo_demo_basket_fill (&a, 99, TUESDAY, "SAR");
  nomo_demo_basket_fill (&b, 99, TUESDAY, "SAR");
  g_assert_cmpint (a.total, ==, b.total);
  g_assert_cmpuint (a.items[0].product, ==, b.items[0].product);
  g_assert_cmpstr (a.payment_method, ==, b.payment_method);
}

static guint
count_discounts (gint64 created)
{
  guint n = 0;

  for (guint64 seed = 0; seed < 2000; seed++) {
    NomoDemoBasket basket;

    nomo_demo_basket_fill (&basket, seed, created, "SAR");
    n += basket.discount > 0 ? 1 : 0;
  }
  return n;
}

static void
test_white_friday_discounts (void)
{
  g_assert_cmpuint (count_discounts (TUESDAY), <, 2000 / 5);
  g_assert_cmpuint (count_discounts (WHITE_FRIDAY), >, 2000 / 2);
}

static void
test_payable_prices (void)
{
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    g_assert_cmpint (nomo_demo_basket_convert (nomo_demo_products[i].price, "KWD") % 50, ==, 0);
    g_assert_cmpint (nomo_demo_basket_convert (nomo_demo_products[i].price, "AED") % 25, ==, 0);
    g_assert_cmpint (nomo_demo_basket_convert (nomo_demo_products[i].price, "SAR"), ==, nomo_demo_products[i].price);
  }
  g_assert_cmpint (ABS (nomo_demo_basket_convert (122100, "KWD") - 100000), <=, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/basket/sums", test_sums);
  g_test_add_func ("/basket/same-seed", test_same_seed);
  g_test_add_func ("/basket/white-friday-discounts", test_white_friday_discounts);
  g_test_add_func ("/basket/payable-prices", test_payable_prices);
  return g_test_run ();
}
