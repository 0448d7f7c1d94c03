#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CART_PANE (nomo_cart_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoCartPane, nomo_cart_pane, NOMO, CART_PANE, NomoRecordPane)

NomoRecordPane *nomo_cart_pane_new (void);

G_END_DECLS
