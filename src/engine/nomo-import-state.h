#pragma once

#include "nomo-import-row.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoImportState:
 * @id: the import's id, with which the ids of its commits begin
 * @digest: of the file and of what is said of it
 * @chunk: how many chunks are done
 * @counts: what came of their rows
 * @refused_path: (nullable): where refused rows are
 * @refused_size: how much of it is certain
 * @splits: whether the next chunk is written row by row, because the store refused it as a whole
 * @done: whether the import is complete
 *
 * How far an import has come. It is kept as a mark, written with the chunk that it tells of.
 */
typedef struct {
  char *id;
  char *digest;
  gint64 chunk;
  gint64 counts[NOMO_IMPORT_N_OUTCOMES];
  char *refused_path;
  gint64 refused_size;
  gboolean splits;
  gboolean done;
} NomoImportState;

#define NOMO_IMPORT_PREFIX "import-"

NomoImportState *nomo_import_state_new (void);
NomoImportState *nomo_import_state_copy (const NomoImportState *self);
NomoImportState *nomo_import_state_load (NomoStore *store, const char *id, GError **error);
void nomo_import_state_note (const NomoImportState *self, NomoCommit *commit);
void nomo_import_state_free (NomoImportState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoImportState, nomo_import_state_free)

G_END_DECLS
