#pragma once

#include "nomo-code-batch.h"
#include "nomo-code-file.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

gint64 nomo_shop_get_code_seconds (NomoShop *self, gint64 requests);
void nomo_shop_make_codes_async (NomoShop *self, const NomoCodeRequest *request, GAsyncReadyCallback callback,
                                 gpointer data);
void nomo_shop_complete_codes_async (NomoShop *self, gint64 batch, GAsyncReadyCallback callback, gpointer data);
void nomo_shop_switch_codes_async (NomoShop *self, gint64 batch, gboolean on, GAsyncReadyCallback callback,
                                   gpointer data);
void nomo_shop_export_codes_async (NomoShop *self, gint64 batch, const char *path, GAsyncReadyCallback callback,
                                   gpointer data);
int nomo_shop_export_codes_finish (NomoShop *self, GAsyncResult *result, GError **error);
void nomo_shop_read_given_async (NomoShop *self, gint64 batch, const char *path, GAsyncReadyCallback callback,
                                 gpointer data);
NomoCodeFile *nomo_shop_read_given_finish (NomoShop *self, GAsyncResult *result, GError **error);
void nomo_shop_give_codes_async (NomoShop *self, const NomoCodeFile *given, GAsyncReadyCallback callback,
                                 gpointer data);
void nomo_shop_give_code_async (NomoShop *self, gint64 batch, const char *code, const char *who,
                                GAsyncReadyCallback callback, gpointer data);
char *nomo_shop_give_codes_finish (NomoShop *self, GAsyncResult *result, GError **error);

G_END_DECLS
