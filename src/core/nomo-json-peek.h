#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *nomo_json_peek (GBytes *text, const char *name);

G_END_DECLS
