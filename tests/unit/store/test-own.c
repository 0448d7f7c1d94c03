#include "entities.h"
#include "fixture.h"
#include "nomo-clock.h"
#include "nomo-history.h"
#include "nomo-id.h"

static NomoRecordBuilder *
person (const char *name)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, 0);

  nomo_builder_set_text (builder, PERSON_NAME, name);
  return builder;
}

static gint64
make_firm (Fixture *fixture, const char *name)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, 0);

  nomo_builder_set_text (builder, FIRM_NAME, name);
  return fixture_make (fixture, builder);
}

static gint64
make_of (Fixture *fixture, const NomoEntity *entity, guint field, gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (entity, 0);

  nomo_builder_set_int (builder, field, id);
  return fixture_make (fixture, builder);
}

static NomoCommit *
deletion (const NomoEntity *entity, gint64 id)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_commit_delete (commit, entity, id);
  return commit;
}

static void
test_ids (Fixture *fixture, gconstpointer data)
{
  gint64 last = 0;

  for (guint i = 0; i < 3; i++) {
    NomoCommit *commit = nomo_commit_new ("me", i == 2 ? "again" : NULL);
    NomoCommitResult result;

    for (guint j = 0; j < 3; j++) {
      g_autoptr (NomoRecord) record = nomo_builder_end (person ("نورة"));

      g_assert_cmpint (nomo_commit_put (commit, record), ==, -1 - (gint64) j);
    }
    result = fixture_commit (fixture, commit);
    g_assert_cmpuint (result.written, ==, 3);
    g_assert_cmpint (result.first_id, >, last);
    for (guint j = 0; j < 3; j++) {
      g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_person, nomo_id_nth (result.first_id, j));

      g_assert_cmpstr (nomo_record_get_text (read, PERSON_NAME), ==, "نورة");
    }
    last = nomo_id_nth (result.first_id, 2);
    fixture_reopen (fixture);
  }
}

/* The same commit twice gives the same ids. */
static void
test_ids_again (Fixture *fixture, gconstpointer data)
{
  NomoCommitResult results[2];

  for (guint i = 0; i < 2; i++) {
    NomoCommit *commit = nomo_commit_new ("me", "one");
    g_autoptr (NomoRecord) record = nomo_builder_end (person ("سارة"));

    nomo_commit_put (commit, record);
    results[i] = fixture_commit (fixture, commit);
  }
  g_assert_cmpint (results[0].first_id, ==, results[1].first_id);
}

static void
test_stand_ins (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  g_autoptr (NomoRecord) owner = nomo_builder_end (person ("هند"));
  NomoRecordBuilder *builder = nomo_record_build (&entity_visit, 0);
  g_autoptr (NomoRecord) visit = NULL;
  g_autoptr (NomoRecord) read = NULL;
  NomoCommitResult result;

  nomo_builder_set_int (builder, VISIT_PERSON, nomo_commit_put (commit, owner));
  visit = nomo_builder_end (builder);
  nomo_commit_put (commit, visit);
  result = fixture_commit (fixture, commit);
  read = fixture_get (fixture, &entity_visit, nomo_id_nth (result.first_id, 1));
  g_assert_cmpint (nomo_record_get_int (read, VISIT_PERSON), ==, result.first_id);
}

/* The time of birth is the store's, unless it is told. */
static void
test_born (Fixture *fixture, gconstpointer data)
{
  gint64 before = nomo_clock_now ();
  gint64 id = make_of (fixture, &entity_visit, VISIT_PERSON, fixture_make (fixture, person ("مها")));
  gint64 told = make_of (fixture, &entity_visit, VISIT_AT, 5);
  g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_visit, id);
  g_autoptr (NomoRecord) other = fixture_get (fixture, &entity_visit, told);

  g_assert_cmpint (nomo_record_get_int (read, VISIT_AT), >=, before);
  g_assert_cmpint (nomo_record_get_int (read, VISIT_AT), <=, nomo_clock_now ());
  g_assert_cmpint (nomo_record_get_int (other, VISIT_AT), ==, 5);
}

static void
test_unique (Fixture *fixture, gconstpointer data)
{
  gint64 first = make_firm (fixture, "شركة الأمل");
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, 0);
  g_autoptr (NomoRecord) same = NULL;

  nomo_builder_set_text (builder, FIRM_NAME, "شركه الامل");
  same = nomo_builder_end (builder);
  nomo_commit_put (commit, same);
  fixture_refuse (fixture, commit, NOMO_STORE_ERROR_INVALID);
  fixture_commit (fixture, deletion (&entity_firm, first));
  commit = nomo_commit_new ("me", NULL);
  nomo_commit_put (commit, same);
  g_assert_cmpuint (fixture_commit (fixture, commit).written, ==, 1);
  builder = nomo_record_build (&entity_firm, first);
  nomo_builder_set_text (builder, FIRM_NAME, "شركة الأمل");
  commit = nomo_commit_new ("me", NULL);
  g_autoptr (NomoRecord) back = nomo_builder_end (builder);
  nomo_commit_put (commit, back);
  fixture_refuse (fixture, commit, NOMO_STORE_ERROR_INVALID);
}

static void
test_cascade_and_detach (Fixture *fixture, gconstpointer data)
{
  gint64 firm = make_firm (fixture, "متجر");
  gint64 who = make_of (fixture, &entity_visit, VISIT_AT, 5); /* refers to nobody */
  gint64 owner = 0;
  gint64 visit = 0;
  NomoRecordBuilder *builder = person ("ريم");
  g_autoptr (NomoRecord) read = NULL;
  g_autoptr (NomoRecord) gone = NULL;

  nomo_builder_set_int (builder, PERSON_FIRM, firm);
  owner = fixture_make (fixture, builder);
  visit = make_of (fixture, &entity_visit, VISIT_PERSON, owner);
  g_assert_cmpuint (fixture_commit (fixture, deletion (&entity_firm, firm)).deleted, ==, 1);
  read = fixture_get (fixture, &entity_person, owner);
  g_assert_true (nomo_record_is_null (read, PERSON_FIRM));
  g_assert_false (nomo_record_is_deleted (read));
  g_assert_cmpuint (fixture_commit (fixture, deletion (&entity_person, owner)).deleted, ==, 2);
  gone = fixture_get (fixture, &entity_visit, visit);
  g_assert_true (nomo_record_is_deleted (gone));
  g_clear_pointer (&gone, nomo_record_unref);
  gone = fixture_get (fixture, &entity_visit, who);
  g_assert_false (nomo_record_is_deleted (gone));
}

static void
test_restrict (Fixture *fixture, gconstpointer data)
{
  gint64 owner = fixture_make (fixture, person ("منى"));
  gint64 bill = make_of (fixture, &entity_bill, BILL_PERSON, owner);
  NomoCommit *commit = NULL;

  fixture_refuse (fixture, deletion (&entity_person, owner), NOMO_STORE_ERROR_INVALID);
  commit = deletion (&entity_person, owner);
  nomo_commit_delete (commit, &entity_bill, bill);
  g_assert_cmpuint (fixture_commit (fixture, commit).deleted, ==, 2);
}

static void
test_named_must_live (Fixture *fixture, gconstpointer data)
{
  gint64 owner = fixture_make (fixture, person ("دانة"));
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_visit, 0);
  g_autoptr (NomoRecord) visit = NULL;

  nomo_builder_set_int (builder, VISIT_PERSON, owner);
  visit = nomo_builder_end (builder);
  nomo_commit_put (commit, visit);
  nomo_commit_delete (commit, &entity_person, owner);
  g_assert_cmpuint (fixture_commit (fixture, commit).deleted, ==, 2);
  commit = nomo_commit_new ("me", NULL);
  nomo_commit_put (commit, visit);
  fixture_refuse (fixture, commit, NOMO_STORE_ERROR_INVALID);
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = person ("لمى");
  g_autoptr (NomoRecord) read = NULL;
  g_autoptr (NomoRecord) merged = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  NomoCommit *commit = nomo_commit_new ("me", "late");
  gint64 id = 0;

  nomo_builder_set_text (builder, PERSON_PHONE, "+966500000001");
  nomo_builder_set_int (builder, PERSON_LIMIT, 1);
  id = fixture_make (fixture, builder);
  read = fixture_get (fixture, &entity_person, id);
  builder = nomo_record_build_from (read);
  nomo_builder_set_int (builder, PERSON_LIMIT, 2);
  nomo_builder_set_text (builder, PERSON_PHONE, "+966500000002");
  fixture_change (fixture, builder);
  builder = nomo_record_build_from (read);
  nomo_builder_set_text (builder, PERSON_NAME, "لمى ب");
  nomo_builder_set_int (builder, PERSON_LIMIT, 3);
  g_autoptr (NomoRecord) late = nomo_builder_end (builder);
  nomo_commit_put (commit, late);
  fixture_commit (fixture, commit);
  merged = fixture_get (fixture, &entity_person, id);
  g_assert_cmpstr (nomo_record_get_text (merged, PERSON_NAME), ==, "لمى ب");
  g_assert_cmpstr (nomo_record_get_text (merged, PERSON_PHONE), ==, "+966500000002");
  g_assert_cmpint (nomo_record_get_int (merged, PERSON_LIMIT), ==, 3);
  conflicts = nomo_store_read_conflicts (fixture->store, "late", NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  NomoConflict *conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->field, ==, "limit");
  g_assert_cmpstr (conflict->reason, ==, "edit");
  g_assert_cmpstr (conflict->before, ==, "1");
  g_assert_cmpstr (conflict->lost, ==, "2");
  g_assert_cmpstr (conflict->kept, ==, "3");
}

static void
add_tag (NomoRecordBuilder *builder, const char *tag)
{
  nomo_builder_add_part (builder, PERSON_PART_TAGS);
  nomo_builder_part_text (builder, PERSON_PART_TAGS, 0, tag);
}

static void
test_sets_merge (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = person ("جود");
  g_autoptr (NomoRecord) read = NULL;
  g_autoptr (NomoRecord) merged = NULL;
  gint64 id = 0;

  add_tag (builder, "قديم");
  add_tag (builder, "مهم");
  id = fixture_make (fixture, builder);
  read = fixture_get (fixture, &entity_person, id);
  builder = nomo_record_build_from (read);
  add_tag (builder, "الرياض");
  fixture_change (fixture, builder);
  builder = nomo_record_build_from (read);
  nomo_builder_clear_part (builder, PERSON_PART_TAGS);
  add_tag (builder, "مهم");
  add_tag (builder, "جدة");
  fixture_change (fixture, builder);
  merged = fixture_get (fixture, &entity_person, id);
  g_assert_cmpuint (nomo_record_count_part (merged, PERSON_PART_TAGS), ==, 3);
  g_assert_cmpstr (nomo_record_part_text (merged, PERSON_PART_TAGS, 0, 0), ==, "مهم");
  g_assert_cmpstr (nomo_record_part_text (merged, PERSON_PART_TAGS, 1, 0), ==, "الرياض");
  g_assert_cmpstr (nomo_record_part_text (merged, PERSON_PART_TAGS, 2, 0), ==, "جدة");
}

typedef struct {
  NomoRole role;
  const NomoEntity *entity;
  NomoVerbs verb;
  gboolean allowed;
} Right;

static void
test_roles (Fixture *fixture, gconstpointer data)
{
  static const Right rights[] = {
    { NOMO_ROLE_OWNER, &entity_person, NOMO_VERB_CREATE, TRUE },
    { NOMO_ROLE_AGENT, &entity_person, NOMO_VERB_UPDATE, TRUE },
    { NOMO_ROLE_AGENT, &entity_person, NOMO_VERB_DELETE, TRUE },
    { NOMO_ROLE_MANAGER, &entity_person, NOMO_VERB_ERASE, FALSE },
    { NOMO_ROLE_VIEWER, &entity_person, NOMO_VERB_CREATE, FALSE },
    { NOMO_ROLE_VIEWER, &entity_person, NOMO_VERB_UPDATE, FALSE },
    { NOMO_ROLE_VIEWER, &entity_person, NOMO_VERB_DELETE, FALSE },
    { NOMO_ROLE_MARKETER, &entity_person, NOMO_VERB_UPDATE, FALSE },
    { NOMO_ROLE_SALLA, &entity_person, NOMO_VERB_CREATE, FALSE },
    { NOMO_ROLE_SALLA, &entity_person, NOMO_VERB_DELETE, FALSE },
    { NOMO_ROLE_OWNER, &entity_person, NOMO_VERB_ERASE, TRUE },
  };
  gint64 id = fixture_make (fixture, person ("غادة"));

  for (guint i = 0; i < G_N_ELEMENTS (rights); i++) {
    NomoCommit *commit = nomo_commit_new (rights[i].role == NOMO_ROLE_SALLA ? "salla" : "somebody", NULL);
    NomoRecordBuilder *builder = nomo_record_build (&entity_person, rights[i].verb == NOMO_VERB_CREATE ? 0 : id);
    g_autofree char *name = g_strdup_printf ("غادة %u", i);
    g_autoptr (NomoRecord) record = NULL;

    nomo_builder_set_text (builder, PERSON_NAME, name);
    record = nomo_builder_end (builder);
    nomo_commit_set_role (commit, rights[i].role);
    if (rights[i].verb == NOMO_VERB_DELETE)
      nomo_commit_delete (commit, &entity_person, id);
    else if (rights[i].verb == NOMO_VERB_ERASE)
      nomo_commit_erase (commit, &entity_person, id);
    else
      nomo_commit_put (commit, record);
    if (rights[i].allowed)
      fixture_commit (fixture, commit);
    else
      fixture_refuse (fixture, commit, NOMO_STORE_ERROR_DENIED);
  }
}

static void
test_writers (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_make (fixture, person ("أمل"));

  for (guint i = 0; i < 2; i++) {
    NomoCommit *commit = nomo_commit_new ("somebody", NULL);
    NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);
    g_autoptr (NomoRecord) record = NULL;

    nomo_builder_set_int (builder, PERSON_LIMIT, 500);
    record = nomo_builder_end (builder);
    nomo_commit_set_role (commit, i == 0 ? NOMO_ROLE_AGENT : NOMO_ROLE_MANAGER);
    nomo_commit_put (commit, record);
    if (i == 0)
      fixture_refuse (fixture, commit, NOMO_STORE_ERROR_DENIED);
    else
      fixture_commit (fixture, commit);
  }
}

#define ADD(path, test) g_test_add (path, Fixture, test_entities, fixture_set_up_entities, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/own/ids", test_ids);
  ADD ("/own/ids-again", test_ids_again);
  ADD ("/own/stand-ins", test_stand_ins);
  ADD ("/own/born", test_born);
  ADD ("/own/unique", test_unique);
  ADD ("/own/cascade-and-detach", test_cascade_and_detach);
  ADD ("/own/restrict", test_restrict);
  ADD ("/own/named-must-live", test_named_must_live);
  ADD ("/own/merge", test_merge);
  ADD ("/own/sets-merge", test_sets_merge);
  ADD ("/own/roles", test_roles);
  ADD ("/own/writers", test_writers);
  return g_test_run ();
}
