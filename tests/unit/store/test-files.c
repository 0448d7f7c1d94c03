#include "fault-vfs.h"
#include "nomo-disk.h"
#include "probe.h"
#include "session.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Files that are no store, or not all of one; places where nothing may be written. */

#define NOBODY 65534

static const char *self_path;

typedef struct {
  char *directory;
  char *path;
  char *said; /* by the store as it was */
} Files;

static void
set_up (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = NULL;
  gboolean detected = FALSE;

  files->directory = g_dir_make_tmp ("nomo-files-XXXXXX", &error);
  g_assert_no_error (error);
  files->path = g_build_filename (files->directory, "1.db", NULL);
  probe_build (files->path);
  store = probe_open (files->path, &error);
  g_assert_no_error (error);
  files->said = probe_read (store, &detected);
  g_assert_false (detected);
}

static void
tear_down (Files *files, gconstpointer data)
{
  g_chmod (files->directory, 0700);
  fixture_remove (files->directory);
  g_free (files->directory);
  g_free (files->path);
  g_free (files->said);
}

static void
write_file (const Files *files, const char *suffix, const char *bytes, gsize length)
{
  g_autofree char *path = g_strconcat (files->path, suffix, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
assert_refused (const Files *files, NomoStoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (files->path, &error);

  g_assert_null (store);
  session_assert_sentence (error);
  g_assert_error (error, NOMO_STORE_ERROR, (int) code);
}

static void
assert_same (const Files *files, NomoStore *store)
{
  gboolean detected = FALSE;
  g_autofree char *text = probe_read (store, &detected);

  g_assert_false (detected);
  g_assert_cmpstr (text, ==, files->said);
}

static void
assert_whole (const Files *files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (files->path, &error);

  g_assert_no_error (error);
  g_assert_null (nomo_store_get_read_only (store));
  assert_same (files, store);
}

/* Of a file that lost its end, nothing that is read is wrong without a word. */
static void
assert_told (const Files *files, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (files->path, &error);
  gboolean detected = store == NULL;
  g_autofree char *text = store != NULL ? probe_read (store, &detected) : NULL;

  if (store == NULL)
    probe_assert_damage (what, error);
  g_test_message ("%s: %s", what, store == NULL ? "refused" : detected ? "told" : "harmless");
  g_assert_true (detected || strcmp (text, files->said) == 0);
}

static void
test_cut (Files *files, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (files->path, &content, &length, NULL));
  for (guint i = 1; i < 20; i++) {
    g_autofree char *name = g_strdup_printf ("%u pages and a bit less", (guint) (i * length / 4096 / 20 + 1));

    write_file (files, "", content, (i * length / 4096 / 20 + 1) * 4096 - 1234);
    assert_told (files, name);
  }
  write_file (files, "", content, length - 4096);
  assert_told (files, "all but a page");
  write_file (files, "", content, 100);
  assert_told (files, "head");
}

static void
test_text (Files *files, gconstpointer data)
{
  const char *text =
      "This is a letter, and it is longer than the head of a database would be, so that nobody takes it for one. ";
  g_autofree char *content = NULL;

  write_file (files, "", text, strlen (text));
  assert_refused (files, NOMO_STORE_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (files->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

/* An empty file is what is left of a store that was never begun. */
static void
test_empty (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = NULL;

  write_file (files, "", "", 0);
  store = probe_open (files->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nomo_store_get_seq (store), ==, 0);
  g_assert_true (fixture_is_sound (store));
}

static void
test_folder (Files *files, gconstpointer data)
{
  g_unlink (files->path);
  g_mkdir (files->path, 0700);
  assert_refused (files, NOMO_STORE_ERROR_OPEN);
}

/* Where a file is, no folder can be made. The path reads from its beginning in an Arabic sentence too. */
static void
test_no_folder (Files *files, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (files->path, "stores", NULL);
  g_autofree char *island = g_strconcat ("\u2066", folder, "\u2069", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (nomo_disk_prepare_folder (folder, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN);
  session_assert_sentence (error);
  g_assert_nonnull (strstr (error->message, island));
}

/* A quota that is used up is a full disk. */
static void
test_used_up (void)
{
  static const int full[] = { ENOSPC, EDQUOT, EFBIG };

  for (guint i = 0; i < G_N_ELEMENTS (full); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (nomo_disk_fail (&error, full[i], "%1$s: %2$s.", "/stores"));
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
  }
}

typedef struct {
  const char *name;
  const char *suffix;
  gsize length;
} Garbage;

static const Garbage garbages[] = {
  { "empty-log", "-wal", 0 },         { "log", "-wal", 100000 },     { "short-log", "-wal", 20 },
  { "memory", "-shm", 32768 },        { "empty-memory", "-shm", 0 }, { "journal", "-journal", 50000 },
  { "empty-journal", "-journal", 0 },
};

static void
test_garbage (Files *files, gconstpointer data)
{
  const Garbage *garbage = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *bytes = g_malloc (garbage->length + 1);

  for (gsize i = 0; i < garbage->length; i++)
    bytes[i] = (char) g_rand_int_range (random, 0, 256);
  write_file (files, garbage->suffix, bytes, garbage->length);
  assert_whole (files);
}

/* Root may write everywhere. */
static void
step_down (void)
{
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

static void
step_up (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
assert_readable (const Files *files, NomoStoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (files->path, &error);
  NomoCommit *some = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, 1, "completed", 99999);

  g_assert_no_error (error);
  g_assert_error (nomo_store_get_read_only (store), NOMO_STORE_ERROR, (int) code);
  session_assert_sentence (nomo_store_get_read_only (store));
  assert_same (files, store);
  nomo_commit_put (some, order);
  g_assert_false (nomo_store_commit (store, some, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, (int) code);
  nomo_commit_free (some);
  assert_same (files, store);
}

typedef struct {
  const char *name;
  guint folder;
  guint file;
} Rights;

static const Rights rights[] = {
  { "folder", 0555, 0666 },
  { "file", 0777, 0444 },
  { "both", 0555, 0444 },
};

static void
set_rights (const Files *files, const Rights *wanted)
{
  g_assert_cmpint (g_chmod (files->path, (int) wanted->file), ==, 0);
  g_assert_cmpint (g_chmod (files->directory, (int) wanted->folder), ==, 0);
}

static void
test_read_only (Files *files, gconstpointer data)
{
  set_rights (files, data);
  step_down ();
  assert_readable (files, NOMO_STORE_ERROR_OPEN);
  step_up ();
}

/* As a process that was killed leaves it: what was committed last is only in the log. */
static void
leave_log (const Files *files)
{
  g_autofree char *wal = g_strconcat (files->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (files->path, "-shm", NULL);
  g_autofree char *content = NULL;
  g_autofree char *log = NULL;
  g_autoptr (NomoStore) store = probe_open (files->path, NULL);
  gsize length = 0;
  gsize log_length = 0;

  probe_write (store);
  g_assert_true (g_file_get_contents (files->path, &content, &length, NULL));
  g_assert_true (g_file_get_contents (wal, &log, &log_length, NULL));
  g_assert_cmpuint (log_length, >, 0);
  g_clear_object (&store);
  write_file (files, "", content, length);
  write_file (files, "-wal", log, log_length);
}

/* What is only in the log must not be left out: either it is read, or nothing is. */
static void
test_read_only_log (Files *files, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (files->path, "-wal", NULL);

  leave_log (files);
  g_chmod (wal, 0444);
  set_rights (files, data);
  step_down ();
  assert_refused (files, NOMO_STORE_ERROR_OPEN);
  step_up ();
}

/* The store was closed, so that reading it needs memory that processes share, for which there is no room. */
static void
test_full (Files *files, gconstpointer data)
{
  fault_vfs_arm (&(FaultPlan) { FAULT_FULL, FAULT_SHM, 1, TRUE, 0 });
  assert_readable (files, NOMO_STORE_ERROR_FULL);
  g_assert_true (fault_vfs_disarm ());
  assert_whole (files);
}

static NomoCommit *
late_commit (void)
{
  NomoCommit *some = nomo_commit_new ("salla", "late");
  g_autoptr (NomoRecord) order = fixture_order (500, FIXTURE_EPOCH, 1, "completed", 99999);

  nomo_commit_put (some, order);
  return some;
}

static void
assert_written (NomoStore *store, const NomoCommit *some)
{
  g_autoptr (GError) error = NULL;
  NomoCommitResult result;

  g_assert_true (nomo_store_commit (store, some, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.written, ==, 1);
  g_assert_true (fixture_is_sound (store));
}

/* Another connection holds the lock for writing: after the time to wait the commit is refused, and comes when it is free. */
static void
test_busy (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (files->path, &error);
  g_autoptr (NomoCommit) some = late_commit ();
  g_autoptr (NomoRecord) order = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (files->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  fault_vfs_take_sleep ();
  g_assert_false (nomo_store_commit (store, some, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  session_assert_sentence (error);
  g_assert_cmpuint (fault_vfs_take_sleep (), >, 9000);
  g_clear_error (&error);
  order = nomo_store_get (store, nomo_order_entity (), 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (order);
  sqlite3_close (db);
  assert_written (store, some);
}

/* The other process: writes something, does not commit it, says so and waits for its end. */
static int
hold (const char *place)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (place, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM record_order;"
                                 "UPDATE counters SET value = 0",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  puts ("held");
  fflush (stdout);
  return getchar ();
}

/* Who is killed in the middle of its writing holds nobody up, and leaves nothing. */
static void
test_killed (Files *files, gconstpointer data)
{
  g_autoptr (NomoStore) store = probe_open (files->path, NULL);
  g_autoptr (NomoCommit) some = late_commit ();
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                                      NULL, self_path, "--hold", files->path, NULL);
  char answer[5] = "";

  g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (process), answer, 4, NULL, NULL, NULL));
  g_assert_cmpstr (answer, ==, "held");
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  fault_vfs_take_sleep ();
  assert_same (files, store);
  assert_written (store, some);
  g_assert_cmpuint (fault_vfs_take_sleep (), ==, 0);
}

#define ADD(path, data, test) g_test_add (path, Files, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return hold (argv[2]);
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  session_freeze_clock ();
  fault_vfs_install ();
  ADD ("/files/cut", NULL, test_cut);
  ADD ("/files/text", NULL, test_text);
  ADD ("/files/empty", NULL, test_empty);
  ADD ("/files/folder", NULL, test_folder);
  ADD ("/files/no-folder", NULL, test_no_folder);
  g_test_add_func ("/files/used-up", test_used_up);
  for (guint i = 0; i < G_N_ELEMENTS (garbages); i++) {
    g_autofree char *path = g_strdup_printf ("/files/garbage/%s", garbages[i].name);

    ADD (path, &garbages[i], test_garbage);
  }
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++) {
    g_autofree char *path = g_strdup_printf ("/files/read-only/%s", rights[i].name);

    ADD (path, &rights[i], test_read_only);
  }
  ADD ("/files/read-only/log", &rights[0], test_read_only_log);
  ADD ("/files/full", NULL, test_full);
  ADD ("/files/busy", NULL, test_busy);
  ADD ("/files/killed", NULL, test_killed);
  return g_test_run ();
}
