#include "config.h"

#include "bench-shop.h"
#include "bench.h"
#include "nomo-clock.h"
#include "nomo-domain.h"
#include "nomo-json.h"
#include "nomo-lists.h"
#include "nomo-mirror-page.h"
#include "nomo-mirror.h"

#include <sys/resource.h>

#define ORDERS_TEXT "100000"
#define ORDERS      100000
#define PAGES       ((ORDERS + NOMO_MIRROR_PER_PAGE - 1) / NOMO_MIRROR_PER_PAGE)
#define ROUNDS      5

/* So fast that the limits of the plan hold nothing up. */
#define SCALE      600
#define SCALE_TEXT "600"

static gint64
cpu_us (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return (gint64) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static void
add_cpu (GArray *samples, gint64 since_us)
{
  double seconds = (double) (cpu_us () - since_us) / G_USEC_PER_SEC;

  g_array_append_val (samples, seconds);
}

static GBytes *
fetch_page (BenchShop *shop, const NomoMirrorKind *kind, guint number)
{
  g_autofree char *path =
      g_strdup_printf ("%s?page=%u&per_page=%d&sort_by=%s", kind->path, number, NOMO_MIRROR_PER_PAGE, kind->walk_sort);
  g_autoptr (NomoHttpAnswer) answer = bench_shop_get (shop, path);

  g_assert_cmpint (answer->status, ==, 200);
  return g_bytes_ref (answer->body);
}

/* All that the list says, as it comes over the wire. */
static GPtrArray *
fetch_pages (BenchShop *shop, const NomoMirrorKind *kind)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint number = 1; number <= PAGES; number++)
    g_ptr_array_add (pages, fetch_page (shop, kind, number));
  return pages;
}

static void
commit_page (NomoStore *store, const NomoMirrorKind *kind, GBytes *body, gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, &error);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  NomoMirrorWords words = { "SAR", as_of };
  JsonArray *rows = nomo_json_get_array (node, "data");

  g_assert_nonnull (rows);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    nomo_mirror_kind_put (kind, commit, json_array_get_element (rows, i), &words);
  nomo_commit_set_mark (commit, "orders.walk", "1");
  g_assert_true (nomo_store_commit (store, commit, NULL, &error));
}

static NomoStore *
open_store (const char *side, guint round)
{
  g_autofree char *name = g_strdup_printf ("%s-%u.db", side, round);
  g_autofree char *path = bench_path (name);
  g_autoptr (GError) error = NULL;
  NomoStore *store = nomo_store_open (path, nomo_domain_entities (), &error);

  g_assert_no_error (error);
  return store;
}

/* One at a time is enough for a disk. */
static void
close_whole (NomoStore *store)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_lists_find ("orders")->entity ());

  g_assert_cmpint (nomo_store_count (store, query, NULL), ==, ORDERS);
  nomo_store_close (store);
  bench_remove_files ();
}

static void
bench_sync (BenchShop *shop, const NomoMirrorKind *kind, GArray *samples)
{
  g_autoptr (NomoStore) store = open_store ("sync", samples->len);
  g_autoptr (GHashTable) marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gint64 since_us = cpu_us ();
  g_autoptr (NomoMirror) mirror = nomo_mirror_new (kind, store, shop->client, NULL, "SAR", marks);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_mirror_run_async (mirror, NULL, bench_keep_result, &result);
  bench_wait_for (&result);
  nomo_mirror_run_finish (mirror, result, &error);
  g_assert_no_error (error);
  add_cpu (samples, since_us);
  close_whole (store);
}

static void
bench_commits (const GPtrArray *pages, const NomoMirrorKind *kind, GArray *samples)
{
  g_autoptr (NomoStore) store = open_store ("commits", samples->len);
  gint64 since_us = cpu_us ();
  gint64 as_of = nomo_clock_now ();

  for (guint i = 0; i < pages->len; i++)
    commit_page (store, kind, pages->pdata[i], as_of);
  add_cpu (samples, since_us);
  close_whole (store);
}

/* The processor's time of reading a list from Salla, against that of reading the same pages from memory into the same store. */
int
main (int argc, char **argv)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autofree char *clock = nomo_clock_spec (now_ms, now_ms, SCALE);
  const NomoMirrorKind *kind = nomo_lists_find ("orders");
  g_autoptr (Samples) samples = samples_new ();
  g_autoptr (BenchShop) shop = NULL;
  g_autoptr (GPtrArray) pages = NULL;

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  bench_init (argc, argv);
  shop = bench_shop_new ("special", SCALE_TEXT, ORDERS_TEXT);
  pages = fetch_pages (shop, kind);
  for (guint round = 0; round < ROUNDS; round++) {
    bench_sync (shop, kind, samples->ours);
    bench_commits (pages, kind, samples->theirs);
  }
  bench_report ("mirror", samples, FALSE, 2.5);
  return bench_end ();
}
