#include "entities.h"
#include "fixture.h"
#include "nomo-history.h"

#include <sqlite3.h>
#include <string.h>

#define NAME  "Zubaydah-Qahtani"
#define PHONE "+966598765432"
#define EMAIL "zubaydah@mail.example"
#define PAGE  "/secret-wishes"

static gboolean
file_holds (const char *path, const char *bytes)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return memmem (content, length, bytes, strlen (bytes)) != NULL;
}

/* Looks into every byte of every file beside the store. */
static gboolean
directory_holds (Fixture *fixture, const char *bytes)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (file_holds (path, bytes))
      return TRUE;
  }
  return FALSE;
}

static gint64
make_person (Fixture *fixture, const char *name, const char *phone, const char *email)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, 0);

  nomo_builder_set_text (builder, PERSON_NAME, name);
  nomo_builder_set_text (builder, PERSON_PHONE, phone);
  nomo_builder_set_text (builder, PERSON_EMAIL, email);
  return fixture_make (fixture, builder);
}

static gint64
make_visit (Fixture *fixture, gint64 person, const char *text)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_visit, 0);

  nomo_builder_set_int (builder, VISIT_PERSON, person);
  nomo_builder_set_text (builder, VISIT_TEXT, text);
  return fixture_make (fixture, builder);
}

static void
append_click (Fixture *fixture, const char *key, gint64 person)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  NomoRecordBuilder *builder = nomo_record_build (&entity_click, 0);

  nomo_builder_set_text (builder, CLICK_KEY, key);
  nomo_builder_set_int (builder, CLICK_AT, FIXTURE_EPOCH);
  nomo_builder_set_text (builder, CLICK_PAGE, PAGE);
  nomo_builder_set_int (builder, CLICK_PERSON, person);
  g_ptr_array_add (facts, nomo_builder_end (builder));
  g_assert_true (nomo_store_append (fixture->store, facts, NULL, NULL));
}

/* Everything in which a person leaves a trace, among many others, changed and moved about. */
static gint64
leave_traces (Fixture *fixture)
{
  gint64 id = make_person (fixture, NAME, PHONE, EMAIL);
  gint64 visit = make_visit (fixture, id, NAME " came");
  NomoCommit *raw = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("Somebody %u", i);
    NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);

    make_visit (fixture, make_person (fixture, name, NULL, NULL), "hello");
    nomo_builder_set_text (builder, PERSON_NAME, i % 2 == 0 ? NAME " bint Said" : NAME);
    fixture_change (fixture, builder);
  }
  NomoRecordBuilder *builder = nomo_record_build (&entity_visit, visit);
  nomo_builder_set_text (builder, VISIT_TEXT, NAME " called");
  fixture_change (fixture, builder);
  append_click (fixture, "k1", id);
  nomo_commit_keep_raw (raw, "order", "9", "no date", "{\"name\":\"" NAME "\",\"mobile\":598765432}");
  nomo_commit_keep_raw (raw, "order", "10", "no date", "{\"name\":\"Somebody\"}");
  fixture_commit (fixture, raw);
  return id;
}

static NomoCommitResult
erase (Fixture *fixture, gint64 id)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_commit_erase (commit, &entity_person, id);
  return fixture_commit (fixture, commit);
}

static void
test_no_byte (Fixture *fixture, gconstpointer data)
{
  static const char *const traces[] = { NAME, "zubaydah", "598765432", EMAIL, "qahtani", PAGE };
  gint64 id = leave_traces (fixture);
  g_autoptr (NomoQuery) persons = nomo_query_new (&entity_person);
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    g_assert_true (directory_holds (fixture, traces[i]));
  g_assert_cmpuint (erase (fixture, id).deleted, ==, 2); /* and the visit */
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++) {
    g_test_message ("%s", traces[i]);
    g_assert_false (directory_holds (fixture, traces[i]));
  }
  g_assert_cmpint (nomo_store_count (fixture->store, persons, NULL), ==, 200);
  g_assert_cmpint (nomo_store_count_raw (fixture->store, NULL, NULL), ==, 1);
  found = nomo_store_search (fixture->store, "somebody 199", 10, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (fixture_is_sound (fixture->store));
  fixture_reopen (fixture);
  g_assert_false (directory_holds (fixture, NAME));
}

/* A reader in the middle of its work keeps the log; the next commit empties it. */
static void
test_reader_holds_up (Fixture *fixture, gconstpointer data)
{
  gint64 id = make_person (fixture, NAME, PHONE, EMAIL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN; SELECT count(*) FROM meta", NULL, NULL, NULL), ==, SQLITE_OK);
  erase (fixture, id);
  g_assert_true (directory_holds (fixture, NAME));
  sqlite3_close (db);
  make_person (fixture, "Somebody", NULL, NULL);
  g_assert_false (directory_holds (fixture, NAME));
}

static void
test_stays_erased (Fixture *fixture, gconstpointer data)
{
  gint64 id = make_person (fixture, NAME, PHONE, EMAIL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);
  g_autoptr (NomoRecord) read = NULL;
  NomoCommitResult result;

  erase (fixture, id);
  nomo_builder_set_text (builder, PERSON_NAME, NAME);
  result = fixture_change (fixture, builder);
  g_assert_cmpuint (result.stale, ==, 1);
  g_assert_cmpuint (result.written, ==, 0);
  read = fixture_get (fixture, &entity_person, id);
  g_assert_true (nomo_record_is_deleted (read));
  g_assert_cmpstr (nomo_record_get_text (read, PERSON_NAME), ==, "");
  g_assert_false (directory_holds (fixture, NAME));
}

static void
test_undo_brings_nothing_back (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", "edit");
  gint64 id = make_person (fixture, NAME, PHONE, EMAIL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_person, id);
  g_autoptr (NomoRecord) record = NULL;
  NomoCommitResult result;

  nomo_builder_set_text (builder, PERSON_NAME, "Another");
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_commit (fixture, commit);
  erase (fixture, id);
  result = fixture_undo (fixture, "edit");
  g_assert_cmpuint (result.written, ==, 0);
  g_assert_cmpuint (result.refused, ==, 1);
  g_assert_false (directory_holds (fixture, NAME));
}

static NomoRecord *
customer (gint64 id, const char *name, gint64 at)
{
  return fixture_customer (id, name, PHONE, "الرياض", at);
}

/* Of a mirror: Salla may send the customer again, and it stays out. */
static void
test_customer (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  fixture_put (fixture, customer (5, NAME, FIXTURE_EPOCH));
  nomo_commit_erase (commit, nomo_customer_entity (), 5);
  g_assert_cmpuint (fixture_commit (fixture, commit).deleted, ==, 1);
  g_assert_false (directory_holds (fixture, NAME));
  g_assert_false (directory_holds (fixture, "598765432"));
  g_assert_cmpuint (fixture_put (fixture, customer (5, NAME, FIXTURE_EPOCH + 1000 * FIXTURE_DAY)).stale, ==, 1);
  g_assert_false (directory_holds (fixture, NAME));
}

#define ADD(path, test) g_test_add (path, Fixture, test_entities, fixture_set_up_entities, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/erase/no-byte", test_no_byte);
  ADD ("/erase/reader-holds-up", test_reader_holds_up);
  ADD ("/erase/stays-erased", test_stays_erased);
  ADD ("/erase/undo-brings-nothing-back", test_undo_brings_nothing_back);
  g_test_add ("/erase/customer", Fixture, NULL, fixture_set_up, test_customer, fixture_tear_down);
  return g_test_run ();
}
