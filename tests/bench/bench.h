#pragma once

#include <glib.h>

/* What the benches share: two sides measured in turn within one run, and the ratio of their medians. */

typedef struct {
  GArray *ours;   /* double, seconds */
  GArray *theirs; /* double, seconds */
} Samples;

void bench_init (int argc, char **argv);
char *bench_path (const char *name);
void bench_remove_files (void);
int bench_end (void);

Samples *samples_new (void);
void samples_free (Samples *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Samples, samples_free)
void bench_add (GArray *samples, gint64 since_us);
double bench_median (GArray *samples);
void bench_report (const char *name, Samples *samples, gboolean throughput, double bound);
void bench_report_percentile (const char *name, Samples *samples, guint percent, double bound);
void bench_report_above (const char *name, Samples *samples, guint percent, double unit_s, double bound);
void bench_report_ratio (const char *name, double ratio, gboolean at_least, double bound);
