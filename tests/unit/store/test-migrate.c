#include "corpus.h"
#include "fixture.h"
#include "nomo-contact.h"
#include "nomo-feed.h"
#include "nomo-product.h"
#include "nomo-task.h"
#include "nomo-upgrade-progress.h"

#include <sqlite3.h>
#include <string.h>

#define N_ORDERS    60
#define N_CUSTOMERS 25

/* A file as a version of the schema left it, of a small shop. */
typedef struct {
  const char *version;
  gint64 n_own;  /* records that were born here */
  gint64 n_more; /* records that no version before had */
  const char *obstacle;
  const char *way; /* takes the obstacle away */
} Old;

static const Old first = { "1", 0, 0, "CREATE TABLE record_task (id INTEGER PRIMARY KEY)", "DROP TABLE record_task" };
static const Old second = { "2", 3, 0, "CREATE INDEX record_order_detailed ON record_order (detailed)",
                            "DROP INDEX record_order_detailed" };

static const Old third = { "3", 3, 0, "CREATE TABLE record_notice (id INTEGER PRIMARY KEY)",
                           "DROP TABLE record_notice" };
static const Old fourth = { "4", 3, 4, "ALTER TABLE record_product ADD COLUMN own_cost INTEGER",
                            "ALTER TABLE record_product DROP COLUMN own_cost" };
static const Old fifth = { "5", 3, 4, "ALTER TABLE part_order_items ADD COLUMN reduced INTEGER",
                           "ALTER TABLE part_order_items DROP COLUMN reduced" };

static void
put_old_file (Fixture *fixture, gconstpointer data)
{
  const Old *old = data;
  g_autofree char *name = g_strdup_printf ("shop-%s.db", old->version);

  g_clear_object (&fixture->store);
  corpus_put (name, fixture->path);
}

static void
test_same_schema (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = corpus_read_schema (fixture->path);
  g_autofree char *migrated = NULL;
  g_auto (GStrv) wanted = NULL;
  g_auto (GStrv) lines = NULL;

  put_old_file (fixture, data);
  fixture_reopen (fixture);
  migrated = corpus_read_schema (fixture->path);
  wanted = g_strsplit (fresh, "\n", -1);
  lines = g_strsplit (migrated, "\n", -1);
  for (guint i = 0; wanted[i] != NULL && lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, wanted[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (wanted));
}

static gint64
count (Fixture *fixture, const NomoEntity *entity, const char *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, filter, &error);

  g_assert_no_error (error);
  return nomo_store_count (fixture->store, query, NULL);
}

static gint64
read_number (Fixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 number = 0;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

/* The fold has learnt since what many leave out. */
static void
test_keys_by_new_rules (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = NULL;

  put_old_file (fixture, data);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "UPDATE record_customer SET name = 'وفاء', name_key = 'وفاء', city = 'صنعاء',"
                                 " city_key = 'صنعاء' WHERE id = (SELECT min(id) FROM record_customer);"
                                 "UPDATE record_order SET reference = 'A’1', reference_key = 'a 1'"
                                 " WHERE id = (SELECT min(id) FROM record_order)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  fixture_reopen (fixture);
  g_assert_cmpint (count (fixture, nomo_customer_entity (), "name = وفاء"), ==, 1);
  g_assert_cmpint (count (fixture, nomo_customer_entity (), "city = صنعاء"), ==, 1);
  g_assert_cmpint (count (fixture, nomo_order_entity (), "reference = a1"), ==, 1);
}

static void
test_nothing_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (NomoFeedPage) page = NULL;
  const Old *old = data;
  gint64 totals = 0;

  put_old_file (fixture, data);
  totals = read_number (fixture, "SELECT sum(total) FROM record_order");
  fixture_reopen (fixture);
  g_assert_cmpint (count (fixture, nomo_order_entity (), ""), ==, N_ORDERS);
  g_assert_cmpint (count (fixture, nomo_customer_entity (), ""), ==, N_CUSTOMERS);
  g_assert_cmpint (read_number (fixture, "SELECT sum(total) FROM record_order"), ==, totals);
  g_assert_true (fixture_is_sound (fixture->store));
  found = nomo_store_search (fixture->store, "عطر", 10, NULL);
  g_assert_cmpuint (found->len, >, 0);
  page = nomo_store_read_feed (fixture->store, NULL, 1000, NULL);
  g_assert_cmpuint (page->records->len, ==, N_ORDERS + N_CUSTOMERS + old->n_own + old->n_more);
  g_assert_cmpint (count (fixture, nomo_contact_entity (), "") + count (fixture, nomo_task_entity (), ""), ==,
                   old->n_own);
  g_assert_cmpint (count (fixture, nomo_order_entity (), "detailed = no"), ==, N_ORDERS);
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1));
  fixture_reopen (fixture);
  g_assert_cmpint (count (fixture, nomo_order_entity (), ""), ==, N_ORDERS + 1);
}

static void
change (Fixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* A customer's groups were one text. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  put_old_file (fixture, data);
  change (fixture, "UPDATE record_customer SET \"groups\" = '' WHERE id % 3 = 0");
  change (fixture, "UPDATE record_customer SET \"groups\" = ' 11 222  3333' WHERE id % 3 = 1");
  fixture_reopen (fixture);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM part_customer_groups WHERE owner % 3 = 0"), ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) / count(DISTINCT owner) FROM part_customer_groups"
                                         " WHERE owner % 3 = 1 AND group_id IN (11, 222, 3333)"),
                   ==, 3);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM part_customer_groups WHERE group_id = 0"), ==, 0);
}

/* Salla's word for no cost was kept as one. */
static void
test_costs (Fixture *fixture, gconstpointer data)
{
  put_old_file (fixture, data);
  fixture_reopen (fixture);
  g_assert_cmpint (count (fixture, nomo_product_entity (), ""), ==, 3);
  g_assert_cmpint (count (fixture, nomo_product_entity (), "cost_price = 40.50"), ==, 1);
  g_assert_cmpint (count (fixture, nomo_product_entity (), "cost_price is empty"), ==, 2);
  g_assert_cmpint (count (fixture, nomo_product_entity (), "own_cost is empty"), ==, 3);
}

/* What coupons look at is not known of what was read before. */
static void
test_not_told (Fixture *fixture, gconstpointer data)
{
  put_old_file (fixture, data);
  fixture_reopen (fixture);
  g_assert_cmpint (count (fixture, nomo_order_entity (), "shipping_company is empty"), ==, N_ORDERS);
  g_assert_cmpint (count (fixture, nomo_product_entity (), "brand is empty"), ==, 3);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) - count(reduced) FROM part_order_items"), ==, 77);
}

/* A step that fails leaves the file as it was. */
static void
test_half_done (Fixture *fixture, gconstpointer data)
{
  const Old *old = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  put_old_file (fixture, data);
  change (fixture, old->obstacle);
  before = corpus_read_schema (fixture->path);
  g_assert_null (nomo_store_open (fixture->path, nomo_domain_entities (), &error));
  g_assert_nonnull (error);
  after = corpus_read_schema (fixture->path);
  g_assert_cmpstr (after, ==, before);
  change (fixture, old->way);
  fixture_reopen (fixture);
  g_assert_cmpint (count (fixture, nomo_order_entity (), ""), ==, N_ORDERS);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static NomoStore *
look_at (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_store_open_to_read_async (path, nomo_domain_entities (), NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return nomo_store_open_finish (result, error);
}

/* Who only looks changes nothing, makes nothing and may write nothing. */
static void
test_looked_at (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new (NOMO_ACTOR_SALLA, NULL);
  g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1);
  g_autoptr (GError) denied = NULL;
  g_autoptr (GError) missing = NULL;
  g_autofree char *before = NULL;
  g_autofree char *version = NULL;
  g_autofree char *after = NULL;
  g_autofree char *elsewhere = g_build_filename (fixture->directory, "elsewhere.db", NULL);

  put_old_file (fixture, data);
  before = corpus_read_schema (fixture->path);
  store = look_at (fixture->path, NULL);
  g_assert_nonnull (store);
  version = nomo_store_dup_meta (store, "schema_version");
  g_assert_cmpstr (version, ==, ((const Old *) data)->version);
  nomo_commit_put (commit, order);
  g_assert_false (nomo_store_commit (store, commit, NULL, &denied));
  g_assert_error (denied, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED);
  nomo_store_close (store);
  after = corpus_read_schema (fixture->path);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (look_at (elsewhere, &missing));
  g_assert_error (missing, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN);
  g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
}

#define PATIENCE_US (20 * G_USEC_PER_SEC)

/* How far it was each time, and how often the main loop turned. */
typedef struct {
  GMutex mutex;
  GCond turned;
  guint n_turns;
  guint n_stuck;
  GArray *told;
} Watch;

static gboolean
turn_cb (gpointer data)
{
  Watch *watch = data;

  g_mutex_lock (&watch->mutex);
  watch->n_turns++;
  g_cond_signal (&watch->turned);
  g_mutex_unlock (&watch->mutex);
  return G_SOURCE_CONTINUE;
}

/* The file is not brought up any further before the main loop has turned. */
static void
keep_told (guint done, gpointer data)
{
  Watch *watch = data;
  gint64 latest = g_get_monotonic_time () + PATIENCE_US;
  guint before;

  g_mutex_lock (&watch->mutex);
  g_array_append_val (watch->told, done);
  before = watch->n_turns;
  while (watch->n_turns == before && watch->n_stuck == 0)
    if (!g_cond_wait_until (&watch->turned, &watch->mutex, latest))
      watch->n_stuck++;
  g_mutex_unlock (&watch->mutex);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  NomoStore **store = data;

  *store = nomo_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
assert_told (const GArray *told)
{
  g_assert_cmpuint (told->len, >, 20);
  g_assert_cmpuint (g_array_index (told, guint, 0), ==, 0);
  for (guint i = 1; i < told->len; i++)
    g_assert_cmpuint (g_array_index (told, guint, i), >, g_array_index (told, guint, i - 1));
  g_assert_cmpuint (g_array_index (told, guint, told->len - 1), ==, NOMO_UPGRADE_WHOLE);
}

static void
open_watched (Fixture *fixture, Watch *watch)
{
  guint turning = g_idle_add (turn_cb, watch);

  nomo_upgrade_set_teller (keep_told, watch);
  nomo_store_open_async (fixture->path, nomo_domain_entities (), NULL, opened_cb, &fixture->store);
  while (fixture->store == NULL)
    g_main_context_iteration (NULL, TRUE);
  nomo_upgrade_set_teller (NULL, NULL);
  g_source_remove (turning);
}

/* Of a file of this version there is nothing to tell. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  Watch watch = { .told = g_array_new (FALSE, FALSE, sizeof (guint)) };

  g_mutex_init (&watch.mutex);
  g_cond_init (&watch.turned);
  put_old_file (fixture, data);
  open_watched (fixture, &watch);
  g_assert_cmpuint (watch.n_stuck, ==, 0);
  assert_told (watch.told);
  g_array_set_size (watch.told, 0);
  g_clear_object (&fixture->store);
  open_watched (fixture, &watch);
  g_assert_cmpuint (watch.told->len, ==, 0);
  g_array_unref (watch.told);
  g_cond_clear (&watch.turned);
  g_mutex_clear (&watch.mutex);
}

#define ADD(path, version, test) g_test_add (path, Fixture, version, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/migrate/1/same-schema", &first, test_same_schema);
  ADD ("/migrate/1/nothing-lost", &first, test_nothing_lost);
  ADD ("/migrate/1/keys-by-new-rules", &first, test_keys_by_new_rules);
  ADD ("/migrate/1/groups", &first, test_groups);
  ADD ("/migrate/1/half-done", &first, test_half_done);
  ADD ("/migrate/1/told", &first, test_told);
  ADD ("/migrate/1/looked-at", &first, test_looked_at);
  ADD ("/migrate/2/same-schema", &second, test_same_schema);
  ADD ("/migrate/2/nothing-lost", &second, test_nothing_lost);
  ADD ("/migrate/2/half-done", &second, test_half_done);
  ADD ("/migrate/2/told", &second, test_told);
  ADD ("/migrate/3/same-schema", &third, test_same_schema);
  ADD ("/migrate/3/nothing-lost", &third, test_nothing_lost);
  ADD ("/migrate/3/half-done", &third, test_half_done);
  ADD ("/migrate/3/told", &third, test_told);
  ADD ("/migrate/4/same-schema", &fourth, test_same_schema);
  ADD ("/migrate/4/nothing-lost", &fourth, test_nothing_lost);
  ADD ("/migrate/4/costs", &fourth, test_costs);
  ADD ("/migrate/4/half-done", &fourth, test_half_done);
  ADD ("/migrate/4/told", &fourth, test_told);
  ADD ("/migrate/5/same-schema", &fifth, test_same_schema);
  ADD ("/migrate/5/nothing-lost", &fifth, test_nothing_lost);
  ADD ("/migrate/5/not-told", &fifth, test_not_told);
  ADD ("/migrate/5/half-done", &fifth, test_half_done);
  ADD ("/migrate/5/told", &fifth, test_told);
  ADD ("/migrate/5/looked-at", &fifth, test_looked_at);
  return g_test_run ();
}
