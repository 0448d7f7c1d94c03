#include "fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define N_COMMITS 40
#define PAGE      20

static const char *self_path;

static void
put_page (NomoStore *store, gint64 first, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (NomoRecord) order =
        fixture_order (first + i, FIXTURE_EPOCH + (first + i) * 60000, 100, "completed", 1000 + first);

    nomo_commit_put (commit, order);
  }
  nomo_store_commit (store, commit, NULL, &error);
  g_assert_no_error (error);
}

/* The other process: writes pages from an id on, says after each how far it came, and ends when it has written N, or
 * never. */
static int
write_pages (const char *path, gint64 first, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), &error);

  g_assert_no_error (error);
  for (guint i = 0; n == 0 || i < n; i++) {
    put_page (store, first + i * PAGE, PAGE);
    printf ("%" G_GINT64_FORMAT "\n", first + i * PAGE + PAGE - 1);
    fflush (stdout);
  }
  return 0;
}

static GSubprocess *
spawn (const char *path, gint64 first, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, first);
  g_autofree char *count = g_strdup_printf ("%u", n);
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, "--write", path, from, count, NULL);

  g_assert_no_error (error);
  return process;
}

static gint64
count_orders (NomoStore *store)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  return nomo_store_count (store, query, NULL);
}

static void
changed_cb (NomoStore *store, guint64 seq, gpointer data)
{
  *(guint64 *) data = seq;
}

static gboolean
is_all_seen (gpointer data)
{
  return *(guint64 *) data == 2 * N_COMMITS + 1;
}

static void
test_two_writers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;
  guint64 seen = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &seen);
  first = spawn (fixture->path, 1, N_COMMITS);
  second = spawn (fixture->path, 100001, N_COMMITS);
  put_page (fixture->store, 500000, 1);
  g_assert_true (g_subprocess_wait_check (first, NULL, NULL));
  g_assert_true (g_subprocess_wait_check (second, NULL, NULL));
  g_assert_cmpint (count_orders (fixture->store), ==, 2 * N_COMMITS * PAGE + 1);
  fixture_wait (is_all_seen, &seen);
}

static void
test_same_ids (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) first = spawn (fixture->path, 1, N_COMMITS);
  g_autoptr (GSubprocess) second = spawn (fixture->path, 1, N_COMMITS);

  g_assert_true (g_subprocess_wait_check (first, NULL, NULL));
  g_assert_true (g_subprocess_wait_check (second, NULL, NULL));
  g_assert_cmpint (count_orders (fixture->store), ==, N_COMMITS * PAGE);
}

/* Four processes find no file and create it at once. */
static void
test_create_together (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "new", "2.db", NULL);
  GSubprocess *processes[4];
  g_autoptr (NomoStore) store = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    processes[i] = spawn (path, 1 + i * 100000, 2);
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++) {
    g_assert_true (g_subprocess_wait_check (processes[i], NULL, NULL));
    g_object_unref (processes[i]);
  }
  store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_assert_cmpint (count_orders (store), ==, G_N_ELEMENTS (processes) * 2 * PAGE);
  g_assert_true (fixture_is_sound (store));
}

/* Kills the writer after it has acknowledged some pages and while it writes on. */
static gint64
write_and_kill (const char *path, gint64 first, guint n_acknowledged)
{
  g_autoptr (GSubprocess) process = spawn (path, first, 0);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  gint64 last = first - 1;

  for (guint i = 0; i < n_acknowledged; i++) {
    g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

    g_assert_nonnull (line);
    last = g_ascii_strtoll (line, NULL, 10);
  }
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  while (TRUE) {
    g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

    if (line == NULL)
      return last;
    last = g_ascii_strtoll (line, NULL, 10);
  }
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  gint64 acknowledged = 0;

  for (guint round = 0; round < 12; round++) {
    gint64 stored;

    g_clear_object (&fixture->store);
    acknowledged = write_and_kill (fixture->path, acknowledged + 1, 1 + round % 3);
    fixture_reopen (fixture);
    stored = count_orders (fixture->store);
    g_assert_cmpint (stored, >=, acknowledged);
    g_assert_cmpint (stored % PAGE, ==, 0);
    g_assert_true (fixture_is_sound (fixture->store));
    acknowledged = stored;
  }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "--write") == 0)
    return write_pages (argv[2], g_ascii_strtoll (argv[3], NULL, 10), (guint) g_ascii_strtoull (argv[4], NULL, 10));
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  ADD ("/processes/two-writers", test_two_writers);
  ADD ("/processes/same-ids", test_same_ids);
  ADD ("/processes/create-together", test_create_together);
  ADD ("/processes/killed", test_killed);
  return g_test_run ();
}
