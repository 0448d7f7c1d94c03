#pragma once

#include "nomo-demo-call.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define NOMO_DEMO_EXCHANGE_PREFIX "/exchange-authority/v1"

/* The number of the app at Salla, which is not its client id. */
#define NOMO_DEMO_APP "1409827733"

void nomo_demo_embedded_handle (NomoDemoCall *call);
void nomo_demo_embedded_make_token (NomoDemoCall *call, JsonNode *body);

G_END_DECLS
