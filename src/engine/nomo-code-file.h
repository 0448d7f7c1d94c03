#pragma once

#include "nomo-commit.h"
#include "nomo-csv-pair.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCodeFile:
 *
 * What a file says about who was given which code of a batch; nothing is written yet.
 */
typedef struct _NomoCodeFile NomoCodeFile;

NomoCodeFile *nomo_code_file_read (NomoStore *store, gint64 batch, GInputStream *stream, NomoCsvEncoding encoding,
                                   GCancellable *cancellable, GError **error);
NomoCodeFile *nomo_code_file_say (NomoStore *store, gint64 batch, const char *code, const char *who, GError **error);
NomoCodeFile *nomo_code_file_read_path (NomoStore *store, gint64 batch, const char *path, GCancellable *cancellable,
                                        GError **error);
guint nomo_code_file_get_count (const NomoCodeFile *self);
guint nomo_code_file_get_known (const NomoCodeFile *self);
const GPtrArray *nomo_code_file_get_refused (const NomoCodeFile *self);
NomoCommit *nomo_code_file_create_commit (const NomoCodeFile *self, const char *actor, const char *id);
void nomo_code_file_free (NomoCodeFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCodeFile, nomo_code_file_free)

G_END_DECLS
