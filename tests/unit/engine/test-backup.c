#include "config.h"

#include "fixture.h"
#include "nomo-backup-read.h"
#include "nomo-backup.h"
#include "nomo-connection.h"
#include "nomo-copy.h"
#include "nomo-coupon.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-error.h"
#include "nomo-inbox.h"
#include "nomo-locale.h"
#include "nomo-outbox-words.h"
#include "nomo-restore.h"
#include "nomo-waiting.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define PASSPHRASE "sesame 1448"
#define BLOCK      4096
#define STRIDE     (BLOCK + NOMO_SEALED_TAG_SIZE)
#define MACHINE    "machine-7d1f33"

/* Little, so that a test takes no time. */
static const NomoSealedForm form = { { 4, 1, 1 }, BLOCK };

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

static NomoBackupReport *
write_many (NomoBackupKind kind, const NomoBackupSource *sources, guint n, const char *path, NomoJob *job,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_backup_write_async (kind, sources, n, path, PASSPHRASE, &form, job, keep_result, &result);
  return nomo_backup_write_finish (wait_for (&result), error);
}

static NomoBackupReport *
write_with (Fixture *fixture, const char *path, NomoJob *job, GError **error)
{
  const NomoBackupSource source = { fixture->path, "1.db" };

  return write_many (NOMO_BACKUP_STORE, &source, 1, path, job, error);
}

static char *
write_one (Fixture *fixture)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;
  char *path = path_of (fixture, "backup.nomo");
  g_autoptr (NomoBackupReport) report = write_with (fixture, path, job, &error);

  g_assert_no_error (error);
  g_assert_true (nomo_backup_report_is_whole (report));
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
  return path;
}

static NomoBackupReport *
verify (Fixture *fixture, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autofree char *folder = path_of (fixture, "look");
  g_autoptr (GAsyncResult) result = NULL;

  nomo_backup_verify_async (path, passphrase, folder, job, keep_result, &result);
  return nomo_backup_verify_finish (wait_for (&result), error);
}

static NomoRestored *
restore_as (NomoBackupKind kind, const char *path, const char *folder, gboolean replace, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GAsyncResult) result = NULL;

  nomo_restore_async (kind, path, PASSPHRASE, folder, replace, job, keep_result, &result);
  return nomo_restore_finish (wait_for (&result), error);
}

static void
assert_not_restored (const char *path, const char *folder, gboolean replace, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored = restore_as (NOMO_BACKUP_STORE, path, folder, replace, &error);

  g_assert_null (restored);
  g_assert_error (error, domain, code);
}

static void
put_orders (Fixture *fixture, gint64 first, guint n)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (NomoRecord) order = fixture_order (first + i, FIXTURE_EPOCH, 100, "completed", 1000);

    nomo_commit_put (commit, order);
  }
  nomo_commit_set_mark (commit, "as-of", "1790802000000");
  fixture_commit (fixture, commit);
}

static void
put_sign_in (Fixture *fixture)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (facts, (gpointer) "token-machine", (gpointer) MACHINE);
  g_hash_table_insert (facts, (gpointer) "token-generation", (gpointer) "3");
  g_hash_table_insert (facts, (gpointer) "name", (gpointer) "متجر الورد");
  g_assert_true (nomo_store_write_meta (fixture->store, facts, NULL));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
add_block (guint64 number, const guint8 *data, gsize size, gboolean is_whole, gpointer contents, GError **error)
{
  g_assert_true (is_whole);
  g_byte_array_append (contents, data, (guint) size);
  return TRUE;
}

static GByteArray *
decrypt (const char *path)
{
  g_autoptr (GInputStream) stream = nomo_backup_open (path, NULL);
  g_autoptr (NomoSealedReader) reader = nomo_sealed_reader_new (stream, NULL);
  GByteArray *contents = g_byte_array_new ();

  g_assert_true (nomo_sealed_reader_unlock (reader, PASSPHRASE, NULL));
  g_assert_true (nomo_sealed_reader_read_all (reader, add_block, contents, NULL, NULL));
  return contents;
}

static gboolean
has_bytes (const guint8 *bytes, gsize size, const char *text)
{
  return memmem (bytes, size, text, strlen (text)) != NULL;
}

static NomoStore *
open_store (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  NomoStore *store = nomo_store_open (path, nomo_domain_entities (), &error);

  g_assert_no_error (error);
  return store;
}

static void
assert_order (NomoStore *store, gint64 id, gboolean expected)
{
  g_autoptr (NomoRecord) order = nomo_store_get (store, nomo_order_entity (), id, NULL);

  g_assert_cmpint (order != NULL, ==, expected);
}

/* What is put back elsewhere is what was there, without the sign-in and of another epoch. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "other");
  g_autofree char *stores = g_path_get_dirname (fixture->path);
  g_autofree char *epoch = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) store = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *name = NULL;
  g_autofree char *machine = NULL;
  g_autofree char *other_epoch = NULL;
  GStatBuf status;
  guint before;

  put_orders (fixture, 1, 60);
  put_sign_in (fixture);
  epoch = nomo_store_dup_meta (fixture->store, "epoch");
  before = count_files (stores);
  path = write_one (fixture);
  g_assert_cmpuint (count_files (stores), ==, before);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  restored = restore_as (NOMO_BACKUP_STORE, path, folder, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 0);
  g_assert_false (restored->is_damaged);
  g_assert_cmpint (nomo_backup_label_count_records (restored->label), ==, 60);
  store = open_store (folder, "1.db");
  g_assert_true (fixture_is_sound (store));
  assert_order (store, 60, TRUE);
  mark = nomo_store_dup_mark (store, "as-of");
  name = nomo_store_dup_meta (store, "name");
  machine = nomo_store_dup_meta (store, "token-machine");
  other_epoch = nomo_store_dup_meta (store, "epoch");
  g_assert_cmpstr (mark, ==, "1790802000000");
  g_assert_cmpstr (name, ==, "متجر الورد");
  g_assert_null (machine);
  g_assert_nonnull (other_epoch);
  g_assert_cmpstr (epoch, !=, other_epoch);
}

/* Nothing of it can be read without the passphrase, and with it nothing of the sign-in. */
static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *sealed = NULL;
  g_autoptr (GByteArray) contents = NULL;
  gsize size;

  put_orders (fixture, 1, 5);
  put_sign_in (fixture);
  path = write_one (fixture);
  contents = decrypt (path);
  g_assert_true (has_bytes (contents->data, contents->len, "متجر الورد"));
  g_assert_false (has_bytes (contents->data, contents->len, MACHINE));
  g_assert_false (has_bytes (contents->data, contents->len, "token-"));
  g_assert_true (g_file_get_contents (path, &sealed, &size, NULL));
  g_assert_false (has_bytes ((const guint8 *) sealed, size, "متجر الورد"));
  g_assert_false (has_bytes ((const guint8 *) sealed, size, "SQLite"));
  g_assert_false (has_bytes ((const guint8 *) sealed, size, "1.db"));
}

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
  g_assert_cmpuint (count_files (folder), ==, 1);
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
  report = write_with (fixture, path, job, &error);
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
  g_autofree char *folder = path_of (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autofree char *stores = g_path_get_dirname (fixture->path);
  g_autofree char *whole = write_one (fixture);
  guint before = count_files (stores);
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
                             (gsize) backup.st_size - BLOCK,
                             (gsize) backup.st_size - 1 };

    g_assert_cmpint (store.st_size, <, backup.st_size - BLOCK);
    for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
      assert_full (fixture, path, limits[i]);
      assert_older (folder, path);
      g_assert_cmpuint (count_files (stores), ==, before);
    }
  }
  limit_files ((gsize) backup.st_size);
  g_free (whole);
  whole = write_one (fixture);
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
  g_assert_cmpint (pread (disk, &byte, 1, NOMO_SEALED_HEADER_SIZE + 2 * STRIDE), ==, 1);
  byte ^= 1;
  g_assert_cmpint (pwrite (disk, &byte, 1, NOMO_SEALED_HEADER_SIZE + 2 * STRIDE), ==, 1);
  close (disk);
  return 0;
}

static void
test_bad_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  bad_disk = TRUE;
  g_assert_null (write_with (fixture, path, job, &error));
  bad_disk = FALSE;
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  assert_older (folder, path);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  put_orders (fixture, 1, 20);
  nomo_job_cancel (job);
  g_assert_null (write_with (fixture, path, job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_CANCELLED);
  assert_older (folder, path);
}

static void
test_bad_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = path_of (fixture, "no-such-folder/backup");
  const char *const paths[] = { missing, "/dev/null", fixture->directory };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (NomoJob) job = nomo_job_new ("a job");
    g_autoptr (GError) error = NULL;

    g_assert_null (write_with (fixture, paths[i], job, &error));
    g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  }
}

/* A store that is itself damaged does not take the place of an older backup. */
static void
test_damaged_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autofree char *bytes = NULL;
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;
  gsize size;

  put_orders (fixture, 1, 100);
  g_clear_object (&fixture->store);
  g_assert_true (nomo_copy_settle (fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  for (gsize at = 10 * 4096; at + 4096 < size; at += 5 * 4096)
    memset (bytes + at, 0xa5, 128);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  g_assert_null (write_with (fixture, path, job, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
  assert_older (folder, path);
}

/* Nor does one with something in it that cannot be of ours, of which all blocks read back as they were written. */
static void
test_strange_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "usb");
  g_autofree char *path = make_older (folder);
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, TRUE, NULL);
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  g_assert_true (nomo_connection_exec (connection, "CREATE VIEW strange AS SELECT 1", NULL));
  g_assert_null (write_with (fixture, path, job, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
  assert_older (folder, path);
}

static void
flip (const char *path, gsize at)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (at, <, size);
  bytes[at] ^= 0x10;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
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
  g_autofree char *folder = path_of (fixture, "other");
  g_autofree char *path = NULL;
  g_autofree char *readable = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  const NomoBackupFile *file;

  put_orders (fixture, 1, 5);
  path = write_one (fixture);
  flip (path, NOMO_SEALED_HEADER_SIZE + 3 * STRIDE + 17);
  flip (path, NOMO_SEALED_HEADER_SIZE + 6 * STRIDE);
  report = verify (fixture, path, PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_false (nomo_backup_report_is_whole (report));
  g_assert_false (nomo_backup_report_is_restorable (report));
  g_assert_cmpuint (report->damage->len, ==, 2);
  assert_words (report, 0,
                "Block 3, bytes 12,464 to 16,575: not what was written there. Some of \u20661.db\u2069 was there.");
  assert_words (report, 1,
                "Block 6, bytes 24,800 to 28,911: not what was written there. Some of \u20661.db\u2069 was there.");
  file = report->label->files->pdata[0];
  g_assert_cmpuint (nomo_backup_report_count_readable (report, file), ==, file->size - 2 * BLOCK);
  readable = nomo_backup_report_dup_readable (report, file);
  g_assert_nonnull (strstr (readable, "can still be read"));
  assert_not_restored (path, folder, FALSE, NOMO_CORE_ERROR, NOMO_CORE_ERROR_DAMAGED);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

/* Damage where there are no records keeps nobody from his records, and is told. */
static void
test_worn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "other");
  g_autofree char *path = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) store = NULL;

  put_orders (fixture, 1, 5);
  path = write_one (fixture);
  flip (path, 50);
  flip (path, NOMO_SEALED_HEADER_SIZE + 40);
  report = verify (fixture, path, PASSPHRASE, NULL);
  g_assert_cmpuint (report->damage->len, ==, 2);
  g_assert_false (nomo_backup_report_is_whole (report));
  g_assert_true (nomo_backup_report_is_restorable (report));
  restored = restore_as (NOMO_BACKUP_STORE, path, folder, FALSE, NULL);
  g_assert_nonnull (restored);
  g_assert_true (restored->is_damaged);
  store = open_store (folder, "1.db");
  assert_order (store, 5, TRUE);
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

  put_orders (fixture, 1, 5);
  path = write_one (fixture);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (path, bytes, NOMO_SEALED_HEADER_SIZE + 4 * STRIDE + 1, NULL));
  report = verify (fixture, path, PASSPHRASE, NULL);
  last = (guint) report->n_blocks - 2;
  expected = g_strdup_printf ("Blocks 4 to %u, ", last);
  g_assert_cmpuint (report->damage->len, ==, 3);
  {
    g_autofree char *words =
        nomo_backup_report_dup_words (report, &g_array_index (report->damage, NomoSealedDamage, 0));

    g_assert_true (g_str_has_prefix (words, expected));
    g_assert_nonnull (strstr (words, "missing"));
  }
  g_assert_cmpuint (nomo_backup_report_count_readable (report, report->label->files->pdata[0]), ==, 3 * BLOCK);
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_one (fixture);
  g_autofree char *missing = path_of (fixture, "nothing");
  g_autoptr (GError) error = NULL;

  g_assert_null (verify (fixture, path, "another", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (nomo_backup_look (path, NULL));
  g_assert_false (nomo_backup_look (missing, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE);
  g_clear_error (&error);
  g_assert_false (nomo_backup_look (fixture->directory, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE);
  g_clear_error (&error);
  g_assert_false (nomo_backup_look (fixture->path, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NOT_SEALED);
}

/* What is there is replaced only when that is wanted and nobody uses it, and is kept. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *lock_path = g_build_filename (folder, "1.engine", NULL);
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) older = NULL;
  NomoEngineLock *lock;

  put_orders (fixture, 1, 5);
  path = write_one (fixture);
  put_orders (fixture, 6, 1);
  assert_not_restored (path, folder, FALSE, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_EXISTS);
  lock = nomo_engine_lock_take (lock_path, NULL);
  assert_not_restored (path, folder, TRUE, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  nomo_engine_lock_free (lock);
  assert_not_restored (path, folder, TRUE, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  assert_order (fixture->store, 6, TRUE);
  nomo_store_close (fixture->store);
  restored = restore_as (NOMO_BACKUP_STORE, path, folder, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 1);
  fixture_reopen (fixture);
  assert_order (fixture->store, 5, TRUE);
  assert_order (fixture->store, 6, FALSE);
  aside = g_path_get_basename (restored->kept_aside[0]);
  g_assert_true (g_str_has_prefix (aside, "1.db.before-"));
  older = open_store (folder, aside);
  assert_order (older, 6, TRUE);
}

static void
flood (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A store that is damaged beyond being opened is what backups are for. */
static void
test_over_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *log_aside = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored = NULL;

  put_orders (fixture, 1, 5);
  path = write_one (fixture);
  g_clear_object (&fixture->store);
  flood (fixture->path, "this was a store");
  flood (log, "and this its log");
  restored = restore_as (NOMO_BACKUP_STORE, path, folder, TRUE, &error);
  g_assert_no_error (error);
  log_aside = g_strconcat (restored->kept_aside[0], "-wal", NULL);
  g_assert_true (g_file_test (restored->kept_aside[0], G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (log_aside, G_FILE_TEST_EXISTS));
  fixture_reopen (fixture);
  assert_order (fixture->store, 5, TRUE);
}

static char *
seal_by_hand (Fixture *fixture, const char *label)
{
  char *path = path_of (fixture, "strange.nomo");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (NomoSealedWriter) writer =
      nomo_sealed_writer_new (G_OUTPUT_STREAM (stream), PASSPHRASE, &form, label, 0, NULL, NULL);

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
  g_autofree char *folder = path_of (fixture, "other");

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++) {
    g_autofree char *path = seal_by_hand (fixture, strange[i].label);

    assert_not_restored (path, folder, FALSE, strange[i].is_core ? NOMO_CORE_ERROR : NOMO_ENGINE_ERROR,
                         strange[i].code);
    g_assert_cmpuint (count_files (folder), ==, 0);
  }
}

/* What waited for Salla then may have been sent since, so nobody sends it again unasked. */
static void
test_edits (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *coupon = nomo_record_build (nomo_coupon_entity (), 0);
  g_autofree char *folder = path_of (fixture, "other");
  g_autofree char *path = NULL;
  g_autofree char *words = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (NomoWaiting) waiting = NULL;
  gint64 counts[NOMO_N_OUTBOX_STATES] = { 0 };
  gint64 id;

  nomo_builder_set_text (coupon, COUPON_CODE, "EID15");
  nomo_builder_set_text (coupon, COUPON_STATUS, "active");
  nomo_builder_set_text (coupon, COUPON_TYPE, "fixed");
  nomo_builder_set_int (coupon, COUPON_AMOUNT, 100);
  nomo_builder_set_text (coupon, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (coupon, COUPON_EXPIRY, FIXTURE_EPOCH * 2);
  id = fixture_make (fixture, coupon);
  g_assert_true (nomo_store_count_waiting (fixture->store, counts, NULL));
  g_assert_cmpint (counts[NOMO_OUTBOX_READY], ==, 1);
  path = write_one (fixture);
  restored = restore_as (NOMO_BACKUP_STORE, path, folder, FALSE, NULL);
  g_assert_nonnull (restored);
  store = open_store (folder, "1.db");
  g_assert_true (fixture_is_sound (store));
  waiting = nomo_store_find_waiting (store, nomo_coupon_entity (), id, NULL);
  g_assert_cmpint (waiting->note.state, ==, NOMO_OUTBOX_REFUSED);
  words = nomo_outbox_words_dup_state (&waiting->note);
  g_assert_nonnull (strstr (words, "may have been sent since"));
}

static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  gsize size;
  const char *body = g_bytes_get_data (delivery->body, &size);
  gboolean has_token = memmem (body, size, "token", 5) != NULL;

  delivery->event = g_strdup (has_token ? "app.store.authorize" : "order.created");
  delivery->sealed = has_token ? g_strdup ("a256gcm:ory_at_77") : NULL;
  return TRUE;
}

static void
ignore_told (gboolean is_new, const GError *error, gpointer data)
{
  g_assert_no_error (error);
}

static void
put_delivery (NomoInbox *inbox, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  nomo_inbox_put (inbox, 1, bytes, ignore_told, NULL);
}

static void
make_relay (Fixture *fixture, NomoBackupSource *sources)
{
  static char *paths[3];
  g_autoptr (NomoInbox) inbox = NULL;
  g_autoptr (NomoStore) second = open_store (fixture->directory, "2.db");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (paths[i]);
  paths[0] = path_of (fixture, "inbox.db");
  paths[1] = g_strdup (fixture->path);
  paths[2] = path_of (fixture, "2.db");
  inbox = nomo_inbox_open (paths[0], read_delivery, NULL, NULL);
  put_delivery (inbox, "{\"id\":5}");
  put_delivery (inbox, "{\"token\":null}");
  nomo_inbox_close (inbox);
  sources[0] = (NomoBackupSource) { paths[0], "inbox.db" };
  sources[1] = (NomoBackupSource) { paths[1], "1.db" };
  sources[2] = (NomoBackupSource) { paths[2], "2.db" };
}

/* Several files: each is told apart, and all are put back or none. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = path_of (fixture, "relay");
  g_autofree char *path = path_of (fixture, "backup.nomo");
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) second = NULL;
  g_autoptr (GByteArray) contents = NULL;
  g_autofree char *stores = NULL;
  g_autofree char *inbox = g_build_filename (folder, "inbox.db", NULL);
  NomoBackupSource sources[3];
  GStatBuf before, after;

  put_orders (fixture, 1, 5);
  make_relay (fixture, sources);
  report = write_many (NOMO_BACKUP_RELAY, sources, 3, path, job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->label->files->len, ==, 3);
  contents = decrypt (path);
  g_assert_true (has_bytes (contents->data, contents->len, "{\"id\":5}"));
  g_assert_false (has_bytes (contents->data, contents->len, "ory_at_77"));
  restored = restore_as (NOMO_BACKUP_RELAY, path, folder, FALSE, &error);
  g_assert_no_error (error);
  stores = g_build_filename (folder, "stores", NULL);
  second = open_store (stores, "2.db");
  g_assert_cmpint (g_stat (inbox, &before), ==, 0);
  /* The last one is in use, so the first two stay as they are. */
  g_clear_pointer (&restored, nomo_restored_free);
  restored = restore_as (NOMO_BACKUP_RELAY, path, folder, TRUE, &error);
  g_assert_null (restored);
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (g_stat (inbox, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  /* The inbox with its lock, and the folder of stores: two with their locks, and what the open one has beside it. */
  g_assert_cmpuint (count_files (folder), ==, 3);
  g_assert_cmpuint (count_files (stores), ==, 6);
  nomo_store_close (second);
  restored = restore_as (NOMO_BACKUP_RELAY, path, folder, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 3);
}

static void
test_several_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "backup.nomo");
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (NomoBackupReport) found = NULL;
  NomoBackupSource sources[3];
  guint block;

  make_relay (fixture, sources);
  report = write_many (NOMO_BACKUP_RELAY, sources, 3, path, job, NULL);
  block = (guint) (((const NomoBackupFile *) report->label->files->pdata[1])->from / BLOCK) + 2;
  flip (path, NOMO_SEALED_HEADER_SIZE + block * STRIDE);
  found = verify (fixture, path, PASSPHRASE, NULL);
  g_assert_cmpuint (found->damage->len, ==, 1);
  for (guint i = 0; i < 3; i++) {
    const NomoBackupFile *file = found->label->files->pdata[i];

    g_assert_cmpint (nomo_backup_report_touches (found, &g_array_index (found->damage, NomoSealedDamage, 0), file), ==,
                     i == 1);
    g_assert_cmpuint (file->size - nomo_backup_report_count_readable (found, file), ==, i == 1 ? BLOCK : 0);
  }
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/backup/", name, NULL);

  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init (NULL);
  nomo_locale_set_language ("en");
  add ("round-trip", test_round_trip);
  add ("secrets", test_secrets);
  add ("full-disk", test_full_disk);
  add ("bad-disk", test_bad_disk);
  add ("cancelled", test_cancelled);
  add ("bad-places", test_bad_places);
  add ("damaged-store", test_damaged_store);
  add ("strange-store", test_strange_store);
  add ("damaged", test_damaged);
  add ("worn", test_worn);
  add ("cut-off", test_cut_off);
  add ("passphrase", test_passphrase);
  add ("replaced", test_replaced);
  add ("edits", test_edits);
  add ("over-damage", test_over_damage);
  add ("strange", test_strange);
  add ("several", test_several);
  add ("several-damaged", test_several_damaged);
  return g_test_run ();
}
