#include "config.h"

#include "nomo-csv-pair.h"

#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-text.h"

static void
refusal_free (gpointer data)
{
  g_free (((NomoCsvRefusal *) data)->reason);
  g_free (data);
}

/**
 * nomo_csv_refusals_new:
 *
 * Returns: (transfer full) (element-type NomoCsvRefusal): no lines yet from which nothing is taken
 */
GPtrArray *
nomo_csv_refusals_new (void)
{
  return g_ptr_array_new_with_free_func (refusal_free);
}

/**
 * nomo_csv_refuse:
 * @refusals: (element-type NomoCsvRefusal): lines from which nothing is taken
 * @line: the number of one more of them
 * @reason: (transfer full): why, a sentence
 */
void
nomo_csv_refuse (GPtrArray *refusals, guint64 line, char *reason)
{
  NomoCsvRefusal *refusal = g_new (NomoCsvRefusal, 1);

  *refusal = (NomoCsvRefusal) { line, reason };
  g_ptr_array_add (refusals, refusal);
}

static int
find_column (const NomoCsvPair *self, const NomoCsvReader *csv, guint which)
{
  for (guint column = 0; column < nomo_csv_reader_count (csv); column++) {
    g_autofree char *cell = nomo_text_fold (nomo_csv_reader_get (csv, column));

    for (guint i = 0; i < self->n_names[which]; i++) {
      g_autofree char *name = nomo_text_fold (self->names[which][i]);

      if (g_str_equal (g_strstrip (cell), name))
        return (int) column;
    }
  }
  return -1;
}

/* A header names both columns. Without one the first two are meant. */
static gboolean
take_header (NomoCsvPair *self, const NomoCsvReader *csv)
{
  int first = find_column (self, csv, 0);
  int second = find_column (self, csv, 1);
  gboolean is_header = first >= 0 && second >= 0;

  self->columns[0] = is_header ? (guint) first : 0;
  self->columns[1] = is_header ? (guint) second : 1;
  return is_header;
}

/**
 * nomo_csv_pair_read:
 * @self: the columns that are wanted; found on the way
 * @csv: a file at its beginning
 * @take: called for each row but the header
 * @data: for @take
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Returns: %TRUE when all of the file was read
 */
gboolean
nomo_csv_pair_read (NomoCsvPair *self, NomoCsvReader *csv, NomoCsvTakeRow take, gpointer data,
                    GCancellable *cancellable, GError **error)
{
  gboolean first = TRUE;
  NomoCsvStep step;

  for (; (step = nomo_csv_reader_next (csv, cancellable, error)) == NOMO_CSV_ROW; first = FALSE)
    if (!(first && take_header (self, csv)) && !take (csv, data, error))
      return FALSE;
  return step == NOMO_CSV_END;
}

/**
 * nomo_csv_pair_dup:
 * @self: the columns
 * @csv: a row
 * @which: 0 or 1
 *
 * Returns: (transfer full): what the row says there, without what a spreadsheet put around it; "" where it says nothing
 */
char *
nomo_csv_pair_dup (const NomoCsvPair *self, const NomoCsvReader *csv, guint which)
{
  guint column = self->columns[which];

  return column < nomo_csv_reader_count (csv)
             ? g_strstrip (g_strdup (nomo_csv_unguard (nomo_csv_reader_get (csv, column))))
             : g_strdup ("");
}

static gpointer
read_as (const char *path, NomoCsvReadStream read, NomoCsvEncoding encoding, gpointer data, GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (place, cancellable, &failed);

  if (stream != NULL)
    return read (G_INPUT_STREAM (stream), encoding, data, cancellable, error);
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, failed->message);
  return NULL;
}

/**
 * nomo_csv_read_path:
 * @path: a file
 * @read: reads it
 * @data: for @read
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Reads a file in the encoding that it has: older spreadsheets write Arabic in their own way, and nobody who has one knows which.
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what @read gave, %NULL with %NOMO_ENGINE_ERROR_FILE when there is no such file
 */
gpointer
nomo_csv_read_path (const char *path, NomoCsvReadStream read, gpointer data, GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  gpointer said = read_as (path, read, NOMO_CSV_UTF8, data, cancellable, &failed);

  if (g_error_matches (failed, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID))
    said = read_as (path, read, NOMO_CSV_WINDOWS_1256, data, cancellable, NULL);
  if (said == NULL)
    g_propagate_error (error, failed);
  else
    g_clear_error (&failed);
  return said;
}
