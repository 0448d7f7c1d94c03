#include "bench-rows.h"
#include "bench.h"
#include "nomo-contact.h"
#include "nomo-domain.h"
#include "nomo-import.h"

#define PAGE   1000 /* as many rows as an import commits at once */
#define N_ROWS 20000
#define ROUNDS 5

static char *
write_file (void)
{
  static const char *const names[] = { "نورة القحطاني", "سارة العتيبي", "عبدالله الشهري", "محمد الغامدي",
                                       "هند الحربي" };
  g_autoptr (GString) text = g_string_new ("name,phone,email,city,stage,note\n");
  char *path = bench_path ("contacts.csv");

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text, "%s %u,+9665%08u,person%u@mail.example,الرياض,lead,عميلة مهتمة بالعطور\n",
                            names[i % 5], i, 10000000 + i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

static void
import (const char *file, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bench_path (name);
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), &error);
  const NomoImportOptions options = { .path = file, .key = "email", .actor = "me", .role = NOMO_ROLE_OWNER };
  g_autoptr (NomoImport) run = nomo_import_new (store, nomo_contact_entity (), &options, &error);

  g_assert_no_error (error);
  g_assert_true (nomo_import_run (run, &(NomoImportWatch) { 0 }, NULL, &error));
  g_assert_cmpint (nomo_import_get_count (run, NOMO_IMPORT_CREATED), ==, N_ROWS);
}

/* Everything the import leaves: what is found, followed and undone as well. */
static GPtrArray *
read_tables (const char *path)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (bench_rows_free);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_ptr_array_add (tables,
                   bench_rows_read (db, "record_contact", "SELECT * FROM record_contact ORDER BY id", "", PAGE));
  g_ptr_array_add (tables, bench_rows_read (db, "search", "SELECT * FROM search ORDER BY id", "", PAGE));
  g_ptr_array_add (tables, bench_rows_read_words (db, path, nomo_contact_entity (), PAGE));
  g_ptr_array_add (tables, bench_rows_read (db, "feed", "SELECT * FROM feed ORDER BY id", "", PAGE));
  g_ptr_array_add (tables, bench_rows_read (db, "history", "SELECT * FROM history ORDER BY number", "", PAGE));
  sqlite3_close (db);
  return tables;
}

int
main (int argc, char **argv)
{
  g_autofree char *file = NULL;
  g_autofree char *warm = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (Samples) samples = samples_new ();

  bench_init (argc, argv);
  file = write_file ();
  warm = bench_path ("warm.db");
  import (file, "warm.db");
  tables = read_tables (warm);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *mine = g_strdup_printf ("ours-%u.db", i);
    g_autofree char *bare = g_strdup_printf ("bare-%u.db", i);
    gint64 since = g_get_monotonic_time ();

    import (file, mine);
    bench_add (samples->ours, since);
    since = g_get_monotonic_time ();
    bench_rows_insert_all (bare, tables, N_ROWS / PAGE);
    bench_add (samples->theirs, since);
  }
  bench_report ("import-20k-contacts-against-bare-inserts", samples, TRUE, 0.25);
  return bench_end ();
}
