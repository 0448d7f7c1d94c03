#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoUnitCostFunc:
 * @product: id of a product
 * @data: what the caller gave
 * @cost: (out): what one piece costs the shop, in minor units of the shop's currency
 *
 * Returns: whether it is known
 */
typedef gboolean (*NomoUnitCostFunc) (gint64 product, gpointer data, gint64 *cost);

gboolean nomo_order_was_given_back (const NomoRecord *order);
gboolean nomo_order_profit (const NomoRecord *order, NomoUnitCostFunc cost_of, gpointer data, int margin,
                            gint64 *profit);

G_END_DECLS
