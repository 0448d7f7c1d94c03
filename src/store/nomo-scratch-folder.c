#include "config.h"

#include "nomo-scratch-folder.h"

#include "nomo-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "scratch-"

struct _NomoScratchFolder {
  char *path;
  int lock;
};

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *below = g_build_filename (path, name, NULL);
    GStatBuf status;

    if (g_lstat (below, &status) == 0 && S_ISDIR (status.st_mode))
      remove_all (below);
    else
      g_unlink (below);
  }
  g_rmdir (path);
}

static int
open_folder (const char *path)
{
  return open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* Whoever makes such a folder holds its lock, so one that can be locked is of a program that was cut off. */
static void
remove_left_over (const char *path)
{
  int folder = open_folder (path);

  if (folder < 0)
    return;
  if (flock (folder, LOCK_EX | LOCK_NB) == 0)
    remove_all (path);
  close (folder);
}

/**
 * nomo_scratch_folder_sweep:
 * @parent: where such folders are made
 *
 * Removes those that programs left behind that were cut off. Blocks.
 */
void
nomo_scratch_folder_sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (parent, name, NULL);

    if (g_str_has_prefix (name, PREFIX))
      remove_left_over (path);
  }
}

/* Between making it and locking it, somebody may have swept it away. */
static gboolean
is_ours (NomoScratchFolder *self)
{
  struct stat named;
  struct stat made;

  return flock (self->lock, LOCK_EX) == 0 && fstat (self->lock, &made) == 0 && stat (self->path, &named) == 0 &&
         named.st_ino == made.st_ino;
}

static gboolean
make (NomoScratchFolder *self, const char *parent)
{
  do {
    g_free (self->path);
    if (self->lock >= 0)
      close (self->lock);
    self->path = g_build_filename (parent, PREFIX "XXXXXX", NULL);
    self->lock = g_mkdtemp (self->path) != NULL ? open_folder (self->path) : -1;
    if (self->lock < 0 && errno != ENOENT)
      return FALSE;
  } while (self->lock < 0 || !is_ours (self));
  return TRUE;
}

/**
 * nomo_scratch_folder_new:
 * @parent: a folder on a disk of this computer, made where there is none
 * @error: return location
 *
 * Makes an empty folder that only the user may enter, and removes those that programs left behind that were cut off. Blocks.
 *
 * Returns: (transfer full) (nullable): the folder, removed with all that is in it when it is freed
 */
NomoScratchFolder *
nomo_scratch_folder_new (const char *parent, GError **error)
{
  g_autoptr (NomoScratchFolder) self = g_new0 (NomoScratchFolder, 1);

  self->lock = -1;
  if (!nomo_disk_prepare_folder (parent, error))
    return NULL;
  nomo_scratch_folder_sweep (parent);
  if (make (self, parent))
    return g_steal_pointer (&self);
  /* Translators: 1 is a folder, 2 says why not. */
  nomo_disk_fail (error, errno, _ ("The folder %1$s cannot be created: %2$s."), parent);
  return NULL;
}

/**
 * nomo_scratch_folder_get_path:
 * @self: a folder
 *
 * Returns: where it is
 */
const char *
nomo_scratch_folder_get_path (NomoScratchFolder *self)
{
  return self->path;
}

/**
 * nomo_scratch_folder_free:
 * @self: (transfer full): a folder in which nobody has a file open
 */
void
nomo_scratch_folder_free (NomoScratchFolder *self)
{
  if (self->path != NULL)
    remove_all (self->path);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self);
}
