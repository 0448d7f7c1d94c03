#pragma once

#include <adwaita.h>

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ORDER_PANE (nomo_order_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrderPane, nomo_order_pane, NOMO, ORDER_PANE, AdwBin)

void nomo_order_pane_set_shop (NomoOrderPane *self, NomoShop *shop);
void nomo_order_pane_show (NomoOrderPane *self, gint64 order);

G_END_DECLS
