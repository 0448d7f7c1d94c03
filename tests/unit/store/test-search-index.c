#include "fixture.h"
#include "nomo-connection.h"
#include "nomo-domain.h"
#include "nomo-schema.h"
#include "nomo-search.h"
#include "nomo-text.h"

#include <string.h>

#define N_CUSTOMERS 90
#define N_COMMITS   120
#define LIMIT       10
#define SECRET      "qwyzzkhan"

/* The customers as they ought to be found: what lives, by id. */
typedef struct {
  gint64 at;
  const char *first;
  const char *last;
  const char *city;
} Person;

/* More words begin with "sandra" than the search asks for one by one. */
static const char *const firsts[] = { "سارة",    "سامي",    "Sam",     "Sara",    "نورة",    "نور",     "منصور",
                                      "50ml",    "سلطان",   "سلطانة",  "Sandrab", "Sandrac", "Sandrad", "Sandrae",
                                      "Sandraf", "Sandrag", "Sandrah", "Sandrai", "Sandraj" };
static const char *const cities[] = { "جدة", "صامطة", "Sabya", "نجران", "Sandra" };
static const char *const texts[] = { "س",        "سا",     "سار",        "sa",     "s",        "نور",
                                     "نوره جده", "ن",      "سا ص",       "50",     "sam sara", "جدة م",
                                     "سلطان",    "سلطانة", "سلطانه جده", "sandra", "sandrab",  "sandra sandra",
                                     "sandrax" };

static gboolean
begins_a_word (const Person *person, const char *word)
{
  const char *const values[] = { person->first, person->last, person->city };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *folded = nomo_text_fold (values[i]);

    if (g_str_has_prefix (folded, word))
      return TRUE;
  }
  return FALSE;
}

static gboolean
matches (const Person *person, const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (!begins_a_word (person, words[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_named (const Person *person, const char *text)
{
  g_autofree char *name = g_strconcat (person->first, person->last, NULL);
  g_autofree char *folded = nomo_text_fold (name);
  g_autofree char *typed = nomo_text_fold (text);
  g_auto (GStrv) words = g_strsplit (typed, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);

  return g_str_has_prefix (folded, joined) && !g_ascii_isdigit (*joined);
}

static int
newest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const Person *people = data;
  gint64 left = people[*(const guint *) a].at;
  gint64 right = people[*(const guint *) b].at;

  return left < right ? 1 : left > right ? -1 : 0;
}

static char *
expected (const Person *people, const char *text)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *ids = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < N_CUSTOMERS; i++)
    if (people[i].at != 0)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, newest_first, (gpointer) people);
  for (guint group = 0; group < 2; group++)
    for (guint i = 0; i < order->len && n < LIMIT; i++) {
      guint id = g_array_index (order, guint, i);
      gboolean named = is_named (&people[id], text);

      if (group == 0 ? named : !named && matches (&people[id], text)) {
        g_string_append_printf (ids, "%u ", id + 1);
        n++;
      }
    }
  return g_string_free (ids, FALSE);
}

static char *
found (NomoStore *store, const char *text)
{
  g_autoptr (GPtrArray) records = nomo_store_search (store, text, LIMIT, NULL);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (ids, "%d ", (int) nomo_record_get_id (records->pdata[i]));
  return g_string_free (ids, FALSE);
}

/* Salla's clock runs on, whatever day the record is of. */
static NomoRecord *
make_customer (guint id, const Person *person)
{
  static gint64 clock = G_GINT64_CONSTANT (4000000000000);
  g_autofree char *name = g_strconcat (person->first, " ", person->last, NULL);
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), id + 1);

  clock += 1000;
  nomo_builder_set_as_of (builder, clock);
  nomo_builder_set_text (builder, CUSTOMER_NAME, name);
  nomo_builder_set_text (builder, CUSTOMER_CITY, person->city);
  nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, person->at);
  return nomo_builder_end (builder);
}

static void
change (GRand *rand, Person *people, NomoCommit *commit)
{
  guint id = (guint) g_rand_int_range (rand, 0, N_CUSTOMERS);
  Person *person = &people[id];
  g_autoptr (NomoRecord) record = NULL;

  if (person->at != 0 && g_rand_int_range (rand, 0, 4) == 0) {
    nomo_commit_delete (commit, nomo_customer_entity (), id + 1);
    person->at = 0;
    return;
  }
  person->at = FIXTURE_EPOCH + g_rand_int_range (rand, 0, 1000) * (N_CUSTOMERS * 1000) + id * 1000;
  person->first = firsts[g_rand_int_range (rand, 0, G_N_ELEMENTS (firsts))];
  person->last = firsts[g_rand_int_range (rand, 0, G_N_ELEMENTS (firsts))];
  person->city = cities[g_rand_int_range (rand, 0, G_N_ELEMENTS (cities))];
  record = make_customer (id, person);
  nomo_commit_put (commit, record);
}

/* Random commits, and after each the search says what reading everything would say, in the same order. */
static void
test_model (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  Person people[N_CUSTOMERS] = { 0 };

  for (guint i = 0; i < N_COMMITS; i++) {
    NomoCommit *commit = nomo_commit_new ("salla", NULL);

    for (int n = g_rand_int_range (rand, 1, 30); n > 0; n--)
      change (rand, people, commit);
    fixture_commit (fixture, commit);
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++) {
      g_autofree char *wanted = expected (people, texts[j]);
      g_autofree char *got = found (fixture->store, texts[j]);

      g_assert_cmpstr (got, ==, wanted);
    }
    if (i % 40 == 39)
      g_assert_true (fixture_is_sound (fixture->store));
  }
}

static void
replace (NomoConnection *connection, const NomoRecord *old, const NomoRecord *record)
{
  g_autoptr (NomoSearchBatch) batch = nomo_search_batch_new ();
  g_autoptr (GError) error = NULL;

  nomo_search_batch_replace (batch, old, record);
  g_assert_true (nomo_connection_exec (connection, "BEGIN", &error));
  nomo_search_batch_write (batch, connection, &error);
  g_assert_no_error (error);
  g_assert_true (nomo_connection_exec (connection, "COMMIT", &error));
}

static NomoConnection *
open_alone (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  NomoConnection *connection = NULL;

  g_clear_object (&fixture->store);
  connection = nomo_connection_open (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  return connection;
}

static guint
count_hits (NomoConnection *connection, const char *text)
{
  g_autoptr (GArray) hits = nomo_search_find (connection, text, 100, NULL);

  return hits->len;
}

static gboolean
file_holds (Fixture *fixture, const char *text)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

/* A word that is taken back stays in the index's segments until they are merged. */
static void
test_purge (Fixture *fixture, gconstpointer data)
{
  NomoConnection *connection = open_alone (fixture);
  g_autoptr (NomoRecord) person = fixture_customer (7, SECRET " محمد", "+966599999901", "جدة", FIXTURE_EPOCH);
  g_autoptr (NomoRecord) other = fixture_customer (7, "Nobody", NULL, NULL, FIXTURE_EPOCH);
  g_autoptr (GError) error = NULL;

  for (gint64 i = 100; i < 600; i++) {
    g_autoptr (NomoRecord) record = fixture_customer (i, "محمد Qwerty", NULL, "مكة", FIXTURE_EPOCH + i * 1000);

    replace (connection, NULL, record);
    if (i == 300)
      replace (connection, NULL, person);
  }
  g_assert_cmpuint (count_hits (connection, SECRET), ==, 1);
  replace (connection, person, other);
  g_assert_cmpuint (count_hits (connection, SECRET), ==, 0);
  g_clear_pointer (&connection, nomo_connection_free);
  g_assert_true (file_holds (fixture, SECRET + 1));

  connection = open_alone (fixture);
  g_assert_true (nomo_connection_exec (connection, "BEGIN", &error));
  g_assert_true (nomo_search_purge (connection, nomo_domain_entities (), &error));
  g_assert_true (nomo_connection_exec (connection, "COMMIT", &error));
  g_assert_cmpuint (count_hits (connection, "qwerty"), ==, 100);
  g_assert_cmpuint (count_hits (connection, "nobody"), ==, 1);
  g_clear_pointer (&connection, nomo_connection_free);
  g_assert_false (file_holds (fixture, SECRET + 1));
  g_assert_false (file_holds (fixture, "599999901"));
  g_assert_true (file_holds (fixture, "werty"));
}

/* Rows that no record wants are gone, and what was lost is found again. */
static void
test_rebuild (Fixture *fixture, gconstpointer data)
{
  NomoConnection *connection = NULL;
  g_autoptr (NomoRecord) stranger = fixture_customer (3, "ريم", NULL, NULL, FIXTURE_EPOCH);

  fixture_put (fixture, fixture_customer (1, "سارة", NULL, NULL, FIXTURE_EPOCH));
  fixture_put (fixture, fixture_customer (2, "نورة", NULL, NULL, FIXTURE_EPOCH));
  connection = open_alone (fixture);
  replace (connection, NULL, stranger);
  g_assert_true (nomo_connection_exec (
      connection, "DELETE FROM search WHERE ref = 1; INSERT INTO search_index (search_index) VALUES ('delete-all')",
      NULL));
  g_assert_true (nomo_search_rebuild (connection, nomo_domain_entities (), NULL, NULL));
  g_assert_cmpuint (count_hits (connection, "سارة"), ==, 1);
  g_assert_cmpuint (count_hits (connection, "نورة"), ==, 1);
  g_assert_cmpuint (count_hits (connection, "ريم"), ==, 0);
  g_clear_pointer (&connection, nomo_connection_free);
  fixture_reopen (fixture);
  g_assert_true (fixture_is_sound (fixture->store));
}

/* More often than FTS5 bears it without help once the index fills some pages. */
static void
test_many_purges (Fixture *fixture, gconstpointer data)
{
  NomoConnection *connection = NULL;
  g_autoptr (GError) error = NULL;

  fixture_put (fixture, fixture_customer (1, "سارة", NULL, NULL, FIXTURE_EPOCH));
  connection = open_alone (fixture);
  g_assert_true (nomo_connection_exec (connection,
                                       "BEGIN; WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT"
                                       " 5000) INSERT INTO search_index (rowid, words) SELECT i, 'word' || i FROM n",
                                       NULL));
  for (guint i = 0; i < 2100; i++) {
    g_assert_true (nomo_connection_exec (
        connection,
        i % 2 == 0 ? "INSERT INTO search_index (rowid, words) VALUES (1, 'x')"
                   : "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', 1, 'x')",
        NULL));
    nomo_search_purge (connection, nomo_domain_entities (), &error);
    g_assert_no_error (error);
  }
  g_assert_true (nomo_connection_exec (connection, "COMMIT", NULL));
  g_assert_cmpuint (count_hits (connection, "سارة"), ==, 1);
  g_clear_pointer (&connection, nomo_connection_free);
  fixture_reopen (fixture);
  g_assert_true (fixture_is_sound (fixture->store));
}

/* Several changes of one record in one batch: the index forgets the first and learns the last. */
static void
test_batch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoSearchBatch) batch = nomo_search_batch_new ();
  NomoConnection *connection = NULL;
  g_autoptr (NomoRecord) first = fixture_customer (1, "سارة", NULL, NULL, FIXTURE_EPOCH);
  g_autoptr (NomoRecord) second = fixture_customer (1, "ريم", NULL, NULL, FIXTURE_EPOCH + 5000);
  g_autoptr (NomoRecord) third = fixture_customer (1, "هند", NULL, NULL, FIXTURE_EPOCH);

  fixture_put (fixture, nomo_record_ref (first));
  connection = open_alone (fixture);
  nomo_search_batch_replace (batch, first, second);
  nomo_search_batch_replace (batch, second, third);
  g_assert_true (nomo_search_batch_write (batch, connection, NULL));
  g_assert_cmpuint (count_hits (connection, "سارة"), ==, 0);
  g_assert_cmpuint (count_hits (connection, "ريم"), ==, 0);
  g_assert_cmpuint (count_hits (connection, "هند"), ==, 1);
  nomo_search_batch_replace (batch, third, first);
  g_assert_true (nomo_search_batch_write (batch, connection, NULL));
  g_assert_cmpuint (count_hits (connection, "سارة"), ==, 1);
  g_assert_cmpuint (count_hits (connection, "هند"), ==, 0);
  g_clear_pointer (&connection, nomo_connection_free);
  fixture_reopen (fixture);
}

/* The index is told to forget what the old record says: a program that says it otherwise must build the index anew. */
static void
test_version (void)
{
  g_autoptr (NomoRecord) customer = fixture_customer (1, "العبداللطيف أبو بكر نورالدين Al-Harbi وفاء", "+966501234567",
                                                      "بالرياض ڤيلا T-Shirt 50مل", FIXTURE_EPOCH);
  g_autoptr (NomoRecord) order = fixture_order (1, FIXTURE_EPOCH, 100, "completed", FIXTURE_EPOCH);
  g_autoptr (NomoSearchText) person = nomo_search_text_new (customer);
  g_autoptr (NomoSearchText) goods = nomo_search_text_new (order);

  /* When one of these fails, raise the schema's version as well: every step makes search anew. */
  g_assert_cmpint (NOMO_SCHEMA_VERSION, ==, 6);
  g_assert_cmpstr (person->words, ==,
                   "\uE627لعبداللطيفابوبكر \uE639بداللطيفابوبكرنو"
                   " العبداللطيف ابو بكر نورالدين al harbi وفا عبداللطيف اللطيف لطيف ابوبكر الدين دين alharbi"
                   " 966501234567# 0501234567# بالرياض فيلا t shirt 50مل رياض tshirt مل");
  g_assert_cmpstr (goods->words, ==, "20000001# عطر الورد مبخره ورد");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/search/index/model", test_model);
  ADD ("/search/index/purge", test_purge);
  ADD ("/search/index/many-purges", test_many_purges);
  ADD ("/search/index/rebuild", test_rebuild);
  ADD ("/search/index/batch", test_batch);
  g_test_add_func ("/search/index/version", test_version);
  return g_test_run ();
}
