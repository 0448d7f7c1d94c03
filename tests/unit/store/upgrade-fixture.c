#include "upgrade-fixture.h"

#include "corpus.h"
#include "nomo-inbox-private.h"
#include "nomo-schema.h"
#include "trail.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

const UpgradeOld upgrade_olds[UPGRADE_N_OLDS] = {
  { "store", 1 }, { "store", 2 }, { "store", 3 }, { "store", 4 }, { "store", 5 }, { "inbox", 1 }, { "inbox", 2 },
};

/* Nothing is ever truncated on the way. */
const FaultCall upgrade_calls[UPGRADE_N_CALLS] = { FAULT_WRITE, FAULT_SYNC, FAULT_OPEN, FAULT_SHM };

guint64 upgrade_room = UPGRADE_MUCH_ROOM;

static const char *self_path;
static GHashTable *whole_states; /* state → whether it was of this version */
static FaultWitness watcher;     /* nullable */

static struct {
  int at; /* of the calls beside SQLite's, from 1; 0: none kills */
  gboolean after;
  int seen;
} beside;

static void
pass_beside (gboolean after)
{
  if (watcher != NULL)
    watcher (FAULT_N_CALLS, NULL);
  if (!after)
    beside.seen++;
  if (beside.at != 0 && beside.seen == beside.at && beside.after == after)
    raise (SIGKILL);
}

int
fsync (int file)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", file);
  g_autofree char *path = g_file_read_link (link, NULL);

  pass_beside (FALSE);
  if (path != NULL)
    fault_vfs_sync (path);
  pass_beside (TRUE);
  return 0;
}

int
rename (const char *from, const char *to)
{
  long result;

  pass_beside (FALSE);
  result = syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  if (result == 0)
    fault_vfs_rename (from, to);
  pass_beside (TRUE);
  return (int) result;
}

int
unlink (const char *path)
{
  long result;

  pass_beside (FALSE);
  result = syscall (SYS_unlinkat, AT_FDCWD, path, 0);
  pass_beside (TRUE);
  return (int) result;
}

int
statvfs (const char *path, struct statvfs *status)
{
  memset (status, 0, sizeof *status);
  status->f_frsize = 4096;
  status->f_bavail = upgrade_room / 4096;
  return 0;
}

static int
newest (const UpgradeOld *old)
{
  return strcmp (old->kind, "store") == 0 ? NOMO_SCHEMA_VERSION : NOMO_INBOX_VERSION;
}

static gboolean
read_no_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return FALSE;
}

/* Whatever is drawn by lot is the same each time, so that what two runs leave can be compared. */
GObject *
upgrade_open (const char *directory, const UpgradeOld *old, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);

  fault_vfs_repeat ();
  g_random_set_seed (7);
  if (strcmp (old->kind, "store") == 0)
    return (GObject *) nomo_store_open (path, nomo_domain_entities (), error);
  return (GObject *) nomo_inbox_open (path, read_no_delivery, NULL, error);
}

GBytes *
upgrade_read (const UpgradeOld *old)
{
  static GBytes *contents[UPGRADE_N_OLDS];
  GBytes **content = &contents[old - upgrade_olds];
  g_autofree char *name = g_strdup_printf ("%s-%d.db", old->kind, old->version);
  gsize length = 0;

  if (*content == NULL) {
    char *bytes = corpus_read (name, &length);

    *content = g_bytes_new_take (bytes, length);
  }
  return *content;
}

void
upgrade_put (const char *directory, const UpgradeOld *old)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  gsize length = 0;
  const char *bytes = g_bytes_get_data (upgrade_read (old), &length);

  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

void
upgrade_assert_no_copy_left (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_prefix (name, "old.db"))
      g_error ("%s is left over", name);
}

/* To ask the file itself would be to open it, and to mend what the program has to. */
static int
read_version_of_copy (const char *directory)
{
  g_autofree char *copy = trail_copy (directory);
  g_autofree char *path = g_build_filename (copy, "old.db", NULL);
  int version = corpus_read_version (path);

  fixture_remove (copy);
  return version;
}

/* Opened without a fault it is of this version, and nothing is lost. Returns whether it was so before. */
gboolean
upgrade_assert_whole (const char *directory, const UpgradeOld *old)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *name = g_strdup_printf ("%s-%d.db", old->kind, old->version);
  int version = read_version_of_copy (directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  g_assert_true (version == old->version || version == newest (old));
  opened = upgrade_open (directory, old, &error);
  g_assert_no_error (error);
  if (NOMO_IS_STORE (opened)) {
    g_assert_null (nomo_store_get_read_only (NOMO_STORE (opened)));
    g_assert_true (fixture_is_sound (NOMO_STORE (opened)));
  }
  g_clear_object (&opened);
  g_assert_cmpint (corpus_read_version (path), ==, newest (old));
  corpus_assert_kept (name, path);
  upgrade_assert_no_copy_left (directory);
  return version != old->version;
}

gboolean
upgrade_is_whole (const char *state, const char *directory, const UpgradeOld *old)
{
  g_autofree char *key = g_strdup_printf ("%s %d %s", old->kind, old->version, state);
  gpointer was_new = NULL;

  if (g_hash_table_lookup_extended (whole_states, key, NULL, &was_new))
    return GPOINTER_TO_INT (was_new);
  was_new = GINT_TO_POINTER (upgrade_assert_whole (directory, old));
  g_hash_table_insert (whole_states, g_steal_pointer (&key), was_new);
  return GPOINTER_TO_INT (was_new);
}

/* Most faults leave the same behind, as they meet the copy: what was opened once from exactly that is whole each time. */
void
upgrade_assert_leaves_whole (const char *directory, const UpgradeOld *old)
{
  g_autofree char *state = trail_dup_state (directory, "old.db");

  upgrade_is_whole (state, directory, old);
}

/* The other process: is killed at the call of that number, of SQLite's or beside them. */
static int
live (const char *directory, const UpgradeOld *old, int kind, int call, int at)
{
  FaultPlan plan = { kind, (FaultCall) call, (guint) at, FALSE, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  if (kind != FAULT_NONE)
    fault_vfs_install ();
  if (kind != FAULT_NONE && call < FAULT_N_CALLS) {
    fault_vfs_arm (&plan);
  } else {
    beside.at = at;
    beside.after = kind == FAULT_KILL_AFTER;
  }
  opened = upgrade_open (directory, old, &error);
  g_assert_no_error (error);
  return 0;
}

/* Another process that opens it, and is killed at the call of that number, of SQLite's or beside them. */
GPid
upgrade_start_life (const char *directory, const UpgradeOld *old, FaultKind kind, int call, guint at)
{
  g_autofree char *which = g_strdup_printf ("%d", (int) (old - upgrade_olds));
  g_autofree char *how = g_strdup_printf ("%d", kind);
  g_autofree char *what = g_strdup_printf ("%d", call);
  g_autofree char *moment = g_strdup_printf ("%u", at);
  const char *arguments[] = { self_path, "--live", directory, which, how, what, moment, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_spawn_async (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL,
                 NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

guint
upgrade_count_states (void)
{
  return g_hash_table_size (whole_states);
}

void
upgrade_forget_states (void)
{
  g_hash_table_remove_all (whole_states);
}

void
upgrade_add (const char *name, const UpgradeOld *old, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/upgrade/%s/%d/%s", old->kind, old->version, name);

  g_test_add_data_func (path, old, test);
}

static void
drop_states (void)
{
  g_hash_table_unref (whole_states);
}

/* In the other process it does not come back. */
void
upgrade_init (int *argc, char ***argv, FaultWitness watch)
{
  char **words = *argv;

  if (*argc == 7 && strcmp (words[1], "--live") == 0)
    exit (live (words[2], &upgrade_olds[atoi (words[3])], atoi (words[4]), atoi (words[5]), atoi (words[6])));
  g_test_init (argc, argv, NULL);
  fault_vfs_install ();
  fault_vfs_watch (watch, NULL);
  watcher = watch;
  self_path = words[0];
  whole_states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  atexit (drop_states);
}
