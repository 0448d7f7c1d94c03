#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void nomo_status_set_text (JsonObject *object, const char *name, const char *text);
void nomo_status_set_time (JsonObject *object, const char *name, gint64 ms);
void nomo_status_set_error (JsonObject *object, const char *code_name, const GError *error);

G_END_DECLS
