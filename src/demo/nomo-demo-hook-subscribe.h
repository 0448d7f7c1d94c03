#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_webhooks_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_webhooks_list_events (NomoDemoCall *call, gint64 unused);
void nomo_demo_webhooks_subscribe (NomoDemoCall *call, gint64 unused);
void nomo_demo_webhooks_put (NomoDemoCall *call, gint64 id);
void nomo_demo_webhooks_unsubscribe (NomoDemoCall *call, gint64 unused);

G_END_DECLS
