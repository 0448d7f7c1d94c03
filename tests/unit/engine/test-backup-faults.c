#include "config.h"

#include "backup-fixture.h"
#include "keeper.h"
#include "nomo-backup-read.h"
#include "nomo-connection.h"
#include "nomo-copy.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
make_older (const char *folder)
{
  char *path = g_build_filename (folder, "backup.nomo", NULL);

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (path, "the older backup", -1, NULL));
  return path;
}

static void
assert_older (const char *folder, const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "the older backup");
  g_assert_cmpuint (backup_fixture_count (folder, ""), ==, 1);
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
assert_full (Fixture *fixture, const char *path, gsize limit)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBackupReport) report = NULL;

  limit_files (limit);
  report = backup_fixture_write_to (fixture, path, job, &error);
  limit_files (RLIM_INFINITY);
  g_assert_null (report);
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_FAILED);
}

/* Wherever the disk is full, the older backup stays, and nothing stands beside it: while the copy is made, which is smaller than
 * the backup, and while the backup is written. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autofree char *stores = g_path_get_dirname (fixture->path);
  g_autofree char *whole = backup_fixture_write (fixture, "1.db");
  guint before = backup_fixture_count (stores, "");
  GStatBuf backup, store;

  signal (SIGXFSZ, SIG_IGN);
  fixture_reopen (fixture);
  g_assert_cmpint (g_stat (whole, &backup), ==, 0);
  g_assert_cmpint (g_stat (fixture->path, &store), ==, 0);
  {
    const gsize limits[] = { 64 * 1024,
                             (gsize) store.st_size / 2,
                             (gsize) store.st_size - 1,
                             (gsize) store.st_size,
                             (gsize) backup.st_size - BACKUP_BLOCK,
                             (gsize) backup.st_size - 1 };

    g_assert_cmpint (store.st_size, <, backup.st_size - BACKUP_BLOCK);
    for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
      assert_full (fixture, path, limits[i]);
      assert_older (folder, path);
      g_assert_cmpuint (backup_fixture_count (stores, ""), ==, before);
    }
  }
  limit_files ((gsize) backup.st_size);
  g_free (whole);
  whole = backup_fixture_write (fixture, "1.db");
  limit_files (RLIM_INFINITY);
}

/* Stands before the system's own: what is put on the disk meets a disk that changes a bit of it. */
static gboolean bad_disk;

int
posix_fadvise (int file, off_t from, off_t size, int advice)
{
  g_autofree char *name = g_strdup_printf ("/proc/self/fd/%d", file);
  int disk = bad_disk ? g_open (name, O_RDWR | O_CLOEXEC, 0) : -1;
  guint8 byte = 0;

  if (disk < 0)
    return 0;
  g_assert_cmpint (pread (disk, &byte, 1, NOMO_SEALED_HEADER_SIZE + 2 * BACKUP_STRIDE), ==, 1);
  byte ^= 1;
  g_assert_cmpint (pwrite (disk, &byte, 1, NOMO_SEALED_HEADER_SIZE + 2 * BACKUP_STRIDE), ==, 1);
  close (disk);
  return 0;
}

static void
test_bad_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "usb");
  g_autofree char *path = make_older (folder);

  bad_disk = TRUE;
  backup_fixture_refuse_to_write (fixture, path, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  bad_disk = FALSE;
  assert_older (folder, path);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  backup_fixture_put_orders (fixture, 1, 20);
  nomo_job_cancel (job);
  g_assert_null (backup_fixture_write_to (fixture, path, job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_CANCELLED);
  assert_older (folder, path);
}

static void
test_bad_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = backup_fixture_path (fixture, "no-such-folder/backup");
  const char *const paths[] = { missing, "/dev/null", fixture->directory };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    backup_fixture_refuse_to_write (fixture, paths[i], NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
}

/* A store that is itself damaged does not take the place of an older backup. */
static void
test_damaged_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autofree char *bytes = NULL;
  gsize size;

  backup_fixture_put_orders (fixture, 1, 100);
  g_clear_object (&fixture->store);
  g_assert_true (nomo_copy_settle (fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  for (gsize at = 10 * 4096; at + 4096 < size; at += 5 * 4096)
    memset (bytes + at, 0xa5, 128);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  backup_fixture_refuse_to_write (fixture, path, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
  assert_older (folder, path);
}

/* Nor does one with something in it that cannot be of ours, of which all blocks read back as they were written. */
static void
test_strange_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, TRUE, NULL);

  g_assert_true (nomo_connection_exec (connection, "CREATE VIEW strange AS SELECT 1", NULL));
  backup_fixture_refuse_to_write (fixture, path, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
  assert_older (folder, path);
}

static void
assert_words (NomoBackupReport *report, guint index, const char *expected)
{
  g_autofree char *words =
      nomo_backup_report_dup_words (report, &g_array_index (report->damage, NomoSealedDamage, index));

  g_assert_cmpstr (words, ==, expected);
}

/* Each damaged block is named, and what can still be read; nothing of a damaged backup is put back. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "other");
  g_autofree char *path = NULL;
  g_autofree char *readable = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  const NomoBackupFile *file;

  path = backup_fixture_write_orders (fixture, 5);
  backup_fixture_flip (path, NOMO_SEALED_HEADER_SIZE + 3 * BACKUP_STRIDE + 17);
  backup_fixture_flip (path, NOMO_SEALED_HEADER_SIZE + 6 * BACKUP_STRIDE);
  report = backup_fixture_verify (fixture, path, BACKUP_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_false (nomo_backup_report_is_whole (report));
  g_assert_false (nomo_backup_report_is_restorable (report));
  g_assert_cmpuint (report->damage->len, ==, 2);
  assert_words (report, 0,
                "Block 3, bytes 12,464 to 16,575: not what was written there. Some of \u20661.db\u2069 was there.");
  assert_words (report, 1,
                "Block 6, bytes 24,800 to 28,911: not what was written there. Some of \u20661.db\u2069 was there.");
  file = report->label->files->pdata[0];
  g_assert_cmpuint (nomo_backup_report_count_readable (report, file), ==, file->size - 2 * BACKUP_BLOCK);
  readable = nomo_backup_report_dup_readable (report, file);
  g_assert_nonnull (strstr (readable, "can still be read"));
  backup_fixture_refuse (path, folder, FALSE, NOMO_CORE_ERROR, NOMO_CORE_ERROR_DAMAGED);
  g_assert_cmpuint (backup_fixture_count (folder, ""), ==, 0);
}

/* Damage where there are no records keeps nobody from his records, and is told. */
static void
test_worn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "other");
  g_autofree char *path = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) store = NULL;

  path = backup_fixture_write_orders (fixture, 5);
  backup_fixture_flip (path, 50);
  backup_fixture_flip (path, NOMO_SEALED_HEADER_SIZE + 40);
  report = backup_fixture_verify (fixture, path, BACKUP_PASSPHRASE, NULL);
  g_assert_cmpuint (report->damage->len, ==, 2);
  g_assert_false (nomo_backup_report_is_whole (report));
  g_assert_true (nomo_backup_report_is_restorable (report));
  restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, FALSE, NULL);
  g_assert_nonnull (restored);
  g_assert_true (restored->is_damaged);
  store = backup_fixture_open (folder, "1.db");
  g_assert_true (backup_fixture_has_order (store, 5));
}

static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  guint last;
  gsize size;

  path = backup_fixture_write_orders (fixture, 5);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (path, bytes, NOMO_SEALED_HEADER_SIZE + 4 * BACKUP_STRIDE + 1, NULL));
  report = backup_fixture_verify (fixture, path, BACKUP_PASSPHRASE, NULL);
  last = (guint) report->n_blocks - 2;
  expected = g_strdup_printf ("Blocks 4 to %u, ", last);
  g_assert_cmpuint (report->damage->len, ==, 3);
  {
    g_autofree char *words =
        nomo_backup_report_dup_words (report, &g_array_index (report->damage, NomoSealedDamage, 0));

    g_assert_true (g_str_has_prefix (words, expected));
    g_assert_nonnull (strstr (words, "missing"));
  }
  g_assert_cmpuint (nomo_backup_report_count_readable (report, report->label->files->pdata[0]), ==, 3 * BACKUP_BLOCK);
}

static char *
seal_by_hand (Fixture *fixture, const char *label)
{
  char *path = backup_fixture_path (fixture, "strange.nomo");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (NomoSealedWriter) writer =
      nomo_sealed_writer_new (G_OUTPUT_STREAM (stream), BACKUP_PASSPHRASE, &backup_fixture_form, label, 0, NULL, NULL);

  g_assert_true (nomo_sealed_writer_end (writer, NULL, NULL));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL));
  return path;
}

/* What somebody else sealed leads nowhere outside of the folder. */
static void
test_strange (Fixture *fixture, gconstpointer data)
{
#define LABEL(version, kind, name) \
  "{\"version\":" version ",\"kind\":\"" kind "\",\"made_at\":1,\"files\":[{\"name\":\"" name "\",\"size\":0}]}"
  static const struct {
    const char *label;
    gboolean is_core;
    int code;
  } strange[] = {
    { LABEL ("2", "store", "1.db"), TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
    { LABEL ("1", "shop", "1.db"), TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
    { LABEL ("1", "store", "../1.db"), TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
    { LABEL ("1", "store", "x/1.db"), TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
    { LABEL ("1", "store", ""), TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
    { "no JSON", TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
    { LABEL ("1", "relay", "1.db"), FALSE, NOMO_ENGINE_ERROR_FILE },
    { LABEL ("1", "store", "1.txt"), FALSE, NOMO_ENGINE_ERROR_FILE },
    { LABEL ("1", "store", "inbox.db"), FALSE, NOMO_ENGINE_ERROR_FILE },
    { "{\"version\":1,\"kind\":\"store\",\"made_at\":1,\"files\":[]}", TRUE, NOMO_CORE_ERROR_OTHER_VERSION },
  };
  g_autofree char *folder = backup_fixture_path (fixture, "other");

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++) {
    g_autofree char *path = seal_by_hand (fixture, strange[i].label);

    backup_fixture_refuse (path, folder, FALSE, strange[i].is_core ? NOMO_CORE_ERROR : NOMO_ENGINE_ERROR,
                           strange[i].code);
    g_assert_cmpuint (backup_fixture_count (folder, ""), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  backup_fixture_init (&argc, &argv);
  backup_fixture_add ("/backup/full-disk", test_full_disk);
  backup_fixture_add ("/backup/bad-disk", test_bad_disk);
  backup_fixture_add ("/backup/cancelled", test_cancelled);
  backup_fixture_add ("/backup/bad-places", test_bad_places);
  backup_fixture_add ("/backup/damaged-store", test_damaged_store);
  backup_fixture_add ("/backup/strange-store", test_strange_store);
  backup_fixture_add ("/backup/damaged", test_damaged);
  backup_fixture_add ("/backup/worn", test_worn);
  backup_fixture_add ("/backup/cut-off", test_cut_off);
  backup_fixture_add ("/backup/strange", test_strange);
  return g_test_run ();
}
