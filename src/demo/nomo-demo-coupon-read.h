#pragma once

#include "nomo-demo-body.h"
#include "nomo-demo-coupon.h"

G_BEGIN_DECLS

/**
 * NomoDemoWriting:
 * @NOMO_DEMO_CREATE: a new coupon
 * @NOMO_DEMO_REPLACE: one in the place of another: what is left out falls back to what Salla's documents say
 * @NOMO_DEMO_CHANGE: a part of one; what is left out stays
 */
typedef enum {
  NOMO_DEMO_CREATE,
  NOMO_DEMO_REPLACE,
  NOMO_DEMO_CHANGE,
} NomoDemoWriting;

void nomo_demo_coupon_read (NomoDemoCoupon *coupon, NomoDemoBody *body, NomoDemoCall *call, NomoDemoWriting writing,
                            guint index);

G_END_DECLS
