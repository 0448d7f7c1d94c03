#pragma once

#include "nomo-entity.h"

G_BEGIN_DECLS

/* Salla's payment methods, of orders and of coupons; ends with a NULL key. */
extern const NomoChoice nomo_payment_methods[];

G_END_DECLS
