#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ORDER_PANE (nomo_order_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrderPane, nomo_order_pane, NOMO, ORDER_PANE, NomoRecordPane)

NomoRecordPane *nomo_order_pane_new (void);

G_END_DECLS
