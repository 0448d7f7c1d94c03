#pragma once

#include "nomo-bulk-edit.h"

G_BEGIN_DECLS

void nomo_order_move_async (NomoShop *shop, const NomoQuery *orders, const NomoRecord *status, const char *note,
                            GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
