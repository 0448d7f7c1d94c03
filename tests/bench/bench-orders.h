#pragma once

#include "nomo-store.h"

#define ORDERS_EPOCH G_GINT64_CONSTANT (1790802000000)

NomoRecord *bench_make_order (gint64 id);
NomoRecord *bench_make_changed_order (gint64 id, gint64 change);
NomoStore *bench_fill_path (const char *path, guint n, guint page);
void bench_make_shop (const char *path, guint n, const char *merchant);
NomoStore *bench_fill (const char *name, guint n, guint page);
