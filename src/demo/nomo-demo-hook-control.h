#pragma once

#include "nomo-demo-call.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void nomo_demo_hook_control_list (NomoDemoCall *call);
void nomo_demo_hook_control_fire (NomoDemoCall *call, JsonNode *body);
void nomo_demo_hook_control_read (NomoDemoCall *call);
void nomo_demo_hook_control_change (NomoDemoCall *call, JsonNode *body);

G_END_DECLS
