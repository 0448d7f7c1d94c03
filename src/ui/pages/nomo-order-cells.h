#pragma once

#include "nomo-record-table.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

const NomoColumn *nomo_order_cells_columns (guint *n_columns);
const NomoColumn *nomo_order_cells_row (void);

G_END_DECLS
