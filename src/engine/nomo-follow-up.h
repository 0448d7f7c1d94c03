#pragma once

#include "nomo-bulk-edit.h"

G_BEGIN_DECLS

void nomo_follow_up_async (NomoShop *shop, const NomoQuery *query, gboolean followed_up, GAsyncReadyCallback callback,
                           gpointer data);

G_END_DECLS
