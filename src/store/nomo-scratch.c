#include "config.h"

#include "nomo-scratch.h"

#include "nomo-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define PREFIX "scratch-"

struct _NomoScratch {
  char *path; /* NULL once it has moved */
  int file;
};

static void
remove_all (const char *path)
{
  static const char *const ends[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *name = g_strconcat (path, ends[i], NULL);

    g_unlink (name);
  }
}

/* Whoever makes such a file holds its lock, so one that can be locked is of a program that was cut off. */
static void
remove_left_over (const char *path)
{
  int file = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

  if (file < 0)
    return;
  if (flock (file, LOCK_EX | LOCK_NB) == 0)
    remove_all (path);
  close (file);
}

static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_prefix (name, PREFIX))
      remove_left_over (path);
  }
}

static gboolean
fail (GError **error, const char *path)
{
  /* Translators: 1 is a file, 2 says why not. */
  return nomo_disk_fail (error, errno, _ ("The store’s file %1$s cannot be created: %2$s."), path);
}

/* Between making it and locking it, somebody may have swept it away. */
static gboolean
make (NomoScratch *self, const char *folder)
{
  struct stat named;
  struct stat made;

  do {
    g_clear_pointer (&self->path, g_free);
    if (self->file >= 0)
      close (self->file);
    self->path = g_build_filename (folder, PREFIX "XXXXXX", NULL);
    self->file = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, 0600);
    if (self->file < 0 || flock (self->file, LOCK_EX) != 0 || fstat (self->file, &made) != 0)
      return FALSE;
  } while (stat (self->path, &named) != 0 || named.st_ino != made.st_ino);
  return TRUE;
}

/**
 * nomo_scratch_new:
 * @folder: a folder of stores, made where there is none
 * @error: return location
 *
 * Makes an empty file that only the user may read, and removes those that programs left behind that were cut off. Blocks.
 *
 * Returns: (transfer full) (nullable): the file, removed when it is freed
 */
NomoScratch *
nomo_scratch_new (const char *folder, GError **error)
{
  g_autoptr (NomoScratch) self = g_new0 (NomoScratch, 1);

  self->file = -1;
  if (!nomo_disk_prepare_folder (folder, error))
    return NULL;
  sweep (folder);
  if (make (self, folder))
    return g_steal_pointer (&self);
  fail (error, folder);
  return NULL;
}

/**
 * nomo_scratch_get_path:
 * @self: a file
 *
 * Returns: where it is
 */
const char *
nomo_scratch_get_path (NomoScratch *self)
{
  return self->path;
}

/**
 * nomo_scratch_get_file:
 * @self: a file
 *
 * Returns: its descriptor, to read and write; not to be closed
 */
int
nomo_scratch_get_file (NomoScratch *self)
{
  return self->file;
}

/**
 * nomo_scratch_move:
 * @self: a file that nobody has open
 * @path: where it is to be from now on, on the same disk
 * @error: return location
 *
 * Puts the file on the disk and in its place, where it replaces what was there. It stays when @self is freed.
 *
 * Returns: whether it is there
 */
gboolean
nomo_scratch_move (NomoScratch *self, const char *path, GError **error)
{
  if (fsync (self->file) != 0 || g_rename (self->path, path) != 0)
    return fail (error, path);
  g_clear_pointer (&self->path, g_free);
  return TRUE;
}

/**
 * nomo_scratch_free:
 * @self: (transfer full): a file that nobody has open
 */
void
nomo_scratch_free (NomoScratch *self)
{
  if (self->path != NULL && self->file >= 0)
    remove_all (self->path);
  if (self->file >= 0)
    close (self->file);
  g_free (self->path);
  g_free (self);
}
