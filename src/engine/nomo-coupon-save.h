#pragma once

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_coupon_save_async (NomoShop *shop, NomoRecord *coupon, GAsyncReadyCallback callback, gpointer data);
char *nomo_coupon_save_finish (GAsyncResult *result, gint64 *id, GError **error);

G_END_DECLS
