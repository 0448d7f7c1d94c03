#pragma once

#include "nomo-demo-body.h"

G_BEGIN_DECLS

gboolean nomo_demo_order_move (NomoDemoCall *call, NomoDemoBody *body, guint index);

void nomo_demo_orders_move (NomoDemoCall *call, gint64 id);
void nomo_demo_orders_tag (NomoDemoCall *call, gint64 id);

G_END_DECLS
