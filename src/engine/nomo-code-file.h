#pragma once

#include "nomo-commit.h"
#include "nomo-csv.h"
#include "nomo-store.h"

G_BEGIN_DECLS

gboolean nomo_codes_write_csv (NomoStore *store, const GPtrArray *codes, GOutputStream *stream, char separator,
                               GCancellable *cancellable, GError **error);
gboolean nomo_codes_write_csv_to_file (NomoStore *store, const GPtrArray *codes, const char *path, char separator,
                                       GCancellable *cancellable, GError **error);

/**
 * NomoCodeLine:
 * @line: number of a line of the file, from 1
 * @reason: why nothing is taken from it, a sentence
 */
typedef struct {
  guint64 line;
  char *reason;
} NomoCodeLine;

/**
 * NomoCodeFile:
 *
 * What a file says about who was given which code of a batch; nothing is written yet.
 */
typedef struct _NomoCodeFile NomoCodeFile;

NomoCodeFile *nomo_code_file_read (NomoStore *store, gint64 batch, GInputStream *stream, NomoCsvEncoding encoding,
                                   GCancellable *cancellable, GError **error);
NomoCodeFile *nomo_code_file_read_path (NomoStore *store, gint64 batch, const char *path, GCancellable *cancellable,
                                        GError **error);
guint nomo_code_file_get_count (const NomoCodeFile *self);
guint nomo_code_file_get_known (const NomoCodeFile *self);
guint nomo_code_file_count_refused (const NomoCodeFile *self);
const NomoCodeLine *nomo_code_file_get_refused (const NomoCodeFile *self, guint index);
NomoCommit *nomo_code_file_create_commit (const NomoCodeFile *self, const char *actor, const char *id);
void nomo_code_file_free (NomoCodeFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCodeFile, nomo_code_file_free)

G_END_DECLS
