#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint nomo_buckets_count (guint n_values, guint size);
gint64 *nomo_buckets_sum (const gint64 *values, guint n_values, guint size);

G_END_DECLS
