#pragma once

#include "nomo-commit.h"
#include "nomo-csv-pair.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoCostFile:
 *
 * What a file says about the costs of a shop's products, each named by its SKU; nothing is written yet.
 */
typedef struct _NomoCostFile NomoCostFile;

NomoCostFile *nomo_cost_file_read (NomoStore *store, const char *currency, GInputStream *stream,
                                   NomoCsvEncoding encoding, GCancellable *cancellable, GError **error);
void nomo_cost_file_read_async (NomoShop *shop, const char *path, GAsyncReadyCallback callback, gpointer data);
NomoCostFile *nomo_cost_file_read_finish (GAsyncResult *result, GError **error);
guint nomo_cost_file_get_count (const NomoCostFile *self);
guint nomo_cost_file_get_known (const NomoCostFile *self);
const GPtrArray *nomo_cost_file_get_refused (const NomoCostFile *self);
NomoCommit *nomo_cost_file_create_commit (const NomoCostFile *self, const char *actor, const char *id);
void nomo_cost_file_write_async (NomoShop *shop, const NomoCostFile *self, GAsyncReadyCallback callback, gpointer data);
char *nomo_cost_file_write_finish (GAsyncResult *result, GError **error);
void nomo_cost_file_free (NomoCostFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCostFile, nomo_cost_file_free)

G_END_DECLS
