#pragma once

#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_own_cost_set_async (NomoShop *shop, gint64 product, const gint64 *cost, GAsyncReadyCallback callback,
                              gpointer data);
char *nomo_own_cost_set_finish (GAsyncResult *result, GError **error);

G_END_DECLS
