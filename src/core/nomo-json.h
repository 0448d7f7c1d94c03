#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoJsonReport:
 * @repaired: characters that are no characters (halves of a surrogate pair, NUL) and were replaced by U+FFFD
 * @requoted: numbers that a double cannot hold and that became strings
 * @line: the line at which reading ended, counted from 1, for who wrote the text by hand
 *
 * What nomo_json_parse() changed on the way in, and how far it came.
 */
typedef struct {
  guint repaired;
  guint requoted;
  guint line;
} NomoJsonReport;

#define NOMO_JSON_MAX_SIZE  (8 * 1024 * 1024)
#define NOMO_JSON_MAX_DEPTH 64

JsonNode *nomo_json_parse (GBytes *body, gsize max_size, NomoJsonReport *report, GError **error);

JsonNode *nomo_json_get (JsonNode *node, const char *path);
gboolean nomo_json_get_int (JsonNode *node, const char *path, gint64 *value);
gboolean nomo_json_get_bool (JsonNode *node, const char *path, gboolean fallback);
JsonArray *nomo_json_get_array (JsonNode *node, const char *path);
JsonObject *nomo_json_get_object (JsonNode *node, const char *path);
char *nomo_json_dup_text (JsonNode *node, const char *path);
char *nomo_json_dup_decimal (JsonNode *node, const char *path);

char *nomo_json_write (JsonNode *node);

G_END_DECLS
