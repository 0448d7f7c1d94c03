#pragma once

#include "nomo-demo-call.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void nomo_demo_install_note (NomoDemoStore *demo);
void nomo_demo_install (NomoDemoCall *call, JsonNode *body);
void nomo_demo_uninstall (NomoDemoCall *call, JsonNode *body);
void nomo_demo_app_event (NomoDemoCall *call, JsonNode *body);

G_END_DECLS
