#pragma once

#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_relay_removal_confirm_async (NomoShop *shop, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_relay_removal_confirm_finish (NomoShop *shop, GAsyncResult *result, GError **error);

gint64 nomo_relay_removal_get_moment (NomoStore *store);
void nomo_relay_removal_forget (NomoShop *shop);
gboolean nomo_relay_removal_is_noted (NomoStore *store);
void nomo_relay_removal_erase_async (NomoShop *shop, gint64 grace_ms, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_relay_removal_erase_finish (NomoShop *shop, GAsyncResult *result, GError **error);

G_END_DECLS
