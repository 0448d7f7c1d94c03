#include "nomo-demo-offers.h"

#include "nomo-demo-rhythm.h"

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static NomoDemoShop *
new_shop (gint64 born)
{
  NomoDemoShopPlan plan = { 7, born, 10, 4, 0 };

  return nomo_demo_shop_new (&plan);
}

static void
test_every_type (void)
{
  static const char *const types[] = { "buy_x_get_y",   "percentage", "fixed_amount", "discounts_table",
                                       "special_price", "cart_offer", "tiered_offer" };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < nomo_demo_offers_get_n (); i++)
    g_hash_table_add (seen, (char *) nomo_demo_offer_get (i)->type);
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (types));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_true (g_hash_table_contains (seen, types[i]));
}

/* Whenever the shop is born, the seasons lie in its months and have begun. */
static void
test_terms (void)
{
  for (guint month = 0; month < 24; month++) {
    g_autoptr (NomoDemoShop) shop = new_shop (BORN + month * 31 * NOMO_DEMO_DAY_MS);

    for (guint i = 0; i < nomo_demo_offers_get_n (); i++) {
      gint64 starts, ends;

      nomo_demo_offer_read_term (i, shop, &starts, &ends);
      g_assert_cmpint (starts, >=, nomo_demo_shop_get_opened (shop));
      g_assert_cmpint (starts, <=, nomo_demo_shop_get_born (shop));
      g_assert_cmpint (ends, >, starts);
      g_assert_cmpint (ends, <, starts + 60 * NOMO_DEMO_DAY_MS);
    }
  }
}

static void
test_ids (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop (BORN);
  guint found = 99;

  for (guint i = 0; i < nomo_demo_offers_get_n (); i++) {
    g_assert_true (nomo_demo_offer_find (shop, nomo_demo_offer_get_id (i), &found));
    g_assert_cmpuint (found, ==, i);
    g_assert_false (nomo_demo_offer_find (shop, nomo_demo_offer_get_id (i) + 1, &found));
  }
  g_assert_false (nomo_demo_offer_find (shop, 0, &found));
  nomo_demo_shop_hide (shop, NOMO_DEMO_OFFERS, 3);
  g_assert_false (nomo_demo_offer_find (shop, nomo_demo_offer_get_id (3), &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/offers/every-type", test_every_type);
  g_test_add_func ("/offers/terms", test_terms);
  g_test_add_func ("/offers/ids", test_ids);
  return g_test_run ();
}
