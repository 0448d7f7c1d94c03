#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint nomo_demo_search_count_below (const GArray *array, gsize offset, gint64 value);
gboolean nomo_demo_search_find (const GArray *array, gsize offset, gint64 value, guint *index);

G_END_DECLS
