#pragma once

#include "nomo-demo-body.h"

G_BEGIN_DECLS

gboolean nomo_demo_order_move (NomoDemoCall *call, NomoDemoBody *body, guint index);
gboolean nomo_demo_order_remark (NomoDemoCall *call, NomoDemoBody *body, guint index);
gboolean nomo_demo_order_tag (NomoDemoCall *call, NomoDemoBody *body, guint index, gboolean on, guint *tag);

void nomo_demo_orders_move (NomoDemoCall *call, gint64 id);
void nomo_demo_orders_remark (NomoDemoCall *call, gint64 id);
void nomo_demo_orders_tag (NomoDemoCall *call, gint64 id);
void nomo_demo_orders_untag (NomoDemoCall *call, gint64 id);

G_END_DECLS
