#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean nomo_moment_parse (const char *text, gint64 *ms);
void nomo_moment_append (GString *out, gint64 ms, GTimeZone *zone);

G_END_DECLS
