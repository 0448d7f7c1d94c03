#pragma once

#include <adwaita.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COUPON_RESULTS (nomo_coupon_results_get_type ())
G_DECLARE_FINAL_TYPE (NomoCouponResults, nomo_coupon_results, NOMO, COUPON_RESULTS, AdwBin)

void nomo_coupon_results_show (NomoCouponResults *self, NomoShop *shop, NomoRecord *coupon);

G_END_DECLS
