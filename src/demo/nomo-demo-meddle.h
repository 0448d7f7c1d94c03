#pragma once

#include "nomo-demo-call.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void nomo_demo_meddle_delete (NomoDemoCall *call, JsonNode *body);
void nomo_demo_meddle_edit (NomoDemoCall *call, JsonNode *body);
void nomo_demo_meddle_store (NomoDemoCall *call, JsonNode *body);

G_END_DECLS
