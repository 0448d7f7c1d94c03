#include "config.h"

#include "nomo-chart-data.h"

#include "nomo-csv.h"
#include "nomo-text.h"

void
nomo_chart_data_clear (NomoChartData *self)
{
  g_clear_pointer (&self->series, g_ptr_array_unref);
}

/**
 * nomo_chart_data_format_plain:
 * @value: a value
 * @unit: what is written as "1", a power of ten
 *
 * A number as spreadsheets of every language read it: ASCII digits, a point, no separators; decimals only when they are not
 * zero.
 *
 * Returns: (transfer full): the number
 */
char *
nomo_chart_data_format_plain (gint64 value, gint64 unit)
{
  guint64 magnitude = value < 0 ? -(guint64) value : (guint64) value;
  guint64 scale = (guint64) MAX (unit, 1);
  const char *sign = value < 0 ? "-" : "";
  int digits = 0;

  if (magnitude % scale == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, magnitude / scale);
  for (guint64 rest = scale; rest > 1; rest /= 10)
    digits++;
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, magnitude / scale, digits,
                          magnitude % scale);
}

static void
add_name (NomoCsvWriter *writer, const char *name)
{
  g_autofree char *plain = nomo_text_strip_isolates (name);

  nomo_csv_writer_add (writer, plain);
}

static void
write_row (const NomoChartData *self, NomoCsvWriter *writer, guint index)
{
  g_autofree char *name = self->point (index, self->data);

  add_name (writer, name);
  for (guint s = 0; s < self->series->len; s++) {
    gint64 value = nomo_series_get_value (g_ptr_array_index (self->series, s), index);
    g_autofree char *number = value == NOMO_SERIES_NONE ? NULL : nomo_chart_data_format_plain (value, self->unit);

    nomo_csv_writer_add (writer, number);
  }
  nomo_csv_writer_end_row (writer, NULL, NULL);
}

/**
 * nomo_chart_data_to_text:
 * @self: what a chart shows
 *
 * Tab-separated text with a header, to be put into a spreadsheet: plain numbers, an empty cell where there is no value, and
 * names that cannot become formulas.
 *
 * Returns: (transfer full): the text
 */
char *
nomo_chart_data_to_text (const NomoChartData *self)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (NomoCsvWriter) writer = nomo_csv_writer_new (stream, '\t', FALSE);

  nomo_csv_writer_add (writer, "");
  for (guint s = 0; s < self->series->len; s++)
    add_name (writer, nomo_series_get_title (g_ptr_array_index (self->series, s)));
  nomo_csv_writer_end_row (writer, NULL, NULL);
  for (guint i = 0; i < self->n_points; i++)
    write_row (self, writer, i);
  nomo_csv_writer_flush (writer, NULL, NULL);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}
