#include "config.h"

#include "corpus.h"
#include "fault-vfs.h"
#include "fixture.h"
#include "nomo-copy.h"
#include "nomo-inbox.h"
#include "nomo-schema.h"
#include "nomo-store-error.h"
#include "nomo-store-scan.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  Fixture *fixture;
  GCancellable *cancellable;
  guint told;
  guint64 total;
} Progress;

static void
ignore_progress (guint64 done, guint64 total, gpointer data)
{
}

static char *
folder_of (Fixture *fixture)
{
  return g_path_get_dirname (fixture->path);
}

static NomoScratch *
new_scratch (Fixture *fixture)
{
  g_autofree char *folder = folder_of (fixture);
  g_autoptr (GError) error = NULL;
  NomoScratch *scratch = nomo_scratch_new (folder, &error);

  g_assert_no_error (error);
  return scratch;
}

static GHashTable *
make_copy (Fixture *fixture, NomoScratch *scratch)
{
  g_autoptr (GError) error = NULL;
  GHashTable *counts = nomo_copy_make (fixture->path, scratch, ignore_progress, NULL, NULL, &error);

  g_assert_no_error (error);
  return counts;
}

static gint64
count_of (GHashTable *counts, const char *name)
{
  const gint64 *count = g_hash_table_lookup (counts, name);

  return count != NULL ? *count : 0;
}

static guint
check_copy (const char *path, GHashTable *counts)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  nomo_copy_check (path, counts, problems, NULL, &error);
  g_assert_no_error (error);
  return problems->len;
}

static void
exec (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static char *
read_text (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return text;
}

static gboolean
has_bytes (const char *path, const char *bytes)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return memmem (content, size, bytes, strlen (bytes)) != NULL;
}

static void
put_orders (Fixture *fixture, gint64 first, guint n)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (NomoRecord) order = fixture_order (first + i, FIXTURE_EPOCH, 100, "completed", 1000);

    nomo_commit_put (commit, order);
  }
  fixture_commit (fixture, commit);
}

/* So much that it is copied in more than one step. */
static void
make_large (Fixture *fixture)
{
  exec (fixture->path, "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                       " INSERT INTO raw SELECT 'order', i, 'strange', hex (zeroblob (4000)), 0 FROM n");
}

static void
commit_meanwhile (guint64 done, guint64 total, gpointer data)
{
  Progress *progress = data;

  if (progress->told++ == 0)
    put_orders (progress->fixture, 100000, 5);
  g_assert_cmpuint (done, <=, total);
  progress->total = total;
}

/* What is committed while the copy is made is not in it, and goes on unhindered. */
static void
test_beside_a_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GHashTable) later = NULL;
  g_autoptr (NomoScratch) second = NULL;
  g_autoptr (GError) error = NULL;
  Progress progress = { .fixture = fixture };
  g_autofree char *log = NULL;
  GStatBuf status;

  put_orders (fixture, 1, 20);
  make_large (fixture);
  counts = nomo_copy_make (fixture->path, scratch, commit_meanwhile, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (progress.told, >, 1);
  g_assert_cmpint (count_of (counts, "order"), ==, 20);
  g_assert_cmpuint (check_copy (nomo_scratch_get_path (scratch), counts), ==, 0);
  /* One file, of its owner alone. */
  log = g_strconcat (nomo_scratch_get_path (scratch), "-wal", NULL);
  g_assert_cmpint (g_access (log, F_OK), !=, 0);
  g_assert_cmpint (g_stat (nomo_scratch_get_path (scratch), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (status.st_size, ==, progress.total);
  second = new_scratch (fixture);
  later = make_copy (fixture, second);
  g_assert_cmpint (count_of (later, "order"), ==, 25);
  /* The first copy is not what the store has come to be. */
  g_assert_cmpuint (check_copy (nomo_scratch_get_path (scratch), later), ==, 1);
}

static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  static const char *const secrets[] = { "machine-7d1f", "directory-a90c", "file-55e2", "ended-revoked",
                                         "form-key-12" };
  static const char *const keys[] = { "token-machine", "token-directory", "token-file", "token-ended",
                                      "app.settings.updated" };
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GHashTable) counts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_hash_table_insert (facts, (gpointer) keys[i], (gpointer) secrets[i]);
  g_hash_table_insert (facts, (gpointer) "name", (gpointer) "متجر الورد");
  g_assert_true (nomo_store_write_meta (fixture->store, facts, NULL));
  fixture_reopen (fixture);
  counts = make_copy (fixture, scratch);
  g_assert_true (has_bytes (nomo_scratch_get_path (scratch), "متجر الورد"));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_assert_true (has_bytes (fixture->path, secrets[i]));
    g_assert_false (has_bytes (nomo_scratch_get_path (scratch), secrets[i]));
    g_assert_false (has_bytes (nomo_scratch_get_path (scratch), keys[i]));
  }
}

static void
cancel_it (guint64 done, guint64 total, gpointer data)
{
  Progress *progress = data;

  progress->told++;
  g_cancellable_cancel (progress->cancellable);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Progress progress = { .cancellable = cancellable };

  make_large (fixture);
  g_assert_null (nomo_copy_make (fixture->path, scratch, cancel_it, &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (progress.told, ==, 1);
}

/* At whatever write the disk is full, there is no copy, and the store is what it was. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  guint step = fault_stride (FAULT_WRITE, 31);
  guint hit = 0;
  gboolean done = FALSE;

  put_orders (fixture, 1, 50);
  fixture_reopen (fixture);
  for (guint at = 1; !done; at += step) {
    const FaultPlan plan = { .kind = FAULT_FULL, .call = FAULT_WRITE, .at = at, .lasting = TRUE };
    g_autoptr (NomoScratch) scratch = new_scratch (fixture);
    g_autoptr (GHashTable) counts = NULL;
    g_autoptr (GError) error = NULL;

    fault_vfs_arm (&plan);
    counts = nomo_copy_make (fixture->path, scratch, ignore_progress, NULL, NULL, &error);
    done = !fault_vfs_disarm ();
    g_assert_cmpint (counts != NULL, ==, done);
    if (!done)
      g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
    hit += !done;
    if (done)
      g_assert_cmpuint (check_copy (nomo_scratch_get_path (scratch), counts), ==, 0);
  }
  g_test_message ("%u writes hit", hit);
  g_assert_cmpuint (hit, >, 3);
}

static void
damage (const char *path, gint64 at)
{
  int file = g_open (path, O_RDWR | O_CLOEXEC, 0);
  guint8 bytes[64];

  memset (bytes, 0xa5, sizeof bytes);
  g_assert_cmpint (pwrite (file, bytes, sizeof bytes, at), ==, sizeof bytes);
  close (file);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *sql;
    guint problems;
  } changes[] = {
    { "DELETE FROM record_order WHERE id = 7", 1 },
    { "INSERT INTO record_brand (id, as_of, seq) VALUES (1, 1, 1)", 1 },
    { "CREATE TRIGGER strange AFTER INSERT ON meta BEGIN DELETE FROM feed; END", 1 },
    { "CREATE VIEW strange AS SELECT 1", 1 },
    { "UPDATE meta SET value = value", 0 },
  };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NomoScratch) scratch = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GError) error = NULL;

  put_orders (fixture, 1, 50);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (NomoScratch) changed = new_scratch (fixture);
    g_autoptr (GHashTable) expected = make_copy (fixture, changed);

    exec (nomo_scratch_get_path (changed), changes[i].sql);
    g_assert_cmpuint (check_copy (nomo_scratch_get_path (changed), expected), ==, changes[i].problems);
  }
  scratch = new_scratch (fixture);
  counts = make_copy (fixture, scratch);
  damage (nomo_scratch_get_path (scratch), G_GINT64_CONSTANT (4096) * 9);
  g_assert_true (!nomo_copy_check (nomo_scratch_get_path (scratch), counts, problems, NULL, &error) ||
                 problems->len > 0);
}

static void
test_renewed (Fixture *fixture, gconstpointer data)
{
  static const char epoch[] = "SELECT value FROM meta WHERE key = 'epoch'";
  static const char notes[] = "SELECT group_concat(key || ' ' || value) FROM meta WHERE key GLOB 'token-*'";
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GHashTable) counts = make_copy (fixture, scratch);
  const char *path = nomo_scratch_get_path (scratch);
  g_autofree char *before = read_text (path, epoch);
  g_autofree char *after = NULL;
  g_autofree char *left = NULL;
  g_autoptr (GError) error = NULL;

  exec (path, "INSERT INTO meta (key, value) VALUES ('token-machine', 'x')");
  g_assert_true (nomo_copy_renew (path, nomo_domain_entities (), &error));
  after = read_text (path, epoch);
  left = read_text (path, notes);
  g_assert_cmpuint (strlen (before), ==, 36);
  g_assert_cmpuint (strlen (after), ==, 36);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (left, ==, "token-ended " NOMO_COPY_RESTORED);
  exec (path, "UPDATE meta SET value = '1000' WHERE key = 'schema_version'");
  g_assert_false (nomo_copy_renew (path, nomo_domain_entities (), &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER);
}

/* What is put back is of this version before it is in its place. */
static void
test_renewed_older (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->directory, "other.db", NULL);
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (GError) error = NULL;

  corpus_put ("store-2.db", nomo_scratch_get_path (scratch));
  g_assert_true (nomo_copy_renew (nomo_scratch_get_path (scratch), nomo_domain_entities (), &error));
  g_assert_no_error (error);
  g_assert_cmpint (corpus_read_version (nomo_scratch_get_path (scratch)), ==, NOMO_SCHEMA_VERSION);
  g_assert_true (nomo_scratch_move (scratch, other, &error));
  store = nomo_store_open (other, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  g_assert_true (fixture_is_sound (store));
}

/* The node is random, so two in a row may be the same, twenty not. */
static void
test_other_node (Fixture *fixture, gconstpointer data)
{
  static const char node[] = "SELECT value FROM counters WHERE name = 'node'";
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GHashTable) counts = make_copy (fixture, scratch);
  g_autofree char *before = read_text (nomo_scratch_get_path (scratch), node);
  gboolean differs = FALSE;

  for (guint i = 0; i < 20 && !differs; i++) {
    g_autofree char *after = NULL;

    g_assert_true (nomo_copy_renew (nomo_scratch_get_path (scratch), nomo_domain_entities (), NULL));
    after = read_text (nomo_scratch_get_path (scratch), node);
    differs = !g_str_equal (before, after);
  }
  g_assert_true (differs);
}

static void
test_settled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (NomoRecord) order = NULL;
  g_autoptr (GError) error = NULL;

  put_orders (fixture, 1, 5);
  g_assert_false (nomo_copy_settle (fixture->path, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  g_clear_error (&error);
  nomo_store_close (fixture->store);
  g_assert_true (nomo_copy_settle (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_access (log, F_OK), !=, 0);
  fixture_reopen (fixture);
  order = fixture_get (fixture, nomo_order_entity (), 5);
  g_assert_nonnull (order);
}

typedef struct {
  NomoStore *store;
  GAsyncQueue *inside; /* the scan has begun */
  GAsyncQueue *go_on;
  GAsyncQueue *closed;
} Scan;

static gboolean
stay (NomoRecord *record, gpointer data, GError **error)
{
  Scan *scan = data;

  g_async_queue_push (scan->inside, scan);
  g_async_queue_pop (scan->go_on);
  return TRUE;
}

static gpointer
scan_thread (gpointer data)
{
  Scan *scan = data;
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());

  return GINT_TO_POINTER (nomo_store_foreach (scan->store, all, 0, stay, scan, NULL, NULL));
}

static gpointer
close_thread (gpointer data)
{
  Scan *scan = data;

  nomo_store_close (scan->store);
  g_async_queue_push (scan->closed, scan);
  return NULL;
}

static gboolean
is_closed (NomoStore *store)
{
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());

  return nomo_store_count (store, all, NULL) < 0;
}

/* What is read when a store is closed is read to its end, and then nobody has the file open. */
static void
test_closed_beside_a_reader (Fixture *fixture, gconstpointer data)
{
  Scan scan = { fixture->store, g_async_queue_new (), g_async_queue_new (), g_async_queue_new () };
  GThread *reader;
  GThread *closer;
  g_autoptr (GError) error = NULL;

  put_orders (fixture, 1, 1);
  reader = g_thread_new ("reader", scan_thread, &scan);
  g_async_queue_pop (scan.inside);
  closer = g_thread_new ("closer", close_thread, &scan);
  while (!is_closed (fixture->store))
    g_thread_yield ();
  g_assert_null (g_async_queue_timeout_pop (scan.closed, G_USEC_PER_SEC / 10));
  g_async_queue_push (scan.go_on, &scan);
  g_assert_true (GPOINTER_TO_INT (g_thread_join (reader)));
  g_thread_join (closer);
  g_assert_true (nomo_copy_settle (fixture->path, &error));
  g_assert_no_error (error);
  fixture_reopen (fixture);
  g_async_queue_unref (scan.inside);
  g_async_queue_unref (scan.go_on);
  g_async_queue_unref (scan.closed);
}

/* What a program left that was cut off goes; what another one works with stays. */
static void
test_left_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *old = g_build_filename (folder, "scratch-abc123", NULL);
  g_autofree char *log = g_strconcat (old, "-journal", NULL);
  g_autofree char *mine = NULL;
  g_autoptr (NomoScratch) one = new_scratch (fixture);

  g_assert_true (g_file_set_contents (old, "customers", -1, NULL));
  g_assert_true (g_file_set_contents (log, "customers", -1, NULL));
  {
    g_autoptr (NomoScratch) other = new_scratch (fixture);

    mine = g_strdup (nomo_scratch_get_path (other));
    g_assert_cmpint (g_access (old, F_OK), !=, 0);
    g_assert_cmpint (g_access (log, F_OK), !=, 0);
    g_assert_cmpint (g_access (nomo_scratch_get_path (one), F_OK), ==, 0);
    g_assert_cmpint (g_access (mine, F_OK), ==, 0);
  }
  g_assert_cmpint (g_access (mine, F_OK), !=, 0);
}

/* Of one that brings tokens, they are sealed apart. */
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
count_told (gboolean is_new, const GError *error, gpointer data)
{
  guint *told = data;

  g_assert_no_error (error);
  (*told)++;
}

/* Of an inbox all is kept but the deliveries that bring tokens. */
static void
test_inbox (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "inbox.db", NULL);
  g_autoptr (GBytes) order = g_bytes_new_static ("{\"id\":5}", 8);
  g_autoptr (GBytes) tokens = g_bytes_new_static ("{\"token\":null}", 14);
  g_autoptr (NomoInbox) inbox = nomo_inbox_open (path, read_delivery, NULL, NULL);
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GHashTable) counts = NULL;
  g_autofree char *left = NULL;
  guint told = 0;

  nomo_inbox_put (inbox, 1, order, count_told, &told);
  nomo_inbox_put (inbox, 1, tokens, count_told, &told);
  while (told < 2)
    g_main_context_iteration (NULL, TRUE);
  counts = nomo_copy_make (path, scratch, ignore_progress, NULL, NULL, NULL);
  g_assert_cmpint (count_of (counts, "deliveries"), ==, 2);
  g_assert_cmpuint (check_copy (nomo_scratch_get_path (scratch), counts), ==, 0);
  g_assert_true (has_bytes (nomo_scratch_get_path (scratch), "{\"id\":5}"));
  g_assert_false (has_bytes (nomo_scratch_get_path (scratch), "ory_at_77"));
  left = read_text (nomo_scratch_get_path (scratch),
                    "SELECT group_concat(state || ' ' || (sealed IS NULL) || ' ' || length(hash)) FROM deliveries");
  g_assert_cmpstr (left, ==, "0 1 64,2 1 64");
  g_assert_true (nomo_copy_renew (nomo_scratch_get_path (scratch), nomo_domain_entities (), NULL));
}

static void
test_other_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "other", NULL);
  g_autoptr (NomoScratch) scratch = new_scratch (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_copy_make (path, scratch, ignore_progress, NULL, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN);
  g_clear_error (&error);
  exec (path, "CREATE TABLE songs (name TEXT)");
  g_assert_null (nomo_copy_make (path, scratch, ignore_progress, NULL, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/copy/", name, NULL);

  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  add ("beside-a-writer", test_beside_a_writer);
  add ("secrets", test_secrets);
  add ("cancelled", test_cancelled);
  add ("full-disk", test_full_disk);
  add ("check", test_check);
  add ("renewed", test_renewed);
  add ("renewed-older", test_renewed_older);
  add ("other-node", test_other_node);
  add ("settled", test_settled);
  add ("closed-beside-a-reader", test_closed_beside_a_reader);
  add ("left-over", test_left_over);
  add ("inbox", test_inbox);
  add ("other-files", test_other_files);
  return g_test_run ();
}
