#include "config.h"

#include "bench-shop.h"
#include "bench.h"
#include "nomo-clock.h"
#include "nomo-details.h"
#include "nomo-domain.h"
#include "nomo-sync.h"

/* What is done with an answer before the next is asked for takes this many times as long by the store's clock as it really does:
 * no faster, or the bench would tell of the clock. Nor does it tell of the way to Salla and back, see bench-latency.c. */
#define SCALE      15
#define SCALE_TEXT "15"

/* More than one hour brings, so that there is work for all of it. */
#define ORDERS_TEXT "6000"

static const char *samples_directory;

static gboolean
stop_cb (gpointer job)
{
  nomo_job_cancel (job);
  return G_SOURCE_REMOVE;
}

static void
sync_all (BenchShop *shop, NomoStore *store, NomoJob *job)
{
  g_autoptr (NomoSync) sync = nomo_sync_new (store, shop->client, job, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_sync_run_async (sync, bench_keep_result, &result);
  bench_wait_for (&result);
  nomo_sync_run_finish (sync, result, NULL, &error);
  g_assert_no_error (error);
}

static void
read_details (BenchShop *shop, NomoStore *store, NomoJob *job)
{
  g_autoptr (NomoLookups) details = nomo_details_new (store, shop->client, job, "SAR");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_lookups_run_async (details, nomo_job_get_cancellable (job), bench_keep_result, &result);
  bench_wait_for (&result);
  nomo_lookups_run_finish (details, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What the store was asked for in an hour of work, against what its plan allows: its burst, and one request in each second. */
static void
bench_plan (const char *plan, guint burst)
{
  g_autoptr (BenchShop) shop = bench_shop_new (plan, SCALE_TEXT, ORDERS_TEXT);
  g_autofree char *file = g_strconcat (plan, ".db", NULL);
  g_autofree char *path = bench_path (file);
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_autoptr (NomoJob) job = nomo_job_new ("pace");
  g_autofree char *name = g_strconcat ("pace-", plan, NULL);
  g_autofree char *refused = g_strconcat (name, "-refused", NULL);
  g_autofree char *samples = g_strdup_printf ("%s/%s.csv", samples_directory, name);
  BenchTally tally;

  g_timeout_add (BENCH_HOUR_MS / SCALE, stop_cb, job);
  sync_all (shop, store, job);
  read_details (shop, store, job);
  tally = bench_shop_tally (shop, samples, BENCH_HOUR_MS);
  bench_report_ratio (name, (double) tally.made / (burst + 3600), TRUE, 0.95);
  bench_report_ratio (refused, (double) tally.refused / tally.made, FALSE, 0);
  nomo_store_close (store);
}

int
main (int argc, char **argv)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autofree char *clock = nomo_clock_spec (now_ms, now_ms, SCALE);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  samples_directory = argc > 1 ? argv[1] : ".";
  bench_init (argc, argv);
  bench_plan ("plus", 120);
  bench_plan ("special", 720);
  return bench_end ();
}
