#include "bench.h"

#include <glib/gstdio.h>
#include <stdio.h>

static char *directory;
static const char *samples_directory;
static gboolean failed;

/* The first argument says where the raw samples go. */
void
bench_init (int argc, char **argv)
{
  samples_directory = argc > 1 ? argv[1] : ".";
  directory = g_dir_make_tmp ("nomo-bench-XXXXXX", NULL);
  setvbuf (stdout, NULL, _IOLBF, 0);
}

char *
bench_path (const char *name)
{
  return g_build_filename (directory, name, NULL);
}

/* For what is big and read no more. */
void
bench_remove_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = bench_path (name);

    g_unlink (path);
  }
}

/* Gives what the program ends with: a bound that was not kept fails it. */
int
bench_end (void)
{
  bench_remove_files ();
  g_rmdir (directory);
  g_free (directory);
  return failed ? 1 : 0;
}

Samples *
samples_new (void)
{
  Samples *self = g_new (Samples, 1);

  self->ours = g_array_new (FALSE, TRUE, sizeof (double));
  self->theirs = g_array_new (FALSE, TRUE, sizeof (double));
  return self;
}

void
samples_free (Samples *self)
{
  g_array_unref (self->ours);
  g_array_unref (self->theirs);
  g_free (self);
}

void
bench_add (GArray *samples, gint64 since_us)
{
  double seconds = (double) (g_get_monotonic_time () - since_us) / G_USEC_PER_SEC;

  g_array_append_val (samples, seconds);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
percentile (GArray *samples, guint percent)
{
  g_array_sort (samples, compare);
  return g_array_index (samples, double, samples->len *percent / 100);
}

double
bench_median (GArray *samples)
{
  g_assert_cmpuint (samples->len, >=, 5);
  return percentile (samples, 50);
}

static void
keep (const char *name, const Samples *samples)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.csv", samples_directory, name);
  g_autoptr (GString) text = g_string_new ("ours_s,theirs_s\n");

  for (guint i = 0; i < MIN (samples->ours->len, samples->theirs->len); i++)
    g_string_append_printf (text, "%.9f,%.9f\n", g_array_index (samples->ours, double, i),
                            g_array_index (samples->theirs, double, i));
  g_file_set_contents (path, text->str, -1, NULL);
}

void
bench_report_ratio (const char *name, double ratio, gboolean at_least, double bound)
{
  printf ("bench %s ratio %.3f bound %.3f\n", name, ratio, bound);
  failed = failed || (at_least ? ratio < bound : ratio > bound);
}

/* Of times the ratio is ours to theirs; of throughput it is how much of theirs ours reaches. */
void
bench_report (const char *name, Samples *samples, gboolean throughput, double bound)
{
  double ours;
  double theirs;

  g_assert_cmpuint (samples->ours->len, ==, samples->theirs->len);
  keep (name, samples);
  ours = bench_median (samples->ours);
  theirs = bench_median (samples->theirs);
  bench_report_ratio (name, throughput ? theirs / ours : ours / theirs, throughput, bound);
}

/* Of times that vary within one run: what all but the slowest keep. */
void
bench_report_percentile (const char *name, Samples *samples, guint percent, double bound)
{
  g_assert_cmpuint (MIN (samples->ours->len, samples->theirs->len), >=, 100);
  keep (name, samples);
  bench_report_ratio (name, percentile (samples->ours, percent) / percentile (samples->theirs, percent), FALSE, bound);
}

/* How far above theirs what all but the slowest of ours keep lies, in a unit of time. */
void
bench_report_above (const char *name, Samples *samples, guint percent, double unit_s, double bound)
{
  double ours = percentile (samples->ours, percent);
  double theirs = percentile (samples->theirs, percent);

  g_assert_cmpuint (MIN (samples->ours->len, samples->theirs->len), >=, 100);
  keep (name, samples);
  printf ("%.1f ms against %.1f ms\n", ours * 1000, theirs * 1000);
  bench_report_ratio (name, (ours - theirs) / unit_s, FALSE, bound);
}
