#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PRODUCT_PANE (nomo_product_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoProductPane, nomo_product_pane, NOMO, PRODUCT_PANE, NomoRecordPane)

NomoRecordPane *nomo_product_pane_new (void);

G_END_DECLS
