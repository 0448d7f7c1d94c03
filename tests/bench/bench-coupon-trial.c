#include "bench-orders.h"
#include "bench.h"
#include "nomo-calendar.h"
#include "nomo-coupon-trial-run.h"
#include "nomo-coupon.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-percent.h"
#include "nomo-product.h"

#include <sqlite3.h>
#include <stdio.h>

#define N_ORDERS   100000
#define N_PRODUCTS 400
#define PAGE       2000
#define ROUNDS     7
#define BOUND      5.0

/* A coupon tried on every order of a shop, against one scan of the same orders and their items. */
typedef struct {
  NomoStore *store;
  sqlite3 *bare;
  gint64 touched;
} Bench;

/* An order as it is once its details are known. */
static NomoRecord *
make_order (gint64 id)
{
  g_autoptr (NomoRecord) order = bench_make_order (id);
  NomoRecordBuilder *builder = nomo_record_rebuild (order);
  gint64 total = nomo_record_get_int (order, ORDER_TOTAL);

  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  nomo_builder_set_int (builder, ORDER_SHIPPING, 2000);
  nomo_builder_set_int (builder, ORDER_SHIPPING_COMPANY, 18330);
  nomo_builder_set_text (builder, ORDER_CHANNEL, "mobile");
  nomo_builder_clear_part (builder, ORDER_PART_ITEMS);
  for (guint i = 0; i < nomo_record_count_part (order, ORDER_PART_ITEMS); i++) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME,
                            nomo_record_part_text (order, ORDER_PART_ITEMS, i, ORDER_ITEM_NAME));
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT,
                           nomo_record_part_int (order, ORDER_PART_ITEMS, i, ORDER_ITEM_PRODUCT));
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, total / 2);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_REDUCED, (id + i) % 5 == 0);
  }
  if (id % 7 == 0) {
    nomo_builder_add_part (builder, ORDER_PART_DISCOUNTS);
    nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, "WARD10");
    nomo_builder_part_int (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_AMOUNT, total / 20);
  }
  return nomo_builder_end (builder);
}

static void
commit (Bench *bench, NomoCommit *commit)
{
  g_autoptr (GError) error = NULL;

  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  nomo_store_commit (bench->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
fill_catalogue (Bench *bench)
{
  g_autoptr (NomoCommit) all = nomo_commit_new ("salla", NULL);

  for (gint64 i = 0; i < N_PRODUCTS; i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), 720000 + i);
    g_autoptr (NomoRecord) product = NULL;

    nomo_builder_set_as_of (builder, 1);
    nomo_builder_set_text (builder, PRODUCT_NAME, "عطر");
    nomo_builder_set_text (builder, PRODUCT_CURRENCY, "SAR");
    nomo_builder_set_int (builder, PRODUCT_COST_PRICE, 1000 + i);
    nomo_builder_set_int (builder, PRODUCT_BRAND, 1 + i % 9);
    nomo_builder_add_part (builder, PRODUCT_PART_CATEGORIES);
    nomo_builder_part_int (builder, PRODUCT_PART_CATEGORIES, PRODUCT_CATEGORY_ID, 10 + i % 20);
    product = nomo_builder_end (builder);
    nomo_commit_put (all, product);
  }
  commit (bench, all);
}

static void
fill (Bench *bench)
{
  fill_catalogue (bench);
  for (guint first = 0; first < N_ORDERS; first += PAGE) {
    g_autoptr (NomoCommit) page = nomo_commit_new ("salla", NULL);

    for (guint i = first; i < first + PAGE; i++) {
      g_autoptr (NomoRecord) order = make_order (i);

      nomo_commit_put (page, order);
    }
    commit (bench, page);
  }
}

static NomoRecord *
make_coupon (gboolean narrow)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);

  nomo_builder_set_text (builder, COUPON_CODE, "WARD15");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1500);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  if (!narrow)
    return nomo_builder_end (builder);
  nomo_builder_set_int (builder, COUPON_MINIMUM, 20000);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 5000);
  nomo_builder_set_int (builder, COUPON_EXCLUDE_SALE, 1);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT_PER_USER, 2);
  for (gint64 id = 10; id < 20; id++)
    nomo_coupon_add_target (builder, COUPON_INCLUDE_CATEGORY, id);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_BRAND, 3);
  return nomo_builder_end (builder);
}

static void
run_ours (Bench *bench, NomoRecord *coupon)
{
  int first = nomo_day_of (ORDERS_EPOCH, nomo_calendar_riyadh ());
  int last = nomo_day_of (ORDERS_EPOCH + N_ORDERS * G_GINT64_CONSTANT (60000), nomo_calendar_riyadh ());
  const NomoTrialRequest request = { coupon, { first, last }, NOMO_PERCENT_UNKNOWN };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoTrialReport) report = nomo_coupon_trial_run (bench->store, "SAR", &request, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (report->known, >, N_ORDERS / 2);
  bench->touched = report->touched;
}

/* One scan of SQLite's own over the same rows, which adds up what there is to add. */
static void
run_bare (Bench *bench)
{
  static const char sql[] = "SELECT count(*), sum(o.total_shop), sum(o.tax), sum(i.total), sum(i.product)"
                            " FROM record_order AS o JOIN part_order_items AS i ON i.owner = o.id"
                            " WHERE o.date >= 0 AND o.deleted_at IS NULL AND o.status <> 'canceled'"
                            " AND o.draft IS NOT 1 AND o.pending IS NOT 1 AND o.currency = 'SAR'";
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (bench->bare, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), >, N_ORDERS);
  sqlite3_finalize (statement);
}

static void
bench_coupon (Bench *bench, const char *name, gboolean narrow)
{
  g_autoptr (Samples) samples = samples_new ();
  g_autoptr (NomoRecord) coupon = make_coupon (narrow);

  for (guint i = 0; i < ROUNDS + 1; i++) {
    gint64 since = g_get_monotonic_time ();

    run_ours (bench, coupon);
    if (i > 0)
      bench_add (samples->ours, since);
    since = g_get_monotonic_time ();
    run_bare (bench);
    if (i > 0)
      bench_add (samples->theirs, since);
  }
  printf ("%s: %d orders, %d touched, %.0f ms; one scan %.0f ms\n", name, N_ORDERS, (int) bench->touched,
          bench_median (samples->ours) * 1000, bench_median (samples->theirs) * 1000);
  bench_report (name, samples, FALSE, BOUND);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autofree char *path = NULL;

  bench_init (argc, argv);
  path = bench_path ("trial.db");
  bench.store = nomo_store_open (path, nomo_domain_entities (), NULL);
  fill (&bench);
  g_assert_cmpint (sqlite3_open_v2 (path, &bench.bare, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  bench_coupon (&bench, "coupon-trial-for-all", FALSE);
  bench_coupon (&bench, "coupon-trial-narrow", TRUE);
  sqlite3_close (bench.bare);
  g_object_unref (bench.store);
  return bench_end ();
}
