#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_offer_write (NomoDemoCall *call, guint index, const char *name, gboolean told, NomoDemoJson *json);
void nomo_demo_offers_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_offers_get (NomoDemoCall *call, gint64 id);

G_END_DECLS
