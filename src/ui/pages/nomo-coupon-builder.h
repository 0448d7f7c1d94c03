#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COUPON_BUILDER (nomo_coupon_builder_get_type ())
G_DECLARE_FINAL_TYPE (NomoCouponBuilder, nomo_coupon_builder, NOMO, COUPON_BUILDER, NomoPage)

NomoPage *nomo_coupon_builder_new (NomoSession *session);

G_END_DECLS
