#include "bench-orders.h"
#include "bench-rows.h"
#include "bench.h"
#include "nomo-order.h"

#include <glib/gstdio.h>

#define PAGE            60
#define N_COMMIT        10020
#define ROUNDS          5
#define N_RECORD_TABLES 3 /* the first of read_tables() */

static GPtrArray *
read_tables (const char *path)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (bench_rows_free);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_ptr_array_add (tables, bench_rows_read (db, "record_order", "SELECT * FROM record_order ORDER BY id", "", PAGE));
  g_ptr_array_add (
      tables, bench_rows_read (db, "part_order_items", "SELECT * FROM part_order_items ORDER BY owner", "", 2 * PAGE));
  g_ptr_array_add (
      tables, bench_rows_read (db, "part_order_tags", "SELECT * FROM part_order_tags ORDER BY owner", "", PAGE / 6));
  g_ptr_array_add (tables, bench_rows_read (db, "search", "SELECT * FROM search ORDER BY id", "", PAGE));
  g_ptr_array_add (tables, bench_rows_read_words (db, path, nomo_order_entity (), PAGE));
  g_ptr_array_add (tables, bench_rows_read (db, "feed", "SELECT * FROM feed ORDER BY id", "", PAGE));
  sqlite3_close (db);
  return tables;
}

/* Searchable and on the rollups, too: read_tables() takes everything that the commits wrote. */
static void
bench_commit (const GPtrArray *tables)
{
  g_autoptr (Samples) samples = samples_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *mine = g_strdup_printf ("ours-%u.db", i);
    g_autofree char *bare = g_strdup_printf ("bare-%u.db", i);
    gint64 since = g_get_monotonic_time ();

    g_object_unref (bench_fill (mine, N_COMMIT, PAGE));
    bench_add (samples->ours, since);
    since = g_get_monotonic_time ();
    bench_rows_insert_all (bare, tables, N_COMMIT / PAGE);
    bench_add (samples->theirs, since);
  }
  bench_report ("commit-10k-orders-against-bare-inserts", samples, TRUE, 0.35);
}

static double
size_of (const char *name)
{
  g_autofree char *path = bench_path (name);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return (double) status.st_size;
}

/* The tables of an empty store count on neither side. The bare side holds records and items with all their indexes, and nothing that makes them findable or undoable. */
static void
bench_size (const GPtrArray *tables)
{
  g_autoptr (GPtrArray) bare = g_ptr_array_new ();
  double none;

  for (guint i = 0; i < N_RECORD_TABLES; i++)
    g_ptr_array_add (bare, tables->pdata[i]);
  g_object_unref (bench_fill ("size-none.db", 0, PAGE));
  g_object_unref (bench_fill ("size-ours.db", N_COMMIT, PAGE));
  bench_rows_insert_all ("size-bare.db", bare, N_COMMIT / PAGE);
  none = size_of ("size-none.db");
  bench_report_ratio ("size-against-bare-tables", (size_of ("size-ours.db") - none) / (size_of ("size-bare.db") - none),
                      FALSE, 2.5);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  bench_init (argc, argv);
  g_object_unref (bench_fill ("warm.db", N_COMMIT, PAGE));
  path = bench_path ("warm.db");
  tables = read_tables (path);
  bench_commit (tables);
  bench_size (tables);
  return bench_end ();
}
