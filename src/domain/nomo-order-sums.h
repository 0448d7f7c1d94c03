#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

gboolean nomo_order_to_shop_money (const NomoRecord *order, gint64 amount, gint64 *shop_amount);
void nomo_order_roll_up (const NomoRecord *order, NomoEmit emit, gpointer sink);

G_END_DECLS
