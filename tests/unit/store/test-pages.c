#include "fault-vfs.h"
#include "probe.h"
#include "session.h"

#include <glib/gstdio.h>
#include <string.h>

/* Damages one page of a store after the other. The store says so, or everything it says is as before. */

#define PAGE         4096
#define N_SEEDS      3
#define N_BYTES      2000
#define USUAL_STRIDE 5

static char *path;
static GBytes *whole;
static char *said; /* by the store that is not damaged */
static guint n_detected, n_harmless;

static void
write_beside (const char *suffix, const void *bytes, gsize length)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  if (bytes == NULL)
    g_unlink (name);
  else
    g_assert_true (g_file_set_contents (name, bytes, (gssize) length, NULL));
}

static void
restore (const guint8 *bytes, gsize length)
{
  write_beside ("-wal", NULL, 0);
  write_beside ("-shm", NULL, 0);
  write_beside ("", bytes, length);
}

static char *
open_and_read (gboolean *detected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (path, &error);
  char *text = NULL;

  *detected = store == NULL;
  if (store == NULL) {
    probe_assert_damage ("open", error);
    return g_strdup ("");
  }
  text = probe_read (store, detected);
  probe_write (store);
  return text;
}

static void
assert_told (const char *damage)
{
  gboolean detected = FALSE;
  g_autofree char *text = open_and_read (&detected);

  if (!detected && strcmp (text, said) != 0)
    g_error ("%s: nobody said so, and the store says something else", damage);
  if (detected)
    n_detected++;
  else
    n_harmless++;
}

static void
spoil (guint8 *page, GRand *random)
{
  for (guint i = 0; i < PAGE; i++)
    page[i] = random != NULL ? (guint8) g_rand_int_range (random, 0, 256) : 0;
}

/* Seed 0 fills with zeros. */
static void
test_pages (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = seed != 0 ? g_rand_new_with_seed (seed) : NULL;
  gsize length = g_bytes_get_size (whole);
  guint stride = fault_stride (FAULT_WRITE, USUAL_STRIDE);

  n_detected = n_harmless = 0;
  for (gsize page = seed % stride; page < length / PAGE; page += stride) {
    g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), length);
    g_autofree char *name = g_strdup_printf ("page %u of seed %u", (guint) page + 1, seed);

    spoil (bytes + page * PAGE, random);
    restore (bytes, length);
    assert_told (name);
  }
  g_test_message ("%u pages, every %u.: %u told, %u harmless", (guint) (length / PAGE), stride, n_detected, n_harmless);
  g_assert_cmpuint (n_detected, >, 0);
}

/* A byte that is wrong may make another value of a value, which nobody can see; but nothing may end, or run for ever. */
static void
test_bytes (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  gsize length = g_bytes_get_size (whole);
  guint n_rounds = N_BYTES / fault_stride (FAULT_WRITE, N_BYTES / 40);
  guint n_told = 0;

  probe_is_lenient = TRUE;
  for (guint i = 0; i < n_rounds; i++) {
    g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), length);
    g_autofree char *text = NULL;
    gboolean detected = FALSE;

    for (guint j = 0; j <= i % 20; j++)
      bytes[g_rand_int_range (random, 100, (gint32) length)] = (guint8) g_rand_int_range (random, 0, 1 + (int) i % 256);
    restore (bytes, length);
    text = open_and_read (&detected);
    n_told += detected ? 1 : 0;
  }
  probe_is_lenient = FALSE;
  g_test_message ("%u rounds, %u told", n_rounds, n_told);
  g_assert_cmpuint (n_told, >, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  gboolean detected = FALSE;
  char *content = NULL;
  gsize length = 0;
  int result;

  g_test_init (&argc, &argv, NULL);
  session_freeze_clock ();
  fault_vfs_install ();
  directory = g_dir_make_tmp ("nomo-pages-XXXXXX", NULL);
  path = g_build_filename (directory, "1.db", NULL);
  probe_build (path);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  whole = g_bytes_new_take (content, length);
  said = open_and_read (&detected);
  g_assert_false (detected);
  for (guint seed = 0; seed <= N_SEEDS; seed++) {
    g_autofree char *name = seed == 0 ? g_strdup ("/pages/zeros") : g_strdup_printf ("/pages/random-%u", seed);

    g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_pages);
  }
  g_test_add_data_func ("/pages/bytes", NULL, test_bytes);
  result = g_test_run ();
  g_free (said);
  g_bytes_unref (whole);
  fixture_remove (directory);
  g_free (path);
  return result;
}
