#include "fixture.h"
#include "session.h"

#include <sqlite3.h>

/* Values that nobody means: nothing that is not text gets into the file, nothing is lost without a word. */

#define BAD  "a\xff\xfe\xc3"
#define GOOD "a\357\277\275\357\277\275\357\277\275"

static gboolean
is_text (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return sqlite3_column_type (row, column) != SQLITE_TEXT ||
         g_utf8_validate (text, sqlite3_column_bytes (row, column), NULL);
}

static void
check_table (sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  sqlite3_stmt *rows = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
  while (sqlite3_step (rows) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (rows); i++)
      if (!is_text (rows, i))
        g_error ("%s.%s holds what is no text", table, sqlite3_column_name (rows, i));
  sqlite3_finalize (rows);
}

/* Every text of every table is UTF-8. */
static void
assert_all_text (Fixture *fixture)
{
  sqlite3_stmt *tables = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%'",
                          -1, &tables, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    check_table (db, (const char *) sqlite3_column_text (tables, 0));
  sqlite3_finalize (tables);
  sqlite3_close (db);
}

static void
put_bad_order (NomoCommit *commit)
{
  g_autoptr (NomoRecord) plain = fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1);
  NomoRecordBuilder *builder = nomo_record_build_from (plain);
  g_autoptr (NomoRecord) order = NULL;

  nomo_builder_set_text (builder, ORDER_REFERENCE, BAD);
  nomo_builder_set_text (builder, ORDER_STATUS, BAD);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, BAD);
  order = nomo_builder_end (builder);
  nomo_commit_put (commit, order);
}

static void
test_not_utf8 (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", "page " BAD);
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) order = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *name = NULL;

  put_bad_order (commit);
  nomo_commit_keep_raw (commit, "order" BAD, BAD, BAD, BAD);
  nomo_commit_set_mark (commit, "orders" BAD, BAD);
  fixture_commit (fixture, commit);
  g_hash_table_insert (facts, (gpointer) "name" BAD, (gpointer) BAD);
  g_assert_true (nomo_store_write_meta (fixture->store, facts, &error));
  g_assert_no_error (error);
  assert_all_text (fixture);
  order = fixture_get (fixture, nomo_order_entity (), 1);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_STATUS), ==, GOOD);
  g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_ITEMS, 2, ORDER_ITEM_NAME), ==, GOOD);
  mark = nomo_store_dup_mark (fixture->store, "orders" BAD);
  name = nomo_store_dup_meta (fixture->store, "name" BAD);
  g_assert_cmpstr (mark, ==, GOOD);
  g_assert_cmpstr (name, ==, GOOD);
}

/* The same commit twice is the same commit, also when its name is no text. */
static void
test_not_utf8_again (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    NomoCommit *commit = nomo_commit_new ("salla", BAD);

    put_bad_order (commit);
    g_assert_cmpuint (fixture_commit (fixture, commit).written, ==, 1);
  }
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 1);
}

static void
test_not_utf8_asked (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  put_bad_order (commit);
  fixture_commit (fixture, commit);
  g_assert_true (nomo_query_where (query, ORDER_REFERENCE, NOMO_OP_EQ, BAD, &error));
  g_assert_no_error (error);
  g_assert_cmpint (nomo_store_count (fixture->store, query, &error), ==, 1);
  g_assert_no_error (error);
  found = nomo_store_search (fixture->store, BAD, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
}

/* A commit that is refused takes the rest of it along and leaves the store as it was. */
static void
refuse (Fixture *fixture, NomoRecord *record, const char *pattern)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) neighbour = fixture_order (7, FIXTURE_EPOCH, 100, "completed", 1);
  g_autoptr (NomoRecord) refused = record;
  g_autoptr (GError) error = NULL;

  nomo_commit_put (commit, neighbour);
  nomo_commit_put (commit, refused);
  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  session_assert_sentence (error);
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 0);
  g_assert_null (fixture_get (fixture, nomo_order_entity (), 7));
}

static NomoRecord *
order_with (guint field, const char *text, const char *item)
{
  g_autoptr (NomoRecord) plain = fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1);
  NomoRecordBuilder *builder = nomo_record_build_from (plain);

  if (text != NULL)
    nomo_builder_set_text (builder, field, text);
  if (item != NULL) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, item);
  }
  return nomo_builder_end (builder);
}

static void
test_long_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *most = g_strnfill (1024 * 1024, 'x');
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  refuse (fixture, order_with (ORDER_STATUS_NAME, huge, NULL), "*longer than a megabyte*");
  refuse (fixture, order_with (0, NULL, huge), "*longer than a megabyte*");
  fixture_put (fixture, order_with (ORDER_STATUS_NAME, most, NULL));
  nomo_commit_keep_raw (commit, "order", "2", "too long", huge);
  fixture_commit (fixture, commit);
  g_assert_cmpint (nomo_store_count_raw (fixture->store, "order", NULL), ==, 1);
}

static void
test_bad_ids (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 0, -1, G_MININT64 };
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    refuse (fixture, fixture_order (ids[i], FIXTURE_EPOCH, 100, "completed", 1), "Order: the record has no number.");
    g_assert_null (fixture_get (fixture, nomo_order_entity (), ids[i]));
    nomo_commit_delete (commit, nomo_order_entity (), ids[i]);
  }
  g_assert_cmpuint (fixture_commit (fixture, commit).deleted, ==, 0);
}

static void
test_largest_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1);
  g_autoptr (NomoRecord) read = NULL;
  g_autoptr (GPtrArray) found = NULL;

  fixture_put (fixture, fixture_customer (G_MAXINT64, "نورة", NULL, NULL, FIXTURE_EPOCH));
  fixture_put (fixture, g_steal_pointer (&order));
  read = fixture_get (fixture, nomo_customer_entity (), G_MAXINT64);
  g_assert_cmpstr (nomo_record_get_text (read, CUSTOMER_NAME), ==, "نورة");
  found = nomo_store_search (fixture->store, "نورة", 10, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (fixture_is_sound (fixture->store));
}

/* Times outside of every calendar: kept, or refused with a sentence; never a wrong sum. */
static void
test_extreme_times (Fixture *fixture, gconstpointer data)
{
  static const gint64 times[] = { G_MININT64, G_MININT64 + 1, -1, 0, G_MAXINT64 - 1, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
    g_autoptr (NomoRecord) order = fixture_order (i + 1, times[i], 100, "completed", times[i]);
    g_autoptr (NomoRecord) customer = fixture_customer (i + 1, "نورة", NULL, NULL, times[i]);
    g_autoptr (GError) error = NULL;
    g_autofree char *json = nomo_record_to_json (order);

    nomo_commit_put (commit, order);
    nomo_commit_put (commit, customer);
    if (!nomo_store_commit (fixture->store, commit, NULL, &error))
      session_assert_sentence (error);
    g_assert_true (fixture_is_sound (fixture->store));
  }
}

static void
test_extreme_amounts (Fixture *fixture, gconstpointer data)
{
  static const gint64 amounts[] = { G_MININT64, G_MAXINT64, -G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    refuse (fixture, fixture_order (1, FIXTURE_EPOCH, amounts[i], "completed", 1), "*too large to be true.");
}

/* A text that another program wrote with a NUL in it ends there. */
static void
test_nul (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) read = NULL;
  sqlite3 *db = NULL;

  fixture_put (fixture, fixture_customer (1, "نورة", NULL, "الرياض", FIXTURE_EPOCH));
  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "UPDATE record_customer SET city = 'a' || char (0) || 'b'", NULL, NULL, NULL);
  sqlite3_close (db);
  fixture_reopen (fixture);
  read = fixture_get (fixture, nomo_customer_entity (), 1);
  g_assert_cmpstr (nomo_record_get_text (read, CUSTOMER_CITY), ==, "a");
  g_clear_object (&fixture->store);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/values/not-utf8", test_not_utf8);
  ADD ("/values/not-utf8-again", test_not_utf8_again);
  ADD ("/values/not-utf8-asked", test_not_utf8_asked);
  ADD ("/values/long-text", test_long_text);
  ADD ("/values/bad-ids", test_bad_ids);
  ADD ("/values/largest-id", test_largest_id);
  ADD ("/values/extreme-times", test_extreme_times);
  ADD ("/values/extreme-amounts", test_extreme_amounts);
  ADD ("/values/nul", test_nul);
  return g_test_run ();
}
