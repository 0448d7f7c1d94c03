#pragma once

#include "nomo-entity.h"

#include <sqlite3.h>

/* A table's rows in memory, to be inserted again by a loop that does nothing else. */
typedef struct _BenchRows BenchRows;

BenchRows *bench_rows_read (sqlite3 *db, const char *table, const char *select, const char *columns, guint per_page);
BenchRows *bench_rows_read_words (sqlite3 *db, const char *path, const NomoEntity *entity, guint per_page);
void bench_rows_free (gpointer rows);
void bench_rows_insert_all (const char *name, const GPtrArray *tables, guint n_pages);
