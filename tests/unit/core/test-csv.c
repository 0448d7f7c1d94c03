#include "nomo-csv.h"
#include "nomo-error.h"

#include <string.h>

static NomoCsvReader *
reader_of (const char *bytes, gssize size, NomoCsvEncoding encoding)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, size, NULL);

  return nomo_csv_reader_new (stream, encoding);
}

/* An empty text is one empty cell. */
static GStrv
split_cells (const char *cells)
{
  static const char *const empty[] = { "", NULL };

  return *cells != '\0' ? g_strsplit (cells, "|", -1) : g_strdupv ((GStrv) empty);
}

static void
assert_row (NomoCsvReader *reader, guint64 line, const char *cells)
{
  g_auto (GStrv) expected = split_cells (cells);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (nomo_csv_reader_next (reader, NULL, &error), ==, NOMO_CSV_ROW);
  g_assert_no_error (error);
  g_assert_cmpuint (nomo_csv_reader_get_line (reader), ==, line);
  g_assert_cmpuint (nomo_csv_reader_count (reader), ==, g_strv_length (expected));
  for (guint i = 0; expected[i] != NULL; i++)
    g_assert_cmpstr (nomo_csv_reader_get (reader, i), ==, expected[i]);
}

static void
assert_end (NomoCsvReader *reader)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (nomo_csv_reader_next (reader, NULL, &error), ==, NOMO_CSV_END);
  g_assert_no_error (error);
}

static void
test_read (void)
{
  g_autoptr (NomoCsvReader) reader =
      reader_of ("\xef\xbb\xbfname,city\r\n\n\"a \"\"b\"\",\nc\",جدة\r\n\"\"\nlast,", -1, NOMO_CSV_UTF8);

  assert_row (reader, 1, "name|city");
  assert_row (reader, 3, "a \"b\",\nc|جدة");
  assert_row (reader, 5, "");
  assert_row (reader, 6, "last|");
  assert_end (reader);
  assert_end (reader);
}

static void
test_separators (void)
{
  g_autoptr (NomoCsvReader) semicolons = reader_of ("\"a,b,c\";b\n1,5;2", -1, NOMO_CSV_UTF8);
  g_autoptr (NomoCsvReader) tabs = reader_of ("a\tb\n1\t2;3", -1, NOMO_CSV_UTF8);
  g_autoptr (NomoCsvReader) hint = reader_of ("sep=;\r\na,b,c;d\n", -1, NOMO_CSV_UTF8);

  assert_row (semicolons, 1, "a,b,c|b");
  assert_row (semicolons, 2, "1,5|2");
  assert_row (tabs, 1, "a|b");
  assert_row (tabs, 2, "1|2;3");
  assert_row (hint, 2, "a,b,c|d");
  g_assert_cmpint (nomo_csv_reader_get_separator (hint), ==, ';');
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xff\xfe\x46\x06\x2c\x00\x62\x00\x0a\x00";
  g_autoptr (NomoCsvReader) arabic = reader_of ("\xcc\xcf\xc9;b\n", -1, NOMO_CSV_WINDOWS_1256);
  g_autoptr (NomoCsvReader) wide = reader_of (utf16, sizeof utf16 - 1, NOMO_CSV_UTF8);

  assert_row (arabic, 1, "جدة|b");
  assert_row (wide, 1, "ن|b");
}

static void
assert_refused (const char *bytes, gssize size, int code, const char *line, const char *column)
{
  g_autoptr (NomoCsvReader) reader = reader_of (bytes, size, NOMO_CSV_UTF8);
  g_autoptr (GError) error = NULL;
  NomoCsvStep step;
  g_autofree char *where = g_strdup_printf ("ine %s, column %s", line, column);

  while ((step = nomo_csv_reader_next (reader, NULL, &error)) == NOMO_CSV_ROW)
    ;
  g_assert_cmpint (step, ==, NOMO_CSV_ERROR);
  g_assert_error (error, NOMO_CORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, where));
}

static void
test_refused (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n1,");
  g_autoptr (GString) header = g_string_new ("0");
  g_autoptr (NomoCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused ("sep=\0\nb\n", 8, NOMO_CORE_ERROR_INVALID, "1", "1");
  assert_refused ("a,b\n1,\"two\n\n\xc7\"\n", -1, NOMO_CORE_ERROR_INVALID, "4", "2");
  assert_refused ("a,b\n1,\"two\n", -1, NOMO_CORE_ERROR_INVALID, "2", "2");
  assert_refused ("a,b\n\0,2\n", 8, NOMO_CORE_ERROR_INVALID, "2", "1");
  for (guint i = 0; i <= NOMO_CSV_MAX_CELL; i++)
    g_string_append_c (text, 'x');
  assert_refused (text->str, (gssize) text->len, NOMO_CORE_ERROR_TOO_LARGE, "2", "2");
  for (guint i = 1; i <= NOMO_CSV_MAX_COLUMNS; i++)
    g_string_append_printf (header, ",%u", i);
  reader = reader_of (header->str, -1, NOMO_CSV_UTF8);
  g_assert_cmpint (nomo_csv_reader_next (reader, NULL, &error), ==, NOMO_CSV_ERROR);
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE);
}

static void
assert_written (const char *cells, const char *expected)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (NomoCsvWriter) writer = nomo_csv_writer_new (stream, ',', FALSE);
  g_auto (GStrv) split = split_cells (cells);
  g_autoptr (GError) error = NULL;
  gsize size;

  for (guint i = 0; split[i] != NULL; i++)
    nomo_csv_writer_add (writer, split[i]);
  nomo_csv_writer_end_row (writer, NULL, &error);
  g_assert_no_error (error);
  nomo_csv_writer_flush (writer, NULL, &error);
  g_assert_no_error (error);
  size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), size, expected,
                   strlen (expected));
}

static void
test_write (void)
{
  assert_written ("a|b", "a,b\r\n");
  assert_written ("a;b|c\td|e\nf|g\"h", "\"a;b\",\"c\td\",\"e\nf\",\"g\"\"h\"\r\n");
  assert_written ("", "\"\"\r\n");
  assert_written ("|", ",\r\n");
}

static void
test_formulas (void)
{
  assert_written ("=1+1|@x|-|+|-1+1|\t=|+966 50", "'=1+1,'@x,'-,'+,'-1+1,\"'\t=\",'+966 50\r\n");
  assert_written ("-5|+5|-12.50|+966501234567|1-1|a=b", "-5,+5,-12.50,+966501234567,1-1,a=b\r\n");
  assert_written ("'=1|''-2|'a", "''=1,'''-2,'a\r\n");
  g_assert_cmpstr (nomo_csv_unguard ("'=1"), ==, "=1");
  g_assert_cmpstr (nomo_csv_unguard ("''-2"), ==, "'-2");
  g_assert_cmpstr (nomo_csv_unguard ("'a"), ==, "'a");
  g_assert_cmpstr (nomo_csv_unguard ("'"), ==, "'");
  g_assert_cmpstr (nomo_csv_unguard ("=1"), ==, "=1");
}

/* A disk that is full after some bytes. */
static void
test_full (void)
{
  char small[16];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (small, sizeof small, NULL, NULL);
  g_autoptr (NomoCsvWriter) writer = nomo_csv_writer_new (stream, ',', TRUE);
  g_autoptr (GError) error = NULL;

  nomo_csv_writer_add (writer, "a text longer than sixteen bytes");
  g_assert_true (nomo_csv_writer_end_row (writer, NULL, &error));
  g_assert_false (nomo_csv_writer_flush (writer, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/separators", test_separators);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/refused", test_refused);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/formulas", test_formulas);
  g_test_add_func ("/csv/full", test_full);
  return g_test_run ();
}
