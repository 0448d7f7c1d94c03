#pragma once

#include "nomo-import-row.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoImportOptions:
 * @path: the file
 * @encoding: how it is written
 * @map: (nullable): what the columns are, see nomo_import_map_new()
 * @key: (nullable): name of the field by which records are found
 * @actor: who writes
 * @role: the actor's role
 * @dry_run: whether to look only
 * @resume: (nullable): id of an import that was interrupted
 * @refused_path: (nullable): where refused rows go; %NULL for a new file beside @path
 *
 * What is imported, and how.
 */
typedef struct {
  const char *path;
  NomoCsvEncoding encoding;
  GBytes *map;
  const char *key;
  const char *actor;
  NomoRole role;
  gboolean dry_run;
  const char *resume;
  const char *refused_path;
} NomoImportOptions;

/**
 * NomoImportWatch:
 * @refused: (nullable): called for each row that is refused
 * @progress: (nullable): called after some rows: how many of how many are done
 * @data: for both
 *
 * What is told while it runs.
 */
typedef struct {
  void (*refused) (const NomoImportRow *row, gpointer data);
  void (*progress) (guint64 done, guint64 total, gpointer data);
  gpointer data;
} NomoImportWatch;

typedef struct _NomoImport NomoImport;

NomoImport *nomo_import_new (NomoStore *store, const NomoEntity *entity, const NomoImportOptions *options,
                             GError **error);
gboolean nomo_import_run (NomoImport *self, const NomoImportWatch *watch, GCancellable *cancellable, GError **error);
const char *nomo_import_get_id (const NomoImport *self);
const NomoImportMap *nomo_import_get_map (const NomoImport *self);
gint64 nomo_import_get_count (const NomoImport *self, NomoImportOutcome outcome);
const char *nomo_import_get_refused_path (const NomoImport *self);
void nomo_import_free (NomoImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoImport, nomo_import_free)

G_END_DECLS
