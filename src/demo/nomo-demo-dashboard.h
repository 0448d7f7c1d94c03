#pragma once

#include "nomo-demo-call.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void nomo_demo_dashboard_create (NomoDemoCall *call, JsonNode *json);
void nomo_demo_dashboard_change (NomoDemoCall *call, JsonNode *json);
void nomo_demo_dashboard_pause (NomoDemoCall *call, JsonNode *json);
void nomo_demo_dashboard_delete (NomoDemoCall *call, JsonNode *json);
void nomo_demo_dashboard_move (NomoDemoCall *call, JsonNode *json);
void nomo_demo_dashboard_tag (NomoDemoCall *call, JsonNode *json);
void nomo_demo_dashboard_remark (NomoDemoCall *call, JsonNode *json);

G_END_DECLS
