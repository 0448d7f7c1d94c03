#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_coupon_write (NomoDemoCall *call, guint index, const char *name, NomoDemoJson *json);
void nomo_demo_coupons_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_coupons_list_codes (NomoDemoCall *call, gint64 unused);
void nomo_demo_coupons_get (NomoDemoCall *call, gint64 id);

G_END_DECLS
