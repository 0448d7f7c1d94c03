#include "bench-orders.h"
#include "bench.h"
#include "nomo-connection.h"
#include "nomo-disk.h"
#include "nomo-domain.h"
#include "nomo-schema.h"

#include <glib/gstdio.h>

#define PAGE            60
#define N_COMMIT        10020
#define ROUNDS          5
#define N_RECORD_TABLES 3 /* the first of read_tables() */

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

static GPtrArray *
read_tables (const char *path)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (rows_free);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_ptr_array_add (tables, read_rows (db, "record_order", "SELECT * FROM record_order ORDER BY id", "", PAGE));
  g_ptr_array_add (tables,
                   read_rows (db, "part_order_items", "SELECT * FROM part_order_items ORDER BY owner", "", 2 * PAGE));
  g_ptr_array_add (tables,
                   read_rows (db, "part_order_tags", "SELECT * FROM part_order_tags ORDER BY owner", "", PAGE / 6));
  g_ptr_array_add (tables, read_rows (db, "search", "SELECT * FROM search ORDER BY ref", "", PAGE));
  g_ptr_array_add (tables, read_rows (db, "search_index", "SELECT id, number, name, text FROM search ORDER BY ref",
                                      " (rowid, number, name, text)", PAGE));
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
    fill_bare (bare, tables);
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
  fill_bare ("size-bare.db", bare);
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
