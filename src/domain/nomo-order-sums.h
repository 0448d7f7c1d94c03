#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

void nomo_order_roll_up (const NomoRecord *order, NomoEmit emit, gpointer sink);

G_END_DECLS
