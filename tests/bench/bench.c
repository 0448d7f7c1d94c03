#include "bench.h"

#include <glib/gstdio.h>
#include <stdio.h>

static char *directory;
static const char *samples_directory;
static gboolean failed;

/* The first argument names the folder of the samples; what is measured is built in a folder of its own. */
void
bench_begin (int argc, char **argv)
{
  samples_directory = argc > 1 ? argv[1] : ".";
  directory = g_dir_make_tmp ("nomo-bench-XXXXXX", NULL);
  setvbuf (stdout, NULL, _IOLBF, 0);
}

int
bench_end (void)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = bench_path (name);

    g_unlink (path);
  }
  g_rmdir (directory);
  return failed ? 1 : 0;
}

char *
bench_path (const char *name)
{
  return g_build_filename (directory, name, NULL);
}

GArray *
bench_samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_add_seconds (GArray *samples, gint64 since_us)
{
  double seconds = (double) (g_get_monotonic_time () - since_us) / G_USEC_PER_SEC;

  g_array_append_val (samples, seconds);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

double
bench_median (GArray *samples)
{
  g_autoptr (GArray) sorted = g_array_copy (samples);

  g_array_sort (sorted, compare);
  return g_array_index (sorted, double, sorted->len / 2);
}

static void
keep_samples (const char *name, GArray *ours, GArray *theirs)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.csv", samples_directory, name);
  g_autoptr (GString) text = g_string_new ("ours_s,theirs_s\n");

  for (guint i = 0; i < ours->len; i++)
    g_string_append_printf (text, "%.9f,%.9f\n", g_array_index (ours, double, i), g_array_index (theirs, double, i));
  g_file_set_contents (path, text->str, -1, NULL);
}

/* Prints what is measured of what it is measured against, and keeps the samples (seconds). */
void
bench_report (const char *name, GArray *ours, GArray *theirs, gboolean throughput, double bound)
{
  double ratio = throughput ? bench_median (theirs) / bench_median (ours) : bench_median (ours) / bench_median (theirs);

  keep_samples (name, ours, theirs);
  printf ("bench %s ratio %.3f bound %.3f\n", name, ratio, bound);
  failed = failed || (throughput ? ratio < bound : ratio > bound);
}

/* The same for times that are good to know and that nothing was promised of. */
void
bench_compare (const char *name, GArray *ours, GArray *theirs)
{
  keep_samples (name, ours, theirs);
  printf ("bench %s ratio %.3f\n", name, bench_median (ours) / bench_median (theirs));
}
