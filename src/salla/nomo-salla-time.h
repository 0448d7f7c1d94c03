#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean nomo_salla_time_parse (const char *text, GTimeZone *zone, gint64 *ms);
gboolean nomo_salla_time_read (JsonNode *node, const char *path, gint64 *ms);

G_END_DECLS
