#include "nomo-demo-coupon.h"

#include "nomo-demo-rhythm.h"

#include <string.h>

#define BORN G_GINT64_CONSTANT (1795174442357) /* 2026-11-20 */

static NomoDemoShop *
new_shop (void)
{
  NomoDemoShopPlan plan = { 7, BORN, 4000, 1400, 20 };

  return nomo_demo_shop_new (&plan);
}

static const char *
basket_of (NomoDemoShop *shop, const NomoDemoOrder *order, NomoDemoBasket *basket)
{
  nomo_demo_shop_fill_basket (shop, order, basket);
  return basket->discount_code;
}

/* A group has the codes of its children, which begin with its own. */
static gboolean
has_code (NomoDemoShop *shop, const NomoDemoCoupon *coupon, const char *code)
{
  for (guint i = 0; i < coupon->n_codes; i++) {
    g_autofree char *child = nomo_demo_coupon_dup_child (coupon, shop, i);

    if (g_strcmp0 (child, code) == 0)
      return TRUE;
  }
  return coupon->n_codes == 0 && g_strcmp0 (coupon->code, code) == 0;
}

static gboolean
find_code (NomoDemoShop *shop, const char *code, gint64 now, NomoDemoCoupon *coupon)
{
  for (guint i = 0; i < nomo_demo_coupons_get_n (shop); i++) {
    nomo_demo_coupon_fill (coupon, shop, i, now);
    if (has_code (shop, coupon, code))
      return TRUE;
  }
  return FALSE;
}

static void
assert_uses_are_the_orders (NomoDemoShop *shop, guint coupon)
{
  g_autoptr (GHashTable) buyers = g_hash_table_new (NULL, NULL);
  NomoDemoUses uses = { 0 };
  NomoDemoCoupon it;

  nomo_demo_coupon_fill (&it, shop, coupon, BORN);
  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    NomoDemoBasket basket;

    if (!has_code (shop, &it, basket_of (shop, order, &basket)))
      continue;
    uses.orders++;
    uses.sales += nomo_demo_basket_to_riyals (order->total, basket.currency);
    g_hash_table_add (buyers, GUINT_TO_POINTER (order->customer + 1));
  }
  g_assert_cmpuint (it.uses.orders, ==, uses.orders);
  g_assert_cmpuint (it.uses.customers, ==, g_hash_table_size (buyers));
  g_assert_cmpint (it.uses.sales, ==, uses.sales);
}

static void
test_uses (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop ();
  guint used = 0;

  nomo_demo_shop_place_orders (shop, BORN + 1, 100);
  nomo_demo_shop_advance (shop, BORN + 10 * NOMO_DEMO_DAY_MS);
  for (guint i = 0; i < nomo_demo_coupons_get_n (shop); i++) {
    NomoDemoCoupon coupon;

    assert_uses_are_the_orders (shop, i);
    nomo_demo_coupon_fill (&coupon, shop, i, BORN);
    used += coupon.uses.orders > 0 ? 1 : 0;
  }
  g_assert_cmpuint (used, ==, NOMO_DEMO_N_DISCOUNTS - 1);
}

/* The clock of this shop goes past White Friday 2026. */
static void
test_used_when_good (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop ();
  guint white = 0;

  nomo_demo_shop_advance (shop, BORN + 10 * NOMO_DEMO_DAY_MS);
  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    NomoDemoCoupon coupon;
    NomoDemoBasket basket;
    const char *code = basket_of (shop, order, &basket);

    if (code == NULL)
      continue;
    g_assert_true (find_code (shop, code, order->created, &coupon));
    g_assert_cmpint (coupon.created, <=, order->created);
    g_assert_cmpint (coupon.starts, <=, order->created);
    g_assert_cmpint (coupon.ends + 999, >=, order->created);
    g_assert_false (coupon.inactive);
    white += basket.coupon == NOMO_DEMO_WHITE && order->created > BORN ? 1 : 0;
  }
  g_assert_cmpuint (white, >, 0);
}

/* Each is good for one order; those of the loyal are for customers of old. */
static void
test_codes_of_groups (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop ();
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint n[NOMO_DEMO_N_DISCOUNTS] = { 0 };

  nomo_demo_shop_place_orders (shop, BORN + 1, 300);
  nomo_demo_shop_advance (shop, BORN + 10 * NOMO_DEMO_DAY_MS);
  for (guint i = 0; i < nomo_demo_shop_get_n_orders (shop); i++) {
    const NomoDemoOrder *order = nomo_demo_shop_get_order (shop, i);
    NomoDemoBasket basket;
    const char *code = basket_of (shop, order, &basket);

    if (basket.coupon >= NOMO_DEMO_GRAD) {
      n[basket.coupon]++;
      g_assert_true (g_hash_table_add (used, (char *) code));
      g_assert_cmpint (order->created, !=, BORN + 1);
    }
    if (basket.coupon == NOMO_DEMO_LOYAL)
      g_assert_cmpint (nomo_demo_shop_get_customer (shop, order->customer)->registered, <,
                       order->created - 60 * NOMO_DEMO_DAY_MS);
  }
  g_assert_cmpuint (n[NOMO_DEMO_GRAD], >, 2);
  g_assert_cmpuint (n[NOMO_DEMO_GRAD], <=, 25);
  g_assert_cmpuint (n[NOMO_DEMO_LOYAL], >, 20);
}

static void
test_times_are_in_order (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop ();

  for (gint64 now = BORN; now < BORN + 800 * NOMO_DEMO_DAY_MS; now += 5 * NOMO_DEMO_HOUR_MS) {
    gint64 last = 0;

    for (guint i = 0; i < nomo_demo_coupons_get_n (shop); i++) {
      NomoDemoCoupon coupon, then;

      nomo_demo_coupon_fill (&coupon, shop, i, now);
      nomo_demo_coupon_fill (&then, shop, i, coupon.updated);
      g_assert_cmpint (last, <=, coupon.created);
      g_assert_cmpint (coupon.created, <=, coupon.updated);
      g_assert_cmpint (coupon.updated, <=, now);
      g_assert_cmpint (coupon.starts, <, coupon.ends);
      g_assert_true (then.ends == coupon.ends && then.starts == coupon.starts);
      last = coupon.created;
    }
  }
}

static void
test_children (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < nomo_demo_coupons_get_n (shop); i++) {
    NomoDemoCoupon coupon;

    nomo_demo_coupon_fill (&coupon, shop, i, BORN);
    g_assert_true ((coupon.n_codes > 0) == (coupon.group_name != NULL));
    for (guint j = 0; j < coupon.n_codes; j++, n++) {
      char *code = nomo_demo_coupon_dup_child (&coupon, shop, j);

      g_assert_cmpuint (strlen (coupon.code), <=, 5);
      g_assert_cmpuint (strlen (code), ==, strlen (coupon.code) + 4);
      g_assert_true (g_str_has_prefix (code, coupon.code));
      g_assert_true (g_hash_table_add (seen, code));
    }
  }
  g_assert_cmpuint (n, >, 100);
}

static void
test_ids (void)
{
  g_autoptr (NomoDemoShop) shop = new_shop ();
  guint index = 99;

  for (guint i = 0; i < nomo_demo_coupons_get_n (shop); i++) {
    NomoDemoCoupon coupon;

    nomo_demo_coupon_fill (&coupon, shop, i, BORN);
    g_assert_true (nomo_demo_coupon_find (shop, coupon.id, &index));
    g_assert_cmpuint (index, ==, i);
    g_assert_false (nomo_demo_coupon_find (shop, coupon.id + 1, &index));
  }
  g_assert_false (nomo_demo_coupon_find (shop, 0, &index));
  g_assert_false (nomo_demo_coupon_find (shop, G_MAXINT64, &index));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coupon/uses", test_uses);
  g_test_add_func ("/coupon/used-when-good", test_used_when_good);
  g_test_add_func ("/coupon/codes-of-groups", test_codes_of_groups);
  g_test_add_func ("/coupon/times-are-in-order", test_times_are_in_order);
  g_test_add_func ("/coupon/children", test_children);
  g_test_add_func ("/coupon/ids", test_ids);
  return g_test_run ();
}
