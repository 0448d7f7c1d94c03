#pragma once

#include "nomo-store.h"

#define ORDERS_EPOCH G_GINT64_CONSTANT (1790802000000)

NomoRecord *bench_make_order (gint64 id);
NomoStore *bench_fill_path (const char *path, guint n, guint page);
NomoStore *bench_fill (const char *name, guint n, guint page);
