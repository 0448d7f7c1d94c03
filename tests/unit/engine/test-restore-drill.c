#include "config.h"

#include "backup-fixture.h"
#include "full-disk.h"
#include "keeper.h"
#include "nomo-coupon.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-restore-drill-json.h"
#include "nomo-restore-drill-words.h"
#include "nomo-scratch-folder.h"
#include "nomo-words.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define ORDERS    120
#define CUSTOMERS 40

/* How a backup is damaged. */
#define N_WAYS 4

static void
put_customers (Fixture *fixture, guint n)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("ضيف %u", i);
    g_autofree char *phone = g_strdup_printf ("+96650%07u", i);
    g_autoptr (NomoRecord) customer = fixture_customer (i + 1, name, phone, "جدة", FIXTURE_EPOCH);

    nomo_commit_put (commit, customer);
  }
  fixture_commit (fixture, commit);
}

static char *
make_store (Fixture *fixture)
{
  backup_fixture_put_orders (fixture, 1, ORDERS);
  put_customers (fixture, CUSTOMERS);
  backup_fixture_put_edit (fixture);
  return backup_fixture_write (fixture, "1.db");
}

static NomoRestoreDrill *
drill_with (Fixture *fixture, const char *path, const char *passphrase, NomoJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_restore_drill_async (path, passphrase, fixture->directory, job, keeper_fixture_keep_result, &result);
  return nomo_restore_drill_finish (keeper_fixture_wait (&result), error);
}

static NomoRestoreDrill *
drill (Fixture *fixture, const char *path, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");

  return drill_with (fixture, path, BACKUP_PASSPHRASE, job, error);
}

/* All that is in a store, as one number. */
static char *
digest_records (NomoStore *store)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++) {
    g_autoptr (NomoQuery) query = nomo_query_new (*entity);
    g_autoptr (GPtrArray) records = nomo_store_list (store, query, 0, 0, NULL);

    g_assert_nonnull (records);
    for (guint i = 0; i < records->len; i++) {
      g_autofree char *text = nomo_record_to_json (records->pdata[i]);

      g_checksum_update (sum, (const guchar *) text, -1);
    }
  }
  return g_strdup (g_checksum_get_string (sum));
}

static char *
digest_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
}

/* The living store as it lies on the disk, its log with it. */
static char *
digest_living (Fixture *fixture)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *file_sum = digest_file (fixture->path);
  g_autofree char *log_sum = digest_file (log);

  return g_strconcat (file_sum, log_sum, NULL);
}

static void
assert_nothing_left (Fixture *fixture)
{
  g_autofree char *stores = g_path_get_dirname (fixture->path);

  g_assert_cmpuint (backup_fixture_count (fixture->directory, "scratch-"), ==, 0);
  g_assert_cmpuint (backup_fixture_count (stores, "scratch-"), ==, 0);
}

static const NomoDrillCount *
find_count (const NomoRestoreDrill *result, const NomoEntity *entity)
{
  for (guint i = 0; i < result->counts->len; i++)
    if (g_array_index (result->counts, NomoDrillCount, i).entity == entity)
      return &g_array_index (result->counts, NomoDrillCount, i);
  return NULL;
}

static void
assert_count (const NomoRestoreDrill *result, const NomoEntity *entity, gint64 found, gint64 changed)
{
  const NomoDrillCount *count = find_count (result, entity);

  g_assert_nonnull (count);
  g_assert_cmpint (count->told, ==, found);
  g_assert_cmpint (count->found, ==, found);
  g_assert_cmpint (count->changed, ==, changed);
}

/* What is in a backup is told, how much of the store is newer, and nothing is changed. */
static void
test_sound (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_store (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestoreDrill) result = NULL;
  g_autoptr (JsonObject) object = NULL;

  backup_fixture_put_orders (fixture, ORDERS + 1, 3);
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 777, "canceled", 2000));
  before = digest_living (fixture);
  result = drill (fixture, path, &error);
  after = digest_living (fixture);
  g_assert_no_error (error);
  g_assert_cmpstr (after, ==, before);
  assert_nothing_left (fixture);
  g_assert_true (nomo_restore_drill_is_sound (result));
  g_assert_true (result->is_compared);
  assert_count (result, nomo_order_entity (), ORDERS, 4);
  assert_count (result, nomo_customer_entity (), CUSTOMERS, 0);
  assert_count (result, nomo_coupon_entity (), 1, 0);
  words = nomo_restore_drill_dup_words (result);
  g_assert_nonnull (strstr (words, "Orders: 120, and new or changed since: 4\n"));
  g_assert_nonnull (strstr (words, "Customers: 40\n"));
  g_assert_true (g_str_has_suffix (words, "The backup can be restored, and all that is in it is sound."));
  object = nomo_restore_drill_to_json (result);
  g_assert_true (json_object_get_boolean_member (object, "ok"));
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (object, "kinds")), ==, 3);
}

/* Without the store beside it there is nothing to compare with. */
static void
test_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_store (fixture);
  g_autofree char *elsewhere = backup_fixture_path (fixture, "elsewhere");
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoRestoreDrill) drilled = NULL;

  nomo_restore_drill_async (path, BACKUP_PASSPHRASE, elsewhere, job, keeper_fixture_keep_result, &result);
  drilled = nomo_restore_drill_finish (keeper_fixture_wait (&result), NULL);
  g_assert_true (nomo_restore_drill_is_sound (drilled));
  g_assert_false (drilled->is_compared);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
}

static void
assert_refused (Fixture *fixture, const char *path, const char *passphrase, GQuark domain, int code)
{
  g_autoptr (NomoJob) job = nomo_job_new ("a job");
  g_autoptr (GError) error = NULL;

  g_assert_null (drill_with (fixture, path, passphrase, job, &error));
  g_assert_error (error, domain, code);
  assert_nothing_left (fixture);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_store (fixture);
  g_autofree char *missing = backup_fixture_path (fixture, "nothing");
  g_autofree char *other = backup_fixture_path (fixture, "other");

  g_assert_true (g_file_set_contents (other, "no backup", -1, NULL));
  assert_refused (fixture, path, "another", NOMO_CORE_ERROR, NOMO_CORE_ERROR_PASSPHRASE);
  assert_refused (fixture, missing, BACKUP_PASSPHRASE, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE);
  assert_refused (fixture, other, BACKUP_PASSPHRASE, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NOT_SEALED);
  full_disk = TRUE;
  assert_refused (fixture, path, BACKUP_PASSPHRASE, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  full_disk = FALSE;
}

static gboolean
has_scratch (gpointer data)
{
  return backup_fixture_count (((Fixture *) data)->directory, "scratch-") > 0;
}

/* Given up before it begins, and in its midst. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_store (fixture);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (NomoJob) job = nomo_job_new ("a job");
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    if (i == 0)
      nomo_job_cancel (job);
    nomo_restore_drill_async (path, BACKUP_PASSPHRASE, fixture->directory, job, keeper_fixture_keep_result, &result);
    while (i == 1 && result == NULL && !has_scratch (fixture))
      g_main_context_iteration (NULL, FALSE);
    nomo_job_cancel (job);
    g_assert_null (nomo_restore_drill_finish (keeper_fixture_wait (&result), &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    assert_nothing_left (fixture);
  }
}

/* What a program left that was cut off goes; what another one is at work in stays. */
static void
test_left_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_store (fixture);
  g_autofree char *left = backup_fixture_path (fixture, "scratch-aB3dE5");
  g_autofree char *below = g_build_filename (left, "stores", NULL);
  g_autofree char *file = g_build_filename (below, "1.db", NULL);
  g_autoptr (NomoScratchFolder) at_work = nomo_scratch_folder_new (fixture->directory, NULL);
  g_autoptr (NomoRestoreDrill) result = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (nomo_scratch_folder_get_path (at_work), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "left", -1, NULL));
  result = drill (fixture, path, NULL);
  g_assert_true (nomo_restore_drill_is_sound (result));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (nomo_scratch_folder_get_path (at_work), G_FILE_TEST_IS_DIR));
}

/* Where a backup was changed, and what about it. */
typedef struct {
  char *bytes;
  gsize size;
  gsize from;
  gsize to; /* the byte after the last one that is not what it was, or was cut off */
  const char *what;
} Damaged;

static void
note_change (Damaged *self, const char *before, gsize from, gsize to)
{
  for (; from < to && self->bytes[from] == before[from]; from++)
    ;
  for (; to > from && self->bytes[to - 1] == before[to - 1]; to--)
    ;
  self->from = from;
  self->to = to;
}

typedef enum { AT_HEADER, AT_FIRST_BLOCK, AT_LAST_BLOCK, AT_TAIL, ANYWHERE } Zone;

/* Each way at each end of the file, where it is said what the file is, and as often anywhere. */
static Zone
zone_of (guint n)
{
  return (Zone) MIN (n / N_WAYS % (2 * ANYWHERE), ANYWHERE);
}

static gsize
pick (gsize size, Zone zone, GRand *dice)
{
  const gsize header = NOMO_SEALED_HEADER_SIZE;
  const gsize from[] = { 0, header, size - header - BACKUP_STRIDE, size - header, 0 };
  const gsize to[] = { header, header + BACKUP_STRIDE, size - header, size, size };

  return (gsize) g_rand_int_range (dice, (gint32) from[zone], (gint32) to[zone]);
}

static void
swap_blocks (Damaged *self, gsize one, GRand *dice)
{
  gsize blocks = (self->size - 2 * NOMO_SEALED_HEADER_SIZE) / BACKUP_STRIDE;
  gsize other = (one + 1 + (gsize) g_rand_int_range (dice, 0, (gint32) blocks - 1)) % blocks;
  char *a = self->bytes + NOMO_SEALED_HEADER_SIZE + one * BACKUP_STRIDE;
  char *b = self->bytes + NOMO_SEALED_HEADER_SIZE + other * BACKUP_STRIDE;
  char kept[BACKUP_STRIDE];

  memcpy (kept, a, BACKUP_STRIDE);
  memcpy (a, b, BACKUP_STRIDE);
  memcpy (b, kept, BACKUP_STRIDE);
}

static gsize
block_at (gsize size, gsize at)
{
  gsize blocks = (size - 2 * NOMO_SEALED_HEADER_SIZE) / BACKUP_STRIDE;

  return at < NOMO_SEALED_HEADER_SIZE ? 0 : MIN ((at - NOMO_SEALED_HEADER_SIZE) / BACKUP_STRIDE, blocks - 1);
}

static Damaged
damage (const char *whole, gsize size, guint n, GRand *dice)
{
  static const char *const whats[N_WAYS] = { "a bit", "a run of zeros", "cut off", "two blocks swapped" };
  guint what = n % N_WAYS;
  gsize at = pick (size, zone_of (n), dice);
  gsize length = (gsize) g_rand_int_range (dice, 1, 3 * BACKUP_STRIDE);
  Damaged self = { g_memdup2 (whole, size), size, 0, 0, whats[what] };

  if (what == 0)
    self.bytes[at] ^= (char) (1 << g_rand_int_range (dice, 0, 8));
  else if (what == 1)
    memset (self.bytes + at, 0, MIN (length, size - at));
  else if (what == 3)
    swap_blocks (&self, block_at (size, at), dice);
  note_change (&self, whole, 0, size);
  if (what == 2)
    self = (Damaged) { self.bytes, at, at, size, whats[what] };
  return self;
}

static gboolean
is_named (const NomoBackupReport *report, gsize at)
{
  for (guint i = 0; i < report->damage->len; i++) {
    const NomoSealedDamage *one = &g_array_index (report->damage, NomoSealedDamage, i);

    if (at >= one->from && at < one->to)
      return TRUE;
  }
  return FALSE;
}

/* Each end of what was changed is told of, in words too. Where both labels are gone nobody knows how long the file was. */
static void
assert_named (const NomoRestoreDrill *result, const Damaged *damaged)
{
  g_autofree char *words = nomo_restore_drill_dup_words (result);

  g_assert_false (nomo_restore_drill_is_sound (result));
  g_assert_true (is_named (result->report, damaged->from));
  g_assert_true (is_named (result->report, damaged->to - 1) || result->report->label == NULL);
  for (guint i = 0; i < result->report->damage->len; i++) {
    g_autofree char *line =
        nomo_backup_report_dup_words (result->report, &g_array_index (result->report->damage, NomoSealedDamage, i));

    g_assert_nonnull (strstr (words, line));
  }
  if (!result->is_restored)
    return;
  g_assert_cmpuint (result->problems->len, ==, 0);
  for (guint i = 0; i < result->counts->len; i++)
    g_assert_cmpint (g_array_index (result->counts, NomoDrillCount, i).found, ==,
                     g_array_index (result->counts, NomoDrillCount, i).told);
}

static void
assert_said (const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  g_assert_true (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_EMPTY) ||
                 g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NOT_SEALED) ||
                 g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_DAMAGED));
  g_assert_true (g_str_has_suffix (sentence, "."));
}

/* Whatever is put back of it is what was there, all of it. */
static void
assert_same_or_nothing (Fixture *fixture, const char *path, const char *records, gboolean expected)
{
  g_autofree char *folder = backup_fixture_path (fixture, "put-back");
  g_autofree char *file = g_build_filename (folder, "1.db", NULL);
  g_autoptr (NomoRestored) restored = backup_fixture_restore (NOMO_BACKUP_STORE, path, folder, FALSE, NULL);

  g_assert_cmpint (restored != NULL, ==, expected);
  g_assert_cmpint (g_file_test (file, G_FILE_TEST_EXISTS), ==, expected);
  if (restored != NULL) {
    g_autoptr (NomoStore) store = backup_fixture_open (folder, "1.db");
    g_autofree char *found = digest_records (store);

    g_assert_cmpstr (found, ==, records);
    nomo_store_close (store);
  }
  fixture_remove (folder);
}

typedef struct {
  guint refused;
  guint worn; /* damaged where no records are */
  guint lost;
} Tally;

static void
try_damaged (Fixture *fixture, const char *path, const Damaged *damaged, const char *records, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestoreDrill) result = NULL;

  g_assert_true (g_file_set_contents (path, damaged->bytes, (gssize) damaged->size, NULL));
  result = drill (fixture, path, &error);
  if (result == NULL) {
    assert_said (error);
    tally->refused++;
  } else {
    assert_named (result, damaged);
    *(result->is_restored ? &tally->worn : &tally->lost) += 1;
  }
  assert_nothing_left (fixture);
  assert_same_or_nothing (fixture, path, records, result != NULL && result->is_restored);
}

static guint
places (void)
{
  const char *wanted = g_getenv ("NOMO_DRILL_PLACES");

  return wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 20;
}

/* A backup that is damaged at random places: each is named, or the file is refused with a sentence, and never is anything else put
 * back than what was there. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  const char *chosen = g_getenv ("NOMO_DRILL_SEED");
  guint32 seed = chosen != NULL ? (guint32) g_ascii_strtoull (chosen, NULL, 10) : g_random_int ();
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  g_autofree char *path = make_store (fixture);
  g_autofree char *records = digest_records (fixture->store);
  g_autofree char *before = digest_living (fixture);
  g_autofree char *after = NULL;
  g_autofree char *whole = NULL;
  Tally tally = { 0, 0, 0 };
  guint n;
  gsize size;

  g_test_message ("NOMO_DRILL_SEED=%u", seed);
  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (n = 0; n < places (); n++) {
    Damaged damaged = damage (whole, size, n, dice);

    g_test_message ("%u: %s, bytes %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT, n, damaged.what, damaged.from, damaged.to);
    /* What was zero already is as it was. */
    if (damaged.to > damaged.from)
      try_damaged (fixture, path, &damaged, records, &tally);
    g_free (damaged.bytes);
  }
  after = digest_living (fixture);
  g_assert_cmpstr (after, ==, before);
  g_test_message ("%u places: %u refused, %u damaged where no records are, %u cannot be restored", n, tally.refused,
                  tally.worn, tally.lost);
  g_assert_cmpuint (tally.refused, >, 0);
  g_assert_cmpuint (tally.worn, >, 0);
  g_assert_cmpuint (tally.lost, >, 0);
}

int
main (int argc, char **argv)
{
  backup_fixture_init (&argc, &argv);
  backup_fixture_add ("/restore-drill/sound", test_sound);
  backup_fixture_add ("/restore-drill/alone", test_alone);
  backup_fixture_add ("/restore-drill/refused", test_refused);
  backup_fixture_add ("/restore-drill/cancelled", test_cancelled);
  backup_fixture_add ("/restore-drill/left-over", test_left_over);
  backup_fixture_add ("/restore-drill/places", test_places);
  return g_test_run ();
}
