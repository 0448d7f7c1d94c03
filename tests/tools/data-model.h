#pragma once

#include <glib.h>

G_BEGIN_DECLS

void data_model_add_diagram (GString *text);
void data_model_add_entities (GString *text);
gboolean data_model_add_tables (GString *text, GError **error);

G_END_DECLS
