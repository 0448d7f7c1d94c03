#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *nomo_relay_reason_words (const char *reason);
JsonArray *nomo_relay_reasons_to_json (const GPtrArray *reasons);
void nomo_relay_reasons_write (const GPtrArray *reasons, const char *indent, GString *text);

G_END_DECLS
