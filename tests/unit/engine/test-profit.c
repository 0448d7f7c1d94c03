#include "config.h"

#include "nomo-calendar.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-percent.h"
#include "nomo-product.h"
#include "nomo-profit.h"
#include "nomo-store.h"

#include <glib/gstdio.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* What the products cost: Salla knows the shirt's, the merchant says the bag's; the ring's is in another currency, the gift's
 * was known before it was deleted. */
enum { SHIRT = 1, BAG, BEADS, RING, GIFT };

typedef struct {
  char *folder;
  NomoStore *store;
  int today;
} Fixture;

static void
put (Fixture *fixture, NomoRole role, NomoRecordBuilder *builder)
{
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new (role == NOMO_ROLE_SALLA ? "salla" : "me", NULL);
  g_autoptr (GError) error = NULL;

  nomo_builder_set_as_of (builder, 1);
  record = nomo_builder_end (builder);
  nomo_commit_set_role (commit, role);
  nomo_commit_put (commit, record);
  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
delete_product (Fixture *fixture, gint64 id)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  nomo_commit_gone (commit, nomo_product_entity (), id, 2);
  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
put_product (Fixture *fixture, gint64 id, const char *currency, gint64 cost)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_NAME, "منتج");
  nomo_builder_set_text (builder, PRODUCT_CURRENCY, currency);
  if (cost > 0)
    nomo_builder_set_int (builder, PRODUCT_COST_PRICE, cost);
  put (fixture, NOMO_ROLE_SALLA, builder);
}

static void
say_cost (Fixture *fixture, gint64 id, gint64 cost)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_int (builder, PRODUCT_OWN_COST, cost);
  put (fixture, NOMO_ROLE_OWNER, builder);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nomo-profit-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "1.db", NULL);
  fixture->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  fixture->today = nomo_day_from_ymd (2026, 11, 26);
  put_product (fixture, SHIRT, "SAR", 3000);
  put_product (fixture, BAG, "SAR", 0);
  put_product (fixture, BEADS, "SAR", 0);
  put_product (fixture, RING, "USD", 5000);
  put_product (fixture, GIFT, "SAR", 5000);
  say_cost (fixture, BAG, 5000);
  delete_product (fixture, GIFT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
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
add_item (NomoRecordBuilder *builder, gint64 product, gint64 quantity, gint64 total)
{
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, product);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, quantity);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, total);
}

/* Two shirts and another thing, 200.00 without VAT and shipping: 90.00 are left of it when the other thing costs 50.00. */
static NomoRecordBuilder *
build_order (Fixture *fixture, gint64 id, int days_ago, gint64 second)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  gint64 date = nomo_day_start (fixture->today - days_ago, nomo_calendar_riyadh ()) + HOUR_MS;

  nomo_builder_set_text (builder, ORDER_REFERENCE, "1");
  nomo_builder_set_int (builder, ORDER_DATE, date);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, 25300);
  nomo_builder_set_int (builder, ORDER_TAX, 3300);
  nomo_builder_set_int (builder, ORDER_SHIPPING, 2000);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 25300);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  add_item (builder, SHIRT, 2, 13800);
  add_item (builder, second, 1, 9200);
  return builder;
}

static void
put_order (Fixture *fixture, gint64 id, int days_ago, gint64 second)
{
  put (fixture, NOMO_ROLE_SALLA, build_order (fixture, id, days_ago, second));
}

static NomoProfit *
read_profit (Fixture *fixture, int margin)
{
  const NomoProfitRequest request = { { fixture->today - 1, fixture->today },
                                      { fixture->today - 3, fixture->today - 2 },
                                      margin };
  g_autoptr (GError) error = NULL;
  NomoProfit *profit = nomo_profit_read (fixture->store, "SAR", &request, NULL, &error);

  g_assert_no_error (error);
  return profit;
}

static void
assert_figure (NomoFigure figure, gint64 now, gint64 before)
{
  g_assert_cmpint (figure.now, ==, now);
  g_assert_cmpint (figure.before, ==, before);
}

/* Of everything that an order can be. */
static void
put_orders (Fixture *fixture)
{
  NomoRecordBuilder *builder;

  put_order (fixture, 1, 0, BAG);  /* 90.00 */
  put_order (fixture, 2, 1, GIFT); /* 90.00 */
  put_order (fixture, 3, 0, BEADS);
  put_order (fixture, 4, 0, RING);
  builder = build_order (fixture, 5, 0, BAG);
  nomo_builder_set_text (builder, ORDER_STATUS, "canceled");
  put (fixture, NOMO_ROLE_SALLA, builder);
  builder = build_order (fixture, 6, 1, BAG); /* 44.00 of it without VAT were given back: 46.00 */
  nomo_builder_set_int (builder, ORDER_REFUNDED, 1);
  nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, 5060);
  put (fixture, NOMO_ROLE_SALLA, builder);
  builder = build_order (fixture, 7, 0, BAG); /* 750.00 − 110.00 = 640.00 */
  nomo_builder_set_text (builder, ORDER_CURRENCY, "USD");
  nomo_builder_set_text (builder, ORDER_RATE, "3.75");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 94875);
  put (fixture, NOMO_ROLE_SALLA, builder);
  builder = build_order (fixture, 8, 0, BAG); /* no rate */
  nomo_builder_set_text (builder, ORDER_CURRENCY, "KWD");
  nomo_builder_set_null (builder, ORDER_TOTAL_SHOP);
  put (fixture, NOMO_ROLE_SALLA, builder);
  builder = build_order (fixture, 9, 1, BAG); /* its items are not known */
  nomo_builder_set_int (builder, ORDER_DETAILED, 0);
  put (fixture, NOMO_ROLE_SALLA, builder);
  put_order (fixture, 10, 2, BAG);
  put_order (fixture, 11, 3, BEADS);
  put_order (fixture, 12, 4, BAG); /* earlier than all that is compared */
}

static void
test_costs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoProfit) profit = NULL;

  put_orders (fixture);
  profit = read_profit (fixture, NOMO_PERCENT_UNKNOWN);
  assert_figure (profit->orders, 8, 2);
  assert_figure (profit->known, 4, 1);
  assert_figure (profit->profit, 9000 + 9000 + 4600 + 64000, 9000);
  g_assert_cmpuint (profit->n_days, ==, 2);
  g_assert_cmpint (profit->profit_days[0], ==, 9000 + 4600);
  g_assert_cmpint (profit->profit_days[1], ==, 9000 + 64000);
}

/* At a quarter: 85.30 of an order with one product that is not known, 63.25 of one of which nothing is. */
static void
test_margin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoProfit) profit = NULL;

  put_orders (fixture);
  profit = read_profit (fixture, 2500);
  assert_figure (profit->orders, 8, 2);
  assert_figure (profit->known, 7, 2);
  assert_figure (profit->profit, 9000 + 9000 + 4600 + 64000 + 2 * 8530 + 6325, 9000 + 8530);
}

/* What Salla says goes before what the merchant says, and takes nothing of it away. */
static void
test_whose_cost (Fixture *fixture, gconstpointer data)
{
  static const gint64 salla[] = { 0, 6000, 0 };
  static const gint64 expected[] = { 9000, 8000, 9000 };

  put_order (fixture, 1, 0, BAG);
  for (guint i = 0; i < G_N_ELEMENTS (salla); i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), BAG);
    g_autoptr (NomoProfit) profit = NULL;

    if (salla[i] > 0)
      nomo_builder_set_int (builder, PRODUCT_COST_PRICE, salla[i]);
    else
      nomo_builder_set_null (builder, PRODUCT_COST_PRICE);
    put (fixture, NOMO_ROLE_SALLA, builder);
    profit = read_profit (fixture, NOMO_PERCENT_UNKNOWN);
    assert_figure (profit->profit, expected[i], 0);
  }
}

static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  const NomoProfitRequest request = { { fixture->today, fixture->today }, { 0, -1 }, NOMO_PERCENT_UNKNOWN };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  put_order (fixture, 1, 0, BAG);
  g_cancellable_cancel (cancellable);
  g_assert_null (nomo_profit_read (fixture->store, "SAR", &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/profit/costs", test_costs);
  ADD ("/profit/margin", test_margin);
  ADD ("/profit/whose-cost", test_whose_cost);
  ADD ("/profit/given-up", test_given_up);
  return g_test_run ();
}
