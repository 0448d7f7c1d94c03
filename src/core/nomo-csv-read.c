#include "config.h"

#include "nomo-csv.h"
#include "nomo-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define CHUNK  (64 * 1024)
#define END    -1
#define FAILED -2

/* What stands behind a cell. */
typedef enum {
  BEHIND_CELL,
  BEHIND_ROW,
  BEHIND_ALL,
  BEHIND_NOTHING, /* it failed */
} Behind;

struct _NomoCsvReader {
  GInputStream *stream;
  NomoCsvEncoding encoding;
  GCancellable *cancellable; /* of the present call */
  char *buffer;
  gsize at;
  gsize length;
  gboolean ended;
  char separator; /* 0 until the first row */

  guint64 line;     /* of the next byte */
  guint64 row_line; /* where the row began */
  GString *text;    /* the cells of the row, each with its NUL */
  GArray *starts;   /* gsize: where they begin */
  gboolean quoted;  /* a cell of the row stood in quotes */
};

static GInputStream *
convert (GInputStream *stream, const char *charset, GError **error)
{
  g_autoptr (GCharsetConverter) converter = g_charset_converter_new ("UTF-8", charset, error);

  return converter != NULL ? g_converter_input_stream_new (stream, G_CONVERTER (converter)) : NULL;
}

static const char *
find_charset (NomoCsvReader *self, GBufferedInputStream *stream)
{
  gsize size = 0;
  const guchar *bytes = g_buffered_input_stream_peek_buffer (stream, &size);

  if (self->encoding == NOMO_CSV_WINDOWS_1256)
    return "WINDOWS-1256";
  if (size >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
    return "UTF-16";
  return NULL;
}

static gboolean
open_stream (NomoCsvReader *self, GError **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (self->stream, CHUNK);
  GInputStream *converted = NULL;
  const char *charset;

  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), CHUNK, self->cancellable, error) < 0)
    return FALSE;
  charset = find_charset (self, G_BUFFERED_INPUT_STREAM (buffered));
  converted = charset != NULL ? convert (buffered, charset, error) : g_object_ref (buffered);
  if (converted == NULL)
    return FALSE;
  g_object_unref (self->stream);
  self->stream = converted;
  return TRUE;
}

static gboolean
fill (NomoCsvReader *self, GError **error)
{
  gsize size = 0;

  if (self->ended || self->at < self->length)
    return TRUE;
  self->at = self->length = 0;
  if (!g_input_stream_read_all (self->stream, self->buffer, CHUNK, &size, self->cancellable, error))
    return FALSE;
  self->length = size;
  self->ended = size == 0;
  return TRUE;
}

static int
peek (NomoCsvReader *self, GError **error)
{
  if (self->at == self->length && !fill (self, error))
    return FAILED;
  return self->at < self->length ? (guchar) self->buffer[self->at] : END;
}

static int
next (NomoCsvReader *self, GError **error)
{
  int byte = peek (self, error);

  if (byte >= 0)
    self->at++;
  if (byte == '\n')
    self->line++;
  return byte;
}

static gboolean
refuse (GError **error, NomoCoreError code, const char *format, guint64 line, guint column)
{
  g_autofree char *line_text = g_strdup_printf ("%" G_GUINT64_FORMAT, line);
  g_autofree char *column_text = g_strdup_printf ("%u", column);

  g_set_error (error, NOMO_CORE_ERROR, (int) code, format, line_text, column_text);
  return FALSE;
}

static gboolean
append (NomoCsvReader *self, int byte, GError **error)
{
  gsize start = g_array_index (self->starts, gsize, self->starts->len - 1);

  if (byte == '\0')
    return refuse (error, NOMO_CORE_ERROR_INVALID,
                   /* Translators: 1 is the number of a line of a file, 2 that of a column. */
                   _ ("Line %1$s, column %2$s holds a NUL, which no text does."), self->line, self->starts->len);
  if (self->text->len - start >= NOMO_CSV_MAX_CELL || self->text->len >= NOMO_CSV_MAX_ROW)
    return refuse (error, NOMO_CORE_ERROR_TOO_LARGE,
                   /* Translators: 1 is the number of a line of a file, 2 that of a column. */
                   _ ("Line %1$s, column %2$s is longer than any cell may be. Perhaps a quotation mark is missing."),
                   self->row_line, self->starts->len);
  g_string_append_c (self->text, (char) byte);
  return TRUE;
}

/* Behind the opening quotation mark, up to the closing one. */
static gboolean
read_quoted (NomoCsvReader *self, GError **error)
{
  int byte;

  self->quoted = TRUE;
  while ((byte = next (self, error)) >= 0) {
    int following = byte == '"' ? peek (self, error) : byte;

    if (byte == '"' && following != '"')
      return following != FAILED;
    if (byte == '"')
      self->at++;
    if (!append (self, byte, error))
      return FALSE;
  }
  if (byte == END)
    /* Translators: 1 is the number of a line of a file, 2 that of a column. */
    refuse (error, NOMO_CORE_ERROR_INVALID, _ ("The quotation mark at line %1$s, column %2$s is never closed."),
            self->row_line, self->starts->len);
  return FALSE;
}

static Behind
end_line (NomoCsvReader *self, int byte, GError **error)
{
  int following = byte == '\r' ? peek (self, error) : 0;

  if (following == FAILED)
    return BEHIND_NOTHING;
  if (following == '\n')
    next (self, error);
  else if (byte == '\r')
    self->line++;
  return BEHIND_ROW;
}

static Behind
read_cell (NomoCsvReader *self, GError **error)
{
  gsize start = self->text->len;
  int byte = peek (self, error);

  g_array_append_val (self->starts, start);
  if (byte == '"')
    self->at++;
  if (byte == FAILED || (byte == '"' && !read_quoted (self, error)))
    return BEHIND_NOTHING;
  while ((byte = next (self, error)) >= 0) {
    if (byte == self->separator)
      return BEHIND_CELL;
    if (byte == '\n' || byte == '\r')
      return end_line (self, byte, error);
    if (!append (self, byte, error))
      return BEHIND_NOTHING;
  }
  return byte == END ? BEHIND_ALL : BEHIND_NOTHING;
}

/* The separator is what the header has most of, outside of quotes. */
static char
guess_separator (const char *text, gsize length)
{
  static const char separators[] = { ',', ';', '\t' };
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (quoted || (text[i] != '\n' && text[i] != '\r')); i++) {
    quoted ^= text[i] == '"';
    for (guint s = 0; !quoted && s < G_N_ELEMENTS (separators); s++)
      counts[s] += text[i] == separators[s] ? 1 : 0;
  }
  for (guint s = 1; s < G_N_ELEMENTS (separators); s++)
    if (counts[s] > counts[best])
      best = s;
  return separators[best];
}

/* "sep=;" as a first line is how a file tells Excel. */
static gboolean
take_hint (NomoCsvReader *self)
{
  const char *text = self->buffer + self->at;
  gsize length = self->length - self->at;
  gsize end = length > 5 && text[5] == '\r' ? 6 : 5;

  if (length <= end || !g_str_has_prefix (text, "sep=") || text[end] != '\n')
    return FALSE;
  if (text[4] != ',' && text[4] != ';' && text[4] != '\t')
    return FALSE;
  self->separator = text[4];
  self->at += end + 1;
  self->line++;
  return TRUE;
}

static gboolean
begin (NomoCsvReader *self, GError **error)
{
  if (!open_stream (self, error) || !fill (self, error))
    return FALSE;
  if (self->length >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    self->at = 3;
  if (!take_hint (self))
    self->separator = guess_separator (self->buffer + self->at, self->length - self->at);
  return TRUE;
}

static guint64
count_lines (const char *from, const char *to)
{
  guint64 lines = 0;

  while (from < to && (from = memchr (from, '\n', (gsize) (to - from))) != NULL) {
    lines++;
    from++;
  }
  return lines;
}

static gboolean
check_utf8 (NomoCsvReader *self, GError **error)
{
  const char *invalid = NULL;

  for (guint i = 0; i < self->starts->len; i++)
    if (!g_utf8_validate (self->text->str + g_array_index (self->starts, gsize, i), -1, &invalid))
      return refuse (error, NOMO_CORE_ERROR_INVALID,
                     /* Translators: 1 is the number of a line of a file, 2 that of a column. */
                     _ ("Line %1$s, column %2$s is not UTF-8. Perhaps the file was written as Windows-1256."),
                     self->row_line + count_lines (self->text->str, invalid), i + 1);
  return TRUE;
}

/**
 * nomo_csv_reader_new:
 * @stream: what is read, piece by piece
 * @encoding: how it is written
 *
 * A reader of what programs call CSV: lines end with CR LF, LF or CR; the header tells whether commas, semicolons or tabs
 * separate the cells. Cells are at most a megabyte long, rows %NOMO_CSV_MAX_ROW.
 *
 * Returns: (transfer full): the reader
 */
NomoCsvReader *
nomo_csv_reader_new (GInputStream *stream, NomoCsvEncoding encoding)
{
  NomoCsvReader *self = g_new0 (NomoCsvReader, 1);

  self->stream = g_object_ref (stream);
  self->encoding = encoding;
  /* One byte more, so that what was read is a string. */
  self->buffer = g_malloc0 (CHUNK + 1);
  self->line = 1;
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

static Behind
read_row (NomoCsvReader *self, GError **error)
{
  Behind behind;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  self->quoted = FALSE;
  self->row_line = self->line;
  while ((behind = read_cell (self, error)) == BEHIND_CELL) {
    if (self->starts->len == NOMO_CSV_MAX_COLUMNS) {
      /* Translators: 1 is the number of a line of a file, 2 a number of columns. */
      refuse (error, NOMO_CORE_ERROR_TOO_LARGE, _ ("Line %1$s has more than %2$s columns."), self->row_line,
              NOMO_CSV_MAX_COLUMNS);
      return BEHIND_NOTHING;
    }
    g_string_append_c (self->text, '\0');
  }
  return behind;
}

static gboolean
is_blank (const NomoCsvReader *self)
{
  return self->starts->len == 1 && self->text->len == 0 && !self->quoted;
}

static NomoCsvStep
read_next (NomoCsvReader *self, GError **error)
{
  Behind behind;

  if (self->separator == 0 && !begin (self, error))
    return NOMO_CSV_ERROR;
  do
    behind = read_row (self, error);
  while (behind == BEHIND_ROW && is_blank (self));
  if (behind == BEHIND_NOTHING)
    return NOMO_CSV_ERROR;
  if (is_blank (self))
    return NOMO_CSV_END;
  return check_utf8 (self, error) ? NOMO_CSV_ROW : NOMO_CSV_ERROR;
}

/**
 * nomo_csv_reader_next:
 * @self: a reader
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Reads the next row; blank lines are none. An error names the line and the column.
 *
 * Returns: what came of it
 */
NomoCsvStep
nomo_csv_reader_next (NomoCsvReader *self, GCancellable *cancellable, GError **error)
{
  NomoCsvStep step;

  self->cancellable = cancellable;
  step = read_next (self, error);
  self->cancellable = NULL;
  return step;
}

/**
 * nomo_csv_reader_count:
 * @self: a reader with a row
 *
 * Returns: how many cells the row has
 */
guint
nomo_csv_reader_count (const NomoCsvReader *self)
{
  return self->starts->len;
}

/**
 * nomo_csv_reader_get:
 * @self: a reader with a row
 * @column: from 0
 *
 * Returns: (nullable): the cell until the next row is read, without the apostrophe of nomo_csv_writer_add(); %NULL behind
 *   the end of the row
 */
const char *
nomo_csv_reader_get (const NomoCsvReader *self, guint column)
{
  if (column >= self->starts->len)
    return NULL;
  return nomo_csv_unguard (self->text->str + g_array_index (self->starts, gsize, column));
}

/**
 * nomo_csv_reader_get_line:
 * @self: a reader with a row
 *
 * Returns: the line at which the row begins, from 1
 */
guint64
nomo_csv_reader_get_line (const NomoCsvReader *self)
{
  return self->row_line;
}

/**
 * nomo_csv_reader_get_separator:
 * @self: a reader that has read a row
 *
 * Returns: what separates the cells
 */
char
nomo_csv_reader_get_separator (const NomoCsvReader *self)
{
  return self->separator;
}

/**
 * nomo_csv_reader_free:
 * @self: (transfer full): a reader
 */
void
nomo_csv_reader_free (NomoCsvReader *self)
{
  g_object_unref (self->stream);
  g_free (self->buffer);
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}
