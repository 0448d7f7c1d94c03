#include "config.h"

#include "backup-fixture.h"
#include "keeper.h"
#include "nomo-backup-read.h"
#include "nomo-coupon.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-error.h"
#include "nomo-inbox.h"
#include "nomo-outbox-words.h"
#include "nomo-waiting.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define MACHINE "machine-7d1f33"

static void
put_sign_in (Fixture *fixture)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (facts, (gpointer) "token-machine", (gpointer) MACHINE);
  g_hash_table_insert (facts, (gpointer) "token-generation", (gpointer) "3");
  g_hash_table_insert (facts, (gpointer) "name", (gpointer) "متجر الورد");
  g_assert_true (nomo_store_write_meta (fixture->store, facts, NULL));
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

  g_assert_true (nomo_sealed_reader_unlock (reader, BACKUP_PASSPHRASE, NULL));
  g_assert_true (nomo_sealed_reader_read_all (reader, add_block, contents, NULL, NULL));
  return contents;
}

static gboolean
has_bytes (const guint8 *bytes, gsize size, const char *text)
{
  return memmem (bytes, size, text, strlen (text)) != NULL;
}

/* What is put back elsewhere is what was there, without the sign-in and of another epoch. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "other");
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

  backup_fixture_put_orders (fixture, 1, 60);
  put_sign_in (fixture);
  epoch = nomo_store_dup_meta (fixture->store, "epoch");
  before = backup_fixture_count (stores, "");
  path = backup_fixture_write (fixture, "1.db");
  g_assert_cmpuint (backup_fixture_count (stores, ""), ==, before);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 0);
  g_assert_false (restored->is_damaged);
  g_assert_cmpint (nomo_backup_label_count_records (restored->label), ==, 60);
  store = backup_fixture_open (folder, "1.db");
  g_assert_true (fixture_is_sound (store));
  g_assert_true (backup_fixture_has_order (store, 60));
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

  backup_fixture_put_orders (fixture, 1, 5);
  put_sign_in (fixture);
  path = backup_fixture_write (fixture, "1.db");
  contents = decrypt (path);
  g_assert_true (has_bytes (contents->data, contents->len, "متجر الورد"));
  g_assert_false (has_bytes (contents->data, contents->len, MACHINE));
  g_assert_false (has_bytes (contents->data, contents->len, "token-"));
  g_assert_true (g_file_get_contents (path, &sealed, &size, NULL));
  g_assert_false (has_bytes ((const guint8 *) sealed, size, "متجر الورد"));
  g_assert_false (has_bytes ((const guint8 *) sealed, size, "SQLite"));
  g_assert_false (has_bytes ((const guint8 *) sealed, size, "1.db"));
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = backup_fixture_write (fixture, "1.db");
  g_autofree char *missing = backup_fixture_path (fixture, "nothing");
  g_autoptr (GError) error = NULL;

  g_assert_null (backup_fixture_verify (fixture, path, "another", &error));
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

  path = backup_fixture_write_orders (fixture, 5);
  backup_fixture_put_orders (fixture, 6, 1);
  backup_fixture_refuse (path, folder, FALSE, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_EXISTS);
  lock = nomo_engine_lock_take (lock_path, NULL);
  backup_fixture_refuse (path, folder, TRUE, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  nomo_engine_lock_free (lock);
  backup_fixture_refuse (path, folder, TRUE, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  g_assert_true (backup_fixture_has_order (fixture->store, 6));
  nomo_store_close (fixture->store);
  restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 1);
  fixture_reopen (fixture);
  g_assert_true (backup_fixture_has_order (fixture->store, 5));
  g_assert_false (backup_fixture_has_order (fixture->store, 6));
  aside = g_path_get_basename (restored->kept_aside[0]);
  g_assert_true (g_str_has_prefix (aside, "1.db.before-"));
  older = backup_fixture_open (folder, aside);
  g_assert_true (backup_fixture_has_order (older, 6));
}

/* In a thread, of which the store's user knows nothing. */
static void
leave_store (gpointer way)
{
  Fixture *fixture = way;

  g_assert_true (backup_fixture_has_order (fixture->store, 6));
  nomo_store_close (fixture->store);
}

static NomoRestored *
restore_in_use (Fixture *fixture, const char *path, NomoJob *job, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GAsyncResult) result = NULL;

  nomo_restore_in_use_async (path, BACKUP_PASSPHRASE, folder, leave_store, fixture, job, keeper_fixture_keep_result,
                             &result);
  return nomo_restore_finish (keeper_fixture_wait (&result), error);
}

/* Until all of the backup has been looked through the store stays as it is, and it can be cancelled; not any more from then on. */
static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoJob) cancelled = nomo_job_new ("a job");
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored = NULL;

  path = backup_fixture_write_orders (fixture, 5);
  backup_fixture_put_orders (fixture, 6, 1);
  nomo_job_cancel (cancelled);
  g_assert_null (restore_in_use (fixture, path, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (backup_fixture_has_order (fixture->store, 6));
  g_clear_error (&error);
  restored = restore_in_use (fixture, path, job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
  g_assert_false (nomo_job_get_can_cancel (job));
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 1);
  fixture_reopen (fixture);
  g_assert_true (backup_fixture_has_order (fixture->store, 5));
  g_assert_false (backup_fixture_has_order (fixture->store, 6));
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

  path = backup_fixture_write_orders (fixture, 5);
  g_clear_object (&fixture->store);
  flood (fixture->path, "this was a store");
  flood (log, "and this its log");
  restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, TRUE, &error);
  g_assert_no_error (error);
  log_aside = g_strconcat (restored->kept_aside[0], "-wal", NULL);
  g_assert_true (g_file_test (restored->kept_aside[0], G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (log_aside, G_FILE_TEST_EXISTS));
  fixture_reopen (fixture);
  g_assert_true (backup_fixture_has_order (fixture->store, 5));
}

/* What waited for Salla then may have been sent since, so nobody sends it again unasked. */
static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = backup_fixture_path (fixture, "other");
  g_autofree char *path = NULL;
  g_autofree char *words = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (NomoWaiting) waiting = NULL;
  gint64 counts[NOMO_N_OUTBOX_STATES] = { 0 };
  gint64 id;

  id = backup_fixture_put_edit (fixture);
  g_assert_true (nomo_store_count_waiting (fixture->store, counts, NULL));
  g_assert_cmpint (counts[NOMO_OUTBOX_READY], ==, 1);
  path = backup_fixture_write (fixture, "1.db");
  restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, FALSE, NULL);
  g_assert_nonnull (restored);
  store = backup_fixture_open (folder, "1.db");
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
  g_autoptr (NomoStore) second = backup_fixture_open (fixture->directory, "2.db");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (paths[i]);
  paths[0] = backup_fixture_path (fixture, "inbox.db");
  paths[1] = g_strdup (fixture->path);
  paths[2] = backup_fixture_path (fixture, "2.db");
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
  g_autofree char *folder = backup_fixture_path (fixture, "relay");
  g_autofree char *path = backup_fixture_path (fixture, "backup.nomo");
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

  backup_fixture_put_orders (fixture, 1, 5);
  make_relay (fixture, sources);
  report = backup_fixture_write_many (NOMO_BACKUP_RELAY, sources, 3, path, job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->label->files->len, ==, 3);
  contents = decrypt (path);
  g_assert_true (has_bytes (contents->data, contents->len, "{\"id\":5}"));
  g_assert_false (has_bytes (contents->data, contents->len, "ory_at_77"));
  restored = backup_fixture_restore (NOMO_BACKUP_RELAY, path, folder, FALSE, &error);
  g_assert_no_error (error);
  stores = g_build_filename (folder, "stores", NULL);
  second = backup_fixture_open (stores, "2.db");
  g_assert_cmpint (g_stat (inbox, &before), ==, 0);
  /* The last one is in use, so the first two stay as they are. */
  g_clear_pointer (&restored, nomo_restored_free);
  restored = backup_fixture_restore (NOMO_BACKUP_RELAY, path, folder, TRUE, &error);
  g_assert_null (restored);
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (g_stat (inbox, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  /* The inbox with its lock, and the folder of stores: two with their locks, and what the open one has beside it. */
  g_assert_cmpuint (backup_fixture_count (folder, ""), ==, 3);
  g_assert_cmpuint (backup_fixture_count (stores, ""), ==, 6);
  nomo_store_close (second);
  restored = backup_fixture_restore (NOMO_BACKUP_RELAY, path, folder, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (restored->kept_aside), ==, 3);
}

static void
test_several_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = backup_fixture_path (fixture, "backup.nomo");
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (NomoBackupReport) found = NULL;
  NomoBackupSource sources[3];
  guint block;

  make_relay (fixture, sources);
  report = backup_fixture_write_many (NOMO_BACKUP_RELAY, sources, 3, path, job, NULL);
  block = (guint) (((const NomoBackupFile *) report->label->files->pdata[1])->from / BACKUP_BLOCK) + 2;
  backup_fixture_flip (path, NOMO_SEALED_HEADER_SIZE + block * BACKUP_STRIDE);
  found = backup_fixture_verify (fixture, path, BACKUP_PASSPHRASE, NULL);
  g_assert_cmpuint (found->damage->len, ==, 1);
  for (guint i = 0; i < 3; i++) {
    const NomoBackupFile *file = found->label->files->pdata[i];

    g_assert_cmpint (nomo_backup_report_touches (found, &g_array_index (found->damage, NomoSealedDamage, 0), file), ==,
                     i == 1);
    g_assert_cmpuint (file->size - nomo_backup_report_count_readable (found, file), ==, i == 1 ? BACKUP_BLOCK : 0);
  }
}

int
main (int argc, char **argv)
{
  backup_fixture_init (&argc, &argv);
  backup_fixture_add ("/backup/round-trip", test_round_trip);
  backup_fixture_add ("/backup/secrets", test_secrets);
  backup_fixture_add ("/backup/passphrase", test_passphrase);
  backup_fixture_add ("/backup/replaced", test_replaced);
  backup_fixture_add ("/backup/in-use", test_in_use);
  backup_fixture_add ("/backup/edits", test_edits);
  backup_fixture_add ("/backup/over-damage", test_over_damage);
  backup_fixture_add ("/backup/several", test_several);
  backup_fixture_add ("/backup/several-damaged", test_several_damaged);
  return g_test_run ();
}
