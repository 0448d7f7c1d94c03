#include "config.h"

#include "nomo-new-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

struct _NomoNewFile {
  char *path;
  char *beside; /* NULL when @path is a device or a pipe, which is written as it is */
  GOutputStream *stream;
};

static gboolean
fail (const char *path, int number, GError **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", path, g_strerror (number));
  return FALSE;
}

static gboolean
is_special (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && !S_ISREG (info.st_mode);
}

/* What a link points to is replaced, and the link stays. */
static char *
follow (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

/**
 * nomo_new_file_open:
 * @path: where the file shall be
 * @error: return location
 *
 * Begins a file beside @path, readable by its owner alone; nomo_new_file_keep() puts it in its place.
 *
 * Returns: (transfer full) (nullable): the file
 */
NomoNewFile *
nomo_new_file_open (const char *path, GError **error)
{
  g_autoptr (NomoNewFile) self = g_new0 (NomoNewFile, 1);
  int descriptor;

  self->path = follow (path);
  if (is_special (self->path)) {
    descriptor = g_open (self->path, O_WRONLY | O_CLOEXEC, 0);
  } else {
    self->beside = g_strdup_printf ("%s.XXXXXX", self->path);
    descriptor = g_mkstemp_full (self->beside, O_WRONLY | O_CLOEXEC, 0600);
  }
  if (descriptor < 0) {
    fail (path, errno, error);
    g_clear_pointer (&self->beside, g_free);
    return NULL;
  }
  self->stream = g_unix_output_stream_new (descriptor, TRUE);
  return g_steal_pointer (&self);
}

/**
 * nomo_new_file_get_stream:
 * @self: a file
 *
 * Returns: (transfer none): what to write to
 */
GOutputStream *
nomo_new_file_get_stream (NomoNewFile *self)
{
  return self->stream;
}

/**
 * nomo_new_file_is_special:
 * @self: a file
 *
 * Returns: whether it is a device or a pipe, which keeps nothing that could be read back
 */
gboolean
nomo_new_file_is_special (NomoNewFile *self)
{
  return self->beside == NULL;
}

/**
 * nomo_new_file_read_back:
 * @self: a file that is not special, to which all is written
 * @error: return location
 *
 * Puts what was written on the disk, and lets go of what memory holds of it, so that it is read as the disk has it. Blocks.
 *
 * Returns: (transfer full) (nullable): what reads it from its beginning
 */
GInputStream *
nomo_new_file_read_back (NomoNewFile *self, GError **error)
{
  int descriptor = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (self->stream));
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (self->beside != NULL, NULL);

  if (fsync (descriptor) != 0) {
    fail (self->path, errno, error);
    return NULL;
  }
  posix_fadvise (descriptor, 0, 0, POSIX_FADV_DONTNEED);
  file = g_file_new_for_path (self->beside);
  return G_INPUT_STREAM (g_file_read (file, NULL, error));
}

/**
 * nomo_new_file_sync_folder:
 * @path: a file
 *
 * Puts the name of the file on the disk; where folders cannot be synced, it comes there a little later. Blocks.
 */
void
nomo_new_file_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (descriptor < 0)
    return;
  fsync (descriptor);
  close (descriptor);
}

/**
 * nomo_new_file_keep:
 * @self: a file to which all is written
 * @error: return location
 *
 * Puts the file on the disk and in its place, where it replaces what was there.
 *
 * Returns: %TRUE unless it failed; then what was there before is untouched
 */
gboolean
nomo_new_file_keep (NomoNewFile *self, GError **error)
{
  int descriptor = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (self->stream));

  if (self->beside == NULL)
    return g_output_stream_close (self->stream, NULL, error);
  if (fsync (descriptor) != 0)
    return fail (self->path, errno, error);
  if (!g_output_stream_close (self->stream, NULL, error))
    return FALSE;
  if (g_rename (self->beside, self->path) != 0)
    return fail (self->path, errno, error);
  g_clear_pointer (&self->beside, g_free);
  nomo_new_file_sync_folder (self->path);
  return TRUE;
}

/**
 * nomo_new_file_free:
 * @self: (transfer full): a file
 *
 * Forgets a file that was not kept.
 */
void
nomo_new_file_free (NomoNewFile *self)
{
  if (self->beside != NULL)
    g_unlink (self->beside);
  g_clear_object (&self->stream);
  g_free (self->beside);
  g_free (self->path);
  g_free (self);
}
