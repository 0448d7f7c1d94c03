#include "bench-orders.h"
#include "bench.h"
#include "nomo-calendar.h"
#include "nomo-connection.h"
#include "nomo-export.h"
#include "nomo-order.h"

#define N_SMALL 1000
#define N_LARGE 1000000
#define WINDOW  100
#define WINDOWS 201 /* each below a millisecond: seven would be at the mercy of an interruption */
#define ROUNDS  7

static void
bench_window (NomoStore *small, NomoStore *large, const char *name, const NomoQuery *query)
{
  g_autoptr (Samples) samples = samples_new ();
  g_autofree char *title = g_strconcat ("first-rows-", name, NULL);

  for (guint i = 0; i < 2 * WINDOWS + 2; i++) {
    gint64 since = g_get_monotonic_time ();
    g_autoptr (GPtrArray) records = nomo_store_list_rows (i % 2 == 0 ? large : small, query, 0, WINDOW, NULL);

    g_assert_cmpuint (records->len, ==, WINDOW);
    if (i >= 2)
      bench_add (i % 2 == 0 ? samples->ours : samples->theirs, since);
  }
  bench_report (title, samples, FALSE, 1.2);
}

static void
bench_sorts (NomoStore *small, NomoStore *large)
{
  const NomoEntity *entity = nomo_order_entity ();

  for (guint i = 0; i < entity->n_fields; i++)
    for (guint descending = 0; descending < 2; descending++) {
      g_autoptr (NomoQuery) query = nomo_query_new (entity);
      g_autofree char *name = g_strdup_printf ("by-%s-%s", entity->fields[i].name, descending ? "down" : "up");

      if (nomo_query_sort (query, i, descending != 0))
        bench_window (small, large, name, query);
    }
}

static void
bench_filters (NomoStore *small, NomoStore *large)
{
  static const struct {
    const char *name;
    const char *filter;
  } filters[] = {
    { "of-a-status", "status = canceled" },
    { "paid-by", "payment = cod" },
    { "of-a-city", "city = الرياض" },
    { "of-a-day", "date = 2026-10-01" },
    { "of-a-period", "date >= 2026-10-01 AND date < 2026-10-15" },
    { "total-above", "total > 500" },
    { "total-far-above", "total > 850" },
    { "of-a-customer", "customer = 77" },
    { "with-a-coupon", "coupon = ward10" },
    { "with-a-tag", "tags has هدية" },
    { "refunded", "refunded = yes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filters[i].filter, &error);

    g_assert_no_error (error);
    bench_window (small, large, filters[i].name, query);
  }
}

static gint64
run_bare (NomoConnection *connection, const char *sql)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, NULL);
  gint64 n = 0;

  while (nomo_connection_step (connection, statement, NULL) == NOMO_STEP_ROW)
    n++;
  return n;
}

/* Filters that no index answers, all ids of them, against the query that somebody would write by hand. */
static void
bench_other_filters (NomoStore *store)
{
  static const struct {
    const char *name;
    const char *filter;
    const char *sql;
  } filters[] = {
    { "vat-above", "tax > 120",
      "SELECT id FROM record_order WHERE deleted_at IS NULL AND tax > 12000 ORDER BY date DESC, id DESC" },
    { "status-and-vat", "status = canceled AND tax > 120",
      "SELECT id FROM record_order WHERE deleted_at IS NULL AND status = 'canceled' AND tax > 12000"
      " ORDER BY date DESC, id DESC" },
    { "words-in-items", "items_text ~ مبخره",
      "SELECT id FROM record_order WHERE deleted_at IS NULL AND nomo_fold (items_text) LIKE '%مبخره%'"
      " ORDER BY date DESC, id DESC" },
  };
  g_autoptr (NomoConnection) connection = nomo_connection_open (nomo_store_get_path (store), FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++) {
    g_autoptr (Samples) samples = samples_new ();
    g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filters[i].filter, NULL);
    g_autofree char *name = g_strconcat ("filter-", filters[i].name, "-against-bare-query", NULL);

    for (guint round = 0; round < ROUNDS; round++) {
      gint64 since = g_get_monotonic_time ();
      g_autoptr (GArray) ids = nomo_store_list_ids (store, query, 0, NULL, NULL);

      bench_add (samples->ours, since);
      since = g_get_monotonic_time ();
      g_assert_cmpint (run_bare (connection, filters[i].sql), ==, ids->len);
      bench_add (samples->theirs, since);
    }
    bench_report (name, samples, FALSE, 1.5);
  }
}

/* What Overview shows of a year, against adding the orders up. */
static void
bench_overview (NomoStore *store)
{
  g_autoptr (Samples) samples = samples_new ();
  g_autoptr (NomoConnection) connection = nomo_connection_open (nomo_store_get_path (store), FALSE, NULL);
  int day = nomo_day_of (ORDERS_EPOCH, nomo_calendar_riyadh ());

  for (guint i = 0; i < ROUNDS; i++) {
    gint64 since = g_get_monotonic_time ();
    g_autoptr (NomoDays) days = nomo_store_read_days (store, NOMO_ORDER_DAY, NULL, day, day + 800, NULL);
    g_autoptr (NomoStatement) statement = NULL;
    gint64 orders = 0;
    gint64 sales = 0;

    bench_add (samples->ours, since);
    since = g_get_monotonic_time ();
    statement = nomo_connection_prepare (
        connection,
        "SELECT (date + 10800000) / 86400000, count(*), sum(total_shop) FROM record_order WHERE deleted_at IS NULL"
        " AND status NOT IN ('canceled', 'payment_pending') GROUP BY 1",
        NULL);
    while (nomo_connection_step (connection, statement, NULL) == NOMO_STEP_ROW) {
      orders += nomo_statement_get_int (statement, 1);
      sales += nomo_statement_get_int (statement, 2);
    }
    bench_add (samples->theirs, since);
    g_assert_cmpint (sales, ==, nomo_days_sum (days, day, day + 800, ORDER_DAY_SALES));
    g_assert_cmpint (orders, ==, nomo_days_sum (days, day, day + 800, ORDER_DAY_ORDERS));
  }
  bench_report ("sums-by-day-against-group-by", samples, FALSE, 0.03);
}

static void
run_sqlite (const char *path, const char *sql, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_set_stdout_file_path (launcher, output);
  process = g_subprocess_launcher_spawn (launcher, &error, "sqlite3", "-readonly", "-header", "-csv", path, sql, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* Our dates, amounts and words against the raw columns, of every record. */
static void
bench_export (NomoStore *store)
{
  static const char *const columns = "id,reference,date,status,payment,total,currency,city,coupon,customer,items_text,"
                                     "item_count,updated_at,refunded,tax";
  static const char *const sql = "SELECT id, reference, date, status, payment, total, currency, city, coupon, customer,"
                                 " items_text, item_count, updated_at, refunded, tax FROM record_order"
                                 " WHERE deleted_at IS NULL";
  const NomoExportOptions options = { .columns = columns, .by_id = TRUE };
  g_autoptr (Samples) samples = samples_new ();
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());
  g_autofree char *output = bench_path ("export.csv");

  for (guint i = 0; i < 5; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoExport) export = nomo_export_new (nomo_order_entity (), &options, &error);
    gint64 since = g_get_monotonic_time ();

    g_assert_no_error (error);
    g_assert_true (nomo_export_run_to_file (export, store, all, output, NULL, &error));
    bench_add (samples->ours, since);
    g_assert_cmpuint (nomo_export_get_count (export), ==, N_LARGE);
    since = g_get_monotonic_time ();
    run_sqlite (nomo_store_get_path (store), sql, output);
    bench_add (samples->theirs, since);
  }
  bench_report ("export-1m-orders-against-sqlite3-csv", samples, TRUE, 0.5);
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoStore) small = NULL;
  g_autoptr (NomoStore) large = NULL;

  bench_init (argc, argv);
  small = bench_fill ("small.db", N_SMALL, N_SMALL);
  large = bench_fill ("large.db", N_LARGE, 2000);
  bench_sorts (small, large);
  bench_filters (small, large);
  bench_other_filters (large);
  bench_overview (large);
  bench_export (large);
  g_clear_object (&small);
  g_clear_object (&large);
  return bench_end ();
}
