#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COUPON_PANE (nomo_coupon_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoCouponPane, nomo_coupon_pane, NOMO, COUPON_PANE, NomoRecordPane)

NomoRecordPane *nomo_coupon_pane_new (void);

G_END_DECLS
