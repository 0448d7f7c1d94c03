#include "fixture.h"
#include "nomo-connection.h"
#include "nomo-disk.h"
#include "nomo-history.h"
#include "nomo-store-error.h"

#include <sqlite3.h>

static void
damage (Fixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* Damage or not, nothing ends. */
static void
read_all (Fixture *fixture)
{
  g_autofree char *mark = nomo_store_dup_mark (fixture->store, "orders");
  g_autoptr (GPtrArray) found = nomo_store_search (fixture->store, "نورة", 10, NULL);
  g_autoptr (GPtrArray) history = nomo_store_read_history (fixture->store, nomo_order_entity (), 1, 10, NULL);

  for (guint i = 0; history != NULL && i < history->len; i++)
    g_assert_nonnull (((NomoHistoryEntry *) history->pdata[i])->field);
}

static void
assert_problem (Fixture *fixture, const char *sql, const char *pattern)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  damage (fixture, sql);
  fixture_reopen (fixture);
  g_assert_true (nomo_store_check (fixture->store, problems, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++) {
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
    found = found || g_pattern_match_simple (pattern, g_ptr_array_index (problems, i));
  }
  g_assert_true (found);
  read_all (fixture);
  g_clear_object (&fixture->store);
}

typedef struct {
  const char *name;
  const char *sql;
  const char *pattern;
} Damage;

/* A null where there is none, as a damaged page may hold it. */
#define NULL_IN(table, column)                                                                                       \
  "PRAGMA writable_schema = ON;"                                                                                     \
  "UPDATE sqlite_schema SET sql = replace (sql, '" column " TEXT NOT NULL', '" column " TEXT') WHERE name = '" table \
  "'; PRAGMA writable_schema = RESET; UPDATE " table " SET " column " = NULL;"                                       \
  "PRAGMA writable_schema = ON;"                                                                                     \
  "UPDATE sqlite_schema SET sql = replace (sql, '" column " TEXT', '" column " TEXT NOT NULL') WHERE name = '" table \
  "'; PRAGMA writable_schema = RESET"

static const Damage damages[] = {
  { "sum", "UPDATE rollups SET m1 = m1 + 1", "The sums “order-day” of 2026-10-01 differ*" },
  { "sum-extreme", "UPDATE rollups SET m0 = -9223372036854775808, m1 = 9223372036854775807",
    "The sums “order-day” of 2026-10-01 differ*" },
  { "sum-missing", "DELETE FROM rollups WHERE name = 'customer-day'", "The sums “customer-day” of 2026-10-01 differ*" },
  { "search-row", "DELETE FROM search WHERE entity = 'order'", "Search does not hold what order 1 says." },
  { "search-row-moved", "UPDATE search SET id = id + 1 WHERE entity = 'order'",
    "The index of search differs from the records." },
  { "search-word-missing",
    "INSERT INTO search_index (search_index, rowid, words)"
    " SELECT 'delete', id, '20000001#' FROM search WHERE entity = 'order'",
    "The index of search differs from the records." },
  { "search-word-more", "INSERT INTO search_index (rowid, words) SELECT id, 'other' FROM search WHERE entity = 'order'",
    "The index of search differs from the records." },
  { "record", "DELETE FROM record_order", "The feed holds order 1, which does not exist." },
  { "record-search", "DELETE FROM record_order", "Search finds order 1, which does not exist." },
  { "value", "UPDATE record_order SET total_shop = 7", "The sums “order-day” of 2026-10-01 differ*" },
  { "feed", "DELETE FROM feed WHERE entity = 'customer'", "The feed does not hold the last change of customer 5." },
  { "null-entity", NULL_IN ("search", "entity"), "The file is damaged: NULL value in search.entity." },
  { "null-field", NULL_IN ("history", "field"), "The file is damaged: NULL value in history.field." },
  { "null-mark", NULL_IN ("marks", "value"), "The file is damaged: NULL value in marks.value." },
  { "rule", "UPDATE record_order SET item_count = -1", "Order 1: *" },
  { "feed-ahead", "UPDATE feed SET seq = 700 WHERE entity = 'order'; UPDATE record_order SET seq = 700",
    "The last change of order 1 is newer than the store’s counter." },
  { "outbox", "INSERT INTO outbox (entity, id, state, tries, at) VALUES ('order', 1, 'refused', 1, 1)",
    "The outbox speaks of order 1, which does not wait for Salla." },
  { "outbox-state", "INSERT INTO outbox (entity, id, state, tries, at) VALUES ('order', 1, 'lost', 1, 1)",
    "What became of the edit of order 1 is not known." },
  { "commit", "DELETE FROM commits", "The last change of order 1 belongs to no commit." },
};

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  const Damage *planned = data;

  NomoCommit *mark = nomo_commit_new ("salla", NULL);

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 22230, "shipped", 1));
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 22230, "completed", 5000));
  fixture_put (fixture, fixture_customer (5, "نورة", "+966501234567", "الرياض", FIXTURE_EPOCH));
  nomo_commit_set_mark (mark, "orders", "page 1");
  fixture_commit (fixture, mark);
  g_assert_true (fixture_is_sound (fixture->store));
  assert_problem (fixture, planned->sql, planned->pattern);
}

static void
assert_refused (Fixture *fixture, NomoStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_store_open (fixture->path, nomo_domain_entities (), &error));
  g_assert_error (error, NOMO_STORE_ERROR, (int) code);
}

/* It can be read, and nothing is written to it. */
static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) order = fixture_order (2, FIXTURE_EPOCH, 100, "completed", 1);
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 22230, "completed", 1));
  g_assert_null (nomo_store_get_read_only (fixture->store));
  damage (fixture, "UPDATE meta SET value = '999' WHERE key = 'schema_version'");
  fixture_reopen (fixture);
  g_assert_error (nomo_store_get_read_only (fixture->store), NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER);
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 1);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 1);
  nomo_commit_put (commit, order);
  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER);
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 1);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  damage (fixture, "DROP TABLE meta");
  assert_refused (fixture, NOMO_STORE_ERROR_CORRUPT);
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (8192, 'x');

  g_clear_object (&fixture->store);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  assert_refused (fixture, NOMO_STORE_ERROR_CORRUPT);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->path, "below-a-file", "1.db", NULL);

  g_assert_null (nomo_store_open (path, nomo_domain_entities (), &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN);
}

/* In our words alone: SQLite's are in no other language. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, FALSE, &error);

  g_assert_no_error (error);
  g_assert_false (nomo_connection_exec (connection, "DELETE FROM meta", &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN);
  g_assert_cmpstr (error->message, ==, "The store’s file cannot be opened or written.");
}

static void
test_network (void)
{
  g_assert_true (nomo_disk_is_network (0x6969, NULL));
  g_assert_true (nomo_disk_is_network (0xff534d42, "cifs"));
  g_assert_true (nomo_disk_is_network (0x65735546, "fuse.sshfs"));
  g_assert_false (nomo_disk_is_network (0x65735546, "fuseblk"));
  g_assert_false (nomo_disk_is_network (0xef53, "ext4"));
  g_assert_false (nomo_disk_is_network (0x794c7630, "overlay"));
}

static NomoRecord *
order_of (gint64 id, gint64 customer)
{
  g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH, 100, "completed", 1);
  NomoRecordBuilder *builder = nomo_record_build_from (order);

  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, customer);
  return nomo_builder_end (builder);
}

static gint64
count_dangling (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 count = nomo_store_count_dangling (fixture->store, nomo_order_entity (), ORDER_CUSTOMER_ID, &error);

  g_assert_no_error (error);
  return count;
}

/* Orders come before their customers: that is told, and it is no problem. */
static void
test_dangling (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, order_of (1, 50));
  fixture_put (fixture, order_of (2, 50));
  fixture_put (fixture, order_of (3, 51));
  fixture_put (fixture, fixture_order (4, FIXTURE_EPOCH, 100, "completed", 1));
  g_assert_cmpint (count_dangling (fixture), ==, 3);
  fixture_put (fixture, fixture_customer (50, "سارة", "+966500000001", "الرياض", FIXTURE_EPOCH));
  g_assert_cmpint (count_dangling (fixture), ==, 1);
  g_assert_true (fixture_is_sound (fixture->store));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_autofree char *path = g_strdup_printf ("/check/%s", damages[i].name);

    g_test_add (path, Fixture, &damages[i], fixture_set_up, test_damage, fixture_tear_down);
  }
  ADD ("/check/dangling", test_dangling);
  ADD ("/open/newer", test_newer);
  ADD ("/open/foreign", test_foreign);
  ADD ("/open/no-database", test_no_database);
  ADD ("/open/no-folder", test_no_folder);
  ADD ("/open/words", test_words);
  g_test_add_func ("/open/network", test_network);
  return g_test_run ();
}
