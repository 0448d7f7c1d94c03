#include "entities.h"
#include "fixture.h"
#include "nomo-clock.h"
#include "nomo-feed.h"

#include <sqlite3.h>

static gint64
make (Fixture *fixture, const char *name)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, 0);

  nomo_builder_set_text (builder, FIRM_NAME, name);
  return fixture_make (fixture, builder);
}

static NomoFeedPage *
read_feed (Fixture *fixture, const char *cursor, guint limit)
{
  g_autoptr (GError) error = NULL;
  NomoFeedPage *page = nomo_store_read_feed (fixture->store, cursor, limit, &error);

  g_assert_no_error (error);
  return page;
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cursor = NULL;
  guint n = 0;
  guint n_pages = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < 25; i++) {
    g_autofree char *name = g_strdup_printf ("متجر %u", i);

    make (fixture, name);
  }
  while (more) {
    g_autoptr (NomoFeedPage) page = read_feed (fixture, cursor, 10);

    g_assert_false (page->anew);
    n += page->records->len;
    n_pages++;
    more = page->more;
    g_free (cursor);
    cursor = g_strdup (page->cursor);
  }
  g_assert_cmpuint (n, ==, 25);
  g_assert_cmpuint (n_pages, <=, 4);
  g_autoptr (NomoFeedPage) rest = read_feed (fixture, cursor, 10);
  g_assert_cmpuint (rest->records->len, ==, 0);
  g_assert_cmpstr (rest->cursor, ==, cursor);
}

/* However often a record changes, it comes once; deleted, as a tombstone. */
static void
test_present_state (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "أول");
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, id);
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_builder_set_text (builder, FIRM_NAME, "ثان");
  fixture_change (fixture, builder);
  g_autoptr (NomoFeedPage) page = read_feed (fixture, NULL, 10);
  g_assert_cmpuint (page->records->len, ==, 1);
  g_assert_cmpstr (nomo_record_get_text (page->records->pdata[0], FIRM_NAME), ==, "ثان");
  nomo_commit_delete (commit, &entity_firm, id);
  fixture_commit (fixture, commit);
  g_autoptr (NomoFeedPage) after = read_feed (fixture, page->cursor, 10);
  g_assert_cmpuint (after->records->len, ==, 1);
  g_assert_true (nomo_record_is_deleted (after->records->pdata[0]));
}

/* A commit larger than the page comes whole. */
static void
test_large_commit (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  make (fixture, "قبل");
  for (guint i = 0; i < 50; i++) {
    NomoRecordBuilder *builder = nomo_record_build (&entity_visit, 0);
    g_autoptr (NomoRecord) record = NULL;

    nomo_builder_set_int (builder, VISIT_AT, i);
    record = nomo_builder_end (builder);
    nomo_commit_put (commit, record);
  }
  fixture_commit (fixture, commit);
  g_autoptr (NomoFeedPage) first = read_feed (fixture, NULL, 10);
  g_assert_cmpuint (first->records->len, ==, 1);
  g_assert_true (first->more);
  g_autoptr (NomoFeedPage) second = read_feed (fixture, first->cursor, 10);
  g_assert_cmpuint (second->records->len, ==, 50);
  g_assert_false (second->more);
}

static void
test_epoch (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "", ":", "5", "0000:1", "another:0", "another" };
  g_autoptr (GError) error = NULL;

  make (fixture, "متجر");
  g_autoptr (NomoFeedPage) page = read_feed (fixture, NULL, 10);
  g_autofree char *beyond = g_strconcat (page->cursor, "9", NULL);
  g_autoptr (NomoFeedPage) ahead = read_feed (fixture, beyond, 10);
  g_assert_true (ahead->anew);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (NomoFeedPage) answer = read_feed (fixture, wrong[i], 10);

    g_assert_true (answer->anew);
    g_assert_cmpuint (answer->records->len, ==, 0);
  }
  g_assert_true (nomo_store_begin_epoch (fixture->store, &error));
  g_autoptr (NomoFeedPage) after = read_feed (fixture, page->cursor, 10);
  g_assert_true (after->anew);
}

static void
retire (Fixture *fixture)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_commit_retire (commit);
  fixture_commit (fixture, commit);
}

static gint64
delete_person (Fixture *fixture)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, 0);
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  gint64 id = 0;

  nomo_builder_set_text (builder, PERSON_NAME, "نورة");
  nomo_builder_set_text (builder, PERSON_PHONE, "+966500000001");
  nomo_builder_set_int (builder, PERSON_LIMIT, 7);
  id = fixture_make (fixture, builder);
  nomo_commit_delete (commit, &entity_person, id);
  fixture_commit (fixture, commit);
  return id;
}

/* Moves the deletion back instead of the clock forward. */
static gint64
delete_before (Fixture *fixture, gint64 days)
{
  gint64 id = delete_person (fixture);
  g_autofree char *sql = g_strdup_printf ("UPDATE record_person SET deleted_at = %" G_GINT64_FORMAT,
                                          nomo_clock_now () - days * FIXTURE_DAY);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return id;
}

static void
test_retire_personal (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    gint64 id = delete_before (fixture, i == 0 ? 29 : 31);
    g_autoptr (NomoRecord) read = NULL;

    retire (fixture);
    read = fixture_get (fixture, &entity_person, id);
    g_assert_true (nomo_record_is_deleted (read));
    g_assert_cmpint (nomo_record_get_int (read, PERSON_LIMIT), ==, 7);
    g_assert_cmpstr (nomo_record_get_text (read, PERSON_NAME), ==, i == 0 ? "نورة" : "");
    g_assert_cmpstr (nomo_record_get_text (read, PERSON_PHONE), ==, i == 0 ? "+966500000001" : NULL);
  }
}

/* A follower that never heard of the tombstone must begin anew; one that had goes on. */
static void
test_retire_tombstone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoFeedPage) before = NULL;
  g_autoptr (NomoFeedPage) behind = NULL;
  gint64 id = 0;

  make (fixture, "متجر");
  before = read_feed (fixture, NULL, 10);
  id = delete_before (fixture, 181);
  behind = read_feed (fixture, NULL, 10);
  retire (fixture);
  g_assert_null (fixture_get (fixture, &entity_person, id));
  g_autoptr (NomoFeedPage) late = read_feed (fixture, before->cursor, 10);
  g_assert_true (late->anew);
  g_autoptr (NomoFeedPage) going_on = read_feed (fixture, behind->cursor, 10);
  g_assert_false (going_on->anew);
  g_autoptr (NomoFeedPage) fresh = read_feed (fixture, NULL, 10);
  g_assert_cmpuint (fresh->records->len, ==, 1);
}

static NomoRecord *
click (const char *key, gint64 at)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_click, 0);

  nomo_builder_set_text (builder, CLICK_KEY, key);
  nomo_builder_set_int (builder, CLICK_AT, at);
  return nomo_builder_end (builder);
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  g_autoptr (NomoQuery) all = nomo_query_new (&entity_click);
  g_autoptr (GError) error = NULL;
  int day = 20727; /* 2026-10-01 */
  guint added = 0;

  for (guint i = 0; i < 10; i++) {
    g_autofree char *key = g_strdup_printf ("k%u", i % 7);

    g_ptr_array_add (facts, click (key, FIXTURE_EPOCH + i));
  }
  for (guint i = 0; i < 2; i++) {
    g_assert_true (nomo_store_append (fixture->store, facts, &added, &error));
    g_assert_cmpuint (added, ==, i == 0 ? 7 : 0);
    g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 7);
  }
  g_autoptr (NomoDays) days = nomo_store_read_days (fixture->store, CLICK_DAY, NULL, day, day, &error);
  g_assert_cmpint (nomo_days_get (days, day, 0), ==, 7);
  g_ptr_array_add (facts, nomo_builder_end (nomo_record_build (&entity_click, 0)));
  g_ptr_array_add (facts, click ("new", FIXTURE_EPOCH));
  g_assert_false (nomo_store_append (fixture->store, facts, &added, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 7);
}

static void
test_fact_is_no_record (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  g_autoptr (NomoRecord) fact = click ("k", FIXTURE_EPOCH);

  nomo_commit_put (commit, fact);
  fixture_refuse (fixture, commit, NOMO_STORE_ERROR_INVALID);
}

#define ADD(path, test) g_test_add (path, Fixture, test_entities, fixture_set_up_entities, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/feed/follow", test_follow);
  ADD ("/feed/present-state", test_present_state);
  ADD ("/feed/large-commit", test_large_commit);
  ADD ("/feed/epoch", test_epoch);
  ADD ("/retire/personal", test_retire_personal);
  ADD ("/retire/tombstone", test_retire_tombstone);
  ADD ("/facts/append", test_facts);
  ADD ("/facts/no-record", test_fact_is_no_record);
  return g_test_run ();
}
