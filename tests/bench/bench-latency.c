#include "config.h"

#include "bench-shop.h"
#include "bench.h"
#include "nomo-domain.h"
#include "nomo-sync.h"

/* How late an answer of Salla's comes. */
#define LATENCY_MS 250

/* By the time that the burst of the largest plan is used up, if it is used as fast as answers come; later no list is held up by
 * them. No list but the first ends within it. */
#define SPAN_MS     (120 * 1000)
#define ORDERS_TEXT "60000"

static const char *samples_directory;

static gboolean
stop_cb (gpointer job)
{
  nomo_job_cancel (job);
  return G_SOURCE_REMOVE;
}

static void
sync_until_stopped (BenchShop *shop, NomoStore *store)
{
  g_autoptr (NomoJob) job = nomo_job_new ("latency");
  g_autoptr (NomoSync) sync = nomo_sync_new (store, shop->client, job, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_timeout_add (SPAN_MS + 1000, stop_cb, job);
  nomo_sync_run_async (sync, bench_keep_result, &result);
  bench_wait_for (&result);
  nomo_sync_run_finish (sync, result, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What a first sync asks for in its first minutes, against what the plan allows the background: its burst without what is kept for
 * a person, and one request in each second. */
static void
bench_plan (const char *plan, guint burst, guint reserve)
{
  g_autoptr (BenchShop) shop = bench_shop_new (plan, "1", ORDERS_TEXT);
  g_autofree char *file = g_strconcat (plan, ".db", NULL);
  g_autofree char *path = bench_path (file);
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_autofree char *name = g_strconcat ("latency-", plan, NULL);
  g_autofree char *refused = g_strconcat (name, "-refused", NULL);
  g_autofree char *samples = g_strdup_printf ("%s/%s.csv", samples_directory, name);
  BenchTally tally;

  bench_shop_delay (shop, LATENCY_MS);
  sync_until_stopped (shop, store);
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
