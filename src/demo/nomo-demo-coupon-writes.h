#pragma once

#include "nomo-demo-coupon-read.h"

G_BEGIN_DECLS

gboolean nomo_demo_coupon_create (NomoDemoCall *call, NomoDemoBody *body, guint *index);
gboolean nomo_demo_coupon_rewrite (NomoDemoCall *call, NomoDemoBody *body, NomoDemoWriting writing, guint index);
void nomo_demo_coupon_delete (NomoDemoCall *call, guint index);

void nomo_demo_coupons_post (NomoDemoCall *call, gint64 unused);
void nomo_demo_coupons_put (NomoDemoCall *call, gint64 id);
void nomo_demo_coupons_delete (NomoDemoCall *call, gint64 id);

G_END_DECLS
