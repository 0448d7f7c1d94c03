#pragma once

#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_follow_up_async (NomoShop *shop, const NomoQuery *query, gboolean followed_up, GAsyncReadyCallback callback,
                           gpointer data);
char *nomo_follow_up_finish (GAsyncResult *result, guint *n, GError **error);

G_END_DECLS
