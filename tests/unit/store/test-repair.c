#include "entities.h"
#include "fixture.h"
#include "nomo-clock.h"
#include "nomo-repair.h"

#include <sqlite3.h>

#define NOON (FIXTURE_EPOCH + FIXTURE_DAY / 2)

static NomoCommit *
comparison_of (NomoRecord *record)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) owned = record;

  nomo_commit_put (commit, owned);
  return commit;
}

static NomoRecord *
order (gint64 id, gint64 total, gint64 as_of)
{
  return fixture_order (id, FIXTURE_EPOCH, total, "completed", as_of);
}

static void
assert_count (Fixture *fixture, const GArray *repairs, const char *what)
{
  gint64 count = 0;

  for (guint i = 0; i < repairs->len; i++)
    count += g_array_index (repairs, NomoRepair, i).what == g_intern_string (what) ? 1 : 0;
  g_assert_cmpint (nomo_store_count_repairs (fixture->store, 0, what, NULL), ==, count);
  g_assert_cmpint (nomo_store_count_repairs (fixture->store, G_MAXINT64, what, NULL), ==, 0);
}

static void
assert_repairs (Fixture *fixture, const char *expected)
{
  g_autoptr (GArray) repairs = nomo_store_read_repairs (fixture->store, 0, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < repairs->len; i++) {
    const NomoRepair *repair = &g_array_index (repairs, NomoRepair, i);

    g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s;", repair->entity->name, repair->id, repair->what);
  }
  g_assert_cmpstr (text->str, ==, expected);
  assert_count (fixture, repairs, NOMO_REPAIR_MISSED);
  assert_count (fixture, repairs, NOMO_REPAIR_CHANGED);
  assert_count (fixture, repairs, NOMO_REPAIR_GONE);
}

/* Only what differed is noted, and only by a comparison. */
static void
test_noted (Fixture *fixture, gconstpointer data)
{
  gint64 rows[][2] = { { 1, 100 }, { 2, 250 }, { 3, 300 } };
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  fixture_put (fixture, order (1, 100, NOON));
  fixture_put (fixture, order (2, 200, NOON));
  assert_repairs (fixture, "");
  nomo_commit_set_repairs (commit, nomo_order_entity ());
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (NomoRecord) row = order (rows[i][0], rows[i][1], NOON + 60000);

    nomo_commit_put (commit, row);
  }
  fixture_commit (fixture, commit);
  assert_repairs (fixture, "order 3 missed;order 2 changed;");
}

/* An older word puts nothing right. */
static void
test_stale (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = comparison_of (order (1, 90, NOON));

  fixture_put (fixture, order (1, 100, NOON + 60000));
  nomo_commit_set_repairs (commit, nomo_order_entity ());
  fixture_commit (fixture, commit);
  assert_repairs (fixture, "");
}

/* It is told once, and may come back. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  NomoCommit *gone = nomo_commit_new ("salla", NULL);
  NomoCommit *again = nomo_commit_new ("salla", NULL);
  NomoCommit *back = comparison_of (order (1, 100, NOON + FIXTURE_DAY));

  fixture_put (fixture, order (1, 100, NOON));
  nomo_commit_gone (gone, nomo_order_entity (), 1, NOON + 60000);
  nomo_commit_gone (again, nomo_order_entity (), 1, NOON + 120000);
  fixture_commit (fixture, gone);
  fixture_commit (fixture, again);
  assert_repairs (fixture, "order 1 gone;");
  nomo_commit_set_repairs (back, nomo_order_entity ());
  fixture_commit (fixture, back);
  assert_repairs (fixture, "order 1 missed;order 1 gone;");
}

/* As a list brings it, with the time of its last change. */
static void
find (Fixture *fixture, NomoRecord *record, gboolean changes)
{
  g_autoptr (NomoRecord) owned = record;
  NomoRecordBuilder *builder = nomo_record_rebuild (record);
  NomoCommit *commit = NULL;

  nomo_builder_set_int (builder, ORDER_UPDATED_AT, nomo_record_get_as_of (record));
  commit = comparison_of (nomo_builder_end (builder));

  nomo_commit_set_untold (commit, nomo_order_entity (), changes);
  fixture_commit (fixture, commit);
}

static void
tell (Fixture *fixture, NomoRecord *record)
{
  g_autoptr (NomoRecord) owned = record;
  NomoCommit *commit = nomo_commit_new (NOMO_ACTOR_WEBHOOK, NULL);

  nomo_commit_put (commit, owned);
  fixture_commit (fixture, commit);
}

/* What is found by asking and was not told, once Salla tells of orders. Where only the new is told of, a change says nothing, and
 * neither does what has not changed and is only known better. */
static void
test_untold (Fixture *fixture, gconstpointer data)
{
  find (fixture, order (9, 100, NOON), TRUE);
  assert_repairs (fixture, "");
  tell (fixture, order (8, 100, NOON));
  find (fixture, order (1, 100, NOON), FALSE);
  assert_repairs (fixture, "order 1 untold;");
  find (fixture, order (1, 200, NOON), TRUE);
  find (fixture, order (1, 200, NOON + 120000), FALSE);
  assert_repairs (fixture, "order 1 untold;");
  find (fixture, order (1, 300, NOON + 180000), TRUE);
  assert_repairs (fixture, "order 1 untold;order 1 untold;");
}

/* What a webhook told, in part or as something to be fetched, is told. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  NomoCommit *doubt = nomo_commit_new (NOMO_ACTOR_WEBHOOK, NULL);

  tell (fixture, order (1, 100, NOON));
  find (fixture, order (1, 200, NOON + 1000), TRUE);
  nomo_commit_doubt (doubt, nomo_order_entity (), 2);
  fixture_commit (fixture, doubt);
  find (fixture, order (2, 100, NOON), TRUE);
  assert_repairs (fixture, "");
  find (fixture, order (1, 300, NOON + 60000), TRUE);
  assert_repairs (fixture, "order 1 untold;");
}

/* A webhook that comes late takes it back, of its own record alone; one of long ago does not. */
static void
test_told_late (Fixture *fixture, gconstpointer data)
{
  gint64 now = nomo_clock_now ();

  tell (fixture, order (8, 100, now - 9000));
  find (fixture, order (1, 100, now - 5000), TRUE);
  find (fixture, order (2, 100, now - 5000), TRUE);
  tell (fixture, order (1, 100, now - 8000));
  assert_repairs (fixture, "order 2 untold;");
  tell (fixture, order (2, 100, now + 600000));
  assert_repairs (fixture, "order 2 untold;");
}

/* It is late or not by when Salla told it, however long that waited to be written. */
static void
test_told_at (Fixture *fixture, gconstpointer data)
{
  gint64 now = nomo_clock_now ();
  g_autoptr (NomoRecord) record = order (1, 100, now - 5000);

  tell (fixture, order (8, 100, now - 9000));
  find (fixture, nomo_record_ref (record), TRUE);
  for (int hours = 2; hours >= 0; hours -= 2) {
    NomoCommit *commit = nomo_commit_new (NOMO_ACTOR_WEBHOOK, NULL);

    assert_repairs (fixture, "order 1 untold;");
    nomo_commit_set_told_at (commit, now + hours * 3600 * 1000);
    nomo_commit_put (commit, record);
    fixture_commit (fixture, commit);
  }
  assert_repairs (fixture, "");
}

/* What Salla itself says is gone was not missed. */
static void
test_told_gone (Fixture *fixture, gconstpointer data)
{
  NomoCommit *gone = nomo_commit_new (NOMO_ACTOR_WEBHOOK, NULL);

  fixture_put (fixture, order (1, 100, NOON));
  nomo_commit_gone (gone, nomo_order_entity (), 1, NOON + 60000);
  g_assert_cmpuint (fixture_commit (fixture, gone).deleted, ==, 1);
  assert_repairs (fixture, "");
}

static NomoRecord *
offer (gint64 id, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, id);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, OFFER_CODE, "WARD");
  return nomo_builder_end (builder);
}

/* Salla may have said since that it is there. */
static void
test_gone_before (Fixture *fixture, gconstpointer data)
{
  NomoCommit *gone = nomo_commit_new ("salla", NULL);

  fixture_put (fixture, order (1, 100, NOON));
  nomo_commit_gone (gone, nomo_order_entity (), 1, NOON - 1000);
  g_assert_cmpuint (fixture_commit (fixture, gone).stale, ==, 1);
  assert_repairs (fixture, "");
}

/* Salla names a two-way record by its own id. */
static void
test_gone_by_the_id_at_salla (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 0);
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  NomoCommit *gone = nomo_commit_new ("salla", NULL);
  NomoRecordBuilder *answer = NULL;
  g_autoptr (NomoRecord) said = NULL;
  g_autoptr (NomoRecord) read = NULL;
  gint64 id = 0;

  nomo_builder_set_text (builder, OFFER_CODE, "WARD");
  id = fixture_make (fixture, builder);
  nomo_commit_confirm (commit, &entity_offer, id, 555);
  answer = nomo_record_build (&entity_offer, 555);
  nomo_builder_set_as_of (answer, NOON - 1000);
  nomo_builder_set_text (answer, OFFER_CODE, "WARD");
  said = nomo_builder_end (answer);
  nomo_commit_put (commit, said);
  fixture_commit (fixture, commit);
  nomo_commit_gone (gone, &entity_offer, 555, NOON);
  g_assert_cmpuint (fixture_commit (fixture, gone).deleted, ==, 1);
  read = fixture_get (fixture, &entity_offer, id);
  g_assert_true (nomo_record_is_deleted (read));
}

static void
make_older (Fixture *fixture, gint64 days)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE repairs SET at = at - %" G_GINT64_FORMAT, days * FIXTURE_DAY);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
retire (Fixture *fixture)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  nomo_commit_retire (commit);
  fixture_commit (fixture, commit);
}

static void
test_old_ones_go (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = comparison_of (order (1, 100, NOON));

  nomo_commit_set_repairs (commit, nomo_order_entity ());
  fixture_commit (fixture, commit);
  make_older (fixture, 179);
  retire (fixture);
  assert_repairs (fixture, "order 1 missed;");
  make_older (fixture, 2);
  retire (fixture);
  assert_repairs (fixture, "");
}

static void
test_only_if_equal (Fixture *fixture, gconstpointer data)
{
  NomoCommit *same = comparison_of (order (1, 100, NOON + 60000));
  NomoCommit *other = comparison_of (order (1, 101, NOON + 120000));
  g_autoptr (NomoRecord) read = NULL;
  g_autofree char *mark = NULL;

  fixture_put (fixture, order (1, 100, NOON));
  nomo_commit_set_only_if_equal (same);
  g_assert_cmpuint (fixture_commit (fixture, same).unchanged, ==, 1);
  nomo_commit_set_only_if_equal (other);
  nomo_commit_set_mark (other, "orders.walk", "7");
  fixture_refuse (fixture, other, NOMO_STORE_ERROR_DIFFERS);
  mark = nomo_store_dup_mark (fixture->store, "orders.walk");
  g_assert_null (mark);
  read = fixture_get (fixture, nomo_order_entity (), 1);
  g_assert_cmpint (nomo_record_get_int (read, ORDER_TOTAL), ==, 100);
  g_assert_cmpint (nomo_record_get_as_of (read), ==, NOON + 60000);
}

static void
assert_unseen (Fixture *fixture, const NomoEntity *entity, gint64 since, const char *expected)
{
  g_autoptr (GArray) ids = nomo_store_list_unseen (fixture->store, entity, since, 10, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  g_assert_cmpstr (text->str, ==, expected);
}

/* A row that says nothing new has been seen all the same, and who is deleted is not looked for. */
static void
test_unseen (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (gint64 id = 1; id <= 4; id++)
    fixture_put (fixture, order (id, 100, NOON));
  nomo_commit_delete (commit, nomo_order_entity (), 4);
  fixture_commit (fixture, commit);
  fixture_put (fixture, order (2, 100, NOON + 60000));
  assert_unseen (fixture, nomo_order_entity (), NOON + 60000, "1 3 ");
}

/* What Salla never had is not looked for there. */
static void
test_unseen_two_way (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 0);

  fixture_put (fixture, offer (77, NOON));
  nomo_builder_set_text (builder, OFFER_CODE, "NEW");
  fixture_make (fixture, builder);
  assert_unseen (fixture, &entity_offer, NOON + 60000, "77 ");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), gboolean offers)
{
  g_test_add (path, Fixture, offers ? test_entities : NULL, offers ? fixture_set_up_entities : fixture_set_up, test,
              fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/repair/noted", test_noted, FALSE);
  add ("/repair/stale", test_stale, FALSE);
  add ("/repair/gone", test_gone, FALSE);
  add ("/repair/gone-before", test_gone_before, FALSE);
  add ("/repair/untold", test_untold, FALSE);
  add ("/repair/told", test_told, FALSE);
  add ("/repair/told-late", test_told_late, FALSE);
  add ("/repair/told-at", test_told_at, FALSE);
  add ("/repair/told-gone", test_told_gone, FALSE);
  add ("/repair/gone-by-the-id-at-salla", test_gone_by_the_id_at_salla, TRUE);
  add ("/repair/old-ones-go", test_old_ones_go, FALSE);
  add ("/repair/only-if-equal", test_only_if_equal, FALSE);
  add ("/repair/unseen", test_unseen, FALSE);
  add ("/repair/unseen-two-way", test_unseen_two_way, TRUE);
  return g_test_run ();
}
