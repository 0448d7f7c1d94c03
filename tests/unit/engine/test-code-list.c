#include "fixture.h"
#include "nomo-batch.h"
#include "nomo-code-export.h"
#include "nomo-code-file.h"
#include "nomo-code-list.h"
#include "nomo-code-sheet.h"
#include "nomo-coupon.h"
#include "nomo-id.h"
#include "nomo-waiting.h"

#include <string.h>

enum { HIND = 7, SARA = 8, NOURA = 9, TWIN = 10 };

#define N_CODES 6

static const char *const codes[N_CODES] = { "EID1", "EID2", "EID3", "EID4", "EID5", "EID6" };

static NomoRecordBuilder *
build_coupon (gint64 id, const char *code, const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_text (builder, COUPON_CODE, code);
  nomo_builder_set_text (builder, COUPON_STATUS, status);
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 100);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, FIXTURE_EPOCH * 2);
  return builder;
}

static gint64
make_batch (Fixture *fixture)
{
  NomoCodePattern pattern = { NOMO_CODES_LATIN, "EID", 8, FALSE, FALSE };
  NomoRecordBuilder *batch = nomo_record_build (nomo_code_batch_entity (), 0);
  gint64 id;

  nomo_builder_set_text (batch, BATCH_NAME, "العيد");
  nomo_builder_set_text (batch, BATCH_WAY, "own");
  nomo_builder_set_int (batch, BATCH_WANTED, N_CODES);
  nomo_code_batch_set_pattern (batch, &pattern);
  id = fixture_make (fixture, batch);
  for (guint i = 0; i < N_CODES; i++) {
    NomoRecordBuilder *coupon = build_coupon (0, codes[i], "active");

    nomo_builder_set_int (coupon, COUPON_BATCH, id);
    fixture_make (fixture, coupon);
  }
  return id;
}

static void
buy (Fixture *fixture, gint64 id, gint64 date, const char *coupon, gint64 customer)
{
  g_autoptr (NomoRecord) order = fixture_order (id, date, 100, "completed", 1);
  NomoRecordBuilder *builder = nomo_record_rebuild (order);

  nomo_builder_set_text (builder, ORDER_COUPON, coupon);
  if (customer != 0)
    nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, customer);
  fixture_put (fixture, nomo_builder_end (builder));
}

static GPtrArray *
read_codes (Fixture *fixture, gint64 batch)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = nomo_codes_read (fixture->store, batch, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static void
accept (Fixture *fixture, gint64 id, gint64 salla_id, const char *code, const char *status, gint64 as_of)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  NomoRecordBuilder *builder = build_coupon (salla_id, code, status);
  g_autoptr (NomoRecord) told = NULL;

  nomo_builder_set_as_of (builder, as_of);
  told = nomo_builder_end (builder);
  nomo_commit_confirm (commit, nomo_coupon_entity (), id, salla_id);
  nomo_commit_put (commit, told);
  fixture_commit (fixture, commit);
}

static void
pause_code (Fixture *fixture, gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_text (builder, COUPON_STATUS, "inactive");
  fixture_change (fixture, builder);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  gint64 batch = make_batch (fixture);
  g_autoptr (GPtrArray) before = read_codes (fixture, batch);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) all = NULL;
  static const NomoCodeState wanted[N_CODES] = { NOMO_CODE_NOT_SENT, NOMO_CODE_ACTIVE, NOMO_CODE_WAITING,
                                                 NOMO_CODE_PAUSED,   NOMO_CODE_ENDED,  NOMO_CODE_USED };
  gint64 ids[N_CODES];
  NomoRecordBuilder *builder = NULL;

  g_assert_cmpuint (before->len, ==, N_CODES);
  for (guint i = 0; i < N_CODES; i++) {
    const NomoCode *code = before->pdata[i];

    g_assert_cmpstr (code->code, ==, codes[i]);
    g_assert_cmpint (code->state, ==, NOMO_CODE_NOT_SENT);
    g_assert_cmpint (code->batch, ==, batch);
    ids[i] = code->coupon;
    if (i > 0)
      accept (fixture, ids[i], 900 + i, codes[i], "active", 1000);
  }
  pause_code (fixture, ids[2]);
  pause_code (fixture, ids[3]);
  accept (fixture, ids[3], 903, codes[3], "inactive", 5000);
  builder = nomo_record_build (nomo_coupon_entity (), ids[4]);
  nomo_builder_set_int (builder, COUPON_EXPIRY, 1000);
  fixture_change (fixture, builder);
  buy (fixture, 1, FIXTURE_EPOCH, "eid6", HIND);
  buy (fixture, 2, FIXTURE_EPOCH, "OTHER", HIND);
  fixture_make (fixture, build_coupon (0, "OTHER", "active"));
  after = read_codes (fixture, batch);
  for (guint i = 0; i < N_CODES; i++) {
    g_test_message ("%s", codes[i]);
    g_assert_cmpint (((NomoCode *) after->pdata[i])->state, ==, wanted[i]);
  }
  all = read_codes (fixture, 0);
  g_assert_cmpuint (all->len, ==, N_CODES);
  for (guint i = 0; i < NOMO_CODE_N_STATES; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (nomo_code_state_get_words (i), !=, nomo_code_state_get_words (j));
}

static void
note (Fixture *fixture, gint64 id, NomoOutboxState state)
{
  const NomoOutboxNote note = { .state = state, .reason = (char *) "code" };
  NomoCommit *commit = nomo_commit_new ("outbox", NULL);

  nomo_commit_note (commit, nomo_coupon_entity (), id, &note);
  fixture_commit (fixture, commit);
}

/* What came of the attempts to send a code, and how many stand how. */
static void
test_outbox (Fixture *fixture, gconstpointer data)
{
  static const struct {
    NomoOutboxState note;
    gboolean known; /* at Salla */
    NomoCodeState state;
  } wanted[N_CODES] = {
    { NOMO_OUTBOX_REFUSED, FALSE, NOMO_CODE_REFUSED }, { NOMO_OUTBOX_SENT, FALSE, NOMO_CODE_WAITING },
    { NOMO_OUTBOX_LATER, FALSE, NOMO_CODE_WAITING },   { NOMO_OUTBOX_READY, FALSE, NOMO_CODE_NOT_SENT },
    { NOMO_OUTBOX_REFUSED, TRUE, NOMO_CODE_REFUSED },  { NOMO_OUTBOX_LATER, TRUE, NOMO_CODE_WAITING },
  };
  gint64 batch = make_batch (fixture);
  g_autoptr (GPtrArray) before = read_codes (fixture, batch);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GHashTable) tallies = NULL;
  const NomoCodeTally *tally;

  for (guint i = 0; i < N_CODES; i++) {
    gint64 id = ((NomoCode *) before->pdata[i])->coupon;

    if (wanted[i].known) {
      accept (fixture, id, 900 + i, codes[i], "active", 1000);
      pause_code (fixture, id);
    }
    note (fixture, id, wanted[i].note);
  }
  after = read_codes (fixture, batch);
  for (guint i = 0; i < N_CODES; i++) {
    g_test_message ("%s", codes[i]);
    g_assert_cmpint (((NomoCode *) after->pdata[i])->state, ==, wanted[i].state);
  }
  tallies = nomo_codes_tally (after);
  tally = g_hash_table_lookup (tallies, &batch);
  g_assert_cmpint (tally->codes, ==, N_CODES);
  g_assert_cmpint (tally->states[NOMO_CODE_REFUSED], ==, 2);
  g_assert_cmpint (tally->states[NOMO_CODE_WAITING], ==, 3);
  g_assert_cmpint (tally->states[NOMO_CODE_NOT_SENT], ==, 1);
}

static const NomoCsvRefusal *
get_refusal (const NomoCodeFile *file, guint index)
{
  return nomo_code_file_get_refused (file)->pdata[index];
}

static NomoCodeFile *
read_file (Fixture *fixture, gint64 batch, const char *text)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  NomoCodeFile *file = nomo_code_file_read (fixture->store, batch, stream, NOMO_CSV_UTF8, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static void
put_customers (Fixture *fixture)
{
  static const struct {
    gint64 id;
    const char *name;
    const char *phone;
    const char *email;
  } people[] = { { HIND, "هند", "+966501111111", "hind@example.org" },
                 { SARA, "=سارة", "+966502222222", "sara@example.org" },
                 { NOURA, "نورة", "+966503333333", "both@example.org" },
                 { TWIN, "ريم", "+966503333333", "both@example.org" } };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autoptr (NomoRecord) customer = fixture_customer (people[i].id, people[i].name, people[i].phone, "جدة", 1);
    NomoRecordBuilder *builder = nomo_record_rebuild (customer);

    nomo_builder_set_text (builder, CUSTOMER_EMAIL, people[i].email);
    fixture_put (fixture, nomo_builder_end (builder));
  }
}

static void
give (Fixture *fixture, gint64 batch, const char *text)
{
  g_autoptr (NomoCodeFile) file = read_file (fixture, batch, text);

  g_assert_cmpuint (nomo_code_file_get_refused (file)->len, ==, 0);
  fixture_commit (fixture, nomo_code_file_create_commit (file, "me", NULL));
}

/* By phone, e-mail address and number; what cannot be matched is said with its line, and all else is taken. */
static void
test_given (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint64 line;
    const char *reason;
  } refused[] = {
    { 5, "Line 2 names the code \u2066EID1\u2069 already." },
    { 6, "The batch has no code \u2066NOPE\u2069." },
    { 7, "No customer has \u20660509999999\u2069." },
    { 8, "More than one customer has \u2066both@example.org\u2069." },
    { 9, "More than one customer has \u20660503333333\u2069." },
    { 11, "The code is missing." },
    { 12, "No customer has \u2066345\u2069." },
  };
  gint64 batch = make_batch (fixture);
  g_autoptr (NomoCodeFile) file = NULL;
  g_autoptr (NomoCodeFile) again = NULL;
  g_autoptr (GPtrArray) after = NULL;
  guint64 seq;

  put_customers (fixture);
  file = read_file (
      fixture, batch,
      "phone,ignored,code\n0501111111,x,EID1\nSara@Example.org,,eid2\n٧,,EID3\n0502222222,,EID1\n"
      "0501111111,,NOPE\n0509999999,,EID4\nboth@example.org,,EID4\n0503333333,,EID4\n,x,EID5\n7,,\n345,,EID4\n");
  for (guint i = 0; i < nomo_code_file_get_refused (file)->len; i++)
    g_test_message ("%s", get_refusal (file, i)->reason);
  g_assert_cmpuint (nomo_code_file_get_refused (file)->len, ==, G_N_ELEMENTS (refused));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_assert_cmpuint (get_refusal (file, i)->line, ==, refused[i].line);
    g_assert_cmpstr (get_refusal (file, i)->reason, ==, refused[i].reason);
  }
  g_assert_cmpuint (nomo_code_file_get_count (file), ==, 3);
  seq = nomo_store_get_seq (fixture->store);
  g_assert_cmpuint (fixture_commit (fixture, nomo_code_file_create_commit (file, "me", NULL)).written, ==, 3);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq + 1);
  after = read_codes (fixture, batch);
  g_assert_cmpint (((NomoCode *) after->pdata[0])->given_to, ==, HIND);
  g_assert_cmpint (((NomoCode *) after->pdata[1])->given_to, ==, SARA);
  g_assert_cmpint (((NomoCode *) after->pdata[2])->given_to, ==, HIND);
  g_assert_cmpint (((NomoCode *) after->pdata[3])->given_to, ==, 0);
  g_assert_cmpint (((NomoCode *) after->pdata[2])->given_at, >, FIXTURE_EPOCH / 2);
  again = read_file (fixture, batch, "EID1;0501111111\nEID2;7\nEID4;8\n");
  g_assert_cmpuint (nomo_code_file_get_known (again), ==, 1);
  g_assert_cmpuint (nomo_code_file_get_count (again), ==, 1);
  g_assert_cmpuint (nomo_code_file_get_refused (again)->len, ==, 1);
  g_assert_cmpstr (get_refusal (again, 0)->reason, ==, "The code was given to somebody else.");
}

/* One code, without a file; what a page shows of it, with the names of who has it and who used it. */
static void
test_said (Fixture *fixture, gconstpointer data)
{
  gint64 batch = make_batch (fixture);
  gint64 hind = HIND, sara = SARA;
  g_autoptr (NomoCodeFile) given = NULL;
  g_autoptr (NomoCodeFile) wrong = NULL;
  g_autoptr (NomoCodeSheet) sheet = NULL;
  g_autoptr (NomoCodeSheet) leaks = NULL;
  g_autoptr (GError) error = NULL;

  put_customers (fixture);
  given = nomo_code_file_say (fixture->store, batch, "eid2", "٠٥٠١١١١١١١", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nomo_code_file_get_count (given), ==, 1);
  fixture_commit (fixture, nomo_code_file_create_commit (given, "me", NULL));
  wrong = nomo_code_file_say (fixture->store, batch, "EID2", "8", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_refusal (wrong, 0)->reason, ==, "The code was given to somebody else.");
  buy (fixture, 1, FIXTURE_EPOCH, "EID2", SARA);
  buy (fixture, 2, FIXTURE_EPOCH, "EID3", SARA);
  sheet = nomo_code_sheet_read (fixture->store, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nomo_record_get_id (sheet->batch), ==, batch);
  g_assert_cmpuint (sheet->codes->len, ==, N_CODES);
  g_assert_cmpint (sheet->tally.given, ==, 1);
  g_assert_cmpint (sheet->tally.leaked, ==, 1);
  g_assert_cmpint (sheet->tally.states[NOMO_CODE_USED], ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (sheet->names, &hind), ==, "هند");
  g_assert_cmpstr (g_hash_table_lookup (sheet->names, &sara), ==, "=سارة");
  leaks = nomo_code_sheet_read (fixture->store, 0, NULL, &error);
  g_assert_null (leaks->batch);
  g_assert_cmpuint (leaks->codes->len, ==, 1);
  g_assert_cmpstr (((NomoCode *) leaks->codes->pdata[0])->code, ==, "EID2");
  g_assert_cmpint (nomo_codes_count_leaks (fixture->store, FIXTURE_EPOCH, &error), ==, 1);
  g_assert_cmpint (nomo_codes_count_leaks (fixture->store, FIXTURE_EPOCH + 1, &error), ==, 0);
  g_assert_no_error (error);
}

/* The check letter tells a slip of the hand from a code of another batch. */
static void
test_mistyped (Fixture *fixture, gconstpointer data)
{
  NomoCodePattern pattern = { NOMO_CODES_DIGITS, "EID", 8, TRUE, FALSE };
  NomoRecordBuilder *batch = nomo_record_build (nomo_code_batch_entity (), 0);
  g_autoptr (GHashTable) taken = nomo_codes_taken_new ();
  g_autoptr (GPtrArray) other = nomo_codes_make (&pattern, 1, taken, NULL);
  g_autofree char *slip = g_strdup (other->pdata[0]);
  g_autofree char *text = NULL;
  g_autoptr (NomoCodeFile) file = NULL;
  gint64 id;

  slip[5] = slip[5] == '9' ? '1' : (char) (slip[5] + 1);
  text = g_strdup_printf ("%s,7\n%s,7\n", (char *) other->pdata[0], slip);
  nomo_builder_set_text (batch, BATCH_NAME, "العيد");
  nomo_builder_set_text (batch, BATCH_WAY, "own");
  nomo_builder_set_int (batch, BATCH_WANTED, 1);
  nomo_code_batch_set_pattern (batch, &pattern);
  id = fixture_make (fixture, batch);
  file = read_file (fixture, id, text);
  g_assert_cmpuint (nomo_code_file_get_refused (file)->len, ==, 2);
  g_assert_true (g_str_has_prefix (get_refusal (file, 0)->reason, "The batch has no code"));
  g_assert_nonnull (strstr (get_refusal (file, 1)->reason, "is mistyped"));
}

/* What was given of a group before stays with what is given now; Salla tells the group, and leaves that alone. */
static void
test_given_of_group (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *batch = nomo_record_build (nomo_code_batch_entity (), 0);
  g_autoptr (GPtrArray) after = NULL;
  gint64 id;

  put_customers (fixture);
  nomo_builder_set_text (batch, BATCH_NAME, "مجموعة");
  nomo_builder_set_text (batch, BATCH_WAY, "group");
  nomo_builder_set_int (batch, BATCH_WANTED, 3);
  id = fixture_make (fixture, batch);
  for (guint round = 0; round < 2; round++) {
    NomoRecordBuilder *group = nomo_record_build (nomo_coupon_entity (), 90);

    nomo_builder_set_as_of (group, 1000 + round * 1000);
    nomo_builder_set_text (group, COUPON_STATUS, "active");
    nomo_builder_set_text (group, COUPON_TYPE, "fixed");
    nomo_builder_set_int (group, COUPON_AMOUNT, 100 + round);
    nomo_builder_set_text (group, COUPON_CURRENCY, "SAR");
    nomo_builder_set_int (group, COUPON_EXPIRY, FIXTURE_EPOCH * 2);
    nomo_builder_set_int (group, COUPON_IS_GROUP, 1);
    nomo_builder_set_text (group, COUPON_GROUP_NAME, "مجموعة");
    nomo_builder_set_text (group, COUPON_GROUP_SUFFIX, "EID");
    nomo_builder_set_int (group, COUPON_GROUP_COUNT, 3);
    for (guint i = 0; i < 3; i++) {
      nomo_builder_add_part (group, COUPON_PART_CODES);
      nomo_builder_part_text (group, COUPON_PART_CODES, COUPON_CHILD_CODE, codes[i]);
    }
    fixture_put (fixture, nomo_builder_end (group));
    if (round == 0) {
      NomoRecordBuilder *ours = nomo_record_build (nomo_coupon_entity (), 90);

      nomo_builder_set_int (ours, COUPON_BATCH, id);
      fixture_change (fixture, ours);
      give (fixture, id, "EID1,7\n");
      give (fixture, id, "EID2,8\n");
    }
  }
  after = read_codes (fixture, id);
  g_assert_cmpuint (after->len, ==, 3);
  g_assert_cmpint (((NomoCode *) after->pdata[0])->given_to, ==, HIND);
  g_assert_cmpint (((NomoCode *) after->pdata[1])->given_to, ==, SARA);
  g_assert_cmpint (((NomoCode *) after->pdata[2])->given_to, ==, 0);
  g_assert_cmpint (((NomoCode *) after->pdata[0])->state, ==, NOMO_CODE_ACTIVE);
}

/* Whoever uses what was given to somebody else, the first of them first; what was given to nobody may be used by all. */
static void
test_leaks (Fixture *fixture, gconstpointer data)
{
  gint64 batch = make_batch (fixture);
  g_autoptr (GPtrArray) leaks = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const NomoCode *code;

  put_customers (fixture);
  give (fixture, batch, "EID1,7\nEID2,8\nEID3,9\n");
  none = nomo_codes_read_leaks (fixture->store, batch, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  buy (fixture, 1, FIXTURE_EPOCH + 1000, "EID1", HIND);
  buy (fixture, 2, FIXTURE_EPOCH + 4000, "EID1", SARA);
  buy (fixture, 3, FIXTURE_EPOCH + 3000, "eid1", NOURA);
  buy (fixture, 4, FIXTURE_EPOCH + 5000, "EID1", 0);
  buy (fixture, 5, FIXTURE_EPOCH, "EID2", SARA);
  buy (fixture, 6, FIXTURE_EPOCH, "EID4", SARA);
  leaks = nomo_codes_read_leaks (fixture->store, batch, NULL, NULL);
  g_assert_cmpuint (leaks->len, ==, 1);
  code = leaks->pdata[0];
  g_assert_cmpstr (code->code, ==, "EID1");
  g_assert_cmpint (code->uses.count, ==, 4);
  g_assert_cmpint (code->uses.order, ==, 1);
  g_assert_cmpint (code->uses.customer, ==, HIND);
  g_assert_cmpint (code->leaks.count, ==, 2);
  g_assert_cmpint (code->leaks.order, ==, 3);
  g_assert_cmpstr (code->leaks.reference, ==, "20000003");
  g_assert_cmpint (code->leaks.customer, ==, NOURA);
  g_assert_cmpint (code->leaks.at, ==, FIXTURE_EPOCH + 3000);
}

/* What is written can be read again and says nothing new; a name that a spreadsheet would run is guarded. */
static void
test_csv (Fixture *fixture, gconstpointer data)
{
  gint64 batch = make_batch (fixture);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (NomoCodeFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put_customers (fixture);
  give (fixture, batch, "EID1,7\nEID2,8\n");
  buy (fixture, 1, FIXTURE_EPOCH, "EID2", HIND);
  all = read_codes (fixture, batch);
  nomo_codes_write_csv (fixture->store, all, stream, ',', NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  text = g_strdup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)));
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "\xef\xbb\xbf"
                                  "Code,Status,Given to (customer number),"));
  g_assert_nonnull (strstr (text, "\r\nEID1,Not sent yet,7,هند,"));
  g_assert_nonnull (strstr (text, "\r\nEID2,Used,8,'=سارة,"));
  g_assert_nonnull (strstr (text, ",7,هند,20000001,2026-10-01"));
  g_assert_nonnull (strstr (text, ",1,7,2026-10-01"));
  g_assert_nonnull (strstr (text, "\r\nEID6,Not sent yet,,,,,,,,,,\r\n"));
  file = read_file (fixture, batch, text);
  g_assert_cmpuint (nomo_code_file_get_refused (file)->len, ==, 0);
  g_assert_cmpuint (nomo_code_file_get_known (file), ==, 2);
  g_assert_cmpuint (nomo_code_file_get_count (file), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/code-list/states", test_states);
  ADD ("/code-list/outbox", test_outbox);
  ADD ("/code-list/said", test_said);
  ADD ("/code-list/given", test_given);
  ADD ("/code-list/mistyped", test_mistyped);
  ADD ("/code-list/given-of-group", test_given_of_group);
  ADD ("/code-list/leaks", test_leaks);
  ADD ("/code-list/csv", test_csv);
  return g_test_run ();
}
