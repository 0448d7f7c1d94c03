#include "config.h"

#include "nomo-calendar.h"
#include "nomo-category.h"
#include "nomo-coupon-trial-run.h"
#include "nomo-coupon.h"
#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-percent.h"
#include "nomo-product.h"

#include <glib/gstdio.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* A shirt costs 30.00 and is in a category below clothes; what a bag costs nobody knows. */
enum { SHIRT = 1, BAG };
enum { CLOTHES = 11, SHIRTS };
enum { BRAND = 21 };
enum { LOYAL = 31 };
enum { HIND = 41, SAAD };

typedef struct {
  char *folder;
  NomoStore *store;
  int today;
} Fixture;

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

static void
put_product (Fixture *fixture, gint64 id, gint64 category, gint64 brand, gint64 cost)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_NAME, "منتج");
  nomo_builder_set_text (builder, PRODUCT_CURRENCY, "SAR");
  if (cost > 0)
    nomo_builder_set_int (builder, PRODUCT_COST_PRICE, cost);
  if (brand > 0)
    nomo_builder_set_int (builder, PRODUCT_BRAND, brand);
  else
    nomo_builder_set_int (builder, PRODUCT_SALE_PRICE, 100);
  if (category > 0) {
    nomo_builder_add_part (builder, PRODUCT_PART_CATEGORIES);
    nomo_builder_part_int (builder, PRODUCT_PART_CATEGORIES, PRODUCT_CATEGORY_ID, category);
  }
  put (fixture, builder);
}

static void
put_category (Fixture *fixture, gint64 id, gint64 parent)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_category_entity (), id);

  nomo_builder_set_text (builder, CATEGORY_NAME, "تصنيف");
  if (parent > 0)
    nomo_builder_set_int (builder, CATEGORY_PARENT, parent);
  put (fixture, builder);
}

static void
put_customer (Fixture *fixture, gint64 id, gint64 group, const char *email)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), id);

  nomo_builder_set_text (builder, CUSTOMER_NAME, "هند");
  nomo_builder_set_text (builder, CUSTOMER_EMAIL, email);
  if (group > 0) {
    nomo_builder_add_part (builder, CUSTOMER_PART_GROUPS);
    nomo_builder_part_int (builder, CUSTOMER_PART_GROUPS, CUSTOMER_GROUP_ID, group);
  }
  put (fixture, builder);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nomo-trial-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "1.db", NULL);
  fixture->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  fixture->today = nomo_day_from_ymd (2026, 11, 26);
  put_category (fixture, CLOTHES, SHIRTS); /* in a circle */
  put_category (fixture, SHIRTS, CLOTHES);
  put_product (fixture, SHIRT, SHIRTS, BRAND, 3000);
  put_product (fixture, BAG, 0, 0, 0);
  put_customer (fixture, HIND, LOYAL, "hind@example.org");
  put_customer (fixture, SAAD, 0, "saad@example.net");
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

/* One product, without VAT in it so that sums are easy to see; a tenth of what was paid is VAT. */
static NomoRecordBuilder *
build_order (Fixture *fixture, gint64 id, int days_ago, gint64 product, gint64 total)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%d", (int) id);

  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE,
                        nomo_day_start (fixture->today - days_ago, nomo_calendar_riyadh ()) + HOUR_MS);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_int (builder, ORDER_TAX, total / 10);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, HIND);
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, product);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, total);
  return builder;
}

static void
put_order (Fixture *fixture, gint64 id, int days_ago, gint64 product, gint64 total)
{
  put (fixture, build_order (fixture, id, days_ago, product, total));
}

static NomoRecordBuilder *
build_coupon (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);

  nomo_builder_set_text (builder, COUPON_CODE, "WARD");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  return builder;
}

static NomoTrialReport *
run (Fixture *fixture, NomoRecordBuilder *builder, int from, int to)
{
  g_autoptr (NomoRecord) coupon = nomo_builder_end (builder);
  const NomoTrialRequest request = {
    coupon,
    { fixture->today - from, fixture->today - to },
    NOMO_PERCENT_UNKNOWN,
  };
  g_autoptr (GError) error = NULL;
  NomoTrialReport *report = nomo_coupon_trial_run (fixture->store, "SAR", &request, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoTrialReport) report = run (fixture, build_coupon (), 30, 0);
  g_autoptr (NomoTrialReport) backwards = run (fixture, build_coupon (), 0, 30);

  g_assert_cmpint (report->orders, ==, 0);
  g_assert_cmpint (report->revenue_after, ==, 0);
  g_assert_cmpint (report->best.id, ==, 0);
  g_assert_cmpint (report->worst.id, ==, 0);
  g_assert_cmpint (backwards->orders, ==, 0);
}

/* 100.00 and 1,999.99 of shirts and 200.00 of a bag within the period; the rest is outside of it, no sale, or not known. */
static void
put_orders (Fixture *fixture)
{
  NomoRecordBuilder *builder;

  put_order (fixture, 1, 2, SHIRT, 10000);
  put_order (fixture, 2, 1, SHIRT, 199999);
  put_order (fixture, 3, 1, BAG, 20000);
  put_order (fixture, 4, 5, SHIRT, 30000);
  put_order (fixture, 5, 0, SHIRT, 30000);
  builder = build_order (fixture, 6, 1, SHIRT, 40000);
  nomo_builder_set_text (builder, ORDER_STATUS, "canceled");
  put (fixture, builder);
  builder = build_order (fixture, 7, 1, SHIRT, 50000);
  nomo_builder_set_int (builder, ORDER_DETAILED, 0);
  put (fixture, builder);
  builder = build_order (fixture, 8, 1, SHIRT, 60000);
  nomo_builder_set_null (builder, ORDER_TOTAL_SHOP);
  put (fixture, builder);
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoTrialReport) report = NULL;

  put_orders (fixture);
  report = run (fixture, build_coupon (), 2, 1);
  g_assert_cmpint (report->orders, ==, 5);
  g_assert_cmpint (report->without_details, ==, 1);
  g_assert_cmpint (report->known, ==, 3);
  g_assert_cmpint (report->touched, ==, 3);
  g_assert_cmpint (report->discount, ==, 1000 + 20000 + 2000);
  g_assert_cmpint (report->revenue_before, ==, 229999);
  g_assert_cmpint (report->revenue_after, ==, 229999 - 23000);
  g_assert_cmpint (report->vat_before, ==, 1000 + 19999 + 2000);
  g_assert_cmpint (report->vat_after, ==, 900 + 17999 + 1800);

  /* 90.00 − 30.00 and 1,800.00 − 30.00; then 9.00 and 180.00 less. */
  g_assert_cmpint (report->profit_known, ==, 2);
  g_assert_cmpint (report->profit_before, ==, 6000 + 177000);
  g_assert_cmpint (report->profit_after, ==, 6000 - 900 + 177000 - 18000);
  g_assert_cmpint (report->best.id, ==, 1);
  g_assert_cmpstr (report->best.reference, ==, "1");
  g_assert_cmpint (report->best.effect, ==, -1000);
  g_assert_cmpint (report->worst.id, ==, 2);
  g_assert_cmpint (report->worst.effect, ==, -20000);
}

static void
test_baskets (Fixture *fixture, gconstpointer data)
{
  static const gint64 worths[] = { 0, 4999, 5000, 199999, 200000, 900000 };
  static const guint bins[] = { 0, 0, 1, 10, 11, 11 };
  gint64 expected[NOMO_TRIAL_N_BINS][2] = { 0 };
  g_autoptr (NomoTrialReport) report = NULL;
  NomoRecordBuilder *coupon = build_coupon ();

  for (guint i = 0; i < G_N_ELEMENTS (worths); i++) {
    put_order (fixture, i + 1, 1, SHIRT, worths[i]);
    expected[bins[i]][worths[i] >= 200000 ? 0 : 1]++;
  }
  nomo_builder_set_int (coupon, COUPON_MINIMUM, 200000);
  report = run (fixture, coupon, 1, 1);
  for (guint i = 0; i < NOMO_TRIAL_N_BINS; i++) {
    g_assert_cmpint (report->bins[i].touched, ==, expected[i][0]);
    g_assert_cmpint (report->bins[i].untouched, ==, expected[i][1]);
  }
  g_assert_cmpint (report->bins[1].from, ==, 5000);
}

/* An order that was given back leaves no profit, with a coupon or without; another coupon is replaced. */
static void
test_given_back (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *order = build_order (fixture, 1, 1, SHIRT, 10000);
  g_autoptr (NomoTrialReport) report = NULL;

  nomo_builder_set_int (order, ORDER_REFUNDED, 1);
  put (fixture, order);
  order = build_order (fixture, 2, 1, SHIRT, 10000);
  nomo_builder_set_int (order, ORDER_TOTAL, 5000);
  nomo_builder_set_int (order, ORDER_TOTAL_SHOP, 5000);
  nomo_builder_set_int (order, ORDER_TAX, 500);
  nomo_builder_add_part (order, ORDER_PART_DISCOUNTS);
  nomo_builder_part_text (order, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, "HALF");
  nomo_builder_part_int (order, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_AMOUNT, 4500);
  put (fixture, order);
  report = run (fixture, build_coupon (), 1, 1);
  g_assert_cmpint (report->replaced, ==, 5000);
  g_assert_cmpint (report->profit_known, ==, 2);
  g_assert_cmpint (report->profit_before, ==, 4500 - 3000);
  g_assert_cmpint (report->profit_after, ==, 8100 - 3000);
  g_assert_cmpint (report->best.id, ==, 2);
  g_assert_cmpint (report->best.effect, ==, 4000);
}

/* Who came first uses it up, whatever the numbers of the orders. */
static void
test_order_of_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoTrialReport) report = NULL;
  NomoRecordBuilder *coupon = build_coupon ();

  put_order (fixture, 1, 1, SHIRT, 10000);
  put_order (fixture, 2, 3, SHIRT, 20000);
  put_order (fixture, 3, 2, SHIRT, 40000);
  nomo_builder_set_int (coupon, COUPON_USAGE_LIMIT, 2);
  report = run (fixture, coupon, 3, 1);
  g_assert_cmpint (report->touched, ==, 2);
  g_assert_cmpint (report->discount, ==, 2000 + 4000);
}

/* What the store tells of products and customers. */
static void
test_lookups (Fixture *fixture, gconstpointer data)
{
  static const struct {
    NomoCouponTarget target;
    gint64 id;
    gint64 discount;
  } cases[] = {
    { COUPON_INCLUDE_CATEGORY, SHIRTS, 1000 },  { COUPON_INCLUDE_CATEGORY, CLOTHES, 1000 },
    { COUPON_EXCLUDE_CATEGORY, CLOTHES, 2000 }, { COUPON_EXCLUDE_BRAND, BRAND, 2000 },
    { COUPON_INCLUDE_GROUP, LOYAL, 1000 },      { COUPON_EXCLUDE_GROUP, LOYAL, 2000 },
  };
  NomoRecordBuilder *builder = build_order (fixture, 2, 1, BAG, 20000);
  g_autoptr (NomoTrialReport) reduced = NULL;
  g_autoptr (NomoTrialReport) domain = NULL;

  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, SAAD);
  put (fixture, builder);
  put_order (fixture, 1, 1, SHIRT, 10000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (NomoTrialReport) report = NULL;

    builder = build_coupon ();
    nomo_coupon_add_target (builder, cases[i].target, cases[i].id);
    report = run (fixture, builder, 1, 1);
    g_assert_cmpint (report->known, ==, 2);
    g_assert_cmpint (report->discount, ==, cases[i].discount);
  }
  builder = build_coupon ();
  nomo_builder_set_int (builder, COUPON_EXCLUDE_SALE, 1);
  reduced = run (fixture, builder, 1, 1);
  g_assert_cmpint (reduced->discount, ==, 1000);
  builder = build_coupon ();
  nomo_builder_set_text (builder, COUPON_BENEFICIARY_DOMAIN, "example.net");
  domain = run (fixture, builder, 1, 1);
  g_assert_cmpint (domain->discount, ==, 2000);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static NomoTrialReport *
run_job (Fixture *fixture, NomoJob *job, GError **error)
{
  g_autoptr (NomoRecord) coupon = nomo_builder_end (build_coupon ());
  const NomoTrialRequest request = { coupon, { fixture->today - 2, fixture->today - 1 }, NOMO_PERCENT_UNKNOWN };
  g_autoptr (GAsyncResult) result = NULL;

  nomo_coupon_trial_run_async (fixture->store, "SAR", &request, job, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return nomo_coupon_trial_run_finish (fixture->store, result, error);
}

static void
test_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoJob) job = nomo_job_new ("Trying a coupon");
  g_autoptr (NomoJob) cancelled = nomo_job_new ("Trying a coupon");
  g_autoptr (NomoTrialReport) report = NULL;
  g_autoptr (GError) error = NULL;

  put_orders (fixture);
  report = run_job (fixture, job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->touched, ==, 3);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
  g_assert_cmpint (nomo_job_get_done (job), ==, 6);
  g_assert_cmpint (nomo_job_get_total (job), ==, 6);

  nomo_job_cancel (cancelled);
  g_assert_null (run_job (fixture, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (nomo_job_get_state (cancelled), ==, NOMO_JOB_CANCELLED);
}

static void
cancel_at_once (const NomoRecord *order, NomoTrialVerdict verdict, const NomoTrialEffect *effect, gpointer data)
{
  g_cancellable_cancel (data);
}

/* In the middle, it stops. */
static void
test_cancelled_between (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) coupon = nomo_builder_end (build_coupon ());
  const NomoTrialRequest request = { coupon, { fixture->today - 2, fixture->today }, NOMO_PERCENT_UNKNOWN };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  put_orders (fixture);
  g_assert_null (
      nomo_coupon_trial_run (fixture->store, "SAR", &request, cancel_at_once, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, test) g_test_add ("/coupon-trial-run/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("none", test_none);
  ADD ("sums", test_sums);
  ADD ("baskets", test_baskets);
  ADD ("given-back", test_given_back);
  ADD ("order-of-time", test_order_of_time);
  ADD ("lookups", test_lookups);
  ADD ("job", test_job);
  ADD ("cancelled-between", test_cancelled_between);
  return g_test_run ();
}
