#include "backup-fixture.h"
#include "keeper.h"
#include "nomo-contact.h"
#include "nomo-coupon.h"
#include "nomo-keyring.h"
#include "nomo-lists.h"
#include "nomo-locale.h"
#include "nomo-mirror-tally.h"
#include "nomo-proof-pdf.h"
#include "nomo-proof-run.h"
#include "nomo-shop-status.h"
#include "nomo-task.h"
#include "nomo-text.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define MERCHANT   "1"
#define COUNTED_AT G_GINT64_CONSTANT (1790812800000)

typedef struct {
  Fixture store;
  NomoKeyring *keyring;
  NomoHttp *http;
} World;

static void
damage (World *world, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_clear_object (&world->store.store);
  g_assert_cmpint (sqlite3_open (world->store.path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static gint64
make_contact (World *world)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_contact_entity (), 0);

  nomo_builder_set_text (builder, CONTACT_NAME, "سارة");
  nomo_builder_set_text (builder, CONTACT_PHONE, "+966500000001");
  return fixture_make (&world->store, builder);
}

static void
make_task (World *world)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_task_entity (), 0);

  nomo_builder_set_text (builder, TASK_TITLE, "اتصل بها");
  nomo_builder_set_int (builder, TASK_CONTACT, make_contact (world));
  fixture_make (&world->store, builder);
}

/* As a sync leaves it: a list that was counted, and one of which Salla counts more than it lists. */
static void
mark_counted (World *world, const char *list, gint64 total, gint64 count)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const NomoMirrorMarks marks = { list, all };
  const NomoMirrorTally tally = { total, count, 0, nomo_store_get_seq (world->store.store), COUNTED_AT };
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  nomo_mirror_tally_write (&tally, &marks, commit);
  fixture_commit (&world->store, commit);
}

static void
sign_in (World *world)
{
  const char *answer = "{\"access_token\":\"x\",\"refresh_token\":\"y\",\"expires_in\":1209600}";
  KeeperFixture keeper = { .store = world->store.store, .keyring = world->keyring };
  g_autoptr (GError) error = NULL;

  keeper.keeper = nomo_token_keeper_new (keeper.store, world->store.path, 1, world->keyring, world->http);
  g_assert_true (keeper_fixture_adopt (&keeper, answer, &error));
  g_assert_no_error (error);
  g_object_unref (keeper.keeper);
}

static void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->store, NULL);
  world->keyring = nomo_keyring_new_session ();
  world->http = nomo_http_new ();
  fixture_put (&world->store, fixture_order (1, FIXTURE_EPOCH, 22230, "shipped", 1));
  fixture_put (&world->store, fixture_order (1, FIXTURE_EPOCH, 22230, "completed", 5000));
  fixture_put (&world->store, fixture_order (2, FIXTURE_EPOCH, 900, "completed", 1));
  fixture_put (&world->store, fixture_customer (5, "نورة", "+966501234567", "الرياض", FIXTURE_EPOCH));
  make_task (world);
  mark_counted (world, "orders", 2, 2);
  mark_counted (world, "customers", 3, 1);
  sign_in (world);
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->store.store);
  fixture_tear_down (&world->store, NULL);
  g_object_unref (world->keyring);
  g_object_unref (world->http);
  nomo_locale_set_language ("en");
}

static NomoProof *
run (World *world, const NomoProofOptions *options, NomoJob *job, GError **error)
{
  g_autoptr (NomoShopStatus) status = nomo_shop_status_read (world->store.directory, MERCHANT, world->keyring);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (status->error);
  nomo_proof_run_async (status->shop, options, job, keeper_fixture_keep_result, &result);
  return nomo_proof_run_finish (status->shop, keeper_fixture_wait (&result), error);
}

static NomoProof *
prove (World *world, const NomoProofOptions *options)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;
  NomoProof *proof = run (world, options, job, &error);

  g_assert_no_error (error);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
  return proof;
}

/* What is said of an item holds the numbers, and of the others nothing is wrong. */
static void
assert_item (const NomoProof *proof, NomoProofKind kind, NomoProofState state, const char *pattern)
{
  const NomoProofItem *item = &proof->items[kind];
  g_autofree char *text = NULL;

  g_ptr_array_add (item->details, NULL);
  text = g_strjoinv ("\n", (char **) item->details->pdata);
  g_ptr_array_remove_index (item->details, item->details->len - 1);
  g_test_message ("%s: %s\n%s", nomo_proof_get_title (kind), item->sentence, text);
  g_assert_cmpint (item->state, ==, state);
  if (!g_pattern_match_simple (pattern, item->sentence) && !g_pattern_match_simple (pattern, text))
    g_assert_cmpstr (item->sentence, ==, pattern);
}

static void
assert_only (const NomoProof *proof, NomoProofKind wrong)
{
  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    if (proof->items[i].state == NOMO_PROOF_WRONG && i != wrong)
      g_assert_cmpstr (proof->items[i].sentence, ==, "not wrong");
  g_assert_false (nomo_proof_is_sound (proof));
}

static void
test_sound (World *world, gconstpointer data)
{
  g_autofree char *backup = backup_fixture_write (&world->store, "1.db");
  g_autoptr (NomoProof) proof = prove (world, &(NomoProofOptions) { backup, BACKUP_PASSPHRASE });
  g_autofree char *verdict = nomo_proof_dup_verdict (proof);

  assert_item (proof, NOMO_PROOF_PAGES, NOMO_PROOF_SOUND, "The whole file can be read and is undamaged. Pages: *");
  assert_item (proof, NOMO_PROOF_RECORDS, NOMO_PROOF_SOUND, "* Records: 5; deleted ones: 0.");
  assert_item (proof, NOMO_PROOF_SEARCH, NOMO_PROOF_SOUND, "* Records: 5.");
  assert_item (proof, NOMO_PROOF_SUMS, NOMO_PROOF_SOUND, "* Sums: *; days: *");
  assert_item (proof, NOMO_PROOF_FEED, NOMO_PROOF_SOUND, "* Records: 5; changes so far: 6.");
  assert_item (proof, NOMO_PROOF_HISTORY, NOMO_PROOF_SOUND, "* Changes: *; saved together: *");
  assert_item (proof, NOMO_PROOF_OUTBOX, NOMO_PROOF_SOUND, "* Waiting: 0; refused by Salla: 0.");
  assert_item (proof, NOMO_PROOF_REFERENCES, NOMO_PROOF_SOUND, "Each record that another one names is here. Named: 1.");
  assert_item (proof, NOMO_PROOF_COUNTS, NOMO_PROOF_SOUND, "* Lists compared: 2, the oldest as of *");
  assert_item (proof, NOMO_PROOF_FILES, NOMO_PROOF_SOUND, "Only your account *");
  assert_item (proof, NOMO_PROOF_BACKUP, NOMO_PROOF_SOUND, "* opens and is whole. Made on *; records: 5.");
  assert_item (proof, NOMO_PROOF_SIGN_IN, NOMO_PROOF_SOUND,
               "It belongs to this device and to this folder, works until*");
  g_assert_true (nomo_proof_is_sound (proof));
  g_assert_cmpstr (verdict, ==, "All is sound.");
  g_assert_cmpuint (proof->seq, ==, 6);
  g_assert_nonnull (proof->epoch);
  g_assert_cmpint (proof->version, >, 0);
}

typedef struct {
  const char *name;
  NomoProofKind kind;
  const char *sql;
  const char *pattern;
} Damage;

#define NULL_MARK                                                                                           \
  "INSERT INTO marks (name, value) VALUES ('other', 'x'); PRAGMA writable_schema = ON;"                     \
  "UPDATE sqlite_schema SET sql = replace (sql, 'value TEXT NOT NULL', 'value TEXT') WHERE name = 'marks';" \
  "PRAGMA writable_schema = RESET; UPDATE marks SET value = NULL WHERE name = 'other';"                     \
  "PRAGMA writable_schema = ON;"                                                                            \
  "UPDATE sqlite_schema SET sql = replace (sql, 'value TEXT', 'value TEXT NOT NULL') WHERE name = 'marks';" \
  "PRAGMA writable_schema = RESET"

static const Damage damages[] = {
  { "page", NOMO_PROOF_PAGES, NULL_MARK, "The file is damaged: NULL value in marks.value." },
  { "record", NOMO_PROOF_RECORDS, "UPDATE record_order SET item_count = -1 WHERE id = 1", "Order 1: *" },
  { "search", NOMO_PROOF_SEARCH, "DELETE FROM search WHERE entity = 'order' AND ref = 1",
    "*Search does not hold what order 1 says.*" },
  { "search-found", NOMO_PROOF_SEARCH,
    "INSERT INTO search_index (rowid, words) SELECT id, 'other' FROM search WHERE entity = 'order'",
    "The index of search differs from the records." },
  { "sum", NOMO_PROOF_SUMS, "UPDATE rollups SET m1 = m1 + 1 WHERE name = 'order-day'",
    "*The sums “order-day” of 2026-10-01 differ from their records.*" },
  { "feed", NOMO_PROOF_FEED, "UPDATE feed SET seq = seq - 1 WHERE entity = 'customer'",
    "The feed does not hold the last change of customer 5." },
  { "feed-ahead", NOMO_PROOF_FEED,
    "UPDATE feed SET seq = 700 WHERE entity = 'customer'; UPDATE record_customer SET seq = 700",
    "The last change of customer 5 is newer than the store’s counter." },
  { "feed-missing", NOMO_PROOF_FEED, "DELETE FROM feed WHERE entity = 'customer'",
    "The feed does not hold the last change of customer 5." },
  { "history", NOMO_PROOF_HISTORY, "UPDATE history SET after = 'delivered' WHERE entity = 'order' AND field = 'status'",
    "*The history says something else of “status” than order 1.*" },
  { "history-commit", NOMO_PROOF_HISTORY, "UPDATE history SET commit_number = 999 WHERE entity = 'task'",
    "*A change of task * belongs to no commit.*" },
  { "outbox", NOMO_PROOF_OUTBOX,
    "INSERT INTO outbox (entity, id, state, tries, at) VALUES ('order', 1, 'refused', 1, 1)",
    "The outbox speaks of order 1, which does not wait for Salla." },
  { "reference", NOMO_PROOF_REFERENCES,
    "UPDATE record_task SET contact = 999; UPDATE history SET after = '999' WHERE entity = 'task' AND field = 'contact'",
    "What task * belongs to does not exist." },
  { "count", NOMO_PROOF_COUNTS,
    "UPDATE marks SET value = replace (value, '2 2 0 ', '3 3 0 ') WHERE name = 'orders.tally'",
    "Orders: 3 were here when they were counted on 1 October 2026, *, now there are 2, and nothing that was saved since "
    "explains it.*" },
  { "machine", NOMO_PROOF_SIGN_IN, "UPDATE meta SET value = 'another' WHERE key = 'token-machine'",
    "It does not work any more; *" },
};

static void
test_damage (World *world, gconstpointer data)
{
  const Damage *planned = data;
  g_autoptr (NomoProof) proof = NULL;

  damage (world, planned->sql);
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (proof, planned->kind, NOMO_PROOF_WRONG, planned->pattern);
  assert_only (proof, planned->kind);
}

/* A file that the database cannot read through: nothing else is claimed. */
static void
test_broken (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = NULL;

  damage (world, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
                 " WHERE name = 'feed_seq') WHERE name = 'record_order'; PRAGMA writable_schema = RESET");
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  g_assert_cmpint (proof->items[NOMO_PROOF_PAGES].state, ==, NOMO_PROOF_WRONG);
  g_assert_cmpint (proof->items[NOMO_PROOF_RECORDS].state, !=, NOMO_PROOF_SOUND);
}

/* What was saved since explains a difference, and only so much of it. */
static void
test_counts (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = NULL;
  const NomoProofList *orders = NULL;

  fixture_put (&world->store, fixture_order (3, FIXTURE_EPOCH, 100, "completed", 1));
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (proof, NOMO_PROOF_COUNTS, NOMO_PROOF_SOUND,
               "Customers: Salla counts 3 and lists what became 1 records here. *");
  for (guint i = 0; i < proof->lists->len; i++)
    if (g_str_equal (((NomoProofList *) proof->lists->pdata[i])->kind->name, "orders"))
      orders = proof->lists->pdata[i];
  g_assert_cmpint (orders->salla, ==, 2);
  g_assert_cmpint (orders->here, ==, 3);
  g_assert_cmpint (orders->counted, ==, COUNTED_AT);
  g_assert_true (orders->agrees);
}

static void
test_not_counted (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = NULL;

  damage (world, "DELETE FROM marks");
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (proof, NOMO_PROOF_COUNTS, NOMO_PROOF_UNCHECKED, "No list of Salla’s has been counted yet. Sync first.");
  assert_item (proof, NOMO_PROOF_BACKUP, NOMO_PROOF_UNCHECKED, "No backup was named.");
  g_assert_true (nomo_proof_is_sound (proof));
}

static void
test_tally (void)
{
  const NomoMirrorTally tally = { 10, 10, 0, 5, 1 };

  g_assert_true (nomo_mirror_tally_agrees (&tally, 10, 0, 0));
  g_assert_false (nomo_mirror_tally_agrees (&tally, 11, 0, 0));
  g_assert_false (nomo_mirror_tally_agrees (&tally, 9, 0, 0));
  g_assert_true (nomo_mirror_tally_agrees (&tally, 11, 1, 0));
  g_assert_true (nomo_mirror_tally_agrees (&tally, 9, 0, 1));
  g_assert_false (nomo_mirror_tally_agrees (&tally, 8, 5, 1));
}

static void
test_files (World *world, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (world->store.path);
  g_autoptr (NomoProof) proof = NULL;
  g_autoptr (NomoProof) again = NULL;

  g_assert_cmpint (g_chmod (world->store.path, 0644), ==, 0);
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (proof, NOMO_PROOF_FILES, NOMO_PROOF_WRONG, "*Others than its owner may read *1.db*chmod 600*");
  assert_only (proof, NOMO_PROOF_FILES);
  g_assert_cmpint (g_chmod (world->store.path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  again = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (again, NOMO_PROOF_FILES, NOMO_PROOF_WRONG, "Others than its owner may enter the folder *chmod 700*");
  assert_only (again, NOMO_PROOF_FILES);
}

static void
test_backups (World *world, gconstpointer data)
{
  g_autofree char *path = backup_fixture_write (&world->store, "1.db");
  g_autoptr (NomoProof) locked = prove (world, &(NomoProofOptions) { path, "another" });
  g_autoptr (NomoProof) cut = NULL;
  g_autoptr (NomoProof) text = NULL;
  g_autoptr (NomoProof) gone = NULL;
  GStatBuf info;

  assert_item (locked, NOMO_PROOF_BACKUP, NOMO_PROOF_UNCHECKED, "The backup * does not open.");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (truncate (path, info.st_size - 2000), ==, 0);
  cut = prove (world, &(NomoProofOptions) { path, BACKUP_PASSPHRASE });
  assert_item (cut, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG, "The backup * is damaged. Make a new one.");
  assert_item (cut, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG, "*missing, the file ends too early.*");
  assert_only (cut, NOMO_PROOF_BACKUP);
  g_assert_true (g_file_set_contents (path, "no backup", -1, NULL));
  text = prove (world, &(NomoProofOptions) { path, BACKUP_PASSPHRASE });
  assert_item (text, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG, "The backup * does not open.");
  g_unlink (path);
  gone = prove (world, &(NomoProofOptions) { path, BACKUP_PASSPHRASE });
  assert_item (gone, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG, "The backup * does not open.");
}

static void
test_backup_of_other (World *world, gconstpointer data)
{
  g_autofree char *path = backup_fixture_write (&world->store, "2.db");
  g_autoptr (NomoProof) proof = prove (world, &(NomoProofOptions) { path, BACKUP_PASSPHRASE });

  assert_item (proof, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG, "The backup * is of another store.");
  assert_only (proof, NOMO_PROOF_BACKUP);
}

static void
test_signed_out (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = NULL;

  g_clear_object (&world->keyring);
  world->keyring = nomo_keyring_new_session ();
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (proof, NOMO_PROOF_SIGN_IN, NOMO_PROOF_UNNEEDED, "There is none on this device: *");
  g_assert_true (nomo_proof_is_sound (proof));
}

static void
test_cancelled (World *world, gconstpointer data)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  nomo_job_cancel (job);
  g_assert_null (run (world, &(NomoProofOptions) { NULL, NULL }, job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_CANCELLED);
  g_assert_cmpstr (nomo_job_get_result (job), ==, "Cancelled. Nothing was proved.");
}

static void
test_older (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = NULL;

  damage (world, "UPDATE meta SET value = '1' WHERE key = 'schema_version'");
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  assert_item (proof, NOMO_PROOF_RECORDS, NOMO_PROOF_UNCHECKED, "*older version*");
  g_assert_cmpint (proof->version, ==, 0);
}

static void
test_json (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonObject *sums;

  damage (world, "UPDATE rollups SET m1 = m1 + 1");
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  object = nomo_proof_to_json (proof);
  sums = json_array_get_object_element (json_object_get_array_member (object, "items"), NOMO_PROOF_SUMS);
  g_assert_false (json_object_get_boolean_member (object, "ok"));
  g_assert_cmpstr (json_object_get_string_member (sums, "name"), ==, "sums");
  g_assert_cmpstr (json_object_get_string_member (sums, "state"), ==, "wrong");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (object, "data"), "seq"), ==, 6);
  g_assert_cmpstr (json_object_get_string_member (object, "at"), !=, NULL);
}

static gboolean
is_alef_or_lam (gunichar letter)
{
  return letter == 0x644 || letter == 0x627 || letter == 0x623 || letter == 0x625 || letter == 0x622;
}

static int
compare_letters (gconstpointer a, gconstpointer b)
{
  return *(const gunichar *) a < *(const gunichar *) b ? -1 : *(const gunichar *) a > *(const gunichar *) b;
}

static void
append_run (GString *out, GArray *run_of_letters)
{
  g_array_sort (run_of_letters, compare_letters);
  for (guint i = 0; i < run_of_letters->len; i++)
    g_string_append_unichar (out, g_array_index (run_of_letters, gunichar, i));
  g_array_set_size (run_of_letters, 0);
}

/* What steers directions goes, blanks and ends of lines are one, and so are the two orders of lam and alef, which are one glyph
 * that pdftotext takes apart the wrong way round. In a line that begins on the right it also moves vowels and what stands between
 * figures, and sees blanks where letters do not join: there only the letters are looked at. */
static char *
make_plain (const char *text, gboolean letters_only)
{
  g_autofree char *stripped = nomo_text_strip_isolates (text);
  g_autoptr (GArray) letters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  GString *out = g_string_new (NULL);

  for (const char *p = stripped; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (letters_only && is_alef_or_lam (letter)) {
      g_array_append_val (letters, letter);
      continue;
    }
    if (g_unichar_ismark (letter) || (letters_only && !g_unichar_isalpha (letter)))
      continue;
    append_run (out, letters);
    if (g_unichar_isgraph (letter))
      g_string_append_unichar (out, letter);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  }
  append_run (out, letters);
  return g_strchomp (g_string_free (out, FALSE));
}

/* What comes before it on the page may have become one with them. */
static const char *
skip_alefs_and_lams (const char *text)
{
  while (*text != '\0' && is_alef_or_lam (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static void
cut_alefs_and_lams (char *text)
{
  char *last = g_utf8_find_prev_char (text, text + strlen (text));

  for (; last != NULL && is_alef_or_lam (g_utf8_get_char (last)); last = g_utf8_find_prev_char (text, last))
    *last = '\0';
}

static char *
read_pdf (const char *path)
{
  const char *const command[] = { "pdftotext", "-enc", "UTF-8", path, "-", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return g_steal_pointer (&text);
}

static void
assert_figures (const char *page, const char *text)
{
  g_auto (GStrv) figures = g_regex_split_simple ("[^0-9]+", text, 0, 0);

  for (char **figure = figures; *figure != NULL; figure++)
    g_assert_nonnull (strstr (page, *figure));
}

static void
assert_says (const char *page, const char *text)
{
  gboolean letters_only = nomo_locale_is_rtl ();
  g_autofree char *whole = make_plain (page, letters_only);
  g_autofree char *plain = make_plain (text, letters_only);
  const char *wanted = letters_only ? skip_alefs_and_lams (plain) : plain;

  if (letters_only)
    cut_alefs_and_lams (plain);
  if (strstr (whole, wanted) == NULL)
    g_test_message ("%s", whole);
  g_assert_cmpstr (strstr (whole, wanted) != NULL ? "" : wanted, ==, "");
  assert_figures (page, text);
}

static void
assert_page (const NomoProof *proof, const char *page)
{
  g_autofree char *verdict = nomo_proof_dup_verdict (proof);

  assert_says (page, verdict);
  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++) {
    assert_says (page, nomo_proof_get_title ((NomoProofKind) i));
    assert_says (page, nomo_proof_get_word (proof->items[i].state));
    assert_says (page, proof->items[i].sentence);
    for (guint j = 0; j < proof->items[i].details->len; j++)
      assert_says (page, proof->items[i].details->pdata[j]);
  }
}

/* For the eyes of developers NOMO_SHEETS names a folder that the pages are left in. */
static void
write_page (World *world, const char *language, const char *name)
{
  const char *folder = g_getenv ("NOMO_SHEETS") != NULL ? g_getenv ("NOMO_SHEETS") : world->store.directory;
  g_autofree char *file = g_strdup_printf ("%s-%s.pdf", name, language);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (NomoProof) proof = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;
  GStatBuf info;

  nomo_locale_set_language (language);
  proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  g_assert_true (nomo_proof_pdf_write (proof, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  page = read_pdf (path);
  assert_page (proof, page);
}

static void
test_page (World *world, gconstpointer data)
{
  write_page (world, "ar", "sound");
  write_page (world, "en", "sound");
  damage (world,
          "UPDATE rollups SET m1 = m1 + 1; UPDATE marks SET value = replace (value, '2 2 0 ', '3 3 0 ') WHERE name"
          " = 'orders.tally'; UPDATE meta SET value = 'another' WHERE key = 'token-machine'");
  write_page (world, "ar", "wrong");
  write_page (world, "en", "wrong");
}

static void
test_no_page (World *world, gconstpointer data)
{
  g_autoptr (NomoProof) proof = prove (world, &(NomoProofOptions) { NULL, NULL });
  g_autoptr (GError) error = NULL;

  g_assert_false (nomo_proof_pdf_write (proof, "/nowhere/at/all/page.pdf", &error));
  g_assert_cmpstr (error->message, ==, "there is no such folder");
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_autofree char *path = g_strdup_printf ("/proof/damage/%s", damages[i].name);

    g_test_add (path, World, &damages[i], set_up, test_damage, tear_down);
  }
  ADD ("/proof/sound", test_sound);
  ADD ("/proof/broken", test_broken);
  ADD ("/proof/counts", test_counts);
  ADD ("/proof/not-counted", test_not_counted);
  ADD ("/proof/files", test_files);
  ADD ("/proof/backups", test_backups);
  ADD ("/proof/backup-of-other", test_backup_of_other);
  ADD ("/proof/signed-out", test_signed_out);
  ADD ("/proof/cancelled", test_cancelled);
  ADD ("/proof/older", test_older);
  ADD ("/proof/json", test_json);
  ADD ("/proof/page", test_page);
  ADD ("/proof/no-page", test_no_page);
  g_test_add_func ("/proof/tally", test_tally);
  return g_test_run ();
}
