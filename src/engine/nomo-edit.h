#pragma once

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_edit_async (NomoShop *shop, NomoRecord *put, const NomoEntity *entity, gint64 drop,
                      GAsyncReadyCallback callback, gpointer data);
char *nomo_edit_finish (GAsyncResult *result, gint64 *id, GError **error);

G_END_DECLS
