#include "config.h"

#include "backup-fixture.h"
#include "full-disk.h"
#include "keeper.h"
#include "nomo-attention.h"
#include "nomo-backup-read.h"
#include "nomo-backup-schedule.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PASSPHRASE "sesame of the schedule"
#define HOUR_MS    G_GINT64_CONSTANT (3600000)
#define DAY_MS     (24 * HOUR_MS)

static gboolean full_plan;

/* Stands before the system's own: there is no room for a plan. */
int
rename (const char *from, const char *to)
{
  if (full_plan && g_str_has_suffix (to, NOMO_BACKUP_PLAN_END)) {
    errno = ENOSPC;
    return -1;
  }
  return renameat (AT_FDCWD, from, AT_FDCWD, to);
}

/* --- the plan --- */

static void
assert_due (const NomoBackupPlan *plan, gint64 now, gboolean due, int late)
{
  g_assert_cmpint (nomo_backup_plan_is_due (plan, now), ==, due);
  g_assert_cmpint (nomo_backup_plan_count_days_late (plan, now), ==, late);
}

/* It goes by days of the shop, whatever the hour; a clock that was wrong does not put one off for ever. */
static void
test_due (void)
{
  const gint64 noon = FIXTURE_EPOCH + 12 * HOUR_MS;
  NomoBackupPlan plan = { NOMO_BACKUP_DAILY, (char *) "/x", 7, TRUE, 0, 0, NOMO_BACKUP_TROUBLE_NONE };

  assert_due (&plan, noon, TRUE, 0);
  plan.made_at = noon;
  assert_due (&plan, noon, FALSE, 0);
  assert_due (&plan, noon + 11 * HOUR_MS, FALSE, 0);
  assert_due (&plan, noon + 13 * HOUR_MS, TRUE, 0);
  assert_due (&plan, noon + 2 * DAY_MS, TRUE, 0);
  assert_due (&plan, noon + 3 * DAY_MS, TRUE, 3);
  assert_due (&plan, noon - 13 * HOUR_MS, TRUE, 0);
  assert_due (&plan, noon - 400 * DAY_MS, TRUE, 0);
  plan.often = NOMO_BACKUP_WEEKLY;
  assert_due (&plan, noon + 6 * DAY_MS, FALSE, 0);
  assert_due (&plan, noon + 7 * DAY_MS, TRUE, 0);
  assert_due (&plan, noon + 9 * DAY_MS, TRUE, 9);
  plan.often = NOMO_BACKUP_OFF;
  assert_due (&plan, noon + 90 * DAY_MS, FALSE, 0);
  plan.often = NOMO_BACKUP_DAILY;
  plan.has_passphrase = FALSE;
  assert_due (&plan, noon + 90 * DAY_MS, FALSE, 0);
  plan.has_passphrase = TRUE;
  plan.folder = NULL;
  assert_due (&plan, noon + 90 * DAY_MS, FALSE, 0);
}

static char *
dup_plan_path (Fixture *fixture)
{
  return g_strconcat (fixture->path, NOMO_BACKUP_PLAN_END, NULL);
}

/* Each part is changed without the others; what cannot be understood counts as not said. */
static void
test_plan (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_plan_path (fixture);
  const NomoBackupPlan wish = { NOMO_BACKUP_WEEKLY, (char *) "/نسخ", 3, TRUE, 5, 6, NOMO_BACKUP_TROUBLE_FULL };
  g_autoptr (NomoBackupPlan) plan = nomo_backup_plan_read (fixture->path);
  GStatBuf status;

  g_assert_cmpint (plan->often, ==, NOMO_BACKUP_DAILY);
  g_assert_cmpuint (plan->keep, ==, NOMO_BACKUP_KEEP_USUAL);
  g_assert_null (plan->folder);
  for (guint part = 1; part <= NOMO_BACKUP_PLAN_MADE; part <<= 1) {
    g_clear_pointer (&plan, nomo_backup_plan_free);
    plan = nomo_backup_plan_change (fixture->path, &wish, (NomoBackupPlanPart) part, NULL);
    g_assert_cmpint (plan->made_at, ==, part == NOMO_BACKUP_PLAN_MADE ? 5 : 0);
  }
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_clear_pointer (&plan, nomo_backup_plan_free);
  plan = nomo_backup_plan_read (fixture->path);
  g_assert_cmpint (plan->often, ==, NOMO_BACKUP_WEEKLY);
  g_assert_cmpstr (plan->folder, ==, "/نسخ");
  g_assert_cmpuint (plan->keep, ==, 3);
  g_assert_true (plan->has_passphrase);
  g_assert_cmpint (plan->tried_at, ==, 6);
  g_assert_cmpint (plan->trouble, ==, NOMO_BACKUP_TROUBLE_FULL);
  g_assert_true (g_file_set_contents (path, "[backups]\noften=hourly\nkeep=-4\ntrouble=?\n\xff", -1, NULL));
  g_clear_pointer (&plan, nomo_backup_plan_free);
  plan = nomo_backup_plan_read (fixture->path);
  g_assert_cmpuint (plan->keep, ==, NOMO_BACKUP_KEEP_USUAL);
  g_assert_false (nomo_backup_plan_is_set_up (plan));
}

static void
assert_refuses (Fixture *fixture, const char *path)
{
  const NomoBackupPlan wish = { .keep = 3 };
  g_autoptr (NomoBackupPlan) plan = nomo_backup_plan_read (fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (plan->trouble, ==, NOMO_BACKUP_TROUBLE_PLAN);
  g_assert_false (nomo_backup_plan_is_set_up (plan));
  g_assert_null (nomo_backup_plan_change (fixture->path, &wish, NOMO_BACKUP_PLAN_KEEP, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_PLAN);
  g_assert_nonnull (strstr (error->message, path));
}

/* The reader is not let in, the disk fails, or half of it is gone: whoever can read it again still has all of it. */
static void
test_unread_plan (Fixture *fixture, gconstpointer data)
{
  static const char *const targets[] = { "1.db" NOMO_BACKUP_PLAN_END, "/proc/self/mem" };
  static const char half[] = "[backups]\nfolder=/usb\nkeep=30\npassphr";
  g_autofree char *path = dup_plan_path (fixture);
  g_autofree char *text = NULL;
  g_autoptr (NomoBackupPlan) plan = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autofree char *target = NULL;

    g_assert_cmpint (symlink (targets[i], path), ==, 0);
    assert_refuses (fixture, path);
    target = g_file_read_link (path, NULL);
    g_assert_cmpstr (target, ==, targets[i]);
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_true (g_file_set_contents (path, half, -1, NULL));
  assert_refuses (fixture, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, half);
  g_assert_cmpint (g_unlink (path), ==, 0);
  plan = nomo_backup_plan_load (fixture->path, NULL);
  g_assert_cmpint (plan->trouble, ==, NOMO_BACKUP_TROUBLE_NONE);
}

/* --- the files --- */

static char *
make_folder (Fixture *fixture)
{
  char *folder = g_build_filename (fixture->directory, "usb", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  return folder;
}

static char *
put_file (const char *folder, const char *store_path, gint64 made_at)
{
  char *path = nomo_backup_shelf_make_path (folder, store_path, "متجر: الورد/2", made_at);

  g_assert_true (g_file_set_contents (path, "a backup", -1, NULL));
  return path;
}

static gboolean
is_there (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Of all files of a folder only older ones of this store and this device go, and never the one that was just made. */
static void
test_shelf (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = make_folder (fixture);
  g_autofree char *sibling = g_build_filename (fixture->directory, "stores", "11.db", NULL);
  g_autofree char *elsewhere = g_build_filename (fixture->directory, "other", "1.db", NULL);
  g_autofree char *others = put_file (folder, sibling, FIXTURE_EPOCH);
  g_autofree char *copys = put_file (folder, elsewhere, FIXTURE_EPOCH);
  g_autofree char *by_hand = g_build_filename (folder, "by-hand-1-2026-01-01-000000.nomo", NULL);
  char *made[5];
  g_autofree char *cut_off = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (g_file_set_contents (by_hand, "x", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    made[i] = put_file (folder, fixture->path, FIXTURE_EPOCH + i * DAY_MS + 1000);
  cut_off = g_strconcat (made[2], ".aB3dE5", NULL);
  g_assert_true (g_file_set_contents (cut_off, "half", -1, NULL));
  list = nomo_backup_shelf_list (folder, fixture->path);
  g_assert_cmpuint (list->len, ==, 5);
  for (guint i = 0; i < list->len; i++) {
    const NomoBackupEntry *entry = list->pdata[i];

    g_assert_cmpstr (entry->path, ==, made[4 - i]);
    g_assert_cmpint (entry->made_at, ==, FIXTURE_EPOCH + (4 - i) * DAY_MS + 1000);
    g_assert_cmpuint (entry->size, ==, 8);
  }
  /* The clock was put back since the others were made. */
  g_assert_cmpuint (nomo_backup_shelf_clear (folder, fixture->path, made[0], 3), ==, 2);
  g_assert_true (is_there (made[0]) && is_there (made[4]) && is_there (made[3]));
  g_assert_false (is_there (made[1]) || is_there (made[2]));
  nomo_backup_shelf_sweep (folder, fixture->path);
  g_assert_false (is_there (cut_off));
  g_assert_true (is_there (made[0]) && is_there (others) && is_there (copys) && is_there (by_hand));
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    g_free (made[i]);
}

/* --- the schedule --- */

typedef struct {
  Fixture base;
  char *folder;
  NomoKeyring *keyring;
  NomoShop *shop;
  NomoBackupSchedule *schedule;
} World;

static void
wait_until_quiet (World *world)
{
  while (nomo_backup_schedule_is_making (world->schedule))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_plan (gpointer data)
{
  return nomo_backup_schedule_get_plan (((World *) data)->schedule) != NULL;
}

static gboolean
is_set_up (gpointer data)
{
  const NomoBackupPlan *plan = nomo_backup_schedule_get_plan (((World *) data)->schedule);

  return plan != NULL && nomo_backup_plan_is_set_up (plan);
}

static void
set_passphrase (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_backup_schedule_set_passphrase_async (world->schedule, PASSPHRASE, keeper_fixture_keep_result, &result);
  g_assert_true (nomo_backup_schedule_set_passphrase_finish (world->schedule, keeper_fixture_wait (&result), NULL));
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&world->base, NULL);
  fixture_put (&world->base, fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1000));
  world->folder = make_folder (&world->base);
  world->keyring = nomo_keyring_new_session ();
  nomo_shop_open_async (world->base.directory, "1", world->keyring, http, NULL, keeper_fixture_keep_result, &result);
  world->shop = nomo_shop_open_finish (keeper_fixture_wait (&result), &error);
  g_assert_no_error (error);
  world->schedule = nomo_backup_schedule_new (world->shop);
  fixture_wait (has_plan, world);
  nomo_backup_schedule_set_folder (world->schedule, world->folder);
  set_passphrase (world);
  fixture_wait (is_set_up, world);
}

static void
tear_down (World *world, gconstpointer data)
{
  nomo_backup_schedule_stop (world->schedule);
  g_clear_object (&world->schedule);
  nomo_store_close (nomo_shop_get_store (world->shop));
  g_clear_object (&world->shop);
  g_clear_object (&world->keyring);
  g_free (world->folder);
  fixture_tear_down (&world->base, NULL);
}

static guint
count_backups (World *world)
{
  g_autoptr (GPtrArray) list = nomo_backup_shelf_list (world->folder, world->base.path);

  return list->len;
}

static const NomoBackupPlan *
plan_of (World *world)
{
  return nomo_backup_schedule_get_plan (world->schedule);
}

/* As if so much time had passed since the last one: the plan and the file say so. */
static gboolean
is_reread (gpointer data)
{
  World *world = data;

  return plan_of (world)->made_at == 0 || nomo_backup_plan_is_due (plan_of (world), nomo_clock_now ());
}

static void
let_pass (World *world, gint64 ms)
{
  const NomoBackupPlan past = { .made_at = plan_of (world)->made_at - ms };
  const char *newest = nomo_backup_schedule_get_newest (world->schedule);
  g_autofree char *older = nomo_backup_shelf_make_path (world->folder, world->base.path, "متجر", past.made_at);
  g_autoptr (NomoBackupPlan) plan = nomo_backup_plan_change (world->base.path, &past, NOMO_BACKUP_PLAN_MADE, NULL);

  g_assert_cmpint (g_rename (newest, older), ==, 0);
  nomo_backup_schedule_refresh (world->schedule);
  fixture_wait (is_reread, world);
}

static char *
make_now (World *world, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_backup_schedule_make_async (world->schedule, keeper_fixture_keep_result, &result);
  return nomo_backup_schedule_make_finish (world->schedule, keeper_fixture_wait (&result), error);
}

static void
check (World *world)
{
  nomo_backup_schedule_check (world->schedule);
  wait_until_quiet (world);
}

static void
assert_opens (World *world, const char *path)
{
  g_autoptr (NomoBackupReport) report = backup_fixture_verify (&world->base, path, PASSPHRASE, NULL);

  g_assert_true (nomo_backup_report_is_whole (report));
}

/* Made when due and not otherwise; the older one goes once the new one is there; the passphrase lies in no file. */
static void
test_made (World *world, gconstpointer data)
{
  g_autofree char *plan_path = dup_plan_path (&world->base);
  g_autofree char *text = NULL;
  gint64 made_at;

  check (world);
  g_assert_cmpuint (count_backups (world), ==, 1);
  assert_opens (world, nomo_backup_schedule_get_newest (world->schedule));
  made_at = plan_of (world)->made_at;
  g_assert_cmpint (made_at, >, 0);
  check (world);
  g_assert_cmpint (plan_of (world)->made_at, ==, made_at);
  g_assert_true (g_file_get_contents (plan_path, &text, NULL, NULL));
  g_assert_null (strstr (text, PASSPHRASE));
  nomo_backup_schedule_set_keep (world->schedule, 1);
  let_pass (world, 2 * DAY_MS);
  check (world);
  g_assert_cmpuint (count_backups (world), ==, 1);
  g_assert_cmpint (plan_of (world)->made_at, >=, made_at);
  g_assert_cmpint (((NomoBackupEntry *) nomo_backup_schedule_get_backups (world->schedule)->pdata[0])->made_at, >=,
                   made_at / 1000 * 1000);
}

static NomoAttention
attend (World *world)
{
  NomoAttention attention;

  g_assert_true (nomo_attention_read (nomo_shop_get_store (world->shop), 0, &attention, NULL));
  return attention;
}

static void
assert_trouble (World *world, NomoBackupTrouble trouble)
{
  NomoAttention attention = attend (world);

  g_assert_cmpint (plan_of (world)->trouble, ==, trouble);
  g_assert_cmpint (attention.backup_trouble, ==, trouble);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_BACKUP], ==, trouble != NOMO_BACKUP_TROUBLE_NONE ? 1 : 0);
}

/* Whatever keeps one from being made is told, the older ones stay, and what can be made then is made. */
static void
test_trouble (World *world, gconstpointer data)
{
  g_autofree char *away = g_strconcat (world->folder, "-away", NULL);
  g_autofree char *path = make_now (world, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (path);
  g_clear_pointer (&path, g_free);
  assert_trouble (world, NOMO_BACKUP_TROUBLE_NONE);
  let_pass (world, 3 * DAY_MS);
  g_assert_cmpint (attend (world).counts[NOMO_ATTENTION_BACKUP], ==, 3);
  g_assert_cmpint (g_rename (world->folder, away), ==, 0);
  check (world);
  assert_trouble (world, NOMO_BACKUP_TROUBLE_FOLDER);
  g_assert_false (is_there (world->folder));
  g_assert_null (nomo_backup_schedule_get_newest (world->schedule));
  g_assert_cmpint (g_rename (away, world->folder), ==, 0);
  path = make_now (world, &error);
  g_assert_no_error (error);
  g_assert_nonnull (path);
  assert_trouble (world, NOMO_BACKUP_TROUBLE_NONE);
  g_assert_cmpuint (count_backups (world), ==, 2);
}

static void
keep_error (GError **kept, const GError *error)
{
  g_assert_null (*kept);
  *kept = g_error_copy (error);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* What cannot be kept of the plan is told, and is as it was. */
static void
test_unkept (World *world, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failed = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (world->schedule, "failed", G_CALLBACK (keep_error), &failed);
  full_plan = TRUE;
  nomo_backup_schedule_set_often (world->schedule, NOMO_BACKUP_WEEKLY);
  fixture_wait (is_set, &failed);
  g_assert_error (failed, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
  g_assert_cmpint (plan_of (world)->often, ==, NOMO_BACKUP_DAILY);
  nomo_backup_schedule_set_passphrase_async (world->schedule, PASSPHRASE, keeper_fixture_keep_result, &result);
  g_assert_false (nomo_backup_schedule_set_passphrase_finish (world->schedule, keeper_fixture_wait (&result), &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
  full_plan = FALSE;
}

/* A backup that could not be noted is there; others like it would push the older ones out. */
static void
test_unnoted (World *world, gconstpointer data)
{
  full_plan = TRUE;
  check (world);
  g_assert_cmpuint (count_backups (world), ==, 1);
  g_assert_true (nomo_backup_plan_is_due (plan_of (world), nomo_clock_now ()));
  nomo_backup_schedule_check (world->schedule);
  g_assert_false (nomo_backup_schedule_is_making (world->schedule));
  full_plan = FALSE;
}

/* What a disk without room does is in test-backup.c; here, what is made of it. */
static void
test_causes (World *world, gconstpointer data)
{
  g_autoptr (GError) output = g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, "x");

  g_assert_cmpint (nomo_backup_trouble_find (output, world->folder, world->base.path), ==, NOMO_BACKUP_TROUBLE_OTHER);
  full_disk = TRUE;
  g_assert_cmpint (nomo_backup_trouble_find (output, world->folder, world->base.path), ==, NOMO_BACKUP_TROUBLE_FULL);
  full_disk = FALSE;
  g_assert_cmpint (nomo_backup_trouble_find (output, "/no/such/folder", world->base.path), ==,
                   NOMO_BACKUP_TROUBLE_FOLDER);
  for (int trouble = NOMO_BACKUP_TROUBLE_NONE + 1; trouble < NOMO_N_BACKUP_TROUBLES; trouble++)
    g_assert_true (g_str_has_suffix (nomo_backup_trouble_get_words ((NomoBackupTrouble) trouble), ".") ||
                   trouble == NOMO_BACKUP_TROUBLE_FOLDER);
}

/* A keyring that holds nothing any more: that of another session. */
static void
test_no_passphrase (World *world, gconstpointer data)
{
  g_autoptr (NomoKeyring) empty = nomo_keyring_new_session ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoShop) shop = NULL;
  g_autoptr (NomoBackupSchedule) schedule = NULL;

  nomo_shop_open_async (world->base.directory, "1", empty, http, NULL, keeper_fixture_keep_result, &result);
  shop = nomo_shop_open_finish (keeper_fixture_wait (&result), NULL);
  schedule = nomo_backup_schedule_new (shop);
  g_clear_object (&result);
  nomo_backup_schedule_make_async (schedule, keeper_fixture_keep_result, &result);
  g_assert_null (nomo_backup_schedule_make_finish (schedule, keeper_fixture_wait (&result), NULL));
  g_assert_cmpint (nomo_backup_schedule_get_plan (schedule)->trouble, ==, NOMO_BACKUP_TROUBLE_PASSPHRASE);
  g_assert_cmpuint (count_backups (world), ==, 0);
  nomo_backup_schedule_stop (schedule);
  nomo_store_close (nomo_shop_get_store (shop));
}

/* Never two at once, here or elsewhere, and one that another program makes is no trouble. */
static void
test_one_at_a_time (World *world, gconstpointer data)
{
  g_autofree char *lock_path = g_strconcat (world->base.path, NOMO_BACKUP_PLAN_LOCK, NULL);
  g_autoptr (NomoEngineLock) lock = nomo_engine_lock_take (lock_path, NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_null (make_now (world, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  assert_trouble (world, NOMO_BACKUP_TROUBLE_NONE);
  g_clear_error (&error);
  g_clear_pointer (&lock, nomo_engine_lock_free);
  nomo_backup_schedule_make_async (world->schedule, keeper_fixture_keep_result, &first);
  nomo_backup_schedule_make_async (world->schedule, keeper_fixture_keep_result, &second);
  g_assert_null (nomo_backup_schedule_make_finish (world->schedule, keeper_fixture_wait (&second), &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  path = nomo_backup_schedule_make_finish (world->schedule, keeper_fixture_wait (&first), NULL);
  g_assert_nonnull (path);
  g_assert_cmpuint (count_backups (world), ==, 1);
}

static gboolean
has_job (gpointer data)
{
  return nomo_backup_schedule_get_job (((World *) data)->schedule) != NULL;
}

static void
test_cancelled (World *world, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  nomo_backup_schedule_make_async (world->schedule, keeper_fixture_keep_result, &result);
  fixture_wait (has_job, world);
  nomo_job_cancel (nomo_backup_schedule_get_job (world->schedule));
  g_assert_null (nomo_backup_schedule_make_finish (world->schedule, keeper_fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_trouble (world, NOMO_BACKUP_TROUBLE_NONE);
  dir = g_dir_open (world->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  /* It does not begin at once again by itself. */
  check (world);
  g_assert_cmpuint (count_backups (world), ==, 0);
}

static gboolean
cannot_read_plan (gpointer data)
{
  return plan_of (data)->trouble == NOMO_BACKUP_TROUBLE_PLAN;
}

/* None is made by a plan that cannot be read, which is told and not changed; what it said goes on once it can be read. */
static void
test_unread (World *world, gconstpointer data)
{
  g_autofree char *path = dup_plan_path (&world->base);
  g_autofree char *aside = g_strconcat (path, "-aside", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  nomo_backup_schedule_set_keep (world->schedule, 2);
  fixture_wait (cannot_read_plan, world);
  g_assert_cmpint (attend (world).backup_trouble, ==, NOMO_BACKUP_TROUBLE_PLAN);
  g_assert_cmpint (attend (world).counts[NOMO_ATTENTION_BACKUP], ==, 1);
  g_assert_null (make_now (world, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_PLAN);
  g_assert_cmpuint (count_backups (world), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "half");
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  nomo_backup_schedule_refresh (world->schedule);
  fixture_wait (is_set_up, world);
  g_assert_cmpuint (plan_of (world)->keep, ==, NOMO_BACKUP_KEEP_USUAL);
}

static void
add_world (const char *name, void (*test) (World *world, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/backup-schedule/", name, NULL);

  g_test_add (path, World, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  backup_fixture_init (&argc, &argv);
  g_test_add_func ("/backup-schedule/due", test_due);
  g_test_add ("/backup-schedule/plan", Fixture, NULL, fixture_set_up, test_plan, fixture_tear_down);
  g_test_add ("/backup-schedule/unread-plan", Fixture, NULL, fixture_set_up, test_unread_plan, fixture_tear_down);
  g_test_add ("/backup-schedule/shelf", Fixture, NULL, fixture_set_up, test_shelf, fixture_tear_down);
  add_world ("made", test_made);
  add_world ("trouble", test_trouble);
  add_world ("unread", test_unread);
  add_world ("unkept", test_unkept);
  add_world ("unnoted", test_unnoted);
  add_world ("causes", test_causes);
  add_world ("no-passphrase", test_no_passphrase);
  add_world ("one-at-a-time", test_one_at_a_time);
  add_world ("cancelled", test_cancelled);
  return g_test_run ();
}
