#include "config.h"

#include "nomo-backup-shelf.h"

#include "nomo-calendar.h"
#include "nomo-machine.h"

#include <glib/gstdio.h>
#include <string.h>

#define END        ".nomo"
#define STAMP      "%Y-%m-%d-%H%M%S"
#define STAMP_LEN  17
#define ID_DIGITS  8
#define MOST_NAME  80 /* bytes of the shop's name in a file's */
#define RANDOM_LEN 7  /* of what a file is called while it is written: a dot and six letters */

/* Tells this device's backups of the store from those of another device, and of another copy of the store here. */
static char *
make_mark (const char *store_path)
{
  g_autofree char *machine = nomo_machine_dup_id ();
  g_autofree char *whole = g_strconcat (machine, "\n", store_path, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  g_autofree char *name = g_path_get_basename (store_path);

  return g_strdup_printf ("-%.*s-%.*s-", (int) strcspn (name, "."), name, ID_DIGITS, sum);
}

/* Letters that every disk takes in a name. */
static char *
make_name (const char *shop_name)
{
  GString *name = g_string_new (NULL);

  for (const char *p = shop_name; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (name->len >= MOST_NAME)
      break;
    g_string_append_unichar (name, g_unichar_isalnum (letter) || g_unichar_ismark (letter) ? letter : '-');
  }
  return g_string_free (name, FALSE);
}

/**
 * nomo_backup_shelf_make_path:
 * @folder: where backups are
 * @store_path: the store's file
 * @shop_name: (nullable): what the shop is called
 * @now: now, UTC milliseconds
 *
 * Blocks.
 *
 * Returns: (transfer full): the file of a backup that is made now
 */
char *
nomo_backup_shelf_make_path (const char *folder, const char *store_path, const char *shop_name, gint64 now)
{
  g_autofree char *mark = make_mark (store_path);
  g_autofree char *name = make_name (shop_name);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, nomo_calendar_riyadh ());
  g_autofree char *stamp = g_date_time_format (local, STAMP);
  g_autofree char *file = g_strconcat (*name != '\0' ? name : "nomo-flow", mark, stamp, END, NULL);

  return g_build_filename (folder, file, NULL);
}

static gboolean
read_stamp (const char *stamp, gint64 *moment)
{
  int year, month, day, hour, minute, second, end = 0;
  g_autoptr (GDateTime) local = NULL;

  if (sscanf (stamp, "%4d-%2d-%2d-%2d%2d%2d%n", &year, &month, &day, &hour, &minute, &second, &end) != 6 ||
      end != STAMP_LEN)
    return FALSE;
  local = g_date_time_new (nomo_calendar_riyadh (), year, month, day, hour, minute, second);
  *moment = local != NULL ? g_date_time_to_unix (local) * 1000 : 0;
  return local != NULL;
}

/* Whether a file's name is one that was made here for this store, and when it was made. */
static gboolean
read_name (const char *name, const char *mark, gint64 *made_at)
{
  const char *found = g_strrstr (name, mark);
  const char *stamp = found != NULL ? found + strlen (mark) : "";

  return strlen (stamp) == STAMP_LEN + strlen (END) && g_str_has_suffix (stamp, END) && read_stamp (stamp, made_at);
}

static void
entry_free (gpointer data)
{
  NomoBackupEntry *entry = data;

  g_free (entry->path);
  g_free (entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const NomoBackupEntry *one = *(const NomoBackupEntry *const *) a;
  const NomoBackupEntry *other = *(const NomoBackupEntry *const *) b;

  if (one->made_at == other->made_at)
    return strcmp (other->path, one->path);
  return one->made_at > other->made_at ? -1 : 1;
}

/**
 * nomo_backup_shelf_list:
 * @folder: (nullable): where backups are
 * @store_path: the store's file
 *
 * Blocks. A file gets such a name once it was read back and is whole, and not before.
 *
 * Returns: (transfer full) (element-type NomoBackupEntry): the backups of the store that were made there by this device, the newest
 *   first; none when the folder is not there
 */
GPtrArray *
nomo_backup_shelf_list (const char *folder, const char *store_path)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autofree char *mark = make_mark (store_path);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    NomoBackupEntry entry = { NULL, 0, 0 };
    GStatBuf status;

    if (!read_name (name, mark, &entry.made_at) || g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
      continue;
    entry.path = g_steal_pointer (&path);
    entry.size = (guint64) status.st_size;
    g_ptr_array_add (entries, g_memdup2 (&entry, sizeof entry));
  }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/**
 * nomo_backup_shelf_clear:
 * @folder: where backups are
 * @store_path: the store's file
 * @newest: the backup that was just made, which stays whatever the clock said when others were made
 * @keep: how many are kept, that one among them
 *
 * Removes older backups of this store that this device made there, and nothing else. Blocks.
 *
 * Returns: how many were removed
 */
guint
nomo_backup_shelf_clear (const char *folder, const char *store_path, const char *newest, guint keep)
{
  g_autoptr (GPtrArray) entries = nomo_backup_shelf_list (folder, store_path);
  guint kept = 1;
  guint removed = 0;

  for (guint i = 0; i < entries->len; i++) {
    const NomoBackupEntry *entry = entries->pdata[i];

    if (g_str_equal (entry->path, newest) || kept++ < keep)
      continue;
    removed += g_unlink (entry->path) == 0 ? 1 : 0;
  }
  return removed;
}

/**
 * nomo_backup_shelf_sweep:
 * @folder: where backups are
 * @store_path: the store's file, of which no backup is being made there by its plan
 *
 * Removes what is left of backups whose making was cut off. Blocks.
 */
void
nomo_backup_shelf_sweep (const char *folder, const char *store_path)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *mark = make_mark (store_path);
  const char *name;
  gint64 made_at;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    gsize length = strlen (name);
    g_autofree char *whole = length > RANDOM_LEN ? g_strndup (name, length - RANDOM_LEN) : NULL;
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (whole != NULL && name[length - RANDOM_LEN] == '.' && read_name (whole, mark, &made_at))
      g_unlink (path);
  }
}
