#include "config.h"

#include "nomo-import-refused.h"

#include "nomo-csv.h"
#include "nomo-engine-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MOST_NAMES 1000

struct _NomoImportRefused {
  char *source;
  char *wanted; /* nullable; where the caller wants it */
  char separator;
  char *path; /* NULL until there is a file */
  int descriptor;
  NomoCsvWriter *writer;
  gint64 size; /* what is on the disk */
};

/**
 * nomo_import_refused_new:
 * @source: the file that is imported
 * @path: (nullable): where the refused rows go; %NULL for a new file beside @source
 * @separator: what separates cells
 *
 * Returns: (transfer full): the rows, none so far
 */
NomoImportRefused *
nomo_import_refused_new (const char *source, const char *path, char separator)
{
  NomoImportRefused *self = g_new0 (NomoImportRefused, 1);

  self->source = g_strdup (source);
  self->wanted = g_strdup (path);
  self->separator = separator;
  self->descriptor = -1;
  return self;
}

static gboolean
fail (const char *path, int number, GError **error)
{
  g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, "%s: %s", path, g_strerror (number));
  return FALSE;
}

/* Nothing but the file can be at fault here. */
static gboolean
word_output (const NomoImportRefused *self, gboolean ok, GError *failed, GError **error)
{
  if (ok)
    return TRUE;
  g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, "%s: %s", self->path, failed->message);
  g_error_free (failed);
  return FALSE;
}

static gboolean
end_row (NomoImportRefused *self, GError **error)
{
  GError *failed = NULL;
  gboolean ok = nomo_csv_writer_end_row (self->writer, NULL, &failed);

  return word_output (self, ok, failed, error);
}

/* What an earlier import refused may not be corrected yet, so its file is left alone. */
static gboolean
create (NomoImportRefused *self, GError **error)
{
  g_autofree char *path =
      self->wanted != NULL ? g_strdup (self->wanted) : g_strconcat (self->source, ".refused.csv", NULL);

  for (int i = 2; i <= MOST_NAMES; i++) {
    self->descriptor = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (self->descriptor >= 0 || errno != EEXIST || self->wanted != NULL)
      break;
    g_free (path);
    path = g_strdup_printf ("%s.refused-%d.csv", self->source, i);
  }
  if (self->descriptor < 0)
    return fail (path, errno, error);
  self->path = g_steal_pointer (&path);
  return TRUE;
}

static void
open_writer (NomoImportRefused *self, gboolean begins)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (self->descriptor, FALSE);

  self->writer = nomo_csv_writer_new (stream, self->separator, begins);
}

static gboolean
begin (NomoImportRefused *self, const NomoImportMap *map, GError **error)
{
  if (self->descriptor < 0 && !create (self, error))
    return FALSE;
  open_writer (self, TRUE);
  for (guint i = 0; i < map->columns->len; i++)
    nomo_csv_writer_add (self->writer, ((NomoImportColumn *) map->columns->pdata[i])->header);
  nomo_csv_writer_add (self->writer, C_ ("column", "Why it was refused"));
  return end_row (self, error);
}

/**
 * nomo_import_refused_rewind:
 * @self: rows
 * @size: a size that the file had
 * @error: return location
 *
 * Forgets the rows that were added since then.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_import_refused_rewind (NomoImportRefused *self, gint64 size, GError **error)
{
  if (self->descriptor < 0)
    return TRUE;
  g_clear_pointer (&self->writer, nomo_csv_writer_free);
  if (ftruncate (self->descriptor, size) != 0 || lseek (self->descriptor, size, SEEK_SET) < 0)
    return fail (self->path, errno, error);
  self->size = size;
  if (size > 0)
    open_writer (self, FALSE);
  return TRUE;
}

/**
 * nomo_import_refused_resume:
 * @self: rows, none so far
 * @path: the file of an import that was interrupted
 * @size: how much of it is certain
 * @error: return location
 *
 * Goes on with the file.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_import_refused_resume (NomoImportRefused *self, const char *path, gint64 size, GError **error)
{
  struct stat info;

  self->descriptor = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  if (self->descriptor < 0 || fstat (self->descriptor, &info) != 0)
    return fail (path, errno, error);
  if (info.st_size < size) {
    g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, _ ("%s has become shorter"), path);
    return FALSE;
  }
  self->path = g_strdup (path);
  return nomo_import_refused_rewind (self, size, error);
}

static void
add_cells (NomoImportRefused *self, const NomoImportRow *row)
{
  guint n = MAX (row->cells->len, row->map->columns->len);

  for (guint i = 0; i < n; i++)
    nomo_csv_writer_add (self->writer, i < row->cells->len ? row->cells->pdata[i] : NULL);
}

/**
 * nomo_import_refused_add:
 * @self: rows
 * @row: a row that is refused
 * @error: return location
 *
 * Adds the row as it stood, with the reason in a last column.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_import_refused_add (NomoImportRefused *self, const NomoImportRow *row, GError **error)
{
  g_autofree char *reason = NULL;

  if (self->writer == NULL && !begin (self, row->map, error))
    return FALSE;
  reason = row->column != NULL ? g_strdup_printf ("%s: %s", row->column->header, row->reason) : g_strdup (row->reason);
  add_cells (self, row);
  nomo_csv_writer_add (self->writer, reason);
  return end_row (self, error);
}

/**
 * nomo_import_refused_keep:
 * @self: rows
 * @error: return location
 *
 * Puts what was added on the disk.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_import_refused_keep (NomoImportRefused *self, GError **error)
{
  GError *failed = NULL;
  gboolean ok;

  if (self->writer == NULL)
    return TRUE;
  ok = nomo_csv_writer_flush (self->writer, NULL, &failed);
  if (!word_output (self, ok, failed, error))
    return FALSE;
  if (fsync (self->descriptor) != 0)
    return fail (self->path, errno, error);
  self->size = lseek (self->descriptor, 0, SEEK_CUR);
  return TRUE;
}

/**
 * nomo_import_refused_get_path:
 * @self: rows
 *
 * Returns: (nullable): the file; %NULL when no row was refused
 */
const char *
nomo_import_refused_get_path (const NomoImportRefused *self)
{
  return self->path;
}

/**
 * nomo_import_refused_get_size:
 * @self: rows
 *
 * Returns: how many bytes are certain to be on the disk
 */
gint64
nomo_import_refused_get_size (const NomoImportRefused *self)
{
  return self->size;
}

/**
 * nomo_import_refused_free:
 * @self: (transfer full): rows
 */
void
nomo_import_refused_free (NomoImportRefused *self)
{
  g_clear_pointer (&self->writer, nomo_csv_writer_free);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self->source);
  g_free (self->wanted);
  g_free (self->path);
  g_free (self);
}
