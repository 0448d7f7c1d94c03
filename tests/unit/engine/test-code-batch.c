#include "fixture.h"
#include "nomo-batch.h"
#include "nomo-code-batch.h"
#include "nomo-coupon.h"
#include "nomo-engine-lock.h"
#include "nomo-error.h"
#include "nomo-history.h"
#include "nomo-undo.h"

#include <stdio.h>
#include <string.h>

#define CHUNK NOMO_CODE_BATCH_CHUNK
#define LIFE  (3 * CHUNK)

static const char *self_path;
static char *last_id; /* id of the last work */

static NomoRecord *
make_rules (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 5);

  nomo_builder_set_text (builder, COUPON_CODE, "TEMPLATE");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1500);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, FIXTURE_EPOCH * 2);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 1);
  nomo_builder_set_int (builder, COUPON_USES, 9);
  nomo_builder_set_int (builder, COUPON_BATCH, 77);
  nomo_builder_add_part (builder, COUPON_PART_GIVEN);
  nomo_builder_part_text (builder, COUPON_PART_GIVEN, COUPON_GIVEN_CODE, "TEMPLATE");
  nomo_coupon_add_target (builder, COUPON_INCLUDE_PRODUCT, 8);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_GROUP, 9);
  return nomo_builder_end (builder);
}

typedef struct {
  GAsyncResult *result;
  NomoJob *job;
  guint stop_at; /* 0: never */
  guint told;
  char *id;
} Run;

static void
advanced_cb (NomoJob *job, GParamSpec *pspec, gpointer data)
{
  Run *run = data;

  run->told++;
  if (run->stop_at > 0 && nomo_job_get_done (job) >= run->stop_at)
    nomo_job_cancel (job);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Run *) data)->result = g_object_ref (result);
}

static gboolean
has_ended (gpointer data)
{
  return ((Run *) data)->result != NULL;
}

static void
begin (Run *run, guint stop_at)
{
  *run = (Run) { NULL, nomo_job_new ("codes"), stop_at, 0, NULL };
  g_signal_connect (run->job, "notify::done", G_CALLBACK (advanced_cb), run);
}

static gint64
end (Fixture *fixture, Run *run, guint *done, GError **error)
{
  gint64 batch;

  fixture_wait (has_ended, run);
  batch = nomo_code_batch_finish (fixture->store, run->result, done, &run->id, error);
  g_assert_cmpint (nomo_job_get_state (run->job), !=, NOMO_JOB_RUNNING);
  g_assert_cmpint (nomo_job_get_state (run->job) == NOMO_JOB_DONE, ==, batch != 0);
  g_object_unref (run->result);
  g_object_unref (run->job);
  g_free (last_id);
  last_id = run->id;
  return batch;
}

static gint64
create (Fixture *fixture, const NomoCodeRequest *request, guint stop_at, guint *done, GError **error)
{
  g_autoptr (NomoRecord) rules = make_rules ();
  NomoCodeRequest whole = *request;
  Run run;

  whole.rules = rules;
  begin (&run, stop_at);
  nomo_code_batch_create_async (fixture->store, "me", &whole, run.job, ended_cb, &run);
  return end (fixture, &run, done, error);
}

static gint64
resume (Fixture *fixture, gint64 batch, guint *done, GError **error)
{
  Run run;

  begin (&run, 0);
  nomo_code_batch_resume_async (fixture->store, "me", batch, run.job, ended_cb, &run);
  return end (fixture, &run, done, error);
}

static guint
turn (Fixture *fixture, gint64 batch, gboolean on)
{
  g_autoptr (GError) error = NULL;
  guint done = 0;
  Run run;

  begin (&run, 0);
  nomo_code_batch_switch_async (fixture->store, "me", batch, on, run.job, ended_cb, &run);
  g_assert_cmpint (end (fixture, &run, &done, &error), ==, batch);
  g_assert_no_error (error);
  return done;
}

static gint64
count (Fixture *fixture, const char *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_coupon_entity (), filter, &error);

  g_assert_no_error (error);
  return nomo_store_count (fixture->store, query, NULL);
}

static gint64
count_of (Fixture *fixture, gint64 batch)
{
  g_autofree char *filter = g_strdup_printf ("batch = %" G_GINT64_FORMAT, batch);

  return count (fixture, filter);
}

static void
assert_unique (Fixture *fixture, guint n)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_coupon_entity ());
  g_autoptr (GPtrArray) coupons = nomo_store_list_rows (fixture->store, query, 0, 0, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (coupons->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) nomo_record_get_text (coupons->pdata[i], COUPON_CODE)));
}

static const NomoCodeRequest own = { "العيد", NULL, { NOMO_CODES_MIXED, "EID", 8, TRUE, FALSE }, FALSE, CHUNK + 5 };

/* Two commits, the batch in the first; each coupon by the rules, and nothing of the template that is no rule. */
static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) batch = NULL;
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_coupon_entity ());
  g_autoptr (GPtrArray) coupons = NULL;
  guint64 seq = nomo_store_get_seq (fixture->store);
  guint done = 0;
  gint64 id = create (fixture, &own, 0, &done, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, own.count);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq + 2);
  batch = fixture_get (fixture, nomo_code_batch_entity (), id);
  g_assert_cmpstr (nomo_record_get_text (batch, BATCH_NAME), ==, "العيد");
  g_assert_cmpint (nomo_record_get_int (batch, BATCH_WANTED), ==, own.count);
  g_assert_cmpint (nomo_record_get_int (batch, BATCH_CREATED_AT), >, 0);
  assert_unique (fixture, own.count);
  g_assert_cmpint (count_of (fixture, id), ==, own.count);
  coupons = nomo_store_list (fixture->store, query, own.count - 1, 1, NULL);
  for (guint i = 0; i < coupons->len; i++) {
    const NomoRecord *coupon = coupons->pdata[i];

    g_assert_true (nomo_codes_check (&own.pattern, nomo_record_get_text (coupon, COUPON_CODE)));
    g_assert_cmpint (nomo_record_get_int (coupon, COUPON_PERCENT), ==, 1500);
    g_assert_cmpint (nomo_record_get_int (coupon, COUPON_USAGE_LIMIT), ==, 1);
    g_assert_cmpint (nomo_record_get_int (coupon, COUPON_EXPIRY), ==, FIXTURE_EPOCH * 2);
    g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_STATUS), ==, "active");
    g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_TARGETS), ==, 2);
    g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_GIVEN), ==, 0);
    g_assert_true (nomo_record_is_null (coupon, COUPON_USES));
    g_assert_true (nomo_record_is_pending (coupon));
  }
  g_assert_cmpint (count (fixture, "percent = 1500"), ==, own.count);
}

/* What was stopped goes on where it was, by the rules of what is there; what is whole stays as it is. */
static void
test_resumed (Fixture *fixture, gconstpointer data)
{
  NomoCodeRequest three = own;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) batches = nomo_query_new (nomo_code_batch_entity ());
  g_autoptr (GArray) ids = NULL;
  guint64 seq;
  guint done = 0;
  gint64 id;

  three.count = 2 * CHUNK + 5;
  g_assert_cmpint (create (fixture, &three, CHUNK, &done, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_nonnull (last_id); /* what there is can be taken back */
  g_assert_cmpuint (done, ==, CHUNK);
  fixture_reopen (fixture);
  ids = nomo_store_list_ids (fixture->store, batches, 0, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  id = g_array_index (ids, gint64, 0);
  g_assert_cmpint (count_of (fixture, id), ==, CHUNK);
  g_assert_cmpint (resume (fixture, id, &done, &error), ==, id);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, three.count);
  g_assert_cmpint (count_of (fixture, id), ==, three.count);
  g_assert_cmpint (count (fixture, "percent = 1500 and usage_limit = 1"), ==, three.count);
  assert_unique (fixture, three.count);
  seq = nomo_store_get_seq (fixture->store);
  g_assert_cmpint (resume (fixture, id, &done, &error), ==, id);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq);
  g_assert_cmpint (resume (fixture, 123, &done, &error), ==, 0);
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
}

/* Of two that make up what a batch lacks, only one does; so with two that make codes. */
static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  NomoCodeRequest more = own;
  g_autoptr (NomoQuery) batches = nomo_query_new (nomo_code_batch_entity ());
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (fixture->path, NOMO_CODE_BATCH_LOCK, NULL);
  NomoEngineLock *lock = NULL;
  Run first, second;
  gint64 id;

  more.count = 2 * CHUNK + 5;
  create (fixture, &more, CHUNK, NULL, NULL);
  ids = nomo_store_list_ids (fixture->store, batches, 0, NULL, NULL);
  id = g_array_index (ids, gint64, 0);
  lock = nomo_engine_lock_take (path, NULL);
  g_assert_cmpint (resume (fixture, id, NULL, &error), ==, 0);
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY);
  g_assert_cmpint (create (fixture, &more, 0, NULL, NULL), ==, 0);
  g_assert_cmpint (count (fixture, ""), ==, CHUNK);
  nomo_engine_lock_free (lock);
  begin (&first, 0);
  begin (&second, 0);
  nomo_code_batch_resume_async (fixture->store, "me", id, first.job, ended_cb, &first);
  nomo_code_batch_resume_async (fixture->store, "me", id, second.job, ended_cb, &second);
  end (fixture, &first, NULL, NULL);
  end (fixture, &second, NULL, NULL);
  g_assert_cmpint (count_of (fixture, id), ==, more.count);
  assert_unique (fixture, more.count);
}

/* Tells each commit, for who kills it. */
static void
tell_cb (NomoJob *job, GParamSpec *pspec, gpointer data)
{
  printf ("%d\n", (int) nomo_job_get_done (job));
  fflush (stdout);
}

static int
live (const char *path)
{
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_autoptr (NomoRecord) rules = make_rules ();
  NomoCodeRequest request = own;
  Run run;

  request.count = LIFE;
  request.rules = rules;
  begin (&run, 0);
  g_signal_connect (run.job, "notify::done", G_CALLBACK (tell_cb), NULL);
  nomo_code_batch_create_async (store, "me", &request, run.job, ended_cb, &run);
  fixture_wait (has_ended, &run);
  return 0;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (NomoQuery) batches = nomo_query_new (nomo_code_batch_entity ());
  g_autoptr (GArray) ids = NULL;
  guint done = 0;
  gint64 id, before;

  g_clear_object (&fixture->store);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, "--live", fixture->path, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "500");
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  fixture_reopen (fixture);
  g_assert_true (fixture_is_sound (fixture->store));
  ids = nomo_store_list_ids (fixture->store, batches, 0, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  id = g_array_index (ids, gint64, 0);
  before = count_of (fixture, id);
  g_assert_cmpint (before, >=, CHUNK);
  g_assert_cmpint (before, <, LIFE);
  g_assert_cmpint (before % CHUNK, ==, 0);
  g_assert_cmpint (resume (fixture, id, &done, &error), ==, id);
  g_assert_no_error (error);
  g_assert_cmpint (count_of (fixture, id), ==, LIFE);
  assert_unique (fixture, LIFE);
}

/* None of the shop's, be it one of a group: two thirds of the codes of the pattern are taken. */
static void
test_taken (Fixture *fixture, gconstpointer data)
{
  static const NomoCodeRequest few = { "أرقام", NULL, { NOMO_CODES_DIGITS, NULL, 4, FALSE, FALSE }, FALSE, 6 };
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 6);
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_coupon_entity (), "is_group = no", NULL);
  g_autoptr (GPtrArray) made = NULL;
  g_autoptr (GError) error = NULL;

  nomo_builder_set_as_of (builder, 1);
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 100);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, FIXTURE_EPOCH);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_text (builder, COUPON_GROUP_NAME, "أرقام");
  nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "X");
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 6 * 729);
  for (guint i = 0; i < 6 * 729; i++) {
    g_autofree char *code = g_strdup_printf ("%u%u%u%u", i / 729 + 1, i / 81 % 9 + 1, i / 9 % 9 + 1, i % 9 + 1);

    nomo_builder_add_part (builder, COUPON_PART_CODES);
    nomo_builder_part_text (builder, COUPON_PART_CODES, COUPON_CHILD_CODE, code);
  }
  fixture_put (fixture, nomo_builder_end (builder));
  for (guint i = 0; i < 2; i++) {
    create (fixture, &few, 0, NULL, &error);
    g_assert_no_error (error);
  }
  made = nomo_store_list_rows (fixture->store, query, 0, 0, NULL);
  g_assert_cmpuint (made->len, ==, 12);
  for (guint i = 0; i < made->len; i++)
    g_assert_cmpint (*nomo_record_get_text (made->pdata[i], COUPON_CODE), >=, '7');
}

static void
test_group (Fixture *fixture, gconstpointer data)
{
  static const NomoCodeRequest group = { "العيد", NULL, { .prefix = "EID" }, TRUE, 500 };
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_coupon_entity ());
  g_autoptr (GPtrArray) coupons = NULL;
  g_autoptr (GError) error = NULL;
  guint done = 0;
  gint64 id = create (fixture, &group, 0, &done, &error);
  const NomoRecord *coupon;

  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, 1);
  coupons = nomo_store_list (fixture->store, query, 0, 0, NULL);
  g_assert_cmpuint (coupons->len, ==, 1);
  coupon = coupons->pdata[0];
  g_assert_true (nomo_record_is_null (coupon, COUPON_CODE));
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_IS_GROUP), ==, 1);
  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_GROUP_NAME), ==, "العيد");
  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_GROUP_SUFFIX), ==, "EID");
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_GROUP_COUNT), ==, 500);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_BATCH), ==, id);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_PERCENT), ==, 1500);
  g_assert_cmpint (resume (fixture, id, &done, &error), ==, id);
  g_assert_cmpint (count (fixture, ""), ==, 1);
}

/* Nothing is written of what keeps no rule. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const NomoCodeRequest wrong[] = {
    { "تخمين", NULL, { NOMO_CODES_DIGITS, NULL, 4, FALSE, FALSE }, FALSE, 7 },
    { "قصير", NULL, { NOMO_CODES_LATIN, NULL, 2, FALSE, FALSE }, FALSE, 1 },
    { "", NULL, { NOMO_CODES_LATIN, NULL, 8, FALSE, FALSE }, FALSE, 1 },
    { "لاحقة", NULL, { .prefix = "EID26" }, TRUE, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (create (fixture, &wrong[i], 0, NULL, &error), ==, 0);
    g_assert_true (i < 2 ? g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID)
                         : g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID));
  }
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, 0);
}

/* One commit for each chunk, and none for what is so already. */
static void
test_switched (Fixture *fixture, gconstpointer data)
{
  static const NomoCodeRequest few = { "أخرى", NULL, { NOMO_CODES_LATIN, NULL, 8, FALSE, FALSE }, FALSE, 3 };
  g_autoptr (GError) error = NULL;
  gint64 id = create (fixture, &own, 0, NULL, &error);
  gint64 other = create (fixture, &few, 0, NULL, &error);
  guint64 seq = nomo_store_get_seq (fixture->store);

  g_assert_cmpuint (turn (fixture, id, TRUE), ==, 0);
  g_assert_null (last_id); /* there is nothing to take back */
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq);
  g_assert_cmpuint (turn (fixture, id, FALSE), ==, own.count);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq + 2);
  g_assert_cmpint (count (fixture, "status = inactive"), ==, own.count);
  g_assert_cmpint (count (fixture, "status = active"), ==, few.count);
  g_assert_cmpuint (turn (fixture, other, FALSE), ==, few.count);
  g_assert_cmpuint (turn (fixture, id, TRUE), ==, own.count);
  g_assert_cmpint (count (fixture, "status = active"), ==, own.count);
}

/* A pause alone; and all of a batch, as long as nobody has done anything with it. */
static void
test_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = create (fixture, &own, 0, NULL, &error);
  g_autoptr (NomoRecord) batch = NULL;
  g_autoptr (NomoUndone) pause = NULL;
  g_autoptr (NomoUndone) all = NULL;

  turn (fixture, id, FALSE);
  pause = nomo_undo (fixture->store, last_id, "me", NOMO_ROLE_OWNER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pause->commits, ==, 2);
  g_assert_cmpint (count (fixture, "status = active"), ==, own.count);
  id = create (fixture, &own, 0, NULL, &error);
  all = nomo_undo (fixture->store, last_id, "me", NOMO_ROLE_OWNER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->commits, ==, 2);
  g_assert_cmpuint (all->deleted, ==, own.count + 1);
  g_assert_cmpuint (all->waiting, ==, 0);
  g_assert_cmpint (count (fixture, ""), ==, own.count);
  g_assert_cmpint (count_of (fixture, id), ==, 0);
  batch = fixture_get (fixture, nomo_code_batch_entity (), id);
  g_assert_true (nomo_record_is_deleted (batch));
}

static guint
count_reasons (const NomoUndone *undone, const char *reason)
{
  guint n = 0;

  for (guint i = 0; i < undone->conflicts->len; i++)
    n += g_str_equal (((const NomoConflict *) undone->conflicts->pdata[i])->reason, reason);
  return n;
}

/* Of four, one was changed since and one is Salla's by now: both stay, with their batch. Of one Salla was told, and is to hear. */
static void
test_undone_in_part (Fixture *fixture, gconstpointer data)
{
  static const NomoCodeRequest few = { "أخرى", NULL, { NOMO_CODES_LATIN, NULL, 8, FALSE, FALSE }, FALSE, 4 };
  g_autoptr (GError) error = NULL;
  gint64 id = create (fixture, &few, 0, NULL, &error);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_coupon_entity ());
  g_autoptr (GArray) ids = nomo_store_list_ids (fixture->store, query, 0, NULL, NULL);
  NomoRecordBuilder *changed = nomo_record_build (nomo_coupon_entity (), g_array_index (ids, gint64, 0));
  NomoRecordBuilder *answer = nomo_record_build (nomo_coupon_entity (), 9002);
  NomoCommit *known = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) answered = NULL;
  g_autoptr (NomoRecord) batch = NULL;
  g_autoptr (NomoUndone) undone = NULL;

  nomo_builder_set_int (changed, COUPON_PERCENT, 2000);
  fixture_change (fixture, changed);
  nomo_builder_set_int (answer, COUPON_MARKETING, 0);
  answered = nomo_builder_end (answer);
  nomo_commit_confirm (known, nomo_coupon_entity (), g_array_index (ids, gint64, 1), 9001);
  nomo_commit_confirm (known, nomo_coupon_entity (), g_array_index (ids, gint64, 2), 9002);
  nomo_commit_put_answer (known, answered);
  fixture_commit (fixture, known);
  undone = nomo_undo (fixture->store, last_id, "me", NOMO_ROLE_OWNER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->deleted, ==, 2);
  g_assert_cmpuint (undone->waiting, ==, 1);
  g_assert_cmpuint (undone->conflicts->len, ==, 3);
  g_assert_cmpuint (count_reasons (undone, "changed"), ==, 1);
  g_assert_cmpuint (count_reasons (undone, "sent"), ==, 1);
  g_assert_cmpuint (count_reasons (undone, "needed"), ==, 1);
  g_assert_cmpint (count_of (fixture, id), ==, 2);
  batch = fixture_get (fixture, nomo_code_batch_entity (), id);
  g_assert_false (nomo_record_is_deleted (batch));
}

static void
test_seconds (void)
{
  static const NomoBudgetState unknown = { 0, -1, 0, -1 };
  static const NomoBudgetState known = { 720, 700, 0, 2.0 };

  g_assert_cmpint (nomo_code_batch_get_seconds (120, "plus", NULL), ==, 0);
  g_assert_cmpint (nomo_code_batch_get_seconds (1120, "plus", NULL), ==, 1000);
  g_assert_cmpint (nomo_code_batch_get_seconds (1120, "pro", NULL), ==, 760);
  g_assert_cmpint (nomo_code_batch_get_seconds (1120, "special", &unknown), ==, 400);
  g_assert_cmpint (nomo_code_batch_get_seconds (1120, "basic", &unknown), ==, 1000);
  g_assert_cmpint (nomo_code_batch_get_seconds (1120, NULL, NULL), ==, 1000);
  g_assert_cmpint (nomo_code_batch_get_seconds (1100, "plus", &known), ==, 200);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  int code;

  if (argc == 3 && strcmp (argv[1], "--live") == 0)
    return live (argv[2]);
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  ADD ("/code-batch/made", test_made);
  ADD ("/code-batch/resumed", test_resumed);
  ADD ("/code-batch/two-at-once", test_two_at_once);
  ADD ("/code-batch/killed", test_killed);
  ADD ("/code-batch/taken", test_taken);
  ADD ("/code-batch/group", test_group);
  ADD ("/code-batch/refused", test_refused);
  ADD ("/code-batch/switched", test_switched);
  ADD ("/code-batch/undone", test_undone);
  ADD ("/code-batch/undone-in-part", test_undone_in_part);
  g_test_add_func ("/code-batch/seconds", test_seconds);
  code = g_test_run ();
  g_free (last_id);
  return code;
}
