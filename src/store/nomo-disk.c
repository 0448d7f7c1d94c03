#include "config.h"

#include "nomo-disk.h"

#include "nomo-store-error.h"
#include "nomo-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define FUSE_MAGIC 0x65735546u

/* From statfs(2): nfs, smb, cifs, smb2, afs, coda, ncp, 9p, ceph, lustre, gfs2, ocfs2. */
static const guint32 network_magics[] = {
  0x6969u, 0x517bu,     0xff534d42u, 0xfe534d42u, 0x5346414fu, 0x73757245u,
  0x564cu, 0x01021997u, 0x00c36400u, 0x0bd00bd0u, 0x01161970u, 0x7461636fu,
};

static const char *const network_fuses[] = {
  "sshfs", "davfs", "rclone", "gvfs", "s3fs", "glusterfs", "curlftpfs", "smbnetfs", "google-drive", "onedriver",
};

/**
 * nomo_disk_is_network:
 * @magic: kind of a file system, as statfs(2) tells it
 * @fstype: (nullable): its name, as /proc/self/mountinfo tells it
 *
 * Returns: %TRUE when the files lie on another computer, where SQLite's locks and its shared memory are not safe
 */
gboolean
nomo_disk_is_network (guint32 magic, const char *fstype)
{
  for (guint i = 0; i < G_N_ELEMENTS (network_magics); i++)
    if (magic == network_magics[i])
      return TRUE;
  for (guint i = 0; magic == FUSE_MAGIC && fstype != NULL && i < G_N_ELEMENTS (network_fuses); i++)
    if (strstr (fstype, network_fuses[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A line is "36 35 98:0 /root /mount options - fstype source options". */
static char *
fstype_of (const char *directory)
{
  g_autofree char *text = NULL;
  g_autofree char *device = NULL;
  struct stat status;

  if (stat (directory, &status) != 0 || !g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return NULL;
  device = g_strdup_printf (" %u:%u ", major (status.st_dev), minor (status.st_dev));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *behind = strstr (lines[i], " - ");

    if (behind != NULL && strstr (lines[i], device) != NULL)
      return g_strndup (behind + 3, strcspn (behind + 3, " "));
  }
  return NULL;
}

/**
 * nomo_disk_fail:
 * @error: return location
 * @failure: what errno was
 * @format: a translated sentence: 1 is what could not be created, 2 says why not
 * @path: a file or a folder
 *
 * Says that something could not be created, in a sentence that reads well in either direction.
 *
 * Returns: %FALSE
 */
gboolean
nomo_disk_fail (GError **error, int failure, const char *format, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *island = nomo_text_isolate_ltr (shown);
  g_autofree char *reason = nomo_text_isolate (g_strerror (failure));

  g_set_error (error, NOMO_STORE_ERROR,
               failure == ENOSPC || failure == EDQUOT || failure == EFBIG ? NOMO_STORE_ERROR_FULL
                                                                          : NOMO_STORE_ERROR_OPEN,
               format, island, reason);
  return FALSE;
}

static gboolean
refuse_network (const char *directory, GError **error)
{
  g_autofree char *fstype = fstype_of (directory);
  struct statfs status;
  g_autofree char *island = NULL;

  if (statfs (directory, &status) != 0 || !nomo_disk_is_network ((guint32) status.f_type, fstype))
    return TRUE;
  island = nomo_text_isolate_ltr (directory);
  g_set_error (
      error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NETWORK_DISK,
      /* Translators: %s is a folder. */
      _ ("The folder %s lies on another computer, where the store’s file is not safe. Choose a folder on a disk "
         "of this computer."),
      island);
  return FALSE;
}

/* The file is never opened here when it exists: closing it would drop the locks SQLite holds on it in this process. */
static gboolean
make_file (const char *path, GError **error)
{
  struct stat status;
  int fd = open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0) {
    close (fd);
    return TRUE;
  }
  if (errno != EEXIST)
    /* Translators: 1 is a file, 2 says why not. */
    return nomo_disk_fail (error, errno, _ ("The store’s file %1$s cannot be created: %2$s."), path);
  if (stat (path, &status) == 0 && (status.st_mode & 077) != 0)
    chmod (path, 0600);
  return TRUE;
}

/**
 * nomo_disk_read_room:
 * @folder: a folder
 * @room: (out): how many bytes the user may still write to its disk
 *
 * Blocks.
 *
 * Returns: whether that can be told
 */
gboolean
nomo_disk_read_room (const char *folder, guint64 *room)
{
  struct statvfs status;

  if (statvfs (folder, &status) != 0)
    return FALSE;
  *room = (guint64) status.f_bavail * status.f_frsize;
  return TRUE;
}

/**
 * nomo_disk_prepare_folder:
 * @directory: where stores' files are or will be
 * @error: return location
 *
 * Creates the folder (only the user may enter it), and refuses one that lies on another computer.
 *
 * Returns: %TRUE when the folder is there
 */
gboolean
nomo_disk_prepare_folder (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0700) != 0)
    /* Translators: 1 is a folder, 2 says why not. */
    return nomo_disk_fail (error, errno, _ ("The folder %1$s cannot be created: %2$s."), directory);
  return refuse_network (directory, error);
}

/**
 * nomo_disk_prepare:
 * @path: where a store's file is or will be
 * @error: return location
 *
 * Creates the folder as nomo_disk_prepare_folder() does, and the file (only the user may read it).
 *
 * Returns: %TRUE when the file is there
 */
gboolean
nomo_disk_prepare (const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  return nomo_disk_prepare_folder (directory, error) && make_file (path, error);
}

/**
 * nomo_disk_lock:
 * @path: a file
 *
 * Waits until no other process or thread that locks the file's folder has it, and takes it. Where folders cannot be locked
 * nothing happens.
 *
 * Returns: the lock, for nomo_disk_unlock()
 */
int
nomo_disk_lock (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int lock = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  while (lock >= 0 && flock (lock, LOCK_EX) != 0 && errno == EINTR)
    continue;
  return lock;
}

/**
 * nomo_disk_unlock:
 * @lock: what nomo_disk_lock() returned
 */
void
nomo_disk_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}
