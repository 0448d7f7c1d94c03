#include "config.h"

#include "nomo-backup-read.h"

#include "nomo-backup-run.h"
#include "nomo-copy.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-secret.h"
#include "nomo-store-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* A backup that is being read: what is in it goes to a scratch file for each of its files. */
typedef struct {
  NomoBackupReport *report;
  GPtrArray *scratches;
  NomoBackupProgress *progress;
} Reading;

/**
 * nomo_backup_progress_add:
 * @self: how far the work is
 * @done: so many bytes more are through
 * @total: so many bytes more are to do than was known
 */
void
nomo_backup_progress_add (NomoBackupProgress *self, guint64 done, guint64 total)
{
  g_atomic_int_add (&self->done, (gint) (done / NOMO_BACKUP_UNIT));
  g_atomic_int_add (&self->total, (gint) (total / NOMO_BACKUP_UNIT));
}

static void
set_unreadable (GError **error, GError *failed)
{
  const char *why = failed->message;

  if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    why = _ ("there is no such file");
  else if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    why = _ ("you may not read it");
  else if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    why = _ ("it is a folder");
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, why);
  g_error_free (failed);
}

static gboolean
is_file (GFile *file)
{
  GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL);

  return type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_UNKNOWN;
}

/**
 * nomo_backup_open:
 * @path: a backup
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what reads the file; %NULL with %NOMO_ENGINE_ERROR_FILE
 */
GInputStream *
nomo_backup_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GError *failed = NULL;
  GFileInputStream *stream = NULL;

  if (is_file (file))
    stream = g_file_read (file, NULL, &failed);
  else
    failed = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "no file");
  if (stream == NULL)
    set_unreadable (error, failed);
  return (GInputStream *) stream;
}

/**
 * nomo_backup_look:
 * @path: a backup
 * @error: return location
 *
 * Looks whether a file is a backup at all, before anybody is asked for its passphrase. Blocks.
 *
 * Returns: whether it is; else %NOMO_ENGINE_ERROR_FILE, or what nomo_sealed_reader_new() says
 */
gboolean
nomo_backup_look (const char *path, GError **error)
{
  g_autoptr (GInputStream) stream = nomo_backup_open (path, error);
  g_autoptr (NomoSealedReader) reader = stream != NULL ? nomo_sealed_reader_new (stream, error) : NULL;

  return reader != NULL;
}

static gboolean
put (NomoScratch *scratch, guint64 at, const guint8 *data, gsize size, GError **error)
{
  while (size > 0) {
    gssize n = pwrite (nomo_scratch_get_file (scratch), data, size, (off_t) at);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      int failure = errno;

      g_set_error_literal (error, NOMO_STORE_ERROR,
                           failure == ENOSPC || failure == EFBIG || failure == EDQUOT ? NOMO_STORE_ERROR_FULL
                                                                                      : NOMO_STORE_ERROR_FAILED,
                           g_strerror (failure));
      return FALSE;
    }
    data += n;
    at += (guint64) n;
    size -= (gsize) n;
  }
  return TRUE;
}

/* A block may hold the end of one file and the beginning of the next. */
static gboolean
take_block (guint64 number, const guint8 *data, gsize size, gboolean is_whole, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  guint64 at = (number - 1) * self->report->block_size;
  const NomoBackupLabel *label = self->report->label;

  nomo_backup_progress_add (self->progress, size, 0);
  for (guint i = 0; label != NULL && i < label->files->len; i++) {
    const NomoBackupFile *file = label->files->pdata[i];
    guint64 from = MAX (at, file->from);
    guint64 to = MIN (at + size, file->from + file->size);

    if (from < to &&
        !put (self->scratches->pdata[i], from - file->from, data + (from - at), (gsize) (to - from), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_scratches (Reading *self, const char *folder, GError **error)
{
  guint n = self->report->label != NULL ? self->report->label->files->len : 0;

  while (self->scratches->len < n) {
    NomoScratch *scratch = nomo_scratch_new (folder, error);

    if (scratch == NULL)
      return FALSE;
    g_ptr_array_add (self->scratches, scratch);
  }
  return TRUE;
}

/* What the database itself calls damage is a finding, and no failure of the look at it. */
static gboolean
check_file (Reading *self, guint index, GCancellable *cancellable, GError **error)
{
  const NomoBackupFile *file = self->report->label->files->pdata[index];
  g_autoptr (GError) failure = NULL;

  if (nomo_backup_report_count_readable (self->report, file) < file->size)
    return TRUE;
  if (nomo_copy_check (nomo_scratch_get_path (self->scratches->pdata[index]), file->counts, self->report->problems,
                       cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT)) {
    g_ptr_array_add (self->report->problems, g_strdup (failure->message));
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_files (Reading *self, NomoSealedReader *reader, const char *folder, GCancellable *cancellable, GError **error)
{
  const GArray *damage;

  if (!make_scratches (self, folder, error) ||
      !nomo_sealed_reader_read_all (reader, take_block, self, cancellable, error))
    return FALSE;
  damage = nomo_sealed_reader_get_damage (reader);
  g_array_append_vals (self->report->damage, damage->data, damage->len);
  g_atomic_int_set (&self->progress->is_checking, TRUE);
  for (guint i = 0; i < self->scratches->len; i++)
    if (!check_file (self, i, cancellable, error))
      return FALSE;
  return TRUE;
}

static guint64
size_of (GInputStream *stream)
{
  g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_END, NULL, NULL);
  return (guint64) g_seekable_tell (G_SEEKABLE (stream));
}

/**
 * nomo_backup_read:
 * @stream: a backup, of which any place can be read
 * @passphrase: what was typed
 * @folder: a folder of stores, where what is in the backup is put for the time being
 * @scratches: (element-type NomoScratch): gets a file for each of the label's files
 * @progress: told how far it is
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Opens every block, and has the database look through every file in it of which nothing is damaged. Blocks.
 *
 * Returns: (transfer full) (nullable): how the backup stands; %NULL when that cannot be told, with what
 *   nomo_sealed_reader_new() and nomo_sealed_reader_unlock() say among others
 */
NomoBackupReport *
nomo_backup_read (GInputStream *stream, const char *passphrase, const char *folder, GPtrArray *scratches,
                  NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoSealedReader) reader = nomo_sealed_reader_new (stream, error);
  g_autoptr (NomoBackupReport) report = NULL;
  Reading self = { NULL, scratches, progress };

  /* Whoever reads back what he wrote has counted with it. */
  if (g_atomic_int_get (&progress->total) == 0)
    nomo_backup_progress_add (progress, 0, size_of (stream));
  if (reader == NULL || !nomo_sealed_reader_unlock (reader, passphrase, error))
    return NULL;
  report = nomo_backup_report_new (reader, size_of (stream));
  if (nomo_sealed_reader_get_label (reader) != NULL && report->label == NULL) {
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OTHER_VERSION, "the label is of another version");
    return NULL;
  }
  self.report = report;
  return read_files (&self, reader, folder, cancellable, error) ? g_steal_pointer (&report) : NULL;
}

typedef struct {
  char *path;
  NomoSecret *passphrase;
  char *folder;
} Verify;

static void
verify_free (gpointer data)
{
  Verify *verify = data;

  g_free (verify->path);
  nomo_secret_free (verify->passphrase);
  g_free (verify->folder);
  g_free (verify);
}

static gpointer
verify_work (gpointer params, NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  Verify *self = params;
  g_autoptr (GPtrArray) scratches = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_scratch_free);
  g_autoptr (GInputStream) stream = nomo_backup_open (self->path, error);

  return stream != NULL
             ? nomo_backup_read (stream, self->passphrase, self->folder, scratches, progress, cancellable, error)
             : NULL;
}

/**
 * nomo_backup_verify_async:
 * @path: a backup
 * @passphrase: what was typed
 * @folder: a folder of stores, where what is in the backup is put for as long as it is looked at
 * @job: what is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks at every block of a backup and at every file in it.
 */
void
nomo_backup_verify_async (const char *path, const char *passphrase, const char *folder, NomoJob *job,
                          GAsyncReadyCallback callback, gpointer data)
{
  Verify *verify = g_new (Verify, 1);

  *verify = (Verify) { g_strdup (path), g_strdup (passphrase), g_strdup (folder) };
  nomo_backup_run (job, nomo_backup_verify_async, verify_work, verify, verify_free,
                   (GDestroyNotify) nomo_backup_report_free, callback, data);
}

/**
 * nomo_backup_verify_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how the backup stands, damaged or not; %NULL when it is none, when the passphrase is
 *   another one, or when it was cancelled
 */
NomoBackupReport *
nomo_backup_verify_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
