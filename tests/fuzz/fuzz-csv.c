#include "fuzz-target.h"

#include "nomo-csv.h"
#include "nomo-error.h"

#include <string.h>

static GInputStream *
stream_of (const void *data, gsize size)
{
  return g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
}

/* Rows as arrays of cells, or what was read up to the error. */
static GPtrArray *
read_all (GInputStream *stream, NomoCsvEncoding encoding, GError **error)
{
  g_autoptr (NomoCsvReader) reader = nomo_csv_reader_new (stream, encoding);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (nomo_csv_reader_next (reader, NULL, error) == NOMO_CSV_ROW) {
    GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 0; i < nomo_csv_reader_count (reader); i++)
      g_ptr_array_add (row, g_strdup (nomo_csv_reader_get (reader, i)));
    g_assert_null (nomo_csv_reader_get (reader, row->len));
    g_ptr_array_add (rows, row);
  }
  return rows;
}

static GBytes *
write_all (const GPtrArray *rows, char separator)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (NomoCsvWriter) writer = nomo_csv_writer_new (stream, separator, TRUE);

  for (guint i = 0; i < rows->len; i++) {
    const GPtrArray *row = rows->pdata[i];

    for (guint j = 0; j < row->len; j++)
      nomo_csv_writer_add (writer, row->pdata[j]);
    g_assert_true (nomo_csv_writer_end_row (writer, NULL, NULL));
  }
  g_assert_true (nomo_csv_writer_flush (writer, NULL, NULL));
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
check_equal (const GPtrArray *a, const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++) {
    const GPtrArray *row = a->pdata[i];
    const GPtrArray *same = b->pdata[i];

    g_assert_cmpuint (row->len, ==, same->len);
    for (guint j = 0; j < row->len; j++)
      g_assert_cmpstr (row->pdata[j], ==, same->pdata[j]);
  }
}

/* What was read comes back from what is written, and what is written is always the same. */
static void
check_round (const GPtrArray *rows, char separator)
{
  g_autoptr (GBytes) written = write_all (rows, separator);
  g_autoptr (GInputStream) stream = stream_of (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) again = read_all (stream, NOMO_CSV_UTF8, &error);
  g_autoptr (GBytes) same = NULL;

  g_assert_no_error (error);
  check_equal (rows, again);
  same = write_all (again, separator);
  g_assert_true (g_bytes_equal (written, same));
}

/* Also what no file could bring: each line of the input is a cell. */
static void
check_cells (const char *text)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_auto (GStrv) cells = g_strsplit (text, "\n", 400);

  for (guint i = 0; cells[i] != NULL; i++) {
    if (i % 3 == 0)
      g_ptr_array_add (rows, g_ptr_array_new_with_free_func (g_free));
    g_ptr_array_add (rows->pdata[rows->len - 1], g_strdup (cells[i]));
  }
  check_round (rows, ',');
  check_round (rows, rows->len % 2 == 0 ? ';' : '\t');
}

static void
check_reading (const uint8_t *data, size_t size, NomoCsvEncoding encoding)
{
  g_autoptr (GInputStream) stream = stream_of (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = read_all (stream, encoding, &error);

  if (error != NULL && error->domain == NOMO_CORE_ERROR)
    g_assert_nonnull (strpbrk (error->message, "123456789"));
  check_round (rows, ',');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  check_reading (data, size, NOMO_CSV_UTF8);
  check_reading (data, size, NOMO_CSV_WINDOWS_1256);
  check_cells (valid);
  return 0;
}
