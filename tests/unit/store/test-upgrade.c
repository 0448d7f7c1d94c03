#include "corpus.h"
#include "fault-vfs.h"
#include "fixture.h"
#include "nomo-inbox-private.h"
#include "nomo-schema.h"
#include "session.h"
#include "trail.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A file of an older version is brought up to this one, and is killed or fails at each call that reaches the disk: SQLite's own, and
 * those that put the new file in its place, which stand here before the system's. What a kill would leave before and after each of
 * them is kept by one run that goes to its end, and is opened; what processes leave that are really killed is among that. */

#define USUAL_STRIDE 170
#define KILL_STRIDE  10 /* of the writes, each of which test_everywhere() has looked at */
#define MUCH_ROOM    (G_GUINT64_CONSTANT (1) << 40)

typedef struct {
  const char *kind; /* "store" or "inbox" */
  int version;
} Old;

static const Old olds[] = {
  { "store", 1 }, { "store", 2 }, { "store", 3 }, { "store", 4 }, { "store", 5 }, { "inbox", 1 }, { "inbox", 2 },
};

/* Nothing is ever truncated on the way. */
static const FaultCall calls[] = { FAULT_WRITE, FAULT_SYNC, FAULT_OPEN, FAULT_SHM };

static const char *self_path;
static guint64 room = MUCH_ROOM;
static GHashTable *whole_states; /* state → whether it was of this version */
static guint n_points;
static Trail *trails[G_N_ELEMENTS (olds)];

static struct {
  Trail *trail; /* nullable */
  guint seen[FAULT_N_CALLS + 1];
} followed;

static struct {
  int at; /* of the calls beside SQLite's, from 1; 0: none kills */
  gboolean after;
  int seen;
} beside;

static void
look (FaultCall call, gpointer data)
{
  if (followed.trail == NULL)
    return;
  followed.seen[call]++;
  trail_look (followed.trail);
}

static void
pass_beside (gboolean after)
{
  look (FAULT_N_CALLS, NULL);
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
  status->f_bavail = room / 4096;
  return 0;
}

static int
newest (const Old *old)
{
  return strcmp (old->kind, "store") == 0 ? NOMO_SCHEMA_VERSION : NOMO_INBOX_VERSION;
}

static gboolean
read_no_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return FALSE;
}

/* Whatever is drawn by lot is the same each time, so that what two runs leave can be compared. */
static GObject *
open_old (const char *directory, const Old *old, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);

  fault_vfs_repeat ();
  g_random_set_seed (7);
  if (strcmp (old->kind, "store") == 0)
    return (GObject *) nomo_store_open (path, nomo_domain_entities (), error);
  return (GObject *) nomo_inbox_open (path, read_no_delivery, NULL, error);
}

static GBytes *
read_old (const Old *old)
{
  static GBytes *contents[G_N_ELEMENTS (olds)];
  GBytes **content = &contents[old - olds];
  g_autofree char *name = g_strdup_printf ("%s-%d.db", old->kind, old->version);
  gsize length = 0;

  if (*content == NULL) {
    char *bytes = corpus_read (name, &length);

    *content = g_bytes_new_take (bytes, length);
  }
  return *content;
}

static void
put_old (const char *directory, const Old *old)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  gsize length = 0;
  const char *bytes = g_bytes_get_data (read_old (old), &length);

  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

static void
assert_no_copy_left (const char *directory)
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
static gboolean
assert_whole (const char *directory, const Old *old)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *name = g_strdup_printf ("%s-%d.db", old->kind, old->version);
  int version = read_version_of_copy (directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  g_assert_true (version == old->version || version == newest (old));
  opened = open_old (directory, old, &error);
  g_assert_no_error (error);
  if (NOMO_IS_STORE (opened)) {
    g_assert_null (nomo_store_get_read_only (NOMO_STORE (opened)));
    g_assert_true (fixture_is_sound (NOMO_STORE (opened)));
  }
  g_clear_object (&opened);
  g_assert_cmpint (corpus_read_version (path), ==, newest (old));
  corpus_assert_kept (name, path);
  assert_no_copy_left (directory);
  return version != old->version;
}

static gboolean
is_whole (const char *state, const char *directory, const Old *old)
{
  g_autofree char *key = g_strdup_printf ("%s %d %s", old->kind, old->version, state);
  gpointer was_new = NULL;

  if (g_hash_table_lookup_extended (whole_states, key, NULL, &was_new))
    return GPOINTER_TO_INT (was_new);
  was_new = GINT_TO_POINTER (assert_whole (directory, old));
  g_hash_table_insert (whole_states, g_steal_pointer (&key), was_new);
  return GPOINTER_TO_INT (was_new);
}

/* Most faults leave the same behind, as they meet the copy: what was opened once from exactly that is whole each time. */
static void
assert_leaves_whole (const char *directory, const Old *old)
{
  g_autofree char *state = trail_dup_state (directory, "old.db");

  is_whole (state, directory, old);
}

/* Goes all the way once, and looks before and after each call. */
static Trail *
follow (const Old *old)
{
  Trail **trail = &trails[old - olds];
  g_autofree char *directory = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  if (*trail != NULL)
    return *trail;
  directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  put_old (directory, old);
  *trail = trail_new (directory, "old.db");
  memset (&followed, 0, sizeof followed);
  followed.trail = *trail;
  opened = open_old (directory, old, &error);
  g_assert_no_error (error);
  g_clear_object (&opened);
  trail_look (*trail);
  followed.trail = NULL;
  fixture_remove (directory);
  return *trail;
}

/* The other process: is killed at the call of that number, of SQLite's or beside them. */
static int
live (const char *directory, const Old *old, int kind, int call, int at)
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
  opened = open_old (directory, old, &error);
  g_assert_no_error (error);
  return 0;
}

/* TRUE when the other process was killed. */
static gboolean
live_and_die (const char *directory, const Old *old, FaultKind kind, int call, guint at)
{
  g_autofree char *which = g_strdup_printf ("%d", (int) (old - olds));
  g_autofree char *how = g_strdup_printf ("%d", kind);
  g_autofree char *what = g_strdup_printf ("%d", call);
  g_autofree char *moment = g_strdup_printf ("%u", at);
  const char *arguments[] = { self_path, "--live", directory, which, how, what, moment, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  if (WIFEXITED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  else
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return WIFSIGNALED (status);
}

typedef struct {
  const Old *old;
  guint n_new;
} Visit;

static void
visit (const char *state, const char *directory, gpointer data)
{
  Visit *all = data;

  all->n_new += is_whole (state, directory, all->old);
}

/* Wherever it is killed: before the new file takes the place of the old one it is still the old one, and then the new. */
static void
test_everywhere (gconstpointer data)
{
  Visit all = { data, 0 };
  Trail *trail = follow (data);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_test_message ("%s: looked %u times.", fault_call_name (calls[i]), followed.seen[calls[i]]);
    g_assert_cmpuint (followed.seen[calls[i]], >, 0);
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
is_killed_at (const Old *old, FaultKind kind, int call, guint at)
{
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *state = NULL;
  gboolean killed;

  put_old (directory, old);
  killed = live_and_die (directory, old, kind, call, at);
  state = trail_dup_state (directory, "old.db");
  if (!trail_has (follow (old), state))
    g_error ("What was left at call %u of kind %d was not seen on the way", at, call);
  n_points += killed;
  fixture_remove (directory);
  return killed;
}

static void
test_killed (gconstpointer data)
{
  const Old *old = data;

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    FaultKind kind = i % 2 == 0 ? FAULT_KILL_AFTER : FAULT_KILL_BEFORE;
    guint step = MAX (fault_stride (calls[i], USUAL_STRIDE), calls[i] == FAULT_WRITE ? KILL_STRIDE : 1);
    guint n_hit = 0;

    for (guint at = 1; is_killed_at (old, kind, (int) calls[i], at); at += step)
      n_hit++;
    g_test_message ("%s: %u points hit, every %u.", fault_call_name (calls[i]), n_hit, step);
    g_assert_cmpuint (n_hit, >, 0);
  }
}

/* The few calls that put the new file in the place of the old one. */
static void
test_killed_beside (gconstpointer data)
{
  const Old *old = data;
  guint step = fault_stride (FAULT_SHM, USUAL_STRIDE);
  guint n_hit = 0;

  for (FaultKind kind = FAULT_KILL_BEFORE; kind <= FAULT_KILL_AFTER; kind++)
    for (guint at = 1; is_killed_at (old, kind, FAULT_N_CALLS, at); at += step)
      n_hit++;
  g_test_message ("beside SQLite: %u points hit, every %u.", n_hit, step);
  g_assert_cmpuint (n_hit, >, 0);
}

typedef struct {
  const char *name;
  FaultKind kind;
  gboolean lasting;
} Fault;

static const Fault faults[] = {
  { "full-once", FAULT_FULL, FALSE },     { "full", FAULT_FULL, TRUE },           { "io", FAULT_IO, TRUE },
  { "read-only", FAULT_READ_ONLY, TRUE }, { "power-off", FAULT_POWER_OFF, TRUE },
};

/* TRUE when the fault was met. What was refused is told, and what can be read says what it said. */
static gboolean
fails_at (const Old *old, const Fault *fault, FaultCall call, guint at)
{
  FaultPlan plan = { fault->kind, call, at, fault->lasting, at };
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;
  gboolean hit;

  put_old (directory, old);
  fault_vfs_arm (&plan);
  opened = open_old (directory, old, &error);
  if (opened == NULL)
    session_assert_sentence (error);
  else if (NOMO_IS_STORE (opened) && nomo_store_get_read_only (NOMO_STORE (opened)) != NULL)
    session_assert_sentence (nomo_store_get_read_only (NOMO_STORE (opened)));
  g_clear_object (&opened);
  hit = fault_vfs_disarm ();
  fault_vfs_power_on ();
  assert_leaves_whole (directory, old);
  n_points += hit;
  fixture_remove (directory);
  return hit;
}

static void
fail_everywhere (const Old *old, const Fault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    guint step = fault_stride (calls[i], USUAL_STRIDE);
    guint n_hit = 0;

    for (guint at = 1; fails_at (old, fault, calls[i], at); at += step)
      n_hit++;
    g_test_message ("%s at %s: %u points hit, every %u.", fault->name, fault_call_name (calls[i]), n_hit, step);
    g_assert_cmpuint (n_hit, >, 0);
  }
}

/* The suite full has one of the faults with each version, the suite long has all of them. */
static void
test_fails (gconstpointer data)
{
  const Old *old = data;
  gboolean all = fault_stride (FAULT_WRITE, USUAL_STRIDE) == 1;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (all || i == (guint) old->version % G_N_ELEMENTS (faults))
      fail_everywhere (old, &faults[i]);
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
bring_up (const char *directory, const Old *old)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = open_old (directory, old, &error);
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
  const Old *old = data;
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
  put_old (usual, old);
  expected = bring_up (usual, old);
  put_old (directory, old);
  n_files += put_left_over (directory, "scratch-NOISE1", noise, watch);
  n_files += put_left_over (directory, "scratch-OTHER1", other, watch);
  n_files += put_left_over (directory, "scratch-OLDER1", read_old (old), watch);
  n_files += put_left_over (directory, "scratch-WHOLE1", expected, watch);
  found = bring_up (directory, old);
  assert_no_copy_left (directory);
  assert_gone_unread (watch, n_files);
  g_assert_true (g_bytes_equal (found, expected));
  close (watch);
  fixture_remove (usual);
  fixture_remove (empty);
  fixture_remove (directory);
}

static void
test_points (gconstpointer data)
{
  const Old *old = data;

  g_test_message ("%s of version %d: %u points tried, which left %u states.", old->kind, old->version, n_points,
                  g_hash_table_size (whole_states));
  g_assert_cmpuint (n_points, >, 0);
  n_points = 0;
  g_hash_table_remove_all (whole_states);
  g_clear_pointer (&trails[old - olds], trail_free);
}

static char *
dup_sum (const char *path)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
}

static void
assert_same_sum (const char *path, const char *before)
{
  g_autofree char *after = dup_sum (path);

  g_assert_cmpstr (after, ==, before);
}

static void
assert_refuses (NomoStore *store, NomoStoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, 1, "completed", 1);

  g_assert_error (nomo_store_get_read_only (store), NOMO_STORE_ERROR, (int) code);
  session_assert_sentence (nomo_store_get_read_only (store));
  nomo_commit_put (commit, order);
  g_assert_false (nomo_store_commit (store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, (int) code);
}

/* Every list can be read, and each record by itself. */
static void
assert_reads (NomoStore *store)
{
  for (const NomoEntity *const *entities = nomo_domain_entities (); *entities != NULL; entities++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoQuery) query = nomo_query_new (*entities);
    g_autoptr (GPtrArray) records = nomo_store_list (store, query, 0, 100, &error);

    g_assert_no_error (error);
    for (guint i = 0; i < records->len; i++) {
      g_autoptr (NomoRecord) record = nomo_store_get (store, *entities, nomo_record_get_id (records->pdata[i]), &error);

      g_assert_no_error (error);
      g_assert_true (nomo_record_equal (record, records->pdata[i]));
    }
  }
}

/* Where there is too little room the merchant still reads all of it, and nothing is written. */
static void
test_no_room (gconstpointer data)
{
  const Old *old = data;
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  put_old (directory, old);
  sum = dup_sum (path);
  room = 1024 * 1024;
  opened = open_old (directory, old, &error);
  if (strcmp (old->kind, "inbox") == 0) {
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NO_ROOM);
    g_assert_nonnull (strstr (error->message, "It is the relay’s inbox, and nothing in it was changed."));
  } else {
    g_assert_no_error (error);
    assert_refuses (NOMO_STORE (opened), NOMO_STORE_ERROR_NO_ROOM);
    assert_reads (NOMO_STORE (opened));
  }
  g_clear_object (&opened);
  assert_same_sum (path, sum);
  assert_no_copy_left (directory);
  room = MUCH_ROOM;
  g_assert_false (assert_whole (directory, old));
  fixture_remove (directory);
}

/* A program that has it open would go on to write by its own rules. */
static void
test_open_elsewhere (gconstpointer data)
{
  const Old *old = data;
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;
  sqlite3 *other = NULL;

  put_old (directory, old);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "SELECT count (*) FROM meta", NULL, NULL, NULL), ==, SQLITE_OK);
  opened = open_old (directory, old, &error);
  if (strcmp (old->kind, "inbox") == 0) {
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN_ELSEWHERE);
  } else {
    g_assert_no_error (error);
    assert_refuses (NOMO_STORE (opened), NOMO_STORE_ERROR_OPEN_ELSEWHERE);
    assert_reads (NOMO_STORE (opened));
  }
  g_clear_object (&opened);
  g_assert_cmpint (sqlite3_exec (other, "INSERT INTO meta (key, value) VALUES ('other', 'wrote')", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_cmpint (corpus_read_version (path), ==, old->version);
  g_assert_false (assert_whole (directory, old));
  fixture_remove (directory);
}

static GPid
start_life (const char *directory, const Old *old)
{
  g_autofree char *which = g_strdup_printf ("%d", (int) (old - olds));
  const char *arguments[] = { self_path, "--live", directory, which, "0", "0", "0", NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_spawn_async (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

/* Those that open it at once all get the new file, which one of them makes. */
static void
test_together (gconstpointer data)
{
  const Old *old = data;
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  GPid lives[4];

  put_old (directory, old);
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    lives[i] = start_life (directory, old);
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++) {
    int status = 0;

    g_assert_cmpint (waitpid (lives[i], &status, 0), ==, lives[i]);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }
  g_assert_true (assert_whole (directory, old));
  fixture_remove (directory);
}

/* A name that leads to the file on another disk keeps leading there. */
static void
test_link (void)
{
  const Old *old = &olds[0];
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *elsewhere = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (elsewhere, "old.db", NULL);
  g_autofree char *link = g_build_filename (directory, "old.db", NULL);

  put_old (elsewhere, old);
  g_assert_cmpint (symlink (path, link), ==, 0);
  assert_whole (directory, old);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (corpus_read_version (path), ==, NOMO_SCHEMA_VERSION);
  assert_no_copy_left (elsewhere);
  fixture_remove (directory);
  fixture_remove (elsewhere);
}

/* What a newer version wrote: a table and a column that nobody here has heard of, and another way to keep a journal. */
static void
make_newer (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "UPDATE meta SET value = value + 1 WHERE key = 'schema_version';"
                                 "CREATE TABLE record_hologram (id INTEGER PRIMARY KEY, colour TEXT) STRICT;"
                                 "INSERT INTO record_hologram VALUES (1, 'green');"
                                 "ALTER TABLE record_order ADD COLUMN mood TEXT; UPDATE record_order SET mood = 'good';"
                                 "PRAGMA journal_mode = DELETE",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_newer (void)
{
  const Old newer = { "store", NOMO_SCHEMA_VERSION };
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;
  g_autoptr (NomoQuery) orders = nomo_query_new (nomo_order_entity ());

  put_old (directory, &olds[4]);
  g_object_unref (open_old (directory, &newer, NULL));
  make_newer (path);
  sum = dup_sum (path);
  for (guint i = 0; i < 2; i++) {
    opened = open_old (directory, &newer, &error);
    g_assert_no_error (error);
    assert_refuses (NOMO_STORE (opened), NOMO_STORE_ERROR_NEWER);
    assert_reads (NOMO_STORE (opened));
    g_assert_cmpint (nomo_store_count (NOMO_STORE (opened), orders, NULL), >, 0);
    g_clear_object (&opened);
    assert_same_sum (path, sum);
  }
  fixture_remove (directory);
}

static void
test_newer_inbox (void)
{
  const Old newer = { "inbox", NOMO_INBOX_VERSION };
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_object_unref (open_old (directory, &newer, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE meta SET value = '99' WHERE key = 'version'", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
  sum = dup_sum (path);
  g_assert_null (open_old (directory, &newer, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER);
  assert_same_sum (path, sum);
  fixture_remove (directory);
}

static void
add (const char *name, const Old *old, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/upgrade/%s/%d/%s", old->kind, old->version, name);

  g_test_add_data_func (path, old, test);
}

int
main (int argc, char **argv)
{
  int result;

  if (argc == 7 && strcmp (argv[1], "--live") == 0)
    return live (argv[2], &olds[atoi (argv[3])], atoi (argv[4]), atoi (argv[5]), atoi (argv[6]));
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  fault_vfs_watch (look, NULL);
  self_path = argv[0];
  whole_states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (olds); i++) {
    add ("no-room", &olds[i], test_no_room);
    add ("open-elsewhere", &olds[i], test_open_elsewhere);
    add ("together", &olds[i], test_together);
    add ("left-over", &olds[i], test_left_over);
    add ("everywhere", &olds[i], test_everywhere);
    add ("killed-beside", &olds[i], test_killed_beside);
    add ("killed", &olds[i], test_killed);
    add ("fails", &olds[i], test_fails);
    add ("points", &olds[i], test_points);
  }
  g_test_add_func ("/upgrade/link", test_link);
  g_test_add_func ("/upgrade/newer", test_newer);
  g_test_add_func ("/upgrade/newer-inbox", test_newer_inbox);
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (trails); i++)
    g_clear_pointer (&trails[i], trail_free);
  g_hash_table_unref (whole_states);
  return result;
}
