#pragma once

#include "nomo-restore-drill.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_shop_drill_async (NomoShop *self, const char *path, const char *passphrase, NomoJob *job,
                            GAsyncReadyCallback callback, gpointer data);
NomoRestoreDrill *nomo_shop_drill_finish (NomoShop *self, GAsyncResult *result, GError **error);

G_END_DECLS
