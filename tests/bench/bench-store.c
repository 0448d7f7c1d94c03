#include "bench.h"
#include "nomo-calendar.h"
#include "nomo-connection.h"
#include "nomo-disk.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-schema.h"
#include "nomo-search.h"
#include "nomo-store.h"

#include <string.h>

#define PAGE     60
#define N_COMMIT 10020
#define N_SMALL  1000
#define N_LARGE  100000
#define ROUNDS   7
#define WINDOWS  201 /* each below a millisecond: seven would be at the mercy of an interruption */
#define EPOCH    G_GINT64_CONSTANT (1790802000000)

static NomoRecord *
make_order (gint64 id)
{
  static const char *const statuses[] = { "completed", "delivered", "under_review", "canceled", "payment_pending" };
  static const char *const names[] = { "عطر الورد الطائفي", "مبخرة خشبية", "عود كمبودي فاخر", "دهن العود المعتّق" };
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1000000 + id);
  g_autofree char *reference = g_strdup_printf ("%d", (int) (20000000 + id));
  g_autofree char *items = g_strdup_printf ("%s\n%s", names[id % 4], names[id / 4 % 4]);

  nomo_builder_set_as_of (builder, EPOCH + id);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, EPOCH + id * 60000);
  nomo_builder_set_text (builder, ORDER_STATUS, statuses[id * 7 % 5]);
  nomo_builder_set_text (builder, ORDER_PAYMENT, id % 3 == 0 ? "cod" : "mada");
  nomo_builder_set_int (builder, ORDER_TOTAL, id * 7919 % 100000);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, id * 7919 % 100000);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, items);
  nomo_builder_set_int (builder, ORDER_ITEM_COUNT, id % 5 + 1);
  for (guint i = 0; i < 2; i++) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, names[i == 0 ? id % 4 : id / 4 % 4]);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  }
  return nomo_builder_end (builder);
}

static NomoStore *
fill (const char *name, guint n, guint page)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bench_path (name);
  NomoStore *store = nomo_store_open (path, nomo_domain_entities (), &error);

  g_assert_no_error (error);
  for (guint first = 0; first < n; first += page) {
    g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

    for (guint i = first; i < MIN (n, first + page); i++) {
      g_autoptr (NomoRecord) order = make_order (i);

      nomo_commit_put (commit, order);
    }
    g_assert_true (nomo_store_commit (store, commit, NULL, &error));
  }
  return store;
}

/* A table's rows in memory, to be inserted again by a loop that does nothing else. */
typedef struct {
  char *insert;
  guint n_columns;
  guint per_page;
  GPtrArray *values; /* sqlite3_value */
} Rows;

static Rows *
read_rows (sqlite3 *db, const char *table, const char *select, const char *columns, guint per_page)
{
  Rows *rows = g_new0 (Rows, 1);
  g_autoptr (GString) insert = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, select, -1, &statement, NULL), ==, SQLITE_OK);
  rows->n_columns = (guint) sqlite3_column_count (statement);
  rows->per_page = per_page;
  rows->values = g_ptr_array_new_with_free_func ((GDestroyNotify) sqlite3_value_free);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (guint i = 0; i < rows->n_columns; i++)
      g_ptr_array_add (rows->values, sqlite3_value_dup (sqlite3_column_value (statement, (int) i)));
  sqlite3_finalize (statement);
  g_string_printf (insert, "INSERT INTO %s%s VALUES (?1", table, columns);
  for (guint i = 2; i <= rows->n_columns; i++)
    g_string_append_printf (insert, ", ?%u", i);
  g_string_append_c (insert, ')');
  rows->insert = g_string_free (g_steal_pointer (&insert), FALSE);
  return rows;
}

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  g_free (rows->insert);
  g_ptr_array_unref (rows->values);
  g_free (rows);
}

/* The words of search are kept nowhere but in its index, so that they are told by the records once more. */
static void
write_words (sqlite3 *db, NomoStore *store)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GPtrArray) orders = nomo_store_list (store, query, 0, 0, NULL);
  sqlite3_stmt *insert = NULL;

  sqlite3_exec (db, "CREATE TEMP TABLE words (ref INTEGER PRIMARY KEY, words)", NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO words VALUES (?1, ?2)", -1, &insert, NULL);
  for (guint i = 0; i < orders->len; i++) {
    g_autoptr (NomoSearchText) text = nomo_search_text_new (orders->pdata[i]);

    sqlite3_bind_int64 (insert, 1, nomo_record_get_id (orders->pdata[i]));
    sqlite3_bind_text (insert, 2, text->words, -1, SQLITE_TRANSIENT);
    sqlite3_step (insert);
    sqlite3_reset (insert);
  }
  sqlite3_finalize (insert);
}

static GPtrArray *
read_tables (NomoStore *store)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (rows_free);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (nomo_store_get_path (store), &db), ==, SQLITE_OK);
  g_ptr_array_add (tables, read_rows (db, "record_order", "SELECT * FROM record_order ORDER BY id", "", PAGE));
  g_ptr_array_add (tables,
                   read_rows (db, "part_order_items", "SELECT * FROM part_order_items ORDER BY owner", "", 2 * PAGE));
  g_ptr_array_add (tables, read_rows (db, "search", "SELECT * FROM search ORDER BY ref", "", PAGE));
  write_words (db, store);
  g_ptr_array_add (tables,
                   read_rows (db, "search_index", "SELECT id, words FROM search JOIN words USING (ref) ORDER BY ref",
                              " (rowid, words)", PAGE));
  g_ptr_array_add (tables, read_rows (db, "feed", "SELECT * FROM feed ORDER BY id", "", PAGE));
  sqlite3_close (db);
  return tables;
}

static void
insert_rows (NomoConnection *connection, const Rows *rows, guint page)
{
  NomoStatement *statement = nomo_connection_prepare (connection, rows->insert, NULL);
  guint first = page * rows->per_page * rows->n_columns;
  guint end = MIN (rows->values->len, first + rows->per_page * rows->n_columns);

  for (guint at = first; at < end; at += rows->n_columns) {
    for (guint i = 0; i < rows->n_columns; i++)
      sqlite3_bind_value (statement, (int) i + 1, g_ptr_array_index (rows->values, at + i));
    g_assert_true (nomo_connection_run (connection, statement, NULL));
  }
}

static void
fill_bare (const char *name, const GPtrArray *tables)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bench_path (name);
  g_autoptr (NomoConnection) connection = NULL;

  g_assert_true (nomo_disk_prepare (path, &error));
  connection = nomo_connection_open (path, TRUE, &error);
  g_assert_true (nomo_schema_prepare (connection, nomo_domain_entities (), &error));
  for (guint page = 0; page < N_COMMIT / PAGE; page++) {
    g_assert_true (nomo_connection_exec (connection, "BEGIN IMMEDIATE", &error));
    for (guint i = 0; i < tables->len; i++)
      insert_rows (connection, g_ptr_array_index (tables, i), page);
    g_assert_true (nomo_connection_exec (connection, "COMMIT", &error));
  }
}

static void
bench_commit (void)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) theirs = bench_samples_new ();
  g_autoptr (NomoStore) store = fill ("warm.db", N_COMMIT, PAGE);
  g_autoptr (GPtrArray) tables = NULL;

  tables = read_tables (store);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *mine = g_strdup_printf ("ours-%u.db", i);
    g_autofree char *bare = g_strdup_printf ("bare-%u.db", i);
    gint64 since = g_get_monotonic_time ();

    g_object_unref (fill (mine, N_COMMIT, PAGE));
    bench_add_seconds (ours, since);
    since = g_get_monotonic_time ();
    fill_bare (bare, tables);
    bench_add_seconds (theirs, since);
  }
  bench_report ("commit-10k-orders-against-bare-inserts", ours, theirs, TRUE, 0.35);
}

static void
bench_window (NomoStore *small, NomoStore *large, const char *name, const char *filter, guint sort, gboolean descending)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) theirs = bench_samples_new ();
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, NULL);
  g_autofree char *title = g_strconcat ("first-rows-", name, NULL);

  g_assert_true (nomo_query_sort (query, sort, descending));
  for (guint i = 0; i < 2 * WINDOWS + 2; i++) {
    gint64 since = g_get_monotonic_time ();
    g_autoptr (GPtrArray) records = nomo_store_list (i % 2 == 0 ? large : small, query, 0, 100, NULL);

    g_assert_cmpuint (records->len, ==, 100);
    if (i >= 2)
      bench_add_seconds (i % 2 == 0 ? ours : theirs, since);
  }
  bench_report (title, ours, theirs, FALSE, 1.2);
}

static void
bench_days (NomoStore *store)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) theirs = bench_samples_new ();
  g_autoptr (NomoConnection) connection = nomo_connection_open (nomo_store_get_path (store), FALSE, NULL);
  int day = nomo_day_of (EPOCH, nomo_calendar_riyadh ());

  for (guint i = 0; i < ROUNDS; i++) {
    gint64 since = g_get_monotonic_time ();
    g_autoptr (NomoDays) days = nomo_store_read_days (store, NOMO_ORDER_DAY, NULL, day, day + 100, NULL);
    g_autoptr (NomoStatement) statement = NULL;
    gint64 sum = 0;

    bench_add_seconds (ours, since);
    since = g_get_monotonic_time ();
    statement = nomo_connection_prepare (
        connection,
        "SELECT (date + 10800000) / 86400000, count(*), sum(total_shop) FROM record_order WHERE deleted_at IS NULL"
        " AND status NOT IN ('canceled', 'payment_pending') GROUP BY 1",
        NULL);
    while (nomo_connection_step (connection, statement, NULL) == NOMO_STEP_ROW)
      sum += nomo_statement_get_int (statement, 2);
    bench_add_seconds (theirs, since);
    g_assert_cmpint (sum, ==, nomo_days_sum (days, day, day + 100, ORDER_DAY_SALES));
  }
  bench_report ("sums-by-day-against-group-by", ours, theirs, FALSE, 0.03);
}

static void
bench_search (NomoStore *store, const char *name, const char *text, const char *match)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) theirs = bench_samples_new ();
  g_autoptr (NomoConnection) connection = nomo_connection_open (nomo_store_get_path (store), FALSE, NULL);

  for (guint i = 0; i < ROUNDS; i++) {
    gint64 since = g_get_monotonic_time ();
    g_autoptr (GPtrArray) records = nomo_store_search (store, text, 20, NULL);
    g_autoptr (NomoStatement) statement = NULL;
    gint64 n = 0;

    bench_add_seconds (ours, since);
    g_assert_cmpuint (records->len, ==, 20);
    since = g_get_monotonic_time ();
    statement =
        nomo_connection_prepare (connection, "SELECT rowid FROM search_index WHERE search_index MATCH ?1", NULL);
    nomo_statement_bind_text (statement, 1, match);
    while (nomo_connection_step (connection, statement, NULL) == NOMO_STEP_ROW)
      n++;
    bench_add_seconds (theirs, since);
    g_assert_cmpint (n, >, 20);
  }
  bench_report (name, ours, theirs, FALSE, 1.5);
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoStore) small = NULL;
  g_autoptr (NomoStore) large = NULL;

  bench_begin (argc, argv);
  bench_commit ();
  small = fill ("small.db", N_SMALL, N_SMALL);
  large = fill ("large.db", N_LARGE, 2000);
  bench_window (small, large, "newest", "", ORDER_DATE, TRUE);
  bench_window (small, large, "oldest", "", ORDER_DATE, FALSE);
  bench_window (small, large, "by-total", "", ORDER_TOTAL, TRUE);
  bench_window (small, large, "by-reference", "", ORDER_REFERENCE, FALSE);
  bench_window (small, large, "by-status", "", ORDER_STATUS, FALSE);
  bench_window (small, large, "of-a-status", "status = canceled", ORDER_DATE, TRUE);
  bench_window (small, large, "paid-by", "payment = cod", ORDER_DATE, TRUE);
  bench_window (small, large, "total-above", "total > 500", ORDER_DATE, TRUE);
  bench_window (small, large, "of-a-day", "date = 2026-10-01", ORDER_DATE, TRUE);
  bench_days (large);
  bench_search (large, "search-first-letter-against-bare-index", "ع", "\"ع\" *");
  bench_search (large, "search-word-against-bare-index", "عطر", "\"عطر\" *");
  g_clear_object (&small);
  g_clear_object (&large);
  return bench_end ();
}
