#include "session.h"
#include "trail.h"
#include "upgrade-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

/* The process that brings a file up is killed at each call that reaches the disk. What a kill would leave before and after each of
 * them is kept by one run that goes to its end, and is opened; what processes leave that are really killed is among that. */

#define KILL_STRIDE 10 /* of the writes, each of which test_everywhere() has looked at */

/* The run that went to its end, the last one. */
static struct {
  const UpgradeOld *old;
  Trail *trail;
  gboolean is_under_way;
  guint seen[FAULT_N_CALLS + 1];
} followed;

static void
look (FaultCall call, gpointer data)
{
  if (!followed.is_under_way)
    return;
  followed.seen[call]++;
  trail_look (followed.trail);
}

static void
forget (void)
{
  g_clear_pointer (&followed.trail, trail_free);
  memset (&followed, 0, sizeof followed);
  upgrade_forget_states ();
}

/* Goes all the way once, and looks before and after each call. */
static Trail *
follow (const UpgradeOld *old)
{
  g_autofree char *directory = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  if (followed.old == old)
    return followed.trail;
  forget ();
  directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  upgrade_put (directory, old);
  followed.old = old;
  followed.trail = trail_new (directory, "old.db");
  followed.is_under_way = TRUE;
  opened = upgrade_open (directory, old, &error);
  g_assert_no_error (error);
  g_clear_object (&opened);
  trail_look (followed.trail);
  followed.is_under_way = FALSE;
  fixture_remove (directory);
  return followed.trail;
}

/* TRUE when the other process was killed. */
static gboolean
live_and_die (const char *directory, const UpgradeOld *old, FaultKind kind, int call, guint at)
{
  GPid pid = upgrade_start_life (directory, old, kind, call, at);
  int status = 0;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFEXITED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  else
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return WIFSIGNALED (status);
}

typedef struct {
  const UpgradeOld *old;
  guint n_new;
} Visit;

static void
visit (const char *state, const char *directory, gpointer data)
{
  Visit *all = data;

  all->n_new += upgrade_is_whole (state, directory, all->old);
}

/* Wherever it is killed: before the new file takes the place of the old one it is still the old one, and then the new. */
static void
test_everywhere (gconstpointer data)
{
  Visit all = { data, 0 };
  Trail *trail = follow (data);

  for (guint i = 0; i < UPGRADE_N_CALLS; i++) {
    g_test_message ("%s: looked %u times.", fault_call_name (upgrade_calls[i]), followed.seen[upgrade_calls[i]]);
    g_assert_cmpuint (followed.seen[upgrade_calls[i]], >, 0);
  }
  g_assert_cmpuint (followed.seen[FAULT_TRUNCATE], ==, 0);
  g_test_message ("beside SQLite: looked %u times.", followed.seen[FAULT_N_CALLS]);
  g_assert_cmpuint (followed.seen[FAULT_N_CALLS], >, 0);
  trail_visit (trail, visit, &all);
  g_test_message ("%u places, where a kill leaves %u states; in %u of them the file is new.",
                  trail_count_places (trail), trail_count_states (trail), all.n_new);
  g_assert_cmpuint (all.n_new, >, 0);
  g_assert_cmpuint (all.n_new, <, trail_count_states (trail));
}

/* What is left is what was seen there on the way. */
static gboolean
is_killed_at (const UpgradeOld *old, FaultKind kind, int call, guint at)
{
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *state = NULL;
  gboolean killed;

  upgrade_put (directory, old);
  killed = live_and_die (directory, old, kind, call, at);
  state = trail_dup_state (directory, "old.db");
  if (!trail_has (follow (old), state))
    g_error ("What was left at call %u of kind %d was not seen on the way", at, call);
  fixture_remove (directory);
  return killed;
}

static void
test_killed (gconstpointer data)
{
  const UpgradeOld *old = data;

  for (guint i = 0; i < UPGRADE_N_CALLS; i++) {
    FaultKind kind = i % 2 == 0 ? FAULT_KILL_AFTER : FAULT_KILL_BEFORE;
    guint step =
        MAX (fault_stride (upgrade_calls[i], UPGRADE_STRIDE), upgrade_calls[i] == FAULT_WRITE ? KILL_STRIDE : 1);
    guint n_hit = 0;

    for (guint at = 1; is_killed_at (old, kind, (int) upgrade_calls[i], at); at += step)
      n_hit++;
    g_test_message ("%s: %u points hit, every %u.", fault_call_name (upgrade_calls[i]), n_hit, step);
    g_assert_cmpuint (n_hit, >, 0);
  }
}

/* The few calls that put the new file in the place of the old one. */
static void
test_killed_beside (gconstpointer data)
{
  const UpgradeOld *old = data;
  guint step = fault_stride (FAULT_SHM, UPGRADE_STRIDE);
  guint n_hit = 0;

  for (FaultKind kind = FAULT_KILL_BEFORE; kind <= FAULT_KILL_AFTER; kind++)
    for (guint at = 1; is_killed_at (old, kind, FAULT_N_CALLS, at); at += step)
      n_hit++;
  g_test_message ("beside SQLite: %u points hit, every %u.", n_hit, step);
  g_assert_cmpuint (n_hit, >, 0);
}

/* Of files that are watched: whatever reads one, changes it or puts it elsewhere, and that it is gone. */
static void
assert_gone_unread (int watch, guint n_files)
{
  union {
    struct inotify_event event;
    char bytes[16 * 1024];
  } buffer;
  gssize length = read (watch, &buffer, sizeof buffer);
  guint n_gone = 0;

  g_assert_cmpint (length, >, 0);
  for (gssize at = 0; at < length;) {
    struct inotify_event event;

    memcpy (&event, buffer.bytes + at, sizeof event);
    g_assert_cmpuint (event.mask & ~(guint32) IN_IGNORED, ==, 0);
    n_gone++;
    at += (gssize) (sizeof event + event.len);
  }
  g_assert_cmpuint (n_gone, ==, n_files);
}

/* A copy that was not finished, and what SQLite may have put beside it. */
static guint
put_left_over (const char *directory, const char *name, GBytes *content, int watch)
{
  static const char *const ends[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *whole = g_strconcat (name, ends[i], NULL);
    g_autofree char *path = g_build_filename (directory, whole, NULL);
    gsize length = 0;
    const char *bytes = g_bytes_get_data (content, &length);

    g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    g_assert_cmpint (inotify_add_watch (watch, path, IN_ACCESS | IN_MODIFY | IN_MOVE_SELF), >=, 0);
  }
  return G_N_ELEMENTS (ends);
}

static GBytes *
bring_up (const char *directory, const UpgradeOld *old)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = upgrade_open (directory, old, &error);
  char *content = NULL;
  gsize length = 0;

  g_assert_no_error (error);
  g_clear_object (&opened);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_bytes_new_take (content, length);
}

/* The next that brings it up removes what is left over and never reads it: whatever that was, the new file is the same to the byte.
 * This is why states are told apart by the file itself, and not by what is in a copy beside it. */
static void
test_left_over (gconstpointer data)
{
  const UpgradeOld *old = data;
  g_autofree char *usual = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *empty = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise, noise, noise", 19);
  g_autoptr (GBytes) other = bring_up (empty, old);
  g_autoptr (GBytes) expected = NULL;
  g_autoptr (GBytes) found = NULL;
  int watch = inotify_init1 (IN_CLOEXEC | IN_NONBLOCK);
  guint n_files = 0;

  g_assert_cmpint (watch, >=, 0);
  upgrade_put (usual, old);
  expected = bring_up (usual, old);
  upgrade_put (directory, old);
  n_files += put_left_over (directory, "scratch-NOISE1", noise, watch);
  n_files += put_left_over (directory, "scratch-OTHER1", other, watch);
  n_files += put_left_over (directory, "scratch-OLDER1", upgrade_read (old), watch);
  n_files += put_left_over (directory, "scratch-WHOLE1", expected, watch);
  found = bring_up (directory, old);
  upgrade_assert_no_copy_left (directory);
  assert_gone_unread (watch, n_files);
  g_assert_true (g_bytes_equal (found, expected));
  close (watch);
  fixture_remove (usual);
  fixture_remove (empty);
  fixture_remove (directory);
}

int
main (int argc, char **argv)
{
  int result;

  upgrade_init (&argc, &argv, look);
  for (guint i = 0; i < UPGRADE_N_OLDS; i++) {
    upgrade_add ("left-over", &upgrade_olds[i], test_left_over);
    upgrade_add ("everywhere", &upgrade_olds[i], test_everywhere);
    upgrade_add ("killed-beside", &upgrade_olds[i], test_killed_beside);
    upgrade_add ("killed", &upgrade_olds[i], test_killed);
  }
  result = g_test_run ();
  forget ();
  return result;
}
