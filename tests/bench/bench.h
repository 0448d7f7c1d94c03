#pragma once

#include <glib.h>

G_BEGIN_DECLS

void bench_begin (int argc, char **argv);
int bench_end (void);
char *bench_path (const char *name);

GArray *bench_samples_new (void);
void bench_add_seconds (GArray *samples, gint64 since_us);
double bench_median (GArray *samples);
void bench_report (const char *name, GArray *ours, GArray *theirs, gboolean throughput, double bound);
void bench_compare (const char *name, GArray *ours, GArray *theirs);

G_END_DECLS
