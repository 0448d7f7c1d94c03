#include "corpus.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* What is in "NAME.gz". */
char *
corpus_read (const char *name, gsize *length)
{
  g_autofree char *packed = g_strconcat (name, ".gz", NULL);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "unit", "store", "corpus", packed, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (GConverter) unpack = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  in = g_converter_input_stream_new (raw, unpack);
  g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (out, "", 1, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (out, NULL, &error));
  *length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)) - 1;
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

void
corpus_put (const char *name, const char *path)
{
  gsize length = 0;
  g_autofree char *content = corpus_read (name, &length);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
add_row (GString *out, sqlite3_stmt *statement)
{
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    g_string_append_printf (out, "%s|", (const char *) sqlite3_column_text (statement, i));
  g_string_append_c (out, '\n');
}

static void
add_rows (GString *out, sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    add_row (out, statement);
  sqlite3_finalize (statement);
}

/* Columns may stand in another order; all else is the same. */
char *
corpus_read_schema (const char *path)
{
  GString *out = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  add_rows (out, db,
            "SELECT t.name, t.type, t.wr, t.strict, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk"
            " FROM pragma_table_list AS t JOIN pragma_table_xinfo (t.name) AS c WHERE t.schema = 'main'"
            " AND t.name NOT GLOB 'sqlite_*' ORDER BY 1, 5");
  add_rows (out, db,
            "SELECT name, (length (sql) - length (replace (sql, 'CHECK', ''))) / 5 FROM sqlite_schema"
            " WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name");
  add_rows (out, db, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name");
  add_rows (out, db, "SELECT sql FROM sqlite_schema WHERE sql LIKE '%VIRTUAL%'");
  if (sqlite3_table_column_metadata (db, "main", "counters", NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK)
    add_rows (out, db, "SELECT name FROM counters ORDER BY name");
  sqlite3_close (db);
  return g_string_free (out, FALSE);
}

static sqlite3 *
attach (const char *path, const char *old)
{
  sqlite3 *db = NULL;
  g_autofree char *sql = g_strdup_printf ("ATTACH '%s' AS old", old);

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, "unix"), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

static char *
read_text (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

static gint64
read_number (sqlite3 *db, const char *sql)
{
  g_autofree char *text = read_text (db, sql);

  return text != NULL ? atoll (text) : 0;
}

/* Columns by which texts are sorted follow from the texts, by the rules of today. */
static char *
dup_columns (sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT group_concat ('\"' || o.name || '\"') FROM pragma_table_xinfo ('%1$s', 'old') AS o"
      " JOIN pragma_table_xinfo ('%1$s', 'main') AS n ON n.name = o.name WHERE o.name NOT LIKE '%%\\_key' ESCAPE '\\'",
      table);

  return read_text (db, sql);
}

/* What is of the version itself, or counts the work of search. */
static const char *
find_left_out (const char *table)
{
  if (strcmp (table, "meta") == 0)
    return " WHERE key NOT IN ('schema_version', 'version')";
  return strcmp (table, "counters") == 0 ? " WHERE name <> 'merges'" : "";
}

static void
assert_rows_kept (sqlite3 *db, const char *table)
{
  g_autofree char *columns = dup_columns (db, table);
  g_autofree char *lost =
      g_strdup_printf ("SELECT count (*) FROM (SELECT %1$s FROM old.%2$s%3$s EXCEPT SELECT %1$s FROM main.%2$s)",
                       columns, table, find_left_out (table));
  g_autofree char *more =
      g_strdup_printf ("SELECT (SELECT count (*) FROM main.%1$s) - (SELECT count (*) FROM old.%1$s)", table);

  if (read_number (db, lost) != 0)
    g_error ("%s has lost rows or values", table);
  if (strcmp (table, "meta") != 0 && strcmp (table, "counters") != 0)
    g_assert_cmpint (read_number (db, more), ==, 0);
}

static GPtrArray *
list_tables (sqlite3 *db)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (
      sqlite3_prepare_v2 (db,
                          "SELECT name FROM pragma_table_list WHERE schema = 'old' AND type = 'table'"
                          " AND name NOT GLOB 'search*' AND name <> 'rollups' AND name NOT GLOB 'sqlite_*'",
                          -1, &statement, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (tables, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  return tables;
}

/* Whatever stood in each row of the file of that name stands in the one at @path, search and sums by day apart. */
void
corpus_assert_kept (const char *name, const char *path)
{
  g_autofree char *before = g_strconcat (path, ".before", NULL);
  g_autoptr (GPtrArray) tables = NULL;
  sqlite3 *db = NULL;

  corpus_put (name, before);
  db = attach (path, before);
  tables = list_tables (db);
  g_assert_cmpuint (tables->len, >, 1);
  for (guint i = 0; i < tables->len; i++)
    assert_rows_kept (db, tables->pdata[i]);
  sqlite3_close (db);
  g_unlink (before);
}

/* Each table has rows. */
void
corpus_assert_filled (const char *path)
{
  g_autoptr (GPtrArray) tables = NULL;
  sqlite3 *db = attach (path, path);

  tables = list_tables (db);
  for (guint i = 0; i < tables->len; i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM main.%s", (const char *) tables->pdata[i]);

    if (read_number (db, sql) == 0)
      g_error ("%s is empty", (const char *) tables->pdata[i]);
  }
  sqlite3_close (db);
}

/* Which version wrote it. */
int
corpus_read_version (const char *path)
{
  sqlite3 *db = NULL;
  int version = 0;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, "unix"), ==, SQLITE_OK);
  version = (int) read_number (db, "SELECT value FROM meta WHERE key IN ('schema_version', 'version')");
  sqlite3_close (db);
  return version;
}
