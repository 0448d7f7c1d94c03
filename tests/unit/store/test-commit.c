#include "fixture.h"
#include "nomo-store-error.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) order = fixture_order (19378402502, FIXTURE_EPOCH, 22230, "completed", 1000);
  g_autoptr (NomoRecord) read = NULL;
  g_autofree char *json = NULL;
  NomoCommitResult result = fixture_put (fixture, nomo_record_ref (order));

  g_assert_cmpuint (result.written, ==, 1);
  g_assert_cmpuint (result.seq, ==, 1);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 1);
  fixture_reopen (fixture);
  read = nomo_store_get (fixture->store, nomo_order_entity (), 19378402502, &error);
  g_assert_no_error (error);
  g_assert_true (nomo_record_equal (order, read));
  g_assert_cmpuint (nomo_record_get_seq (read), ==, 1);
  g_assert_cmpint (nomo_record_get_as_of (read), ==, 1000);
  g_assert_true (nomo_record_is_null (read, ORDER_CUSTOMER_ID));
  g_assert_cmpuint (nomo_record_count_part (read, ORDER_PART_ITEMS), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (read, ORDER_PART_ITEMS, 1, ORDER_ITEM_NAME), ==, "مبخرة");
  g_assert_cmpint (nomo_record_part_int (read, ORDER_PART_ITEMS, 0, ORDER_ITEM_QUANTITY), ==, 2);
  json = nomo_record_to_json (read);
  g_assert_nonnull (strstr (json, "\"id\":\"19378402502\""));
  g_assert_nonnull (strstr (json, "\"total\":{\"amount\":\"222.30\",\"currency\":\"SAR\"}"));
  g_assert_nonnull (strstr (json, "\"date\":\"2026-09-30T21:00:00Z\""));
  g_assert_null (strchr (json, '\n'));
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_store_get (fixture->store, nomo_order_entity (), 7, &error));
  g_assert_no_error (error);
}

static void
test_same_commit_twice (Fixture *fixture, gconstpointer data)
{
  NomoCommitResult first;
  NomoCommitResult second;

  for (guint i = 0; i < 2; i++) {
    NomoCommit *commit = nomo_commit_new ("salla", "page-1");
    g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, i == 0 ? 100 : 999, "completed", 1000 + i);

    nomo_commit_put (commit, order);
    if (i == 0)
      first = fixture_commit (fixture, commit);
    else
      second = fixture_commit (fixture, commit);
  }
  g_autoptr (NomoRecord) read = nomo_store_get (fixture->store, nomo_order_entity (), 1, NULL);
  g_assert_cmpint (nomo_record_get_int (read, ORDER_TOTAL), ==, 100);
  g_assert_cmpmem (&first, sizeof first, &second, sizeof second);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 1);
}

static void
test_older_never_overwrites (Fixture *fixture, gconstpointer data)
{
  NomoCommitResult result;
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", 2000));
  result = fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 100, "under_review", 1999));
  g_assert_cmpuint (result.stale, ==, 1);
  g_assert_cmpuint (result.written, ==, 0);
  read = nomo_store_get (fixture->store, nomo_order_entity (), 1, NULL);
  g_assert_cmpint (nomo_record_get_int (read, ORDER_TOTAL), ==, 200);
  g_assert_cmpstr (nomo_record_get_text (read, ORDER_STATUS), ==, "completed");
}

static void
test_equal_is_quiet (Fixture *fixture, gconstpointer data)
{
  NomoCommitResult result;
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", 2000));
  result = fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", 3000));
  g_assert_cmpuint (result.unchanged, ==, 1);
  g_assert_cmpuint (result.seq, ==, 1);
  read = nomo_store_get (fixture->store, nomo_order_entity (), 1, NULL);
  g_assert_cmpint (nomo_record_get_as_of (read), ==, 3000);
  g_assert_cmpuint (nomo_record_get_seq (read), ==, 1);
  result = fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 100, "completed", 2500));
  g_assert_cmpuint (result.stale, ==, 1);
}

static void
test_refused_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) good = fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1);
  g_autoptr (NomoRecord) bad = nomo_builder_end (nomo_record_build (nomo_order_entity (), 2));

  nomo_commit_put (commit, good);
  nomo_commit_put (commit, bad);
  nomo_commit_set_mark (commit, "page", "7");
  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_assert_null (nomo_store_get (fixture->store, nomo_order_entity (), 1, NULL));
  g_assert_null (nomo_store_dup_mark (fixture->store, "page"));
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 0);
}

static void
test_mirror_only_by_salla (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1);

  nomo_commit_put (commit, order);
  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED);
}

static void
test_unset_keeps (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", 2000));
  nomo_builder_set_as_of (builder, 3000);
  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, 77);
  nomo_builder_set_null (builder, ORDER_PAYMENT);
  fixture_put (fixture, nomo_builder_end (builder));
  read = nomo_store_get (fixture->store, nomo_order_entity (), 1, NULL);
  g_assert_cmpint (nomo_record_get_int (read, ORDER_CUSTOMER_ID), ==, 77);
  g_assert_cmpint (nomo_record_get_int (read, ORDER_TOTAL), ==, 200);
  g_assert_true (nomo_record_is_null (read, ORDER_PAYMENT));
  g_assert_cmpuint (nomo_record_count_part (read, ORDER_PART_ITEMS), ==, 2);
}

static void
test_keeps_min (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) read = NULL;
  g_autoptr (NomoDays) days = NULL;

  fixture_put (fixture, fixture_customer (1, "نورة", NULL, NULL, FIXTURE_EPOCH + FIXTURE_DAY));
  fixture_put (fixture, fixture_customer (1, "نورة س", NULL, NULL, FIXTURE_EPOCH + 5 * FIXTURE_DAY));
  read = nomo_store_get (fixture->store, nomo_customer_entity (), 1, NULL);
  g_assert_cmpint (nomo_record_get_int (read, CUSTOMER_FIRST_SEEN), ==, FIXTURE_EPOCH + FIXTURE_DAY);
  g_assert_cmpint (nomo_record_get_int (read, CUSTOMER_UPDATED_AT), ==, FIXTURE_EPOCH + 5 * FIXTURE_DAY);
  g_assert_cmpstr (nomo_record_get_text (read, CUSTOMER_NAME), ==, "نورة س");
}

static void
test_delete_and_revive (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  NomoCommitResult result;
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());
  g_autoptr (NomoRecord) read = NULL;
  gint64 later = g_get_real_time () / 1000 + 1000 * FIXTURE_DAY;

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", 2000));
  nomo_commit_delete (commit, nomo_order_entity (), 1);
  nomo_commit_delete (commit, nomo_order_entity (), 99);
  result = fixture_commit (fixture, commit);
  g_assert_cmpuint (result.deleted, ==, 1);
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 0);
  read = nomo_store_get (fixture->store, nomo_order_entity (), 1, NULL);
  g_assert_true (nomo_record_is_deleted (read));
  g_assert_true (fixture_is_sound (fixture->store));
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", later));
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 1);
}

static void
test_raw (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  nomo_commit_keep_raw (commit, "order", "1", "no date", "{\"id\":1}");
  nomo_commit_keep_raw (commit, "order", "2", "no date", "{\"id\":2}");
  nomo_commit_keep_raw (commit, "order", "2", "no total", "{\"id\":2,\"a\":\"\xff\"}");
  fixture_commit (fixture, commit);
  g_assert_cmpint (nomo_store_count_raw (fixture->store, "order", NULL), ==, 2);
  g_assert_cmpint (nomo_store_count_raw (fixture->store, "customer", NULL), ==, 0);
  fixture_put (fixture, fixture_order (2, FIXTURE_EPOCH, 200, "completed", 2000));
  g_assert_cmpint (nomo_store_count_raw (fixture->store, NULL, NULL), ==, 1);
}

static void
test_bad_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) long_name = fixture_customer (2, huge, NULL, NULL, 5);
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, fixture_customer (1, "ab\xff\xfe", NULL, "a'; DROP TABLE meta; --", 5));
  read = nomo_store_get (fixture->store, nomo_customer_entity (), 1, NULL);
  g_assert_cmpstr (nomo_record_get_text (read, CUSTOMER_NAME), ==, "ab\357\277\275\357\277\275");
  g_assert_cmpstr (nomo_record_get_text (read, CUSTOMER_CITY), ==, "a'; DROP TABLE meta; --");
  nomo_commit_put (commit, long_name);
  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
}

static void
test_marks_and_meta (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *mark = NULL;
  g_autofree char *name = NULL;

  nomo_commit_set_mark (commit, "orders", "page 3");
  fixture_commit (fixture, commit);
  g_hash_table_insert (facts, (gpointer) "name", (gpointer) "متجر ورد");
  g_hash_table_insert (facts, (gpointer) "plan", NULL);
  g_assert_true (nomo_store_write_meta (fixture->store, facts, &error));
  fixture_reopen (fixture);
  mark = nomo_store_dup_mark (fixture->store, "orders");
  name = nomo_store_dup_meta (fixture->store, "name");
  g_assert_cmpstr (mark, ==, "page 3");
  g_assert_cmpstr (name, ==, "متجر ورد");
  g_assert_null (nomo_store_dup_meta (fixture->store, "plan"));
  g_hash_table_insert (facts, (gpointer) "name", NULL);
  g_assert_true (nomo_store_write_meta (fixture->store, facts, &error));
  g_assert_null (nomo_store_dup_meta (fixture->store, "name"));
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  NomoCommitResult *answer = data;

  g_assert_true (nomo_store_commit_finish (NOMO_STORE (source), result, answer, &error));
  g_assert_no_error (error);
}

static gboolean
is_answered (gpointer data)
{
  return ((NomoCommitResult *) data)->seq > 0;
}

static void
changed_cb (NomoStore *store, guint64 seq, gpointer data)
{
  *(guint64 *) data = seq;
}

static gboolean
is_announced (gpointer data)
{
  return *(guint64 *) data >= 2;
}

static void
test_async_and_signal (Fixture *fixture, gconstpointer data)
{
  NomoCommitResult results[2] = { 0 };
  guint64 announced = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &announced);
  for (guint i = 0; i < 2; i++) {
    NomoCommit *commit = nomo_commit_new ("salla", NULL);
    g_autoptr (NomoRecord) order = fixture_order (i + 1, FIXTURE_EPOCH, 100, "completed", 1);

    nomo_commit_put (commit, order);
    nomo_store_commit_async (fixture->store, commit, NULL, committed_cb, &results[i]);
  }
  fixture_wait (is_answered, &results[1]);
  g_assert_cmpuint (results[0].seq, ==, 1);
  g_assert_cmpuint (results[1].seq, ==, 2);
  fixture_wait (is_announced, &announced);
}

static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf status;

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 200, "completed", 2000));
  g_assert_cmpint (g_stat (directory, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (wal, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  g_chmod (fixture->path, 0644);
  fixture_reopen (fixture);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());

  nomo_store_close (fixture->store);
  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, -1);
  g_clear_object (&fixture->store);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/commit/round-trip", test_round_trip);
  ADD ("/commit/missing", test_missing);
  ADD ("/commit/same-commit-twice", test_same_commit_twice);
  ADD ("/commit/older-never-overwrites", test_older_never_overwrites);
  ADD ("/commit/equal-is-quiet", test_equal_is_quiet);
  ADD ("/commit/refused-whole", test_refused_whole);
  ADD ("/commit/mirror-only-by-salla", test_mirror_only_by_salla);
  ADD ("/commit/unset-keeps", test_unset_keeps);
  ADD ("/commit/keeps-min", test_keeps_min);
  ADD ("/commit/delete-and-revive", test_delete_and_revive);
  ADD ("/commit/raw", test_raw);
  ADD ("/commit/bad-text", test_bad_text);
  ADD ("/commit/marks-and-meta", test_marks_and_meta);
  ADD ("/commit/async-and-signal", test_async_and_signal);
  ADD ("/commit/permissions", test_permissions);
  ADD ("/commit/closed", test_closed);
  return g_test_run ();
}
