#pragma once

#include "nomo-hooks-aim.h"
#include "nomo-hooks-state.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

gboolean nomo_shop_may_run_hooks (NomoShop *self);
void nomo_shop_run_hooks_async (NomoShop *self, const NomoHooksAim *aim, GAsyncReadyCallback callback, gpointer data);
NomoHooksState *nomo_shop_run_hooks_finish (NomoShop *self, GAsyncResult *result, GError **error);

G_END_DECLS
