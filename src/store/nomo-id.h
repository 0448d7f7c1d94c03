#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_ID_MAX_NODE 1023

gint64 nomo_id_next (gint64 last, gint64 now_ms, guint node);
gint64 nomo_id_nth (gint64 first, guint n);
gboolean nomo_id_is_born_here (gint64 id);
gint64 nomo_id_get_time (gint64 id);

G_END_DECLS
