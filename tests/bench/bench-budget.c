#include "config.h"

#include "bench-shop.h"
#include "nomo-clock.h"
#include "nomo-json.h"

#include <stdio.h>

#define SCALE      60
#define SCALE_TEXT "60"
#define MIXED_MS   (BENCH_HOUR_MS / 3)
#define DEPTH      8
#define LIVE_EVERY 20 /* seconds of the store's clock */

static const char *samples_directory;
static gboolean failed;

/* Work that always has calls waiting, or a person who asks now and then. */
typedef struct {
  NomoSallaClient *client;
  const char *path;
  gboolean live;
  guint waiting;
  guint answered;
  guint failed;
  GArray *waits_ms;
} Work;

typedef struct {
  Work *work;
  gint64 asked_ms;
} Ask;

static void
check (const char *name, double ratio, double bound, gboolean at_least)
{
  printf ("bench %s ratio %.3f bound %.3f\n", name, ratio, bound);
  fflush (stdout);
  failed = failed || (at_least ? ratio < bound : ratio > bound);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Ask *ask = data;
  gint64 wait_ms = nomo_clock_monotonic () - ask->asked_ms;
  NomoSallaAnswer *answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, NULL);

  ask->work->waiting--;
  if (answer == NULL) {
    ask->work->failed++;
    return;
  }
  nomo_salla_answer_free (answer);
  ask->work->answered++;
  g_array_append_val (ask->work->waits_ms, wait_ms);
}

static void
ask (Work *work)
{
  g_autofree char *page = g_strdup_printf ("%u", work->answered % 100 + 1);
  const char *query[] = { "page", page, "per_page", "15", NULL };
  Ask *asked = g_new (Ask, 1);

  *asked = (Ask) { work, nomo_clock_monotonic () };
  work->waiting++;
  if (work->live)
    nomo_salla_client_get_async (work->client, work->path, query, NULL, answered_cb, asked);
  else
    nomo_salla_client_get_in_background_async (work->client, work, work->path, query, NULL, answered_cb, asked);
}

static gboolean
tick_cb (gpointer ticked)
{
  *(gboolean *) ticked = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Keeps all works busy, and lets the person ask at each tick. */
static void
run (Work **works, Work *person, gint64 ms)
{
  gint64 end_ms = nomo_clock_monotonic () + ms;
  gboolean ticked = FALSE;
  guint ticking = g_timeout_add (LIVE_EVERY * 1000 / SCALE, tick_cb, &ticked);

  while (nomo_clock_monotonic () < end_ms) {
    for (guint i = 0; works[i] != NULL; i++)
      while (works[i]->waiting < DEPTH)
        ask (works[i]);
    if (ticked && person != NULL)
      ask (person);
    ticked = FALSE;
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (ticking);
}

static Work *
work_new (BenchShop *shop, const char *path, gboolean live)
{
  Work *work = g_new0 (Work, 1);

  work->client = shop->client;
  work->path = path;
  work->live = live;
  work->waits_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  return work;
}

/* What still waits ends before the work goes. */
static void
work_free (Work *work)
{
  while (work->waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  g_array_unref (work->waits_ms);
  g_free (work);
}

/* Keeps the store's book as the raw samples. */
static BenchTally
tally (BenchShop *shop, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.csv", samples_directory, name);

  return bench_shop_tally (shop, path, BENCH_HOUR_MS);
}

/* What a plan allows in an hour: its burst, and one request in each second. */
static void
bench_plan (const char *plan, guint burst)
{
  g_autoptr (BenchShop) shop = bench_shop_new (plan, SCALE_TEXT, "3000");
  Work *works[] = { work_new (shop, "/orders", FALSE), NULL };
  g_autofree char *name = g_strconcat ("budget-", plan, NULL);
  g_autofree char *refused = g_strconcat ("budget-", plan, "-refused", NULL);
  BenchTally result;

  run (works, NULL, BENCH_HOUR_MS);
  result = tally (shop, name);
  check (name, (double) result.made / (burst + 3600), 0.95, TRUE);
  check (refused, (double) result.refused / result.made, 0, FALSE);
  work_free (works[0]);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

static double
median (GArray *samples)
{
  g_assert_cmpuint (samples->len, >=, 5);
  g_array_sort (samples, compare);
  return (double) g_array_index (samples, gint64, samples->len / 2);
}

static void
bench_mixed (void)
{
  g_autoptr (BenchShop) shop = bench_shop_new ("plus", SCALE_TEXT, "3000");
  Work *works[] = { work_new (shop, "/orders", FALSE), work_new (shop, "/orders/statuses", FALSE), NULL };
  Work *person = work_new (shop, "/store/info", TRUE);
  double shares;

  run (works, NULL, MIXED_MS / 4);
  works[0]->answered = works[1]->answered = 0;
  g_array_set_size (works[0]->waits_ms, 0);
  run (works, person, MIXED_MS);
  shares = (double) works[0]->answered / works[1]->answered;
  check ("budget-share-of-two-jobs", MIN (shares, 1 / shares), 0.9, TRUE);
  check ("budget-live-wait-against-background", median (person->waits_ms) / median (works[0]->waits_ms), 0.1, FALSE);
  check ("budget-mixed-refused", tally (shop, "budget-mixed").refused, 0, FALSE);
  check ("budget-mixed-failed", works[0]->failed + works[1]->failed + person->failed, 0, FALSE);
  for (guint i = 0; i < 2; i++)
    work_free (works[i]);
  work_free (person);
}

int
main (int argc, char **argv)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autofree char *clock = nomo_clock_spec (now_ms, now_ms, SCALE);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  samples_directory = argc > 1 ? argv[1] : ".";
  bench_mixed ();
  bench_plan ("plus", 120);
  bench_plan ("pro", 360);
  bench_plan ("special", 720);
  return failed ? 1 : 0;
}
