#pragma once

#include "nomo-bulk-edit.h"

G_BEGIN_DECLS

NomoRecord *nomo_order_create_tagging (gint64 order, const char *const *add, const char *const *remove);
void nomo_order_tag_async (NomoShop *shop, const NomoQuery *orders, const char *const *add, const char *const *remove,
                           GAsyncReadyCallback callback, gpointer data);
void nomo_order_note_async (NomoShop *shop, gint64 order, const char *note, GAsyncReadyCallback callback,
                            gpointer data);

char *nomo_order_dup_words (const char *text);

G_END_DECLS
