#include "bench-rows.h"
#include "bench.h"
#include "nomo-code-batch.h"
#include "nomo-coupon.h"
#include "nomo-domain.h"
#include "nomo-store.h"

#define PAGE    NOMO_CODE_BATCH_CHUNK
#define N_CODES 100000
#define N_PAGES (N_CODES / PAGE)
#define ROUNDS  5

static NomoRecord *
make_rules (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);

  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1500);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 5000);
  nomo_builder_set_int (builder, COUPON_MINIMUM, 20000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, G_GINT64_CONSTANT (4102434000000));
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 1);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 0);
  nomo_builder_set_int (builder, COUPON_EXCLUDE_SALE, 1);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_CATEGORY, 100);
  return nomo_builder_end (builder);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint done = 0;

  nomo_code_batch_finish (NOMO_STORE (source), result, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, N_CODES);
  g_main_loop_quit (data);
}

static void
make (const char *name)
{
  g_autofree char *path = bench_path (name);
  g_autoptr (NomoRecord) rules = make_rules ();
  g_autoptr (NomoJob) job = nomo_job_new ("codes");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), &error);
  NomoCodeRequest request = { "العيد", rules, { NOMO_CODES_MIXED, "EID", 8, TRUE, FALSE }, FALSE, N_CODES };

  g_assert_no_error (error);
  nomo_code_batch_create_async (store, "me", &request, job, made_cb, loop);
  g_main_loop_run (loop);
}

static void
add_table (GPtrArray *tables, sqlite3 *db, const char *table, const char *select)
{
  BenchRows *rows = bench_rows_read (db, table, select, "", PAGE);

  g_ptr_array_add (tables, rows);
}

/* Everything that the commits wrote of each coupon. */
static GPtrArray *
read_tables (const char *path)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (bench_rows_free);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  add_table (tables, db, "record_coupon", "SELECT * FROM record_coupon ORDER BY id");
  add_table (tables, db, "part_coupon_targets", "SELECT * FROM part_coupon_targets ORDER BY owner");
  add_table (tables, db, "search", "SELECT * FROM search WHERE entity = 'coupon' ORDER BY id");
  g_ptr_array_add (tables, bench_rows_read_words (db, path, nomo_coupon_entity (), PAGE));
  add_table (tables, db, "feed", "SELECT * FROM feed WHERE entity = 'coupon' ORDER BY id");
  add_table (tables, db, "history", "SELECT * FROM history WHERE entity = 'coupon' ORDER BY number");
  sqlite3_close (db);
  return tables;
}

int
main (int argc, char **argv)
{
  g_autoptr (Samples) samples = samples_new ();
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *warm = NULL;

  bench_init (argc, argv);
  make ("warm.db");
  warm = bench_path ("warm.db");
  tables = read_tables (warm);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *mine = g_strdup_printf ("ours-%u.db", i);
    g_autofree char *bare = g_strdup_printf ("bare-%u.db", i);
    gint64 since = g_get_monotonic_time ();

    make (mine);
    bench_add (samples->ours, since);
    since = g_get_monotonic_time ();
    bench_rows_insert_all (bare, tables, N_PAGES);
    bench_add (samples->theirs, since);
  }
  bench_report ("make-100k-codes-against-bare-inserts", samples, TRUE, 0.4);
  return bench_end ();
}
