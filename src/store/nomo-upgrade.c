#include "config.h"

#include "nomo-upgrade.h"

#include "nomo-copy.h"
#include "nomo-format.h"
#include "nomo-new-file.h"
#include "nomo-scratch.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* What a file grows by however little is in it: new tables and indexes take a page each. */
#define FIXED_ROOM (8 * 1024 * 1024)

static gint64
size_of (const char *path, const char *end)
{
  g_autofree char *name = g_strconcat (path, end, NULL);
  struct stat status;

  return stat (name, &status) == 0 ? status.st_size : 0;
}

/* The log goes into the file first, then comes a copy of all of it, which grows while it is brought up: by half at most where
 * search is made anew by rules that find more. */
static gint64
needed_room (const char *path)
{
  gint64 log = size_of (path, "-wal");
  gint64 whole = size_of (path, "") + log;

  return log + whole + whole / 2 + FIXED_ROOM;
}

static gboolean
check_room (const char *path, const char *folder, GError **error)
{
  gint64 needed = needed_room (path);
  struct statvfs status;
  g_autofree char *island = NULL;
  g_autofree char *there = NULL;
  g_autofree char *wanted = NULL;
  gint64 room;

  if (statvfs (folder, &status) != 0)
    return TRUE;
  room = (gint64) status.f_bavail * (gint64) status.f_frsize;
  if (room >= needed)
    return TRUE;
  wanted = nomo_format_size (needed);
  there = nomo_format_size (room);
  island = nomo_text_isolate_ltr (folder);
  g_set_error (
      error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NO_ROOM,
      /* Translators: 1 is a folder, 2 and 3 are sizes such as "12.4 MB". */
      _ ("The folder %1$s has too little room: to bring the file up to this version of Nomo Flow takes %2$s, and "
         "%3$s are free."),
      island, wanted, there);
  return FALSE;
}

/* A program of an older version would go on to write by its own rules, and one that is in the middle of reading would keep a file
 * that is no longer there. */
static NomoConnection *
open_sole (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  NomoConnection *from = nomo_connection_open_sole (path, &failure);

  if (from != NULL)
    return from;
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY))
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN_ELSEWHERE,
                 /* Translators: %s is a file. */
                 _ ("Another program has the file %s open, so it was not brought up to this version of Nomo Flow."),
                 path);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static void
copied_cb (guint64 done, guint64 total, gpointer progress)
{
  nomo_upgrade_progress_advance (progress, done, total);
}

static GHashTable *
bring_up_copy (NomoConnection *from, const char *copy, NomoUpgradeFunc func, gconstpointer data,
               NomoUpgradeProgress *progress, GError **error)
{
  g_autoptr (NomoConnection) to = nomo_connection_open_alone (copy, error);
  g_autoptr (GHashTable) counts = NULL;

  nomo_upgrade_progress_begin_part (progress, NOMO_UPGRADE_COPIED, 0);
  counts = to != NULL ? nomo_copy_twin (from, to, copied_cb, progress, error) : NULL;
  if (counts == NULL)
    return NULL;
  nomo_connection_keep_no_journal (to);
  if (!nomo_connection_exec (to, "BEGIN", error) || !func (to, data, progress, error) ||
      !nomo_connection_exec (to, "COMMIT", error))
    return NULL;
  return g_steal_pointer (&counts);
}

static gboolean
check_copy (const char *copy, GHashTable *counts, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!nomo_copy_check (copy, counts, problems, NULL, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, problems->pdata[0]);
  return FALSE;
}

/* Whoever runs the program, a relay's file stays the relay's. */
static void
keep_owner (int file, const char *path)
{
  struct stat status;

  if (stat (path, &status) == 0 && status.st_uid != geteuid ())
    (void) !fchown (file, status.st_uid, status.st_gid);
}

/* The file's log and what processes shared of it are of the file that goes: the log is empty and nobody shares anything. */
static gboolean
put_in_place (NomoScratch *scratch, const char *path, GError **error)
{
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  g_unlink (shared);
  keep_owner (nomo_scratch_get_file (scratch), path);
  if (!nomo_scratch_move (scratch, path, error))
    return FALSE;
  nomo_new_file_sync_folder (path);
  return TRUE;
}

static gboolean
upgrade_real (const char *path, NomoUpgradeFunc func, gconstpointer data, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (NomoConnection) from = NULL;
  g_autoptr (NomoScratch) scratch = nomo_scratch_new (folder, error);
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (NomoUpgradeProgress) progress = NULL;

  if (scratch == NULL || !check_room (path, folder, error))
    return FALSE;
  from = open_sole (path, error);
  if (from == NULL)
    return FALSE;
  progress = nomo_upgrade_progress_new ();
  counts = bring_up_copy (from, nomo_scratch_get_path (scratch), func, data, progress, error);
  nomo_upgrade_progress_begin_part (progress, NOMO_UPGRADE_WHOLE, 0);
  if (counts == NULL || !check_copy (nomo_scratch_get_path (scratch), counts, error) ||
      !put_in_place (scratch, path, error))
    return FALSE;
  nomo_upgrade_progress_end_part (progress);
  return TRUE;
}

/**
 * nomo_upgrade:
 * @path: a file of an older version, which nobody of this process has open; the caller holds the lock of its folder
 * @func: brings a copy of it up to this version
 * @data: for @func
 * @error: return location
 *
 * Brings a file up to this version: a copy is changed, looked through and put on the disk whole, and takes the file's place
 * then. Whatever happens meanwhile, the file is of the old version or of the new one, and a copy that is left over is removed
 * by the next that is made. All tables are copied, as every version so far makes search and sums anew, which are the larger part
 * of a file, and most change rows of each record beside. Whoever nomo_upgrade_set_teller() named is told how far it is. Blocks,
 * for long when the file is large.
 *
 * Returns: %TRUE when it was done; else the file is as it was, with %NOMO_STORE_ERROR_NO_ROOM when the disk has too little,
 *   %NOMO_STORE_ERROR_OPEN_ELSEWHERE when somebody else has it open, or another error
 */
gboolean
nomo_upgrade (const char *path, NomoUpgradeFunc func, gconstpointer data, GError **error)
{
  char *real = realpath (path, NULL);
  gboolean ok = upgrade_real (real != NULL ? real : path, func, data, error);

  free (real);
  return ok;
}
