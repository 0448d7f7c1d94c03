#include "config.h"

#include "nomo-csv.h"

#include <string.h>

#define BOM        "\xef\xbb\xbf"
#define FLUSH_SIZE (64 * 1024)
#define STARTERS   "=+-@\t\r"

struct _NomoCsvWriter {
  GOutputStream *stream;
  GString *buffer;
  char separator;
  guint n_cells;
  gboolean blank; /* the row so far is one empty cell */
};

/**
 * nomo_csv_writer_new:
 * @stream: where it goes
 * @separator: `,`, `;` or a tab
 * @begins: whether this is the beginning of a file, which gets a byte order mark: without it Excel reads Arabic as Latin
 *
 * A writer of CSV as RFC 4180 has it: UTF-8, lines end with CR LF, a cell stands in quotes where it has to.
 *
 * Returns: (transfer full): the writer
 */
NomoCsvWriter *
nomo_csv_writer_new (GOutputStream *stream, char separator, gboolean begins)
{
  NomoCsvWriter *self = g_new0 (NomoCsvWriter, 1);

  self->stream = g_object_ref (stream);
  self->buffer = g_string_sized_new (FLUSH_SIZE + FLUSH_SIZE / 4);
  self->separator = separator;
  if (begins)
    g_string_append (self->buffer, BOM);
  return self;
}

/* Excel reads a signed number, and with it +966501234567, as a number: it may lose its plus there, but it runs nothing, and
 * an apostrophe in front would stand in every phone book that the file is put into. */
static gboolean
is_plain_number (const char *text)
{
  gsize digits;

  if (*text != '+' && *text != '-')
    return FALSE;
  text++;
  digits = strspn (text, "0123456789");
  text += digits;
  if (digits > 0 && *text == '.' && g_ascii_isdigit (text[1]))
    text += 1 + strspn (text + 1, "0123456789");
  return digits > 0 && *text == '\0';
}

/* What a spreadsheet would run as a formula, and what looks as if we had guarded it. */
static gboolean
wants_guard (const char *text)
{
  const char *start = text + strspn (text, "'");

  return *start != '\0' && strchr (STARTERS, *start) != NULL && (start != text || !is_plain_number (text));
}

/**
 * nomo_csv_unguard:
 * @text: a cell
 *
 * Takes away the apostrophe that keeps a spreadsheet from running the cell as a formula.
 *
 * Returns: the rest of @text
 */
const char *
nomo_csv_unguard (const char *text)
{
  const char *start = text + strspn (text, "'");

  return start != text && *start != '\0' && strchr (STARTERS, *start) != NULL ? text + 1 : text;
}

static void
append_quoted (GString *buffer, const char *text)
{
  const char *quote;

  g_string_append_c (buffer, '"');
  while ((quote = strchr (text, '"')) != NULL) {
    g_string_append_len (buffer, text, quote - text + 1);
    g_string_append_c (buffer, '"');
    text = quote + 1;
  }
  g_string_append (buffer, text);
  g_string_append_c (buffer, '"');
}

/* Each separator that programs know is quoted, so that the header tells which one the file has; "sep=;" would tell another. */
static gboolean
wants_quotes (const NomoCsvWriter *self, const char *text)
{
  return strpbrk (text, ",;\t\"\r\n") != NULL || (self->n_cells == 0 && g_str_has_prefix (text, "sep="));
}

/**
 * nomo_csv_writer_add:
 * @self: a writer
 * @text: (nullable): the row's next cell, valid UTF-8
 *
 * A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or CR) gets an apostrophe in
 * front, unless it is a plain number or a phone in E.164. nomo_csv_reader_get() takes it away again.
 */
void
nomo_csv_writer_add (NomoCsvWriter *self, const char *text)
{
  gboolean guarded;

  if (text == NULL)
    text = "";
  if (self->n_cells > 0)
    g_string_append_c (self->buffer, self->separator);
  self->blank = self->n_cells == 0 && *text == '\0';
  guarded = wants_guard (text);
  if (wants_quotes (self, text)) {
    g_autofree char *cell = guarded ? g_strconcat ("'", text, NULL) : NULL;

    append_quoted (self->buffer, guarded ? cell : text);
  } else {
    if (guarded)
      g_string_append_c (self->buffer, '\'');
    g_string_append (self->buffer, text);
  }
  self->n_cells++;
}

/**
 * nomo_csv_writer_end_row:
 * @self: a writer
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Ends the row, and writes what has gathered when it is much.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_csv_writer_end_row (NomoCsvWriter *self, GCancellable *cancellable, GError **error)
{
  /* A blank line is no row for anybody who reads it. */
  if (self->blank)
    g_string_append (self->buffer, "\"\"");
  g_string_append (self->buffer, "\r\n");
  self->n_cells = 0;
  self->blank = FALSE;
  return self->buffer->len < FLUSH_SIZE || nomo_csv_writer_flush (self, cancellable, error);
}

/**
 * nomo_csv_writer_flush:
 * @self: a writer
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Writes what has gathered; before the writer is freed it is the last thing to do.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_csv_writer_flush (NomoCsvWriter *self, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, cancellable, error))
    return FALSE;
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/**
 * nomo_csv_writer_free:
 * @self: (transfer full): a writer
 *
 * Forgets what was not flushed; the stream stays open.
 */
void
nomo_csv_writer_free (NomoCsvWriter *self)
{
  g_object_unref (self->stream);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}
