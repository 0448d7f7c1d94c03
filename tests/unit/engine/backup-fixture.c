#include "config.h"

#include "backup-fixture.h"

#include "keeper.h"
#include "nomo-coupon.h"
#include "nomo-locale.h"

const NomoSealedForm backup_fixture_form = { { 4, 1, 1 }, BACKUP_BLOCK };

/* What is said is asserted in English. */
void
backup_fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  nomo_locale_init (NULL);
  nomo_locale_set_language ("en");
}

void
backup_fixture_add (const char *path, BackupFixtureTest test)
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

char *
backup_fixture_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

void
backup_fixture_put_orders (Fixture *fixture, gint64 first, guint n)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (NomoRecord) order = fixture_order (first + i, FIXTURE_EPOCH, 100 + i, "completed", 1000);

    nomo_commit_put (commit, order);
  }
  nomo_commit_set_mark (commit, "as-of", "1790802000000");
  fixture_commit (fixture, commit);
}

/* One that waits to be sent to Salla. */
gint64
backup_fixture_put_edit (Fixture *fixture)
{
  NomoRecordBuilder *coupon = nomo_record_build (nomo_coupon_entity (), 0);

  nomo_builder_set_text (coupon, COUPON_CODE, "EID15");
  nomo_builder_set_text (coupon, COUPON_STATUS, "active");
  nomo_builder_set_text (coupon, COUPON_TYPE, "fixed");
  nomo_builder_set_int (coupon, COUPON_AMOUNT, 100);
  nomo_builder_set_text (coupon, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (coupon, COUPON_EXPIRY, FIXTURE_EPOCH * 2);
  return fixture_make (fixture, coupon);
}

gboolean
backup_fixture_has_order (NomoStore *store, gint64 id)
{
  g_autoptr (NomoRecord) order = nomo_store_get (store, nomo_order_entity (), id, NULL);

  return order != NULL;
}

NomoStore *
backup_fixture_open (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  NomoStore *store = nomo_store_open (path, nomo_domain_entities (), &error);

  g_assert_no_error (error);
  return store;
}

NomoBackupReport *
backup_fixture_write_many (NomoBackupKind kind, const NomoBackupSource *sources, guint n, const char *path,
                           NomoJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_backup_write_async (kind, sources, n, path, BACKUP_PASSPHRASE, &backup_fixture_form, job,
                           keeper_fixture_keep_result, &result);
  return nomo_backup_write_finish (keeper_fixture_wait (&result), error);
}

NomoBackupReport *
backup_fixture_write_to (Fixture *fixture, const char *path, NomoJob *job, GError **error)
{
  const NomoBackupSource source = { fixture->path, "1.db" };

  return backup_fixture_write_many (NOMO_BACKUP_STORE, &source, 1, path, job, error);
}

/* With the store under that name in it. */
char *
backup_fixture_write (Fixture *fixture, const char *name)
{
  const NomoBackupSource source = { fixture->path, name };
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;
  char *path = backup_fixture_path (fixture, "backup.nomo");
  g_autoptr (NomoBackupReport) report = backup_fixture_write_many (NOMO_BACKUP_STORE, &source, 1, path, job, &error);

  g_assert_no_error (error);
  g_assert_true (nomo_backup_report_is_whole (report));
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
  return path;
}

/* Of a store with that many. */
char *
backup_fixture_write_orders (Fixture *fixture, guint n)
{
  backup_fixture_put_orders (fixture, 1, n);
  return backup_fixture_write (fixture, "1.db");
}

/* A backup that is not made, and why. */
void
backup_fixture_refuse_to_write (Fixture *fixture, const char *path, GQuark domain, int code)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  g_assert_null (backup_fixture_write_to (fixture, path, job, &error));
  g_assert_error (error, domain, code);
}

void
backup_fixture_flip (const char *path, gsize at)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (at, <, size);
  bytes[at] ^= 0x10;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

NomoBackupReport *
backup_fixture_verify (Fixture *fixture, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autofree char *folder = backup_fixture_path (fixture, "look");
  g_autoptr (GAsyncResult) result = NULL;

  nomo_backup_verify_async (path, passphrase, folder, job, keeper_fixture_keep_result, &result);
  return nomo_backup_verify_finish (keeper_fixture_wait (&result), error);
}

NomoRestored *
backup_fixture_restore (NomoBackupKind kind, const char *path, const char *folder, gboolean replace, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GAsyncResult) result = NULL;

  nomo_restore_async (kind, path, BACKUP_PASSPHRASE, folder, replace, job, keeper_fixture_keep_result, &result);
  return nomo_restore_finish (keeper_fixture_wait (&result), error);
}

/* A backup that is not put back, and why. */
void
backup_fixture_refuse (const char *path, const char *folder, gboolean replace, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, replace, &error);

  g_assert_null (restored);
  g_assert_error (error, domain, code);
}

guint
backup_fixture_count (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix) ? 1 : 0;
  return n;
}
