#include "config.h"

#include "nomo-backup.h"

#include "nomo-backup-run.h"
#include "nomo-clock.h"
#include "nomo-copy.h"
#include "nomo-engine-error.h"
#include "nomo-new-file.h"
#include "nomo-sealed-block.h"
#include "nomo-secret.h"
#include "nomo-store-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64 * 1024)

typedef struct {
  NomoBackupKind kind;
  GStrv paths;
  GStrv names;
  char *path;
  NomoSecret *passphrase;
  NomoSealedForm form;

  /* While it runs. */
  NomoBackupProgress *progress;
  GCancellable *cancellable;
  guint64 copied; /* of the file that is being copied */
  GPtrArray *copies;
  NomoBackupLabel *label;
} Backup;

static void
backup_free (gpointer data)
{
  Backup *self = data;

  g_strfreev (self->paths);
  g_strfreev (self->names);
  g_free (self->path);
  nomo_secret_free (self->passphrase);
  g_ptr_array_unref (self->copies);
  g_clear_pointer (&self->label, nomo_backup_label_free);
  g_free (self);
}

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, why);
  return FALSE;
}

/* What the library said of the backup's file, in our words. */
static gboolean
word_output (gboolean ok, GError *failed, GError **error)
{
  if (ok)
    return TRUE;
  if (failed->domain == G_IO_ERROR || failed->domain == G_FILE_ERROR) {
    if (!g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, nomo_engine_error_new_output (failed));
      g_error_free (failed);
      return FALSE;
    }
  }
  g_propagate_error (error, failed);
  return FALSE;
}

/* A copy lies beside what it is a copy of, so a full disk there is not that of the backup. */
static gboolean
word_copy (gboolean ok, GError *failed, GError **error)
{
  if (ok)
    return TRUE;
  if (g_error_matches (failed, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL)) {
    g_error_free (failed);
    return fail (error, _ ("the disk with the store’s data has no room for the copy that a backup is made of"));
  }
  g_propagate_error (error, failed);
  return FALSE;
}

static void
copied_cb (guint64 done, guint64 total, gpointer data)
{
  Backup *self = data;

  nomo_backup_progress_add (self->progress, done > self->copied ? done - self->copied : 0, 0);
  self->copied = done;
}

static guint64
size_of (int file)
{
  struct stat status;

  return fstat (file, &status) == 0 ? (guint64) status.st_size : 0;
}

static gboolean
copy (Backup *self, guint index, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->paths[index]);
  NomoScratch *scratch = nomo_scratch_new (folder, error);
  g_autoptr (GHashTable) counts = NULL;

  if (scratch == NULL)
    return FALSE;
  g_ptr_array_add (self->copies, scratch);
  self->copied = 0;
  counts = nomo_copy_make (self->paths[index], scratch, copied_cb, self, self->cancellable, error);
  if (counts == NULL)
    return FALSE;
  nomo_backup_label_add (self->label, self->names[index], size_of (nomo_scratch_get_file (scratch)), counts);
  return TRUE;
}

static gboolean
copy_all (Backup *self, GError **error)
{
  GError *failed = NULL;
  gboolean ok = TRUE;

  for (guint i = 0; ok && self->paths[i] != NULL; i++)
    ok = copy (self, i, &failed);
  return word_copy (ok, failed, error);
}

static gboolean
write_copy (Backup *self, NomoSealedWriter *writer, NomoScratch *copy, guint64 size, GError **error)
{
  g_autofree guint8 *data = g_malloc (PIECE);
  guint64 at = 0;

  while (at < size) {
    gssize n = pread (nomo_scratch_get_file (copy), data, (gsize) MIN (PIECE, size - at), (off_t) at);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED, g_strerror (errno));
      return FALSE;
    }
    if (!nomo_sealed_writer_write (writer, data, (gsize) n, self->cancellable, error))
      return FALSE;
    nomo_backup_progress_add (self->progress, (guint64) n, 0);
    at += (guint64) n;
  }
  return TRUE;
}

static gboolean
write_all (Backup *self, GOutputStream *stream, const char *label, GError **error)
{
  g_autoptr (NomoSealedWriter) writer = nomo_sealed_writer_new (
      stream, self->passphrase, &self->form, label, nomo_backup_label_get_size (self->label), self->cancellable, error);

  for (guint i = 0; writer != NULL && i < self->copies->len; i++) {
    const NomoBackupFile *file = self->label->files->pdata[i];

    if (!write_copy (self, writer, self->copies->pdata[i], file->size, error))
      return FALSE;
  }
  return writer != NULL && nomo_sealed_writer_end (writer, self->cancellable, error);
}

static gboolean
judge (const NomoBackupReport *report, GError **error)
{
  if (report->damage->len > 0 || report->label == NULL)
    return fail (error, _ ("what was written does not read back as it was written"));
  if (report->problems->len == 0)
    return TRUE;
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, report->problems->pdata[0]);
  return FALSE;
}

/* All of it is read from the disk once more before it takes the place of an older one. */
static NomoBackupReport *
read_back (Backup *self, NomoNewFile *file, GError **error)
{
  GError *failed = NULL;
  g_autoptr (GInputStream) stream = nomo_new_file_read_back (file, &failed);
  g_autoptr (GPtrArray) scratches = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_scratch_free);
  g_autofree char *folder = g_path_get_dirname (self->paths[0]);
  g_autoptr (NomoBackupReport) report = NULL;

  if (!word_output (stream != NULL, failed, error))
    return NULL;
  report = nomo_backup_read (stream, self->passphrase, folder, scratches, self->progress, self->cancellable, &failed);
  if (!word_copy (report != NULL, failed, error) || !judge (report, error))
    return NULL;
  return g_steal_pointer (&report);
}

static NomoBackupReport *
write_file (Backup *self, NomoNewFile *file, GError **error)
{
  g_autofree char *label = nomo_backup_label_to_text (self->label);
  g_autoptr (NomoBackupReport) report = NULL;
  GError *failed = NULL;
  gboolean ok;

  if (strlen (label) > nomo_sealed_label_get_room (self->form.block_size)) {
    fail (error, _ ("there are too many files for one backup"));
    return NULL;
  }
  ok = write_all (self, nomo_new_file_get_stream (file), label, &failed);
  g_ptr_array_set_size (self->copies, 0);
  if (!word_output (ok, failed, error))
    return NULL;
  report = read_back (self, file, error);
  if (report == NULL || !word_output (nomo_new_file_keep (file, &failed), failed, error))
    return NULL;
  return g_steal_pointer (&report);
}

/* Copied, sealed and read back: each byte is met three times. */
static void
expect (Backup *self)
{
  for (guint i = 0; self->paths[i] != NULL; i++) {
    struct stat status;

    if (stat (self->paths[i], &status) == 0)
      nomo_backup_progress_add (self->progress, 0, 3 * (guint64) status.st_size);
  }
}

static NomoBackupReport *
make (Backup *self, GError **error)
{
  GError *failed = NULL;
  g_autoptr (NomoNewFile) file = nomo_new_file_open (self->path, &failed);

  if (!word_output (file != NULL, failed, error))
    return NULL;
  if (nomo_new_file_is_special (file)) {
    fail (error, _ ("a backup needs a file, as it is read back"));
    return NULL;
  }
  expect (self);
  self->label = nomo_backup_label_new (self->kind, nomo_clock_now ());
  return copy_all (self, error) ? write_file (self, file, error) : NULL;
}

static gpointer
backup_work (gpointer params, NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  Backup *self = params;
  NomoBackupReport *report;

  self->progress = progress;
  self->cancellable = cancellable;
  report = make (self, error);
  g_ptr_array_set_size (self->copies, 0);
  return report;
}

/**
 * nomo_backup_write_async:
 * @kind: what the backup is of
 * @sources: (array length=n_sources): what is to be in it
 * @n_sources: how many files that are, at least one
 * @path: the backup's file, which is replaced when all is written and read back, and not before
 * @passphrase: what will open it
 * @form: how it is sealed, nomo_sealed_form_usual() outside of tests
 * @job: what is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Makes a backup of files that others may have open and write to. Neither tokens nor what is of this device alone is in it.
 */
void
nomo_backup_write_async (NomoBackupKind kind, const NomoBackupSource *sources, guint n_sources, const char *path,
                         const char *passphrase, const NomoSealedForm *form, NomoJob *job, GAsyncReadyCallback callback,
                         gpointer data)
{
  Backup *self = g_new0 (Backup, 1);

  g_return_if_fail (n_sources > 0);

  self->kind = kind;
  self->paths = g_new0 (char *, n_sources + 1);
  self->names = g_new0 (char *, n_sources + 1);
  for (guint i = 0; i < n_sources; i++) {
    self->paths[i] = g_strdup (sources[i].path);
    self->names[i] = g_strdup (sources[i].name);
  }
  self->path = g_strdup (path);
  self->passphrase = g_strdup (passphrase);
  self->form = *form;
  self->copies = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_scratch_free);
  nomo_backup_run (job, nomo_backup_write_async, backup_work, self, backup_free,
                   (GDestroyNotify) nomo_backup_report_free, callback, data);
}

/**
 * nomo_backup_write_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is in the backup, which was read back and is whole; %NULL with
 *   %NOMO_ENGINE_ERROR_OUTPUT, an error of the store's, or cancelled: then there is no file, or the one that was there before
 */
NomoBackupReport *
nomo_backup_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
