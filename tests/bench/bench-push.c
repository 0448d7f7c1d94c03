#include "config.h"

#include "bench-shop.h"
#include "bench.h"
#include "nomo-coupon.h"
#include "nomo-domain.h"
#include "nomo-outbox.h"

/* How late an answer of Salla's comes. */
#define LATENCY_MS 250

/* By the time that the burst of the largest plan is used up, if it is used as fast as answers come, and more coupons than the
 * plan lets through. */
#define SPAN_MS   (120 * 1000)
#define N_COUPONS 1000

/* The end of 2099. */
#define EXPIRY G_GINT64_CONSTANT (4102434000000)

static const char *samples_directory;

static NomoRecord *
create_coupon (guint number)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 0);
  g_autofree char *code = g_strdup_printf ("PUSH%u", number);

  nomo_builder_set_text (builder, COUPON_CODE, code);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1500);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
  nomo_builder_set_int (builder, COUPON_EXPIRY, EXPIRY);
  return nomo_builder_end (builder);
}

static void
fill (NomoStore *store)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_COUPONS; i++) {
    g_autoptr (NomoRecord) coupon = create_coupon (i);

    nomo_commit_put (commit, coupon);
  }
  nomo_store_commit (store, commit, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
stop_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
push_until_stopped (BenchShop *shop, NomoStore *store)
{
  const NomoOutbox outbox = { store, shop->client, "SAR", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_timeout_add (SPAN_MS + 1000, stop_cb, cancellable);
  nomo_outbox_push_async (&outbox, cancellable, bench_keep_result, &result);
  bench_wait_for (&result);
  nomo_outbox_push_finish (store, result, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What pushing asks for in its first minutes, against what the plan allows the background: its burst without what is kept for a
 * person, and one request in each second. */
static void
bench_plan (const char *plan, guint burst, guint reserve)
{
  g_autoptr (BenchShop) shop = bench_shop_new (plan, "1", "5");
  g_autofree char *file = g_strconcat ("push-", plan, ".db", NULL);
  g_autofree char *path = bench_path (file);
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_autofree char *name = g_strconcat ("push-", plan, NULL);
  g_autofree char *refused = g_strconcat (name, "-refused", NULL);
  g_autofree char *samples = g_strdup_printf ("%s/%s.csv", samples_directory, name);
  BenchTally tally;

  fill (store);
  bench_shop_delay (shop, LATENCY_MS);
  push_until_stopped (shop, store);
  tally = bench_shop_tally (shop, samples, SPAN_MS);
  bench_report_ratio (name, (double) tally.made / (burst - reserve + SPAN_MS / 1000), TRUE, 0.95);
  bench_report_ratio (refused, (double) tally.refused / tally.made, FALSE, 0);
  nomo_store_close (store);
}

int
main (int argc, char **argv)
{
  samples_directory = argc > 1 ? argv[1] : ".";
  bench_init (argc, argv);
  bench_plan ("plus", 120, 12);
  bench_plan ("special", 720, 30);
  return bench_end ();
}
