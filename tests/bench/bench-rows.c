#include "bench-rows.h"

#include "bench.h"
#include "nomo-connection.h"
#include "nomo-disk.h"
#include "nomo-domain.h"
#include "nomo-schema.h"
#include "nomo-search.h"
#include "nomo-store.h"

struct _BenchRows {
  char *insert;
  guint n_columns;
  guint per_page;
  GPtrArray *values; /* sqlite3_value */
};

BenchRows *
bench_rows_read (sqlite3 *db, const char *table, const char *select, const char *columns, guint per_page)
{
  BenchRows *rows = g_new0 (BenchRows, 1);
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

/* The index keeps no text, so its words are made of the records again. Rows come in the order that it takes fastest. */
BenchRows *
bench_rows_read_words (sqlite3 *db, const char *path, const NomoEntity *entity, guint per_page)
{
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_autoptr (NomoQuery) query = nomo_query_new (entity);
  g_autoptr (GPtrArray) records = nomo_store_list (store, query, 0, 0, NULL);
  sqlite3_stmt *insert = NULL;

  g_assert_cmpint (sqlite3_exec (db, "CREATE TEMP TABLE words (ref INTEGER PRIMARY KEY, words)", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "INSERT INTO words VALUES (?1, ?2)", -1, &insert, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < records->len; i++) {
    g_autoptr (NomoSearchText) text = nomo_search_text_new (records->pdata[i]);

    sqlite3_bind_int64 (insert, 1, nomo_record_get_id (records->pdata[i]));
    sqlite3_bind_text (insert, 2, text->words, -1, SQLITE_TRANSIENT);
    g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
    sqlite3_reset (insert);
  }
  sqlite3_finalize (insert);
  return bench_rows_read (db, "search_index", "SELECT id, words FROM search JOIN words USING (ref) ORDER BY id",
                          " (rowid, words)", per_page);
}

void
bench_rows_free (gpointer data)
{
  BenchRows *rows = data;

  g_free (rows->insert);
  g_ptr_array_unref (rows->values);
  g_free (rows);
}

static void
insert_rows (NomoConnection *connection, const BenchRows *rows, guint page)
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

void
bench_rows_insert_all (const char *name, const GPtrArray *tables, guint n_pages)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bench_path (name);
  g_autoptr (NomoConnection) connection = NULL;

  g_assert_true (nomo_disk_prepare (path, &error));
  connection = nomo_schema_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  for (guint page = 0; page < n_pages; page++) {
    g_assert_true (nomo_connection_exec (connection, "BEGIN IMMEDIATE", &error));
    for (guint i = 0; i < tables->len; i++)
      insert_rows (connection, g_ptr_array_index (tables, i), page);
    g_assert_true (nomo_connection_exec (connection, "COMMIT", &error));
  }
}
