#include "config.h"

#include "nomo-attention.h"
#include "nomo-breakdown.h"
#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-category.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-review.h"
#include "nomo-store.h"

#include <glib/gstdio.h>

#define HOUR_MS  G_GINT64_CONSTANT (3600000)
#define N_ORDERS 400

typedef struct {
  char *folder;
  NomoStore *store;
  int today; /* a Thursday */
} Fixture;

static void
open_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nomo-breakdown-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "1.db", NULL);
  fixture->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  fixture->today = nomo_day_from_ymd (2026, 11, 26);
}

static void
close_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  nomo_store_close (fixture->store);
  g_object_unref (fixture->store);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
put (Fixture *fixture, NomoRecordBuilder *builder)
{
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  nomo_builder_set_as_of (builder, 1);
  record = nomo_builder_end (builder);
  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  nomo_commit_put (commit, record);
  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static gint64
moment (Fixture *fixture, int days_ago, int hour)
{
  return nomo_day_start (fixture->today - days_ago, nomo_calendar_riyadh ()) + hour * HOUR_MS;
}

typedef struct {
  int days_ago;
  int hour;
  gint64 money;
  guint city;
  guint payment;
  guint product;
  gboolean sale;
} Sold;

static const char *const cities[] = { "جدة", "جده", "Riyadh", "الرياض" };
/* Which city each spelling is. */
static const guint same_city[] = { 0, 0, 1, 2 };
static const char *const payments[] = { "mada", "cod", "tabby_installment" };
static const char *const products[] = { "عطر", "باقة ورد", "شمعة" };

static Sold
draw (GRand *rand)
{
  return (Sold) { g_rand_int_range (rand, 0, 20),        g_rand_int_range (rand, 0, 24),
                  g_rand_int_range (rand, 100, 100000),  (guint) g_rand_int_range (rand, 0, 4),
                  (guint) g_rand_int_range (rand, 0, 3), (guint) g_rand_int_range (rand, 0, 3),
                  g_rand_int_range (rand, 0, 10) != 0 };
}

/* Two of the products are known by number, one by name alone. */
static void
put_order (Fixture *fixture, gint64 id, const Sold *sold)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, moment (fixture, sold->days_ago, sold->hour));
  nomo_builder_set_text (builder, ORDER_STATUS, sold->sale ? "completed" : "canceled");
  nomo_builder_set_text (builder, ORDER_PAYMENT, payments[sold->payment]);
  nomo_builder_set_int (builder, ORDER_TOTAL, sold->money);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, sold->money);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_CITY, cities[sold->city]);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, products[sold->product]);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, sold->money);
  if (sold->product < 2)
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, 7 + sold->product);
  put (fixture, builder);
}

static void
put_product (Fixture *fixture, gint64 id, const char *name)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_NAME, name);
  put (fixture, builder);
}

static gint64
find_money (GArray *shares, const char *name)
{
  for (guint i = 0; i < shares->len; i++) {
    const NomoShare *share = &g_array_index (shares, NomoShare, i);

    if (g_strcmp0 (share->name != NULL ? share->name : share->key, name) == 0)
      return share->money;
  }
  return 0;
}

static void
assert_largest_first (GArray *shares)
{
  for (guint i = 1; i < shares->len; i++)
    g_assert_cmpint (g_array_index (shares, NomoShare, i - 1).money, >=, g_array_index (shares, NomoShare, i).money);
}

/* Everything is added up once more from what was drawn. */
static void
test_breakdown (Fixture *fixture, gconstpointer data)
{
  GRand *rand = g_rand_new_with_seed (7);
  gint64 by_city[3] = { 0 }, by_payment[3] = { 0 }, by_product[3] = { 0 }, by_hour[7 * 24] = { 0 };
  gint64 spelled[4] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBreakdown) breakdown = NULL;
  const char *jeddah;

  put_product (fixture, 7, products[0]);
  put_product (fixture, 8, products[1]);
  for (int i = 0; i < N_ORDERS; i++) {
    Sold sold = draw (rand);

    put_order (fixture, 1000 + i, &sold);
    if (!sold.sale)
      continue;
    by_product[sold.product] += sold.money; /* all of November: twenty days back is the 6th */
    if (sold.days_ago >= 14)
      continue;
    by_city[same_city[sold.city]] += sold.money;
    spelled[sold.city]++;
    by_payment[sold.payment] += sold.money;
    by_hour[(4 - sold.days_ago % 7 + 7) % 7 * 24 + sold.hour]++;
  }
  g_rand_free (rand);
  breakdown =
      nomo_breakdown_read (fixture->store, "SAR", (NomoStretch) { fixture->today - 13, fixture->today }, &error);
  g_assert_no_error (error);

  jeddah = spelled[0] >= spelled[1] ? cities[0] : cities[1];
  g_assert_cmpuint (breakdown->cities->len, ==, 3);
  g_assert_cmpint (find_money (breakdown->cities, jeddah), ==, by_city[0]);
  g_assert_cmpint (find_money (breakdown->cities, "Riyadh"), ==, by_city[1]);
  g_assert_cmpint (find_money (breakdown->cities, "الرياض"), ==, by_city[2]);
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpint (find_money (breakdown->payments, payments[i]), ==, by_payment[i]);
    g_assert_cmpint (find_money (breakdown->products, products[i]), ==, by_product[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (by_hour); i++)
    g_assert_cmpint (breakdown->hours[i], ==, by_hour[i]);
  assert_largest_first (breakdown->cities);
  assert_largest_first (breakdown->payments);
  assert_largest_first (breakdown->products);
}

static void
put_category (Fixture *fixture, gint64 id, const char *name, gint64 parent)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_category_entity (), id);

  nomo_builder_set_text (builder, CATEGORY_NAME, name);
  if (parent > 0)
    nomo_builder_set_int (builder, CATEGORY_PARENT, parent);
  put (fixture, builder);
}

static void
put_in_categories (Fixture *fixture, gint64 id, const gint64 *categories)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_NAME, "منتج");
  for (; *categories != 0; categories++) {
    nomo_builder_add_part (builder, PRODUCT_PART_CATEGORIES);
    nomo_builder_part_int (builder, PRODUCT_PART_CATEGORIES, PRODUCT_CATEGORY_ID, *categories);
  }
  put (fixture, builder);
}

static void
put_sale (Fixture *fixture, gint64 id, gint64 product, gint64 money, gboolean detailed)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "1");
  nomo_builder_set_int (builder, ORDER_DATE, moment (fixture, 1, 12));
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, money);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, money);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_DETAILED, detailed);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "منتج");
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, money);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, product);
  put (fixture, builder);
}

/* Products count under the top of their tree: once, also when they are in two branches of it, and under two tops twice. */
static void
test_categories (Fixture *fixture, gconstpointer data)
{
  const NomoStretch days = { fixture->today - 13, fixture->today };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBreakdown) breakdown = NULL;

  put_category (fixture, 1, "عطور", 0);
  put_category (fixture, 2, "عود", 1);
  put_category (fixture, 3, "عود كمبودي", 2);
  put_category (fixture, 4, "Gifts", 0);
  put_category (fixture, 5, "round", 6);
  put_category (fixture, 6, "about", 5);
  put_in_categories (fixture, 11, (const gint64[]) { 2, 3, 0 });
  put_in_categories (fixture, 12, (const gint64[]) { 3, 4, 0 });
  put_in_categories (fixture, 13, (const gint64[]) { 0 });
  put_in_categories (fixture, 14, (const gint64[]) { 5, 0 });
  put_sale (fixture, 1, 11, 1000, TRUE);
  put_sale (fixture, 2, 12, 500, TRUE);
  put_sale (fixture, 3, 13, 70000, TRUE);
  put_sale (fixture, 4, 14, 10, FALSE);
  put_sale (fixture, 5, 99, 10, FALSE);
  breakdown = nomo_breakdown_read (fixture->store, "SAR", days, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (breakdown->categories->len, ==, 3);
  g_assert_cmpint (find_money (breakdown->categories, "عطور"), ==, 1500);
  g_assert_cmpint (find_money (breakdown->categories, "Gifts"), ==, 500);
  g_assert_cmpstr (g_array_index (breakdown->categories, NomoShare, 1).key, ==, "4");
  assert_largest_first (breakdown->categories);
  g_assert_cmpint (breakdown->orders, ==, 5);
  g_assert_cmpint (breakdown->detailed, ==, 3);
  g_assert_cmpint (breakdown->month_detailed, ==, 3);
  g_assert_cmpuint (breakdown->seq, ==, nomo_store_get_seq (fixture->store));
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBreakdown) breakdown =
      nomo_breakdown_read (fixture->store, NULL, (NomoStretch) { fixture->today, fixture->today }, &error);
  NomoAttention attention;

  g_assert_no_error (error);
  g_assert_cmpuint (breakdown->cities->len + breakdown->payments->len + breakdown->products->len, ==, 0);
  g_assert_true (nomo_attention_read (fixture->store, fixture->today, &attention, &error));
  g_assert_no_error (error);
  for (int kind = 0; kind < NOMO_N_ATTENTIONS; kind++)
    g_assert_cmpint (attention.counts[kind], ==, 0);
}

/* What was given away, or is not known yet, is no seller; its orders come in at their hours all the same. */
static void
test_for_free (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBreakdown) breakdown = NULL;

  put_order (fixture, 1, &(Sold) { 1, 9, 0, 0, 0, 0, TRUE });
  put_order (fixture, 2, &(Sold) { 1, 9, 500, 3, 1, 1, TRUE });
  breakdown = nomo_breakdown_read (fixture->store, "SAR", (NomoStretch) { fixture->today - 6, fixture->today }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (breakdown->cities->len, ==, 1);
  g_assert_cmpuint (breakdown->payments->len, ==, 1);
  g_assert_cmpuint (breakdown->products->len, ==, 1);
  g_assert_cmpint (find_money (breakdown->cities, cities[3]), ==, 500);
  g_assert_cmpint (find_money (breakdown->payments, payments[1]), ==, 500);
  g_assert_cmpint (g_array_index (breakdown->products, NomoShare, 0).money, ==, 500);
  g_assert_cmpint (breakdown->hours[3 * 24 + 9], ==, 2);
}

static void
put_status (Fixture *fixture, gint64 id, const char *status, int days_ago)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);

  nomo_builder_set_text (builder, ORDER_REFERENCE, status);
  nomo_builder_set_int (builder, ORDER_DATE, moment (fixture, days_ago, 12));
  nomo_builder_set_text (builder, ORDER_STATUS, status);
  nomo_builder_set_int (builder, ORDER_TOTAL, 1000);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 1000);
  put (fixture, builder);
}

static void
put_cart (Fixture *fixture, gint64 id, const char *status, const char *phone, int days_ago)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), id);

  nomo_builder_set_int (builder, CART_TOTAL, 250);
  nomo_builder_set_text (builder, CART_CURRENCY, "SAR");
  nomo_builder_set_text (builder, CART_STATUS, status);
  nomo_builder_set_text (builder, CART_PHONE, phone);
  nomo_builder_set_int (builder, CART_CREATED_AT, moment (fixture, days_ago + 1, 23));
  nomo_builder_set_int (builder, CART_UPDATED_AT, moment (fixture, days_ago, 1));
  put (fixture, builder);
}

static void
put_review (Fixture *fixture, gint64 id, const char *type, gint64 stars, const char *reply, int days_ago)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_review_entity (), id);

  nomo_builder_set_text (builder, REVIEW_TYPE, type);
  if (stars > 0)
    nomo_builder_set_int (builder, REVIEW_RATING, stars);
  nomo_builder_set_text (builder, REVIEW_REPLY, reply);
  nomo_builder_set_int (builder, REVIEW_CREATED_AT, moment (fixture, days_ago, 1));
  put (fixture, builder);
}

static void
put_stock (Fixture *fixture, gint64 id, const char *status, gint64 sold)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_STATUS, status);
  nomo_builder_set_int (builder, PRODUCT_SOLD, sold);
  put (fixture, builder);
}

/* Of each kind what is due, and beside it what is not: too young, too old, done, or not to be done. */
static void
test_attention (Fixture *fixture, gconstpointer data)
{
  NomoAttention attention;
  g_autoptr (GError) error = NULL;

  put_status (fixture, 1, "under_review", 3);
  put_status (fixture, 2, "under_review", 2);
  put_status (fixture, 3, "under_review", 0);
  put_status (fixture, 4, "payment_pending", 2);
  put_status (fixture, 5, "payment_pending", 1);
  put_status (fixture, 6, "completed", 9);
  put_status (fixture, 7, "under_review", 91);
  put_status (fixture, 8, "payment_pending", 91);
  put_review (fixture, 1, "rating", 2, NULL, 3);
  put_review (fixture, 2, "rating", 3, NULL, 3);
  put_review (fixture, 3, "rating", 1, "شكرًا لك", 3);
  put_review (fixture, 4, "ask", 0, NULL, 3);
  put_review (fixture, 5, "ask", 0, NULL, 31);
  put_stock (fixture, 1, "out", 4);
  put_stock (fixture, 2, "out", 0);
  put_stock (fixture, 3, "sale", 9);
  put_cart (fixture, 1, "active", "+966501234567", 0);
  put_cart (fixture, 2, "active", NULL, 0);
  put_cart (fixture, 3, "purchased", "+966501234567", 0);
  put_cart (fixture, 4, "active", "+966501234567", 1);

  g_assert_true (nomo_attention_read (fixture->store, fixture->today, &attention, &error));
  g_assert_no_error (error);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_ORDERS_WAIT], ==, 1);
  g_assert_cmpint (attention.money[NOMO_ATTENTION_ORDERS_WAIT], ==, 1000);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_REVIEWS], ==, 2);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_TRANSFERS], ==, 1);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_SOLD_OUT], ==, 1);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_CARTS], ==, 1);
  g_assert_cmpint (attention.money[NOMO_ATTENTION_CARTS], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/engine/breakdown/breakdown", Fixture, NULL, open_store, test_breakdown, close_store);
  g_test_add ("/engine/breakdown/categories", Fixture, NULL, open_store, test_categories, close_store);
  g_test_add ("/engine/breakdown/nothing", Fixture, NULL, open_store, test_nothing, close_store);
  g_test_add ("/engine/breakdown/for-free", Fixture, NULL, open_store, test_for_free, close_store);
  g_test_add ("/engine/breakdown/attention", Fixture, NULL, open_store, test_attention, close_store);
  return g_test_run ();
}
