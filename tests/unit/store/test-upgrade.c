#include "corpus.h"
#include "nomo-inbox-private.h"
#include "nomo-schema.h"
#include "session.h"
#include "upgrade-fixture.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A file of an older version is brought up to this one, or fails to be at each call that reaches the disk. */

static guint n_points;

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
fails_at (const UpgradeOld *old, const Fault *fault, FaultCall call, guint at)
{
  FaultPlan plan = { fault->kind, call, at, fault->lasting, at };
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;
  gboolean hit;

  upgrade_put (directory, old);
  fault_vfs_arm (&plan);
  opened = upgrade_open (directory, old, &error);
  if (opened == NULL)
    session_assert_sentence (error);
  else if (NOMO_IS_STORE (opened) && nomo_store_get_read_only (NOMO_STORE (opened)) != NULL)
    session_assert_sentence (nomo_store_get_read_only (NOMO_STORE (opened)));
  g_clear_object (&opened);
  hit = fault_vfs_disarm ();
  fault_vfs_power_on ();
  upgrade_assert_leaves_whole (directory, old);
  n_points += hit;
  fixture_remove (directory);
  return hit;
}

static void
fail_everywhere (const UpgradeOld *old, const Fault *fault)
{
  for (guint i = 0; i < UPGRADE_N_CALLS; i++) {
    guint step = fault_stride (upgrade_calls[i], UPGRADE_STRIDE);
    guint n_hit = 0;

    for (guint at = 1; fails_at (old, fault, upgrade_calls[i], at); at += step)
      n_hit++;
    g_test_message ("%s at %s: %u points hit, every %u.", fault->name, fault_call_name (upgrade_calls[i]), n_hit, step);
    g_assert_cmpuint (n_hit, >, 0);
  }
}

/* The suite full has one of the faults with each version, the suite long has all of them. */
static void
test_fails (gconstpointer data)
{
  const UpgradeOld *old = data;
  gboolean all = fault_stride (FAULT_WRITE, UPGRADE_STRIDE) == 1;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (all || i == (guint) old->version % G_N_ELEMENTS (faults))
      fail_everywhere (old, &faults[i]);
}

static void
test_points (gconstpointer data)
{
  const UpgradeOld *old = data;

  g_test_message ("%s of version %d: %u points tried, which left %u states.", old->kind, old->version, n_points,
                  upgrade_count_states ());
  g_assert_cmpuint (n_points, >, 0);
  n_points = 0;
  upgrade_forget_states ();
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
  const UpgradeOld *old = data;
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;

  upgrade_put (directory, old);
  sum = dup_sum (path);
  upgrade_room = 1024 * 1024;
  opened = upgrade_open (directory, old, &error);
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
  upgrade_assert_no_copy_left (directory);
  upgrade_room = UPGRADE_MUCH_ROOM;
  g_assert_false (upgrade_assert_whole (directory, old));
  fixture_remove (directory);
}

/* A program that has it open would go on to write by its own rules. */
static void
test_open_elsewhere (gconstpointer data)
{
  const UpgradeOld *old = data;
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;
  sqlite3 *other = NULL;

  upgrade_put (directory, old);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "SELECT count (*) FROM meta", NULL, NULL, NULL), ==, SQLITE_OK);
  opened = upgrade_open (directory, old, &error);
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
  g_assert_false (upgrade_assert_whole (directory, old));
  fixture_remove (directory);
}

/* Those that open it at once all get the new file, which one of them makes. */
static void
test_together (gconstpointer data)
{
  const UpgradeOld *old = data;
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  GPid lives[4];

  upgrade_put (directory, old);
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    lives[i] = upgrade_start_life (directory, old, FAULT_NONE, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++) {
    int status = 0;

    g_assert_cmpint (waitpid (lives[i], &status, 0), ==, lives[i]);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }
  g_assert_true (upgrade_assert_whole (directory, old));
  fixture_remove (directory);
}

/* A name that leads to the file on another disk keeps leading there. */
static void
test_link (void)
{
  const UpgradeOld *old = &upgrade_olds[0];
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *elsewhere = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (elsewhere, "old.db", NULL);
  g_autofree char *link = g_build_filename (directory, "old.db", NULL);

  upgrade_put (elsewhere, old);
  g_assert_cmpint (symlink (path, link), ==, 0);
  upgrade_assert_whole (directory, old);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (corpus_read_version (path), ==, NOMO_SCHEMA_VERSION);
  upgrade_assert_no_copy_left (elsewhere);
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
  const UpgradeOld newer = { "store", NOMO_SCHEMA_VERSION };
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) opened = NULL;
  g_autoptr (NomoQuery) orders = nomo_query_new (nomo_order_entity ());

  upgrade_put (directory, &upgrade_olds[4]);
  g_object_unref (upgrade_open (directory, &newer, NULL));
  make_newer (path);
  sum = dup_sum (path);
  for (guint i = 0; i < 2; i++) {
    opened = upgrade_open (directory, &newer, &error);
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
  const UpgradeOld newer = { "inbox", NOMO_INBOX_VERSION };
  g_autofree char *directory = g_dir_make_tmp ("nomo-upgrade-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_object_unref (upgrade_open (directory, &newer, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE meta SET value = '99' WHERE key = 'version'", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
  sum = dup_sum (path);
  g_assert_null (upgrade_open (directory, &newer, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER);
  assert_same_sum (path, sum);
  fixture_remove (directory);
}

int
main (int argc, char **argv)
{
  upgrade_init (&argc, &argv, NULL);
  for (guint i = 0; i < UPGRADE_N_OLDS; i++) {
    upgrade_add ("no-room", &upgrade_olds[i], test_no_room);
    upgrade_add ("open-elsewhere", &upgrade_olds[i], test_open_elsewhere);
    upgrade_add ("together", &upgrade_olds[i], test_together);
    upgrade_add ("fails", &upgrade_olds[i], test_fails);
    upgrade_add ("points", &upgrade_olds[i], test_points);
  }
  g_test_add_func ("/upgrade/link", test_link);
  g_test_add_func ("/upgrade/newer", test_newer);
  g_test_add_func ("/upgrade/newer-inbox", test_newer_inbox);
  return g_test_run ();
}
