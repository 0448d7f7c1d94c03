#include "entities.h"
#include "fixture.h"
#include "nomo-history.h"
#include "nomo-id.h"

#include <string.h>

static gint64
make (Fixture *fixture, const char *name, const char *commit_id)
{
  NomoCommit *commit = nomo_commit_new ("me", commit_id);
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, 0);
  g_autoptr (NomoRecord) record = NULL;

  nomo_builder_set_text (builder, PERSON_NAME, name);
  nomo_builder_add_part (builder, PERSON_PART_TAGS);
  nomo_builder_part_text (builder, PERSON_PART_TAGS, 0, "جديد");
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  return fixture_commit (fixture, commit).first_id;
}

static void
set_text (Fixture *fixture, gint64 id, guint field, const char *text, const char *commit_id)
{
  NomoCommit *commit = nomo_commit_new ("me", commit_id);
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);
  g_autoptr (NomoRecord) record = NULL;

  nomo_builder_set_text (builder, field, text);
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_commit (fixture, commit);
}

static void
assert_text (Fixture *fixture, gint64 id, guint field, const char *expected)
{
  g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_person, id);

  g_assert_cmpstr (nomo_record_get_text (read, field), ==, expected);
}

static gboolean
is_alive (Fixture *fixture, gint64 id)
{
  g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_person, id);

  return !nomo_record_is_deleted (read);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", "make");
  NomoCommit *commit = nomo_commit_new ("me", "undo");

  set_text (fixture, id, PERSON_NAME, "سارة", "edit");
  nomo_commit_undo (commit, "edit");
  g_assert_cmpuint (fixture_commit (fixture, commit).written, ==, 1);
  assert_text (fixture, id, PERSON_NAME, "نورة");
  g_assert_cmpuint (fixture_undo (fixture, "undo").written, ==, 1);
  assert_text (fixture, id, PERSON_NAME, "سارة");
  g_assert_cmpuint (fixture_undo (fixture, "undo").refused, ==, 1);
}

/* What somebody changed since stays, the rest goes back. */
static void
test_changed_since (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", NULL);
  NomoCommit *commit = nomo_commit_new ("me", "edit");
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);
  NomoCommit *undo = nomo_commit_new ("me", "undo");
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  NomoCommitResult result;

  nomo_builder_set_text (builder, PERSON_NAME, "سارة");
  nomo_builder_set_text (builder, PERSON_PHONE, "+966500000009");
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_commit (fixture, commit);
  set_text (fixture, id, PERSON_NAME, "هند", NULL);
  nomo_commit_undo (undo, "edit");
  result = fixture_commit (fixture, undo);
  g_assert_cmpuint (result.written, ==, 1);
  g_assert_cmpuint (result.refused, ==, 1);
  assert_text (fixture, id, PERSON_NAME, "هند");
  assert_text (fixture, id, PERSON_PHONE, NULL);
  conflicts = nomo_store_read_conflicts (fixture->store, "undo", NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  NomoConflict *conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->reason, ==, "changed");
  g_assert_cmpstr (conflict->before, ==, "سارة");
  g_assert_cmpstr (conflict->lost, ==, "نورة");
  g_assert_cmpstr (conflict->kept, ==, "هند");
}

static void
test_creation (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", "make");
  gint64 edited = make (fixture, "ريم", "make-2");

  set_text (fixture, edited, PERSON_NAME, "ريم ب", NULL);
  g_assert_cmpuint (fixture_undo (fixture, "make").deleted, ==, 1);
  g_assert_false (is_alive (fixture, id));
  g_assert_cmpuint (fixture_undo (fixture, "make").refused, ==, 1);
  g_assert_cmpuint (fixture_undo (fixture, "make-2").refused, ==, 1);
  g_assert_true (is_alive (fixture, edited));
}

static void
test_deletion (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_visit, 0);
  NomoCommit *commit = nomo_commit_new ("me", "delete");
  g_autoptr (NomoRecord) read = NULL;
  gint64 visit = 0;

  nomo_builder_set_int (builder, VISIT_PERSON, id);
  visit = fixture_make (fixture, builder);
  nomo_commit_delete (commit, &entity_person, id);
  fixture_commit (fixture, commit);
  g_assert_false (is_alive (fixture, id));
  g_assert_cmpuint (fixture_undo (fixture, "delete").written, ==, 2);
  g_assert_true (is_alive (fixture, id));
  assert_text (fixture, id, PERSON_NAME, "نورة");
  read = fixture_get (fixture, &entity_visit, visit);
  g_assert_false (nomo_record_is_deleted (read));
  g_assert_cmpuint (fixture_undo (fixture, "delete").refused, ==, 2);
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", NULL);
  NomoCommit *commit = nomo_commit_new ("me", "tags");
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoRecord) read = NULL;

  nomo_builder_clear_part (builder, PERSON_PART_TAGS);
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_commit (fixture, commit);
  read = fixture_get (fixture, &entity_person, id);
  g_assert_cmpuint (nomo_record_count_part (read, PERSON_PART_TAGS), ==, 0);
  g_clear_pointer (&read, nomo_record_unref);
  fixture_undo (fixture, "tags");
  read = fixture_get (fixture, &entity_person, id);
  g_assert_cmpuint (nomo_record_count_part (read, PERSON_PART_TAGS), ==, 1);
  g_assert_cmpstr (nomo_record_part_text (read, PERSON_PART_TAGS, 0, 0), ==, "جديد");
}

/* What is Salla's cannot be taken back, and says so; an edit of ours to it can. */
static void
test_sallas (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", "edit");
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 7);
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoRecord) read = NULL;

  nomo_builder_set_as_of (builder, 1000000);
  nomo_builder_set_text (builder, OFFER_CODE, "WARD");
  nomo_builder_set_int (builder, OFFER_PERCENT, 10);
  fixture_put (fixture, nomo_builder_end (builder));
  builder = nomo_record_build (&entity_offer, 7);
  nomo_builder_set_int (builder, OFFER_PERCENT, 20);
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_commit (fixture, commit);
  fixture_undo (fixture, "edit");
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_cmpint (nomo_record_get_int (read, OFFER_PERCENT), ==, 10);
  g_assert_false (nomo_record_is_pending (read));
}

/* A person and a bill, which keeps the person from going; made in one commit, in either order. */
static gint64
make_billed (Fixture *fixture, gboolean bill_first, const char *commit_id, gint64 *bill)
{
  NomoCommit *commit = nomo_commit_new ("me", commit_id);
  NomoRecordBuilder *builders[] = { nomo_record_build (&entity_person, 0), nomo_record_build (&entity_bill, 0) };
  g_autoptr (NomoRecord) person = NULL;
  g_autoptr (NomoRecord) owed = NULL;
  gint64 first = 0;

  nomo_builder_set_text (builders[0], PERSON_NAME, "نورة");
  nomo_builder_set_int (builders[1], BILL_PERSON, bill_first ? -2 : -1);
  person = nomo_builder_end (builders[0]);
  owed = nomo_builder_end (builders[1]);
  nomo_commit_put (commit, bill_first ? owed : person);
  nomo_commit_put (commit, bill_first ? person : owed);
  first = fixture_commit (fixture, commit).first_id;
  *bill = nomo_id_nth (first, bill_first ? 0 : 1);
  return nomo_id_nth (first, bill_first ? 1 : 0);
}

static const char *
reason_of (const GPtrArray *conflicts, gint64 id)
{
  for (guint i = 0; i < conflicts->len; i++) {
    const NomoConflict *conflict = conflicts->pdata[i];

    if (conflict->id == id)
      return conflict->reason;
  }
  return NULL;
}

/* What stays keeps what it belongs to; what goes does not. */
static void
test_needed (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder;
  NomoCommit *undo = nomo_commit_new ("me", "undo");
  g_autoptr (GPtrArray) conflicts = NULL;
  NomoCommitResult result;
  gint64 bill = 0, person = 0;

  make_billed (fixture, FALSE, "first", &bill);
  g_assert_cmpuint (fixture_undo (fixture, "first").deleted, ==, 2);
  make_billed (fixture, TRUE, "second", &bill);
  g_assert_cmpuint (fixture_undo (fixture, "second").deleted, ==, 2);
  person = make_billed (fixture, FALSE, "third", &bill);
  builder = nomo_record_build (&entity_bill, bill);
  nomo_builder_set_int (builder, BILL_AMOUNT, 5);
  fixture_change (fixture, builder);
  nomo_commit_undo (undo, "third");
  result = fixture_commit (fixture, undo);
  conflicts = nomo_store_read_conflicts (fixture->store, "undo", NULL);
  g_assert_cmpuint (result.deleted, ==, 0);
  g_assert_cmpuint (result.refused, ==, 2);
  g_assert_cmpstr (reason_of (conflicts, bill), ==, "changed");
  g_assert_cmpstr (reason_of (conflicts, person), ==, "needed");
  g_assert_true (is_alive (fixture, person));
}

static void
test_denied (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", NULL);
  NomoCommit *commit = nomo_commit_new ("viewer", NULL);
  NomoCommitResult result;

  set_text (fixture, id, PERSON_NAME, "سارة", "edit");
  nomo_commit_set_role (commit, NOMO_ROLE_VIEWER);
  nomo_commit_undo (commit, "edit");
  result = fixture_commit (fixture, commit);
  g_assert_cmpuint (result.written, ==, 0);
  g_assert_cmpuint (result.refused, ==, 1);
  assert_text (fixture, id, PERSON_NAME, "سارة");
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_commit_undo (commit, "nobody made this");
  fixture_refuse (fixture, commit, NOMO_STORE_ERROR_INVALID);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "نورة", "make");
  g_autoptr (GPtrArray) entries = NULL;
  const NomoHistoryEntry *entry = NULL;

  set_text (fixture, id, PERSON_NAME, "سارة", "edit");
  entries = nomo_store_read_history (fixture->store, &entity_person, id, 10, NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->commit_id, ==, "edit");
  g_assert_cmpstr (entry->actor, ==, "me");
  g_assert_cmpstr (entry->field, ==, "name");
  g_assert_cmpstr (entry->before, ==, "نورة");
  g_assert_cmpstr (entry->after, ==, "سارة");
  entry = entries->pdata[1];
  g_assert_cmpstr (entry->field, ==, NOMO_HISTORY_CREATED);
}

#define ADD(path, test) g_test_add (path, Fixture, test_entities, fixture_set_up_entities, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/undo/values", test_values);
  ADD ("/undo/changed-since", test_changed_since);
  ADD ("/undo/creation", test_creation);
  ADD ("/undo/deletion", test_deletion);
  ADD ("/undo/parts", test_parts);
  ADD ("/undo/sallas", test_sallas);
  ADD ("/undo/needed", test_needed);
  ADD ("/undo/denied", test_denied);
  ADD ("/undo/unknown", test_unknown);
  ADD ("/undo/history", test_history);
  return g_test_run ();
}
