#include "config.h"

#include "nomo-export.h"

#include "nomo-csv.h"
#include "nomo-engine-error.h"
#include "nomo-export-column.h"
#include "nomo-new-file.h"
#include "nomo-store-scan.h"

#include <string.h>

#define FLUSH_SIZE (64 * 1024)

struct _NomoExport {
  const NomoEntity *entity;
  NomoExportFormat format;
  char separator;
  gboolean by_id;
  gboolean has_parts;
  GPtrArray *columns; /* NomoExportColumn */
  gboolean *wanted;   /* nullable; fields, then parts */
  gint count;         /* atomic */

  /* While it runs. */
  NomoCsvWriter *csv;
  GString *lines;
  GOutputStream *stream;
  GCancellable *cancellable;
};

static void
note_wanted (NomoExport *self, gboolean all)
{
  guint n = self->entity->n_fields + self->entity->n_parts;

  self->wanted = g_new0 (gboolean, n + 1);
  for (guint i = 0; i < self->columns->len; i++) {
    const NomoExportColumn *column = self->columns->pdata[i];
    guint index = nomo_export_column_get_index (column);

    self->has_parts |= nomo_export_column_is_part (column);
    if (index < n)
      self->wanted[index] = TRUE;
  }
  if (all)
    g_clear_pointer (&self->wanted, g_free);
}

/**
 * nomo_export_new:
 * @entity: what the records are
 * @options: what the export is to look like
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an export; %NULL with %NOMO_ENGINE_ERROR_FILE when a column does not exist
 */
NomoExport *
nomo_export_new (const NomoEntity *entity, const NomoExportOptions *options, GError **error)
{
  g_autoptr (NomoExport) self = g_new0 (NomoExport, 1);

  self->entity = entity;
  self->format = options->format;
  self->separator = options->separator != 0 ? options->separator : ',';
  self->by_id = options->by_id;
  self->columns = nomo_export_columns_new (entity, options->columns, options->keys, error);
  if (self->columns == NULL)
    return NULL;
  note_wanted (self, options->columns == NULL);
  return g_steal_pointer (&self);
}

static gboolean
write_header (NomoExport *self, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++) {
    g_autofree char *header = nomo_export_column_dup_header (self->columns->pdata[i]);

    nomo_csv_writer_add (self->csv, header);
  }
  return nomo_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
write_row (NomoExport *self, const NomoRecord *record, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    nomo_csv_writer_add (self->csv, nomo_export_column_get_cell (self->columns->pdata[i], record));
  return nomo_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
flush_lines (NomoExport *self, GError **error)
{
  if (!g_output_stream_write_all (self->stream, self->lines->str, self->lines->len, NULL, self->cancellable, error))
    return FALSE;
  g_string_truncate (self->lines, 0);
  return TRUE;
}

static gboolean
write_line (NomoExport *self, const NomoRecord *record, GError **error)
{
  nomo_record_append_json (record, self->wanted, self->lines);
  g_string_append_c (self->lines, '\n');
  return self->lines->len < FLUSH_SIZE || flush_lines (self, error);
}

/* The store's own errors stay what they are; what the file or the pipe says becomes ours. */
static gboolean
word_output (gboolean ok, GError *failed, GError **error)
{
  if (ok)
    return TRUE;
  if (failed->domain == NOMO_STORE_ERROR || g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  g_propagate_error (error, nomo_engine_error_new_output (failed));
  g_error_free (failed);
  return FALSE;
}

static gboolean
write_record (NomoRecord *record, gpointer data, GError **error)
{
  NomoExport *self = data;

  g_atomic_int_inc (&self->count);
  return self->csv != NULL ? write_row (self, record, error) : write_line (self, record, error);
}

static gboolean
run (NomoExport *self, NomoStore *store, const NomoQuery *query, GError **error)
{
  NomoScanFlags flags = (self->has_parts ? NOMO_SCAN_PARTS : 0) | (self->by_id ? NOMO_SCAN_BY_ID : 0);

  if (self->csv != NULL && !write_header (self, error))
    return FALSE;
  if (!nomo_store_foreach (store, query, flags, write_record, self, self->cancellable, error))
    return FALSE;
  return self->csv != NULL ? nomo_csv_writer_flush (self->csv, self->cancellable, error) : flush_lines (self, error);
}

/**
 * nomo_export_run:
 * @self: an export
 * @store: a store
 * @query: which records, of the export's entity
 * @stream: where they go
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Writes the records one by one, all of one moment. Blocks.
 *
 * Returns: %TRUE when all is written, else %FALSE with %NOMO_ENGINE_ERROR_OUTPUT or an error of the store's
 */
gboolean
nomo_export_run (NomoExport *self, NomoStore *store, const NomoQuery *query, GOutputStream *stream,
                 GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  gboolean ok;

  self->stream = stream;
  self->cancellable = cancellable;
  g_atomic_int_set (&self->count, 0);
  if (self->format == NOMO_EXPORT_CSV)
    self->csv = nomo_csv_writer_new (stream, self->separator, TRUE);
  else
    self->lines = g_string_sized_new (FLUSH_SIZE + FLUSH_SIZE / 4);
  ok = run (self, store, query, &failed);
  g_clear_pointer (&self->csv, nomo_csv_writer_free);
  if (self->lines != NULL)
    g_string_free (g_steal_pointer (&self->lines), TRUE);
  return word_output (ok, failed, error);
}

/**
 * nomo_export_run_to_file:
 * @self: an export
 * @store: a store
 * @query: which records, of the export's entity
 * @path: the file, which is replaced when all is written and not before
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Blocks.
 *
 * Returns: %TRUE when all is written, else %FALSE with %NOMO_ENGINE_ERROR_OUTPUT or an error of the store's
 */
gboolean
nomo_export_run_to_file (NomoExport *self, NomoStore *store, const NomoQuery *query, const char *path,
                         GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  g_autoptr (NomoNewFile) file = nomo_new_file_open (path, &failed);
  gboolean ok;

  if (file == NULL)
    return word_output (FALSE, failed, error);
  if (!nomo_export_run (self, store, query, nomo_new_file_get_stream (file), cancellable, error))
    return FALSE;
  ok = nomo_new_file_keep (file, &failed);
  return word_output (ok, failed, error);
}

/**
 * nomo_export_get_count:
 * @self: an export that runs or ran; in any thread
 *
 * Returns: how many records were written so far
 */
guint64
nomo_export_get_count (const NomoExport *self)
{
  return (guint64) g_atomic_int_get (&self->count);
}

/**
 * nomo_export_free:
 * @self: (transfer full): an export
 */
void
nomo_export_free (NomoExport *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_free (self->wanted);
  g_free (self);
}
